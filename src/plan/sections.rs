//! The claims of sections: the pages of their views, and the files that outputs make for them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::addresses;
use super::claims::Place;
use super::facets::{Facet, facets};
use super::order::{self, Orders};
use super::pages::{Planned, Section, Variant};
use super::planner::Planner;
use super::squares::squares;
use crate::artifact::UrlPath;
use crate::schema::type_groups::FacetValues;
use crate::schema::{Kind, ViewSpec};
use crate::source::VPath;

/// Claims the addresses of all sections. When a section's own address is taken, nothing of the section is published,
/// and there is only one finding about it. Returns the ids of such kinds.
pub(super) fn claim(planner: &mut Planner<'_>) -> BTreeSet<String> {
    let mut homeless = BTreeSet::new();
    for mut section in sections(planner) {
        if claim_section(planner, &mut section) {
            planner.plan.sections.push(section);
        } else {
            homeless.insert(section.kind.id.clone());
        }
    }
    homeless
}

fn sections(planner: &Planner<'_>) -> Vec<Section> {
    let (site, library) = (planner.site, planner.library);
    let section = |kind: &Arc<Kind>| {
        let mut entries = library.of_kind(&kind.id);
        let opening = library.opening(&kind.folder);
        if entries.is_empty() && opening.is_none() {
            return None;
        }
        order::sort_by_title(&mut entries, library);
        let orders = Orders::new(kind, &entries, library);
        let words = site.theme.words.of(&site.config.language);
        let facets = facets(kind, &entries, library, &site.config, words);
        let (kind, url) = (Arc::clone(kind), addresses::section(kind));
        Some(Section { kind, url, entries, orders, facets, opening, linked: Vec::new() })
    };
    site.kinds.sections().filter_map(section).collect()
}

fn claim_section(planner: &mut Planner<'_>, section: &mut Section) -> bool {
    let kind = Arc::clone(&section.kind);
    // A kind that ships with Homeroom has no file in the site that a finding could point at.
    let files = ["yaml", "yml"].iter().filter_map(|end| VPath::new(&format!("kinds/{}.{end}", kind.id)));
    let file = files.into_iter().find(|file| planner.snapshot.files.contains_key(file));
    let place = file.map_or(Place::Nowhere, Place::File);
    let views = kind.views.iter().enumerate();
    let (own, others): (Vec<_>, Vec<_>) = views.partition(|(_, view)| view.head().url.is_empty());
    for (number, view) in &own {
        if !claim_view(planner, section, *number, view, &place) {
            return false;
        }
    }
    for claimant in planner.claimants {
        let wishes = claimant.of_section(section);
        let linked = planner.grant(claimant.maker(), wishes.into_iter().map(|wish| wish.at(&place)).collect());
        section.linked.extend(linked);
    }
    for (number, view) in own.into_iter().chain(others) {
        if view.head().url.is_empty() || claim_view(planner, section, number, view, &place) {
            claim_further(planner, section, number, view, &place);
        }
    }
    true
}

/// Claims the first page of a view.
fn claim_view(planner: &mut Planner<'_>, section: &Section, number: usize, view: &ViewSpec, place: &Place) -> bool {
    let owner = format!("the view `{}` of {}", view.head().title, section.kind.many);
    let planned = planned(planner, number, Variant::Whole);
    planner.page(addresses::view(&section.url, view), planned, place.clone(), owner)
}

/// Claims the further pages of a view: facet values, orders, squares.
fn claim_further(planner: &mut Planner<'_>, section: &Section, number: usize, view: &ViewSpec, place: &Place) {
    let (kind, url) = (&section.kind, addresses::view(&section.url, view));
    match view {
        ViewSpec::Catalogue(_) => {
            let used = section.facets.iter().enumerate().filter(|(_, facet)| facet.is_used());
            for (facet_number, facet) in used {
                let with_page = facet.values.iter().enumerate().filter(|(_, value)| value.has_page);
                for (value_number, _) in with_page {
                    claim_facet_value(planner, section, (number, &url), (facet_number, facet), value_number, place);
                }
            }
        }
        ViewSpec::Table(spec) => {
            for (order_number, order) in spec.sort.iter().enumerate().skip(1) {
                let planned = planned(planner, number, Variant::Order(order_number));
                let owner = format!("the table of {} by `{}`", kind.many, order.field);
                planner.page(addresses::order(&url, spec, order), planned, place.clone(), owner);
            }
        }
        ViewSpec::Matrix(spec) => {
            for square in squares(kind, spec, &section.entries, planner.library) {
                let owner = format!("the square `{}` of {}", square.code, kind.many);
                let url = addresses::square(&url, &square.code);
                let planned = planned(planner, number, Variant::Square(square.code));
                planner.page(url, planned, place.clone(), owner);
            }
        }
        ViewSpec::Index(_) | ViewSpec::Ladder(_) | ViewSpec::Ranges(_) => {}
    }
}

fn claim_facet_value(
    planner: &mut Planner<'_>,
    section: &Section,
    (view, view_url): (usize, &UrlPath),
    (facet_number, facet): (usize, &Facet),
    value_number: usize,
    place: &Place,
) {
    let (field, value) = (&facet.field, &facet.values[value_number]);
    // A finding points at the entry for a value that entries write, and at the kind for a value that the kind names.
    let is_written = match field.ty.facet_values() {
        Some(FacetValues::Choices(_) | FacetValues::Bands | FacetValues::YesNo) => false,
        Some(FacetValues::Written) | None => true,
    };
    let entry = value.entries.first().filter(|_| is_written).map(|index| &planner.library.entries[*index]);
    let place = entry.map_or_else(|| place.clone(), |entry| Place::File(entry.file.clone()));
    let owner = format!("the page of {} with the {} `{}`", section.kind.many, field.name, value.key);
    let planned = planned(planner, view, Variant::Facet { facet: facet_number, value: value_number });
    planner.page(addresses::facet_value(view_url, &field.name, &value.key), planned, place, owner);
}

/// A view's page of the section that is claimed at the moment; it is added to the plan afterwards.
fn planned(planner: &Planner<'_>, view: usize, variant: Variant) -> Planned {
    Planned::View { section: planner.plan.sections.len(), view, variant }
}
