//! Reads the Markdown texts in the fields of an entry.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::document::{YamlSource, cut_value};
use crate::markdown::{self, Body, MarkdownStyle};
use crate::schema::value::{Fields, Value, walk_fields};
use crate::yaml::Step;

/// Parses the Markdown texts of the fields. Their ids differ from those of the body and of texts before them.
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

/// The findings on texts of a front matter that end at a number sign.
pub(super) fn cut_values(front: &YamlSource, fields: &Fields) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // Finding the places takes time, and few front matters contain the sign.
    if front.text[front.range.clone()].contains(" #") {
        walk_fields(fields, &mut Vec::new(), &mut |value, path| {
            if is_free(value) {
                found.extend(cut_value(front, path));
            }
        });
    }
    found
}

/// Whether a value is a free text, in which a number sign may be part of the text.
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
