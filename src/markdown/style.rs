//! The settings for Markdown.

use crate::fingerprint::mixed;

/// The settings that say how Markdown is read and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct MarkdownStyle {
    /// Whether straight quotes, `--` and `...` become typographic ones.
    pub smart_punctuation: bool,
    /// What happens to raw HTML.
    pub raw_html: RawHtml,
    /// Whether `$…$` and `$$…$$` are formulas.
    pub math: bool,
}

/// What happens to raw HTML in Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum RawHtml {
    /// HTML that can run a script or break the page is dropped. The rest is kept.
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
