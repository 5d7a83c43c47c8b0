//! Constraints on the texts and the lists of a field: patterns and lengths.

use crate::fingerprint::{Mix, Mixer, mixed};

/// A regular expression that a whole text matches.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// The expression as it was written.
    pub written: String,
    /// The compiled expression, which has to match the whole text.
    pub regex: regex::Regex,
}

/// Bounds of a length.
#[derive(Debug, Clone, Copy, Default)]
pub struct Length {
    /// At least this many.
    pub min: Option<usize>,
    /// At most this many.
    pub max: Option<usize>,
}

mixed!(struct Length { min, max });

impl Mix for Pattern {
    fn mix(&self, mixer: Mixer) -> Mixer {
        let Self { written, regex: _ } = self;
        mixer.text(written)
    }
}
