//! Links of the masthead and of the home page that lead nowhere.

use super::Scene;
use crate::diagnostic::{Diagnostic, Suggestions, one_of, rule};
use crate::page::navigation::address;
use crate::page::plan::Planned;

rule! {
    /// An item of `navigation` or `quick_links` in the settings leads to nothing that the site publishes. An item is an
    /// address of the site, such as `tools` or `forms/consent.pdf`, or the name of a page's file.
    ///
    /// Bad:
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// navigation: [tool]
    /// ```
    /// Good:
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// navigation: [a-z]
    /// ```
    pub(super) BROKEN_NAVIGATION = "broken-navigation", Error
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let config = &scene.site.config;
    let items = config.navigation.iter().flatten().chain(&config.quick_links);
    let mut index = None;
    let tell = |item: &crate::config::NavigationItem| {
        if address(&scene.catalog, &scene.plan, item).is_some() {
            return None;
        }
        let (names, top) = index.get_or_insert_with(|| addresses(scene));
        let help = match names.near(&item.to) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write an address of the site, such as {top}"),
        };
        Some(BROKEN_NAVIGATION.at(item.span.clone(), format!("the site has no page at `{}`", item.to)).help(help))
    };
    items.filter_map(tell).collect()
}

/// The addresses that are meant to be visited, and those of them at the top, in words.
fn addresses(scene: &Scene) -> (Suggestions, String) {
    let pages = scene.plan.pages.iter();
    // An address that only leads elsewhere, or that nobody means to visit, is no advice.
    let names = pages
        .filter(|(_, page)| !matches!(page, Planned::NotFound | Planned::MoreCards { .. } | Planned::Redirect(_)))
        .map(|(url, _)| url.as_str().trim_end_matches('/'))
        .filter(|name| !name.is_empty());
    let top = one_of(names.clone().filter(|name| !name.contains('/')));
    (Suggestions::new(names), top)
}
