//! The result of a formula: what pages get of it, or why it cannot be shown.

use std::ops::Range;

/// A formula as a page shows it.
pub(crate) struct Written {
    pub(crate) mathml: String,
    /// The formula as plain text, close to how a person would type it: `x^2 + 1/2`.
    pub(crate) plain: String,
}

/// Why a formula cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The bytes of the formula that are wrong; the whole formula if the place is unknown.
    pub(crate) range: Range<usize>,
    pub(crate) what: String,
    pub(crate) help: String,
}
