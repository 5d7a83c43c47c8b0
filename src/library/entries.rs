//! All entries with their resolved links and references, and the questions that the rest of the build asks about them.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::names::{EntryIndex, Names};
use super::target::{Reference, References, Target};
use crate::content::address::composed;
use crate::content::{Entry, Role, Standing};
use crate::fingerprint::Fingerprint;
use crate::source::VPath;
use crate::yaml::Step;

/// All entries, their links and references.
#[derive(Debug)]
pub struct Library {
    /// Entries in the order of their files.
    pub entries: Vec<Arc<Entry>>,
    /// Whether each entry is published, a draft, or has a future date.
    pub standings: Vec<Standing>,
    /// Whether drafts and future pages are published too.
    pub drafts: bool,
    /// The links of each entry's body, in the order of `Body::links`.
    pub links: Vec<Arc<Vec<Target>>>,
    /// The links of each entry's Markdown fields, in the order of `inner_bodies`.
    pub inner_links: Vec<Arc<Vec<Vec<Target>>>>,
    /// The references of each entry: the path to the field, and the entry that it means.
    pub references: Vec<Arc<References>>,
    /// For each entry, the entries that link or refer to it.
    pub backlinks: Vec<BTreeSet<EntryIndex>>,
    /// For each entry, the entries that refer to it by a field.
    pub referrers: Vec<BTreeSet<EntryIndex>>,
    /// The fingerprint of every entry's head, of which entries are published, and of the names of all files. Lists,
    /// addresses and verdicts depend only on these.
    pub heads: Fingerprint,
    pub(super) names: Arc<Names>,
}

impl Library {
    /// The entry that the reference at a path of an entry's fields means. `None` when it is not published: nothing of
    /// such an entry may be shown, not even its title.
    #[must_use]
    pub fn named(&self, index: EntryIndex, path: &[Step]) -> Option<EntryIndex> {
        let reference = self.references[index].get(path)?;
        match reference {
            Reference::Entry(target) => Some(*target).filter(|target| self.is_published(*target)),
            Reference::WrongKind(_) | Reference::Missing => None,
        }
    }

    /// The paths of an entry's references to entries that are not published.
    pub(crate) fn hidden(&self, index: EntryIndex) -> impl Iterator<Item = &[Step]> {
        let is_hidden = |reference: &Reference| match reference {
            Reference::Entry(target) | Reference::WrongKind(target) => !self.is_published(*target),
            Reference::Missing => false,
        };
        let references = self.references[index].iter().filter(move |(_, reference)| is_hidden(reference));
        references.map(|(way, _)| way.as_slice())
    }

    /// The entry that is read from a file.
    #[must_use]
    pub(crate) fn of_file(&self, file: &VPath) -> Option<EntryIndex> {
        self.names.by_file.get(&composed(file.as_str())).copied()
    }

    /// Whether an entry is part of the output.
    #[must_use]
    pub(crate) fn is_published(&self, index: EntryIndex) -> bool {
        self.drafts || self.standings[index] == Standing::Published
    }

    /// The published entries of a kind, in the order of their files.
    #[must_use]
    pub(crate) fn of_kind(&self, kind: &str) -> Vec<EntryIndex> {
        let all = self.names.by_kind.get(kind).map_or(&[][..], Vec::as_slice);
        all.iter().copied().filter(|index| self.is_published(*index)).collect()
    }

    /// All published entries, the home page and the `index.md` of sections too.
    pub(crate) fn all_published(&self) -> impl Iterator<Item = (EntryIndex, &Arc<Entry>)> {
        self.entries.iter().enumerate().filter(|(index, _)| self.is_published(*index))
    }

    /// All published entries and plain pages, without the home page and the `index.md` of sections.
    #[must_use]
    pub(crate) fn published(&self) -> Vec<EntryIndex> {
        let is_leaf = |index: &EntryIndex| matches!(self.entries[*index].role, Role::Entry | Role::Page);
        (0..self.entries.len()).filter(is_leaf).filter(|index| self.is_published(*index)).collect()
    }

    /// The published `index.md` of a folder below `content/`, as an entry.
    #[must_use]
    pub(crate) fn opening(&self, folder: &str) -> Option<EntryIndex> {
        let folder = if folder.is_empty() { "content".to_owned() } else { composed(&format!("content/{folder}")) };
        let openings = self.names.openings.get(&folder)?;
        openings.iter().copied().find(|index| self.is_published(*index))
    }
}

/// The day on which a page was last changed, for lists: its field `updated`, else `reviewed`, else `date`.
#[must_use]
pub(crate) fn touched(entry: &Entry) -> Option<Date> {
    ["updated", "reviewed", "date"].iter().find_map(|name| entry.date(name))
}
