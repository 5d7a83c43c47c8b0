//! The pages of a section: each view, whole or narrowed.

use super::model::{Content, PageModel, SectionModel};
use super::plan::{Section, Variant, data_url, view_url};
use super::render::{Context, NO_INNER, OnePage};
use crate::artifact::UrlPath;
use crate::schema::view_spec::{self, Catalogue, ViewHead};
use crate::schema::{Kind, ViewSpec};
use crate::view::{ViewModel, catalogue, index, ladder, matrix, ranges, table};

/// A view's page: its template, its heading where that is not the view's own, and what it shows.
struct Shape {
    template: &'static str,
    title: Option<String>,
    view: ViewModel,
}

impl OnePage<'_> {
    /// A page of a view.
    pub(super) fn section(&self, section: &Section, number: usize, variant: &Variant) -> (&'static str, PageModel) {
        let Context { catalog, .. } = self.context;
        let spec = &section.kind.views[number];
        let url = view_url(&section.url, spec);
        let Shape { template, title, view } = self.shape(section, spec, &url, variant);
        let is_whole = *variant == Variant::Whole;
        let opening = section.opening.filter(|_| url == section.url && is_whole);
        let title = match opening {
            Some(index) => catalog.entries[index].title.clone(),
            None => title.unwrap_or_else(|| spec.head().title.clone()),
        };
        let others = section.kind.views.iter().enumerate().filter(|(_, view)| view.has_page());
        let others = others.filter(|(other, _)| *other != number || !is_whole);
        let views = others.map(|(_, view)| self.link(&view.head().title, &view_url(&section.url, view))).collect();
        let data = ["csv", "json"].map(|format| {
            let url = data_url(&section.kind, format);
            self.link(url.as_str().rsplit('/').next().unwrap_or(""), &url)
        });
        let describe = spec.head().describe.clone().or_else(|| section.kind.describe.clone());
        let model = SectionModel {
            kind: section.kind.id.clone(),
            // The section's own text says what it holds, when it has one.
            describe: describe.clone().filter(|_| opening.is_none()),
            html: opening.map(|index| self.body(index)).unwrap_or_default(),
            views,
            data: data.to_vec(),
        };
        let frame = self.with_ids(self.frame(&title, describe), opening);
        (template, PageModel { page: frame, content: Content::Section { section: model, view: Box::new(view) } })
    }

    fn shape(&self, section: &Section, spec: &ViewSpec, url: &UrlPath, variant: &Variant) -> Shape {
        let scope = self.scope(&NO_INNER);
        let (kind, entries) = (&section.kind, &section.entries);
        let plain = |template, view| Shape { template, title: None, view };
        match spec {
            ViewSpec::Catalogue(spec) => self.catalogue(section, spec, url, variant),
            ViewSpec::Table(spec) => self.table(section, spec, url, variant),
            ViewSpec::Matrix(spec) => match variant {
                Variant::Square(code) => self.square(section, spec, url, code),
                Variant::Whole | Variant::Facet { .. } | Variant::Order(_) => {
                    plain("matrix.html", ViewModel::Matrix(matrix::model(&scope, kind, spec, url, entries)))
                }
            },
            ViewSpec::Ladder(spec) => {
                plain("ladder.html", ViewModel::Ladder(ladder::model(&scope, kind, spec, entries)))
            }
            ViewSpec::Ranges(spec) => {
                plain("ranges.html", ViewModel::Ranges(ranges::model(&scope, kind, spec, entries)))
            }
            ViewSpec::Index(spec) => {
                plain("index.html", ViewModel::Index(index::model(&scope, spec.show.as_deref(), entries)))
            }
            // A path has no page of its own; the plan never asks for one.
            ViewSpec::Path(_) => plain("index.html", ViewModel::Index(index::model(&scope, None, entries))),
        }
    }

    /// The script with the cards that a catalogue's own page does not hold.
    pub(super) fn more_cards(&self, section: &Section, number: usize) -> String {
        match &section.kind.views[number] {
            ViewSpec::Catalogue(spec) => {
                let Section { kind, entries, orders, .. } = section;
                catalogue::rest(&self.scope(&NO_INNER), kind, spec, orders, entries)
            }
            _ => String::new(),
        }
    }

    fn catalogue(&self, section: &Section, spec: &Catalogue, url: &UrlPath, variant: &Variant) -> Shape {
        let chosen = match variant {
            Variant::Facet { facet, value } => {
                let facet = &section.facets[*facet];
                Some((facet, &facet.values[*value]))
            }
            Variant::Whole | Variant::Order(_) | Variant::Square(_) => None,
        };
        let title = chosen.map(|(_, value)| self.narrowed_title(&spec.head.title, &value.label));
        let entries = chosen.map_or(&section.entries, |(_, value)| &value.entries);
        let narrowed = chosen.is_some();
        let chosen = chosen.map(|(facet, value)| (facet.field.name.as_str(), value.key.as_str()));
        let view = self.cards(
            &section.kind,
            spec,
            catalogue::Page {
                view: url,
                facets: &section.facets,
                orders: &section.orders,
                chosen,
                narrowed,
                entries,
            },
        );
        Shape { template: "catalogue.html", title, view }
    }

    fn cards(&self, kind: &Kind, spec: &Catalogue, page: catalogue::Page<'_>) -> ViewModel {
        ViewModel::Catalogue(catalogue::model(&self.scope(&NO_INNER), kind, spec, &page))
    }

    fn square(&self, section: &Section, spec: &view_spec::Matrix, url: &UrlPath, code: &str) -> Shape {
        let squares = matrix::squares(&section.kind, spec, &section.entries, &self.context.catalog);
        let square = squares.iter().find(|square| square.code == code);
        let title = square.map(|square| {
            let (row, column) = (square.row.label.as_str(), square.column.label.as_str());
            let values = [("title", spec.head.title.as_str()), ("code", code), ("row", row), ("column", column)];
            let has_code = square.row.short.is_some() && square.column.short.is_some();
            self.words.fill(if has_code { "matrix_square" } else { "matrix_square_plain" }, &values)
        });
        let entries = square.map(|square| square.entries.as_slice()).unwrap_or_default();
        let page = catalogue::Page { view: url, facets: &[], orders: &section.orders, chosen: None, narrowed: true, entries };
        let view = self.cards(&section.kind, &own_cards(&section.kind), page);
        Shape { template: "catalogue.html", title, view }
    }

    fn table(&self, section: &Section, spec: &view_spec::Table, url: &UrlPath, variant: &Variant) -> Shape {
        let order = match variant {
            Variant::Order(number) => &spec.sort[*number],
            Variant::Whole | Variant::Facet { .. } | Variant::Square(_) => &spec.sort[0],
        };
        let mut entries = section.entries.clone();
        section.orders.sort(&mut entries, order);
        let orders = &section.orders;
        let model = table::model(&self.scope(&NO_INNER), &section.kind, spec, url, orders, order, &entries);
        let current = model.orders.iter().find(|order| order.current && *variant != Variant::Whole);
        let title = current.map(|order| self.narrowed_title(&spec.head.title, &order.label));
        Shape { template: "table.html", title, view: ViewModel::Table(model) }
    }

    /// Tabs, history and search results have to tell the pages of a view apart.
    fn narrowed_title(&self, view: &str, value: &str) -> String {
        self.words.fill("facet_title", &[("section", view), ("value", value)])
    }
}

/// The cards of a kind's own catalogue, for the catalogue of a square.
fn own_cards(kind: &Kind) -> Catalogue {
    let own = kind.views.iter().find_map(|view| match view {
        ViewSpec::Catalogue(spec) => Some(spec.clone()),
        _ => None,
    });
    let head = ViewHead { title: kind.many.clone(), url: String::new(), describe: None };
    own.unwrap_or(Catalogue { head, card: Vec::new(), sort: Vec::new() })
}
