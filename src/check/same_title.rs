//! Entries of a kind with the same title.

use std::collections::BTreeMap;

use super::file_name::copied;
use crate::content::address::slug;
use crate::content::{Entry, Role};
use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::source::Span;
use crate::yaml::Step;

rule! {
    /// Two entries of a kind have the same title, so that lists and search results show the same words twice. Most
    /// often one file is a copy of the other. Pages in different languages may share their title.
    ///
    /// Bad:
    /// ```yaml kinds/tool.yaml
    /// label: { one: Tool, many: Tools }
    /// folder: tools
    /// ```
    /// ```markdown content/tools/nearpod.md
    /// # Nearpod
    /// ```
    /// ```markdown content/tools/nearpod-copy.md
    /// # Nearpod
    /// ```
    /// Good:
    /// ```yaml kinds/tool.yaml
    /// label: { one: Tool, many: Tools }
    /// folder: tools
    /// ```
    /// ```markdown content/tools/nearpod.md
    /// # Nearpod
    /// ```
    /// ```markdown content/tools/nearpod-vr.md
    /// # Nearpod VR
    /// ```
    pub(super) SAME_TITLE = "same-title", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let library = &scene.library;
    let mut first: BTreeMap<(&str, String, &str), &Entry> = BTreeMap::new();
    let mut found = Vec::new();
    for (index, entry) in library.entries.iter().map(AsRef::as_ref).enumerate() {
        if !matches!(entry.role, Role::Entry | Role::Page) || !entry.readable || !library.is_published(index) {
            continue;
        }
        let key = (entry.kind.id.as_str(), entry.title.to_lowercase(), &*entry.language);
        match first.get(&key) {
            // Plain pages in different folders may share a title such as "Overview". A copy may not.
            Some(other)
                if entry.role == Role::Page && !(is_named_copy(entry, other) || is_named_copy(other, entry)) => {}
            Some(other) => {
                let (copy, original) = if is_copy_of(other, entry) { (*other, entry) } else { (entry, *other) };
                let message =
                    format!("`{}` is also the title of a different {}", copy.title, copy.kind.one.to_lowercase());
                let told = SAME_TITLE.at(place(copy), message).other(place(original), "the other one");
                let told = told.help("give one of them a title that shows the difference, or delete the copy");
                // The finding on the name of the copied file is then the cause of this one.
                let is_odd = slug(copy.file.stem()) != copy.file.stem();
                let follows = (is_odd && is_named_copy(copy, original)).then(|| Span::file(&copy.file));
                found.push(Diagnostic { follows, ..told });
                first.insert(key, original);
            }
            None => {
                first.insert(key, entry);
            }
        }
    }
    found
}

/// Whether the name of a file shows that it is a copy of the other file in the same folder.
fn is_named_copy(entry: &Entry, other: &Entry) -> bool {
    let is_other = |name: &str| name == slug(other.file.stem()) && entry.file.folder() == other.file.folder();
    copied(entry.file.stem(), is_other).is_some()
}

/// Whether a file is probably a copy of the other one, by its name or its folder: `nearpod - Copy.md`,
/// `Copy of nearpod.md`, `nearpod (1).md`, `nearpod_old.md`, `archive/nearpod.md`.
fn is_copy_of(entry: &Entry, other: &Entry) -> bool {
    let name = |entry: &Entry| slug(entry.file.stem()).replace('_', "-");
    let (own, its) = (name(entry), name(other));
    let is_put_away = |entry: &Entry| {
        let folders = entry.file.folder().to_lowercase();
        folders.split('/').any(|folder| ["archive", "backup", "copy", "drafts", "old"].contains(&folder))
    };
    own.len() > its.len() && own.contains(&its) || own == its && is_put_away(entry) && !is_put_away(other)
}

/// The place of an entry's title.
pub(super) fn place(entry: &Entry) -> Span {
    match &entry.title_heading {
        Some(heading) if !entry.fields.contains_key("title") => entry.body_span(heading),
        _ => entry.field_span(&[Step::Key("title".to_owned())]),
    }
}
