//! Groups of types: those whose values can be figures, and those by which a catalogue can filter.

use super::scale::Scale;

/// The types whose values can be figures: with a period, a year and a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FigureType {
    /// A number.
    Number {
        /// Whether only whole numbers are allowed.
        integer: bool,
    },
    /// An amount.
    Money,
    /// A range.
    Range {
        /// Whether its ends are amounts.
        money: bool,
    },
}

/// The source of the values by which a catalogue can filter.
#[derive(Debug, Clone, Copy)]
pub(crate) enum FacetValues<'t> {
    /// The choices of a scale.
    Choices(&'t Scale),
    /// The grade bands of the settings.
    Bands,
    /// Yes and no.
    YesNo,
    /// The values of all entries: texts, or the titles of other entries.
    Written,
}
