//! Insertions into a text, and replacements in it, before the parser reads it.

use std::collections::BTreeSet;
use std::ops::Range;

/// A change of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    /// The bytes that are replaced; empty for an insertion.
    pub(super) range: Range<usize>,
    pub(super) put: Put,
}

/// The text that an edit puts there for the parser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Put {
    /// An invisible sign, which makes the parser read the characters beside it differently.
    Sign,
    /// A text of the same length.
    Instead(String),
    /// The outer pipe at the start of a table's first line.
    HeadPipe,
    /// The outer pipe at the start of the line below a table's head.
    RulePipe,
    /// The start of an address that ends at `end`: an angle bracket, and the scheme that its author left out.
    Address { scheme: &'static str, end: usize },
    /// The closing angle bracket of an address.
    AddressEnd,
}

/// The start and the end of each insertion that had no effect in an earlier reading.
pub(super) type Missed = BTreeSet<(usize, usize)>;

impl Put {
    /// The order of edits at the same place, lowest first. An address ends before anything else begins.
    pub(super) fn rank(&self) -> usize {
        match self {
            Self::AddressEnd => 0,
            Self::HeadPipe | Self::RulePipe => 1,
            Self::Sign | Self::Instead(_) => 2,
            Self::Address { .. } => 3,
        }
    }
}
