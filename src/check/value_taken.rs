//! Values that have to be unique but are not.

use std::collections::BTreeMap;

use crate::content::Role;
use crate::diagnostic::{Diagnostic, rule};
use crate::fingerprint::{Fingerprint, Mixer};
use crate::scene::Scene;
use crate::yaml::Step;

rule! {
    /// Two entries have the same value in a field that their kind declares `unique`.
    ///
    /// Bad:
    /// ```yaml kinds/room.yaml
    /// label: { one: Room, many: Rooms }
    /// fields:
    ///   number: { type: text, unique: true }
    /// ```
    /// ```markdown content/room/lab.md
    /// ---
    /// title: Computer lab
    /// number: B12
    /// ---
    /// ```
    /// ```markdown content/room/studio.md
    /// ---
    /// title: Studio
    /// number: B12
    /// ---
    /// ```
    /// Good:
    /// ```yaml kinds/room.yaml
    /// label: { one: Room, many: Rooms }
    /// fields:
    ///   number: { type: text, unique: true }
    /// ```
    /// ```markdown content/room/lab.md
    /// ---
    /// title: Computer lab
    /// number: B12
    /// ---
    /// ```
    /// ```markdown content/room/studio.md
    /// ---
    /// title: Studio
    /// number: B13
    /// ---
    /// ```
    pub(super) VALUE_TAKEN = "value-taken", Error
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut seen: BTreeMap<(&str, &str, Fingerprint), usize> = BTreeMap::new();
    for (index, entry) in scene.library.entries.iter().enumerate() {
        let unique = entry.kind.fields.values().filter(|field| field.unique);
        for field in unique.filter(|_| entry.role == Role::Entry || entry.role == Role::Page) {
            let Some(value) = entry.fields.get(&field.name) else { continue };
            let key = (entry.kind.id.as_str(), field.name.as_str(), Mixer::new().with(value).finish());
            let path = [Step::Key(field.name.clone())];
            match seen.get(&key) {
                Some(first) => {
                    let first = &scene.library.entries[*first];
                    let message = format!("`{}` is the same as in `{}`, but has to be unique", field.name, first.file);
                    let diagnostic = VALUE_TAKEN.at(entry.field_span(&path), message).about(field.name.as_str());
                    found.push(
                        diagnostic
                            .other(first.field_span(&path), "the first one is here")
                            .help("change one of the two values"),
                    );
                }
                None => {
                    seen.insert(key, index);
                }
            }
        }
    }
    found
}
