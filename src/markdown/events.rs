//! Markdown as one list of nodes, which the reader of a body and the writer of its HTML both walk, so
//! that they agree on what the n-th link, heading or footnote is.
//!
//! 1. pulldown-cmark parses with the extensions that GitHub has, and definition lists; `given` makes it read as GitHub
//!    does what it would read otherwise.
//! 2. The lines of a raw HTML block become one node: a tag may span lines.
//! 3. Every range is put on character boundaries inside the text.
//! 4. What of raw HTML and of a heading's attributes a page keeps is decided here, once for all, and what of it is
//!    a heading, a table or a block of code as those of Markdown are.
//! 5. Quotation marks get their direction.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};

use super::alert;
use super::allow::{self, Allowance};
use super::elements::language;
use super::gate::Gate;
use super::given::Given;
use super::math::{self, Math};
use super::quotes;
use super::raw_html::Piece;
use super::read::RawTag;
use super::shapes;
use super::twice;
use crate::fingerprint::mixed;
use crate::source::floor_boundary;

/// How Markdown is read and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct MarkdownStyle {
    /// Whether straight quotes, `--` and `...` become typographic ones.
    pub smart_punctuation: bool,
    /// What becomes of raw HTML.
    pub raw_html: RawHtml,
    /// Whether `$…$` and `$$…$$` are formulas.
    pub math: bool,
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

mixed!(struct MarkdownStyle { smart_punctuation, raw_html, math });
mixed!(
    enum RawHtml {
        Sanitize,
        Escape,
        Trust,
    }
);

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
    Math(Box<Math>),
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
    /// The comments that allow findings, each with the index of the node that held it.
    pub(crate) allowances: Vec<(usize, Allowance)>,
    /// Definitions of links whose name was defined before: where, and where that is.
    pub(crate) twice: Vec<(Range<usize>, Range<usize>)>,
}

/// How often a text is read at most; each reading is linear.
const READINGS: usize = 5;

/// Parses `markdown`, in which a CR stands before a LF alone. Linear in its length; ranges are bytes of it.
pub(crate) fn events<'m>(markdown: &'m str, style: &MarkdownStyle) -> Events<'m> {
    let mut given = Given::new(markdown);
    let mut events = walk(&given, style);
    for reading in 1.. {
        let Some(again) = given.again(&events.items) else { break };
        given = if reading < READINGS - 1 { again } else { again.plain() };
        events = walk(&given, style);
        if reading == READINGS - 1 {
            break;
        }
    }
    if style.smart_punctuation {
        quotes::direct(markdown, &mut events.items);
    }
    events
}

fn walk<'m>(given: &Given<'m>, style: &MarkdownStyle) -> Events<'m> {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    options.set(Options::ENABLE_SMART_PUNCTUATION, style.smart_punctuation);
    options.set(Options::ENABLE_MATH, style.math);
    let mut parser = Parser::new_ext(&given.text, options).into_offset_iter();
    let mut gate = Gate::new(given.markdown, style.raw_html);
    let mut events = Events {
        items: Vec::new(),
        definitions: BTreeMap::new(),
        dropped: Vec::new(),
        allowances: Vec::new(),
        twice: Vec::new(),
    };
    let (mut in_cell, mut in_address) = (false, false);
    while let Some((event, place)) = parser.next() {
        let range = given.range(&place);
        let mut definition = None;
        let mut node = match event {
            Event::Start(Tag::HtmlBlock) => Node::Raw(block(&mut parser, given)),
            Event::Start(Tag::CodeBlock(kind)) if style.math && language(&kind) == Some("math") => {
                Node::Math(Box::new(Math::new(&code(&mut parser, given), true, true)))
            }
            Event::Start(tag) => {
                in_cell |= matches!(tag, Tag::TableCell);
                in_address |= matches!(tag, Tag::Link { link_type: LinkType::Autolink, .. });
                if let Tag::Link { id, .. } | Tag::Image { id, .. } = &tag
                    && !id.is_empty()
                {
                    definition = parser.reference_definitions().get(id).map(|found| given.range(&found.span));
                }
                Node::Start(given.tag(tag))
            }
            Event::End(tag) => {
                in_cell &= tag != TagEnd::TableCell;
                in_address &= tag != TagEnd::Link;
                Node::End(tag)
            }
            Event::Text(text) => Node::Text(given.letters(text, &place)),
            Event::InlineMath(source) => math::inline(&given.letters(source, &place), given.markdown, &range),
            Event::DisplayMath(source) => Node::Math(Box::new(Math::new(&given.letters(source, &place), true, false))),
            Event::Code(text) => Node::Code(given.letters(text, &place)),
            Event::Html(html) | Event::InlineHtml(html) => {
                let html = given.letters(html, &place);
                Node::Raw(Raw { html, block: false, pieces: Vec::new(), lines: vec![(0, range.clone())] })
            }
            Event::FootnoteReference(label) => Node::Footnote(given.letters(label, &place)),
            Event::SoftBreak => Node::SoftBreak,
            Event::HardBreak => Node::HardBreak,
            Event::Rule => Node::Rule,
            Event::TaskListMarker(done) => Node::Task(done),
        };
        let allowances = match &mut node {
            Node::Raw(raw) => allow::take(raw, given.markdown),
            _ => Vec::new(),
        };
        if in_cell && in_address {
            unescape_pipes(&mut node);
        }
        let ends = gate.pass(&mut node, &range);
        if !ends.is_empty() {
            events.items.push(Item { node: Node::Ends(ends), range: range.start..range.start });
        }
        if let Some(definition) = definition {
            events.definitions.insert(events.items.len(), definition);
        }
        events.allowances.extend(allowances.into_iter().map(|allowance| (events.items.len(), allowance)));
        events.items.push(Item { node, range });
    }
    let (ends, dropped) = gate.finish();
    let markdown = given.markdown;
    events.items.push(Item { node: Node::Ends(ends), range: markdown.len()..markdown.len() });
    events.dropped = dropped;
    shapes::mark(&mut events.items);
    events.twice = twice::definitions(markdown, &events.items, |label| {
        parser.reference_definitions().get(label).map(|definition| given.range(&definition.span))
    });
    alert::take_titles(&mut events.items);
    events
}

/// A pipe in a table's cell has a backslash, in an address too.
fn unescape_pipes(node: &mut Node<'_>) {
    let text = match node {
        Node::Start(Tag::Link { dest_url, .. }) => dest_url,
        Node::Text(text) => text,
        _ => return,
    };
    if text.contains("\\|") {
        *text = text.replace("\\|", "|").into();
    }
}

/// Whether an element stands inside a line of text.
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

/// The lines of a raw HTML block, up to its end.
fn block<'m>(parser: &mut OffsetIter<'_>, given: &Given<'m>) -> Raw<'m> {
    let mut html = String::new();
    let mut lines = Vec::new();
    for (event, place) in parser.by_ref() {
        match event {
            Event::End(TagEnd::HtmlBlock) => break,
            Event::Html(line) | Event::Text(line) | Event::InlineHtml(line) => {
                lines.push((html.len(), given.range(&place)));
                html.push_str(&given.letters(line, &place));
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

/// The text of a block of code, up to its end.
fn code(parser: &mut OffsetIter<'_>, given: &Given<'_>) -> String {
    let mut text = String::new();
    for (event, place) in parser.by_ref() {
        match event {
            Event::Text(line) => text.push_str(&given.letters(line, &place)),
            Event::End(_) => break,
            _ => {}
        }
    }
    text
}

/// The range with both ends moved back to character boundaries inside `text`.
pub(crate) fn bounded(text: &str, range: Range<usize>) -> Range<usize> {
    let start = floor_boundary(text, range.start);
    start..floor_boundary(text, range.end).max(start)
}
