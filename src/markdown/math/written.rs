//! The result of a formula: what pages get of it, or why it cannot be shown.

use std::ops::Range;

/// A formula as pages have it.
pub(crate) struct Written {
    pub(crate) mathml: String,
    /// What a reader would say of it, more or less: `x^2 + 1/2`.
    pub(crate) plain: String,
}

/// Why a formula cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The bytes of the formula that are wrong; all of it when they cannot be told.
    pub(crate) range: Range<usize>,
    pub(crate) what: String,
    pub(crate) help: String,
}
