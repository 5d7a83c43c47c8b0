//! The walk over a document's nodes that writes its HTML. What an element looks like is in `elements`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Alignment, Tag, TagEnd};

use super::html::{Href, Rendering};
use super::raw_elements::{RawFrames, tables_in};
use super::writer;
use crate::markdown::events::{Events, Item, MarkdownStyle, Node};
use crate::markdown::footnotes::Footnotes;
use crate::markdown::outline::{Heading, push_plain};

/// Elements may be nested this deep; what is deeper is flat. Browsers stop at 512.
const DEPTH: usize = 100;

/// What ends an element; empty for one that was not begun.
pub(super) type Closer = Cow<'static, str>;

/// The HTML of a body as far as it is written, and what is open.
pub(super) struct Renderer<'r> {
    pub(super) style: &'r MarkdownStyle,
    pub(super) rendering: &'r Rendering<'r>,
    pub(super) outline: &'r [Heading],
    pub(super) numbers: Footnotes,
    pub(super) html: String,
    /// The texts that wait while another is written.
    pub(super) aside: Vec<(Aside, String)>,
    closers: Vec<Closer>,
    /// How many links have taken their address.
    pub(super) links: usize,
    pub(super) headings: usize,
    /// Tables so far, and in all.
    pub(super) tables: (usize, usize),
    pub(super) table: Table,
    pub(super) image: Option<Image<'r>>,
    /// The block of code that is being gathered: its language and its text.
    pub(super) code: Option<(String, String)>,
    /// How many images are open around each other.
    pub(super) images: usize,
    pub(super) in_link: bool,
    /// How often each footnote was used so far.
    pub(super) uses: BTreeMap<usize, usize>,
    /// The footnotes' texts by number.
    pub(super) notes: BTreeMap<usize, String>,
    /// The ids that are written: none stands on a page twice.
    pub(super) ids: BTreeSet<String>,
    pub(super) raw_frames: RawFrames,
    /// Whether the HTML holds tags that an author wrote.
    pub(super) has_tags: bool,
}

/// Why a text is written aside.
#[derive(PartialEq, Eq)]
pub(super) enum Aside {
    /// The heading that is the page's title, to be dropped.
    Title,
    /// A footnote's text; `None` when nothing uses it.
    Note(Option<usize>),
}

/// The table that is being written.
#[derive(Default)]
pub(super) struct Table {
    pub(super) alignments: Vec<Alignment>,
    pub(super) cell: usize,
    pub(super) in_head: bool,
    pub(super) has_body: bool,
}

/// The image whose alternative text is being gathered.
pub(super) struct Image<'r> {
    pub(super) href: Option<&'r Href>,
    pub(super) title: String,
    pub(super) alt: String,
}

impl<'r> Renderer<'r> {
    pub(super) fn new(
        style: &'r MarkdownStyle,
        rendering: &'r Rendering<'r>,
        outline: &'r [Heading],
        events: &Events<'_>,
    ) -> Self {
        Self {
            style,
            rendering,
            outline,
            numbers: Footnotes::new(events),
            html: String::new(),
            aside: Vec::new(),
            closers: Vec::new(),
            links: 0,
            headings: 0,
            tables: (0, events.items.iter().map(tables_in).sum()),
            table: Table::default(),
            image: None,
            code: None,
            images: 0,
            in_link: false,
            uses: BTreeMap::new(),
            notes: BTreeMap::new(),
            ids: rendering.place.clashes.iter().cloned().collect(),
            raw_frames: RawFrames::default(),
            has_tags: false,
        }
    }

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
                None => writer::text(&mut self.html, text),
            },
            Node::Code(text) => {
                self.html.push_str("<code>");
                writer::text(&mut self.html, text);
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

    /// Begins an element and returns what ends it.
    fn start(&mut self, tag: &Tag<'_>, next: &[Item<'_>]) -> Closer {
        let flat = self.closers.len() >= DEPTH || self.images > 0;
        match tag {
            Tag::Heading { level, classes, .. } => self.heading(*level as u8, classes),
            Tag::FootnoteDefinition(label) => {
                // Of two texts for one label the first counts.
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

    /// Where the next link of the body leads.
    pub(super) fn next_href(&mut self) -> Option<&'r Href> {
        self.links += 1;
        self.rendering.links.get(self.links - 1)
    }

    pub(super) fn set_aside(&mut self, aside: Aside) {
        self.aside.push((aside, std::mem::take(&mut self.html)));
    }

    /// Goes on with the text that was set aside, and returns the one that is finished.
    pub(super) fn take_back(&mut self) -> (Aside, String) {
        let (aside, outside) = self.aside.pop().unwrap_or((Aside::Title, String::new()));
        (aside, std::mem::replace(&mut self.html, outside))
    }

    pub(super) fn is_omitting(&self) -> bool {
        self.aside.last().is_some_and(|(aside, _)| *aside == Aside::Title)
    }

    /// Whether what is being written will not be shown.
    pub(super) fn is_unseen(&self) -> bool {
        self.aside.iter().any(|(aside, _)| matches!(aside, Aside::Title | Aside::Note(None)))
    }

    /// Begins a block on a line of its own.
    pub(super) fn begin(&mut self, opener: &str, closer: &'static str) -> Closer {
        self.fresh_line();
        self.inline(opener, closer)
    }

    pub(super) fn inline(&mut self, opener: &str, closer: &'static str) -> Closer {
        self.html.push_str(opener);
        closer.into()
    }

    /// Blocks that follow text inside a list's item begin on a new line; an opener's own text does not.
    pub(super) fn fresh_line(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with(['\n', '>']) {
            self.html.push('\n');
        }
    }
}

/// Whether an alert's own title follows.
fn is_title(next: &[Item<'_>]) -> bool {
    matches!(next.first().map(|item| &item.node), Some(Node::Title))
}

/// In a list with space between its items a task's box is inside a paragraph.
fn is_task(next: &[Item<'_>]) -> bool {
    let mut nodes = next.iter().map(|item| &item.node);
    let mut first = nodes.next();
    if matches!(first, Some(Node::Start(Tag::Paragraph))) {
        first = nodes.next();
    }
    matches!(first, Some(Node::Task(_)))
}
