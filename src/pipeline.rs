//! The whole flow on one page: a snapshot in, a site and what is wrong with it out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::artifact::{Artifact, Output, UrlPath};
use crate::catalog::{Catalog, CatalogMemos};
use crate::check::{self, Scene};
use crate::content::address;
use crate::content::entry::{self, Entry, Reading};
use crate::diagnostic::{self, Diagnostic, Reported, Severity, Sources};
use crate::fingerprint::{Fingerprint, Mixer};
use crate::markdown::{self, Ids};
use crate::memo::Memo;
use crate::output::{self, Deferred, Made, SearchIndex};
use crate::page::claims::Maker;
use crate::page::files;
use crate::page::model::SiteModel;
use crate::page::plan::{Plan, Planned, SHARDS, plan};
use crate::page::render::{self, Context, PageMemos};
use crate::schema::read::Defaults;
use crate::search::Analysis;
use crate::site::{self, Site};
use crate::source::{File, Snapshot, VPath};
use crate::theme;
use crate::verdict::LifeFacts;
use crate::view::answer::Cards;
use crate::view::pictures;

/// What a build gives: the site, and what is wrong with its inputs.
pub struct Built {
    /// Every address with its artifact. Pages whose template fails are missing.
    pub output: Output,
    /// The findings in the order in which they are told.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the findings point into.
    pub sources: Sources,
    /// How many pages the output holds, redirects left out.
    pub pages: usize,
}

impl Built {
    /// How many findings have a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}

/// What a build leaves for the next one. An empty one gives the same bytes, later.
#[derive(Default)]
pub struct Memos {
    sites: Memo<Arc<Declared>>,
    entries: Memo<Arc<Reported<Arc<Entry>>>>,
    catalog: CatalogMemos,
    drawings: Memo<bool>,
    plans: Memo<Arc<Reported<Arc<Plan>>>>,
    lives: Memo<Arc<Vec<Option<LifeFacts>>>>,
    pages: Arc<PageMemos>,
    search: Arc<Memo<Arc<Analysis>>>,
}

/// How much of a build its memos could not answer; tests of rebuilding assert it.
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
    /// Ends a build: forgets what the last two builds did not ask for, and tells what was computed.
    pub fn end_round(&self) -> Misses {
        self.search.end_round();
        self.sites.end_round();
        self.catalog.end_round();
        self.drawings.end_round();
        self.plans.end_round();
        self.lives.end_round();
        Misses {
            entries: self.entries.end_round(),
            bodies: self.pages.bodies.end_round(),
            pages: self.pages.pages.end_round(),
        }
    }
}

/// A site that is laid out and not yet made: every address is known, its bytes are made when they are asked for.
pub struct Laid {
    /// Every address with the way to its artifact.
    pub output: BTreeMap<UrlPath, Deferred>,
    /// What is wrong with the settings, the kinds and the theme: with all pages, so to speak.
    pub declaring: Vec<Diagnostic>,
    /// What is wrong with single files of content.
    pub reading: Vec<Diagnostic>,
    /// What was planned in vain, and what many findings on files come from.
    planning: Vec<Diagnostic>,
    /// The search index, of which the shards are parts.
    index: Arc<SearchIndex>,
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
    let snapshot = Arc::new(snapshot.clone());
    let declared = declare(&snapshot, memos);
    let site = Arc::clone(&declared.site);

    let entries = read_entries(&snapshot, &site, memos);
    let catalog = Arc::new(Catalog::new(entries.value, &snapshot, &memos.catalog));

    let day = format!("{} {:?}", snapshot.today, snapshot.options);
    let key = Mixer::new().print(catalog.heads).print(declared.print).text(&day).finish();
    let files = files::published(&site, &catalog, &snapshot, &memos.drawings);
    let plan_key = Mixer::new().print(key).print(files.print()).print(pictures(&snapshot)).finish();
    let planned = memos.plans.get(plan_key, || {
        let Reported { value, diagnostics } = plan(&site, &catalog, &snapshot, files);
        Arc::new(Reported { value: Arc::new(value), diagnostics })
    });
    let lives = memos.lives.get(key, || {
        Arc::new((0..catalog.entries.len()).into_par_iter().map(|index| LifeFacts::of(&catalog, index)).collect())
    });

    let plan = Arc::clone(&planned.value);
    let has_place = |url: &UrlPath| plan.claims.is_of(url, Maker::Picture);
    let is_published = |file: &VPath| !plan.withheld.contains_key(file);
    let pictures = pictures::gather(&catalog, &snapshot, &site.theme.picture_sizes, &has_place, &is_published);
    let pictures = Arc::new(pictures);
    let scene = Scene { snapshot, site, catalog, plan, pictures, places: Arc::default() };
    let Scene { snapshot, site, catalog, plan, pictures, .. } = scene.clone();
    let index = Arc::new(SearchIndex::new(&scene, &lives, &memos.search));
    let search = output::search(&scene, &index);
    let (theme_print, memos) = (declared.theme_print, Arc::clone(&memos.pages));
    let cards = Cards::new(Arc::clone(site.theme.words.of(&site.config.language)));
    let context = Arc::new(Context { snapshot, site, catalog, plan, pictures, theme_print, lives, cards, memos });
    let pages = scene.plan.pages.iter().map(|(url, planned)| {
        let (context, address, planned) = (Arc::clone(&context), url.clone(), planned.clone());
        (Maker::Page, url.clone(), Deferred::new(move || render::render(&context, &address, &planned)))
    });
    let made = output::write(&scene).into_iter().chain(search).chain(pages);
    // Nothing stands at an address but what its owner makes; the plan has told of the others.
    let owned = made.filter(|(maker, url, _)| scene.plan.claims.is_of(url, *maker));
    let output = owned.map(|(_, url, deferred)| (url, deferred)).collect();
    let (reading, causes) = check::kind_folder::causes(entries.diagnostics, &scene.site, &scene.catalog);
    let planning = planned.diagnostics.iter().cloned().chain(causes).collect();
    Laid { output, declaring: declared.diagnostics.clone(), reading, planning, index, scene }
}

impl Laid {
    /// All that is wrong, with the texts it points into. `faults` are those of pages that were made.
    #[must_use]
    pub fn judge(&self, faults: Vec<Diagnostic>) -> (Vec<Diagnostic>, Sources) {
        let scene = Scene { places: Arc::new(self.places()), ..self.scene.clone() };
        let found = check::run(&scene).into_iter().chain(first_of_each_place(faults));
        let diagnostics = self.weigh(found.collect());
        let sources = sources(&diagnostics, &self.scene.snapshot);
        (diagnostics, sources)
    }

    /// The places on the pages that links name and that only the finished page knows.
    fn places(&self) -> BTreeMap<UrlPath, Ids> {
        let ids = |url: UrlPath| match self.output.get(&url)?.look() {
            Ok(Artifact::Bytes(bytes)) => Some((url, markdown::ids(&String::from_utf8_lossy(&bytes)))),
            Ok(_) | Err(_) => None,
        };
        check::pages_to_look_at(&self.scene).into_iter().filter_map(ids).collect()
    }

    /// The files that cannot be used as they are: a broken front matter, a broken kind, a template that cannot be
    /// read. What single pages make of sound files is not among them.
    #[must_use]
    pub fn faulty(&self) -> BTreeSet<VPath> {
        let told = self.declaring.iter().chain(&self.reading).cloned().collect();
        let errors = check::weigh(told, &self.scene.site, &self.scene.catalog);
        let errors = errors.into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        errors.filter_map(|diagnostic| Some(diagnostic.span?.file)).collect()
    }

    /// Makes everything, and tells all that is wrong.
    #[must_use]
    pub fn finish(self) -> Built {
        let made = self.make_all();
        let mut output = Output::new();
        let mut faults = Vec::new();
        for (url, made) in made {
            match made {
                Ok(artifact) => {
                    output.insert(url, artifact);
                }
                Err(fault) => faults.push(*fault),
            }
        }
        // The cards that a long catalogue fetches are planned like a page and are none.
        let is_page = |planned: &Planned| !matches!(planned, Planned::MoreCards { .. });
        let planned = self.scene.plan.pages.iter().filter(|(_, planned)| is_page(planned));
        let pages = planned.filter(|(url, _)| output.contains_key(*url)).count();
        let (diagnostics, sources) = self.judge(faults);
        Built { output, diagnostics, sources, pages }
    }

    /// Makes every artifact, on all threads. The shards wait for the index, so it is there before any of them: a thread
    /// that waited for it inside parallel work could be the one that it waits for.
    fn make_all(&self) -> Vec<(UrlPath, Made)> {
        self.analyze();
        let is_shard = |(url, _): &(&UrlPath, &Deferred)| url.as_str().starts_with(SHARDS);
        let (shards, others): (Vec<_>, Vec<_>) = self.output.iter().partition(is_shard);
        let make = |(url, deferred): (&'_ UrlPath, &Deferred)| (url.clone(), deferred.get());
        let make_of = |all: Vec<_>| -> Vec<(UrlPath, Made)> { all.into_par_iter().map(make).collect() };
        let (_, mut made) = rayon::join(|| self.index.get(), || make_of(others));
        made.extend(make_of(shards));
        made
    }

    /// Analyzes the words of all entries for the search index, on all threads, unless the index is made. Who wants one
    /// shard of a site that is laid out need not call it, and gets that shard sooner after it.
    pub fn analyze(&self) {
        if !self.index.is_made() {
            self.scene.catalog.published().into_par_iter().for_each(|index| self.index.analyze(index));
        }
    }

    /// Everything that is wrong, `found` included, with the severities that the settings give it.
    fn weigh(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let told = [&self.declaring, &self.reading, &self.planning].into_iter().flatten().cloned();
        let mut diagnostics = check::weigh_all(told.chain(found).collect(), &self.scene.site, &self.scene.catalog);
        diagnostic::sort(&mut diagnostics);
        diagnostics
    }
}

/// The declarations of a site, ready to be used.
struct Declared {
    site: Arc<Site>,
    /// The print of all that is declared.
    print: Fingerprint,
    /// The print of what every page is made with.
    theme_print: Fingerprint,
    diagnostics: Vec<Diagnostic>,
}

/// Settings, kinds and theme. They are read again only when one of their files is another.
fn declare(snapshot: &Snapshot, memos: &Memos) -> Arc<Declared> {
    let is_declaration = |path: &&VPath| path.below("content").is_none() && path.below("static").is_none();
    let files = snapshot.files.iter().filter(|(path, _)| is_declaration(path));
    let mixer = Mixer::new().text(&format!("{:?}", snapshot.options));
    let print = files.fold(mixer, |mixer, (path, file)| match file {
        // Each with what it is: a text and a file that is copied differ though their bytes do not.
        File::Text { print, .. } => mixer.text("text").text(path.as_str()).print(*print),
        File::Blob { print, origin, picture } => {
            let rest = format!("{picture:?} {}", origin.path().to_string_lossy());
            mixer.text("blob").text(path.as_str()).print(*print).text(&rest)
        }
        File::Unreadable(why) => mixer.text("unreadable").text(path.as_str()).text(&format!("{why:?}")),
    });
    let print = print.finish();
    memos.sites.get(print, || {
        let Reported { value: mut site, diagnostics } = site::declare(snapshot);
        let site_model = serde_json::to_value(site_model(&site)).unwrap_or_default();
        site.theme.templates.set_global("site", &site_model);
        let theme_print = theme::print(&site.theme, &site_model);
        Arc::new(Declared { site: Arc::new(site), print, theme_print, diagnostics })
    })
}

fn site_model(site: &Site) -> SiteModel {
    let config = &site.config;
    SiteModel {
        title: config.title.clone(),
        district: config.district.clone(),
        tagline: config.tagline.clone(),
        describe: config.describe.clone(),
        footer: config.footer.clone(),
        repository: config.repository.url.clone(),
        contacts: config.contacts.clone(),
        policy: theme::policy::meta(),
    }
}

/// The print of the pictures beside pages: which smaller ones are made of them follows from their sizes.
fn pictures(snapshot: &Snapshot) -> Fingerprint {
    let prints = snapshot.below("content").filter_map(|(_, file)| match file {
        File::Blob { print, picture: Some(_), .. } => Some(*print),
        File::Blob { .. } | File::Text { .. } | File::Unreadable(_) => None,
    });
    prints.fold(Mixer::new(), Mixer::print).finish()
}

/// Reads every Markdown file of the content folder, in parallel, each once per content.
fn read_entries(snapshot: &Snapshot, site: &Site, memos: &Memos) -> Reported<Vec<Arc<Entry>>> {
    let defaults = Defaults { currency: site.config.currency.clone(), day_first: site.config.day_first() };
    let reading = Reading { markdown: site.config.markdown, defaults };
    let reading_print = Mixer::new().text(&format!("{reading:?}")).finish();
    let files: Vec<_> = snapshot
        .below("content")
        .filter_map(|(path, file)| match file {
            File::Text { text, print } if matches!(path.extension().as_str(), "md" | "markdown") => {
                Some((path, text, *print))
            }
            File::Text { .. } | File::Blob { .. } | File::Unreadable(_) => None,
        })
        .collect();
    // One that cannot be read is the page of its folder all the same.
    let indexes = snapshot.below("content").filter(|(path, _)| matches!(path.name(), "index.md" | "index.markdown"));
    let indexed = indexes.map(|(path, _)| path.folder()).collect();
    let read: Vec<Arc<Reported<Arc<Entry>>>> = files
        .par_iter()
        .filter_map(|(path, text, print)| {
            let belonging = entry::belonging(path, &site.kinds, address::opens(path, &indexed))?;
            // A new kind may take over the folder of plain pages: their own kind stays, their role changes.
            let own = format!("{:?} {} {} {}", belonging.role, belonging.opens, belonging.slug, belonging.url);
            let key = Mixer::new().text(path.as_str()).print(*print).print(belonging.kind.print).text(&own);
            let key = key.print(reading_print).finish();
            Some(memos.entries.get(key, || {
                let Reported { value, diagnostics } = entry::read(path, text, belonging, &reading, key);
                Arc::new(Reported { value: Arc::new(value), diagnostics })
            }))
        })
        .collect();
    let diagnostics = read.iter().flat_map(|entry| entry.diagnostics.iter().cloned()).collect();
    Reported { value: read.iter().map(|entry| Arc::clone(&entry.value)).collect(), diagnostics }
}

/// A template that fails at one place for a thousand pages is one finding, with the number of the others.
fn first_of_each_place(faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut by_place: BTreeMap<_, Vec<Diagnostic>> = BTreeMap::new();
    for fault in faults {
        let reason = fault.message.rsplit_once("`: ").map_or(String::new(), |(_, reason)| reason.to_owned());
        by_place.entry((fault.span.clone(), reason)).or_default().push(fault);
    }
    let tell = |mut faults: Vec<Diagnostic>| {
        let others = faults.len() - 1;
        let mut first = faults.swap_remove(0);
        if others > 0 {
            let pages = if others == 1 { "one other page".to_owned() } else { format!("{others} other pages") };
            first.label = Some(format!("fails for {pages} too"));
        }
        first
    };
    by_place.into_values().map(tell).collect()
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
