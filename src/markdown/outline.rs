//! The outline of a document: its headings with ids, and everything else that a link can lead to.

use std::ops::Range;

use pulldown_cmark::{Tag, TagEnd};

use super::events::{Events, Item, MarkdownStyle, Node, RawHtml};
use super::footnotes::Footnotes;
use super::raw_html::{self, Piece};
use super::slug::Slugs;

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6, as written.
    pub level: u8,
    /// Its text without markup.
    pub text: String,
    /// Its id on the page: the author's, or GitHub's slug of the text.
    pub id: String,
    /// Whether the author wrote the id (`## Text {#id}`). Such an id is kept even when it is taken.
    pub explicit: bool,
    /// The heading in the text, without the line end behind it.
    pub range: Range<usize>,
}

/// The headings of a document in their order, and all ids that links can lead to: the headings', those
/// of raw HTML and those of footnotes.
pub(crate) fn outline(events: &Events<'_>, markdown: &str, style: &MarkdownStyle) -> (Vec<Heading>, Vec<String>) {
    let mut reader = Reader { markdown, style, headings: Vec::new(), open: None, images: 0 };
    let mut raw_ids = Vec::new();
    for item in &events.items {
        reader.read(item);
        if let Node::Raw(raw) = &item.node
            && reader.images == 0
        {
            for piece in &raw.pieces {
                if let Piece::Tag(tag) = piece
                    && !tag.closing
                {
                    raw_ids.extend(tag.anchors().map(str::to_owned));
                }
            }
        }
    }
    let footnote_ids: Vec<String> = Footnotes::new(events).ids().collect();
    let explicit =
        reader.headings.iter().filter(|(heading, _)| heading.explicit).map(|(heading, _)| heading.id.clone());
    let taken = explicit.chain(raw_ids.iter().cloned()).chain(footnote_ids.iter().cloned());
    let mut slugs = Slugs::new(taken.collect::<Vec<_>>());
    let mut headings = Vec::with_capacity(reader.headings.len());
    for (mut heading, slug_text) in reader.headings {
        if !heading.explicit {
            heading.id = slugs.next(&slug_text);
        }
        headings.push(heading);
    }
    let mut anchors: Vec<String> = headings.iter().map(|heading| heading.id.clone()).collect();
    anchors.extend(raw_ids);
    anchors.extend(footnote_ids);
    (headings, anchors)
}

/// Headings with the text that their slug is made of.
struct Reader<'m> {
    markdown: &'m str,
    style: &'m MarkdownStyle,
    headings: Vec<(Heading, String)>,
    open: Option<(Heading, String)>,
    images: usize,
}

impl Reader<'_> {
    fn read(&mut self, item: &Item<'_>) {
        match &item.node {
            Node::Start(Tag::Heading { level, id, .. }) => {
                let id = id.as_deref().unwrap_or_default();
                self.open = Some((
                    Heading {
                        level: *level as u8,
                        text: String::new(),
                        id: id.to_owned(),
                        explicit: !id.is_empty(),
                        range: heading_range(self.markdown, &item.range),
                    },
                    String::new(),
                ));
            }
            Node::End(TagEnd::Heading(_)) => {
                if let Some((mut heading, slug_text)) = self.open.take() {
                    heading.text = words(&heading.text);
                    self.headings.push((heading, slug_text));
                }
            }
            Node::Start(Tag::Image { .. }) => self.images += 1,
            Node::End(TagEnd::Image) => self.images = self.images.saturating_sub(1),
            node => {
                let Some((heading, slug_text)) = &mut self.open else { return };
                push_plain(&mut heading.text, node, self.style);
                // GitHub sees neither alternative texts nor our typographic dashes.
                if self.images == 0 {
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
}

/// A heading's bytes without the line end that the parser counts in.
pub(crate) fn heading_range(markdown: &str, range: &Range<usize>) -> Range<usize> {
    let text = markdown.get(range.clone()).unwrap_or_default();
    range.start..range.start + text.trim_end().len()
}

/// Adds what a reader sees of a node, without markup.
pub(crate) fn push_plain(plain: &mut String, node: &Node<'_>, style: &MarkdownStyle) {
    match node {
        Node::Text(text) | Node::Code(text) => plain.push_str(text),
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

/// The words of a text with single spaces between them.
pub(crate) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
