//! Footnotes that no text refers to.

use super::lost::each;
use crate::diagnostic::{Diagnostic, rule};
use crate::document::excerpt;
use crate::markdown::Why;
use crate::scene::Scene;

rule! {
    /// No text of the page refers to a footnote. The page does not show it.
    ///
    /// Bad:
    /// ```markdown content/trips.md
    /// # Trips
    ///
    /// Nobody goes without a form.
    ///
    /// [^form]: The office has it in six languages.
    /// ```
    /// Good:
    /// ```markdown content/trips.md
    /// # Trips
    ///
    /// Nobody goes without a form.[^form]
    ///
    /// [^form]: The office has it in six languages.
    /// ```
    pub(super) UNUSED_FOOTNOTE = "unused-footnote", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    each(scene, |text, lost| {
        let Why::UnusedFootnote(label) = &lost.why else { return None };
        let label = excerpt(label);
        let message = format!("no text refers to the footnote `{label}`, so the page does not show it");
        let help = format!("write `[^{label}]` at the place that the note is about, or delete the note");
        Some(UNUSED_FOOTNOTE.at(text.span(&lost.range), message).help(help))
    })
}
