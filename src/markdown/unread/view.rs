//! A copy of the Markdown in which only text is visible. A control character covers each byte of anything else.

use std::ops::Range;

use pulldown_cmark::{LinkType, Tag, TagEnd};

use crate::markdown::nodes::{Events, Node};

/// The bytes that cover anything but text. This one covers signs of blocks, and space between blocks.
const OUTSIDE: u8 = 1;
/// Covers a character that is escaped or written as a reference, because it was meant as text.
pub(super) const ESCAPED: u8 = 2;
pub(super) const CODE: u8 = 3;
/// Covers signs of emphasis that were read as such.
pub(super) const MARK: u8 = 4;
/// Covers brackets and address of a link, and references to footnotes.
pub(super) const LINK: u8 = 5;
pub(super) const IMAGE: u8 = 6;
pub(super) const HTML: u8 = 7;
/// Covers an address that stands in a text.
pub(super) const ADDRESS: u8 = 8;

/// A document's text, split into blocks.
pub(super) struct View<'m> {
    pub(super) markdown: &'m str,
    /// As long as the Markdown. Text is copied, and one of the bytes above covers each other byte.
    seen: String,
    pub(super) blocks: Vec<Block>,
    /// Whether an asterisk stands directly after a word. It refers to a remark, which then begins with an asterisk too.
    pub(super) has_asterisks: bool,
}

/// The kind of a block of text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaf {
    Paragraph,
    Heading,
    /// A cell of a table.
    Cell,
}

/// A block that holds text and no other blocks.
pub(super) struct Block {
    pub(super) leaf: Leaf,
    pub(super) range: Range<usize>,
    /// Its lines, without indentation, signs of blocks and white space at their ends.
    pub(super) lines: Vec<Line>,
    /// The sign of a list's item, if the block is the first in an item: `-`, or `.` for a number.
    pub(super) item: Option<u8>,
    /// The sign of the innermost list around the block.
    pub(super) list: Option<u8>,
    /// Whether it stands in a list, a quotation or a note, so that a new line before it would need signs of its own.
    pub(super) nested: bool,
    /// How many quotations are around the block.
    pub(super) quotes: usize,
    /// Whether it is the first in its quotation.
    pub(super) opens_quote: bool,
    /// Whether it is the first of the document.
    pub(super) first: bool,
    /// Whether a paragraph stands directly before it.
    pub(super) after_text: bool,
    /// Whether it contains anything that readers see.
    pub(super) has_content: bool,
}

/// A line of a block.
pub(super) struct Line {
    pub(super) range: Range<usize>,
    /// Whether the author forced a line break before it.
    pub(super) broken: bool,
}

impl Block {
    /// Whether the signs of blocks can stand at the start of its lines.
    pub(super) fn has_lines(&self) -> bool {
        self.leaf == Leaf::Paragraph
    }
}

impl<'m> View<'m> {
    /// The view of a range: text and covered bytes.
    pub(super) fn seen(&self, range: &Range<usize>) -> &str {
        self.seen.get(range.clone()).unwrap_or_default()
    }

    /// The Markdown of a range.
    pub(super) fn raw(&self, range: &Range<usize>) -> &'m str {
        self.markdown.get(range.clone()).unwrap_or_default()
    }

    /// The character of the view directly before a place in a block; `None` at an edge of the block's text.
    pub(super) fn before(&self, block: &Block, at: usize) -> Option<char> {
        self.seen(&(block.range.start..at)).chars().next_back().filter(|letter| *letter != '\u{1}')
    }

    /// The character of the view at a place in a block; `None` at an edge of the block's text.
    pub(super) fn after(&self, block: &Block, at: usize) -> Option<char> {
        self.seen(&(at..block.range.end)).chars().next().filter(|letter| *letter != '\u{1}')
    }

    /// The start of the line that contains a place.
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.markdown.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
    }

    pub(super) fn new(events: &Events<'_>, markdown: &'m str) -> Self {
        let mut builder = Builder {
            markdown,
            seen: vec![OUTSIDE; markdown.len()],
            blocks: Vec::new(),
            open: None,
            containers: Vec::new(),
            images: 0,
            addresses: 0,
            in_code: false,
            item: None,
            opens_quote: false,
            after_text: false,
        };
        for item in &events.items {
            builder.read(&item.node, &item.range);
        }
        builder.close();
        let Builder { seen, blocks, .. } = builder;
        // Whole characters are covered, because every range stands on character boundaries. So this is valid UTF-8.
        let seen = String::from_utf8(seen).unwrap_or_default();
        let has_asterisks = seen.as_bytes().windows(2).any(|pair| pair[1] == b'*' && pair[0].is_ascii_alphanumeric());
        Self { markdown, seen, blocks, has_asterisks }
    }
}

struct Builder<'m> {
    markdown: &'m str,
    seen: Vec<u8>,
    blocks: Vec<Block>,
    open: Option<Block>,
    /// The sign of each list around the current place, `>` for a quotation, `^` for a note or a definition.
    containers: Vec<u8>,
    images: usize,
    /// How many links are open whose text is an address, with the links in them.
    addresses: usize,
    in_code: bool,
    item: Option<u8>,
    opens_quote: bool,
    after_text: bool,
}

impl Builder<'_> {
    fn read(&mut self, node: &Node<'_>, range: &Range<usize>) {
        match node {
            Node::Start(tag) => self.start(tag, range),
            Node::End(tag) => self.end(*tag),
            Node::Text(text) if !self.in_code && self.images == 0 => {
                self.leaf(range).has_content |= !text.trim_matches(is_space).is_empty();
                self.text(text, range);
            }
            Node::Math(math) if math.block => {
                self.close();
                self.after_text = false;
            }
            Node::Code(_) | Node::Math(_) => {
                self.leaf(range).has_content = true;
                self.cover(range, CODE);
            }
            Node::Footnote(_) => {
                self.leaf(range).has_content = true;
                self.cover(range, LINK);
            }
            Node::Raw(raw) if raw.block => {
                self.close();
                self.after_text = false;
            }
            Node::Raw(raw) => {
                self.leaf(range).has_content |= !raw.html.starts_with("<!--");
                self.cover(range, HTML);
            }
            Node::SoftBreak => self.line_end(range, false),
            Node::HardBreak | Node::TitleEnd => self.line_end(range, true),
            Node::Rule => {
                self.close();
                self.after_text = false;
            }
            Node::Task(_) => self.item = None,
            Node::Text(_) | Node::Ends(_) | Node::Title => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {
                self.leaf(range);
                self.cover(range, MARK);
            }
            Tag::Link { link_type, .. } => {
                self.leaf(range);
                let is_address = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.cover(range, if is_address { ADDRESS } else { LINK });
                self.addresses += usize::from(is_address || self.addresses > 0);
            }
            Tag::Image { .. } => {
                self.leaf(range).has_content = true;
                self.cover(range, IMAGE);
                self.images += 1;
            }
            _ => self.start_block(tag, range),
        }
    }

    fn start_block(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        self.close();
        match tag {
            Tag::Paragraph | Tag::DefinitionListTitle => self.begin(Leaf::Paragraph, range),
            Tag::Heading { .. } => self.begin(Leaf::Heading, range),
            Tag::TableCell => self.begin(Leaf::Cell, range),
            Tag::BlockQuote(kind) => {
                self.containers.push(b'>');
                self.opens_quote = kind.is_none();
            }
            Tag::List(first) => self.containers.push(if first.is_some() { b'.' } else { self.sign(range.start) }),
            Tag::Item => self.item = self.containers.last().copied(),
            Tag::FootnoteDefinition(_) | Tag::DefinitionListDefinition => self.containers.push(b'^'),
            Tag::CodeBlock(_) => self.in_code = true,
            _ => {}
        }
        if !matches!(tag, Tag::Paragraph) {
            self.after_text = false;
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::Link => self.addresses = self.addresses.saturating_sub(1),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            _ => {
                self.close();
                self.in_code = false;
                self.after_text = tag == TagEnd::Paragraph;
                if matches!(
                    tag,
                    TagEnd::BlockQuote(_)
                        | TagEnd::List(_)
                        | TagEnd::FootnoteDefinition
                        | TagEnd::DefinitionListDefinition
                ) {
                    self.containers.pop();
                }
                (self.item, self.opens_quote) = (None, false);
            }
        }
    }

    /// The first byte at or after a place that is not white space.
    fn sign(&self, at: usize) -> u8 {
        let bytes = self.markdown.as_bytes().get(at..).unwrap_or_default();
        bytes.iter().copied().find(|byte| !byte.is_ascii_whitespace()).unwrap_or(b'-')
    }

    fn begin(&mut self, leaf: Leaf, range: &Range<usize>) {
        self.open = Some(Block {
            leaf,
            range: range.clone(),
            lines: vec![Line { range: range.clone(), broken: false }],
            item: self.item.take(),
            list: self.containers.iter().rev().copied().find(|sign| !matches!(sign, b'>' | b'^')),
            nested: !self.containers.is_empty(),
            quotes: self.containers.iter().filter(|sign| **sign == b'>').count(),
            opens_quote: std::mem::take(&mut self.opens_quote),
            first: self.blocks.is_empty(),
            after_text: self.after_text,
            has_content: false,
        });
    }

    /// The block that inline text belongs to. It begins one if none is open, because items of a list without empty
    /// lines have no paragraphs.
    fn leaf(&mut self, range: &Range<usize>) -> &mut Block {
        if self.open.is_none() {
            self.begin(Leaf::Paragraph, range);
        }
        let block = self.open.get_or_insert_with(|| Block::empty(range));
        block.range.end = block.range.end.max(range.end);
        block
    }

    fn cover(&mut self, range: &Range<usize>, sign: u8) {
        if self.images > 0 || self.addresses > 0 {
            return;
        }
        if let Some(bytes) = self.seen.get_mut(range.clone()) {
            bytes.fill(sign);
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        let (Some(raw), Some(seen)) = (self.markdown.get(range.clone()), self.seen.get_mut(range.clone())) else {
            return;
        };
        if self.addresses > 0 {
            return;
        }
        if text != raw && (text.is_empty() || raw.starts_with('&')) {
            seen.fill(if text.is_empty() { LINK } else { ESCAPED });
            return;
        }
        seen.copy_from_slice(raw.as_bytes());
        let escape = range.start.checked_sub(1).filter(|at| self.markdown.as_bytes().get(*at) == Some(&b'\\'));
        if let Some(at) = escape.filter(|at| self.seen[*at] == OUTSIDE)
            && let Some(first) = raw.chars().next()
        {
            self.seen[at..range.start + first.len_utf8()].fill(ESCAPED);
        }
    }

    fn line_end(&mut self, range: &Range<usize>, broken: bool) {
        let Some(block) = &mut self.open else { return };
        let Some(end) = self.markdown.get(range.clone()).and_then(|text| text.find('\n')) else { return };
        let end = range.start + end;
        self.seen[end] = b'\n';
        if let Some(line) = block.lines.last_mut() {
            line.range.end = end;
        }
        // A `<br>` at the end of a line forces a line break too.
        let broken = broken || end > 0 && self.seen[end - 1] == HTML;
        block.lines.push(Line { range: end + 1..block.range.end.max(end + 1), broken });
    }

    fn close(&mut self) {
        let Some(mut block) = self.open.take() else { return };
        self.cover_addresses(&block.range);
        if let Some(last) = block.lines.last_mut() {
            last.range.end = block.range.end.max(last.range.start);
        }
        for line in &mut block.lines {
            let end = line.range.end.min(block.range.end).max(line.range.start);
            let bytes = self.seen.get(line.range.start..end).unwrap_or_default();
            let is_text = |byte: &u8| !matches!(*byte, OUTSIDE | b' ' | b'\t' | b'\r' | b'\n');
            let first = bytes.iter().position(is_text).unwrap_or(bytes.len());
            let last = bytes.iter().rposition(is_text).map_or(first, |last| last + 1);
            line.range = line.range.start + first..line.range.start + last.max(first);
        }
        self.blocks.push(block);
    }

    /// Covers addresses in text, because the signs in them are part of the address.
    fn cover_addresses(&mut self, range: &Range<usize>) {
        let Some(bytes) = self.seen.get_mut(range.clone()) else { return };
        let mut at = 0;
        while at < bytes.len() {
            let rest = &bytes[at..];
            let (back, found) = (rest.starts_with(b"://"), rest.starts_with(b"www."));
            if !back && !found {
                at += 1;
                continue;
            }
            let mut start = at;
            while back && start > 0 && bytes[start - 1].is_ascii_alphanumeric() {
                start -= 1;
            }
            let is_end = |byte: &u8| byte.is_ascii_whitespace() || b")]<>\"'*|`\x01\x03\x04\x05\x06\x07".contains(byte);
            let end = rest.iter().position(is_end).map_or(bytes.len(), |end| at + end);
            bytes[start..end].fill(ADDRESS);
            at = end.max(at + 1);
        }
    }
}

impl Block {
    fn empty(range: &Range<usize>) -> Self {
        Self {
            leaf: Leaf::Paragraph,
            range: range.clone(),
            lines: Vec::new(),
            item: None,
            list: None,
            nested: false,
            quotes: 0,
            opens_quote: false,
            first: false,
            after_text: false,
            has_content: false,
        }
    }
}

/// Whether a character is the no-break space of word processors, or a similar space that Markdown does not accept after
/// the sign of a block.
pub(super) fn is_odd_space(letter: char) -> bool {
    matches!(
        letter,
        '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200b}' | '\u{202f}' | '\u{205f}' | '\u{2060}' | '\u{3000}' | '\u{feff}'
    )
}

/// Whether readers see nothing of a character.
pub(super) fn is_space(letter: char) -> bool {
    letter.is_whitespace() || is_odd_space(letter)
}
