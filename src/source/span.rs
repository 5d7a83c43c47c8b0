//! Places in files: byte ranges while the build works, lines and columns when they are printed.

use std::ops::Range;

use super::VPath;

/// A range of bytes of one whole file. An empty range at 0 stands for the file as such.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: VPath,
    /// Start of the range, in bytes from the start of the file.
    pub start: usize,
    /// End of the range, not included.
    pub end: usize,
}

impl Span {
    /// The bytes `range` of `file`.
    #[must_use]
    pub fn new(file: &VPath, range: Range<usize>) -> Self {
        Self { file: file.clone(), start: range.start, end: range.end.max(range.start) }
    }

    /// The file as such.
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

/// Where the lines of a text start. A line ends at LF, CR LF or a lone CR, as CommonMark and YAML have it.
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> LineIndex<'t> {
    /// The index of `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            if ends {
                starts.push(at + 1);
            }
        }
        Self { text, starts }
    }

    /// The place of a byte; one past the end or inside a character is moved back to the nearest boundary.
    #[must_use]
    pub fn place(&self, offset: usize) -> Place {
        let offset = floor_boundary(self.text, offset);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        let before = self.text[start..offset].trim_start_matches('\u{feff}');
        Place { line, column: before.chars().count() + 1 }
    }
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

    proptest! {
        #[test]
        fn places_grow_with_offsets(text in "[aé\r\n\u{feff}]{0,12}", offset in 0usize..40) {
            let index = LineIndex::new(&text);
            let (a, b) = (index.place(offset), index.place(offset + 1));
            prop_assert!((a.line, a.column) <= (b.line, b.column));
        }
    }
}
