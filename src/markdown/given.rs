//! The text as the parser gets it. GitHub and pulldown-cmark read some forms differently. Invisible signs in the text
//! make pulldown-cmark read these forms as GitHub does.
//!
//! 1. `apart` puts signs beside colons, braces, tildes and asterisks that pulldown-cmark would misread.
//! 2. A first reading shows where addresses and tables without outer pipes stand; `autolink` and `pipes` find them.
//! 3. The text is read again with signs for these. A sign that did not have the wanted effect is taken back.
//!
//! Ranges and texts in the result are those of the author's text.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, LinkType, Tag};

use super::apart;
use super::autolink;
use super::edit::{Edit, Missed, Put};
use super::nodes::{Item, Node, bounded};
use super::pipes;

/// Punctuation of a script that nobody uses any more. The first of these that does not occur in a text is its sign.
const SIGNS: [char; 9] = [
    '\u{10a50}',
    '\u{10a51}',
    '\u{10a52}',
    '\u{10a53}',
    '\u{10a54}',
    '\u{10a55}',
    '\u{10a56}',
    '\u{10a57}',
    '\u{10a58}',
];

/// An author's text, and the text that the parser gets: the same with edits.
pub(super) struct Given<'m> {
    pub(super) markdown: &'m str,
    sign: Option<char>,
    edits: Vec<Edit>,
    /// The bytes of `text` that each edit wrote, in the order of `edits`.
    places: Vec<Range<usize>>,
    missed: Missed,
    pub(super) text: Cow<'m, str>,
}

impl<'m> Given<'m> {
    /// The text for the first reading, with the edits of `apart`.
    pub(super) fn new(markdown: &'m str) -> Self {
        let sign = SIGNS.into_iter().find(|sign| !markdown.contains(*sign));
        let edits = if sign.is_some() { apart::edits(markdown) } else { Vec::new() };
        Self::with(markdown, sign, edits)
    }

    fn with(markdown: &'m str, sign: Option<char>, mut edits: Vec<Edit>) -> Self {
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end, edit.put.rank()));
        if edits.is_empty() {
            return Self {
                markdown,
                sign,
                edits,
                places: Vec::new(),
                missed: Missed::new(),
                text: Cow::Borrowed(markdown),
            };
        }
        let mut text = String::with_capacity(markdown.len() + 8 * edits.len());
        let mut places = Vec::with_capacity(edits.len());
        let mut done = 0;
        for edit in &edits {
            text.push_str(&markdown[done..edit.range.start.max(done)]);
            done = edit.range.end.max(done);
            let start = text.len();
            match &edit.put {
                Put::Sign => text.extend(sign),
                Put::Instead(letters) => text.push_str(letters),
                Put::HeadPipe | Put::RulePipe => text.push('|'),
                Put::Address { scheme, .. } => {
                    text.push('<');
                    text.push_str(scheme);
                }
                Put::AddressEnd => text.push('>'),
            }
            places.push(start..text.len());
        }
        text.push_str(&markdown[done..]);
        Self { markdown, sign, edits, places, missed: Missed::new(), text: Cow::Owned(text) }
    }

    /// The text for the next reading, given the nodes of this one. `None` if it would be the same text.
    pub(super) fn again(&self, items: &[Item<'_>]) -> Option<Self> {
        self.sign?;
        let read = Read::of(items);
        let mut missed = self.missed.clone();
        let (mut edits, mut colons) = (Vec::new(), Vec::new());
        for edit in &self.edits {
            let at = edit.range.start;
            match &edit.put {
                Put::Sign | Put::Instead(_) => edits.push(edit.clone()),
                Put::HeadPipe | Put::RulePipe if read.has_pipe(edit) => edits.push(edit.clone()),
                Put::HeadPipe | Put::RulePipe => {
                    missed.insert((at, at));
                    if edit.put == Put::RulePipe && self.markdown[at..].starts_with(':') {
                        colons.push(at);
                    }
                }
                Put::Address { end, .. } if read.links.contains(&(at, *end)) => {
                    edits.extend([edit.clone(), Edit { range: *end..*end, put: Put::AddressEnd }]);
                }
                Put::Address { end, .. } => {
                    missed.insert((at, *end));
                }
                Put::AddressEnd => {}
            }
        }
        let pipes = pipes::edits(self.markdown, items, &missed);
        // A colon that was meant as part of a table, but is not, needs the sign that keeps it text.
        let rules: BTreeSet<usize> = pipes.iter().map(|edit| edit.range.start).collect();
        let colons = colons.into_iter().filter(|at| !rules.contains(at));
        edits.extend(colons.map(|at| Edit { range: at..at, put: Put::Sign }));
        edits.extend(pipes);
        edits.extend(autolink::edits(self.markdown, items, &missed));
        let again = Self { missed, ..Self::with(self.markdown, self.sign, edits) };
        (again.edits != self.edits).then_some(again)
    }

    /// The text with only the edits of `apart`. It is used if the readings do not come to an end.
    pub(super) fn plain(&self) -> Self {
        let signs = self.edits.iter().filter_map(|edit| match edit.put {
            Put::Sign | Put::Instead(_) => Some(edit.clone()),
            Put::RulePipe => Some(Edit { put: Put::Sign, ..edit.clone() }),
            Put::HeadPipe | Put::Address { .. } | Put::AddressEnd => None,
        });
        Self::with(self.markdown, self.sign, signs.collect())
    }

    /// The byte of the author's text that corresponds to a byte of `text`.
    fn original(&self, at: usize) -> usize {
        let before = self.places.partition_point(|place| place.start <= at);
        let Some(last) = before.checked_sub(1) else { return at };
        let (place, range) = (&self.places[last], &self.edits[last].range);
        if at < place.end { (range.start + at - place.start).min(range.end) } else { range.end + at - place.end }
    }

    /// The bytes of the author's text that correspond to bytes of `text`.
    pub(super) fn range(&self, given: &Range<usize>) -> Range<usize> {
        bounded(self.markdown, self.original(given.start)..self.original(given.end))
    }

    /// A string that the parser made from a range of `text`, without the signs that were inserted.
    pub(super) fn letters(&self, letters: CowStr<'_>, given: &Range<usize>) -> CowStr<'m> {
        if self.text.get(given.clone()) == Some(&letters) {
            return CowStr::Borrowed(&self.markdown[self.range(given)]);
        }
        self.without_signs(letters)
    }

    fn without_signs(&self, letters: CowStr<'_>) -> CowStr<'m> {
        match self.sign {
            Some(sign) if !self.edits.is_empty() && letters.contains(sign) => letters.replace(sign, "").into(),
            _ => letters.into_static(),
        }
    }

    /// Removes the inserted signs from the strings of a tag.
    pub(super) fn tag(&self, tag: Tag<'_>) -> Tag<'m> {
        let own = |letters| self.without_signs(letters);
        match tag {
            Tag::Heading { level, id, classes, attrs } => Tag::Heading {
                level,
                id: id.map(own),
                classes: classes.into_iter().map(own).collect(),
                attrs: attrs.into_iter().map(|(name, value)| (own(name), value.map(own))).collect(),
            },
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Tag::CodeBlock(CodeBlockKind::Fenced(own(info))),
            Tag::FootnoteDefinition(label) => Tag::FootnoteDefinition(own(label)),
            Tag::Link { link_type, dest_url, title, id } => {
                Tag::Link { link_type, dest_url: own(dest_url), title: own(title), id: own(id) }
            }
            Tag::Image { link_type, dest_url, title, id } => {
                Tag::Image { link_type, dest_url: own(dest_url), title: own(title), id: own(id) }
            }
            tag => tag.into_static(),
        }
    }
}

/// The links and tables that a reading found.
struct Read {
    /// The start and the end of each address.
    links: BTreeSet<(usize, usize)>,
    /// The end of each table, by its start.
    tables: BTreeMap<usize, usize>,
    cells: Vec<Range<usize>>,
}

impl Read {
    fn of(items: &[Item<'_>]) -> Self {
        let mut read = Self { links: BTreeSet::new(), tables: BTreeMap::new(), cells: Vec::new() };
        for Item { node, range } in items {
            match node {
                Node::Start(Tag::Link { link_type: LinkType::Autolink, .. }) => {
                    read.links.insert((range.start, range.end));
                }
                Node::Start(Tag::Table(_)) => {
                    read.tables.insert(range.start, range.end);
                }
                Node::Start(Tag::TableCell) => read.cells.push(range.clone()),
                _ => {}
            }
        }
        read
    }

    fn has_pipe(&self, edit: &Edit) -> bool {
        let at = edit.range.start;
        if edit.put == Put::HeadPipe {
            return self.tables.contains_key(&at);
        }
        let is_in_table = self.tables.range(..at).next_back().is_some_and(|(_, end)| at < *end);
        let cell = self.cells.partition_point(|cell| cell.start <= at).checked_sub(1);
        is_in_table && cell.is_none_or(|cell| self.cells[cell].end <= at)
    }
}

/// The text with an LF in place of every CR that no LF follows. Places stay the same.
pub(super) fn unified(markdown: &str) -> Cow<'_, str> {
    let bytes = markdown.as_bytes();
    let is_alone = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    if !(0..bytes.len()).any(is_alone) {
        return Cow::Borrowed(markdown);
    }
    let unify = |(at, letter): (usize, char)| if letter == '\r' && is_alone(at) { '\n' } else { letter };
    Cow::Owned(markdown.char_indices().map(unify).collect())
}
