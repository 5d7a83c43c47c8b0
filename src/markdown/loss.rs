//! Text that a page loses, and the reason.

use std::ops::Range;

/// Text that a page loses, or shows at a wrong place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Why it is lost.
    pub why: Why,
    /// What opens the lost part, or the lost text itself.
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
        /// A line that was meant to close it, and the reason why it does not.
        nearly: Option<(String, Nearly)>,
    },
    /// A cell for which the table has no column.
    Cell {
        /// The code of this row that a pipe splits, which is most likely why the row has too many cells.
        split: Option<Range<usize>>,
    },
    /// A pipe in code, which ends the cell in the middle of the code.
    SplitCode,
    /// A footnote that no text refers to, by its label.
    UnusedFootnote(String),
    /// A footnote or a definition of a link whose name an earlier one already has.
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
    /// It is made of the wrong sign: of tildes instead of backticks, or the other way round.
    OtherSign,
    /// Words stand after its signs.
    Words,
    /// Words stand before its signs.
    Behind,
    /// It is indented so far that it is code.
    Indented,
    /// It stands outside of the list or quote that holds the fence.
    Outside,
    /// A line of the code stands outside of the list or quote that holds the fence, and ends it.
    Code,
    /// It ends a later comment, which begins inside of the first one.
    Next,
}
