//! Looks up entries and files by their names, addresses and former addresses.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::artifact::folders;
use crate::content::address::{alias_url, composed};
use crate::content::{Entry, Role};
use crate::schema::value::Value;
use crate::source::{File, Snapshot, VPath};

/// The number of an entry in `Library::entries`.
pub(crate) type EntryIndex = usize;

#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) by_kind: BTreeMap<String, Vec<EntryIndex>>,
    pub(super) by_file: HashMap<String, EntryIndex>,
    pub(super) files: HashMap<String, VPath>,
    /// The files of `static/` by their addresses.
    pub(super) static_files: HashMap<String, VPath>,
    /// The files of `content/` and `static/` by their addresses in lower case.
    pub(super) folded_files: HashMap<String, VPath>,
    pub(super) by_slug: HashMap<(String, String), EntryIndex>,
    /// The `index.md` of each folder. When a folder has several, `.md` comes before `.markdown`.
    pub(super) openings: HashMap<String, Vec<EntryIndex>>,
    /// The folders of `content/`.
    pub(super) folders: HashSet<String>,
    /// The entries by their former addresses, without slash and ending.
    pub(super) by_alias: HashMap<String, EntryIndex>,
}

impl Names {
    /// The names of all entries, and of all files that links can lead to.
    pub(super) fn of(entries: &[Arc<Entry>], snapshot: &Snapshot) -> Self {
        let mut names = Self::default();
        for (index, entry) in entries.iter().enumerate() {
            names.by_file.insert(composed(entry.file.as_str()), index);
            if entry.opens {
                names.openings.entry(composed(entry.file.folder())).or_default().push(index);
            }
            if let Some(aliases) = entry.fields.get("aliases").and_then(Value::as_list) {
                for url in aliases.iter().filter_map(|alias| alias_url(alias.as_text()?)) {
                    let address = former(url.as_str().trim_end_matches('/'));
                    names.by_alias.entry(address.to_owned()).or_insert(index);
                }
            }
            if entry.role == Role::Entry || entry.role == Role::Page {
                names.by_kind.entry(entry.kind.id.clone()).or_default().push(index);
                let stem = entry.url.as_str().trim_end_matches('/');
                names.by_slug.entry((entry.kind.id.clone(), entry.slug.clone())).or_insert(index);
                names.by_slug.entry((String::new(), stem.to_owned())).or_insert(index);
            }
        }
        for openings in names.openings.values_mut() {
            openings.sort_by_key(|index| entries[*index].file.extension() != "md");
        }
        for (path, file) in snapshot.below("content") {
            if matches!(file, File::Text { .. } | File::Blob { .. }) {
                names.files.insert(composed(path.as_str()), path.clone());
            }
            let below = composed(path.below("content").unwrap_or_default());
            names.folded_files.entry(below.to_lowercase()).or_insert_with(|| path.clone());
            for folder in folders(&below).rev() {
                if !names.folders.insert(folder.to_owned()) {
                    break;
                }
            }
        }
        for (path, file) in snapshot.below("static") {
            if let (Some(below), File::Text { .. } | File::Blob { .. }) = (path.below("static"), file) {
                let below = composed(below);
                names.folded_files.entry(below.to_lowercase()).or_insert_with(|| path.clone());
                names.static_files.insert(below, path.clone());
            }
        }
        names
    }
}

/// The address of a page from its path below the content folder: without ending and without `index`.
#[must_use]
pub(crate) fn former(below: &str) -> &str {
    let ends = ["/index.md", "/README.md", ".md", ".markdown", "/index.html", ".html", ".htm"];
    ends.iter().find_map(|end| below.strip_suffix(end)).unwrap_or(below)
}
