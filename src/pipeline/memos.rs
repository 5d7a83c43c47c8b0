//! What a build keeps for the next one.

use std::sync::Arc;

use super::declared::Declared;
use crate::content::entry::Entry;
use crate::diagnostic::Reported;
use crate::library::LibraryMemos;
use crate::memo::Memo;
use crate::output;
use crate::plan::Plan;
use crate::verdict::Verdicts;

/// What a build keeps for the next one. With empty memos a build gives the same bytes and takes longer.
#[derive(Default)]
pub struct Memos {
    pub(super) sites: Memo<Arc<Declared>>,
    pub(super) entries: Memo<Arc<Reported<Arc<Entry>>>>,
    pub(super) library: LibraryMemos,
    pub(super) drawings: Memo<bool>,
    pub(super) plans: Memo<Arc<Reported<Arc<Plan>>>>,
    pub(super) verdicts: Memo<Arc<Verdicts>>,
    pub(super) outputs: output::Memos,
}

/// How much work a build could not take from its memos. Tests of rebuilding assert these numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misses {
    /// Files that were parsed.
    pub entries: u64,
    /// Texts that were rendered to HTML.
    pub bodies: u64,
    /// Pages that went through their template.
    pub pages: u64,
}

impl Memos {
    /// Memos that keep nothing, for a build that no other build follows.
    #[must_use]
    pub fn off() -> Self {
        Self {
            sites: Memo::off(),
            entries: Memo::off(),
            library: LibraryMemos::off(),
            drawings: Memo::off(),
            plans: Memo::off(),
            verdicts: Memo::off(),
            outputs: output::Memos::off(),
        }
    }

    /// How many pages, and how many texts as HTML, are kept.
    #[cfg(test)]
    pub(crate) fn kept(&self) -> (usize, usize) {
        (self.outputs.pages.pages.kept(), self.outputs.pages.bodies.memo.kept())
    }

    /// Ends a build: forgets what the last two builds did not ask for, and returns how much was computed.
    pub fn end_round(&self) -> Misses {
        self.outputs.search.end_round();
        self.sites.end_round();
        self.library.end_round();
        self.drawings.end_round();
        self.plans.end_round();
        self.verdicts.end_round();
        Misses {
            entries: self.entries.end_round(),
            bodies: self.outputs.pages.bodies.memo.end_round(),
            pages: self.outputs.pages.pages.end_round(),
        }
    }
}
