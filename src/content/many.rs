//! The common message of findings on an unknown key that many pages have.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::document::{At, UNKNOWN_KEY, excerpt};
use crate::schema::Kind;

/// Adds a message for many pages to findings on unknown keys, because the message of each names its own page.
pub(super) fn words(mut found: Vec<Diagnostic>, root: &At<'_>, kind: &Kind) -> Vec<Diagnostic> {
    if found.iter().any(|fault| fault.rule == &UNKNOWN_KEY) {
        let entries = root.entries().unwrap_or_default();
        let own: BTreeSet<&str> =
            entries.iter().map(|(key, _)| *key).filter(|key| !kind.fields.contains_key(*key)).collect();
        for fault in found.iter_mut().filter(|fault| fault.rule == &UNKNOWN_KEY) {
            if let Some(subject) = fault.subject.as_mut().filter(|subject| own.contains(subject.name.as_str())) {
                let key = excerpt(&subject.name);
                subject.of_many = Some(format!("`{key}` is not a field of {}", kind.many.to_lowercase()));
            }
        }
    }
    found
}
