//! Raw HTML that is treated like Markdown: tags that begin a heading of the outline, a table in a frame or a block of
//! code, and the columns and rows that table headings belong to.
//!
//! A page may spread an element over several blocks, or leave out an end tag. So this file walks over all nodes once
//! and marks the start tags whose element ends at an allowed place.

use pulldown_cmark::{Tag, TagEnd};

use super::nodes::{Item, Node, Raw};
use super::raw_html::{self, Piece, Shape, level};

/// The place of a piece of raw HTML: the index of its node, and the index of the piece in the node.
type At = (usize, usize);

/// Marks the start tags of a document. The time is linear in the number of nodes and pieces.
pub(crate) fn mark(items: &mut [Item<'_>]) {
    let mut marker = Marker::default();
    for (at, item) in items.iter().enumerate() {
        marker.node(at, &item.node);
    }
    let mut tag_at = |(item, piece): At, change: &dyn Fn(&mut raw_html::Tag)| {
        if let Some(Item { node: Node::Raw(raw), .. }) = items.get_mut(item)
            && let Some(Piece::Tag(tag)) = raw.pieces.get_mut(piece)
        {
            change(tag);
        }
    };
    for (at, shape) in marker.shapes {
        tag_at(at, &|tag| tag.shape = shape);
    }
    for (at, scope) in marker.scopes {
        tag_at(at, &|tag| tag.scope = Some(scope));
    }
}

#[derive(Default)]
struct Marker {
    shapes: Vec<(At, Shape)>,
    scopes: Vec<(At, &'static str)>,
    /// How many elements of Markdown are open.
    depth: usize,
    images: usize,
    /// How many headings and how many tables of Markdown are open.
    headings: usize,
    tables: usize,
    heading: Option<Open>,
    raw_tables: Vec<Table>,
    codes: Vec<Open>,
}

/// An element of raw HTML that is open.
struct Open {
    at: At,
    /// How many elements of Markdown were open where it began. Its end must stand at the same depth.
    depth: usize,
    /// Whether it holds words or a picture so far.
    has_content: bool,
}

/// A table of raw HTML that is open.
struct Table {
    open: Open,
    /// Whether it does not stand inside of another table.
    is_outer: bool,
    in_head: bool,
    /// Whether all rows so far hold only headings.
    is_top: bool,
    row: Vec<Cell>,
}

struct Cell {
    at: At,
    is_heading: bool,
    has_scope: bool,
    has_content: bool,
}

impl Marker {
    fn node(&mut self, at: usize, node: &Node<'_>) {
        match node {
            Node::Start(tag) => self.start(tag),
            Node::End(tag) => self.end(*tag),
            Node::Text(text) => self.note_content(!text.trim().is_empty()),
            Node::Code(_) | Node::Math(_) | Node::Footnote(_) | Node::Task(_) => self.note_content(true),
            Node::Raw(raw) if self.images == 0 => self.raw(at, raw),
            Node::Ends(names) => names.iter().for_each(|name| self.end_raw(name)),
            Node::Rule => self.begin_block(),
            Node::Raw(_) | Node::SoftBreak | Node::HardBreak | Node::Title | Node::TitleEnd => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Image { .. } => {
                self.images += 1;
                self.note_content(true);
            }
            Tag::Heading { .. } => {
                self.heading = None;
                self.headings += 1;
            }
            Tag::Table(_) => {
                self.begin_block();
                self.tables += 1;
            }
            tag if is_block(tag) => self.begin_block(),
            _ => {}
        }
        self.depth += 1;
    }

    /// Begins a block of Markdown. A raw heading whose end tag is missing does not go on in it.
    fn begin_block(&mut self) {
        self.heading.take_if(|open| open.has_content);
    }

    fn end(&mut self, tag: TagEnd) {
        self.depth = self.depth.saturating_sub(1);
        match tag {
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::Heading(_) => self.headings = self.headings.saturating_sub(1),
            TagEnd::Table => self.tables = self.tables.saturating_sub(1),
            _ => {}
        }
        let depth = self.depth;
        self.heading.take_if(|open| open.depth > depth);
        while self.raw_tables.pop_if(|table| table.open.depth > depth).is_some() {}
        while self.codes.pop_if(|open| open.depth > depth).is_some() {}
    }

    fn note_content(&mut self, has_content: bool) {
        if let Some(open) = &mut self.heading {
            open.has_content |= has_content;
        }
        if let Some(cell) = self.raw_tables.last_mut().and_then(|table| table.row.last_mut()) {
            cell.has_content |= has_content;
        }
    }

    fn raw(&mut self, item: usize, raw: &Raw<'_>) {
        for (number, piece) in raw.pieces.iter().enumerate() {
            match piece {
                Piece::Text(range) => self.note_content(!raw.html[range.clone()].trim().is_empty()),
                Piece::Tag(tag) if !tag.closing => self.open((item, number), tag),
                Piece::Hidden(_) => {}
                piece => piece.ended().into_iter().for_each(|name| self.end_raw(name)),
            }
        }
    }

    fn open(&mut self, at: At, tag: &raw_html::Tag) {
        let open = Open { at, depth: self.depth, has_content: false };
        match tag.name.as_str() {
            "table" => {
                let is_outer = self.tables == 0 && self.raw_tables.is_empty();
                self.raw_tables.push(Table { open, is_outer, in_head: false, is_top: true, row: Vec::new() });
            }
            "pre" => self.codes.push(open),
            "img" | "video" | "audio" | "input" => self.note_content(true),
            "tr" | "tbody" | "tfoot" | "thead" => {
                self.end_row();
                if let Some(table) = self.raw_tables.last_mut().filter(|_| tag.name != "tr") {
                    table.in_head = tag.name == "thead";
                }
            }
            "td" | "th" => {
                let is_heading = tag.name == "th";
                let has_scope = tag.attribute("scope").is_some();
                if let Some(table) = self.raw_tables.last_mut() {
                    table.row.push(Cell { at, is_heading, has_scope, has_content: false });
                }
            }
            name if level(name).is_some() && self.headings == 0 => self.heading = Some(open),
            _ => {}
        }
    }

    fn end_raw(&mut self, name: &str) {
        match name {
            "table" => {
                self.end_row();
                if let Some(Table { open, is_outer: true, .. }) = self.raw_tables.pop()
                    && open.depth == self.depth
                {
                    self.shapes.push((open.at, Shape::Table));
                }
            }
            "pre" => {
                if let Some(open) = self.codes.pop()
                    && open.depth == self.depth
                    && self.codes.is_empty()
                {
                    self.shapes.push((open.at, Shape::Code));
                }
            }
            "tr" | "tbody" | "tfoot" | "thead" => {
                self.end_row();
                if let Some(table) = self.raw_tables.last_mut().filter(|_| name == "thead") {
                    table.in_head = false;
                }
            }
            name if level(name).is_some() => {
                if let Some(open) = self.heading.take()
                    && open.depth == self.depth
                {
                    self.shapes.push((open.at, Shape::Heading));
                }
            }
            _ => {}
        }
    }

    /// Sets the `scope` of the headings in a row. In a row of headings, where the first cell may be an empty corner,
    /// they belong to columns. Headings at the start of any other row belong to the row. Other headings get no scope.
    fn end_row(&mut self) {
        let Some(table) = self.raw_tables.last_mut() else { return };
        let row = std::mem::take(&mut table.row);
        let Some(last) = row.last() else { return };
        let is_of_headings = last.is_heading && row.iter().skip(1).all(|cell| cell.is_heading);
        let (scope, count) = if table.in_head || (table.is_top && is_of_headings) {
            ("col", row.len())
        } else {
            ("row", row.iter().take_while(|cell| cell.is_heading).count() % row.len())
        };
        table.is_top &= is_of_headings;
        let headings = row.iter().take(count).filter(|cell| cell.is_heading && cell.has_content && !cell.has_scope);
        self.scopes.extend(headings.map(|cell| (cell.at, scope)));
    }
}

/// Whether an element of Markdown is a block.
pub(crate) fn is_block(tag: &Tag<'_>) -> bool {
    match tag {
        Tag::Paragraph
        | Tag::Heading { .. }
        | Tag::BlockQuote(_)
        | Tag::CodeBlock(_)
        | Tag::List(_)
        | Tag::Table(_)
        | Tag::DefinitionList => true,
        Tag::HtmlBlock
        | Tag::Item
        | Tag::FootnoteDefinition(_)
        | Tag::DefinitionListTitle
        | Tag::DefinitionListDefinition
        | Tag::TableHead
        | Tag::TableRow
        | Tag::TableCell
        | Tag::Emphasis
        | Tag::Strong
        | Tag::Strikethrough
        | Tag::Superscript
        | Tag::Subscript
        | Tag::Link { .. }
        | Tag::Image { .. }
        | Tag::MetadataBlock(_) => false,
    }
}
