//! Walks over a document's nodes and writes its HTML. `elements` says what each element looks like.

use pulldown_cmark::{Tag, TagEnd};

use super::nodes::{Events, Item, Node};
use super::outline::push_plain;
use super::renderer::{Aside, Closer, Image, Renderer};
use crate::escape;

/// The deepest nesting of elements. Deeper elements are written without tags. Browsers stop at 512.
const DEPTH: usize = 100;

impl Renderer<'_> {
    pub(super) fn run(mut self, events: &Events<'_>) -> Self {
        for (index, Item { node, .. }) in events.items.iter().enumerate() {
            let next = events.items.get(index + 1..).unwrap_or_default();
            match node {
                Node::Start(tag) => {
                    let closer = self.start(tag, next);
                    self.closers.push(closer);
                }
                Node::End(tag) => {
                    let closer = self.closers.pop().unwrap_or_default();
                    self.end(*tag, &closer);
                }
                node => self.leaf(node),
            }
        }
        self.footnotes();
        self
    }

    fn leaf(&mut self, node: &Node<'_>) {
        match node {
            node if self.images > 0 => {
                if let Some(image) = &mut self.image {
                    push_plain(&mut image.alt, node, self.style);
                }
            }
            Node::Text(text) => match &mut self.code {
                Some((_, code)) => code.push_str(text),
                None => escape::text(&mut self.html, text),
            },
            Node::Code(text) => {
                self.html.push_str("<code>");
                escape::text(&mut self.html, text);
                self.html.push_str("</code>");
            }
            Node::Math(math) => {
                if math.block {
                    self.fresh_line();
                }
                self.html.push_str(&math.html());
            }
            Node::Raw(raw) => self.raw(raw),
            Node::Ends(names) => names.iter().for_each(|name| self.end_raw(name)),
            Node::Footnote(label) => self.footnote(label),
            Node::SoftBreak => self.html.push('\n'),
            Node::TitleEnd => self.html.push_str("</p>\n<p>"),
            Node::HardBreak => self.html.push_str("<br>\n"),
            Node::Rule => {
                self.begin("<hr>\n", "");
            }
            Node::Task(done) => self.task(*done),
            Node::Start(_) | Node::End(_) | Node::Title => {}
        }
    }

    /// Begins an element, and returns the text that ends it.
    fn start(&mut self, tag: &Tag<'_>, next: &[Item<'_>]) -> Closer {
        let flat = self.closers.len() >= DEPTH || self.images > 0;
        match tag {
            Tag::Heading { level, classes, .. } => self.heading(*level as u8, classes),
            Tag::FootnoteDefinition(label) => {
                // If two footnotes have the same label, the first one counts.
                let is_new = |number: &usize| {
                    !self.notes.contains_key(number)
                        && !self.aside.iter().any(|(open, _)| *open == Aside::Note(Some(*number)))
                };
                let note = Aside::Note(self.numbers.number(label).filter(is_new));
                self.set_aside(note);
                Closer::default()
            }
            Tag::Link { title, .. } if self.images == 0 => {
                let href = self.next_href();
                if flat { Closer::default() } else { self.link(href, title) }
            }
            Tag::Image { title, .. } => {
                if self.images == 0 {
                    self.image = Some(Image { href: self.next_href(), title: title.to_string(), alt: String::new() });
                }
                self.images += 1;
                Closer::default()
            }
            _ if flat => Closer::default(),
            Tag::Paragraph if is_title(next) => self.begin("<p class=\"ttl\">", "</p>\n"),
            Tag::Paragraph => self.begin("<p>", "</p>\n"),
            Tag::BlockQuote(None) => self.begin("<blockquote>\n", "</blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => self.alert(*kind, next.get(1..).is_some_and(is_title)),
            Tag::CodeBlock(kind) => self.code_block(kind),
            Tag::List(first) => self.list(*first),
            Tag::Item => self.begin(if is_task(next) { "<li class=\"task\">" } else { "<li>" }, "</li>\n"),
            Tag::DefinitionList => self.begin("<dl>\n", "</dl>\n"),
            Tag::DefinitionListTitle => self.begin("<dt>", "</dt>\n"),
            Tag::DefinitionListDefinition => self.begin("<dd>", "</dd>\n"),
            Tag::Table(alignments) => self.table(alignments),
            Tag::TableHead => {
                (self.table.cell, self.table.in_head) = (0, true);
                self.begin("<thead>\n<tr>", "</tr>\n</thead>\n")
            }
            Tag::TableRow => {
                (self.table.cell, self.table.in_head) = (0, false);
                if !self.table.has_body {
                    self.table.has_body = true;
                    self.begin("<tbody>\n", "");
                }
                self.begin("<tr>", "</tr>\n")
            }
            Tag::TableCell => self.cell(next),
            Tag::Emphasis => self.inline("<em>", "</em>"),
            Tag::Strong => self.inline("<strong>", "</strong>"),
            Tag::Strikethrough => self.inline("<del>", "</del>"),
            Tag::Superscript => self.inline("<sup>", "</sup>"),
            Tag::Subscript => self.inline("<sub>", "</sub>"),
            Tag::Link { .. } | Tag::HtmlBlock | Tag::MetadataBlock(_) => Closer::default(),
        }
    }

    fn end(&mut self, tag: TagEnd, closer: &Closer) {
        match tag {
            TagEnd::Image => {
                self.images = self.images.saturating_sub(1);
                if self.images == 0 {
                    self.finish_image();
                }
            }
            TagEnd::Table if !closer.is_empty() && self.table.has_body => self.html.push_str("</tbody>\n"),
            TagEnd::Link if !closer.is_empty() => self.in_link = false,
            TagEnd::CodeBlock => self.finish_code(),
            _ => {}
        }
        self.html.push_str(closer);
        match tag {
            TagEnd::Heading(_) if self.is_omitting() => {
                self.take_back();
            }
            TagEnd::FootnoteDefinition => {
                if let (Aside::Note(Some(number)), note) = self.take_back() {
                    self.notes.entry(number).or_insert(note);
                }
            }
            _ => {}
        }
    }
}

/// Whether the title of an alert follows.
fn is_title(next: &[Item<'_>]) -> bool {
    matches!(next.first().map(|item| &item.node), Some(Node::Title))
}

/// Whether an item begins with the box of a task. In a list with empty lines, the box stands inside a paragraph.
fn is_task(next: &[Item<'_>]) -> bool {
    let mut nodes = next.iter().map(|item| &item.node);
    let mut first = nodes.next();
    if matches!(first, Some(Node::Start(Tag::Paragraph))) {
        first = nodes.next();
    }
    matches!(first, Some(Node::Task(_)))
}
