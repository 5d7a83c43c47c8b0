//! Types that are treated alike: those of figures, and those that a catalogue is narrowed by.

use super::scale::Scale;

/// The types whose values can be figures: with a period, a year and a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FigureType {
    /// A number.
    Number {
        /// Whether only whole numbers will do.
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

/// Where the values come from by which a catalogue is narrowed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum FacetValues<'t> {
    /// They are the choices of a scale.
    Choices(&'t Scale),
    /// They are the grade bands of the settings.
    Bands,
    /// They are yes and no.
    YesNo,
    /// They are what entries hold: texts, and the titles of other entries.
    Written,
}
