//! Files that no page leads to.

use super::Scene;
use crate::diagnostic::{Diagnostic, rule};
use crate::page::files::Why;
use crate::source::Span;

rule! {
    /// A file of `content/` that no published page shows or links to. It is not published: what lies beside pages may
    /// be a first version, or was never meant for readers. Files that only drafts lead to wait with them, and are not
    /// told.
    ///
    /// A file that others link to from elsewhere belongs into `static/`, where everything is published.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// # About
    /// ```
    /// ```csv content/names.csv
    /// name,room
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// # About
    ///
    /// [All rooms](rooms.csv)
    /// ```
    /// ```csv content/rooms.csv
    /// name,room
    /// ```
    pub(super) UNUSED_FILE = "unused-file", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let unused = scene.plan.withheld.iter().filter(|(_, file)| file.why == Why::Unused);
    let tell = |(path, _)| {
        let told = UNUSED_FILE.at(Span::file(path), format!("`{path}` is not published: no page leads to it"));
        told.help("link to it from a page, move it to `static/`, or remove it")
    };
    unused.map(tell).collect()
}
