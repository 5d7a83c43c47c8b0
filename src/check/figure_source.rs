//! Figures without a source.

use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::schema::value::Figure;
use crate::schema::{Field, Type, Value};
use crate::view::shown::entry_source;
use crate::yaml::Step;

rule! {
    /// A figure (pay, cost, credits) that does not say who says so. Write it as a map with `source`
    /// and `year`, or give the page a `source` for all its figures.
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
    for entry in &scene.catalog.entries {
        if entry_source(entry).is_some() {
            continue;
        }
        for (name, value) in &entry.fields {
            let Some(field) = entry.kind.fields.get(name) else { continue };
            see(field, value, &mut vec![Step::Key(name.clone())], &mut |field, path| {
                let message = format!("the figure `{}` has no source", field.name);
                let help = "write it as a map with `source:` and `year:`, or give the page a `source:`";
                let told = FIGURE_SOURCE.at(entry.field_span(path), message).about(field.name.as_str());
                found.push(told.help(help));
            });
        }
    }
    found
}

/// Calls `tell` for every figure without a source in a value.
fn see(field: &Field, value: &Value, path: &mut Vec<Step>, tell: &mut impl FnMut(&Field, &[Step])) {
    match (value, &field.ty) {
        (Value::Number(_, figure) | Value::Money(_, figure) | Value::Range(_, figure), _) => {
            let Figure { per: _, year: _, source, computed } = figure;
            // A product lacks a source when its price does, and that is told there.
            if field.figure && source.is_none() && !computed {
                tell(field, path);
            }
        }
        (Value::List(items), Type::List(item_field)) => {
            for (position, item) in items.iter().enumerate() {
                path.push(Step::Item(position));
                see(item_field, item, path, tell);
                path.pop();
            }
        }
        (Value::Group(values), Type::Group(fields)) => {
            for (name, value) in values {
                let Some(inner) = fields.get(name) else { continue };
                path.push(Step::Key(name.clone()));
                see(inner, value, path, tell);
                path.pop();
            }
        }
        _ => {}
    }
}
