//! The reader of values. Its methods are in the other files of this folder and in `read.rs`.

use crate::diagnostic::Diagnostic;
use crate::fingerprint::mixed;

/// Defaults for values that leave something out.
#[derive(Debug, Clone)]
pub(crate) struct Defaults {
    /// The currency of amounts that do not name one.
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
    /// Whether to guess the meaning of values that cannot be read. It is off while a guess is tested.
    pub(super) guesses: bool,
    pub(super) diagnostics: Vec<Diagnostic>,
}
