//! Decides whether a document opens with its title. A comment, a badge, a picture or an anchor may stand before the
//! title.

use pulldown_cmark::{Tag, TagEnd};

use super::nodes::{Node, Raw};
use super::raw_html::{self, Piece, Shape};
use super::style::{MarkdownStyle, RawHtml};

/// Elements in which a heading is not the page's title.
const PARTS: &[&str] = &["blockquote", "dd", "details", "dt", "figure", "li", "td", "th"];

/// Reads the nodes of a document up to its first heading or its first words.
#[derive(Default)]
pub(crate) struct Lead {
    /// Whether the first heading is the title.
    pub(crate) has_title: bool,
    /// Whether a heading or words have been read, so that the answer is known.
    is_over: bool,
    images: usize,
    /// How many quotes, lists, tables and similar elements are open.
    parts: usize,
    /// How many footnotes are open. Their text does not count, because it stands at the end of the page.
    notes: usize,
}

impl Lead {
    pub(crate) fn read(&mut self, node: &Node<'_>, style: &MarkdownStyle) {
        if self.is_over {
            return;
        }
        match node {
            Node::Start(Tag::Image { .. }) => self.images += 1,
            Node::End(TagEnd::Image) => self.images = self.images.saturating_sub(1),
            Node::Start(Tag::FootnoteDefinition(_)) => self.notes += 1,
            Node::End(TagEnd::FootnoteDefinition) => self.notes = self.notes.saturating_sub(1),
            Node::Start(Tag::Heading { level, .. }) => self.heading(*level as u8),
            Node::Start(Tag::CodeBlock(_)) => self.note_words(),
            Node::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Table(_) | Tag::DefinitionList) => self.parts += 1,
            Node::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Table | TagEnd::DefinitionList) => {
                self.parts = self.parts.saturating_sub(1);
            }
            Node::Text(text) if !text.trim().is_empty() => self.note_words(),
            Node::Code(_) | Node::Math(_) | Node::Footnote(_) | Node::Task(_) => self.note_words(),
            Node::Raw(raw) if self.images == 0 => self.raw(raw, style),
            Node::Ends(names) => names.iter().for_each(|name| self.end_raw(name)),
            Node::Start(_)
            | Node::End(_)
            | Node::Text(_)
            | Node::Raw(_)
            | Node::SoftBreak
            | Node::Title
            | Node::TitleEnd
            | Node::HardBreak
            | Node::Rule => {}
        }
    }

    fn heading(&mut self, level: u8) {
        self.has_title = level == 1 && self.parts == 0 && self.notes == 0;
        self.is_over = true;
    }

    fn note_words(&mut self) {
        self.is_over |= self.images == 0 && self.notes == 0;
    }

    fn raw(&mut self, raw: &Raw<'_>, style: &MarkdownStyle) {
        // If raw HTML is shown as text, its tags still do not count as words.
        let shown = (style.raw_html == RawHtml::Escape).then(|| raw_html::pieces(&raw.html));
        for piece in shown.as_ref().unwrap_or(&raw.pieces) {
            match piece {
                _ if self.is_over => return,
                Piece::Text(range) if !raw_html::unescape(&raw.html[range.clone()]).trim().is_empty() => {
                    self.note_words()
                }
                Piece::Tag(tag) if !tag.closing => match tag.shape {
                    Shape::Heading => self.heading(raw_html::level(&tag.name).unwrap_or_default()),
                    Shape::Plain | Shape::Table | Shape::Code => {
                        self.parts += usize::from(PARTS.contains(&tag.name.as_str()));
                    }
                },
                piece => piece.ended().into_iter().for_each(|name| self.end_raw(name)),
            }
        }
    }

    fn end_raw(&mut self, name: &str) {
        self.parts = self.parts.saturating_sub(usize::from(PARTS.contains(&name)));
    }
}
