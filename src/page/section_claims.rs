//! What sections claim: the pages of their views, their data, and what a long catalogue fetches.

use std::collections::BTreeSet;

use super::claims::{Maker, Place};
use super::plan::{Planned, Planner, Section, Variant, data_url, view_url};
use crate::artifact::UrlPath;
use crate::schema::{Type, ViewSpec};
use crate::source::VPath;
use crate::view::facets::{self, Facet};
use crate::view::{catalogue, matrix, table};

impl Planner<'_> {
    /// Claims what sections have. One whose own address is not to be had is no section: nothing of it is published, and
    /// that is one finding. Gives the ids of such kinds.
    pub(super) fn sections(&mut self, sections: Vec<Section>) -> BTreeSet<String> {
        let mut homeless = BTreeSet::new();
        for section in sections {
            if self.section(&section) {
                self.plan.sections.push(section);
            } else {
                homeless.insert(section.kind.id.clone());
            }
        }
        homeless
    }

    fn section(&mut self, section: &Section) -> bool {
        let kind = &section.kind;
        // A kind that ships with Homeroom has no file to point at.
        let files = ["yaml", "yml"].iter().filter_map(|end| VPath::new(&format!("kinds/{}.{end}", kind.id)));
        let file = files.into_iter().find(|file| self.snapshot.files.contains_key(file));
        let place = file.map_or(Place::Nowhere, Place::File);
        let views = || kind.views.iter().enumerate().filter(|(_, view)| view.has_page());
        let (own, others): (Vec<_>, Vec<_>) = views().partition(|(_, view)| view.head().url.is_empty());
        for (number, view) in &own {
            if !self.view(section, *number, view, &place) {
                return false;
            }
        }
        for format in ["csv", "json"] {
            self.claim(&data_url(kind, format), Maker::Data, place.clone(), format!("the data of {}", kind.many));
        }
        for (number, view) in own.into_iter().chain(others) {
            if view.head().url.is_empty() || self.view(section, number, view, &place) {
                self.further(section, number, view, &place);
            }
        }
        true
    }

    /// Claims the first page of a view.
    fn view(&mut self, section: &Section, number: usize, view: &ViewSpec, place: &Place) -> bool {
        let owner = format!("the view `{}` of {}", view.head().title, section.kind.many);
        let planned = self.planned(number, Variant::Whole);
        self.page(view_url(&section.url, view), planned, place.clone(), owner)
    }

    /// Claims what stands below a view.
    fn further(&mut self, section: &Section, number: usize, view: &ViewSpec, place: &Place) {
        let (kind, url) = (&section.kind, view_url(&section.url, view));
        match view {
            ViewSpec::Catalogue(_) => {
                if section.entries.len() > catalogue::HELD {
                    let planned = Planned::MoreCards { section: self.plan.sections.len(), view: number };
                    let owner = format!("the script with the cards of {}", kind.many);
                    self.page(catalogue::rest_url(&url), planned, place.clone(), owner);
                }
                let used = section.facets.iter().enumerate().filter(|(_, facet)| facet.is_used());
                for (facet_number, facet) in used {
                    let with_page = facet.values.iter().enumerate().filter(|(_, value)| value.has_page);
                    for (value_number, _) in with_page {
                        self.facet_value(section, (number, &url), (facet_number, facet), value_number, place);
                    }
                }
            }
            ViewSpec::Table(spec) => {
                for (order_number, order) in spec.sort.iter().enumerate().skip(1) {
                    let planned = self.planned(number, Variant::Order(order_number));
                    let owner = format!("the table of {} by `{}`", kind.many, order.field);
                    self.page(table::url(&url, spec, order), planned, place.clone(), owner);
                }
            }
            ViewSpec::Matrix(spec) => {
                for square in matrix::squares(kind, spec, &section.entries, self.catalog) {
                    let owner = format!("the square `{}` of {}", square.code, kind.many);
                    let url = matrix::url(&url, &square.code);
                    let planned = self.planned(number, Variant::Square(square.code));
                    self.page(url, planned, place.clone(), owner);
                }
            }
            ViewSpec::Index(_) | ViewSpec::Ladder(_) | ViewSpec::Ranges(_) | ViewSpec::Path(_) => {}
        }
    }

    fn facet_value(
        &mut self,
        section: &Section,
        (view, view_url): (usize, &UrlPath),
        (facet_number, facet): (usize, &Facet),
        value_number: usize,
        place: &Place,
    ) {
        let (field, value) = (&facet.field, &facet.values[value_number]);
        // The kind names some values; the others are as entries have written them.
        let written = !matches!(field.item_type(), Type::Choice(_) | Type::Grades | Type::Boolean);
        let entry = value.entries.first().filter(|_| written).map(|index| &self.catalog.entries[*index]);
        let place = entry.map_or_else(|| place.clone(), |entry| Place::File(entry.file.clone()));
        let owner = format!("the page of {} with the {} `{}`", section.kind.many, field.name, value.key);
        let planned = self.planned(view, Variant::Facet { facet: facet_number, value: value_number });
        self.page(facets::url(view_url, &field.name, &value.key), planned, place, owner);
    }

    /// A page of the section that is looked at: the next one of the plan.
    fn planned(&self, view: usize, variant: Variant) -> Planned {
        Planned::View { section: self.plan.sections.len(), view, variant }
    }
}
