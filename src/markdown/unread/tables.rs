//! Text that was meant as a table but is not read as one: the second line is missing or has a different number of
//! cells, or the text was pasted from a spreadsheet.

use std::fmt::Write as _;
use std::ops::Range;

use super::found::{Form, Unread};
use super::view::{Block, LINK, Leaf, View};
use crate::markdown::lines::is_rule;

pub(super) fn find(
    view: &View<'_>,
    block: &Block,
    (last, next): (Option<&Block>, Option<&Block>),
    found: &mut Vec<Unread>,
) {
    match block.leaf {
        Leaf::Paragraph => {
            let apart = || last.and_then(|last| apart(view, last, block));
            // One mistake gets one finding: at the head, or at the row that an empty line separates from it.
            let is_told = last.is_some_and(|last| last.leaf == Leaf::Heading && heading(view, last, block).is_some())
                || block.lines.len() == 1
                    && next.is_some_and(|next| opens_with_ruler(view, next) && apart_from(view, block, next));
            let bars = || if is_told { None } else { bars(view, block) };
            found.extend(tabs(view, block).or_else(apart).or_else(bars));
        }
        Leaf::Heading => found.extend(next.and_then(|next| heading(view, block, next))),
        Leaf::Cell => {}
    }
}

/// The number of pipes in a line.
fn count(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'|').count()
}

/// The cells of a line.
fn cells(text: &str) -> Vec<&str> {
    let text = text.trim();
    let text = text.strip_prefix('|').unwrap_or(text);
    text.strip_suffix('|').unwrap_or(text).split('|').map(str::trim).collect()
}

/// Whether a line is meant as the line below a table's head. Dashes of any kind count.
fn is_ruler(text: &str) -> bool {
    let is_dash = |letter: char| matches!(letter, '-' | '—' | '–' | '―' | '−' | '=' | '_' | '─');
    text.contains('|')
        && text.chars().any(is_dash)
        && text.chars().all(|letter| is_dash(letter) || matches!(letter, '|' | ':' | ' ' | '+' | '\t'))
        && cells(text).iter().any(|cell| cell.chars().filter(|letter| is_dash(*letter)).count() > 0)
}

/// The second line of a table whose head has `cells_of_head` cells. Alignments are taken from the cells in `written`.
fn ruler(cells_of_head: usize, written: &[&str]) -> String {
    let cell = |at: usize| {
        let cell = written.get(at).copied().unwrap_or_default();
        match (cell.starts_with(':'), cell.len() > 1 && cell.ends_with(':')) {
            (true, true) => " :---: |",
            (true, false) => " :--- |",
            (false, true) => " ---: |",
            (false, false) => " --- |",
        }
    };
    (0..cells_of_head).fold("|".to_owned(), |line, at| line + cell(at))
}

fn opens_with_ruler(view: &View<'_>, block: &Block) -> bool {
    block.leaf == Leaf::Paragraph && block.lines.first().is_some_and(|line| is_ruler(view.seen(&line.range)))
}

/// Whether `block` begins with a row that belongs to the table at the end of `last`: both rows have pipes at both ends
/// and the same number of cells, and only empty lines stand between them.
fn apart_from(view: &View<'_>, last: &Block, block: &Block) -> bool {
    let Some(first) = block.lines.first() else { return false };
    let end = last.range.start + view.raw(&last.range).trim_end().len();
    let gap = view.raw(&(end..first.range.start.max(end)));
    let above = view.raw(&(view.line_start(end)..first.range.start.max(end)));
    let above = above.lines().next().unwrap_or_default().trim();
    let row = view.seen(&first.range);
    let is_row = |text: &str| text.starts_with('|') && text.ends_with('|') && count(text) > 1;
    last.leaf != Leaf::Heading
        && !block.nested
        && gap.chars().all(|letter| letter.is_whitespace() || matches!(letter, '|' | '-' | ':'))
        && is_row(row)
        && is_row(above)
        && cells(row).len() == cells(above).len()
}

/// A row below an empty line that ends its table too early.
fn apart(view: &View<'_>, last: &Block, block: &Block) -> Option<Unread> {
    if !apart_from(view, last, block) {
        return None;
    }
    let line = &block.lines.first()?.range;
    let start = view.line_start(line.start);
    let end = view.raw(&(0..start)).trim_end().len();
    Some(Unread::new(Form::TableApart, line.clone()).fix(end..start, "\n"))
}

fn bars(view: &View<'_>, block: &Block) -> Option<Unread> {
    let texts: Vec<&str> = block.lines.iter().map(|line| view.seen(&line.range)).collect();
    let grid = |text: &str| {
        let is_drawn = text.starts_with(['│', '┌', '║', '╔']) && text.ends_with(['│', '┐', '║', '╗']);
        text.len() > 4 && (text.starts_with("+-") | text.starts_with("+=") && text.ends_with('+') || is_drawn)
    };
    if let Some(at) = texts.iter().position(|text| grid(text)) {
        return Some(Unread::new(Form::TableGrid, block.lines[at].range.clone()));
    }
    let has_outer = |text: &&str| text.starts_with('|') && count(text) > 1;
    let is_wide = |text: &&str| text.starts_with('｜') && text.chars().filter(|letter| *letter == '｜').count() > 1;
    if let Some(at) = texts.iter().position(is_wide)
        && texts.get(at + 1).is_some_and(is_wide)
    {
        return Some(Unread::new(Form::TableLine, block.lines[at].range.clone()));
    }
    let first = match texts.iter().position(has_outer) {
        Some(first) => first,
        None if is_bare(block, &texts) => 0,
        None => return None,
    };
    let line = &block.lines[first].range;
    let head = cells(texts[first]);
    if is_ruler(texts[first]) {
        return (texts.get(first + 1).is_some_and(|text| count(text) > 0) && count(texts[first]) > 1)
            .then(|| Unread::new(Form::TableHead, line.clone()));
    }
    let second = texts.get(first + 1).copied().unwrap_or_default();
    // Head and second line are correct, so only their indentation in the list keeps them from being read.
    if block.list.is_some() && is_rule(second) && cells(second).len() == head.len() {
        return Some(Unread::new(Form::ListLeft, line.clone()));
    }
    if is_ruler(second) {
        let range = block.lines[first + 1].range.clone();
        // A pipe in code splits a cell too.
        let written = view.raw(line);
        let is_pipe = |(at, letter): &(usize, char)| *letter == '|' && !written[..*at].ends_with('\\');
        let hidden =
            written.char_indices().filter(is_pipe).filter(|(at, _)| texts[first].as_bytes().get(*at) != Some(&b'|'));
        let hidden: Vec<usize> = hidden.map(|(at, _)| at).collect();
        if !hidden.is_empty() && head.len() == cells(second).len() {
            let mend = |(at, letter)| if hidden.contains(&at) { "\\|".to_owned() } else { String::from(letter) };
            let mended: String = written.char_indices().map(mend).collect();
            return Some(Unread::new(Form::TableCode, line.clone()).fix(line.clone(), mended));
        }
        let mended = ruler(head.len() + hidden.len(), &cells(second));
        return Some(Unread::new(Form::TableCells, range.clone()).fix(range, mended));
    }
    // A single line is a row only if spaces stand beside its pipes, because pipes in formulas and programs have none.
    let is_row = |text: &str| text.starts_with("| ") && text.ends_with(" |") && !text.contains("||");
    let has_words = head.iter().filter(|cell| !cell.is_empty()).count() > 1;
    if count(second) == 0 && !(is_row(texts[first]) && has_words) || head.iter().all(|cell| cell.is_empty()) {
        return None;
    }
    let end = line_end(view, line);
    // The new line gets the same start as the next line, such as the sign of a quotation.
    let prefix =
        block.lines.get(first + 1).map_or("", |next| view.raw(&(view.line_start(next.range.start)..next.range.start)));
    let unread = Unread::new(Form::TableLine, line.clone());
    let has_prefix = block.nested && block.lines.get(first + 1).is_none();
    Some(if has_prefix { unread } else { unread.fix(end..end, format!("\n{prefix}{}", ruler(head.len(), &[]))) })
}

/// The end of a line, including the space after its text.
fn line_end(view: &View<'_>, line: &Range<usize>) -> usize {
    let rest = view.markdown.get(line.end..).unwrap_or_default();
    line.end + rest.len() - rest.trim_start_matches([' ', '\t']).len()
}

/// Whether the lines of a block are rows without pipes at their ends: all lines have the same number of pipes with
/// space around them, and the first line is not a list of links.
fn is_bare(block: &Block, texts: &[&str]) -> bool {
    let bars = texts.first().map_or(0, |text| count(text));
    let is_even = |text: &&str| {
        count(text) == bars && cells(text).len() == bars + 1 && cells(text).iter().all(|cell| !cell.is_empty())
            || is_ruler(text)
    };
    let links = |text: &str| text.bytes().any(|byte| byte == LINK);
    let is_broken = block.lines.iter().any(|line| line.broken);
    let is_spaced = texts.iter().all(|text| text.contains(" | ") || is_ruler(text)) || bars > 1 || texts.len() > 2;
    bars > 0
        && !texts[0].starts_with("///")
        && is_spaced
        && texts.len() > 1
        && !is_broken
        && texts.iter().all(is_even)
        && !texts.first().is_some_and(|text| links(text))
}

/// `Name | Age` above hyphens without a pipe, which is read as a heading.
fn heading(view: &View<'_>, block: &Block, next: &Block) -> Option<Unread> {
    let head = view.seen(&block.lines.last()?.range);
    let row = view.seen(&next.lines.first()?.range);
    let is_table =
        block.lines.len() == 1 && next.leaf == Leaf::Paragraph && count(head) > 0 && count(head) == count(row);
    let written = view.raw(&block.range).trim_end();
    let start = block.range.start + written.rfind('\n')? + 1;
    let range = start..block.range.start + written.len();
    let is_ruler = view.raw(&range).bytes().all(|byte| byte == b'-');
    (is_table && is_ruler)
        .then(|| Unread::new(Form::TableCells, range.clone()).fix(range, ruler(cells(head).len(), &[])))
}

/// Cells with tabs between them, as pasted from a spreadsheet.
fn tabs(view: &View<'_>, block: &Block) -> Option<Unread> {
    let tabs_of = |at: usize| {
        let line = block.lines.get(at)?;
        let seen = view.seen(&line.range);
        Some(seen.bytes().filter(|byte| *byte == b'\t').count()).filter(|tabs| *tabs > 0 && !seen.contains('|'))
    };
    let first = (0..block.lines.len().saturating_sub(1))
        .find(|at| tabs_of(*at).is_some() && tabs_of(*at) == tabs_of(at + 1))?;
    // In text of a word processor, a bullet has a tab after it.
    let is_bullet = |at: usize| {
        let mut letters = view.seen(&block.lines[at].range).chars();
        letters.next().is_some_and(|sign| sign == 'o' || !sign.is_alphanumeric()) && letters.next() == Some('\t')
    };
    if is_bullet(first) && tabs_of(first) == Some(1) {
        return None;
    }
    let mut end = first + 1;
    // The tab before an empty last cell is cut off with the end of the line, so a row may have fewer tabs.
    while tabs_of(end).is_some_and(|tabs| tabs <= tabs_of(first).unwrap_or_default()) {
        end += 1;
    }
    let range = block.lines[first].range.start..block.lines[end - 1].range.end;
    let unread = Unread::new(Form::TableTabs, block.lines[first].range.clone());
    if block.nested || first > 0 && block.leaf != Leaf::Paragraph {
        return Some(unread);
    }
    let mut table = String::new();
    let columns = tabs_of(first).unwrap_or_default() + 1;
    for (number, line) in block.lines[first..end].iter().enumerate() {
        let row: Vec<String> = view.raw(&line.range).split('\t').map(|cell| cell.trim().replace('|', "\\|")).collect();
        let _ = write!(table, "{}| {} |", if number == 0 { "" } else { "\n" }, row.join(" | "));
        if number == 0 {
            let _ = write!(table, "\n{}", ruler(columns, &[]));
        }
    }
    Some(unread.fix(range, table))
}
