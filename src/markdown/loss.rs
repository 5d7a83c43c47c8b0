//! What a page loses of a text, and why.

use std::ops::Range;

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
    /// A cell beyond the columns of its table, and the code of its row that a pipe splits.
    Cell {
        /// The code, which most likely makes the cells too many.
        split: Option<Range<usize>>,
    },
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
    /// Words stand before its signs.
    Behind,
    /// It is indented so far that it is code.
    Indented,
    /// It stands outside of the list or quote that holds the fence.
    Outside,
    /// A line of the code stands outside of the list or quote that holds the fence, and ends it.
    Code,
    /// It ends the comment that begins behind the first one.
    Next,
}
