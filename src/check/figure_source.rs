//! Figures without a source.

use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::schema::value::Figure;
use crate::schema::walk::walk_declared;
use crate::view::shown::entry_source;
use crate::yaml::Step;

rule! {
    /// A figure, such as pay, a cost or credits, has no source. Write it as a map with `source` and `year`, or give the
    /// page a `source` for all its figures.
    ///
    /// Bad:
    /// ```yaml kinds/fee.yaml
    /// label: { one: Fee, many: Fees }
    /// fields:
    ///   cost: { type: money, figure: true }
    /// ```
    /// ```markdown content/fee/exam.md
    /// ---
    /// title: Exam fee
    /// cost: $15
    /// ---
    /// ```
    /// Good:
    /// ```yaml kinds/fee.yaml
    /// label: { one: Fee, many: Fees }
    /// fields:
    ///   cost: { type: money, figure: true }
    /// ```
    /// ```markdown content/fee/exam.md
    /// ---
    /// title: Exam fee
    /// cost: { amount: 15, year: 2026, source: The exam's own page }
    /// ---
    /// ```
    pub(super) FIGURE_SOURCE = "figure-source", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in &scene.library.entries {
        if entry_source(entry).is_some() {
            continue;
        }
        for (name, value) in &entry.fields {
            let Some(field) = entry.kind.fields.get(name) else { continue };
            walk_declared(field, value, &mut vec![Step::Key(name.clone())], &mut |field, value, path| {
                let Some(Figure { per: _, year: _, source, computed }) = value.figure() else { return };
                // A computed product has the source of its price, which has its own finding.
                if !field.figure || source.is_some() || *computed {
                    return;
                }
                let message = format!("the figure `{}` has no source", field.name);
                let help = "write it as a map with `source:` and `year:`, or give the page a `source:`";
                let told = FIGURE_SOURCE.at(entry.field_span(path), message).about(field.name.as_str());
                found.push(told.help(help));
            });
        }
    }
    found
}
