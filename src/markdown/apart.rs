//! Invisible signs that keep pulldown-cmark from misreading colons, braces, tildes and asterisks. The signs are removed
//! again after parsing, so an unnecessary one, such as in code, does no harm.

use super::edit::{Edit, Put};
use super::letters::{is_letter, is_sign, is_wide};
use super::lines::{inside, is_rule, lines};

/// All edits of a text that do not depend on how it is read.
pub(super) fn edits(markdown: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut lines = lines(markdown).peekable();
    while let Some(line) = lines.next() {
        let next = lines.peek().map_or("", |next| &markdown[next.clone()]);
        let text = &markdown[line.clone()];
        edits.extend(colon(text, line.start));
        edits.extend(braces(text, line.start, next));
        edits.extend(tabs(text, line.start));
    }
    runs(markdown, &mut edits);
    capitals(markdown, &mut edits);
    edits
}

/// A colon at the start of a line begins a definition only if a space follows. Without a space it begins a smiley, an
/// emoji or a fence, so it gets a sign.
fn colon(line: &str, start: usize) -> Option<Edit> {
    let text = inside(line);
    let behind = text.strip_prefix(':')?;
    if behind.starts_with([' ', '\t']) && !behind.trim().is_empty() {
        return None;
    }
    let at = start + line.len() - text.len();
    let put = if is_rule(text) { Put::RulePipe } else { Put::Sign };
    Some(Edit { range: at..at, put })
}

/// Braces at the end of a heading are part of its text unless they hold an id and classes.
fn braces(line: &str, start: usize, next: &str) -> Option<Edit> {
    let line = line.trim_end();
    let (front, _) = line.rsplit_once('{')?;
    let inside_braces = &line.strip_suffix('}')?[front.len() + 1..];
    let is_escaped = (front.len() - front.trim_end_matches('\\').len()) % 2 == 1;
    let is_underline = |next: &str| {
        let next = inside(next).trim_end();
        !next.is_empty() && (next.bytes().all(|byte| byte == b'=') || next.bytes().all(|byte| byte == b'-'))
    };
    let is_list_mark = |letter: char| " \t>-+*.)".contains(letter) || letter.is_ascii_digit();
    let is_heading = line.trim_start_matches(is_list_mark).starts_with('#') || is_underline(next);
    let is_letter = |first: char| first.is_alphabetic() || matches!(first, '_' | '-');
    let is_name = |word: &str| match word.strip_prefix('.') {
        Some(class) => class.starts_with(is_letter),
        None => word.len() > 1 && word.starts_with('#') && !word.contains(','),
    };
    // A heading can have no other attribute. If one stands beside an id or a class, `gate` reports it.
    let is_attribute = |word: &str| word.starts_with(is_letter) && word.contains('=');
    let words = || inside_braces.split_ascii_whitespace();
    // A heading has one id, so `{#12 #13}` is text: two numbers.
    let is_one = words().filter(|word| word.starts_with('#')).count() < 2;
    let are_names =
        !is_escaped && is_one && words().any(is_name) && words().all(|word| is_name(word) || is_attribute(word));
    let at = start + line.len();
    (is_heading && !are_names).then_some(Edit { range: at..at, put: Put::Sign })
}

/// GitHub allows tabs after a closing fence and in the line below a table's head, so they become spaces.
fn tabs(line: &str, start: usize) -> Option<Edit> {
    if !line.contains('\t') {
        return None;
    }
    let text = inside(line);
    let fence = text.trim_end();
    let is_fence = |sign: u8| fence.len() >= 3 && fence.bytes().all(|byte| byte == sign);
    let spaces = || {
        // The first character is not a tab, and a pipe may be inserted before it.
        let at = line.len() - text.len() + 1;
        let put = Put::Instead(line[at..].replace('\t', " "));
        Edit { range: start + at..start + line.len(), put }
    };
    (is_fence(b'`') || is_fence(b'~') || is_rule(text)).then(spaces)
}

/// Puts signs beside runs of tildes and asterisks where pulldown-cmark and GitHub disagree on whether the run opens or
/// closes.
fn runs(markdown: &str, edits: &mut Vec<Edit>) {
    let mut done = 0;
    while let Some(found) = markdown[done..].find(['*', '~']) {
        let start = done + found;
        let sign = &markdown[start..=start];
        let length = markdown[start..].len() - markdown[start..].trim_start_matches(sign).len();
        let end = start + length;
        done = end;
        let (before, behind) = (markdown[..start].chars().next_back(), markdown[end..].chars().next());
        let (Some(before), Some(behind)) = (before, behind) else { continue };
        let put = |at: usize| Edit { range: at..at, put: Put::Sign };
        match sign {
            // GitHub strikes the 2 of `H~2~O` through as well.
            "~" if length == 1 && is_letter(before) && is_letter(behind) => edits.extend([put(start), put(end)]),
            // Scripts that use no spaces have their own punctuation at places where others have a space: `**注意。**次へ`.
            _ if (sign == "*" || length <= 2) && (is_wide(before) || is_wide(behind)) => {
                if is_letter(before) && is_sign(behind) {
                    edits.push(put(start));
                } else if is_sign(before) && is_letter(behind) {
                    edits.push(put(end));
                }
            }
            _ => {}
        }
    }
}

/// Writes end tags such as `</PRE>` in lower case. Otherwise pulldown-cmark does not see that they end a block of HTML.
fn capitals(markdown: &str, edits: &mut Vec<Edit>) {
    for (at, _) in markdown.match_indices("</") {
        let name = at + 2;
        for end in ["pre>", "style>", "script>", "textarea>"] {
            let written = markdown.get(name..name + end.len());
            if written.is_some_and(|written| written != end && written.eq_ignore_ascii_case(end)) {
                edits.push(Edit { range: name..name + end.len(), put: Put::Instead(end.to_owned()) });
            }
        }
    }
}
