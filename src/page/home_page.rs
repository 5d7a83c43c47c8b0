//! The home page: sections, counts by status, what ends soon, and what is new.

use jiff::civil::Date;

use super::model::{HomeModel, RecentLink, SectionLink, Tally};
use super::navigation::{address, quick_links};
use super::text::body;
use crate::artifact::UrlPath;
use crate::content::Role;
use crate::format;
use crate::library::{EntryIndex, touched};
use crate::plan::{Section, addresses};
use crate::scene::Scene;
use crate::view::{Link, Scope, Shown, facets, news};
use crate::yaml::Step;

/// How many entries that end soon the home page lists.
const NOTICES: usize = 3;

/// How many new pages the home page lists.
const RECENT: usize = 6;

/// The model of the home page.
pub(super) fn model(scope: &Scope<'_>, opening: Option<EntryIndex>) -> HomeModel {
    let Scene { library, plan, site, .. } = scope.scene;
    // Sections that the masthead links come first, in its order.
    let rank = |section: &&Section| {
        let mut items = site.config.navigation.iter().flatten();
        let is_section = |item| address(library, plan, item).is_some_and(|(url, _): (UrlPath, _)| url == section.url);
        items.position(is_section).unwrap_or(usize::MAX)
    };
    let mut sections: Vec<&Section> = plan.sections.iter().collect();
    sections.sort_by_key(rank);
    let sections = sections.into_iter().map(|section| SectionLink {
        link: Link::new(scope, &section.kind.many, &section.url),
        describe: section.kind.describe.clone(),
        count: section.entries.len(),
        count_words: scope.words.count("entries", section.entries.len()),
    });
    let mut recent: Vec<(Date, EntryIndex)> =
        library.published().into_iter().filter_map(|index| Some((touched(&library.entries[index])?, index))).collect();
    recent.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| library.entries[a.1].file.cmp(&library.entries[b.1].file)));
    let recent = recent.into_iter().take(RECENT).map(|(day, index)| {
        let entry = &library.entries[index];
        RecentLink {
            kind: (entry.role == Role::Entry).then(|| entry.kind.one.clone()),
            link: Link::to_entry(scope, index),
            summary: entry.summary().map(str::to_owned),
            date: Shown::Date { text: format::day(day, scope.words), iso: day.to_string() },
        }
    });
    let html = opening.map(|index| body(scope, index)).unwrap_or_default();
    let mut notices = news::endings(scope);
    notices.truncate(NOTICES);
    HomeModel {
        html,
        quick_links: quick_links(scope),
        tallies: plan.sections.iter().filter_map(|section| tally(scope, section)).collect(),
        notices,
        sections: sections.collect(),
        recent: recent.collect(),
    }
}

/// How many entries of a section are in each state of their life, with the page of each state. `None` for kinds without
/// a life, or without a catalogue that lists the states.
fn tally(scope: &Scope<'_>, section: &Section) -> Option<Tally> {
    let life = section.kind.life.as_ref()?;
    let catalogue = section.kind.views.iter().find(|view| view.as_catalogue().is_some())?;
    let url = addresses::view(&section.url, catalogue);
    let facet = section.facets.iter().find(|facet| life.status.steps() == [Step::Key(facet.field.name.clone())])?;
    let mut models = facets::models(scope, &url, std::slice::from_ref(facet), None);
    let mut values = models.pop()?.values;
    values.retain(|value| value.count > 0);
    Some(Tally { title: section.kind.many.clone(), values })
}
