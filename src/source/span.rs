//! Places in files: byte ranges during the build, lines and columns in reports.

use std::ops::Range;
use std::sync::Arc;

use super::vpath::VPath;
use crate::fingerprint::mixed;

/// A range of bytes of a file. An empty range at 0 stands for the file as a whole.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: VPath,
    /// Start of the range, in bytes from the start of the file.
    pub start: usize,
    /// End of the range, not included.
    pub end: usize,
}

mixed!(struct Span { file, start, end });

impl Span {
    /// The bytes `range` of `file`.
    #[must_use]
    pub fn new(file: &VPath, range: Range<usize>) -> Self {
        Self { file: file.clone(), start: range.start, end: range.end.max(range.start) }
    }

    /// The file as a whole.
    #[must_use]
    pub fn file(file: &VPath) -> Self {
        Self::new(file, 0..0)
    }

    /// The bytes of the span.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// A place as people count: lines and columns from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// A text with the starts of its lines. A line ends at LF, CR LF or a single CR, as in CommonMark and YAML.
#[derive(Debug, Clone)]
pub struct LineIndex {
    text: Arc<str>,
    starts: Vec<usize>,
    /// The number of characters before each [`BLOCK`] of bytes, so that columns in very long lines are found fast.
    letters: Vec<usize>,
}

/// The most bytes whose characters are counted to find one place.
const BLOCK: usize = 512;

impl LineIndex {
    /// The index of `text`.
    #[must_use]
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let text: Arc<str> = text.into();
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            if ends {
                starts.push(at + 1);
            }
        }
        let mut letters = vec![0];
        for block in bytes.chunks(BLOCK) {
            letters.push(letters.last().copied().unwrap_or_default() + count(block));
        }
        Self { text, starts, letters }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place of a byte; one past the end or inside a character is moved back to the nearest boundary.
    #[must_use]
    pub(crate) fn place(&self, offset: usize) -> Place {
        let offset = floor_boundary(&self.text, offset);
        let (line, bytes) = self.line(offset);
        // People do not see a byte-order mark, so it is not counted.
        let line_start = &self.text[bytes.start..offset];
        let marks = (line_start.len() - line_start.trim_start_matches('\u{feff}').len()) / '\u{feff}'.len_utf8();
        Place { line, column: self.before(offset) - self.before(bytes.start) - marks + 1 }
    }

    /// The line of a byte: its number from 1, and its bytes without the line end.
    #[must_use]
    pub(crate) fn line(&self, offset: usize) -> (usize, Range<usize>) {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        let end = self.starts.get(line).map_or(self.text.len(), |next| {
            let ended = &self.text.as_bytes()[start..*next];
            next - if ended.ends_with(b"\r\n") { 2 } else { 1 }
        });
        (line, start..end)
    }

    /// The number of characters before a byte.
    fn before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        self.letters[block] + count(&self.text.as_bytes()[block * BLOCK..offset])
    }
}

/// How many characters start in bytes of UTF-8.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// The greatest character boundary of `text` at or before `offset`.
pub(crate) fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_every_line_end() {
        let index = LineIndex::new("a\r\nbé\rc\nd");
        let place = |offset| {
            let place = index.place(offset);
            (place.line, place.column)
        };
        assert_eq!(place(0), (1, 1));
        assert_eq!(place(3), (2, 1));
        assert_eq!(place(6), (2, 3), "columns are characters");
        assert_eq!(place(7), (3, 1));
        assert_eq!(place(9), (4, 1));
        assert_eq!(place(99), (4, 2));
    }

    #[test]
    fn a_place_in_a_long_line_is_counted_from_the_nearest_block() {
        let text = "\u{feff}é\u{20ac}x".repeat(1_000);
        let index = LineIndex::new(text.as_str());
        for offset in (0..text.len()).filter(|offset| text.is_char_boundary(*offset)).step_by(7) {
            let column = text[..offset].trim_start_matches('\u{feff}').chars().count() + 1;
            assert_eq!(index.place(offset), Place { line: 1, column });
        }
        assert_eq!(LineIndex::new("a\r\nbc\rd").line(4), (2, 3..5));
    }

    proptest! {
        #[test]
        fn places_grow_with_offsets(text in "[aé\r\n\u{feff}]{0,12}", offset in 0usize..40) {
            let index = LineIndex::new(text.as_str());
            let (a, b) = (index.place(offset), index.place(offset + 1));
            prop_assert!((a.line, a.column) <= (b.line, b.column));
        }
    }
}
