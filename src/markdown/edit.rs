//! Insertions into a text, and replacements in it, before the parser reads it.

use std::collections::BTreeSet;
use std::ops::Range;

/// A change of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    /// The bytes that are exchanged; none where something is put in.
    pub(super) range: Range<usize>,
    pub(super) put: Put,
}

/// What stands there for the parser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Put {
    /// A sign that keeps its neighbours from being taken for something else.
    Sign,
    /// Other letters, as many as before.
    Instead(String),
    /// The outer pipe in front of a table's first line.
    HeadPipe,
    /// The outer pipe in front of the line below that.
    RulePipe,
    /// The start of an address that ends at `end`: an angle bracket, and the scheme that its author left out.
    Address { scheme: &'static str, end: usize },
    /// The end of an address.
    AddressEnd,
}

/// What was put in before and not read as meant, by where it starts and ends.
pub(super) type Missed = BTreeSet<(usize, usize)>;

impl Put {
    /// What comes first of two things at one place: an address ends before anything begins.
    pub(super) fn rank(&self) -> usize {
        match self {
            Self::AddressEnd => 0,
            Self::HeadPipe | Self::RulePipe => 1,
            Self::Sign | Self::Instead(_) => 2,
            Self::Address { .. } => 3,
        }
    }
}
