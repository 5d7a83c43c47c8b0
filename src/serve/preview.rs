//! The preview without its sockets: the site's folder becomes one edition after the other.
//!
//! 1. Read what was touched.
//! 2. Lay the site out as it is. Files that cannot be used (a broken front matter, a broken kind, a template that
//!    fails) are held back: the edition is laid out with the last version of each that was good.
//! 3. Say where the addresses went that are no more.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::days::Days;
use crate::artifact::UrlPath;
use crate::disk::{DiskError, Reader, Touched};
use crate::output::Deferred;
use crate::pipeline::{Laid, Memos, lay_out};
use crate::plan::Planned;
use crate::source::{File, Options, Snapshot, VPath};

/// A site's folder, and what its last edition was made from.
pub struct Preview {
    /// The folder.
    pub reader: Reader,
    memos: Arc<Memos>,
    /// The last good version of every file.
    good: BTreeMap<VPath, File>,
    /// Templates that failed while pages were made, with the version that did.
    failing: BTreeMap<VPath, File>,
    /// Declarations that were not yet seen to make all pages.
    unproven: BTreeMap<VPath, Option<File>>,
    edition: Arc<Edition>,
}

/// The site at one moment, as it is served.
pub struct Edition {
    /// Counts the editions of a preview, from 1.
    pub number: u64,
    /// What is served.
    pub served: Laid,
    /// The site as its files are, when some of them are held back; its findings are told.
    pub told: Option<Laid>,
    /// The files that are held back.
    pub held: BTreeSet<VPath>,
    /// Where pages went that are no more.
    pub moved: BTreeMap<UrlPath, UrlPath>,
    memos: Arc<Memos>,
    /// The same files on other days, the last few that were asked for.
    days: Days<Laid>,
}

impl Edition {
    /// The site as its files are: what findings are about.
    #[must_use]
    pub fn as_it_is(&self) -> &Laid {
        self.told.as_ref().unwrap_or(&self.served)
    }

    /// The site on a day, or on its own.
    #[must_use]
    pub fn on(self: &Arc<Self>, day: Option<Date>) -> OnDay {
        let Some(day) = day.filter(|day| *day != self.served.scene.snapshot.today) else {
            return OnDay::Own(Arc::clone(self));
        };
        OnDay::Other(
            self.days
                .get(day, || lay_out(&Snapshot { today: day, ..(*self.served.scene.snapshot).clone() }, &self.memos)),
        )
    }
}

/// An edition on a day.
pub enum OnDay {
    /// The day of the preview.
    Own(Arc<Edition>),
    /// Another one.
    Other(Arc<Laid>),
}

impl OnDay {
    /// The site on that day.
    #[must_use]
    pub(crate) fn laid(&self) -> &Laid {
        match self {
            Self::Own(edition) => &edition.served,
            Self::Other(laid) => laid,
        }
    }

    /// What stands at an address.
    #[must_use]
    pub fn at(&self, url: &UrlPath) -> Option<&Deferred> {
        self.laid().at(url)
    }
}

impl Preview {
    /// Reads a site and lays it out.
    ///
    /// # Errors
    /// When the site's folder cannot be read.
    pub fn open(site: &Path, out: Option<&Path>, today: Date, options: Options) -> Result<Self, DiskError> {
        Reader::open(site, out, today, options).map(Self::of)
    }

    /// Lays a site out that was read.
    #[must_use]
    pub fn of(reader: Reader) -> Self {
        let memos = Arc::new(Memos::default());
        let served = lay_out(&reader.snapshot, &memos);
        let good = reader.snapshot.files.clone();
        let edition = Edition {
            number: 1,
            served,
            told: None,
            held: BTreeSet::new(),
            moved: BTreeMap::new(),
            memos: Arc::clone(&memos),
            days: Days::default(),
        };
        let mut preview = Self {
            reader,
            memos,
            good,
            failing: BTreeMap::new(),
            unproven: BTreeMap::new(),
            edition: Arc::new(edition),
        };
        // What is broken from the start has no good version to go back to.
        for file in preview.faulty(&preview.edition.served) {
            preview.good.remove(&file);
        }
        preview
    }

    /// The edition of this moment.
    #[must_use]
    pub fn edition(&self) -> &Arc<Edition> {
        &self.edition
    }

    /// Reads what was touched. Gives the files that are others now, and whether folders came or went.
    ///
    /// # Errors
    /// When the site's folder is gone; the edition stays as it was.
    pub fn refresh(&mut self, touched: &Touched) -> Result<(BTreeSet<VPath>, bool), DiskError> {
        self.reader.refresh(touched)
    }

    /// Makes the next edition, after `changed` files have changed.
    pub fn turn(&mut self, changed: &BTreeSet<VPath>) -> &Arc<Edition> {
        let as_it_is = lay_out(&self.reader.snapshot, &self.memos);
        // Declarations first: content that is read by a broken kind looks broken too.
        let (declarations, _) = split(self.faulty(&as_it_is));
        self.learn(changed.iter().filter(|path| is_declaration(path) && !declarations.contains(*path)));
        let (declared, mut held) = self.mend(&as_it_is, declarations);
        let (_, content) = split(self.faulty(declared.as_ref().unwrap_or(&as_it_is)));
        self.learn(changed.iter().filter(|path| !is_declaration(path) && !content.contains(*path)));
        let (mended, held_content) = self.mend(declared.as_ref().unwrap_or(&as_it_is), content);
        held.extend(held_content);

        let (served, told) = match mended.or(declared) {
            Some(served) => (served, Some(as_it_is)),
            None => (as_it_is, None),
        };
        let moved = self.moved(&served);
        let (number, memos) = (self.edition.number + 1, Arc::clone(&self.memos));
        let _ = self.memos.end_round();
        self.edition = Arc::new(Edition { number, served, told, held, moved, memos, days: Days::default() });
        &self.edition
    }

    /// Takes these files as good.
    fn learn<'p>(&mut self, paths: impl Iterator<Item = &'p VPath>) {
        for path in paths {
            let before = match self.reader.snapshot.files.get(path) {
                Some(file) => self.good.insert(path.clone(), file.clone()),
                None => self.good.remove(path),
            };
            if is_declaration(path) {
                // The version before this one was seen to make all pages; this one was not yet.
                self.unproven.entry(path.clone()).or_insert(before);
            }
        }
    }

    /// The site with the last good version of what is faulty, where that helps, and what is held back for it.
    fn mend(&self, laid: &Laid, faulty: BTreeSet<VPath>) -> (Option<Laid>, BTreeSet<VPath>) {
        let snapshot = &laid.scene.snapshot;
        let mut held = faulty;
        // A version that was good under other settings may be faulty under these; holding it would help nobody.
        for _ in 0..2 {
            held.retain(|path| self.good.get(path).is_some_and(|good| snapshot.files.get(path) != Some(good)));
            if held.is_empty() {
                break;
            }
            let mut mended = (**snapshot).clone();
            mended.files.extend(held.iter().filter_map(|path| Some((path.clone(), self.good.get(path)?.clone()))));
            let mended = lay_out(&mended, &self.memos);
            let still = mended.faulty();
            if held.is_disjoint(&still) {
                return (Some(mended), held);
            }
            held.retain(|path| !still.contains(path));
        }
        (None, BTreeSet::new())
    }

    /// The files that cannot be used as they are.
    fn faulty(&self, laid: &Laid) -> BTreeSet<VPath> {
        let files = &laid.scene.snapshot.files;
        let unreadable = files.iter().filter(|(_, file)| matches!(file, File::Unreadable(_)));
        let failing = self.failing.iter().filter(|(path, file)| files.get(*path) == Some(*file));
        let known = unreadable.chain(failing).map(|(path, _)| path.clone());
        laid.faulty().into_iter().chain(known).collect()
    }

    /// Takes note of templates that fail for a page of an edition. Gives whether that is news. Of an edition that is past
    /// it is none: what failed then may be mended, and the next one is looked through by itself.
    pub fn fail(&mut self, number: u64, files: &BTreeSet<VPath>) -> bool {
        if self.edition.number != number {
            return false;
        }
        let mut news = false;
        for path in files {
            let Some(file) = self.reader.snapshot.files.get(path) else { continue };
            if self.edition.held.contains(path) || self.failing.get(path) == Some(file) {
                continue;
            }
            self.failing.insert(path.clone(), file.clone());
            // Whatever was declared since the last sound edition may be what made the template fail.
            for (path, before) in std::mem::take(&mut self.unproven) {
                match before {
                    Some(before) => self.good.insert(path, before),
                    None => self.good.remove(&path),
                };
            }
            if self.good.get(path) == Some(file) {
                self.good.remove(path);
            }
            news = true;
        }
        news
    }

    /// Takes note that all pages of an edition could be made as its files are: its declarations are good, and so are
    /// templates that failed for another text. Gives whether that is news.
    pub fn prove(&mut self, number: u64) -> bool {
        if self.edition.number != number {
            return false;
        }
        self.unproven.clear();
        let faulty = self.edition.as_it_is().faulty();
        let failed = std::mem::take(&mut self.failing).into_iter();
        let files = &self.reader.snapshot.files;
        let mended = failed.filter(|(path, file)| files.get(path) == Some(file) && !faulty.contains(path));
        let mended: Vec<_> = mended.collect();
        let is_news = !mended.is_empty();
        self.good.extend(mended);
        is_news
    }

    /// Moves the preview to another day, unless it is that day.
    pub(crate) fn set_today(&mut self, today: Date) -> bool {
        let is_new = self.reader.snapshot.today != today;
        self.reader.snapshot.today = today;
        is_new
    }

    /// Where addresses went: a page whose file was renamed to its new address, a page that is gone to the nearest
    /// page above it.
    fn moved(&self, next: &Laid) -> BTreeMap<UrlPath, UrlPath> {
        let (before, after) = (&self.edition.served.scene, &next.scene);
        // The plan of the same inputs is the same one, from the memo.
        if Arc::ptr_eq(&before.plan, &after.plan) {
            return self.edition.moved.clone();
        }
        let stands = |url: &UrlPath| after.plan.pages.contains_key(url);
        let mut moved = BTreeMap::new();
        for (url, planned) in before.plan.pages.iter().filter(|(url, _)| !stands(url)) {
            let renamed = match planned {
                Planned::Entry(index) => self.renamed(*index, next),
                Planned::Home
                | Planned::View { .. }
                | Planned::AToZ
                | Planned::Changes
                | Planned::Search
                | Planned::NotFound
                | Planned::Redirect(_) => None,
            };
            let above = url.as_str().trim_end_matches('/').rmatch_indices('/').map(|(at, _)| &url.as_str()[..=at]);
            let above = above.map(UrlPath::new).find(stands).unwrap_or_else(|| UrlPath::new(""));
            moved.insert(url.clone(), renamed.unwrap_or(above));
        }
        for (url, target) in &self.edition.moved {
            if !stands(url) {
                let target = moved.get(target).unwrap_or(target).clone();
                moved.insert(url.clone(), target);
            }
        }
        moved
    }

    /// The new address of an entry whose file is gone: that of a new file with the same text, or with the same title
    /// in the same kind.
    fn renamed(&self, index: usize, next: &Laid) -> Option<UrlPath> {
        let (before, after) = (&self.edition.served.scene, &next.scene);
        let old = &before.library.entries[index];
        let text = before.snapshot.text(&old.file)?;
        let mut new = after.library.entries.iter().enumerate().filter(|(index, entry)| {
            after.library.is_published(*index) && !before.snapshot.files.contains_key(&entry.file)
        });
        let mut titled = None;
        let same = new.find(|(_, entry)| {
            if titled.is_none() && entry.title == old.title && entry.kind.id == old.kind.id {
                titled = Some(entry.url.clone());
            }
            after.snapshot.text(&entry.file) == Some(text)
        });
        same.map(|(_, entry)| entry.url.clone()).or(titled)
    }
}

/// Declarations, and content.
fn split(files: BTreeSet<VPath>) -> (BTreeSet<VPath>, BTreeSet<VPath>) {
    files.into_iter().partition(is_declaration)
}

/// Whether a file is one that all pages depend on.
fn is_declaration(path: &VPath) -> bool {
    path.below("content").is_none() && path.below("static").is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::findings::{Findings, sweep};

    #[test]
    fn a_look_at_all_pages_keeps_none_but_those_that_a_reader_asked_for() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("content")).expect("a folder");
        for (name, text) in [("index", "# Home\n\n[A](a.md#gone)"), ("a", "# A\n\ntext"), ("b", "# B\n\ntext")] {
            std::fs::write(folder.path().join(format!("content/{name}.md")), text).expect("a page");
        }
        let today = jiff::civil::date(2026, 11, 22);
        let preview = Preview::open(folder.path(), None, today, Options::default()).expect("a site");
        let look = || {
            let faults = sweep(preview.edition(), || false).expect("nothing is newer");
            let findings = Findings::of(preview.edition(), faults).diagnostics;
            // To know that the place is gone, the check has to see the finished page.
            assert_eq!(findings.iter().map(|finding| finding.rule.code).collect::<Vec<_>>(), ["broken-anchor"]);
        };
        look();
        assert_eq!(preview.memos.kept(), (0, 0));
        assert!(preview.edition().served.output[&UrlPath::new("a/")].get().is_ok());
        look();
        assert_eq!(preview.memos.kept(), (1, 1));
    }
}
