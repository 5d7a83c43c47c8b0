//! Raw HTML that is treated like Markdown: tags that begin a heading of the outline, a table in a frame or a block of
//! code, and the columns and rows that table headings belong to.
//!
//! A page may spread an element over several blocks, or leave out an end tag. So this file walks over all nodes once
//! and marks the start tags whose element ends at an allowed place.

use pulldown_cmark::{Tag, TagEnd};

use super::nodes::{Item, Node, Raw};
use super::raw_html::{self, Piece, Shape, level};

/// Where a piece of raw HTML stands: its node, and its number in it.
type At = (usize, usize);

/// Marks the start tags of a document. Linear.
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
    /// How deep in Markdown it began: its end stands as deep.
    depth: usize,
    /// Whether it holds words or a picture so far.
    is_said: bool,
}

/// A table of raw HTML that is open.
struct Table {
    open: Open,
    /// Whether it stands in no other.
    is_outer: bool,
    in_head: bool,
    /// Whether all rows so far are of headings.
    is_top: bool,
    row: Vec<Cell>,
}

struct Cell {
    at: At,
    is_heading: bool,
    has_scope: bool,
    is_said: bool,
}

impl Marker {
    fn node(&mut self, at: usize, node: &Node<'_>) {
        match node {
            Node::Start(tag) => self.start(tag),
            Node::End(tag) => self.end(*tag),
            Node::Text(text) => self.say(!text.trim().is_empty()),
            Node::Code(_) | Node::Math(_) | Node::Footnote(_) | Node::Task(_) => self.say(true),
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
                self.say(true);
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

    /// A heading whose end is missing does not go on in the next block.
    fn begin_block(&mut self) {
        self.heading.take_if(|open| open.is_said);
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

    fn say(&mut self, is_said: bool) {
        if let Some(open) = &mut self.heading {
            open.is_said |= is_said;
        }
        if let Some(cell) = self.raw_tables.last_mut().and_then(|table| table.row.last_mut()) {
            cell.is_said |= is_said;
        }
    }

    fn raw(&mut self, item: usize, raw: &Raw<'_>) {
        for (number, piece) in raw.pieces.iter().enumerate() {
            match piece {
                Piece::Text(range) => self.say(!raw.html[range.clone()].trim().is_empty()),
                Piece::Tag(tag) if !tag.closing => self.open((item, number), tag),
                Piece::Hidden(_) => {}
                piece => piece.ended().into_iter().for_each(|name| self.end_raw(name)),
            }
        }
    }

    fn open(&mut self, at: At, tag: &raw_html::Tag) {
        let open = Open { at, depth: self.depth, is_said: false };
        match tag.name.as_str() {
            "table" => {
                let is_outer = self.tables == 0 && self.raw_tables.is_empty();
                self.raw_tables.push(Table { open, is_outer, in_head: false, is_top: true, row: Vec::new() });
            }
            "pre" => self.codes.push(open),
            "img" | "video" | "audio" | "input" => self.say(true),
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
                    table.row.push(Cell { at, is_heading, has_scope, is_said: false });
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

    /// Tells what the headings of a row belong to: those of a row that holds nothing else, up to an empty corner, to
    /// their columns; those in front of other cells to their row. What stands elsewhere cannot be told.
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
        let headings = row.iter().take(count).filter(|cell| cell.is_heading && cell.is_said && !cell.has_scope);
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
