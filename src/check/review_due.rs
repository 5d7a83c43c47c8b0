//! Pages whose day of review has passed.

use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::yaml::Step;

rule! {
    /// The day by which someone should check the page again has passed, and the page says so to readers. Check the
    /// page, and set `reviewed` and `review_by` to new days.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// ---
    /// title: About
    /// review_by: 2020-06-30
    /// ---
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// ---
    /// title: About
    /// review_by: 2027-06-30
    /// ---
    /// ```
    pub(super) REVIEW_DUE = "review-due", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in &scene.library.entries {
        if let Some(day) = entry.date("review_by").filter(|day| *day < scene.snapshot.today) {
            let span = entry.field_span(&[Step::Key("review_by".to_owned())]);
            let message = format!("the review of this page was due on {day}");
            let told = REVIEW_DUE.at(span, message).about("review_by").of_many("the review of pages was due");
            found.push(
                told.help("check the page, then set `reviewed` to today and `review_by` to the day of the next review"),
            );
        }
    }
    found
}
