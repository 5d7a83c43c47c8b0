//! The pages of a section: each view with all entries, and its narrowed or reordered pages.

use super::frame::{self, Parts};
use super::model::{Content, PageModel, SectionModel};
use super::text::body;
use crate::artifact::UrlPath;
use crate::plan::squares::squares;
use crate::plan::{Purpose, Section, Variant, addresses};
use crate::scene::Scene;
use crate::schema::view_spec::{self, Catalogue, ViewHead};
use crate::schema::{Kind, ViewSpec};
use crate::view::{Link, Scope, ViewModel, catalogue, index, ladder, matrix, ranges, table};

/// The content of a view's page: its heading, when that is not the view's title, and its model.
struct Shape {
    title: Option<String>,
    view: ViewModel,
}

/// A page of a view: the name of its template, and its model.
pub(super) fn model(
    scope: &Scope<'_>,
    parts: &Parts,
    section: &Section,
    number: usize,
    variant: &Variant,
) -> (&'static str, PageModel) {
    let Scene { library, .. } = scope.scene;
    let spec = &section.kind.views[number];
    let url = addresses::view(&section.url, spec);
    let Shape { title, view } = shape(scope, section, number, &url, variant);
    let is_whole = *variant == Variant::Whole;
    let opening = section.opening.filter(|_| url == section.url && is_whole);
    let title = match opening {
        Some(index) => library.entries[index].title.clone(),
        None => title.unwrap_or_else(|| spec.head().title.clone()),
    };
    let others = section.kind.views.iter().enumerate().filter(|(other, _)| *other != number || !is_whole);
    let views =
        others.map(|(_, view)| Link::new(scope, &view.head().title, &addresses::view(&section.url, view))).collect();
    let data = section.linked_as(Purpose::Data);
    let data = data.map(|url| Link::new(scope, url.as_str().rsplit('/').next().unwrap_or(""), url));
    let describe = spec.head().describe.clone().or_else(|| section.kind.describe.clone());
    let model = SectionModel {
        kind: section.kind.id.clone(),
        // A section with a text of its own describes itself there.
        describe: describe.clone().filter(|_| opening.is_none()),
        html: opening.map(|index| body(scope, index)).unwrap_or_default(),
        views,
        data: data.collect(),
    };
    let frame = frame::with_ids(scope, frame::of(scope, parts, &title, describe), opening);
    (view.template(), PageModel { page: frame, content: Content::Section { section: model, view: Box::new(view) } })
}

fn shape(scope: &Scope<'_>, section: &Section, number: usize, url: &UrlPath, variant: &Variant) -> Shape {
    let (kind, entries) = (&section.kind, &section.entries);
    let plain = |view| Shape { title: None, view };
    match &section.kind.views[number] {
        ViewSpec::Catalogue(spec) => catalogue(scope, section, (number, spec), url, variant),
        ViewSpec::Table(spec) => table(scope, section, spec, url, variant),
        ViewSpec::Matrix(spec) => match variant {
            Variant::Square(code) => square(scope, section, spec, url, code),
            Variant::Whole | Variant::Facet { .. } | Variant::Order(_) => {
                plain(ViewModel::Matrix(matrix::model(scope, kind, spec, url, entries)))
            }
        },
        ViewSpec::Ladder(spec) => plain(ViewModel::Ladder(ladder::model(scope, kind, spec, entries))),
        ViewSpec::Ranges(spec) => plain(ViewModel::Ranges(ranges::model(scope, kind, spec, entries))),
        ViewSpec::Index(spec) => plain(ViewModel::Index(index::model(scope, spec.show.as_deref(), entries))),
    }
}

fn catalogue(
    scope: &Scope<'_>,
    section: &Section,
    (number, spec): (usize, &Catalogue),
    url: &UrlPath,
    variant: &Variant,
) -> Shape {
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
    let rest = section.linked_as(Purpose::MoreCards { view: number }).next().filter(|_| !narrowed);
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
    Shape { title, view }
}

fn cards(scope: &Scope<'_>, kind: &Kind, spec: &Catalogue, page: catalogue::Page<'_>) -> ViewModel {
    ViewModel::Catalogue(catalogue::model(scope, kind, spec, &page))
}

fn square(scope: &Scope<'_>, section: &Section, spec: &view_spec::Matrix, url: &UrlPath, code: &str) -> Shape {
    let squares = squares(&section.kind, spec, &section.entries, &scope.scene.library);
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
    Shape { title, view }
}

fn table(scope: &Scope<'_>, section: &Section, spec: &view_spec::Table, url: &UrlPath, variant: &Variant) -> Shape {
    let order = match variant {
        Variant::Order(number) => &spec.sort[*number],
        Variant::Whole | Variant::Facet { .. } | Variant::Square(_) => &spec.sort[0],
    };
    let mut entries = section.entries.clone();
    section.orders.sort(&mut entries, order);
    let model = table::model(scope, &section.kind, spec, url, &section.orders, order, &entries);
    let current = model.orders.iter().find(|order| order.current && *variant != Variant::Whole);
    let title = current.map(|order| narrowed_title(scope, &spec.head.title, &order.label));
    Shape { title, view: ViewModel::Table(model) }
}

/// The title of a narrowed page. It names the value too, so that browser tabs, history and search results differ.
fn narrowed_title(scope: &Scope<'_>, view: &str, value: &str) -> String {
    scope.words.fill("facet_title", &[("section", view), ("value", value)])
}

/// The declaration of the cards on a square's page: the kind's first catalogue, or plain cards when it has none.
fn own_cards(kind: &Kind) -> Catalogue {
    let own = kind.views.iter().find_map(ViewSpec::as_catalogue).cloned();
    let head = ViewHead { title: kind.many.clone(), url: String::new(), describe: None };
    own.unwrap_or(Catalogue { head, card: Vec::new(), sort: Vec::new() })
}
