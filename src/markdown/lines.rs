//! The lines of a Markdown text, and the cells of the lines that belong to tables.

use std::ops::Range;

/// The bytes of each line of a text, without its line end.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let range = start..start + line.trim_end_matches(['\n', '\r']).len();
        start += line.len();
        range
    })
}

/// A line without its indentation and the marks of block quotes.
pub(super) fn inside(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '>'])
}

/// Whether a line has the form of the line below a table's head, such as `|---|:-:|`.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let is_cell = |cell: &str| {
        let cell = cell.trim();
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && cell.bytes().all(|byte| byte == b'-')
    };
    line.contains([':', '|']) && cells(line).all(is_cell)
}

/// The cells of a row of a table. A pipe after a backslash does not end a cell.
pub(super) fn cells(line: &str) -> impl Iterator<Item = &str> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = if line.ends_with("\\|") { line } else { line.strip_suffix('|').unwrap_or(line) };
    let mut escaped = false;
    line.split(move |letter: char| {
        let is_end = letter == '|' && !escaped;
        escaped = letter == '\\' && !escaped;
        is_end
    })
}
