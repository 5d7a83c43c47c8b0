//! Squares of a matrix without an entry.

use crate::diagnostic::{Diagnostic, rule};
use crate::plan::squares::squares;
use crate::scene::Scene;
use crate::schema::ViewSpec;
use crate::source::{Span, VPath};

rule! {
    /// Squares of a matrix have no entry yet: nobody has written down such a lesson, or nobody teaches one. This is a
    /// hint for coaches and never fails a check.
    ///
    /// The finding names the squares by their codes. The page of the matrix shows them to readers too.
    ///
    /// Bad:
    /// ```yaml kinds/idea.yaml
    /// label: { one: Idea, many: Ideas }
    /// fields:
    ///   effort: { type: choice, of: [little, much] }
    ///   effect: { type: choice, of: [large] }
    /// views:
    ///   - { shape: matrix, url: map, rows: effort, columns: effect }
    /// ```
    /// ```markdown content/idea/one.md
    /// ---
    /// title: One
    /// effort: little
    /// effect: large
    /// ---
    /// ```
    /// Good:
    /// ```yaml kinds/idea.yaml
    /// label: { one: Idea, many: Ideas }
    /// fields:
    ///   effort: { type: choice, of: [little, much] }
    ///   effect: { type: choice, of: [large] }
    /// views:
    ///   - { shape: matrix, url: map, rows: effort, columns: effect }
    /// ```
    /// ```markdown content/idea/one.md
    /// ---
    /// title: One
    /// effort: little
    /// effect: large
    /// ---
    /// ```
    /// ```markdown content/idea/two.md
    /// ---
    /// title: Two
    /// effort: much
    /// effect: large
    /// ---
    /// ```
    pub(crate) EMPTY_SQUARE = "empty-square", Info
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for section in &scene.plan.sections {
        for spec in section.kind.views.iter().filter_map(ViewSpec::as_matrix) {
            let squares = squares(&section.kind, spec, &section.entries, &scene.library);
            let empty: Vec<&str> =
                squares.iter().filter(|square| square.entries.is_empty()).map(|square| square.code.as_str()).collect();
            if empty.is_empty() || section.entries.is_empty() {
                continue;
            }
            let message = format!("`{}` has squares without an entry: {}", spec.head.title, empty.join(", "));
            let help = "write a page for a square to fill it, or leave the square empty if nothing belongs there";
            let file = VPath::new(&format!("kinds/{}.yaml", section.kind.id));
            let file = file.filter(|file| scene.snapshot.files.contains_key(file));
            // A kind that ships with Homeroom has no file to point at, but its section may have a page.
            let opening = section.opening.map(|index| scene.library.entries[index].file.clone());
            found.push(match opening.or(file) {
                Some(file) => EMPTY_SQUARE.at(Span::file(&file), message).help(help),
                None => EMPTY_SQUARE.nowhere(message).help(help),
            });
        }
    }
    found
}
