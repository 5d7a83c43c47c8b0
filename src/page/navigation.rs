//! The links that the settings name: the masthead's links, and the quick links of the home page.

use super::model::NavigationLink;
use super::titles::title_of;
use crate::artifact::UrlPath;
use crate::config::NavigationItem;
use crate::href::Tail;
use crate::library::Library;
use crate::plan::addresses::a_to_z;
use crate::plan::lead::lead;
use crate::plan::{Plan, Planned, Purpose};
use crate::scene::Scene;
use crate::view::{Link, Scope};

/// The address that an item of the settings leads to, and what follows it. The item may name an address or a file;
/// `None` when nothing is published there.
#[must_use]
pub(crate) fn address(library: &Library, plan: &Plan, item: &NavigationItem) -> Option<(UrlPath, Tail)> {
    let target = library.target_from_root(&item.to);
    let (url, tail) = lead(library, plan, &target)?;
    Some((url, tail.clone()))
}

/// The masthead's links: those of the settings, or every section and the list from A to Z.
pub(super) fn navigation(scope: &Scope<'_>) -> Vec<NavigationLink> {
    let Scene { plan, site, .. } = scope.scene;
    let chosen: Vec<(UrlPath, Tail, Link)> = match &site.config.navigation {
        Some(items) => items.iter().filter_map(|item| named(scope, item)).collect(),
        None => {
            let sections = plan.sections.iter().map(|section| (section.url.clone(), section.kind.many.as_str()));
            let all = sections.chain([(a_to_z(), scope.words.get("a_to_z"))]);
            let link = |(url, title): (UrlPath, &str)| {
                let link = Link::new(scope, title, &url);
                (url, Tail::default(), link)
            };
            all.map(link).collect()
        }
    };
    let current = |url: &UrlPath, tail: &Tail| {
        let below = !url.as_str().is_empty() && scope.url.as_str().starts_with(url.as_str());
        let current = if url == scope.url { Some("page") } else { below.then_some("true") };
        current.filter(|_| *tail == Tail::default())
    };
    chosen.into_iter().map(|(url, tail, link)| NavigationLink { link, current: current(&url, &tail) }).collect()
}

/// The quick links of the home page.
pub(super) fn quick_links(scope: &Scope<'_>) -> Vec<Link> {
    let items = scope.scene.site.config.quick_links.iter();
    items.filter_map(|item| named(scope, item)).map(|(.., link)| link).collect()
}

/// The address that an item leads to, what follows it, and its link.
fn named(scope: &Scope<'_>, item: &NavigationItem) -> Option<(UrlPath, Tail, Link)> {
    let Scene { library, plan, .. } = scope.scene;
    let (url, tail) = address(library, plan, item)?;
    let title = item.label.clone().or_else(|| title_of(scope, &url)).unwrap_or_else(|| name_of(scope, &url));
    // A page's own title is in the page's language.
    let entry = plan.pages.get(&url).and_then(Planned::entry).filter(|_| item.label.is_none());
    let foreign = entry.and_then(|index| scope.foreign(index));
    let link = Link { title, foreign, href: scope.linker.to_tail(&url, &tail) };
    Some((url, tail, link))
}

/// The name of a file that the settings link without a label.
fn name_of(scope: &Scope<'_>, url: &UrlPath) -> String {
    if scope.scene.plan.linked_as(Purpose::Feed) == Some(url) {
        return scope.words.get("feed").to_owned();
    }
    let path = url.as_str();
    path.trim_end_matches('/').rsplit('/').next().unwrap_or(path).to_owned()
}
