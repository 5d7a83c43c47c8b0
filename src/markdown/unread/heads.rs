//! Lines that were meant as headings but are not read as such, and headings by accident.

use super::found::{Form, Unread};
use super::view::{Block, HTML, Leaf, Line, View, is_odd_space};

pub(super) fn find(view: &View<'_>, block: &Block, found: &mut Vec<Unread>) {
    match block.leaf {
        Leaf::Heading => found.extend(empty(view, block).or_else(|| accident(view, block))),
        Leaf::Paragraph => {
            for at in 0..block.lines.len() {
                found.extend(signs(view, block, at));
            }
            found.extend(underline(view, block));
        }
        Leaf::Cell => {}
    }
}

/// A line with the signs of a heading that is not read as a heading: `##Materials`, `＃ Materials`, `####### Materials`.
fn signs(view: &View<'_>, block: &Block, at: usize) -> Option<Unread> {
    let line = &block.lines[at].range;
    let text = view.seen(line);
    let rest = text.trim_start_matches(['#', '＃']);
    let signs = &text[..text.len() - rest.len()];
    let level = signs.chars().count();
    let next = rest.chars().next()?;
    if signs.contains('＃') {
        let is_heading = level > 1 || is_odd_space(next) || next == ' ';
        let rest = rest.trim_start_matches(|letter: char| letter == ' ' || is_odd_space(letter));
        let end = line.end - rest.len();
        let unread = || Unread::new(Form::FullWidth, line.clone());
        return is_heading.then(|| unread().fix(line.start..end, format!("{} ", "#".repeat(level.min(6)))));
    }
    let sign = line.start..line.start + signs.len();
    match level {
        0 => None,
        7.. if next == ' ' || next.is_alphabetic() => {
            Some(Unread::new(Form::HeadingDeep, line.clone()).fix(sign, if next == ' ' { "######" } else { "###### " }))
        }
        7.. => None,
        1 if !is_lone_heading(block, at, rest) => None,
        _ if next.is_alphanumeric()
            || next < ' '
            || level > 1
                && !is_odd_space(next)
                && !" !?=/;{\t".contains(next)
                && rest.contains(char::is_alphabetic)
            || !next.is_ascii() && !is_odd_space(next) =>
        {
            let end = sign.end;
            Some(Unread::new(Form::HeadingSpace, line.clone()).fix(end..end, " "))
        }
        _ => None,
    }
}

/// Whether a single `#` before a text means a heading, and not a hashtag or a number: `#edtech`, `#12`.
fn is_lone_heading(block: &Block, at: usize, rest: &str) -> bool {
    let mut letters = rest.chars();
    let first = letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
    let word = rest.split([' ', '\u{1}']).next().unwrap_or_default();
    let is_compound = word.chars().skip(1).any(|letter| letter.is_uppercase() || letter == '_' || letter.is_numeric());
    let is_tag = rest.contains(" #") || is_compound;
    let is_alone = at == 0 && block.lines.len() == 1 && !block.nested;
    is_alone && !is_tag && (first || block.first && rest.contains(' ') && rest.starts_with(char::is_alphabetic))
}

fn empty(view: &View<'_>, block: &Block) -> Option<Unread> {
    let written = view.raw(&block.range).trim_end();
    let range = block.range.start..block.range.start + written.len();
    (!block.has_content && written.trim_start().starts_with('#')).then(|| Unread::new(Form::HeadingEmpty, range))
}

/// A text that hyphens below it turn into a heading. If the text has several lines or is a sentence, the hyphens were
/// most likely meant as a line across the page. A single hyphen was meant to begin a list.
fn accident(view: &View<'_>, block: &Block) -> Option<Unread> {
    let written = view.raw(&block.range).trim_end();
    let start = block.range.start + written.rfind('\n')? + 1;
    let underline = view.raw(&(start..block.range.start + written.len()));
    let sign = start + underline.len() - underline.trim_start_matches(['>', ' ', '\t']).len();
    if !view.raw(&(sign..sign + 1)).starts_with('-') || written.trim_start().starts_with('#') {
        return None;
    }
    let text = view.seen(&block.lines.last()?.range);
    let is_sentence = text.ends_with(['.', ',', ';']) && text.split(' ').count() > 7;
    let is_bullet = view.raw(&(sign..block.range.start + written.len())) == "-";
    let unread = Unread::new(Form::HeadingAccident, sign..block.range.start + written.len());
    let unread = match (is_bullet, block.nested) {
        (true, _) => unread.instead(Some("-")),
        (false, true) => unread,
        (false, false) => unread.fix(start..start, "\n"),
    };
    // A line that holds only HTML, such as an anchor, does not count as a line of the text.
    let is_text = |line: &&Line| view.seen(&line.range).bytes().any(|byte| byte != HTML && byte != b' ');
    (block.lines.iter().filter(is_text).count() > 1 || is_sentence || is_bullet).then_some(unread)
}

/// `=====` below an empty line, so that it does not underline the text above.
fn underline(view: &View<'_>, block: &Block) -> Option<Unread> {
    let [line] = block.lines.as_slice() else { return None };
    let text = view.seen(&line.range);
    let is_line = text.len() > 2 && text.bytes().all(|byte| byte == b'=');
    (is_line && block.after_text).then(|| Unread::new(Form::Underline, line.range.clone()))
}
