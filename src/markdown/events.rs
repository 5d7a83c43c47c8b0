//! Markdown as one list of nodes, which the reader of a body and the writer of its HTML both walk, so
//! that they agree on what the n-th link, heading or footnote is.
//!
//! 1. pulldown-cmark parses with the extensions that GitHub has, and definition lists.
//! 2. The lines of a raw HTML block become one node: a tag may span lines.
//! 3. Every range is put on character boundaries inside the text.
//! 4. What of raw HTML and of a heading's attributes a page keeps is decided here, once for all.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, OffsetIter, Options, Parser, Tag, TagEnd};

use super::alert;
use super::gate::Gate;
use super::raw_html::Piece;
use super::read::RawTag;
use crate::source::floor_boundary;

/// How Markdown is read and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct MarkdownStyle {
    /// Whether straight quotes, `--` and `...` become typographic ones.
    pub smart_punctuation: bool,
    /// What becomes of raw HTML.
    pub raw_html: RawHtml,
}

/// What becomes of raw HTML in Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum RawHtml {
    /// What can run a script or break the page is dropped; the rest is kept.
    #[default]
    Sanitize,
    /// Tags are shown as text.
    Escape,
    /// Everything passes through as it is.
    Trust,
}

/// One node of a document and the bytes it stands on.
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
    Raw(Raw<'m>),
    /// Ends of raw elements that their author left open, the innermost first.
    Ends(Vec<String>),
    Footnote(CowStr<'m>),
    /// The bracket that opens an alert with a title of its own: the title follows.
    Title,
    /// The end of the title's line, when its paragraph goes on.
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
    /// What of it a page keeps, in its order.
    pub(crate) pieces: Vec<Piece>,
    /// Where each line starts in `html`, and the bytes of the text that it came from.
    lines: Vec<(usize, Range<usize>)>,
}

impl Raw<'_> {
    /// The bytes of the Markdown text that bytes of `html` came from. A block quote's marks lie
    /// between its lines, so this is not a mere shift.
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
    /// What an author wrote and a page does not keep.
    pub(crate) dropped: Vec<RawTag>,
}

/// Parses `markdown`. Linear in its length; ranges are bytes of it.
pub(crate) fn events<'m>(markdown: &'m str, style: &MarkdownStyle) -> Events<'m> {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    options.set(Options::ENABLE_SMART_PUNCTUATION, style.smart_punctuation);
    let mut parser = Parser::new_ext(markdown, options).into_offset_iter();
    let mut gate = Gate::new(markdown, style.raw_html);
    let mut events = Events { items: Vec::new(), definitions: BTreeMap::new(), dropped: Vec::new() };
    while let Some((event, range)) = parser.next() {
        let range = bounded(markdown, range);
        let mut node = match event {
            Event::Start(Tag::HtmlBlock) => Node::Raw(block(&mut parser, markdown)),
            Event::Start(tag) => Node::Start(tag),
            Event::End(tag) => Node::End(tag),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => Node::Text(text),
            Event::Code(text) => Node::Code(text),
            Event::Html(html) | Event::InlineHtml(html) => {
                Node::Raw(Raw { html, block: false, pieces: Vec::new(), lines: vec![(0, range.clone())] })
            }
            Event::FootnoteReference(label) => Node::Footnote(label),
            Event::SoftBreak => Node::SoftBreak,
            Event::HardBreak => Node::HardBreak,
            Event::Rule => Node::Rule,
            Event::TaskListMarker(done) => Node::Task(done),
        };
        let ends = gate.pass(&mut node, &range);
        if !ends.is_empty() {
            events.items.push(Item { node: Node::Ends(ends), range: range.start..range.start });
        }
        if let Node::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) = &node
            && !id.is_empty()
            && let Some(definition) = parser.reference_definitions().get(id)
        {
            events.definitions.insert(events.items.len(), bounded(markdown, definition.span.clone()));
        }
        events.items.push(Item { node, range });
    }
    let (ends, dropped) = gate.finish();
    events.items.push(Item { node: Node::Ends(ends), range: markdown.len()..markdown.len() });
    events.dropped = dropped;
    alert::take_titles(&mut events.items);
    events
}

/// The lines of a raw HTML block, up to its end.
fn block<'m>(parser: &mut OffsetIter<'m>, markdown: &str) -> Raw<'m> {
    let mut html = String::new();
    let mut lines = Vec::new();
    for (event, range) in parser.by_ref() {
        match event {
            Event::End(TagEnd::HtmlBlock) => break,
            Event::Html(line) | Event::Text(line) | Event::InlineHtml(line) => {
                lines.push((html.len(), bounded(markdown, range)));
                html.push_str(&line);
            }
            Event::SoftBreak | Event::HardBreak => html.push('\n'),
            Event::Start(_)
            | Event::End(_)
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::Rule
            | Event::TaskListMarker(_) => {}
        }
    }
    Raw { html: html.into(), block: true, pieces: Vec::new(), lines }
}

/// The range with both ends moved back to character boundaries inside `text`.
pub(crate) fn bounded(text: &str, range: Range<usize>) -> Range<usize> {
    let start = floor_boundary(text, range.start);
    start..floor_boundary(text, range.end).max(start)
}
