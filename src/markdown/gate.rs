//! What of an author's HTML a page keeps: raw HTML, and the attributes of headings.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CowStr, Tag};

use super::events::{Node, Raw, RawHtml};
use super::nest::{Closing, Nest, TOO_DEEP};
use super::policy;
use super::raw_html::{self, ATTRIBUTES, Piece};
use super::read::RawTag;

/// Goes along with the nodes of a document and decides what stays.
pub(crate) struct Gate<'m> {
    markdown: &'m str,
    raw_html: RawHtml,
    nest: Nest,
    /// How many images are open around each other: their alternative texts are no HTML.
    images: usize,
    /// The ids that raw HTML has taken.
    ids: BTreeSet<String>,
    /// Whether it is told that HTML is nested too deep.
    is_depth_told: bool,
    dropped: Vec<RawTag>,
}

impl<'m> Gate<'m> {
    pub(crate) fn new(markdown: &'m str, raw_html: RawHtml) -> Self {
        Self {
            markdown,
            raw_html,
            nest: Nest::default(),
            images: 0,
            ids: BTreeSet::new(),
            is_depth_told: false,
            dropped: Vec::new(),
        }
    }

    /// Decides on a node, and says which raw elements end before it.
    pub(crate) fn pass(&mut self, node: &mut Node<'_>, range: &Range<usize>) -> Closing {
        match node {
            Node::Start(tag) => {
                self.images += usize::from(matches!(tag, Tag::Image { .. }));
                self.heading(tag, range);
                self.nest.open_markdown(element_of(tag))
            }
            Node::End(tag) => {
                self.images -= usize::from(matches!(tag, pulldown_cmark::TagEnd::Image)).min(self.images);
                self.nest.close_markdown()
            }
            Node::Raw(raw) => {
                if self.images == 0 {
                    self.raw(raw);
                }
                Closing::new()
            }
            Node::Footnote(_) => {
                // It is a link.
                let mut ends = self.nest.open_markdown("a");
                ends.extend(self.nest.close_markdown());
                ends
            }
            Node::Text(_)
            | Node::Code(_)
            | Node::Ends(_)
            | Node::SoftBreak
            | Node::HardBreak
            | Node::Title
            | Node::TitleEnd
            | Node::Rule
            | Node::Task(_) => self.nest.flow(),
        }
    }

    /// What is still open at the end, and all that was dropped.
    pub(crate) fn finish(mut self) -> (Closing, Vec<RawTag>) {
        (self.nest.close_markdown(), self.dropped)
    }

    /// A heading's `{#id .class}` are an author's names as well.
    fn heading(&mut self, tag: &mut Tag<'_>, range: &Range<usize>) {
        let Tag::Heading { id, classes, .. } = tag else { return };
        if self.raw_html == RawHtml::Trust {
            return;
        }
        let foreign_id = id.as_deref().and_then(policy::foreign_id);
        if foreign_id.is_some() {
            *id = None;
        }
        let foreign_class = policy::foreign_class(classes.iter().map(|class| &**class));
        let own = policy::own_classes(classes.iter().map(|class| &**class));
        *classes = own.split_ascii_whitespace().map(|class| CowStr::from(class.to_owned())).collect();
        let text = self.markdown.get(range.clone()).unwrap_or_default();
        let start = text.rfind('{').unwrap_or(0);
        let place = range.start + start..range.start + text.trim_end().len().max(start);
        for (name, reason) in [("id", foreign_id), ("class", foreign_class)] {
            if reason.is_some() {
                self.dropped.push(RawTag { name: name.to_owned(), range: place.clone(), reason });
            }
        }
    }

    fn raw(&mut self, raw: &mut Raw<'_>) {
        match self.raw_html {
            RawHtml::Escape => {}
            RawHtml::Trust => raw.pieces = raw_html::pieces(&raw.html),
            RawHtml::Sanitize => {
                let mut kept = Vec::new();
                for piece in raw_html::pieces(&raw.html) {
                    self.piece(raw, piece, &mut kept);
                }
                raw.pieces = kept;
            }
        }
    }

    fn piece(&mut self, raw: &Raw<'_>, piece: Piece, kept: &mut Vec<Piece>) {
        match piece {
            Piece::Hidden(_) | Piece::End(_) => {}
            Piece::Text(range) => {
                if !raw.html[range.clone()].trim().is_empty() {
                    kept.extend(self.nest.flow().into_iter().map(Piece::End));
                }
                kept.push(Piece::Text(range));
            }
            Piece::Tag(tag) if tag.closing => kept.extend(self.nest.close(&tag.name).into_iter().map(Piece::End)),
            Piece::Tag(mut tag) => {
                if policy::attributes_of(&tag.name).is_none() {
                    self.drop(raw, &tag.range, &tag.name, None);
                    return;
                }
                if tag.is_bomb {
                    let why = format!("a tag keeps no more than {ATTRIBUTES} attributes");
                    self.drop(raw, &tag.range, &tag.name, Some(why));
                    return;
                }
                match self.nest.open(&tag.name) {
                    Ok(ends) => kept.extend(ends.into_iter().map(Piece::End)),
                    Err(TOO_DEEP) if std::mem::replace(&mut self.is_depth_told, true) => return,
                    Err(why) => {
                        self.drop(raw, &tag.range, &tag.name, Some(why.to_owned()));
                        return;
                    }
                }
                self.attributes(raw, &mut tag);
                kept.push(Piece::Tag(tag));
            }
        }
    }

    /// Leaves the tag the attributes that stay, and of its classes the author's own.
    fn attributes(&mut self, raw: &Raw<'_>, tag: &mut raw_html::Tag) {
        for mut attribute in std::mem::take(&mut tag.attributes) {
            let refusal = policy::refusal(&tag.name, &attribute.name, &attribute.value);
            let claim = || policy::claim(&tag.name, &attribute.name, &attribute.value);
            let taken = || {
                let is_taken = attribute.name == "id" && !self.ids.insert(attribute.value.clone());
                is_taken.then(|| "another place of the page has it already".to_owned())
            };
            let Some(why) = refusal.or_else(claim).or_else(taken) else {
                tag.attributes.push(attribute);
                continue;
            };
            self.drop(raw, &attribute.range, &attribute.name, Some(why));
            if attribute.name == "class" {
                attribute.value = policy::own_classes(attribute.value.split_ascii_whitespace());
                if !attribute.value.is_empty() {
                    tag.attributes.push(attribute);
                }
            }
        }
    }

    fn drop(&mut self, raw: &Raw<'_>, range: &Range<usize>, name: &str, reason: Option<String>) {
        let range = raw.place(self.markdown, range);
        self.dropped.push(RawTag { name: name.to_owned(), range, reason });
    }
}

/// The element that a page gets for a node of Markdown.
fn element_of(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::Paragraph => "p",
        Tag::Heading { .. } => "h2",
        Tag::BlockQuote(_) => "blockquote",
        Tag::CodeBlock(_) => "pre",
        Tag::List(_) => "ul",
        Tag::Item | Tag::FootnoteDefinition(_) => "li",
        Tag::DefinitionList => "dl",
        Tag::DefinitionListTitle => "dt",
        Tag::DefinitionListDefinition => "dd",
        Tag::Table(_) => "table",
        Tag::TableHead | Tag::TableRow => "tr",
        Tag::TableCell => "td",
        Tag::Emphasis => "em",
        Tag::Strong => "strong",
        Tag::Strikethrough => "del",
        Tag::Superscript => "sup",
        Tag::Subscript => "sub",
        Tag::Link { .. } => "a",
        Tag::Image { .. } | Tag::HtmlBlock | Tag::MetadataBlock(_) => "span",
    }
}
