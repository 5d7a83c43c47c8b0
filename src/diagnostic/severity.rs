//! The severities of findings.

use crate::named::named;

named! {
    /// The severity of a finding, with the word that settings and reports use.
    #[derive(Hash)]
    pub enum Severity {
        /// The finding is not reported.
        Off = "off",
        /// A hint, which never fails a check.
        Info = "info",
        /// A fault that should be mended; it fails a check only with `--deny warnings`.
        Warning = "warning",
        /// A fault that has to be mended, because the site is not written with it.
        Error = "error",
    }
}
