//! The reader of values: what it knows, and where its findings go. Its methods lie in the files beside this one.

use crate::diagnostic::Diagnostic;
use crate::fingerprint::mixed;

/// What values fall back to where they leave something out.
#[derive(Debug, Clone)]
pub(crate) struct Defaults {
    /// The currency of amounts that name none.
    pub currency: String,
    /// Whether `11/05/2026` most likely means a day of May, as outside the United States.
    pub day_first: bool,
}

impl Default for Defaults {
    fn default() -> Self {
        Self { currency: "USD".to_owned(), day_first: false }
    }
}

mixed!(struct Defaults { currency, day_first });

/// Reads the values of one map.
pub(super) struct Reader<'r> {
    pub(super) defaults: &'r Defaults,
    /// The name of the map that is read, for `homeroom explain`.
    pub(super) path: &'r str,
    /// Whether to guess what a value means that cannot be read. A guess itself is read without.
    pub(super) guesses: bool,
    pub(super) diagnostics: Vec<Diagnostic>,
}
