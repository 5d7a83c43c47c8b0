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
    /// Every address with its artifact, or with what the caller made of it. A page whose template fails is missing.
    pub output: BTreeMap<UrlPath, A>,
    /// The findings, in the order in which they are shown.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the findings point into.
    pub sources: Sources,
    /// How many pages the output holds, including old addresses that lead to a page's new one.
    pub pages: usize,
}

impl<A> Built<A> {
    /// How many findings have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}

/// A site that is laid out and not yet made: every address is known, and its bytes are made when they are asked for.
pub struct Laid {
    /// Every address with its artifact, which is made when it is asked for.
    pub output: BTreeMap<UrlPath, Deferred>,
    /// The data that an output shares among its files (the search index), with its maker. It is made before the files.
    first: Vec<(Maker, Arc<dyn First>)>,
    /// The findings about the settings, the kinds and the theme, which affect all pages.
    pub declaring: Vec<Diagnostic>,
    /// The findings about single files of content.
    pub reading: Vec<Diagnostic>,
    /// The findings about addresses that nothing gets, and about one cause that many findings on files share.
    planning: Vec<Diagnostic>,
    /// The resolved site.
    pub scene: Scene,
}

/// Builds a site. Does no I/O and cannot fail: what is wrong is among the findings.
#[must_use]
pub fn build(snapshot: &Snapshot, memos: &Memos) -> Built {
    lay_out(snapshot, memos).finish()
}

/// Lays a site out: makes everything that all pages depend on, and no page.
#[must_use]
pub fn lay_out(snapshot: &Snapshot, memos: &Memos) -> Laid {
    lay_out_timed(snapshot, memos, &Timer::off())
}

/// Lays a site out, and adds the time of each stage to the timer.
#[must_use]
pub fn lay_out_timed(snapshot: &Snapshot, memos: &Memos, timer: &Timer) -> Laid {
    let snapshot = Arc::new(snapshot.clone());
    let declared = timer.time(Stage::Declare, || declare(&snapshot, &memos.sites));
    let entries = timer.time(Stage::Parse, || read_entries(&snapshot, &declared.site, memos));
    let library = timer.time(Stage::Resolve, || Library::new(entries.value, &snapshot, &memos.library));
    timer.time(Stage::Plan, || plan_all(snapshot, &declared, Arc::new(library), entries.diagnostics, memos))
}

/// Finds every address and how its artifact is made. `reading` holds the findings about single files of content.
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
    let (frame_fingerprint, pictures) = (declared.frame_fingerprint, Arc::new(pictures));
    let scene = Scene { snapshot, site, frame_fingerprint, library, plan, pictures, verdicts };

    let Outputs { files, first } = output::list(&scene, &memos.outputs);
    // Only the owner of an address puts something there. The plan has a finding for each rejected claim.
    let owned = files.into_iter().filter(|(maker, url, _)| scene.plan.claims.is_of(url, *maker));
    let output = owned.map(|(_, url, deferred)| (url, deferred)).collect();
    let (reading, causes) = check::kind_folder::causes(reading, &scene.site, &scene.library);
    let planning = planned.diagnostics.iter().cloned().chain(causes).collect();
    Laid { output, first, declaring: declared.diagnostics.clone(), reading, planning, scene }
}

impl Laid {
    /// All findings, with the texts that they point into. `faults` are the failures of pages that were made before.
    #[must_use]
    pub fn check(&self, faults: Vec<PageFault>) -> (Vec<Diagnostic>, Sources) {
        let looked_at = check::pages_to_look_at(&self.scene).into_iter();
        let ids = looked_at.filter_map(|url| Some((ids_of(&self.output.get(&url)?.look_once().ok()?)?, url)));
        self.check_made(faults, &ids.map(|(ids, url)| (url, ids)).collect())
    }

    /// All findings, with the texts that they point into. `ids` holds the ids on pages whose ids only the finished page
    /// shows; links to a place on such a page are checked against them.
    fn check_made(&self, faults: Vec<PageFault>, ids: &BTreeMap<UrlPath, Ids>) -> (Vec<Diagnostic>, Sources) {
        let found = check::run(&self.scene, ids).into_iter().chain(PageFault::tell(faults));
        let diagnostics = self.weigh(found.collect());
        let sources = sources(&diagnostics, &self.scene.snapshot);
        (diagnostics, sources)
    }

    /// The files that cannot be used as they are: a broken front matter, a broken kind, a template that cannot be
    /// read. A file is not among them when only the pages made from it have findings.
    #[must_use]
    pub fn faulty(&self) -> BTreeSet<VPath> {
        let found = self.declaring.iter().chain(&self.reading).cloned().collect();
        let errors = check::weigh(found, &self.scene.site, &self.scene.library);
        let errors = errors.into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        errors.filter_map(|diagnostic| Some(diagnostic.span?.file)).collect()
    }

    /// Makes everything and checks it.
    #[must_use]
    pub fn finish(&self) -> Built {
        self.finish_into(&Timer::off(), |_, artifact| artifact)
    }

    /// Makes everything, hands each artifact to `take` on the thread that has made it, and checks the site. Only what
    /// `take` returns is kept, and what memos keep.
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

    /// Makes every artifact, on all threads. An output's shared data is finished before any of its files is begun: a
    /// thread that waited for the data inside parallel work could be the thread that has to make it.
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

    /// The artifact at an address. When it needs its output's shared data, their parts are made on all threads first.
    #[must_use]
    pub fn at(&self, url: &UrlPath) -> Option<&Deferred> {
        let deferred = self.output.get(url)?;
        if self.waits(url) {
            self.prepare(&Timer::off());
        }
        Some(deferred)
    }

    /// Whether a file needs its output's shared data, which are made before it.
    fn waits(&self, url: &UrlPath) -> bool {
        self.first.iter().any(|(maker, _)| self.scene.plan.claims.is_of(url, *maker))
    }

    /// Makes the parts of all shared data that are not made yet, on all threads.
    fn prepare(&self, timer: &Timer) {
        for (_, first) in self.first.iter().filter(|(_, first)| !first.is_made()) {
            let make_part = |part| timer.time(Stage::Search, || first.make_part(part));
            (0..first.parts()).into_par_iter().for_each(make_part);
        }
    }

    /// All findings, `found` among them, with the severities that the settings give them.
    fn weigh(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let earlier = [&self.declaring, &self.reading, &self.planning].into_iter().flatten().cloned();
        let mut diagnostics = check::weigh_all(earlier.chain(found).collect(), &self.scene.site, &self.scene.library);
        diagnostic::sort(&mut diagnostics);
        diagnostics
    }
}

/// How many parts are made before the shared data take them.
const CHUNK: usize = 512;

/// Makes shared data: their parts on all threads, while one thread takes the chunk of parts that was made before.
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

/// The ids on a page that links can name.
fn ids_of(page: &Artifact) -> Option<Ids> {
    match page {
        Artifact::Bytes(bytes) => Some(markdown::ids(&String::from_utf8_lossy(bytes))),
        Artifact::Copy { .. } | Artifact::Derived { .. } => None,
    }
}

/// The fingerprint of all pictures below `content/`. The plan depends on them: a picture's size decides which
/// smaller ones are made of it.
fn pictures(snapshot: &Snapshot) -> Fingerprint {
    let fingerprints = snapshot.below("content").filter_map(|(_, file)| match file {
        File::Blob { fingerprint, picture: Some(_), .. } => Some(*fingerprint),
        File::Blob { .. } | File::Text { .. } | File::Unreadable(_) => None,
    });
    fingerprints.fold(Mixer::new(), Mixer::fingerprint).finish()
}

/// Reads every Markdown file of the content folder, in parallel. A file that has not changed is not read again.
fn read_entries(snapshot: &Snapshot, site: &Site, memos: &Memos) -> Reported<Vec<Arc<Entry>>> {
    let defaults = Defaults { currency: site.config.currency.clone(), day_first: site.config.day_first() };
    let reading = Reading { markdown: site.config.markdown, defaults, language: site.config.language.clone() };
    let reading_fingerprint = Mixer::new().with(&reading).finish();
    let files: Vec<_> = snapshot
        .below("content")
        .filter_map(|(path, file)| match file {
            File::Text { text, fingerprint } if path.is_markdown() => Some((path, text, *fingerprint)),
            File::Text { .. } | File::Blob { .. } | File::Unreadable(_) => None,
        })
        .collect();
    // An `index.md` that cannot be read is the page of its folder nevertheless.
    let indexes = snapshot.below("content").filter(|(path, _)| matches!(path.name(), "index.md" | "index.markdown"));
    let indexed = indexes.map(|(path, _)| path.folder()).collect();
    let read: Vec<Arc<Reported<Arc<Entry>>>> = files
        .par_iter()
        .filter_map(|(path, text, fingerprint)| {
            let belonging = belonging(path, &site.kinds, address::opens(path, &indexed))?;
            // The key needs the role too: a new kind may take over a folder of plain pages, which changes their role
            // and not their kind.
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

/// The texts of all files that findings point into, by file.
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
