//! Footnotes and link addresses that are defined twice with the same name.

use super::lost::each;
use crate::diagnostic::{Diagnostic, rule};
use crate::document::excerpt;
use crate::markdown::Why;
use crate::scene::Scene;

rule! {
    /// Two footnotes, or two addresses for links, have the same name. The first one counts, and the page does not show
    /// the second.
    ///
    /// Bad:
    /// ```markdown content/trips.md
    /// # Trips
    ///
    /// Bring a form[^1] and water.[^1]
    ///
    /// [^1]: The office has it in six languages.
    ///
    /// [^1]: A bottle is enough.
    /// ```
    /// Good:
    /// ```markdown content/trips.md
    /// # Trips
    ///
    /// Bring a form[^1] and water.[^2]
    ///
    /// [^1]: The office has it in six languages.
    ///
    /// [^2]: A bottle is enough.
    /// ```
    pub(super) DEFINED_TWICE = "defined-twice", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    each(scene, |text, lost| {
        let Why::Twice { footnote, first } = &lost.why else { return None };
        let mark = text.markdown.get(lost.range.clone()).unwrap_or_default();
        let mark = excerpt(mark.strip_suffix(':').unwrap_or(mark));
        let what = if *footnote { "footnote" } else { "address" };
        let (span, first) = (text.span(&lost.range), text.span(first));
        let message = format!("`{mark}` is defined twice; the page uses only the first {what}");
        let told = DEFINED_TWICE.at(span.clone(), message).help("give one of the two a different name, or delete it");
        Some(if first == span { told } else { told.other(first, "the first one is here") })
    })
}
