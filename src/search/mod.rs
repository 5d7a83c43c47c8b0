//! Search: an index in shards, of which a reader's browser loads the few that a query needs.
//!
//! 1. `words` cuts a text into folded words.
//! 2. `analysis` weighs the words of one entry; memoized by content.
//! 3. `merge` gathers the words of all entries and ties the forms of a word together.
//! 4. `encode` and `document` write shards: scripts that register themselves.
//!
//! Which shards there are follows from the number of documents, so their addresses are known before
//! anything is analyzed, and each shard is made when it is asked for. `docs/search.md` has the format.

mod analysis;
mod document;
mod encode;
mod merge;
mod table;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::artifact::UrlPath;
use crate::catalog::{Catalog, EntryIndex, touched};
use crate::config::is_language;
use crate::fingerprint::{Fingerprint, Mixer};
use crate::href::Linker;
use crate::memo::Memo;
use crate::plan::{Planned, Variant};
use crate::scene::Scene;
use crate::schema::GradeSet;
use crate::schema::kind::PAGE;
use crate::theme::Dictionary;
use crate::yaml::Step;
pub use analysis::Analysis;
use analysis::Source;
use document::Document;
use merge::{GROUP, Merged, Shards, merge};

/// The folder of the shards. It belongs to the index alone.
pub const SHARDS: &str = "search/shards/";

/// The index of a site.
pub struct Index {
    documents: Vec<Document>,
    languages: Vec<String>,
    /// The print of the list of addresses: the numbers of documents mean nothing in another list.
    print: Fingerprint,
    today: Date,
    table: table::Table,
    merged: Merged,
}

/// One shard of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shard {
    /// What every query needs first: how many shards there are, kinds, synonyms.
    Table,
    /// What results are narrowed by.
    Facets,
    /// The day on which each document was last touched.
    Days,
    /// The words of the interface in a language, by its number.
    Words(usize),
    /// Some words with the documents that hold them.
    Postings(usize),
    /// Some words, for misspelled ones.
    Dictionary(usize),
    /// Some documents.
    Documents(usize),
}

impl Shard {
    fn name(self, languages: &[String]) -> String {
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
    let Shards { postings, dictionary, documents } = Shards::of(scene.catalog.published().len() + views(scene).count());
    let all = [Shard::Table, Shard::Facets, Shard::Days].into_iter();
    let all = all.chain((0..languages.len()).map(Shard::Words));
    let all = all.chain((0..postings).map(Shard::Postings));
    let all = all.chain((0..dictionary).map(Shard::Dictionary));
    let all = all.chain((0..documents).map(Shard::Documents));
    all.map(|shard| (UrlPath::new(&format!("{SHARDS}{}.js", shard.name(&languages))), shard)).collect()
}

/// Keeps what was analyzed for the next search, though nobody searches now.
pub fn keep(scene: &Scene, memo: &Memo<Arc<Analysis>>) {
    for index in scene.catalog.published() {
        let words = words(scene, scene.catalog.entries[index].text("lang"));
        memo.keep(analysis::key(entry_source(&scene.catalog, index).print(), words));
    }
}

/// The analysis of a published entry.
pub fn analyze(scene: &Scene, index: EntryIndex, memo: &Memo<Arc<Analysis>>) -> Arc<Analysis> {
    let words = words(scene, scene.catalog.entries[index].text("lang"));
    analyzed(&entry_source(&scene.catalog, index), words, memo)
}

fn analyzed(source: &Source, words: &Dictionary, memo: &Memo<Arc<Analysis>>) -> Arc<Analysis> {
    memo.get(analysis::key(source.print(), words), || Arc::new(analysis::analyze(source, words)))
}

/// The words of a page that names a language of its own, or none.
fn words<'s>(scene: &'s Scene, own: Option<&str>) -> &'s Arc<Dictionary> {
    scene.site.theme.words.of(own.unwrap_or(&scene.site.config.language))
}

/// What an entry is found by.
fn entry_source(catalog: &Catalog, index: EntryIndex) -> Source {
    let entry = &catalog.entries[index];
    Source {
        title: entry.title.clone(),
        summary: entry.text("summary").map(str::to_owned),
        entry: Some(Arc::clone(entry)),
        made: false,
        hidden: catalog.hidden(index).map(<[Step]>::to_vec).collect(),
    }
}

impl Index {
    /// The index of a site, with the memo of analyses that earlier builds left. Runs on
    /// one thread: others may wait for it.
    #[must_use]
    pub fn new(scene: &Scene, memo: &Memo<Arc<Analysis>>) -> Self {
        let languages = languages(scene);
        let kinds = table::kinds(scene);
        let documents = documents(scene, &languages, &kinds);
        let print = documents.iter().fold(Mixer::new(), |mixer, document| mixer.text(&document.href)).finish();
        let analyzed: Vec<(Arc<Analysis>, usize)> = documents
            .iter()
            .map(|Document { source, words, language, .. }| (analyzed(source, words, memo), *language))
            .collect();
        let merged = merge(&analyzed, &languages, &Shards::of(documents.len()));
        let table = table::Table::new(scene, kinds, &languages);
        Self { documents, languages, print, today: scene.snapshot.today, table, merged }
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
                serde_json::Value::Array(of.map(|document| document::json(document, self.today)).collect()).to_string()
            }
        };
        encode::script(&shard.name(&self.languages), self.print, &payload)
    }
}

/// The languages of all pages, that of the site first; capitals make no difference.
fn languages(scene: &Scene) -> Vec<String> {
    let site = scene.site.config.language.clone();
    let published = scene.catalog.entries.iter().enumerate().filter(|(index, _)| scene.catalog.is_published(*index));
    // A kind may have a `lang` of its own that takes any text.
    let own = published.filter_map(|(_, entry)| entry.text("lang")).filter(|own| is_language(own));
    let others: BTreeMap<String, &str> = own.map(|own| (own.to_ascii_lowercase(), own)).collect();
    let others = others.into_values().filter(|own| !own.eq_ignore_ascii_case(&site)).map(str::to_owned);
    std::iter::once(site.clone()).chain(others).collect()
}

/// The pages of views that hold all entries: address, section and view.
fn views(scene: &Scene) -> impl Iterator<Item = (&UrlPath, usize, usize)> {
    scene.plan.pages.iter().filter_map(|(url, planned)| match planned {
        Planned::View { section, view, variant: Variant::Whole } => Some((url, *section, *view)),
        _ => None,
    })
}

/// Every published entry, and every view that has a page.
fn documents(scene: &Scene, languages: &[String], kinds: &[table::KindLabel]) -> Vec<Document> {
    let Scene { snapshot, catalog, plan, .. } = scene;
    let linker = Linker::page(&UrlPath::new(""), snapshot.options.portable);
    let kind_of = |id: &str| kinds.iter().position(|kind| kind.id == id).unwrap_or_default();
    let language_of = |own: Option<&str>| {
        let place = own.and_then(|own| languages.iter().position(|language| language.eq_ignore_ascii_case(own)));
        (place.unwrap_or_default(), Arc::clone(words(scene, own)))
    };
    let published: Vec<usize> = catalog.published();
    let entries = published.iter().map(|index| {
        let entry = &catalog.entries[*index];
        let (language, words) = language_of(entry.text("lang"));
        Document {
            href: linker.to(&entry.url),
            kind: kind_of(&entry.kind.id),
            language,
            words,
            life: scene.life(*index).cloned(),
            day: touched(entry),
            status: document::status(entry),
            grades: document::grades(entry),
            subjects: document::subjects(entry),
            source: entry_source(catalog, *index),
        }
    });
    let mut documents: Vec<Document> = entries.collect();
    for (url, section, view) in views(scene) {
        let section = &plan.sections[section];
        let head = section.kind.views[view].head();
        let opening = section.opening.filter(|_| *url == section.url).map(|index| &catalog.entries[index]);
        let describe = if *url == section.url { section.kind.describe.clone() } else { None };
        let (language, words) = language_of(None);
        documents.push(Document {
            href: linker.to(url),
            kind: kind_of(PAGE),
            language,
            words,
            life: None,
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
