//! Addresses without angle brackets, found as GitHub finds them: `https://…`, `www.…`, and mail addresses.

use std::ops::Range;

use pulldown_cmark::{Tag, TagEnd};

use super::edit::{Edit, Missed, Put};
use super::letters::is_letter;
use super::nodes::{Item, Node};
use super::raw_html::Piece;

/// The schemes of addresses. GitHub has `ftp` too, but no page links to it.
const SCHEMES: [&str; 2] = ["http", "https"];

/// The edits that turn addresses in text into links. Addresses in `missed` are left out, because an earlier edit of
/// them had no effect.
pub(super) fn edits(markdown: &str, items: &[Item<'_>], missed: &Missed) -> Vec<Edit> {
    let mut finder = Finder {
        markdown,
        found: Vec::new(),
        run: 0..0,
        is_fresh: true,
        brackets: 0,
        limit: markdown.len(),
        word: 0..0,
    };
    let (mut links, mut is_code, mut is_raw_link) = (0usize, false, false);
    for Item { node, range } in items {
        match node {
            Node::Text(_) if links == 0 && !is_code && !is_raw_link => {
                finder.text(range);
                continue;
            }
            _ => finder.end_run(),
        }
        match node {
            Node::Start(Tag::Link { .. } | Tag::Image { .. }) => links += 1,
            Node::End(TagEnd::Link | TagEnd::Image) => links = links.saturating_sub(1),
            Node::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
            | Node::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {}
            Node::Start(tag) => {
                is_code |= matches!(tag, Tag::CodeBlock(_));
                finder.limit = if matches!(tag, Tag::TableCell) { range.end } else { markdown.len() };
                finder.begin_block();
            }
            Node::End(tag) => {
                is_code &= *tag != TagEnd::CodeBlock;
                finder.limit = markdown.len();
                finder.begin_block();
            }
            Node::Raw(raw) => {
                for piece in &raw.pieces {
                    match piece {
                        Piece::Tag(tag) if tag.name == "a" => is_raw_link = !tag.closing,
                        Piece::End(name) if name == "a" => is_raw_link = false,
                        _ => {}
                    }
                }
                if raw.block {
                    finder.begin_block();
                }
            }
            Node::Ends(names) => is_raw_link &= !names.iter().any(|name| name == "a"),
            Node::SoftBreak | Node::HardBreak | Node::Title | Node::TitleEnd | Node::Rule => finder.is_fresh = true,
            Node::Text(_) | Node::Code(_) | Node::Math(_) | Node::Footnote(_) | Node::Task(_) => {}
        }
    }
    finder.end_run();
    let put = |at: usize, put: Put| Edit { range: at..at, put };
    let mut edits = Vec::new();
    for (scheme, Range { start, end }) in finder.found {
        if missed.contains(&(start, end)) {
            continue;
        }
        // After a backslash, an angle bracket would be text.
        if markdown[..start].ends_with('\\') {
            edits.push(put(start, Put::Sign));
        }
        edits.extend([put(start, Put::Address { scheme, end }), put(end, Put::AddressEnd)]);
    }
    edits
}

struct Finder<'m> {
    markdown: &'m str,
    /// The addresses in their order, each with the scheme to put in front of it.
    found: Vec<(&'static str, Range<usize>)>,
    /// The current stretch of text without any markup.
    run: Range<usize>,
    /// Whether `run` is the first text of its block or line.
    is_fresh: bool,
    /// How many square brackets are open around the current place. They may become a link.
    brackets: usize,
    /// The end of the current cell; the end of the whole text outside of tables.
    limit: usize,
    /// The word that was searched last. It is kept so that the end of each word is searched once.
    word: Range<usize>,
}

impl Finder<'_> {
    fn begin_block(&mut self) {
        (self.is_fresh, self.brackets) = (true, 0);
    }

    fn text(&mut self, range: &Range<usize>) {
        if self.run.is_empty() {
            self.run = range.clone();
        } else if self.run.end == range.start {
            self.run.end = range.end;
        } else {
            self.end_run();
            self.run = range.clone();
        }
    }

    fn end_run(&mut self) {
        let run = std::mem::replace(&mut self.run, 0..0);
        if run.is_empty() {
            return;
        }
        let bytes = self.markdown.as_bytes();
        let mut at = run.start.max(self.found.last().map_or(0, |(_, last)| last.end));
        while at < run.end {
            let found = match bytes[at] {
                // An escaped bracket is text.
                b'[' if at > run.start || !self.is_escaped(&run) => {
                    self.brackets += 1;
                    None
                }
                b']' => {
                    self.brackets = self.brackets.saturating_sub(1);
                    None
                }
                b':' if self.brackets == 0 => self.url(&run, at),
                b'w' if self.brackets == 0 => self.www(&run, at),
                b'@' => self.mail(&run, at),
                _ => None,
            };
            at += 1;
            if let Some((scheme, range)) = found {
                at = range.end;
                self.found.push((scheme, range));
            }
        }
        self.is_fresh = false;
    }

    /// Whether a backslash stands before the first letter of a text.
    fn is_escaped(&self, run: &Range<usize>) -> bool {
        self.markdown[..run.start].ends_with('\\')
    }

    /// Where the search in a text begins: after the last address that was found.
    fn floor(&self, run: &Range<usize>) -> usize {
        run.start.max(self.found.last().map_or(0, |(_, last)| last.end))
    }

    fn url(&mut self, run: &Range<usize>, colon: usize) -> Option<(&'static str, Range<usize>)> {
        let before = &self.markdown[self.floor(run)..colon];
        let scheme = &before[before.trim_end_matches(|letter: char| letter.is_ascii_alphabetic()).len()..];
        SCHEMES.iter().find(|known| known.eq_ignore_ascii_case(scheme))?;
        let word = self.word(colon);
        let host = word.strip_prefix("://")?;
        let length = host_length(host, false)?;
        let start = colon - scheme.len();
        Some(("", start..colon + "://".len() + end(host, length)))
    }

    fn www(&mut self, run: &Range<usize>, at: usize) -> Option<(&'static str, Range<usize>)> {
        if !self.markdown[at..].starts_with("www.") {
            return None;
        }
        let is_first = self.is_fresh && at == run.start;
        let before = self.markdown[..at].chars().next_back();
        let is_apart = before.is_none_or(|before| before.is_whitespace() || "*_~(".contains(before));
        if !is_first && !is_apart {
            return None;
        }
        let word = self.word(at);
        let length = host_length(word, true)?;
        Some(("http://", at..at + end(word, length)))
    }

    fn mail(&self, run: &Range<usize>, at: usize) -> Option<(&'static str, Range<usize>)> {
        let before = &self.markdown[self.floor(run)..at];
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || ".-_+".contains(letter);
        let front = before.trim_end_matches(is_name);
        if front.len() == before.len() {
            return None;
        }
        let behind = &self.markdown[at + 1..run.end];
        let is_host = |(place, letter): (usize, char)| {
            letter.is_ascii_alphanumeric()
                || matches!(letter, '-' | '_')
                || letter == '.' && behind[place + 1..].starts_with(|next: char| next.is_ascii_alphanumeric())
        };
        let length = behind.char_indices().find(|found| !is_host(*found)).map_or(behind.len(), |(place, _)| place);
        let host = &behind[..length];
        if !host.contains('.')
            || !host.ends_with(|last: char| last.is_ascii_alphabetic())
            || behind[length..].starts_with('@')
        {
            return None;
        }
        let start = at - (before.len() - front.len());
        // An escaped character is not part of `run`, so an address that touches one would be cut off.
        let is_cut = |end: usize| self.markdown[end..].starts_with('\\');
        if start == run.start && self.is_escaped(run) || at + 1 + length == run.end && is_cut(run.end) {
            return None;
        }
        // If `mailto:` stands before the address, it belongs to the address.
        let scheme = "mailto:";
        let named = front.len().checked_sub(scheme.len()).filter(|from| front.is_char_boundary(*from));
        let named = named.filter(|from| front[*from..].eq_ignore_ascii_case(scheme));
        let named = named.filter(|from| !front[..*from].ends_with(|letter: char| letter.is_ascii_alphabetic()));
        let (scheme, start) = if named.is_some() { ("", start - scheme.len()) } else { (scheme, start) };
        Some((scheme, start..at + 1 + length))
    }

    /// The text from a place to the next space, angle bracket or end of a cell.
    fn word(&mut self, from: usize) -> &str {
        if !self.word.contains(&from) {
            let rest = &self.markdown[from..self.limit.max(from)];
            let is_end = |letter: char| letter.is_whitespace() || letter.is_control() || matches!(letter, '<' | '>');
            self.word = from..from + rest.find(is_end).unwrap_or(rest.len());
        }
        &self.markdown[from..self.word.end]
    }
}

/// The longest name of a host. Without a bound, a word with many possible addresses would be read to its end for each.
const LONGEST_HOST: usize = 255;

/// The length of the host's name at the start of `text`; `None` if no valid name stands there. The last two parts of a
/// name have no underscore.
fn host_length(text: &str, needs_dot: bool) -> Option<usize> {
    let is_of_host = |letter: char| letter == '.' || letter == '-' || letter == '_' || is_letter(letter);
    let mut letters = text.char_indices().take(LONGEST_HOST);
    let length = letters.find(|(_, letter)| !is_of_host(*letter)).map_or(text.len(), |(at, _)| at);
    if letters.next().is_none() && length > LONGEST_HOST {
        return None;
    }
    let host = text[..length].trim_end_matches(['.', '_']);
    let mut parts = host.rsplit('.');
    let is_sound = !parts.by_ref().take(2).any(|part| part.contains('_'));
    let is_named = host.starts_with(is_letter);
    (is_sound && is_named && (!needs_dot || host.contains('.'))).then_some(length)
}

/// The length of the address at the start of `word`, whose host is `length` bytes long. Punctuation that ends a
/// sentence is not part of the address, and neither is a closing parenthesis that was opened before it.
fn end(word: &str, length: usize) -> usize {
    const SENTENCE: &str = "?!.,:*_~'\"\u{201d}\u{2019}\u{bb}。，、；：！？）」』】〕》";
    // In `(https://e.org)[Text]` the author mixed up the brackets of a link.
    let mixed_up = word.find(")[").filter(|end| !word[..*end].contains('('));
    let mut address = mixed_up.map_or(word, |end| &word[..end]);
    let mut unopened = address.matches(')').count() as i64 - address.matches('(').count() as i64;
    while address.len() > length.min(1) {
        let Some(last) = address.chars().next_back() else { break };
        let shorter = &address[..address.len() - last.len_utf8()];
        address = match last {
            ')' if unopened > 0 => {
                unopened -= 1;
                shorter
            }
            ';' => {
                // The reference of a character, such as `&copy;`, is taken off as a whole.
                let name = shorter.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
                let is_name = name.len() < shorter.len() && name.ends_with('&');
                if is_name { &name[..name.len() - 1] } else { shorter }
            }
            last if SENTENCE.contains(last) => shorter,
            _ => break,
        };
    }
    address.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_before_what_ends_a_sentence() {
        for (word, expected) in [
            ("e.org/a_(b)", "e.org/a_(b)"),
            ("e.org).", "e.org"),
            ("e.org/x)[Form]", "e.org/x"),
            ("e.org/x(a)[1]", "e.org/x(a)[1]"),
            ("e.org/a))", "e.org/a"),
            ("e.org/?q=a&copy;", "e.org/?q=a"),
            ("e.org/?q=a;", "e.org/?q=a"),
            ("e.org/a。", "e.org/a"),
            ("e.org/*a*b*", "e.org/*a*b"),
        ] {
            assert_eq!(&word[..end(word, 5)], expected, "{word}");
        }
    }

    #[test]
    fn a_host_has_a_name() {
        assert_eq!(host_length("www.e.org/x", true), Some(9));
        assert_eq!(host_length("localhost:80", false), Some(9));
        for text in ["", "/", "[::1]", "www.e_x.org", "a.b.c_d", "-a"] {
            assert_eq!(host_length(text, false), None, "{text}");
        }
        assert_eq!(host_length("wwwx", true), None);
    }
}
