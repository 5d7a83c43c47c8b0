//! Search: an index in shards, of which a reader's browser loads the few that a query needs.
//!
//! 1. `words` cuts a text into folded words.
//! 2. `analysis` weighs the words of one entry; memoised by content.
//! 3. `merge` gathers the words of all entries and ties the forms of a word together.
//! 4. `encode` and `document` write shards: scripts that register themselves.
//!
//! Which shards there are follows from the number of documents, so their addresses are known before
//! anything is analysed, and each shard is made when it is asked for. `docs/search.md` has the format.

mod analysis;
mod document;
mod encode;
mod merge;
mod table;
mod words;

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::artifact::UrlPath;
use crate::catalog::touched;
use crate::check::Scene;
use crate::fingerprint::{Fingerprint, Mixer};
use crate::href::Linker;
use crate::memo::Memo;
use crate::page::plan::{Planned, SHARDS, Variant};
pub use analysis::Analysis;
use analysis::Source;
use document::Document;
use merge::{GROUP, Merged, Shards, merge};

/// The index of a site. Nothing is analysed before a shard is asked for.
pub struct Index {
    documents: Vec<Document>,
    languages: Vec<String>,
    /// The print of the list of addresses: the numbers of documents mean nothing in another list.
    print: Fingerprint,
    shards: Shards,
    today: Date,
    table: table::Table,
    merged: LazyLock<Merged, Box<dyn FnOnce() -> Merged + Send>>,
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

impl Index {
    /// The index of a site, with the memo of analyses that earlier builds left.
    #[must_use]
    pub fn new(scene: &Scene<'_>, memo: &Arc<Memo<Arc<Analysis>>>) -> Self {
        let languages = languages(scene);
        let kinds = table::kinds(scene);
        let documents = documents(scene, &languages, &kinds);
        let print = documents.iter().fold(Mixer::new(), |mixer, document| mixer.text(&document.href)).finish();
        let shards = Shards::of(documents.len());
        let table = table::Table::new(scene, kinds);
        let style = format!("{:?}", scene.site.config.markdown);
        let words_print = scene.site.theme.words.print();
        let sources: Vec<(Fingerprint, usize)> = documents
            .iter()
            .map(|document| (analysis::key(&document.source, &style, words_print), document.language))
            .collect();
        // What nobody searches is not analysed; what was analysed stays for the next search.
        sources.iter().for_each(|(key, _)| memo.keep(*key));
        let inputs = Inputs { sources, memo: Arc::clone(memo), languages: languages.clone(), shards };
        let merged: Box<dyn FnOnce() -> Merged + Send> = Box::new({
            let texts: Vec<(Source, Arc<crate::theme::Dictionary>)> = documents
                .iter()
                .map(|document| (document.source.clone(), Arc::clone(&document.words)))
                .collect();
            move || inputs.merge(&texts)
        });
        let today = scene.snapshot.today;
        Self { documents, languages, print, shards, today, table, merged: LazyLock::new(merged) }
    }

    /// Every shard with its address.
    #[must_use]
    pub fn shards(&self) -> Vec<(UrlPath, Shard)> {
        let Shards { postings, dictionary, documents } = self.shards;
        let all = [Shard::Table, Shard::Facets, Shard::Days].into_iter();
        let all = all.chain((0..self.languages.len()).map(Shard::Words));
        let all = all.chain((0..postings).map(Shard::Postings));
        let all = all.chain((0..dictionary).map(Shard::Dictionary));
        let all = all.chain((0..documents).map(Shard::Documents));
        all.map(|shard| (UrlPath::new(&format!("{SHARDS}{}.js", self.name(shard))), shard)).collect()
    }

    fn name(&self, shard: Shard) -> String {
        match shard {
            Shard::Table => "table".to_owned(),
            Shard::Facets => "facets".to_owned(),
            Shard::Days => "days".to_owned(),
            Shard::Words(language) => format!("words-{}", self.languages[language].to_ascii_lowercase()),
            Shard::Postings(number) => format!("p{number}"),
            Shard::Dictionary(number) => format!("d{number}"),
            Shard::Documents(number) => format!("t{number}"),
        }
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
        encode::script(&self.name(shard), self.print, &payload)
    }
}

/// What the merged index is made from.
struct Inputs {
    sources: Vec<(Fingerprint, usize)>,
    memo: Arc<Memo<Arc<Analysis>>>,
    languages: Vec<String>,
    shards: Shards,
}

impl Inputs {
    fn merge(self, texts: &[(Source, Arc<crate::theme::Dictionary>)]) -> Merged {
        let analysed: Vec<(Arc<Analysis>, usize)> = self
            .sources
            .par_iter()
            .zip(texts)
            .map(|((key, language), (source, words))| {
                let analysis = self.memo.get(*key, || Arc::new(analysis::analyse(source, words)));
                (analysis, *language)
            })
            .collect();
        merge(&analysed, &self.languages, &self.shards)
    }
}

/// The languages of all pages, that of the site first.
fn languages(scene: &Scene<'_>) -> Vec<String> {
    let site = scene.site.config.language.clone();
    let published = scene.catalog.published();
    let own = published.iter().filter_map(|index| scene.catalog.entries[*index].text("lang"));
    let others: BTreeSet<String> = own.filter(|own| !own.eq_ignore_ascii_case(&site)).map(str::to_owned).collect();
    [site].into_iter().chain(others).collect()
}

/// Every published entry, and every view that has a page.
fn documents(scene: &Scene<'_>, languages: &[String], kinds: &[table::KindLabel]) -> Vec<Document> {
    let Scene { snapshot, site, catalog, plan } = scene;
    let linker = Linker::page(&UrlPath::new(""), snapshot.options.portable);
    let kind_of = |id: &str| kinds.iter().position(|kind| kind.id == id).unwrap_or_default();
    let language_of = |own: Option<&str>| {
        let place = own.and_then(|own| languages.iter().position(|language| language.eq_ignore_ascii_case(own)));
        let number = place.unwrap_or_default();
        (number, Arc::clone(site.theme.words.of(&languages[number])))
    };
    let published: Vec<usize> = catalog.published();
    let entries = published.par_iter().map(|index| {
        let entry = &catalog.entries[*index];
        let (language, words) = language_of(entry.text("lang"));
        Document {
            href: linker.to(&entry.url),
            kind: kind_of(&entry.kind.id),
            language,
            words,
            life: crate::verdict::LifeFacts::of(catalog, *index),
            day: touched(entry),
            status: document::status(entry),
            grades: document::grades(entry),
            subjects: document::subjects(entry),
            source: Source {
                title: entry.title.clone(),
                summary: entry.text("summary").map(str::to_owned),
                entry: Some(Arc::clone(entry)),
            },
        }
    });
    let mut documents: Vec<Document> = entries.collect();
    for (url, planned) in &plan.pages {
        let Planned::View { section, view, variant: Variant::Whole } = planned else { continue };
        let section = &plan.sections[*section];
        let head = section.kind.views[*view].head();
        let opening = section.opening.filter(|_| *url == section.url).map(|index| &catalog.entries[index]);
        let describe = if *url == section.url { section.kind.describe.clone() } else { None };
        let (language, words) = language_of(None);
        documents.push(Document {
            href: linker.to(url),
            kind: kind_of(crate::schema::kind::PAGE),
            language,
            words,
            life: None,
            day: None,
            status: None,
            grades: crate::schema::GradeSet::default(),
            subjects: Vec::new(),
            source: Source {
                title: head.title.clone(),
                summary: head.describe.clone().or(describe),
                entry: opening.cloned(),
            },
        });
    }
    documents
}
