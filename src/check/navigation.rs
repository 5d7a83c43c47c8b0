//! Links of the masthead and of the home page that lead nowhere.

use super::Scene;
use crate::diagnostic::{Diagnostic, did_you_mean, one_of, rule};
use crate::page::plan::Planned;
use crate::page::render::navigation_url;

rule! {
    /// An item of `navigation` or `quick_links` in the settings leads to no page of the site.
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
    let tell = |item: &crate::config::NavigationItem| {
        let url = navigation_url(&item.to);
        if scene.plan.pages.contains_key(&url) {
            return None;
        }
        let names: Vec<&str> = scene
            .plan
            .pages
            .iter()
            // An address that only leads elsewhere, or that nobody means to visit, is no advice.
            .filter(|(_, page)| !matches!(page, Planned::NotFound | Planned::MoreCards { .. } | Planned::Redirect(_)))
            .map(|(url, _)| url)
            .map(|page| page.as_str().trim_end_matches('/'))
            .filter(|name| !name.is_empty())
            .collect();
        let top: Vec<&str> = names.iter().copied().filter(|name| !name.contains('/')).collect();
        let help = match did_you_mean(&item.to, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write an address of the site, such as {}", one_of(top)),
        };
        Some(BROKEN_NAVIGATION.at(item.span.clone(), format!("the site has no page at `{}`", item.to)).help(help))
    };
    items.filter_map(tell).collect()
}
