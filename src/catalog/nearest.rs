//! What was most likely meant by a link or a reference that leads nowhere.
//!
//! Made by whoever tells of such links, when the first one is told: the entries themselves need none of it.

use std::collections::BTreeMap;

use super::{Catalog, EntryIndex};
use crate::content::address::composed;
use crate::diagnostic::{Suggestions, one_of};
use crate::source::VPath;

/// Looks up files, slugs and headings by names that are nearly theirs.
pub struct Nearest<'c> {
    catalog: &'c Catalog,
    files: Option<Suggestions>,
    slugs: BTreeMap<Option<String>, Suggestions>,
    headings: BTreeMap<EntryIndex, Headings>,
}

/// Where links to a page can lead.
struct Headings {
    anchors: Suggestions,
    /// The first headings, in words; empty for a page that has none.
    listed: String,
}

impl<'c> Nearest<'c> {
    /// Looks up what a catalog holds.
    #[must_use]
    pub fn new(catalog: &'c Catalog) -> Self {
        Self { catalog, files: None, slugs: BTreeMap::new(), headings: BTreeMap::new() }
    }

    /// The file that was meant: one whose name is near, one of that name in another folder, or one that begins alike.
    pub fn file(&mut self, path: &VPath) -> Option<&str> {
        let catalog = self.catalog;
        let files = self.files.get_or_insert_with(|| {
            let mut files: Vec<&str> = catalog.names.files.values().map(VPath::as_str).collect();
            files.sort_unstable();
            Suggestions::new(files)
        });
        let name = composed(path.as_str());
        let same_name =
            || Some(path.name()).filter(|name| *name != "index.md").and_then(|name| files.in_a_folder(name));
        files.near(&name).or_else(same_name).or_else(|| files.alike(&name))
    }

    /// The slugs of a kind, or of every entry with its folder when no kind is wanted.
    pub fn slugs(&mut self, kind: Option<&str>) -> &Suggestions {
        let names = &self.catalog.names;
        self.slugs.entry(kind.map(str::to_owned)).or_insert_with(|| {
            let wanted = kind.unwrap_or("");
            let slugs = names.by_slug.keys().filter(|(kind, _)| kind == wanted).map(|(_, slug)| slug.as_str());
            let mut slugs: Vec<&str> = slugs.collect();
            slugs.sort_unstable();
            Suggestions::new(slugs)
        })
    }

    /// The id on a page that was most likely meant, and a list of its headings; nothing for a page without any.
    pub fn heading(&mut self, page: EntryIndex, anchor: &str) -> (Option<&str>, &str) {
        let body = &self.catalog.entries[page].body;
        let headings = self.headings.entry(page).or_insert_with(|| {
            let ids = body.outline.iter().map(|heading| heading.id.as_str());
            let listed = if body.outline.is_empty() { String::new() } else { one_of(ids) };
            Headings { anchors: Suggestions::new(body.anchors.iter().map(String::as_str)), listed }
        });
        (headings.anchors.near(anchor), &headings.listed)
    }
}
