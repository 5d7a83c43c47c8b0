//! The whole flow on one page: a snapshot in, a site and what is wrong with it out.

mod declared;
mod memos;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::artifact::{Artifact, UrlPath};
use crate::check;
use crate::content::address;
use crate::content::belonging::belonging;
use crate::content::entry::{self, Entry, Reading};
use crate::diagnostic::{self, Diagnostic, Reported, Severity, Sources};
use crate::fingerprint::{Fingerprint, Mixer};
use crate::library::Library;
use crate::markdown::{self, Ids};
use crate::output::{self, Deferred, First, Outputs};
use crate::page::fault::PageFault;
use crate::plan::claims::Maker;
use crate::plan::files;
use crate::plan::pictures;
use crate::plan::plan;
use crate::scene::Scene;
use crate::schema::read::Defaults;
use crate::site::{self, Site};
use crate::source::{File, Snapshot, VPath};
use crate::timer::{Stage, Timer};
use crate::verdict::{LifeFacts, Verdicts};
use declared::{Declared, declare};
pub use memos::{Memos, Misses};

/// What a build gives: the site, and what is wrong with its inputs.
pub struct Built<A = Artifact> {
    /// Every address with its artifact, or with what became of it. Pages whose template fails are missing.
    pub output: BTreeMap<UrlPath, A>,
    /// The findings in the order in which they are told.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the findings point into.
    pub sources: Sources,
    /// How many pages the output holds, old addresses that lead on among them.
    pub pages: usize,
}

impl<A> Built<A> {
    /// How many findings have a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}

/// A site that is laid out and not yet made: every address is known, its bytes are made when they are asked for.
pub struct Laid {
    /// Every address with the way to its artifact.
    pub output: BTreeMap<UrlPath, Deferred>,
    /// What has to be made before the files of its maker.
    first: Vec<(Maker, Arc<dyn First>)>,
    /// What is wrong with the settings, the kinds and the theme: with all pages, so to speak.
    pub declaring: Vec<Diagnostic>,
    /// What is wrong with single files of content.
    pub reading: Vec<Diagnostic>,
    /// What was planned in vain, and what many findings on files come from.
    planning: Vec<Diagnostic>,
    /// The inputs and what they mean.
    pub scene: Scene,
}

/// Builds a site. Does no I/O and cannot fail: what is wrong is among the findings.
#[must_use]
pub fn build(snapshot: &Snapshot, memos: &Memos) -> Built {
    lay_out(snapshot, memos).finish()
}

/// Lays a site out: everything that all pages depend on, and none of the pages.
#[must_use]
pub fn lay_out(snapshot: &Snapshot, memos: &Memos) -> Laid {
    lay_out_timed(snapshot, memos, &Timer::off())
}

/// Lays a site out, and lets the timer tell how long each stage takes.
#[must_use]
pub fn lay_out_timed(snapshot: &Snapshot, memos: &Memos, timer: &Timer) -> Laid {
    let snapshot = Arc::new(snapshot.clone());
    let declared = timer.time(Stage::Declare, || declare(&snapshot, &memos.sites));
    let entries = timer.time(Stage::Parse, || read_entries(&snapshot, &declared.site, memos));
    let library = timer.time(Stage::Resolve, || Library::new(entries.value, &snapshot, &memos.library));
    timer.time(Stage::Plan, || plan_all(snapshot, &declared, Arc::new(library), entries.diagnostics, memos))
}

/// Finds every address, and the way to what stands there. `reading` is what is wrong with single files of content.
fn plan_all(
    snapshot: Arc<Snapshot>,
    declared: &Declared,
    library: Arc<Library>,
    reading: Vec<Diagnostic>,
    memos: &Memos,
) -> Laid {
    let site = Arc::clone(&declared.site);
    let key = Mixer::new().fingerprint(library.heads).fingerprint(declared.fingerprint).with(&snapshot.today);
    let key = key.with(&snapshot.options).finish();
    let files = files::published(&site, &library, &snapshot, &memos.drawings);
    let plan_key =
        Mixer::new().fingerprint(key).fingerprint(files.fingerprint()).fingerprint(pictures(&snapshot)).finish();
    let planned = memos.plans.get(plan_key, || {
        let Reported { value, diagnostics } = plan(&site, &library, &snapshot, files, &output::claimants());
        Arc::new(Reported { value: Arc::new(value), diagnostics })
    });
    let verdicts = memos.verdicts.get(key, || {
        let lives = (0..library.entries.len()).into_par_iter().map(|index| LifeFacts::of(&library, index));
        Arc::new(Verdicts::new(lives.collect(), snapshot.today))
    });

    let plan = Arc::clone(&planned.value);
    let has_place = |url: &UrlPath| plan.claims.is_of(url, Maker::Picture);
    let is_published = |file: &VPath| !plan.withheld.contains_key(file);
    let pictures = pictures::gather(&library, &snapshot, &site.theme.picture_sizes, &has_place, &is_published);
    let (frame, pictures) = (declared.frame, Arc::new(pictures));
    let scene = Scene { snapshot, site, frame, library, plan, pictures, verdicts };

    let Outputs { files, first } = output::write(&scene, &memos.outputs);
    // Nothing stands at an address but what its owner makes; the plan has told of the others.
    let owned = files.into_iter().filter(|(maker, url, _)| scene.plan.claims.is_of(url, *maker));
    let output = owned.map(|(_, url, deferred)| (url, deferred)).collect();
    let (reading, causes) = check::kind_folder::causes(reading, &scene.site, &scene.library);
    let planning = planned.diagnostics.iter().cloned().chain(causes).collect();
    Laid { output, first, declaring: declared.diagnostics.clone(), reading, planning, scene }
}

impl Laid {
    /// All that is wrong, with the texts it points into. `faults` are those of pages that were made.
    #[must_use]
    pub fn check(&self, faults: Vec<PageFault>) -> (Vec<Diagnostic>, Sources) {
        let looked_at = check::pages_to_look_at(&self.scene).into_iter();
        let ids = looked_at.filter_map(|url| Some((ids_of(&self.output.get(&url)?.look().ok()?)?, url)));
        self.check_made(faults, &ids.map(|(ids, url)| (url, ids)).collect())
    }

    /// All that is wrong. `ids` are the places on the pages that links name and that only the finished page knows.
    fn check_made(&self, faults: Vec<PageFault>, ids: &BTreeMap<UrlPath, Ids>) -> (Vec<Diagnostic>, Sources) {
        let found = check::run(&self.scene, ids).into_iter().chain(PageFault::tell(faults));
        let diagnostics = self.weigh(found.collect());
        let sources = sources(&diagnostics, &self.scene.snapshot);
        (diagnostics, sources)
    }

    /// The files that cannot be used as they are: a broken front matter, a broken kind, a template that cannot be
    /// read. What single pages make of sound files is not among them.
    #[must_use]
    pub fn faulty(&self) -> BTreeSet<VPath> {
        let told = self.declaring.iter().chain(&self.reading).cloned().collect();
        let errors = check::weigh(told, &self.scene.site, &self.scene.library);
        let errors = errors.into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        errors.filter_map(|diagnostic| Some(diagnostic.span?.file)).collect()
    }

    /// Makes everything, and tells all that is wrong.
    #[must_use]
    pub fn finish(&self) -> Built {
        self.finish_into(&Timer::off(), |_, artifact| artifact)
    }

    /// Makes everything, hands each artifact to `take` on the thread that has made it, and tells all that is wrong.
    /// Of the artifacts nothing is kept but what `take` gives, and what memos keep.
    #[must_use]
    pub fn finish_into<A: Send>(&self, timer: &Timer, take: impl Fn(&UrlPath, Artifact) -> A + Sync) -> Built<A> {
        let looked_at = check::pages_to_look_at(&self.scene);
        let make = |(url, deferred): (&UrlPath, &Deferred)| {
            let made = timer.time(self.stage_of(url), || deferred.look());
            made.map(|artifact| {
                let ids = if looked_at.contains(url) { ids_of(&artifact) } else { None };
                (url.clone(), ids, take(url, artifact))
            })
        };
        let (mut output, mut ids, mut faults) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        for made in self.make_all(timer, make) {
            match made {
                Ok((url, found, taken)) => {
                    ids.extend(found.map(|found| (url.clone(), found)));
                    output.insert(url, taken);
                }
                Err(fault) => faults.push(*fault),
            }
        }
        let pages = self.scene.plan.pages.keys().filter(|url| output.contains_key(*url)).count();
        let (diagnostics, sources) = timer.time(Stage::Checks, || self.check_made(faults, &ids));
        Built { output, diagnostics, sources, pages }
    }

    /// Makes every artifact, on all threads. What an output makes first is there before any of its files: a thread that
    /// waited for it inside parallel work could be the one that it waits for.
    fn make_all<T: Send>(&self, timer: &Timer, make: impl Fn((&UrlPath, &Deferred)) -> T + Sync) -> Vec<T> {
        let make = &make;
        let (waiting, others): (Vec<_>, Vec<_>) = self.output.iter().partition(|(url, _)| self.waits(url));
        let make_of = |all: Vec<_>| -> Vec<T> { all.into_par_iter().map(make).collect() };
        let make_waiting = || {
            self.first.iter().for_each(|(_, first)| make_whole(&**first, timer));
            let made = make_of(waiting);
            self.first.iter().for_each(|(_, first)| first.let_go());
            made
        };
        let (mut made, others) = rayon::join(make_waiting, || make_of(others));
        made.extend(others);
        made
    }

    /// The stage in which an artifact is made.
    fn stage_of(&self, url: &UrlPath) -> Stage {
        match () {
            () if self.scene.plan.pages.contains_key(url) => Stage::Pages,
            () if self.waits(url) => Stage::Search,
            () => Stage::Outputs,
        }
    }

    /// What stands at an address. Where it is a part of something, the whole is prepared on all threads.
    #[must_use]
    pub fn at(&self, url: &UrlPath) -> Option<&Deferred> {
        let deferred = self.output.get(url)?;
        if self.waits(url) {
            self.prepare(&Timer::off());
        }
        Some(deferred)
    }

    /// Whether a file is a part of something that is made before it.
    fn waits(&self, url: &UrlPath) -> bool {
        self.first.iter().any(|(maker, _)| self.scene.plan.claims.is_of(url, *maker))
    }

    /// Makes the parts of what outputs make first, on all threads, unless it is made.
    fn prepare(&self, timer: &Timer) {
        for (_, first) in self.first.iter().filter(|(_, first)| !first.is_made()) {
            let make_part = |part| timer.time(Stage::Search, || first.make_part(part));
            (0..first.parts()).into_par_iter().for_each(make_part);
        }
    }

    /// Everything that is wrong, `found` included, with the severities that the settings give it.
    fn weigh(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let told = [&self.declaring, &self.reading, &self.planning].into_iter().flatten().cloned();
        let mut diagnostics = check::weigh_all(told.chain(found).collect(), &self.scene.site, &self.scene.library);
        diagnostic::sort(&mut diagnostics);
        diagnostics
    }
}

/// How many parts are made before the whole takes them.
const CHUNK: usize = 512;

/// Makes the parts on all threads, and the whole on one, which takes a chunk of parts while the next one is made.
fn make_whole(first: &dyn First, timer: &Timer) {
    let count = first.parts();
    let chunk = |number: usize| (number * CHUNK).min(count)..((number + 1) * CHUNK).min(count);
    let make_part = |part| timer.time(Stage::Search, || first.make_part(part));
    let make = |number| chunk(number).into_par_iter().for_each(make_part);
    if !first.is_made() {
        make(0);
        for number in 0..count.div_ceil(CHUNK) {
            let take = || timer.time(Stage::Search, || first.take_parts(chunk(number).end));
            rayon::join(take, || make(number + 1));
        }
    }
    timer.time(Stage::Search, || first.make());
}

/// The places on a page.
fn ids_of(page: &Artifact) -> Option<Ids> {
    match page {
        Artifact::Bytes(bytes) => Some(markdown::ids(&String::from_utf8_lossy(bytes))),
        Artifact::Copy { .. } | Artifact::Derived { .. } => None,
    }
}

/// The fingerprint of the pictures beside pages: which smaller ones are made of them follows from their sizes.
fn pictures(snapshot: &Snapshot) -> Fingerprint {
    let fingerprints = snapshot.below("content").filter_map(|(_, file)| match file {
        File::Blob { fingerprint, picture: Some(_), .. } => Some(*fingerprint),
        File::Blob { .. } | File::Text { .. } | File::Unreadable(_) => None,
    });
    fingerprints.fold(Mixer::new(), Mixer::fingerprint).finish()
}

/// Reads every Markdown file of the content folder, in parallel, each once per content.
fn read_entries(snapshot: &Snapshot, site: &Site, memos: &Memos) -> Reported<Vec<Arc<Entry>>> {
    let defaults = Defaults { currency: site.config.currency.clone(), day_first: site.config.day_first() };
    let reading = Reading { markdown: site.config.markdown, defaults, language: site.config.language.clone() };
    let reading_fingerprint = Mixer::new().with(&reading).finish();
    let files: Vec<_> = snapshot
        .below("content")
        .filter_map(|(path, file)| match file {
            File::Text { text, fingerprint } if matches!(path.extension().as_str(), "md" | "markdown") => {
                Some((path, text, *fingerprint))
            }
            File::Text { .. } | File::Blob { .. } | File::Unreadable(_) => None,
        })
        .collect();
    // One that cannot be read is the page of its folder all the same.
    let indexes = snapshot.below("content").filter(|(path, _)| matches!(path.name(), "index.md" | "index.markdown"));
    let indexed = indexes.map(|(path, _)| path.folder()).collect();
    let read: Vec<Arc<Reported<Arc<Entry>>>> = files
        .par_iter()
        .filter_map(|(path, text, fingerprint)| {
            let belonging = belonging(path, &site.kinds, address::opens(path, &indexed))?;
            // A new kind may take over the folder of plain pages: their own kind stays, their role changes.
            let key = Mixer::new()
                .text(path.as_str())
                .fingerprint(*fingerprint)
                .with(&belonging)
                .fingerprint(reading_fingerprint)
                .finish();
            Some(memos.entries.get(key, || {
                let Reported { value, diagnostics } = entry::read(path, text, belonging, &reading, key);
                Arc::new(Reported { value: Arc::new(value), diagnostics })
            }))
        })
        .collect();
    let diagnostics = read.iter().flat_map(|entry| entry.diagnostics.iter().cloned()).collect();
    Reported { value: read.iter().map(|entry| Arc::clone(&entry.value)).collect(), diagnostics }
}

/// The texts of all files that findings point into.
fn sources(diagnostics: &[Diagnostic], snapshot: &Snapshot) -> Sources {
    let followers = diagnostics.iter().flat_map(|diagnostic| &diagnostic.followers);
    let spans = diagnostics.iter().chain(followers).flat_map(|diagnostic| {
        let fix = diagnostic.fix.iter().map(|fix| &fix.span);
        diagnostic.span.iter().chain(diagnostic.others.iter().map(|(span, _)| span)).chain(fix)
    });
    let files: BTreeSet<&VPath> = spans.map(|span| &span.file).collect();
    let text = |file: &VPath| snapshot.text(file).cloned().or_else(|| site::builtin_text(file).map(Arc::from));
    files.into_iter().filter_map(|file| Some((file.clone(), text(file)?))).collect()
}
