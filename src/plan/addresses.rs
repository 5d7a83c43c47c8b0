//! The addresses of the pages that the build makes from entries.

use crate::artifact::UrlPath;
use crate::content::address::slug;
use crate::schema::view_spec::Table;
use crate::schema::{Kind, Order, ViewSpec};

/// The address of the list of everything from A to Z.
#[must_use]
pub(crate) fn a_to_z() -> UrlPath {
    UrlPath::new("a-z/")
}

/// The address of the page that lists what is new.
#[must_use]
pub(crate) fn changes() -> UrlPath {
    UrlPath::new("new/")
}

/// The address of the page that servers show for addresses that do not exist.
#[must_use]
pub(crate) fn not_found() -> UrlPath {
    UrlPath::new("404.html")
}

/// The address of the search page.
#[must_use]
pub(crate) fn search() -> UrlPath {
    UrlPath::new("search/")
}

/// The folder of the preview's own files.
pub(crate) const PREVIEW: &str = "/_homeroom/";

/// The address of the feed.
#[must_use]
pub(crate) fn feed() -> UrlPath {
    UrlPath::new("feed.xml")
}

/// The address of the section of a kind.
#[must_use]
pub(crate) fn section(kind: &Kind) -> UrlPath {
    UrlPath::new(&format!("{}/", kind.folder))
}

/// The address of a view.
#[must_use]
pub(crate) fn view(section: &UrlPath, view: &ViewSpec) -> UrlPath {
    let below = &view.head().url;
    if below.is_empty() { section.clone() } else { section.join(&format!("{below}/")) }
}

/// The address of the page of a facet value: `tools/status/approved/`.
#[must_use]
pub(crate) fn facet_value(view: &UrlPath, field: &str, key: &str) -> UrlPath {
    view.join(&format!("{}/{}/", slug(&field.replace('_', "-")), slug(key)))
}

/// The address of a table in one of its orders; the first order has the view's own address.
#[must_use]
pub(crate) fn order(view: &UrlPath, spec: &Table, order: &Order) -> UrlPath {
    if spec.sort.first() == Some(order) {
        return view.clone();
    }
    let name = order.field.replace('_', "-");
    view.join(&if order.descending { format!("by-{name}-highest-first/") } else { format!("by-{name}/") })
}

/// The address of the page of a matrix square: `examples/picrat/ct/`.
#[must_use]
pub(crate) fn square(view: &UrlPath, code: &str) -> UrlPath {
    view.join(&format!("{}/", slug(code)))
}
