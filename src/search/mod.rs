//! Search: an index in shards, of which a reader's browser loads the few that a query needs.
//!
//! 1. `words` cuts a text into folded words.
//! 2. `analysis` scores the words of one entry; memoized by content.
//! 3. `merge` gathers the words of all entries and connects the forms of a word.
//! 4. `table`, `document` and `encode` write shards: scripts that hand their data to the search.
//!
//! The number of documents decides which shards there are. So their addresses are known before
//! anything is analyzed, and each shard is made when it is asked for. `docs/search.md` describes the format.

mod analysis;
mod document;
mod encode;
mod merge;
mod table;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::artifact::UrlPath;
use crate::fingerprint::{Fingerprint, Mixer};
use crate::href::Linker;
use crate::language::Language;
use crate::library::{EntryIndex, Library, touched};
use crate::memo::Memo;
use crate::plan::{Planned, Variant};
use crate::scene::Scene;
use crate::schema::GradeSet;
use crate::schema::kind::PAGE;
use crate::theme::Dictionary;
use crate::verdict::Verdicts;
use crate::yaml::Step;
pub(crate) use analysis::Analysis;
use analysis::Source;
use document::Document;
use merge::{GROUP, Merged, Shards, Words, merge};

/// The folder of the shards. It belongs only to the index.
pub(crate) const SHARDS: &str = "search/shards/";

/// The index of a site.
pub struct Index {
    documents: Vec<Document>,
    languages: Vec<Language>,
    /// The fingerprint of the list of addresses. The numbers of documents have a meaning only with this list.
    fingerprint: Fingerprint,
    verdicts: Arc<Verdicts>,
    table: table::Table,
    merged: Merged,
}

/// One shard of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shard {
    /// What every query needs first: the numbers of shards, the kinds, the synonyms.
    Table,
    /// The columns by which results are narrowed.
    Facets,
    /// The day on which each document was last changed.
    Days,
    /// The words of the interface in a language, by its number.
    Words(usize),
    /// Some words, with the documents that contain them.
    Postings(usize),
    /// Some words, for finding the right spelling of misspelled ones.
    Dictionary(usize),
    /// The titles and texts of some documents.
    Documents(usize),
}

impl Shard {
    fn name(self, languages: &[Language]) -> String {
        match self {
            Self::Table => "table".to_owned(),
            Self::Facets => "facets".to_owned(),
            Self::Days => "days".to_owned(),
            Self::Words(language) => format!("words-{}", languages[language].to_ascii_lowercase()),
            Self::Postings(number) => format!("p{number}"),
            Self::Dictionary(number) => format!("d{number}"),
            Self::Documents(number) => format!("t{number}"),
        }
    }
}

/// Every shard with its address.
#[must_use]
pub fn shards(scene: &Scene) -> Vec<(UrlPath, Shard)> {
    let languages = languages(scene);
    let Shards { postings, dictionary, documents } = Shards::of(scene.library.published().len() + views(scene).count());
    let all = [Shard::Table, Shard::Facets, Shard::Days].into_iter();
    let all = all.chain((0..languages.len()).map(Shard::Words));
    let all = all.chain((0..postings).map(Shard::Postings));
    let all = all.chain((0..dictionary).map(Shard::Dictionary));
    let all = all.chain((0..documents).map(Shard::Documents));
    all.map(|shard| (UrlPath::new(&format!("{SHARDS}{}.js", shard.name(&languages))), shard)).collect()
}

/// Keeps all analyses in the memo for the next build, even if no shard is asked for in this one.
pub(crate) fn keep(scene: &Scene, memo: &Memo<Arc<Analysis>>) {
    for index in scene.library.published() {
        let words = words(scene, &scene.library.entries[index].language);
        memo.keep(analysis::key(entry_source(&scene.library, index).fingerprint(), words));
    }
}

/// The analysis of a published entry.
pub(crate) fn analyze(scene: &Scene, index: EntryIndex, memo: &Memo<Arc<Analysis>>) -> Arc<Analysis> {
    let words = words(scene, &scene.library.entries[index].language);
    analyzed(&entry_source(&scene.library, index), words, memo)
}

fn analyzed(source: &Source, words: &Dictionary, memo: &Memo<Arc<Analysis>>) -> Arc<Analysis> {
    memo.get(analysis::key(source.fingerprint(), words), || Arc::new(analysis::analyze(source, words)))
}

/// The words of a language.
fn words<'s>(scene: &'s Scene, language: &Language) -> &'s Arc<Dictionary> {
    scene.site.theme.words.of(language)
}

/// The searched content of an entry.
fn entry_source(library: &Library, index: EntryIndex) -> Source {
    let entry = &library.entries[index];
    Source {
        title: entry.title.clone(),
        summary: entry.text("summary").map(str::to_owned),
        entry: Some(Arc::clone(entry)),
        made: false,
        hidden: library.hidden(index).map(<[Step]>::to_vec).collect(),
    }
}

/// An index while it is made. It takes the analyses of documents one after the other. The published entries are the
/// first documents, in the order of [`Library::published`]. It uses only one thread, so other threads may wait for it.
pub(crate) struct Gathering {
    documents: Vec<Document>,
    languages: Vec<Language>,
    kinds: Vec<table::KindLabel>,
    words: Words,
    taken: usize,
}

impl Gathering {
    pub(crate) fn new(scene: &Scene) -> Self {
        let languages = languages(scene);
        let kinds = table::kinds(scene);
        let documents = documents(scene, &languages, &kinds);
        Self { documents, languages, kinds, words: Words::default(), taken: 0 }
    }

    /// How many documents it has taken.
    pub(crate) fn taken(&self) -> usize {
        self.taken
    }

    /// Takes the analysis of the next document.
    pub(crate) fn take(&mut self, analysis: &Analysis) {
        self.words.add(self.taken, analysis, self.documents[self.taken].language);
        self.taken += 1;
    }

    /// Takes the remaining documents and gives the index. `memo` holds the analyses of earlier builds.
    pub(crate) fn finish(mut self, scene: &Scene, memo: &Memo<Arc<Analysis>>) -> Index {
        while let Some(Document { source, words, .. }) = self.documents.get(self.taken) {
            let analysis = analyzed(source, words, memo);
            self.take(&analysis);
        }
        let Self { documents, languages, kinds, words, .. } = self;
        let fingerprint = documents.iter().fold(Mixer::new(), |mixer, document| mixer.text(&document.href)).finish();
        let merged = merge(words, &languages, &Shards::of(documents.len()));
        let table = table::Table::new(scene, kinds, &languages);
        Index { documents, languages, fingerprint, verdicts: Arc::clone(&scene.verdicts), table, merged }
    }
}

impl Index {
    /// The index of a site. `memo` holds the analyses of earlier builds.
    #[must_use]
    pub fn new(scene: &Scene, memo: &Memo<Arc<Analysis>>) -> Self {
        Gathering::new(scene).finish(scene, memo)
    }

    /// Makes the bytes of a shard.
    #[must_use]
    pub fn encode(&self, shard: Shard) -> Vec<u8> {
        let quoted = |text: String| serde_json::Value::from(text).to_string();
        let payload = match shard {
            Shard::Table => self.table.json(self.documents.len(), &self.merged, &self.languages).to_string(),
            Shard::Facets => self.table.facets(&self.documents).to_string(),
            Shard::Days => quoted(table::days(&self.documents)),
            Shard::Words(language) => self.table.words[language].to_string(),
            Shard::Postings(number) => quoted(encode::postings(&self.merged, number, self.documents.len())),
            Shard::Dictionary(number) => quoted(encode::dictionary(&self.merged, number)),
            Shard::Documents(number) => {
                let of = self.documents.iter().skip(number * GROUP).take(GROUP);
                serde_json::Value::Array(of.map(|document| document::json(document, &self.verdicts)).collect())
                    .to_string()
            }
        };
        encode::script(&shard.name(&self.languages), self.fingerprint, &payload)
    }
}

/// The languages of all pages, the site's first. Tags that differ only in capitals are one language.
fn languages(scene: &Scene) -> Vec<Language> {
    let site = scene.site.config.language.clone();
    let own = scene.library.all_published().map(|(_, entry)| &entry.language).filter(|own| !own.is(&site));
    let others: BTreeMap<String, &Language> = own.map(|own| (own.to_ascii_lowercase(), own)).collect();
    let others = others.into_values().cloned();
    std::iter::once(site.clone()).chain(others).collect()
}

/// The pages of views with all entries: address, section and view.
fn views(scene: &Scene) -> impl Iterator<Item = (&UrlPath, usize, usize)> {
    scene.plan.pages.iter().filter_map(|(url, planned)| match planned {
        Planned::View { section, view, variant: Variant::Whole } => Some((url, *section, *view)),
        Planned::View { variant: Variant::Facet { .. } | Variant::Order(_) | Variant::Square(_), .. }
        | Planned::Home
        | Planned::Entry(_)
        | Planned::AToZ
        | Planned::Changes
        | Planned::Search
        | Planned::NotFound
        | Planned::Redirect(_) => None,
    })
}

/// The documents: every published entry, and the main page of every view.
fn documents(scene: &Scene, languages: &[Language], kinds: &[table::KindLabel]) -> Vec<Document> {
    let Scene { snapshot, library, plan, .. } = scene;
    let linker = Linker::page(&UrlPath::new(""), snapshot.options.portable);
    let kind_of = |id: &str| kinds.iter().position(|kind| kind.id == id).unwrap_or_default();
    let language_of = |own: &Language| {
        let place = languages.iter().position(|language| language.is(own));
        (place.unwrap_or_default(), Arc::clone(words(scene, own)))
    };
    let published: Vec<usize> = library.published();
    let entries = published.iter().map(|index| {
        let entry = &library.entries[*index];
        let (language, words) = language_of(&entry.language);
        Document {
            href: linker.to(&entry.url),
            kind: kind_of(&entry.kind.id),
            language,
            words,
            index: Some(*index),
            day: touched(entry),
            status: document::status(entry),
            grades: document::grades(entry),
            subjects: document::subjects(entry),
            source: entry_source(library, *index),
        }
    });
    let mut documents: Vec<Document> = entries.collect();
    for (url, section, view) in views(scene) {
        let section = &plan.sections[section];
        let head = section.kind.views[view].head();
        let opening = section.opening.filter(|_| *url == section.url).map(|index| &library.entries[index]);
        let describe = if *url == section.url { section.kind.describe.clone() } else { None };
        let (language, words) = language_of(&scene.site.config.language);
        documents.push(Document {
            href: linker.to(url),
            kind: kind_of(PAGE),
            language,
            words,
            index: None,
            day: None,
            status: None,
            grades: GradeSet::default(),
            subjects: Vec::new(),
            source: Source {
                title: head.title.clone(),
                summary: head.describe.clone().or(describe),
                entry: opening.cloned(),
                made: true,
                hidden: Vec::new(),
            },
        });
    }
    documents
}
