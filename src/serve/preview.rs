//! The preview without its network part: makes one edition of the site after the other.
//!
//! 1. Read the files that were touched.
//! 2. Lay out the site as it is. Files that cannot be used (broken front matter, a broken kind, a template that fails)
//!    are held back: the edition is laid out with the last good version of each.
//! 3. Find the new addresses of pages whose old addresses are gone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::days::Days;
use crate::artifact::UrlPath;
use crate::disk::{DiskError, Reader, Touched};
use crate::output::Deferred;
use crate::pipeline::{Laid, Memos, lay_out};
use crate::source::{File, Options, Snapshot, VPath};

/// A site's folder, its last edition, and what is needed to make the next one.
pub struct Preview {
    /// The folder, kept read.
    pub reader: Reader,
    memos: Arc<Memos>,
    /// The last good version of every file.
    good: BTreeMap<VPath, File>,
    /// Templates that failed while pages were made, each in the version that failed.
    failing: BTreeMap<VPath, File>,
    /// Declarations that have changed since all pages could last be made, each with its version from then.
    unproven: BTreeMap<VPath, Option<File>>,
    edition: Arc<Edition>,
}

/// The site at one moment, as it is served.
pub struct Edition {
    /// The number of this edition, from 1.
    pub number: u64,
    /// The site that is served.
    pub served: Laid,
    /// The site as its files are, if some of them are held back. Its findings are the ones that are shown.
    pub told: Option<Laid>,
    /// The files that are held back.
    pub held: BTreeSet<VPath>,
    /// The new addresses of pages whose old addresses are gone.
    pub moved: BTreeMap<UrlPath, UrlPath>,
    memos: Arc<Memos>,
    /// The same files laid out for the last few other days that browsers have chosen.
    days: Days<Laid>,
}

impl Edition {
    /// The site as its files are, with nothing held back. Findings are about it.
    #[must_use]
    pub fn as_it_is(&self) -> &Laid {
        self.told.as_ref().unwrap_or(&self.served)
    }

    /// The site on a chosen day; without one, on the day of the preview.
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

/// An edition on the day of the preview or on another day.
pub enum OnDay {
    /// The day of the preview.
    Own(Arc<Edition>),
    /// Another day.
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

    /// The artifact at an address.
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

    /// Lays out a site that was read.
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
        // A file that is broken from the start has no good version.
        for file in preview.faulty(&preview.edition.served) {
            preview.good.remove(&file);
        }
        preview
    }

    /// The latest edition.
    #[must_use]
    pub fn edition(&self) -> &Arc<Edition> {
        &self.edition
    }

    /// Reads what was touched. Gives the files whose content has changed, and whether folders may have changed.
    ///
    /// # Errors
    /// When the site's folder is gone; the edition stays as it was.
    pub fn refresh(&mut self, touched: &Touched) -> Result<(BTreeSet<VPath>, bool), DiskError> {
        self.reader.refresh(touched)
    }

    /// Makes the next edition, after `changed` files have changed.
    pub fn turn(&mut self, changed: &BTreeSet<VPath>) -> &Arc<Edition> {
        let as_it_is = lay_out(&self.reader.snapshot, &self.memos);
        // Declarations come first, because content that is read by a broken kind looks broken too.
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

    /// Keeps these files as the last good versions.
    fn learn<'p>(&mut self, paths: impl Iterator<Item = &'p VPath>) {
        for path in paths {
            let before = match self.reader.snapshot.files.get(path) {
                Some(file) => self.good.insert(path.clone(), file.clone()),
                None => self.good.remove(path),
            };
            if is_declaration(path) {
                // All pages could be made with the version before; it is not known yet whether they can with this one.
                self.unproven.entry(path.clone()).or_insert(before);
            }
        }
    }

    /// The site with the last good versions of the faulty files, and which files those are. `None` if that does not
    /// help.
    fn mend(&self, laid: &Laid, faulty: BTreeSet<VPath>) -> (Option<Laid>, BTreeSet<VPath>) {
        let snapshot = &laid.scene.snapshot;
        let mut held = faulty;
        // A version that was good with the settings of that time may be faulty now. It is not used then, and the others
        // are tried once more without it.
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

    /// The files that cannot be used: unreadable ones, those that the layout cannot use, and templates that have
    /// failed.
    fn faulty(&self, laid: &Laid) -> BTreeSet<VPath> {
        let files = &laid.scene.snapshot.files;
        let unreadable = files.iter().filter(|(_, file)| matches!(file, File::Unreadable(_)));
        let failing = self.failing.iter().filter(|(path, file)| files.get(*path) == Some(*file));
        let known = unreadable.chain(failing).map(|(path, _)| path.clone());
        laid.faulty().into_iter().chain(known).collect()
    }

    /// Notes that templates have failed for a page of an edition. Gives whether that is new, so that another edition
    /// has to be made. A report about an older edition is ignored: the fault may be fixed, and each edition is checked.
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
            // Any declaration that has changed since the last sound edition may have made the template fail.
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

    /// Notes that all pages of an edition could be made from its files as they are. So its declarations are good, and
    /// so are templates that failed only because of other files. Gives whether a template is good again.
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

    /// Moves the preview to a day. Gives whether the day has changed.
    pub(crate) fn set_today(&mut self, today: Date) -> bool {
        let is_new = self.reader.snapshot.today != today;
        self.reader.snapshot.today = today;
        is_new
    }

    /// The new addresses of pages that are gone. A page whose file was renamed leads to its new address, any other page
    /// to the nearest page above it.
    fn moved(&self, next: &Laid) -> BTreeMap<UrlPath, UrlPath> {
        let (before, after) = (&self.edition.served.scene, &next.scene);
        // The memo gives the same plan again if its inputs have not changed.
        if Arc::ptr_eq(&before.plan, &after.plan) {
            return self.edition.moved.clone();
        }
        let stands = |url: &UrlPath| after.plan.pages.contains_key(url);
        let mut moved = BTreeMap::new();
        for (url, planned) in before.plan.pages.iter().filter(|(url, _)| !stands(url)) {
            let renamed = planned.entry().and_then(|index| self.renamed(index, next));
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

    /// The new address of an entry whose file is gone: the address of a new file with the same text, or else with the
    /// same title and kind.
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

/// Splits files into declarations and content.
fn split(files: BTreeSet<VPath>) -> (BTreeSet<VPath>, BTreeSet<VPath>) {
    files.into_iter().partition(is_declaration)
}

/// Whether a file is a declaration: settings, kinds, templates and so on, on which all pages may depend.
fn is_declaration(path: &VPath) -> bool {
    path.below("content").is_none() && path.below("static").is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::findings::{Findings, sweep};

    #[test]
    fn a_sweep_of_all_pages_keeps_only_pages_that_a_reader_asked_for() {
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
