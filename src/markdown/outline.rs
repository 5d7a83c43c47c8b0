//! The outline of a document: its headings with their ids, and all other ids that a link can lead to.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Tag, TagEnd};

use super::footnotes::Footnotes;
use super::lead::Lead;
use super::nodes::{Events, Item, Node, Raw};
use super::raw_html::{self, Piece, Shape, level};
use super::slug::Slugs;
use super::style::{MarkdownStyle, RawHtml};

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6, as written.
    pub level: u8,
    /// Its text without markup.
    pub text: String,
    /// Its id on the page: the author's, or GitHub's slug of the text.
    pub id: String,
    /// Whether the author wrote the id (`## Text {#id}`, `<h2 id="id">`). Such an id is kept even when it is taken.
    pub explicit: bool,
    /// Whether it is written as raw HTML.
    pub raw: bool,
    /// The bytes of the heading without the line end; of a heading in HTML, the bytes of its start tag.
    pub range: Range<usize>,
}

/// The headings and ids of a document.
pub(crate) struct Outline {
    /// The headings in their order.
    pub(crate) headings: Vec<Heading>,
    /// All ids: of headings, of raw HTML and of footnotes.
    pub(crate) anchors: Vec<String>,
    /// The ids that this text would have, but that another text of its page has already taken.
    pub(crate) clashes: Vec<String>,
    /// Whether the first heading is the title: it is of the first level, and nothing to read stands before it.
    pub(crate) has_title: bool,
}

/// The outline of a document. `beside` are the ids that other texts of its page have taken.
pub(crate) fn outline(
    events: &Events<'_>,
    markdown: &str,
    style: &MarkdownStyle,
    beside: &BTreeSet<String>,
) -> Outline {
    let mut reader = Reader {
        markdown,
        style,
        headings: Vec::new(),
        open: None,
        images: 0,
        lead: Lead::default(),
        raw_ids: Vec::new(),
    };
    for item in &events.items {
        reader.read(item);
    }
    let Reader { headings: read, raw_ids, lead, .. } = reader;
    let footnote_ids: Vec<String> = Footnotes::new(events).ids().collect();
    let explicit = read.iter().filter(|(heading, _)| heading.explicit).map(|(heading, _)| heading.id.clone());
    let written: Vec<String> = explicit.chain(raw_ids.iter().cloned()).collect();
    let mut clashes: Vec<String> = written.iter().filter(|id| beside.contains(*id)).cloned().collect();
    let mut slugs = Slugs::new(written.into_iter().chain(footnote_ids.iter().cloned()), beside);
    let mut headings = Vec::with_capacity(read.len());
    for (mut heading, slug_text) in read {
        if !heading.explicit {
            heading.id = slugs.next(&slug_text);
        }
        headings.push(heading);
    }
    clashes.extend(slugs.clashes);
    let mut anchors: Vec<String> = headings.iter().map(|heading| heading.id.clone()).collect();
    anchors.extend(raw_ids);
    anchors.extend(footnote_ids);
    Outline { headings, anchors, clashes, has_title: lead.has_title }
}

/// Reads the nodes of a document. Each heading comes with the text of which its id is made.
struct Reader<'m> {
    markdown: &'m str,
    style: &'m MarkdownStyle,
    headings: Vec<(Heading, String)>,
    open: Option<(Heading, String)>,
    images: usize,
    lead: Lead,
    /// The ids of raw HTML, without those of headings.
    raw_ids: Vec<String>,
}

impl Reader<'_> {
    fn read(&mut self, item: &Item<'_>) {
        self.lead.read(&item.node, self.style);
        match &item.node {
            Node::Start(Tag::Heading { level, id, .. }) => {
                let id = id.as_deref().unwrap_or_default();
                self.begin(*level as u8, id, false, heading_range(self.markdown, &item.range));
            }
            Node::End(TagEnd::Heading(_)) => self.end(),
            Node::Start(Tag::Image { .. }) => self.images += 1,
            Node::End(TagEnd::Image) => self.images = self.images.saturating_sub(1),
            Node::Raw(raw) if self.images == 0 && self.style.raw_html != RawHtml::Escape => self.raw(raw),
            Node::Ends(names) => {
                if names.iter().any(|name| level(name).is_some()) {
                    self.end_raw();
                }
            }
            node => {
                let Some((heading, slug_text)) = &mut self.open else { return };
                push_plain(&mut heading.text, node, self.style);
                // GitHub makes ids without alternative texts and without typographic dashes.
                if self.images == 0 {
                    if let Node::Math(math) = node {
                        slug_text.push_str(&math.source);
                        return;
                    }
                    match self.markdown.get(item.range.clone()) {
                        Some(dashes) if matches!(node, Node::Text(_)) && dashes.bytes().all(|byte| byte == b'-') => {
                            slug_text.push_str(dashes);
                        }
                        _ => push_plain(slug_text, node, self.style),
                    }
                }
            }
        }
    }

    fn begin(&mut self, level: u8, id: &str, raw: bool, range: Range<usize>) {
        let explicit = !id.is_empty();
        let heading = Heading { level, text: String::new(), id: id.to_owned(), explicit, raw, range };
        self.open = Some((heading, String::new()));
    }

    fn end(&mut self) {
        if let Some((mut heading, slug_text)) = self.open.take() {
            heading.text = words(&heading.text);
            self.headings.push((heading, slug_text));
        }
    }

    fn end_raw(&mut self) {
        if let Some((_, slug_text)) = self.open.as_mut().filter(|(heading, _)| heading.raw) {
            *slug_text = joined(slug_text);
            self.end();
        }
    }

    /// Reads raw HTML. The text between tags inside of a heading of Markdown is not here: it has its own nodes.
    fn raw(&mut self, raw: &Raw<'_>) {
        for piece in &raw.pieces {
            match piece {
                Piece::Tag(tag) if !tag.closing && tag.shape == Shape::Heading => {
                    let range = raw.place(self.markdown, &tag.range);
                    self.begin(level(&tag.name).unwrap_or(1), tag.attribute("id").unwrap_or_default(), true, range);
                    self.raw_ids.extend(tag.anchors().skip(1).map(str::to_owned));
                }
                Piece::Tag(tag) if !tag.closing => {
                    self.raw_ids.extend(tag.anchors().map(str::to_owned));
                    let Some((heading, _)) = self.open.as_mut().filter(|(heading, _)| heading.raw) else { continue };
                    match tag.name.as_str() {
                        "br" => heading.text.push(' '),
                        "img" => heading.text.push_str(tag.attribute("alt").unwrap_or_default()),
                        _ => {}
                    }
                }
                Piece::Text(range) if raw.block => {
                    let Some((heading, slug_text)) = &mut self.open else { continue };
                    let text = raw_html::unescape(&raw.html[range.clone()]);
                    heading.text.push_str(&text);
                    slug_text.push_str(&text);
                }
                Piece::Text(_) | Piece::Hidden(_) => {}
                piece => {
                    if piece.ended().is_some_and(|name| level(name).is_some()) {
                        self.end_raw();
                    }
                }
            }
        }
    }
}

/// Joins the lines of a heading in HTML into one, without the white space beside its tags.
fn joined(text: &str) -> String {
    let text = text.trim_matches(['\n', '\r']);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() < 2 && !text.contains('\n') { text.to_owned() } else { lines.join(" ") }
}

/// The bytes of a heading without the line end, which the parser includes.
pub(crate) fn heading_range(markdown: &str, range: &Range<usize>) -> Range<usize> {
    let text = markdown.get(range.clone()).unwrap_or_default();
    range.start..range.start + text.trim_end().len()
}

/// Adds the text that a reader sees of a node, without markup.
pub(crate) fn push_plain(plain: &mut String, node: &Node<'_>, style: &MarkdownStyle) {
    match node {
        Node::Text(text) | Node::Code(text) => plain.push_str(text),
        Node::Math(math) => plain.push_str(math.plain()),
        Node::SoftBreak | Node::HardBreak | Node::TitleEnd => plain.push(' '),
        Node::Raw(raw) => match style.raw_html {
            RawHtml::Escape => plain.push_str(&raw.html),
            RawHtml::Sanitize | RawHtml::Trust if raw.block => plain.push_str(&raw_html::text(&raw.html)),
            RawHtml::Sanitize | RawHtml::Trust => {}
        },
        Node::Start(_)
        | Node::End(_)
        | Node::Ends(_)
        | Node::Footnote(_)
        | Node::Title
        | Node::Rule
        | Node::Task(_) => {}
    }
}

/// The words of a text, separated by single spaces.
pub(crate) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
