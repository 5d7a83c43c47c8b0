//! Titles that are too long for lists.

use super::same_title::place;
use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;

rule! {
    /// A title has more than 120 characters. Lists, cards, search results and browser tabs cut it. Most often the title
    /// is really a summary.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// # This page tells everybody who works with this handbook who keeps it up to date, whom to ask, and what to do when something in it is wrong
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// ---
    /// summary: Who keeps this handbook up to date, whom to ask, and what to do when something in it is wrong.
    /// ---
    ///
    /// # About this handbook
    /// ```
    pub(super) LONG_TITLE = "long-title", Warning
}

/// The most characters of a title. Search engines show about half as many.
const LONG: usize = 120;

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let tell = |entry: &std::sync::Arc<crate::content::Entry>| {
        let length = entry.title.chars().count();
        let message = format!("the title has {length} characters, but lists have room for {LONG} only");
        let help = "write a short title, and put the rest into `summary`";
        (length > LONG).then(|| LONG_TITLE.at(place(entry), message).help(help))
    };
    scene.library.entries.iter().filter_map(tell).collect()
}
