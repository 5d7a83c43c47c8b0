//! The whole flow on one page: a snapshot in, a site and what is wrong with it out.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::artifact::{Artifact, Output, UrlPath};
use crate::catalog::Catalog;
use crate::check::{self, Scene};
use crate::content::entry::{self, Entry, Reading};
use crate::diagnostic::{self, Diagnostic, Reported, Severity, Sources};
use crate::fingerprint::Mixer;
use crate::memo::Memo;
use crate::output;
use crate::page::model::SiteModel;
use crate::page::plan::plan;
use crate::page::render::{self, Context, PageMemos};
use crate::schema::read::Defaults;
use crate::search::Analysis;
use crate::site::{self, Site};
use crate::source::{File, Snapshot};
use crate::theme;
use crate::verdict::LifeFacts;

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
    entries: Memo<Arc<Reported<Arc<Entry>>>>,
    pages: PageMemos,
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
        Misses {
            entries: self.entries.end_round(),
            bodies: self.pages.bodies.end_round(),
            pages: self.pages.pages.end_round(),
        }
    }
}

/// Builds a site. Does no I/O and cannot fail: what is wrong is among the findings.
#[must_use]
pub fn build(snapshot: &Snapshot, memos: &Memos) -> Built {
    let Reported { value: mut site, mut diagnostics } = site::declare(snapshot);
    let site_model = serde_json::to_value(site_model(&site)).unwrap_or_default();
    site.theme.templates.set_global("site", &site_model);

    let entries = read_entries(snapshot, &site, memos);
    diagnostics.extend(entries.diagnostics);
    let catalog = Catalog::new(entries.value, snapshot);

    let planned = plan(&site, &catalog, snapshot);
    diagnostics.extend(planned.diagnostics);
    let plan = planned.value;
    let scene = Scene { snapshot, site: &site, catalog: &catalog, plan: &plan };
    diagnostics.extend(check::run(&scene));

    let theme_print = theme::print(&site.theme, &site_model);
    let lives = (0..catalog.entries.len()).into_par_iter().map(|index| LifeFacts::of(&catalog, index)).collect();
    let context =
        Context { lives, snapshot, site: &site, catalog: &catalog, plan: &plan, theme_print, memos: &memos.pages };
    let rendered: Vec<(UrlPath, Result<Artifact, Box<Diagnostic>>)> =
        plan.pages.par_iter().map(|(url, planned)| (url.clone(), render::render(&context, url, planned))).collect();
    let mut output: Output = output::write(&scene).into_iter().collect();
    output.extend(output::search(&scene, &memos.search));
    let mut faults = Vec::new();
    let mut pages = 0;
    for (url, result) in rendered {
        match result {
            Ok(artifact) => {
                pages += 1;
                output.insert(url, artifact);
            }
            Err(fault) => faults.push(*fault),
        }
    }
    diagnostics.extend(first_of_each_place(faults));

    let mut diagnostics = check::weigh(diagnostics, &site, &catalog);
    diagnostic::sort(&mut diagnostics);
    let sources = sources(&diagnostics, snapshot);
    Built { output, diagnostics, sources, pages }
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
    }
}

/// Reads every Markdown file of the content folder, in parallel, each once per content.
#[must_use]
pub fn read_entries(snapshot: &Snapshot, site: &Site, memos: &Memos) -> Reported<Vec<Arc<Entry>>> {
    let reading =
        Reading { markdown: site.config.markdown, defaults: Defaults { currency: site.config.currency.clone() } };
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
    let read: Vec<Arc<Reported<Arc<Entry>>>> = files
        .par_iter()
        .filter_map(|(path, text, print)| {
            let belonging = entry::belonging(path, &site.kinds)?;
            // A new kind may take over the folder of plain pages: their own kind stays, their role changes.
            let own = format!("{:?} {} {}", belonging.role, belonging.slug, belonging.url);
            let key = Mixer::new().text(path.as_str()).print(*print).print(belonging.kind.print).text(&own);
            let key = key.print(reading_print);
            Some(memos.entries.get(key.finish(), || {
                let Reported { value, diagnostics } = entry::read(path, text, belonging, &reading);
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
            first.label = Some(format!("fails for {others} other pages too"));
        }
        first
    };
    by_place.into_values().map(tell).collect()
}

/// The texts of all files that findings point into.
fn sources(diagnostics: &[Diagnostic], snapshot: &Snapshot) -> Sources {
    let spans = diagnostics.iter().flat_map(|diagnostic| {
        let fix = diagnostic.fix.iter().map(|fix| &fix.span);
        diagnostic.span.iter().chain(diagnostic.others.iter().map(|(span, _)| span)).chain(fix)
    });
    spans
        .filter_map(|span| {
            let text = snapshot.text(&span.file).cloned().or_else(|| site::builtin_text(&span.file).map(Arc::from));
            Some((span.file.clone(), text?))
        })
        .collect()
}
