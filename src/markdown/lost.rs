//! Text that a page would lose silently: elements that are never closed, table cells without a column, footnotes that
//! no text refers to, and definitions that an earlier one overrides.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Tag, TagEnd};

use super::fences::{self, Fence};
use super::footnotes::{Footnotes, fold};
use super::loss::{Lost, Nearly, Why};
use super::nodes::{Events, Item, Node, Raw};
use super::raw_html::{self, Piece, pieces};

/// Finds the text that a document's page would lose, in the order of the text.
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

/// Finds fences and HTML that are never closed.
fn blocks(markdown: &str, items: &[Item<'_>], found: &mut Vec<Lost>) {
    let mut fences: Vec<Fence> = Vec::new();
    let (mut depth, mut in_fence) = (0usize, false);
    for Item { node, range } in items {
        match node {
            Node::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                let content = markdown[range.clone()].find('\n').map_or(range.end, |end| range.start + end + 1);
                fences.push(Fence { block: range.clone(), content, depth });
                in_fence = true;
            }
            Node::Text(_) if in_fence => {
                if let Some(fence) = fences.last_mut() {
                    fence.content = range.end.max(fence.content);
                }
            }
            Node::End(TagEnd::CodeBlock) => in_fence = false,
            Node::Start(
                Tag::Item | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) | Tag::DefinitionListDefinition,
            ) => {
                depth += 1;
            }
            Node::End(
                TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition | TagEnd::DefinitionListDefinition,
            ) => depth = depth.saturating_sub(1),
            Node::Raw(raw) => found.extend(open_html(markdown, raw)),
            _ => {}
        }
    }
    fences::open(markdown, &fences, found);
}

/// Finds a comment or a tag without an end, which hides all text after it.
fn open_html(markdown: &str, raw: &Raw<'_>) -> Option<Lost> {
    let html: &str = &raw.html;
    let near = |at: usize, opener: &str, closer: &str, nearly| {
        let why = Why::NeverClosed { opener: opener.to_owned(), closer: closer.to_owned(), nearly };
        let range = raw.place(markdown, &(at..(at + opener.len()).min(html.len())));
        Some(Lost { why, range })
    };
    let tell = |at: usize, opener: &str, closer: &str| near(at, opener, closer, None);
    if let Some((at, end)) = swallowed(html) {
        return near(at, "<!--", "-->", Some((end.to_owned(), Nearly::Next)));
    }
    if !raw.block {
        return None;
    }
    let element = |tag: &raw_html::Tag| tell(tag.range.start, &format!("<{}>", tag.name), &format!("</{}>", tag.name));
    let start = html.len() - html.trim_start().len();
    // Markdown decides where these end, not HTML.
    for (opener, closer) in [("<?", "?>"), ("<![CDATA[", "]]>")] {
        if html[start..].starts_with(opener) {
            return if html.contains(closer) { None } else { tell(start, opener, closer) };
        }
    }
    // A declaration with an empty line in it was not closed: its `>` belongs to something else.
    let declaration =
        html[start..].strip_prefix("<!").filter(|rest| rest.starts_with(|sign: char| sign.is_ascii_alphabetic()));
    if let Some(rest) = declaration
        && rest.split('>').next().unwrap_or_default().lines().any(|line| line.trim().is_empty())
    {
        let name = rest.split(|letter: char| !letter.is_ascii_alphabetic()).next().unwrap_or_default();
        return tell(start, &format!("<!{name}"), ">");
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
    // The rest is the inside of an element that shows nothing, such as `script`.
    let Some(Piece::Tag(tag)) = pieces.iter().rev().nth(1) else { return None };
    if text.trim().is_empty() {
        return None;
    }
    element(tag)
}

/// A comment that only the end of a later comment closes: its place, and the text that its author most likely took for
/// its end, or an empty text.
fn swallowed(html: &str) -> Option<(usize, &str)> {
    let mut at = 0;
    while let Some(start) = html[at..].find("<!--").map(|found| at + found) {
        let inside = html[start + 4..].split("-->").next().unwrap_or_default();
        at = start + 4 + inside.len();
        let Some(second) = inside.find("<!--") else { continue };
        let before = &inside[..second];
        let end = ["--!>", "-- >", "->", "\u{2014}>", "\u{2013}>"].into_iter().find(|end| before.contains(end));
        let is_first = before.trim_end_matches([' ', '\t']).ends_with('\n');
        if at < html.len() && (end.is_some() || is_first) {
            return Some((start, end.unwrap_or_default()));
        }
    }
    None
}

/// Finds cells for which a table has no column, and code that a pipe splits.
fn rows(markdown: &str, items: &[Item<'_>], found: &mut Vec<Lost>) {
    let mut columns = 0;
    let mut cells: Vec<Range<usize>> = Vec::new();
    for Item { node, range } in items {
        match node {
            Node::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Node::Start(Tag::TableRow | Tag::TableHead) => cells.clear(),
            Node::Start(Tag::TableCell) => cells.push(range.clone()),
            Node::End(TagEnd::TableRow | TagEnd::TableHead) => {
                let end = cells.last().map_or(range.end, |last| last.end);
                let rest = markdown.get(end..range.end).unwrap_or_default().trim_end();
                let front = rest.len() - rest.trim_start_matches([' ', '\t', '|']).len();
                let lost = end + front..end + without_pipes(rest).len().max(front);
                let split = split_code(markdown, &cells, &lost);
                let is_lost = cells.len() == columns && !is_comment(&markdown[lost.clone()]);
                match split {
                    _ if is_lost => found.push(Lost { why: Why::Cell { split }, range: lost }),
                    Some(range) => found.push(Lost { why: Why::SplitCode, range }),
                    None => {}
                }
            }
            _ => {}
        }
    }
}

/// The text without the pipes at its end. An escaped pipe stays.
fn without_pipes(text: &str) -> &str {
    let short = text.trim_end_matches([' ', '\t', '|']);
    if short.ends_with('\\') && text[short.len()..].starts_with('|') { &text[..=short.len()] } else { short }
}

/// Whether a text is empty or a comment, so that no reader misses it.
fn is_comment(text: &str) -> bool {
    text.trim().is_empty() || text.starts_with("<!--") && text.find("-->").is_some_and(|end| end + 3 == text.len())
}

/// Code that begins in one cell and ends in a later cell, or in the lost rest of the row.
fn split_code(markdown: &str, cells: &[Range<usize>], rest: &Range<usize>) -> Option<Range<usize>> {
    let mut open: BTreeMap<usize, usize> = BTreeMap::new();
    let mut start = rest.start;
    let mut escaped = false;
    let is_end = |letter: char| {
        let is_end = letter == '|' && !escaped;
        escaped = letter == '\\' && !escaped;
        is_end
    };
    let rest = markdown[rest.clone()].split(is_end).map(|cell| {
        let range = start..start + cell.len();
        start = range.end + 1;
        range
    });
    for cell in cells.iter().cloned().chain(rest) {
        let unpaired = unpaired_ticks(markdown, &cell);
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

/// The runs of backticks without a partner inside of a cell: the place of each, by its length.
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

/// Finds footnotes that no text refers to, and footnotes whose name an earlier one has.
fn footnotes(markdown: &str, events: &Events<'_>, found: &mut Vec<Lost>) {
    let numbers = Footnotes::new(events);
    let mut firsts: BTreeMap<String, Range<usize>> = BTreeMap::new();
    let mut unused: Vec<(String, Lost)> = Vec::new();
    for Item { node, range } in &events.items {
        let Node::Start(Tag::FootnoteDefinition(label)) = node else { continue };
        let text = &markdown[range.clone()];
        let mark = range.start..range.start + text.find("]:").map_or(0, |end| end + 2);
        match firsts.get(&fold(label)) {
            Some(first) => {
                found.push(Lost { why: Why::Twice { footnote: true, first: first.clone() }, range: mark });
            }
            None => {
                firsts.insert(fold(label), mark.clone());
                if numbers.number(label).is_none() {
                    let why = Why::UnusedFootnote(label.to_string());
                    unused.push((fold(label), Lost { why, range: mark }));
                }
            }
        }
    }
    if unused.is_empty() {
        return;
    }
    // A footnote needs no finding of its own if lost text or another unused footnote refers to it: once that one is
    // corrected, it is used.
    let mut followers = hidden_labels(markdown, found);
    let inside = numbers.inside();
    for (label, lost) in unused {
        if followers.contains(&label) {
            continue;
        }
        let mut queue = vec![label];
        while let Some(next) = queue.pop() {
            for used in inside.get(&next).into_iter().flatten() {
                if followers.insert(used.clone()) {
                    queue.push(used.clone());
                }
            }
        }
        found.push(lost);
    }
}

/// The labels of footnotes that lost text refers to. Lost are cells, and all text after something that is never closed.
fn hidden_labels(markdown: &str, found: &[Lost]) -> BTreeSet<String> {
    let start = |lost: &Lost| matches!(lost.why, Why::NeverClosed { .. }).then_some(lost.range.start);
    let rest = found.iter().filter_map(start).min().map(|start| start..markdown.len());
    let cells = found.iter().filter(|lost| matches!(lost.why, Why::Cell { .. })).map(|lost| lost.range.clone());
    let parts = cells.chain(rest).flat_map(|range| markdown[range].split("[^").skip(1));
    let label =
        |part: &str| part.split_once(']').filter(|(_, behind)| !behind.starts_with(':')).map(|(label, _)| fold(label));
    parts.filter_map(label).collect()
}
