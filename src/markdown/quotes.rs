//! Straight quotation marks: which ones open, which ones close, and which ones are inches, feet or apostrophes.
//!
//! pulldown-cmark shows a straight double quote as an opening one wherever no quote is open.

use std::ops::Range;

use super::letters::{is_sign, is_wide};
use super::nodes::{Item, Node, is_inline};

/// Sets the direction of every quotation mark that was written as a straight one. A mark after a digit that closes
/// nothing stays straight, because it means inches or feet.
pub(super) fn direct(markdown: &str, items: &mut [Item<'_>]) {
    let mut open = Open::default();
    for item in items {
        match &mut item.node {
            Node::Text(text) => {
                let made = match (&**text, markdown.get(item.range.clone())) {
                    ("\u{201c}" | "\u{201d}", Some("\"")) => open.double(&Beside::of(markdown, &item.range)),
                    ("\u{2018}", Some("'")) => open.single(&Beside::of(markdown, &item.range), true),
                    ("\u{2019}", Some("'")) => open.single(&Beside::of(markdown, &item.range), false),
                    _ => continue,
                };
                *text = made.into();
            }
            Node::Start(tag) if !is_inline(&tag.to_end()) => open = Open::default(),
            Node::End(tag) if !is_inline(tag) => open = Open::default(),
            _ => {}
        }
    }
}

/// Which quotation marks are open.
#[derive(Default)]
struct Open {
    double: bool,
    single: bool,
}

/// The characters beside a quotation mark.
struct Beside<'m> {
    behind: &'m str,
    is_after_digit: bool,
    can_open: bool,
    can_close: bool,
}

impl<'m> Beside<'m> {
    fn of(markdown: &'m str, range: &Range<usize>) -> Self {
        let (front, behind) = (&markdown[..range.start], &markdown[range.end..]);
        let (before, next) = (front.chars().next_back(), behind.chars().next());
        let is_edge = |letter: Option<char>| {
            letter.is_none_or(|letter| letter.is_whitespace() || is_sign(letter) || is_wide(letter))
        };
        let is_space = |letter: Option<char>| letter.is_none_or(char::is_whitespace);
        // Two single marks mean inches: `11''`.
        let measure = front.strip_suffix('\'').filter(|_| &markdown[range.clone()] == "'");
        let digit = measure.unwrap_or(front).trim_end_matches(['*', '_', '~', '`']).chars().next_back();
        let is_after_digit = digit.is_some_and(char::is_numeric);
        // Punctuation that ends a clause begins no quotation, unless a space stands before the mark: `"...yes"`.
        let is_end = next.is_some_and(|next| ",.;:!?)]}".contains(next)) && !is_space(before);
        let can_open = !is_space(next) && is_edge(before) && !is_after_digit && !is_end;
        Self { behind, is_after_digit, can_open, can_close: !is_space(before) && is_edge(next) }
    }
}

impl Open {
    fn double(&mut self, beside: &Beside<'_>) -> &'static str {
        if self.double && beside.can_close {
            self.double = false;
            "\u{201d}"
        } else if beside.can_open {
            self.double = true;
            "\u{201c}"
        } else if beside.is_after_digit || !beside.can_close {
            "\""
        } else {
            "\u{201d}"
        }
    }

    /// The character for a single mark. `opens` says that a later mark closes what this one would open.
    fn single(&mut self, beside: &Beside<'_>, opens: bool) -> &'static str {
        let behind = beside.behind.as_bytes();
        let is_decade = matches!(behind, [b'0'..=b'9', b'0'..=b'9', b's', ..]);
        if opens && !beside.is_after_digit && !is_decade {
            self.single = true;
            return "\u{2018}";
        }
        if self.single && beside.can_close {
            self.single = false;
            return "\u{2019}";
        }
        // In `the 1990's` the mark is an apostrophe; in `2'x4'` it means feet.
        let by = beside.behind.strip_prefix(['x', 'X']).map(str::trim_start);
        let is_by = by.is_some_and(|by| by.starts_with(char::is_numeric));
        let is_apostrophe = beside.behind.starts_with(char::is_alphabetic) && !is_by;
        if beside.is_after_digit && !is_apostrophe { "'" } else { "\u{2019}" }
    }
}
