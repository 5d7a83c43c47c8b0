//! Commands, attributes and marks of an edit that other tools write in braces.

use std::ops::Range;

use super::Scan;
use crate::markdown::unread::alerts::near;
use crate::markdown::unread::found::Form;
use crate::markdown::unread::view::{CODE, IMAGE, Leaf};

impl Scan<'_, '_> {
    /// `{% include %}`, `{{ x }}`, `{width=50%}`, `{++x++}`
    pub(super) fn braces(&mut self, at: usize) -> usize {
        if at < self.done {
            return 1;
        }
        let rest = &self.text[at..];
        let found = [
            ("{%", "%}", Form::Template),
            ("{{", "}}", Form::Template),
            ("{#", "#}", Form::Private),
            ("{/*", "*/}", Form::Private),
            ("{>>", "<<}", Form::Private),
            ("{++", "++}", Form::Critic),
            ("{--", "--}", Form::Critic),
            ("{~~", "~~}", Form::Critic),
            ("{==", "==}", Form::Critic),
        ]
        .into_iter()
        .find_map(|(open, close, form)| {
            let end = rest.starts_with(open).then(|| self.end_of(at + open.len(), close))??;
            (!self.text[at + open.len()..end - close.len()].trim().is_empty()).then_some((end, form))
        });
        if let Some((end, form)) = found {
            let end = end + usize::from(rest.starts_with("{{{") && self.text[end..].starts_with('}'));
            let is_formula = form == Form::Template && self.before(at).is_some_and(|before| "_^\\$".contains(before));
            if is_formula || form == Form::Template && self.is_placeholder(at..end) {
                return end - at;
            }
            let word = match form {
                Form::Template => callout(&self.text[at..end]),
                _ => None,
            };
            self.tell(form, at..end).instead = word.map(str::to_owned);
            self.open = [None; 5];
            return end - at;
        }
        self.attributes(at)
    }

    /// Whether `{{name}}` stands for a text that the reader fills in. It does if it is a single word inside of a
    /// sentence or a cell. A command has more in it, or stands on a line of its own.
    fn is_placeholder(&self, range: Range<usize>) -> bool {
        let written = &self.text[range.clone()];
        let Some(name) = written.strip_prefix("{{").and_then(|written| written.strip_suffix("}}")) else {
            return false;
        };
        let is_edge = |letter: Option<char>| letter.is_none_or(|letter| letter == '\n' || letter == '\u{1}');
        let is_alone = is_edge(self.before(range.start)) && is_edge(self.after(range.end));
        !name.contains([' ', '.', '|', '<', '%', '=', '(', '{']) && (!is_alone || self.block.leaf == Leaf::Cell)
    }

    /// Attributes that give a picture, a link or a block a class or a size in other tools: `{width=50%}`.
    fn attributes(&mut self, at: usize) -> usize {
        let Some(end) = self.end_of(at, "}") else { return 1 };
        let inside = &self.text[at + 1..end - 1];
        let before = self.before(at);
        let is_spaced = before == Some(' ') && self.before(at - 1) == Some(char::from(IMAGE));
        let is_beside = is_spaced || before.is_some_and(|before| "])\u{3}\u{4}\u{5}\u{6}\u{8}".contains(before));
        let is_line = before.is_none_or(|before| before == '\n' || before == '\u{1}')
            && self.after(end).is_none_or(|after| after == '\n' || after == '\u{1}');
        let is_end = before == Some(' ') && self.after(end).is_none_or(|after| after == '\n' || after == '\u{1}');
        let (colon, list) = inside.strip_prefix(':').map_or((false, inside), |list| (true, list));
        let list =
            list.strip_prefix('=').map_or(list, |format| if is_beside && is_name(format) { ".x" } else { format });
        if !(is_beside || is_line || is_end) || list.contains('\n') || list.trim().is_empty() {
            return 1;
        }
        let words: Vec<&str> = split(list);
        let is_class = |word: &str| word.strip_prefix(['.', '#']).is_some_and(is_name);
        let is_value =
            |word: &str| word.split_once('=').is_some_and(|(name, value)| is_name(name) && !value.is_empty());
        let all = |is: &dyn Fn(&str) -> bool| words.iter().all(|word| is(word));
        let is_sound = if colon {
            all(&|word| is_class(word) || is_value(word) || is_line && is_name(word))
        } else if is_beside || is_line {
            all(&|word| is_class(word) || is_value(word))
                && (is_line || is_beside)
                && !(is_line && all(&is_value) && self.block.leaf == Leaf::Cell)
        } else {
            all(&is_class)
        };
        // Braces directly after code belong to the code.
        let is_code = before == Some(char::from(CODE)) && !inside.starts_with(['=', '.', ':', '#']);
        if !is_sound || is_code {
            return 1;
        }
        if list.trim() == "toc" {
            self.tell(Form::Contents, at..end);
            return end - at;
        }
        let picture = is_spaced || before == Some(char::from(IMAGE));
        let start = self.block.range.start;
        let front = if before == Some(' ') { at - 1 } else { at };
        let sizes =
            picture.then(|| list.trim().to_owned()).filter(|list| list.contains("width") || list.contains("height"));
        let unread = self.tell(Form::Attributes, at..end);
        unread.fix = Some((start + front..start + end, String::new()));
        unread.instead = sizes;
        end - at
    }
}

/// The alert that a command of another tool means; `None` if the command does not make a note of its text.
fn callout(tag: &str) -> Option<&'static str> {
    let words =
        tag.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').filter(|word| !word.is_empty());
    let words: Vec<&str> = words.take(6).collect();
    let is_end = tag.trim_start_matches(['{', '%', '<', ' ', '-']).starts_with('/');
    let is_note = !is_end
        && words.first().is_some_and(|first| {
            matches!(*first, "hint" | "alert" | "callout" | "admonition" | "notice" | "note" | "tip" | "warning")
        });
    if is_note { words.iter().rev().find_map(|word| near(word)) } else { None }
}

fn is_name(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// The words of a list of attributes. Spaces inside of quotation marks do not end a word.
fn split(list: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut quote = None;
    let mut start = 0;
    for (at, letter) in list.char_indices() {
        match (quote, letter) {
            (Some(open), letter) if letter == open => quote = None,
            (None, '"' | '\'') => quote = Some(letter),
            (None, ' ' | ',') => {
                words.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    words.push(&list[start..]);
    words.retain(|word| !word.is_empty());
    words
}
