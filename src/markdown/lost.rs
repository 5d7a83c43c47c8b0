//! Text that a page would lose without a word: what is never closed, what a table has no column for, notes that nobody
//! points at, and definitions that an earlier one makes void.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Tag, TagEnd};

use super::events::{Events, Item, Node, Raw};
use super::footnotes::{Footnotes, fold};
use super::raw_html::{self, Piece, pieces};

/// Text that is lost, or nearly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// What became of it.
    pub why: Why,
    /// What opens it, or the text itself.
    pub range: Range<usize>,
}

/// Why a text is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// A fence, a comment or a tag that is never closed.
    NeverClosed {
        /// What opens it: three backticks, `<!--`, `<script>`.
        opener: String,
        /// What would close it.
        closer: String,
        /// A line that was meant to, and what keeps it from doing so.
        nearly: Option<(String, Nearly)>,
    },
    /// A cell beyond the columns of its table.
    Cell,
    /// A pipe in code, which ends the cell.
    SplitCode,
    /// A footnote that nobody points at, by its label.
    UnusedFootnote(String),
    /// A footnote or a link's definition whose name an earlier one has, which stands there.
    Twice {
        /// Whether it is a footnote.
        footnote: bool,
        /// The first definition.
        first: Range<usize>,
    },
}

/// What keeps a line from closing a fence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nearly {
    /// It has fewer signs.
    TooFew,
    /// It is made of the other sign.
    OtherSign,
    /// Words stand behind its signs.
    Words,
    /// It stands outside of the list or quote that holds the fence.
    Outside,
}

/// Finds what is lost of a document.
pub(super) fn lost(markdown: &str, events: &Events<'_>) -> Vec<Lost> {
    let mut found = Vec::new();
    blocks(markdown, &events.items, &mut found);
    rows(markdown, &events.items, &mut found);
    footnotes(markdown, events, &mut found);
    let definition = |(range, first): &(Range<usize>, Range<usize>)| Lost {
        why: Why::Twice { footnote: false, first: first.clone() },
        range: range.clone(),
    };
    found.extend(events.twice.iter().map(definition));
    found.sort_by_key(|lost| lost.range.start);
    found
}

/// Fences and HTML that are never closed.
fn blocks(markdown: &str, items: &[Item<'_>], found: &mut Vec<Lost>) {
    // A closing fence outside of its list opens the next block, so that all later ones are turned around.
    let mut is_turned = false;
    let mut fence: Option<(Range<usize>, usize)> = None;
    for Item { node, range } in items {
        match node {
            Node::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                let line = markdown[range.clone()].find('\n').map_or(range.end, |end| range.start + end + 1);
                fence = Some((range.clone(), line));
            }
            Node::Text(_) => {
                if let Some((_, content)) = &mut fence {
                    *content = range.end.max(*content);
                }
            }
            Node::End(TagEnd::CodeBlock) => {
                let Some((block, content)) = fence.take() else { continue };
                if !is_turned && let Some(lost) = open_fence(markdown, &block, content) {
                    is_turned = matches!(&lost.why, Why::NeverClosed { nearly: Some((_, Nearly::Outside)), .. });
                    found.push(lost);
                }
            }
            Node::Raw(raw) if raw.block => found.extend(open_html(markdown, raw)),
            _ => {}
        }
    }
}

/// A fence that ends without its closing line. Its content ends at `content`.
fn open_fence(markdown: &str, block: &Range<usize>, content: usize) -> Option<Lost> {
    let text = &markdown[block.clone()];
    let sign = text.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let count = text.len() - text.trim_start_matches(sign).len();
    let rest = markdown.get(content..block.end).unwrap_or_default();
    if rest.trim_start_matches([' ', '\t', '>', '\n', '\r']).starts_with(sign) {
        return None;
    }
    let fence: String = text.chars().take(count).collect();
    let (first, inside) = text.split_once('\n').unwrap_or((text, ""));
    let is_fence = |line: &&str| {
        let mut letters = line.chars();
        let sign = letters.next().filter(|sign| matches!(sign, '`' | '~'));
        line.len() > 1 && sign.is_some_and(|sign| letters.all(|letter| letter == sign))
    };
    let of_line = |line: &str| line.trim_matches([' ', '\t', '>', '\r', '\n']).to_owned();
    let outside = of_line(markdown[block.end..].lines().next().unwrap_or_default());
    let lines = || inside.lines().map(|line| line.trim_matches([' ', '\t', '>', '\r']));
    let nearly = match lines().find(is_fence) {
        _ if outside.starts_with(&fence) && is_fence(&&*outside) => Some((outside, Nearly::Outside)),
        Some(line) if !line.starts_with(sign) => Some((line.to_owned(), Nearly::OtherSign)),
        Some(line) if line.len() < count => Some((line.to_owned(), Nearly::TooFew)),
        _ => lines().find(|line| line.starts_with(&fence)).map(|line| (line.to_owned(), Nearly::Words)),
    };
    let range = block.start..block.start + first.trim_end().len();
    Some(Lost { why: Why::NeverClosed { opener: fence.clone(), closer: fence, nearly }, range })
}

/// Where HTML of a block hides all that follows: a comment or a tag without an end.
fn open_html(markdown: &str, raw: &Raw<'_>) -> Option<Lost> {
    let html: &str = &raw.html;
    let tell = |at: usize, opener: &str, closer: &str| {
        let why = Why::NeverClosed { opener: opener.to_owned(), closer: closer.to_owned(), nearly: None };
        let range = raw.place(markdown, &(at..(at + opener.len()).min(html.len())));
        Some(Lost { why, range })
    };
    let element = |tag: &raw_html::Tag| tell(tag.range.start, &format!("<{}>", tag.name), &format!("</{}>", tag.name));
    let start = html.len() - html.trim_start().len();
    // These end where Markdown finds their end, whatever HTML makes of them.
    for (opener, closer) in [("<?", "?>"), ("<![CDATA[", "]]>")] {
        if html[start..].starts_with(opener) {
            return if html.contains(closer) { None } else { tell(start, opener, closer) };
        }
    }
    let pieces = pieces(html);
    if let Some(Piece::Tag(tag)) = pieces.iter().find(|piece| matches!(piece, Piece::Tag(_)))
        && matches!(tag.name.as_str(), "pre" | "textarea" | "script" | "style")
        && tag.range.start == start
    {
        let is_end = |piece: &Piece| matches!(piece, Piece::Tag(end) if end.closing && end.name == tag.name);
        if !tag.closing && !pieces.iter().any(is_end) {
            return element(tag);
        }
    }
    let Some(Piece::Hidden(hidden)) = pieces.last() else { return None };
    let text = &html[hidden.clone()];
    if text.starts_with("<!--") {
        return if text[2..].contains("-->") { None } else { tell(hidden.start, "<!--", "-->") };
    }
    if text.starts_with('<') {
        if text.ends_with('>') || text.trim_start_matches('<').trim().is_empty() {
            return None;
        }
        let name = text.split(|letter: char| letter.is_whitespace() || letter == '>').next().unwrap_or(text);
        return tell(hidden.start, name, ">");
    }
    // The inside of an element that shows none of it.
    let Some(Piece::Tag(tag)) = pieces.iter().rev().nth(1) else { return None };
    if text.trim().is_empty() {
        return None;
    }
    element(tag)
}

/// Cells that a table has no column for, and code that a pipe splits.
fn rows(markdown: &str, items: &[Item<'_>], found: &mut Vec<Lost>) {
    let mut columns = 0;
    let mut cells: Vec<Range<usize>> = Vec::new();
    for Item { node, range } in items {
        match node {
            Node::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Node::Start(Tag::TableRow) => cells.clear(),
            Node::Start(Tag::TableCell) => cells.push(range.clone()),
            Node::End(TagEnd::TableRow) => {
                let end = cells.last().map_or(range.end, |last| last.end);
                let rest = markdown.get(end..range.end).unwrap_or_default().trim_end();
                let front = rest.len() - rest.trim_start_matches([' ', '\t', '|']).len();
                let lost = end + front..end + rest.trim_end_matches([' ', '\t', '|']).len().max(front);
                let split = split_code(markdown, &cells, &lost);
                if cells.len() == columns && !lost.is_empty() {
                    found.push(Lost { why: Why::Cell, range: lost });
                }
                found.extend(split.map(|range| Lost { why: Why::SplitCode, range }));
            }
            _ => {}
        }
    }
}

/// Code that begins in one cell and ends in a later one, or in what is lost of the row.
fn split_code(markdown: &str, cells: &[Range<usize>], rest: &Range<usize>) -> Option<Range<usize>> {
    let mut open: BTreeMap<usize, usize> = BTreeMap::new();
    for cell in cells.iter().chain([rest]) {
        let unpaired = unpaired_ticks(markdown, cell);
        let ends = unpaired.iter().filter_map(|(count, at)| Some((*open.get(count)?, at + count)));
        if let Some((start, end)) = ends.min() {
            return Some(start..end);
        }
        for (count, at) in unpaired {
            open.entry(count).or_insert(at);
        }
    }
    None
}

/// The runs of backticks that open no code inside a cell: how long they are, and where they stand.
fn unpaired_ticks(markdown: &str, cell: &Range<usize>) -> BTreeMap<usize, usize> {
    let text = markdown.get(cell.clone()).unwrap_or_default();
    let mut open = BTreeMap::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(['`', '\\']) {
        let start = at + found;
        if text[start..].starts_with('\\') {
            at = start + 1 + text[start + 1..].chars().next().map_or(0, char::len_utf8);
            continue;
        }
        let count = text[start..].len() - text[start..].trim_start_matches('`').len();
        at = start + count;
        if open.remove(&count).is_none() {
            open.insert(count, cell.start + start);
        }
    }
    open
}

/// Footnotes that nobody points at, and those whose name another has.
fn footnotes(markdown: &str, events: &Events<'_>, found: &mut Vec<Lost>) {
    let numbers = Footnotes::new(events);
    let mut firsts: BTreeMap<String, Range<usize>> = BTreeMap::new();
    for Item { node, range } in &events.items {
        let Node::Start(Tag::FootnoteDefinition(label)) = node else { continue };
        let text = &markdown[range.clone()];
        let mark = range.start..range.start + text.find("]:").map_or(0, |end| end + 2);
        let why = match firsts.get(&fold(label)) {
            Some(first) => Why::Twice { footnote: true, first: first.clone() },
            None => {
                firsts.insert(fold(label), mark.clone());
                if numbers.number(label).is_some() {
                    continue;
                }
                Why::UnusedFootnote(label.to_string())
            }
        };
        found.push(Lost { why, range: mark });
    }
}
