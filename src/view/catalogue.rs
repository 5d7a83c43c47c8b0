//! The catalogue: entries as cards, with facets that narrow them.

use std::collections::BTreeMap;
use std::ops::RangeBounds;

use serde::Serialize;

use super::answer::{self, CardAnswer};
use super::facets::{FacetModel, models};
use super::link::Link;
use super::scope::Scope;
use super::shown::{Fact, Shown, fact};
use crate::artifact::UrlPath;
use crate::library::EntryIndex;
use crate::plan::facets::{Facet, keys};
use crate::plan::order::{self, Orders};
use crate::schema::view_spec::Catalogue;
use crate::schema::{Kind, Tone};
use crate::verdict::Answer;

/// What `catalogue.html` sees of the view.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CatalogueModel {
    /// "12 entries".
    pub count: String,
    /// The first 400 cards; on the page of a facet value, the first 100.
    pub cards: Vec<Card>,
    /// How many entries there are.
    pub total: usize,
    /// The sentence that says how many cards the page shows, when it does not have all.
    pub more: Option<String>,
    /// The address of the script with the remaining cards; missing when the page has all.
    pub rest: Option<String>,
    /// The facets that at least one entry has a value of.
    pub facets: Vec<FacetModel>,
    /// The answers to "May I use it?" that some grade gets, best first. Empty for kinds without verdicts, and on the
    /// pages of facet values and squares.
    pub answers: Vec<AnswerChoice>,
    /// The names of the orders. The cards are in the first one.
    pub orders: Vec<String>,
    /// The address of the page with all entries; missing on that page itself.
    pub clear: Option<String>,
    /// The facet value of this page, as scripts write it into an address: `status=approved`.
    pub chosen: Option<String>,
    /// Whether its entries have verdicts, so that a grade can be chosen.
    pub has_verdicts: bool,
}

/// An answer that entries can be narrowed to.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct AnswerChoice {
    /// The answer in a word or two.
    pub word: String,
    /// How many entries have it as their best answer.
    pub count: usize,
}

/// One entry as a card.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Card {
    /// Its title and its page.
    #[serde(flatten)]
    pub link: Link,
    /// One sentence on it.
    pub summary: Option<String>,
    /// Whether it may be used; missing for kinds without verdicts.
    pub verdict: Option<CardAnswer>,
    /// The card's tab: the verdict, or the first choice on the card that has a tone.
    pub tab: Option<Tab>,
    /// The fields that the view shows on a card, without the one on its tab.
    pub facts: Vec<Fact>,
    /// The facet values that the entry has, as `field=value` with spaces between them; for scripts.
    pub values: String,
    /// Its place in each of the view's orders, with spaces between them; for scripts.
    pub places: String,
}

/// The most important fact about an entry, in a word.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub(crate) struct Tab {
    /// The tone in which it is shown.
    pub tone: Tone,
    pub word: String,
}

/// One page of a catalogue: all entries, or those of a facet value or a square.
pub(crate) struct Page<'p> {
    /// The address of the view.
    pub view: &'p UrlPath,
    /// The facets over all entries of the view.
    pub facets: &'p [Facet],
    /// The orders of the section.
    pub orders: &'p Orders,
    /// The facet value of the page, as field and key.
    pub chosen: Option<(&'p str, &'p str)>,
    /// Whether the page shows only some of the view's entries.
    pub narrowed: bool,
    /// The address of the script with the cards that the page does not have.
    pub rest: Option<&'p UrlPath>,
    /// The entries shown.
    pub entries: &'p [EntryIndex],
}

/// How many cards a page has at most. The remaining cards of a view come from a script.
pub(crate) const HELD: usize = 400;

/// How many cards the page of a facet value has at most, which fill forty screens of a phone. Each entry is on several
/// such pages, so more cards would cost much; scripts reach the rest from there.
const NARROWED: usize = 100;

/// The model of one page.
#[must_use]
pub(crate) fn model(scope: &Scope<'_>, kind: &Kind, spec: &Catalogue, page: &Page<'_>) -> CatalogueModel {
    let held = if page.chosen.is_some() { NARROWED } else { HELD };
    let cards = cards(scope, kind, spec, page.orders, page.entries, ..held);
    CatalogueModel {
        count: scope.words.count("entries", page.entries.len()),
        has_verdicts: cards.iter().any(|card| card.verdict.is_some()),
        cards,
        total: page.entries.len(),
        more: (page.entries.len() > held).then(|| {
            let (shown, total) = (held.to_string(), page.entries.len().to_string());
            scope.words.fill("first_of_many", &[("shown", &shown), ("total", &total)])
        }),
        rest: page.rest.map(|url| scope.href(url)),
        answers: if page.narrowed { Vec::new() } else { answers(scope, page.entries) },
        facets: models(scope, page.view, page.facets, page.chosen),
        orders: spec.sort.iter().map(|order| order::label(kind, order, scope.words)).collect(),
        clear: page.narrowed.then(|| scope.href(page.view)),
        chosen: page.chosen.map(|(field, key)| format!("{field}={key}")),
    }
}

/// The answers that entries have for some grade, best first, each with the number of entries whose best one it is.
fn answers(scope: &Scope<'_>, entries: &[EntryIndex]) -> Vec<AnswerChoice> {
    let mut counts: BTreeMap<Answer, usize> = BTreeMap::new();
    for timeline in entries.iter().filter_map(|index| answer::timeline(scope, *index)) {
        for (_, verdict) in timeline.by_grade() {
            counts.entry(verdict.key).or_default();
        }
        *counts.entry(timeline.unchosen().key).or_default() += 1;
    }
    let choice = |(answer, count): (Answer, usize)| AnswerChoice { word: answer.word(scope.words).to_owned(), count };
    counts.into_iter().map(choice).collect()
}

/// The text of the script with the cards that the view's page does not have.
#[must_use]
pub(crate) fn rest(
    scope: &Scope<'_>,
    kind: &Kind,
    spec: &Catalogue,
    orders: &Orders,
    entries: &[EntryIndex],
) -> String {
    let cards = cards(scope, kind, spec, orders, entries, HELD..);
    let json = serde_json::to_string(&cards).unwrap_or_default();
    format!("homeroom.cards({json});\n")
}

/// The entries at the `wanted` places of the view's first order, as cards.
fn cards(
    scope: &Scope<'_>,
    kind: &Kind,
    spec: &Catalogue,
    orders: &Orders,
    entries: &[EntryIndex],
    wanted: impl RangeBounds<usize>,
) -> Vec<Card> {
    let mut sorted = entries.to_vec();
    if let Some(first) = spec.sort.first() {
        orders.sort(&mut sorted, first);
    }
    let places: Vec<_> = spec.sort.iter().map(|order| orders.places(entries, order)).collect();
    let place = |places: &std::collections::HashMap<EntryIndex, Option<usize>>, index: EntryIndex| {
        places.get(&index).copied().flatten().map_or_else(|| "-".to_owned(), |place| place.to_string())
    };
    let card = |index: &EntryIndex| {
        let own: Vec<String> = places.iter().map(|places| place(places, *index)).collect();
        card(scope, kind, &spec.card, *index, own.join(" "))
    };
    sorted.iter().enumerate().filter(|(place, _)| wanted.contains(place)).map(|(_, index)| card(index)).collect()
}

/// One entry as a card with these fields.
fn card(scope: &Scope<'_>, kind: &Kind, fields: &[String], index: EntryIndex, places: String) -> Card {
    let entry = &scope.scene.library.entries[index];
    let facets = kind.fields.values().filter(|field| field.facet);
    let values = facets.flat_map(|field| {
        let keys = keys(field, index, &scope.scene.library, &scope.scene.site.config).into_iter();
        keys.map(|(key, _)| format!("{}={key}", field.name))
    });
    let verdict = answer::card(scope, index);
    let mut facts: Vec<Fact> = fields.iter().filter_map(|name| fact(scope, index, kind.fields.get(name)?)).collect();
    let tab = match &verdict {
        Some(verdict) => Some(Tab { tone: verdict.tone, word: verdict.word.clone() }),
        None => take_tab(&mut facts),
    };
    Card {
        link: Link::to_entry(scope, index),
        summary: entry.summary().map(str::to_owned),
        verdict,
        tab,
        facts,
        values: values.collect::<Vec<_>>().join(" "),
        places,
    }
}

/// Removes the first choice with a tone from the facts and returns it as the tab.
pub(crate) fn take_tab(facts: &mut Vec<Fact>) -> Option<Tab> {
    let tab = |fact: &Fact| match &fact.value {
        Shown::Choice { text, tone: Some(tone), .. } => Some(Tab { tone: *tone, word: text.clone() }),
        _ => None,
    };
    let (place, tab) = facts.iter().enumerate().find_map(|(place, fact)| Some((place, tab(fact)?)))?;
    facts.remove(place);
    Some(tab)
}
