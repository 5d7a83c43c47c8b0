//! Links and pictures with a missing or a wrong bracket.

use super::Scan;
use super::address::{is_address, is_picture};
use crate::markdown::unread::found::{Form, REACH, Unread};
use crate::markdown::unread::view::CODE;
use crate::source::floor_boundary;

impl Scan<'_, '_> {
    /// The end of the address in parentheses that begins at a place; `None` if none begins there.
    fn address(&self, at: usize) -> Option<usize> {
        let rest = self.rest(at).strip_prefix('(')?;
        let end = rest.find([')', '\n', ' '])?;
        (rest[end..].starts_with(')') && is_address(&rest[..end])).then_some(at + end + 2)
    }

    /// The Markdown before a place in the same line, at most `REACH` bytes.
    fn rest_before(&self, at: usize) -> &str {
        let raw = self.view.raw(&(self.block.range.start..at));
        let raw = &raw[floor_boundary(raw, raw.len().saturating_sub(REACH))..];
        raw.rsplit('\n').next().unwrap_or_default()
    }

    /// `Form](form.md)`
    pub(super) fn lacks_opener(&mut self, close: usize) {
        let is_word = self.view.before(self.block, close).is_some_and(|before| !before.is_whitespace());
        let Some(end) = self.address(close + 1).filter(|_| is_word) else { return };
        let before = self.rest_before(close);
        // An escaped bracket was meant as text.
        if before.contains("\\[") {
            return;
        }
        // A backtick without a partner may have turned the opening bracket into code.
        let is_code = self.view.seen(&(close - before.len()..close)).contains(char::from(CODE)) && before.contains('[');
        self.tell(Unread::new(Form::LinkBracket, close..end).instead(is_code.then_some("`")));
    }

    /// `[Form(form.md)`
    pub(super) fn lacks_closer(&mut self, open: usize) {
        let text = self.view.seen(&(open + 1..self.block.range.end.max(open + 1)));
        let Some(at) = text.find(['(', '[', ']', '\n']).filter(|at| text[*at..].starts_with('(')) else { return };
        let is_word = text[..at].ends_with(char::is_alphanumeric);
        let at = open + 1 + at;
        if let Some(end) = self.address(at).filter(|_| is_word) {
            self.tell(Unread::new(Form::LinkBracket, open..end).fix(at..at, "]"));
        }
    }

    /// `［Form］(form.md)`
    pub(super) fn full_width(&mut self, at: usize) {
        let rest = self.rest(at);
        let Some(inside) = rest.strip_prefix('［') else { return };
        let Some((text, behind)) = inside.split_once('］').filter(|(text, _)| !text.contains('\n')) else { return };
        let Some((address, _)) = behind.strip_prefix(['(', '（']).and_then(|behind| behind.split_once([')', '）']))
        else {
            return;
        };
        if is_address(address) {
            let length = "［］".len() + text.len() + address.len();
            let signs = behind.chars().next().map_or(0, char::len_utf8);
            let close = behind[signs + address.len()..].chars().next().map_or(0, char::len_utf8);
            let range = at..at + length + signs + close;
            let mended = format!("[{text}]({address})");
            self.tell(Unread::new(Form::FullWidth, range.clone()).fix(range, mended));
        }
    }

    /// Whether these parentheses are a picture without its text: `!(door.svg)`.
    pub(super) fn is_lone_picture(&self, open: usize, close: usize) -> bool {
        let is_start = |at: usize| self.view.before(self.block, at).is_none_or(char::is_whitespace);
        let behind = self.view.after(self.block, close + 1);
        self.view.before(self.block, open) == Some('!')
            && is_start(open - 1)
            && behind != Some('[')
            && is_picture(self.view.raw(&(open + 1..close)))
    }
}
