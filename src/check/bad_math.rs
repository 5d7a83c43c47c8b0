//! Formulas that cannot be shown, and formulas on a site that shows no formulas.

use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;

rule! {
    /// The setting `markdown.math` is on, and a formula cannot be shown. The page shows its source as code instead.
    ///
    /// Bad:
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// markdown: { math: true }
    /// ```
    /// ```markdown content/about.md
    /// # About
    ///
    /// A half is $\fraction{1}{2}$.
    /// ```
    /// Good:
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// markdown: { math: true }
    /// ```
    /// ```markdown content/about.md
    /// # About
    ///
    /// A half is $\frac{1}{2}$.
    /// ```
    pub(super) BAD_MATH = "bad-math", Error
}

rule! {
    /// Readers see a formula with its dollars and backslashes, because the setting `markdown.math` is off, or because
    /// the formula does not begin and end as a formula has to.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// # About
    ///
    /// A half is $\frac{1}{2}$.
    /// ```
    /// Good:
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// markdown: { math: true }
    /// ```
    /// ```markdown content/about.md
    /// # About
    ///
    /// A half is $\frac{1}{2}$.
    /// ```
    pub(super) UNREAD_MATH = "unread-math", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in &scene.library.entries {
        let bad = entry.body.bad_math.iter();
        found.extend(bad.map(|bad| BAD_MATH.at(entry.body_span(&bad.range), bad.what.clone()).help(bad.help.clone())));
        for (path, _, body) in &entry.inner_bodies {
            let bad = body.bad_math.iter();
            found.extend(bad.map(|bad| BAD_MATH.at(entry.field_span(path), bad.what.clone()).help(bad.help.clone())));
        }
        // One finding a page, because one setting mends all of its formulas.
        let in_field = || entry.inner_bodies.iter().find(|(_, _, body)| body.unread_math.is_some());
        let place = entry.body.unread_math.as_ref().map(|range| entry.body_span(range));
        if let Some(place) = place.or_else(|| in_field().map(|(path, ..)| entry.field_span(path))) {
            let help = match scene.site.config.markdown.math {
                true => {
                    "close every brace, and write no space after the first dollar sign, no space before \
                     the last one, and no empty line between them"
                }
                false => {
                    "write `markdown: { math: true }` in `homeroom.yaml`, or put it between backticks if it is code"
                }
            };
            found.push(
                UNREAD_MATH
                    .at(place, "readers see the source of this formula, with its dollars and backslashes")
                    .help(help),
            );
        }
    }
    found
}
