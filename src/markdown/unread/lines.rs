//! Signs at the start of a line that do not belong to Markdown, or that have no effect because of an unusual space.

use super::alerts::near;
use super::found::{Form, Unread};
use super::view::{Block, View, is_odd_space};

pub(super) fn find(view: &View<'_>, block: &Block, found: &mut Vec<Unread>) {
    let mut had_import = false;
    for line in &block.lines {
        let (range, text) = (&line.range, view.seen(&line.range));
        let is_import = is_import(view.raw(range)) && (text.starts_with("import ") || text.starts_with("export "));
        if is_import && !had_import {
            found.push(Unread::new(Form::Mdx, range.clone()));
        }
        had_import |= is_import;
        let odd = odd_space(text).map(|(length, mended)| {
            let place = range.start..range.start + length;
            Unread::new(Form::OddSpace, range.clone()).fix(place, mended)
        });
        let fence = is_fence(text).then(|| {
            let sign = range.start..range.start + text.chars().take(3).map(char::len_utf8).sum::<usize>();
            Unread::new(Form::FenceSign, range.clone()).fix(sign, "```")
        });
        let quote = text
            .strip_prefix('＞')
            .filter(|rest| !rest.is_empty())
            .map(|_| Unread::new(Form::FullWidth, range.clone()).fix(range.start..range.start + '＞'.len_utf8(), "> "));
        let directive = directive(text).map(|word| {
            let is_note = near(word).is_some() || text.starts_with(['!', '?']);
            let form = if is_note { Form::Directive } else { Form::Template };
            Unread::new(form, range.clone()).instead(near(word))
        });
        let tag = || is_tag(text).then(|| Unread::new(Form::Template, range.clone()));
        found.extend(odd.or(fence).or(quote).or(directive).or_else(tag));
    }
}

/// The sign of a block that is not read because of an odd space: its length with the spaces, and the correct text.
fn odd_space(text: &str) -> Option<(usize, String)> {
    let body = text.trim_start_matches(|letter: char| letter == ' ' || is_odd_space(letter));
    let indent = &text[..text.len() - body.len()];
    let sign = sign(body)?;
    let rest = body[sign..].trim_start_matches(|letter: char| letter == ' ' || is_odd_space(letter));
    let gap = &body[sign..body.len() - rest.len()];
    let is_spoiled = !gap.is_empty() && (gap.starts_with(is_odd_space) || !indent.is_empty());
    // Spaces without width are not replaced by normal spaces.
    let room = indent.chars().filter(|letter| !matches!(letter, '\u{200b}' | '\u{2060}' | '\u{feff}')).count();
    (is_spoiled && !rest.is_empty())
        .then(|| (text.len() - rest.len(), format!("{}{} ", " ".repeat(room), &body[..sign])))
}

/// The length of a block's sign at the start of a text; `None` if no sign stands there.
fn sign(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let count = |is: fn(&u8) -> bool| bytes.iter().take_while(|byte| is(byte)).count();
    let hashes = count(|byte| *byte == b'#');
    let digits = count(u8::is_ascii_digit);
    match bytes.first()? {
        b'#' if hashes < 7 => Some(hashes),
        b'-' | b'+' | b'*' => Some(1),
        _ if (1..10).contains(&digits) && matches!(bytes.get(digits), Some(b'.' | b')')) => Some(digits + 1),
        _ => None,
    }
}

/// Whether a line is three signs that look like backticks, with or without the name of a language.
fn is_fence(text: &str) -> bool {
    let Some(first) = text.chars().next().filter(|first| "'’‘´′＇｀“”".contains(*first)) else {
        return false;
    };
    let rest = text.trim_start_matches(['\'', '’', '‘', '´', '′', '＇', '｀', '“', '”']);
    let signs = text[..text.len() - rest.len()].chars().count();
    let is_curly = |letter: char| letter == first || "’‘“”".contains(letter) && "’‘“”".contains(first);
    signs == 3
        && text.chars().take(3).all(is_curly)
        && rest.trim().len() < 20
        && rest.trim().bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The word of a note in the form of another tool: `!!! note`, `??? tip`, `:::warning`, `/// note`, `.. note::`.
fn directive(text: &str) -> Option<&str> {
    let word = |text: &str| {
        text.len()
            - text
                .trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_')
                .len()
    };
    if let Some(rest) = text.strip_prefix("!!!").or_else(|| text.strip_prefix("???")) {
        let rest = rest.strip_prefix('+').unwrap_or(rest).trim_start();
        let (name, more) = rest.split_at(word(rest));
        let is_loud = more.is_empty() && near(name).is_some();
        let is_name = is_loud || name.starts_with(|letter: char| letter.is_ascii_lowercase());
        let is_title = more.is_empty() || more.starts_with([' ', '\u{1}']) && more.contains(['"', '“', '„']);
        return (is_name && (is_title || more.trim() == "inline" || more.trim() == "inline end")).then_some(name);
    }
    if let Some(rest) = text.strip_prefix(":::") {
        let rest = rest.trim_start_matches(':').trim_start();
        let rest = rest.trim_start_matches(['{', '.', '[']);
        let rest = rest.strip_prefix("callout-").unwrap_or(rest);
        let name = &rest[..word(rest)];
        return (!name.is_empty()).then_some(name);
    }
    if text.starts_with("///") {
        let rest = text.trim_start_matches('/').strip_prefix(' ')?;
        let (name, more) = rest.split_at(word(rest));
        let is_name = name.starts_with(|letter: char| letter.is_ascii_lowercase());
        return (is_name && (more.is_empty() || more.starts_with(" | "))).then_some(name);
    }
    let rest = text.strip_prefix(".. ")?;
    let name = &rest[..word(rest)];
    (!name.is_empty() && rest[name.len()..].starts_with("::")).then_some(name)
}

/// Whether a line is a command of another tool, which includes a file or a video or begins a tab: `--8<-- "x.md"`,
/// `[!INCLUDE [x](x.md)]`, `=== "Windows"`.
fn is_tag(text: &str) -> bool {
    let is_tab = |title: &str| title.starts_with('"') && title.len() > 2 && title.ends_with('"');
    let is_include = |rest: &str| {
        let more = rest.trim_start_matches(|letter: char| letter.is_ascii_alphabetic() || letter == '-');
        let word = &rest[..rest.len() - more.len()];
        word.len() > 2
            && near(word).is_none()
            && (more.starts_with('[') || more.starts_with(' ') && more.ends_with(']'))
    };
    text.starts_with("--8<-- ")
        || text.strip_prefix("=== ").is_some_and(is_tab)
        || text.strip_prefix("[!").is_some_and(is_include)
}

/// Whether a line is an `import` or an `export` of an MDX page.
fn is_import(text: &str) -> bool {
    let quoted = |text: &str| {
        let text = text.trim_end().trim_end_matches(';');
        text.len() > 2 && text.starts_with(['\'', '"']) && text.ends_with(['\'', '"'])
    };
    if let Some(rest) = text.strip_prefix("import ") {
        return quoted(rest.trim_start()) || rest.rsplit_once(" from ").is_some_and(|(_, from)| quoted(from));
    }
    let Some(rest) = text.strip_prefix("export ") else { return false };
    let is_code = |rest: &str| rest.contains(" = ") || rest.contains('(') || rest.contains("=>");
    rest.starts_with("default ") && text.ends_with([';', '}', '{', ')'])
        || ["const ", "let ", "function "].iter().any(|word| rest.starts_with(word)) && is_code(rest)
}
