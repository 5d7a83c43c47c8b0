//! The nodes of a document, in their order, each with its place.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Tag, TagEnd};

use super::foreign::Meant;
use super::math::formula::Math;
use super::raw_html::Piece;
use crate::source::floor_boundary;

/// One node of a document, and its bytes in the Markdown text.
pub(crate) struct Item<'m> {
    pub(crate) node: Node<'m>,
    pub(crate) range: Range<usize>,
}

/// What a document is made of.
pub(crate) enum Node<'m> {
    Start(Tag<'m>),
    End(TagEnd),
    Text(CowStr<'m>),
    Code(CowStr<'m>),
    Math(Box<Math>),
    Raw(Raw<'m>),
    /// The ends of raw elements that their author left open, the innermost first.
    Ends(Vec<String>),
    Footnote(CowStr<'m>),
    /// The start of an alert's own title. The nodes of the title follow.
    Title,
    /// The end of an alert's own title, if its paragraph goes on.
    TitleEnd,
    SoftBreak,
    HardBreak,
    Rule,
    Task(bool),
}

/// Raw HTML: one tag or comment inside a paragraph, or a whole block.
pub(crate) struct Raw<'m> {
    pub(crate) html: CowStr<'m>,
    pub(crate) block: bool,
    /// The pieces of it that a page keeps, in their order.
    pub(crate) pieces: Vec<Piece>,
    /// For each line, its start in `html`, and the bytes of the Markdown text that it came from.
    pub(super) lines: Vec<(usize, Range<usize>)>,
}

impl Raw<'_> {
    /// The bytes of the Markdown text that bytes of `html` came from. The distance differs from line to line, because a
    /// block quote has marks between its lines.
    pub(crate) fn place(&self, markdown: &str, range: &Range<usize>) -> Range<usize> {
        let start = self.source(range.start).unwrap_or(0);
        let end = range.end.checked_sub(1).and_then(|last| self.source(last)).map_or(start, |last| last + 1);
        bounded(markdown, start..end)
    }

    fn source(&self, at: usize) -> Option<usize> {
        let line = self.lines.partition_point(|(start, _)| *start <= at).checked_sub(1)?;
        let (start, bytes) = self.lines.get(line)?;
        Some((bytes.start + (at - start)).min(bytes.end.saturating_sub(1).max(bytes.start)))
    }
}

/// A document's nodes in their order; `Start` and `End` are balanced.
pub(crate) struct Events<'m> {
    pub(crate) items: Vec<Item<'m>>,
    /// Where the definition of a reference link or image stands, by the index of its `Start`.
    pub(crate) definitions: BTreeMap<usize, Range<usize>>,
    /// HTML, ids and classes that a page does not keep.
    pub(crate) dropped: Vec<RawTag>,
    /// The comments that allow findings, each with the index of the node that held it.
    pub(crate) allowances: Vec<(usize, Allowance)>,
    /// The definitions of links whose name is already defined, each with the place of the first definition.
    pub(crate) twice: Vec<(Range<usize>, Range<usize>)>,
}

/// HTML, a class or an id that a page does not keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawTag {
    /// The element (`script`) or the attribute (`onclick`) in lower case.
    pub name: String,
    /// The place of the tag or of the attribute.
    pub range: Range<usize>,
    /// Why it is dropped, in words for a person; `None` if no page keeps an element of this name.
    pub reason: Option<String>,
    /// What its author most likely meant.
    pub meant: Meant,
}

/// A comment that allows findings. Ranges are bytes of the Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// The codes of the checks; empty when the comment cannot be read.
    pub codes: Vec<String>,
    /// The reason; `None` if the comment gives none.
    pub reason: Option<String>,
    /// The place of the comment.
    pub range: Range<usize>,
    /// The bytes in which it allows findings: the comment and the block after it.
    pub covers: Range<usize>,
}

/// Whether an element is a part of a line of text, and not a block.
pub(super) fn is_inline(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// The language that a block of code names.
pub(crate) fn language<'k>(kind: &'k CodeBlockKind<'_>) -> Option<&'k str> {
    let CodeBlockKind::Fenced(info) = kind else { return None };
    info.split(|letter: char| letter == ',' || letter.is_whitespace()).next().filter(|language| !language.is_empty())
}

/// The range with both ends moved back to character boundaries inside `text`.
pub(crate) fn bounded(text: &str, range: Range<usize>) -> Range<usize> {
    let start = floor_boundary(text, range.start);
    start..floor_boundary(text, range.end).max(start)
}
