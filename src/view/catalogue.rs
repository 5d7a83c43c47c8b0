//! The catalogue: entries as cards, with facets that narrow them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::answer::{self, CardAnswer};
use super::facets::{Facet, FacetModel, keys, models};
use super::scope::Scope;
use super::shown::{Fact, fact};
use crate::artifact::UrlPath;
use crate::catalog::{EntryIndex, touched};
use crate::schema::Kind;
use crate::schema::view_spec::Catalogue;

/// What `catalogue.html` sees of the view.
#[derive(Debug, Clone, Serialize)]
pub struct CatalogueModel {
    /// "12 entries".
    pub count: String,
    /// The cards.
    pub cards: Vec<Card>,
    /// The facets, those without any value left out.
    pub facets: Vec<FacetModel>,
    /// The page of all entries; missing when this is it.
    pub clear: Option<String>,
}

/// One entry as a card.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    /// The entry's title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// One sentence on it.
    pub summary: Option<String>,
    /// Whether it may be used; missing for kinds without verdicts.
    pub verdict: Option<CardAnswer>,
    /// The fields that the view shows on a card.
    pub facts: Vec<Fact>,
    /// The facet values that the entry has, by field; for scripts.
    pub facets: BTreeMap<String, Vec<String>>,
    /// The day it was last touched, for scripts that sort: `2026-08-12`.
    pub touched: Option<String>,
}

/// One page of a catalogue: all entries, or those of one facet value.
pub struct Page<'p> {
    /// The address of the view.
    pub view: &'p UrlPath,
    /// The facets over all entries of the view.
    pub facets: &'p [Facet],
    /// The facet value shown, as field and key.
    pub chosen: Option<(&'p str, &'p str)>,
    /// Whether the page holds a part of the view's entries.
    pub narrowed: bool,
    /// The entries shown, in their order.
    pub entries: &'p [EntryIndex],
}

/// Makes the model of one page.
#[must_use]
pub fn model(scope: &Scope<'_>, kind: &Kind, spec: &Catalogue, page: &Page<'_>) -> CatalogueModel {
    CatalogueModel {
        count: scope.words.count("entries", page.entries.len()),
        cards: page.entries.iter().map(|index| card(scope, kind, &spec.card, *index)).collect(),
        facets: models(scope, page.view, page.facets, page.chosen),
        clear: page.narrowed.then(|| scope.href(page.view)),
    }
}

/// One entry as a card that shows these fields.
#[must_use]
pub fn card(scope: &Scope<'_>, kind: &Kind, fields: &[String], index: EntryIndex) -> Card {
    let entry = &scope.catalog.entries[index];
    let facets = kind.fields.values().filter(|field| field.facet);
    let facets = facets.map(|field| {
        let keys = keys(field, index, scope.catalog, scope.config).into_iter().map(|(key, _)| key).collect();
        (field.name.clone(), keys)
    });
    Card {
        title: entry.title.clone(),
        href: scope.href(&entry.url),
        summary: entry.summary().map(str::to_owned),
        verdict: answer::card(scope, index),
        facts: fields.iter().filter_map(|name| fact(scope, index, kind.fields.get(name)?)).collect(),
        facets: facets.collect(),
        touched: touched(entry).map(|day| day.to_string()),
    }
}
