//! The texts in the fields of an entry.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::markdown::{self, Body, MarkdownStyle};
use crate::schema::value::{Fields, Value, walk_fields};
use crate::yaml::Step;

/// The texts of the fields, each with ids that neither the page's own text nor one before it has.
pub(super) fn inner_bodies(fields: &Fields, body: &Body, style: &MarkdownStyle) -> Vec<(Vec<Step>, Arc<str>, Body)> {
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
