//! Markdown as one list of nodes. The reader of a body and the writer of its HTML both walk this list, so they agree on
//! which link, heading or footnote is the n-th.
//!
//! 1. pulldown-cmark parses with GitHub's extensions and definition lists. `given` prepares the text so that
//!    pulldown-cmark reads what GitHub reads.
//! 2. The lines of a raw HTML block become one node, because a tag can span lines.
//! 3. Every range is moved to character boundaries inside the text.
//! 4. `gate` decides which raw HTML and which attributes of headings a page keeps, and `shapes` decides which raw HTML
//!    is a heading, a table or a block of code. Reader and writer use the same decision.
//! 5. Quotation marks get their direction.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};

use super::alert;
use super::allow;
use super::gate::Gate;
use super::given::Given;
use super::math::find;
use super::math::formula::Math;
use super::nodes::{Events, Item, Node, Raw, language};
use super::quotes;
use super::shapes;
use super::style::MarkdownStyle;
use super::twice;

/// The most times that a text is parsed. The time of each is linear in the length of the text.
const READINGS: usize = 5;

/// Parses `markdown`, in which an LF follows every CR. The time is linear in the length of the text. Ranges are bytes
/// of `markdown`.
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
            Event::InlineMath(source) => find::inline(&given.letters(source, &place), given.markdown, &range),
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

/// Removes the backslash that a pipe in an address needs in a table.
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

/// Reads the lines of a block of raw HTML, up to its end.
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

/// Reads the text of a block of code, up to its end.
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
