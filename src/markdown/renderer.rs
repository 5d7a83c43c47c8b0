//! Holds the HTML of a body while it is written. `body` walks over the nodes; `elements` and `raw_elements` write them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Alignment, Tag};

use super::footnotes::Footnotes;
use super::nodes::{Events, Item, Node};
use super::outline::Heading;
use super::raw_html::{self, Piece, Shape};
use super::rendering::{Href, Rendering};
use super::style::MarkdownStyle;

/// The text that ends an element; empty if no start tag was written.
pub(super) type Closer = Cow<'static, str>;

/// The HTML of a body so far, and the elements that are open.
pub(super) struct Renderer<'r> {
    pub(super) style: &'r MarkdownStyle,
    pub(super) rendering: &'r Rendering<'r>,
    pub(super) outline: &'r [Heading],
    pub(super) numbers: Footnotes,
    pub(super) html: String,
    /// The texts that wait while a footnote or the title is written, each with the reason.
    pub(super) aside: Vec<(Aside, String)>,
    pub(super) closers: Vec<Closer>,
    /// How many links have got their address.
    pub(super) links: usize,
    pub(super) headings: usize,
    /// The number of tables so far, and in the whole body.
    pub(super) tables: (usize, usize),
    pub(super) table: Table,
    pub(super) image: Option<Image<'r>>,
    /// The open block of code: its language and its text so far.
    pub(super) code: Option<(String, String)>,
    /// How many images are open around each other.
    pub(super) images: usize,
    pub(super) in_link: bool,
    /// How often the text has referred to each footnote so far.
    pub(super) uses: BTreeMap<usize, usize>,
    /// The HTML of the footnotes, by number.
    pub(super) notes: BTreeMap<usize, String>,
    /// The ids that are written already. No id may stand on a page twice.
    pub(super) ids: BTreeSet<String>,
    pub(super) raw_frames: RawFrames,
    /// Whether the HTML holds tags that an author wrote.
    pub(super) has_tags: bool,
}

/// Why a text is written separately.
#[derive(PartialEq, Eq)]
pub(super) enum Aside {
    /// It is the heading that is the page's title, and is dropped.
    Title,
    /// It is the text of a footnote, by number; `None` if the text is dropped.
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

/// The open elements of raw HTML that need more than their end tag.
#[derive(Default)]
pub(super) struct RawFrames {
    /// The tables, and whether each has a frame.
    pub(super) tables: Vec<bool>,
    /// The blocks of code, and whether each has a frame.
    pub(super) codes: Vec<bool>,
    /// Whether the heading that is the page's title is open. The body does not show it.
    pub(super) in_title: bool,
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

    /// Where the next link of the body leads. Each call goes one link further.
    pub(super) fn next_href(&mut self) -> Option<&'r Href> {
        self.links += 1;
        self.rendering.links.get(self.links - 1)
    }

    /// Begins a separate text.
    pub(super) fn set_aside(&mut self, aside: Aside) {
        self.aside.push((aside, std::mem::take(&mut self.html)));
    }

    /// Ends the separate text and returns it. What is written next goes to the text that waited.
    pub(super) fn take_back(&mut self) -> (Aside, String) {
        let (aside, outside) = self.aside.pop().unwrap_or((Aside::Title, String::new()));
        (aside, std::mem::replace(&mut self.html, outside))
    }

    pub(super) fn is_omitting(&self) -> bool {
        self.aside.last().is_some_and(|(aside, _)| *aside == Aside::Title)
    }

    /// Whether the text that is being written will be dropped.
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

    /// Begins a new line, unless the HTML ends with a line end or a tag.
    pub(super) fn fresh_line(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with(['\n', '>']) {
            self.html.push('\n');
        }
    }
}

/// How many regions for tables a node of a document needs.
fn tables_in(item: &Item<'_>) -> usize {
    match &item.node {
        Node::Start(Tag::Table(_)) => 1,
        Node::Raw(raw) => {
            let is_framed = |piece: &&Piece| matches!(piece, Piece::Tag(raw_html::Tag { shape: Shape::Table, .. }));
            raw.pieces.iter().filter(is_framed).count()
        }
        _ => 0,
    }
}
