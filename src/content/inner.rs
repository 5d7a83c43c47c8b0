//! The texts in the fields of an entry.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::document::{YamlSource, cut_value};
use crate::markdown::{self, Body, MarkdownStyle};
use crate::schema::value::{Fields, Value, walk_fields};
use crate::yaml::Step;

/// The texts of the fields, each with ids that neither the page's own text nor one before it has.
pub(super) fn bodies(fields: &Fields, body: &Body, style: &MarkdownStyle) -> Vec<(Vec<Step>, Arc<str>, Body)> {
    let mut taken: BTreeSet<String> = body.anchors.iter().cloned().collect();
    let mut found = Vec::new();
    walk_fields(fields, &mut Vec::new(), &mut |value, path| {
        if let Value::Markdown(text) = value {
            let inner = markdown::parse_beside(text, style, &taken);
            taken.extend(inner.anchors.iter().cloned());
            found.push((path.to_vec(), Arc::from(text.as_str()), inner));
        }
    });
    found
}

/// The texts of a front matter that a number sign has cut.
pub(super) fn cut_values(front: &YamlSource, fields: &Fields) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // Looking for places costs, and few front matters hold the sign.
    if front.text[front.range.clone()].contains(" #") {
        walk_fields(fields, &mut Vec::new(), &mut |value, path| {
            if is_free(value) {
                found.extend(cut_value(front, path));
            }
        });
    }
    found
}

/// Whether a value is a text in its author's own words, in which a number sign may be meant.
fn is_free(value: &Value) -> bool {
    match value {
        Value::Text(_) | Value::Markdown(_) => true,
        Value::Boolean(_)
        | Value::Number(..)
        | Value::Percent(_)
        | Value::Money(..)
        | Value::Range(..)
        | Value::Date(_)
        | Value::Duration(_)
        | Value::Url(_)
        | Value::Email(_)
        | Value::Image { .. }
        | Value::Choice(_)
        | Value::Grades(_)
        | Value::Reference(_)
        | Value::List(_)
        | Value::Group(_) => false,
    }
}
