//! How Markdown is read and shown, as the settings say.

use crate::fingerprint::mixed;

/// How Markdown is read and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct MarkdownStyle {
    /// Whether straight quotes, `--` and `...` become typographic ones.
    pub smart_punctuation: bool,
    /// What becomes of raw HTML.
    pub raw_html: RawHtml,
    /// Whether `$…$` and `$$…$$` are formulas.
    pub math: bool,
}

/// What becomes of raw HTML in Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum RawHtml {
    /// What can run a script or break the page is dropped; the rest is kept.
    #[default]
    Sanitize,
    /// Tags are shown as text.
    Escape,
    /// Everything passes through as it is.
    Trust,
}

mixed!(struct MarkdownStyle { smart_punctuation, raw_html, math });
mixed!(
    enum RawHtml {
        Sanitize,
        Escape,
        Trust,
    }
);
