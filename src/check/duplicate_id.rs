//! Headings that have the same name for links.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;

rule! {
    /// Two headings of a page have the same `{#name}`; a link to it finds the first one only.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// # About
    ///
    /// ## Elementary {#who}
    ///
    /// ## Secondary {#who}
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// # About
    ///
    /// ## Elementary {#who-elementary}
    ///
    /// ## Secondary {#who-secondary}
    /// ```
    pub(super) DUPLICATE_ID = "duplicate-id", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // A page that cannot be read has its own finding, and its headings are not what the author meant.
    for entry in scene.library.entries.iter().filter(|entry| entry.readable) {
        let mut seen = BTreeMap::new();
        for heading in &entry.body.outline {
            match seen.get(heading.id.as_str()) {
                Some(first) => {
                    let message = format!("two headings have the name `#{}`", heading.id);
                    let diagnostic = DUPLICATE_ID.at(entry.body_span(&heading.range), message);
                    found.push(
                        diagnostic
                            .other(entry.body_span(first), "the first one is here")
                            .help("give one of them a different name"),
                    );
                }
                None => {
                    seen.insert(heading.id.as_str(), heading.range.clone());
                }
            }
        }
    }
    found
}
