//! The pages of a section: each view, whole or narrowed.

use super::frame::{self, Parts};
use super::model::{Content, PageModel, SectionModel};
use super::text::body;
use super::titles::link;
use crate::artifact::UrlPath;
use crate::plan::squares::squares;
use crate::plan::{Purpose, Section, Variant, addresses};
use crate::scene::Scene;
use crate::schema::view_spec::{self, Catalogue, ViewHead};
use crate::schema::{Kind, ViewSpec};
use crate::view::{Scope, ViewModel, catalogue, index, ladder, matrix, ranges, table};

/// A view's page: its template, its heading where that is not the view's own, and what it shows.
struct Shape {
    template: &'static str,
    title: Option<String>,
    view: ViewModel,
}

/// A page of a view.
pub(super) fn model(
    scope: &Scope<'_>,
    parts: &Parts,
    section: &Section,
    number: usize,
    variant: &Variant,
) -> (&'static str, PageModel) {
    let Scene { catalog, .. } = scope.scene;
    let spec = &section.kind.views[number];
    let url = addresses::view(&section.url, spec);
    let Shape { template, title, view } = shape(scope, section, spec, &url, variant);
    let is_whole = *variant == Variant::Whole;
    let opening = section.opening.filter(|_| url == section.url && is_whole);
    let title = match opening {
        Some(index) => catalog.entries[index].title.clone(),
        None => title.unwrap_or_else(|| spec.head().title.clone()),
    };
    let others = section.kind.views.iter().enumerate().filter(|(_, view)| view.has_page());
    let others = others.filter(|(other, _)| *other != number || !is_whole);
    let views = others.map(|(_, view)| link(scope, &view.head().title, &addresses::view(&section.url, view))).collect();
    let data = section.linked.iter().filter(|(purpose, _)| *purpose == Purpose::Data);
    let data = data.map(|(_, url)| link(scope, url.as_str().rsplit('/').next().unwrap_or(""), url));
    let describe = spec.head().describe.clone().or_else(|| section.kind.describe.clone());
    let model = SectionModel {
        kind: section.kind.id.clone(),
        // The section's own text says what it holds, when it has one.
        describe: describe.clone().filter(|_| opening.is_none()),
        html: opening.map(|index| body(scope, index)).unwrap_or_default(),
        views,
        data: data.collect(),
    };
    let frame = frame::with_ids(scope, frame::of(scope, parts, &title, describe), opening);
    (template, PageModel { page: frame, content: Content::Section { section: model, view: Box::new(view) } })
}

fn shape(scope: &Scope<'_>, section: &Section, spec: &ViewSpec, url: &UrlPath, variant: &Variant) -> Shape {
    let (kind, entries) = (&section.kind, &section.entries);
    let plain = |template, view| Shape { template, title: None, view };
    match spec {
        ViewSpec::Catalogue(spec) => catalogue(scope, section, spec, url, variant),
        ViewSpec::Table(spec) => table(scope, section, spec, url, variant),
        ViewSpec::Matrix(spec) => match variant {
            Variant::Square(code) => square(scope, section, spec, url, code),
            Variant::Whole | Variant::Facet { .. } | Variant::Order(_) => {
                plain("matrix.html", ViewModel::Matrix(matrix::model(&scope, kind, spec, url, entries)))
            }
        },
        ViewSpec::Ladder(spec) => plain("ladder.html", ViewModel::Ladder(ladder::model(&scope, kind, spec, entries))),
        ViewSpec::Ranges(spec) => plain("ranges.html", ViewModel::Ranges(ranges::model(&scope, kind, spec, entries))),
        ViewSpec::Index(spec) => {
            plain("index.html", ViewModel::Index(index::model(&scope, spec.show.as_deref(), entries)))
        }
        // A path has no page of its own; the plan never asks for one.
        ViewSpec::Path(_) => plain("index.html", ViewModel::Index(index::model(&scope, None, entries))),
    }
}

fn catalogue(scope: &Scope<'_>, section: &Section, spec: &Catalogue, url: &UrlPath, variant: &Variant) -> Shape {
    let chosen = match variant {
        Variant::Facet { facet, value } => {
            let facet = &section.facets[*facet];
            Some((facet, &facet.values[*value]))
        }
        Variant::Whole | Variant::Order(_) | Variant::Square(_) => None,
    };
    let title = chosen.map(|(_, value)| narrowed_title(scope, &spec.head.title, &value.label));
    let entries = chosen.map_or(&section.entries, |(_, value)| &value.entries);
    let narrowed = chosen.is_some();
    let is_rest = |purpose: &Purpose| matches!(purpose, Purpose::MoreCards { view } if addresses::view(&section.url, &section.kind.views[*view]) == *url);
    let rest = section.linked.iter().find(|(purpose, _)| !narrowed && is_rest(purpose)).map(|(_, url)| url);
    let chosen = chosen.map(|(facet, value)| (facet.field.name.as_str(), value.key.as_str()));
    let view = cards(
        scope,
        &section.kind,
        spec,
        catalogue::Page {
            view: url,
            facets: &section.facets,
            orders: &section.orders,
            chosen,
            narrowed,
            rest,
            entries,
        },
    );
    Shape { template: "catalogue.html", title, view }
}

fn cards(scope: &Scope<'_>, kind: &Kind, spec: &Catalogue, page: catalogue::Page<'_>) -> ViewModel {
    ViewModel::Catalogue(catalogue::model(&scope, kind, spec, &page))
}

fn square(scope: &Scope<'_>, section: &Section, spec: &view_spec::Matrix, url: &UrlPath, code: &str) -> Shape {
    let squares = squares(&section.kind, spec, &section.entries, &scope.scene.catalog);
    let square = squares.iter().find(|square| square.code == code);
    let title = square.map(|square| {
        let (row, column) = (square.row.label.as_str(), square.column.label.as_str());
        let values = [("title", spec.head.title.as_str()), ("code", code), ("row", row), ("column", column)];
        let has_code = square.row.short.is_some() && square.column.short.is_some();
        scope.words.fill(if has_code { "matrix_square" } else { "matrix_square_plain" }, &values)
    });
    let entries = square.map(|square| square.entries.as_slice()).unwrap_or_default();
    let orders = &section.orders;
    let page = catalogue::Page { view: url, facets: &[], orders, chosen: None, narrowed: true, rest: None, entries };
    let view = cards(scope, &section.kind, &own_cards(&section.kind), page);
    Shape { template: "catalogue.html", title, view }
}

fn table(scope: &Scope<'_>, section: &Section, spec: &view_spec::Table, url: &UrlPath, variant: &Variant) -> Shape {
    let order = match variant {
        Variant::Order(number) => &spec.sort[*number],
        Variant::Whole | Variant::Facet { .. } | Variant::Square(_) => &spec.sort[0],
    };
    let mut entries = section.entries.clone();
    section.orders.sort(&mut entries, order);
    let model = table::model(&scope, &section.kind, spec, url, &section.orders, order, &entries);
    let current = model.orders.iter().find(|order| order.current && *variant != Variant::Whole);
    let title = current.map(|order| narrowed_title(scope, &spec.head.title, &order.label));
    Shape { template: "table.html", title, view: ViewModel::Table(model) }
}

/// Tabs, history and search results have to tell the pages of a view apart.
fn narrowed_title(scope: &Scope<'_>, view: &str, value: &str) -> String {
    scope.words.fill("facet_title", &[("section", view), ("value", value)])
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
