//! How grave a finding is.

use crate::named::named;

named! {
    /// How grave a finding is, by the word that settings and reports use. `Off` drops it.
    #[derive(Hash)]
    pub enum Severity {
        /// Not told at all.
        Off = "off",
        /// Worth knowing; never fails a check.
        Info = "info",
        /// Shall be mended; fails a check only under `--deny warnings`.
        Warning = "warning",
        /// The site is not written while it stands.
        Error = "error",
    }
}
