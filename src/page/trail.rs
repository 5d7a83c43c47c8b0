//! The pages above a page, for its breadcrumb and its description for search engines.

use super::titles::title_of;
use crate::artifact::UrlPath;
use crate::content::Entry;
use crate::plan::{Planned, Section, Variant, addresses};
use crate::view::{Link, Scope};

/// A page above a page: its title and its address.
pub(super) type Crumb = (String, UrlPath);

/// The pages above this one, home first. The home page, the search page, redirects and `404.html` have none.
pub(super) fn trail(scope: &Scope<'_>, planned: &Planned) -> Vec<Crumb> {
    let plan = &scope.scene.plan;
    match planned {
        Planned::Home | Planned::NotFound | Planned::Search | Planned::Redirect(_) => Vec::new(),
        Planned::AToZ | Planned::Changes => vec![home_crumb(scope)],
        Planned::Entry(index) => above(scope, &scope.scene.library.entries[*index]),
        Planned::View { section, view, variant } => above_view(scope, &plan.sections[*section], *view, variant),
    }
}

/// The links of a breadcrumb.
pub(super) fn crumbs(scope: &Scope<'_>, trail: &[Crumb]) -> Vec<Link> {
    trail.iter().map(|(title, url)| Link::new(scope, title, url)).collect()
}

fn home_crumb(scope: &Scope<'_>) -> Crumb {
    (scope.words.get("home").to_owned(), UrlPath::new(""))
}

/// Home, then each page whose address is a folder above the entry.
fn above(scope: &Scope<'_>, entry: &Entry) -> Vec<Crumb> {
    let path = entry.url.as_str().trim_end_matches('/');
    let folders = path.match_indices('/').map(|(end, _)| UrlPath::new(&path[..=end]));
    let titled = folders.filter_map(|url| Some((title_of(scope, &url)?, url)));
    [home_crumb(scope)].into_iter().chain(titled).collect()
}

/// Home, the section and the view, but only those that lie above the page.
fn above_view(scope: &Scope<'_>, section: &Section, number: usize, variant: &Variant) -> Vec<Crumb> {
    let spec = &section.kind.views[number];
    let url = addresses::view(&section.url, spec);
    let mut trail = vec![home_crumb(scope)];
    if *scope.url != section.url
        && let Some(title) = title_of(scope, &section.url)
    {
        trail.push((title, section.url.clone()));
        if url != section.url && *variant != Variant::Whole {
            trail.push((spec.head().title.clone(), url));
        }
    }
    trail
}
