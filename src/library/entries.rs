//! All entries with what their links and references lead to, and what the rest of the build asks of them.

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
    /// Whether each entry is published.
    pub standings: Vec<Standing>,
    /// Whether drafts and future pages are published too.
    pub drafts: bool,
    /// The links of each entry's body, in the order of `Body::links`.
    pub links: Vec<Arc<Vec<Target>>>,
    /// The links of each entry's Markdown fields, in the order of `inner_bodies`.
    pub inner_links: Vec<Arc<Vec<Vec<Target>>>>,
    /// The references of each entry: the way to the field, and the entry that it means.
    pub references: Vec<Arc<References>>,
    /// The entries that lead to each entry by link or reference.
    pub backlinks: Vec<BTreeSet<EntryIndex>>,
    /// Those of them that lead there by reference.
    pub referrers: Vec<BTreeSet<EntryIndex>>,
    /// The fingerprint of every entry's head, of who is published, and of the names of all files: what lists,
    /// addresses and verdicts are made from.
    pub heads: Fingerprint,
    pub(super) names: Arc<Names>,
}

impl Library {
    /// The entry that the reference at a path of an entry's fields means, when it is published. Of another one nothing is
    /// shown, not even its title.
    #[must_use]
    pub fn named(&self, index: EntryIndex, path: &[Step]) -> Option<EntryIndex> {
        let reference = self.references[index].get(path)?;
        match reference {
            Reference::Entry(target) => Some(*target).filter(|target| self.is_published(*target)),
            Reference::WrongKind(_) | Reference::Missing => None,
        }
    }

    /// The references of an entry to what is not published, by the ways to them.
    pub(crate) fn hidden(&self, index: EntryIndex) -> impl Iterator<Item = &[Step]> {
        let is_hidden = |reference: &Reference| match reference {
            Reference::Entry(target) | Reference::WrongKind(target) => !self.is_published(*target),
            Reference::Missing => false,
        };
        let references = self.references[index].iter().filter(move |(_, reference)| is_hidden(reference));
        references.map(|(way, _)| way.as_slice())
    }

    /// The entry that a file holds.
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

    /// All published entries and pages, without home and the openings of sections.
    #[must_use]
    pub(crate) fn published(&self) -> Vec<EntryIndex> {
        let is_leaf = |index: &EntryIndex| matches!(self.entries[*index].role, Role::Entry | Role::Page);
        (0..self.entries.len()).filter(is_leaf).filter(|index| self.is_published(*index)).collect()
    }

    /// The page of a folder of the content folder, when it has one that is published.
    #[must_use]
    pub(crate) fn opening(&self, folder: &str) -> Option<EntryIndex> {
        let folder = if folder.is_empty() { "content".to_owned() } else { composed(&format!("content/{folder}")) };
        let openings = self.names.openings.get(&folder)?;
        openings.iter().copied().find(|index| self.is_published(*index))
    }
}

/// The day on which a page was last touched, for lists and feeds: updated, else reviewed, else date.
#[must_use]
pub(crate) fn touched(entry: &Entry) -> Option<Date> {
    ["updated", "reviewed", "date"].iter().find_map(|name| entry.date(name))
}
