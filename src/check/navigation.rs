//! Items of `navigation` and `quick_links` that lead nowhere.

use super::rewrites::{Own, own_bases, own_path};
use crate::config::NavigationItem;
use crate::diagnostic::{Diagnostic, Suggestions, one_of, rule};
use crate::document::excerpt;
use crate::href::Tail;
use crate::library::{Nearest, Target};
use crate::page::navigation::address;
use crate::plan::Planned;
use crate::plan::claims::{Claim, Made, Maker, Purpose};
use crate::scene::Scene;
use crate::source::VPath;

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
    let mut index = None;
    let bases = own_bases(scene);
    let former = Nearest::new(&scene.library);
    let tell = |item: &NavigationItem| {
        if address(&scene.library, &scene.plan, item).is_some() {
            return None;
        }
        let (names, top) = index.get_or_insert_with(|| addresses(scene));
        let told = BROKEN_NAVIGATION.at(item.span.clone(), format!("the site has no page at `{}`", excerpt(&item.to)));
        if let Some(help) = why_not(scene, item) {
            return Some(told.help(help));
        }
        let own = own_path(&item.to, &bases);
        let written = match own {
            Some(Own::Site(rest) | Own::Local(rest)) => rest.to_owned(),
            None => item.to.replace('\\', "/"),
        };
        let (path, tail) = Tail::split(&written);
        let path = path.trim().trim_start_matches(['.', '/']).trim_end_matches('/');
        let path = path.strip_prefix("content/").unwrap_or(path);
        let moved = VPath::new(&format!("content/{path}")).and_then(|path| former.moved(&path));
        if let Some(index) = moved {
            let url = scene.library.entries[index].url.as_str().trim_end_matches('/');
            let meant = format!("{url}{tail}");
            return Some(told.help(format!("did you mean `{meant}`?")).fix(item.span.clone(), meant));
        }
        let ends = [".md", ".markdown", ".html", ".htm", "/index", "/README"];
        let bare = ends.iter().fold(path, |path, end| path.strip_suffix(end).unwrap_or(path));
        let near = names.near(bare).or_else(|| names.near(path)).or_else(|| names.in_a_folder(bare));
        Some(match near {
            Some(near) => {
                let near = format!("{near}{tail}");
                told.help(format!("did you mean `{near}`?")).fix(item.span.clone(), near)
            }
            None => told.help(format!("write an address of the site, such as {top}")),
        })
    };
    items(scene).filter_map(tell).collect()
}

/// The help for an item whose address is right but not published; `None` if the address does not exist.
fn why_not(scene: &Scene, item: &NavigationItem) -> Option<&'static str> {
    const LATER: &str = "the page is a draft or has a future date; publish it, or delete the item";
    match scene.library.target_from_root(&item.to) {
        Target::Entry { .. } => Some(LATER),
        Target::Address { path, otherwise, .. } => match scene.plan.claims.named(&path).map(|(_, claim)| claim.made) {
            Some(Made::Later) => Some(LATER),
            Some(Made::Perhaps) => Some("set `base_url`: without the site's address there is no feed and no sitemap"),
            _ => matches!(*otherwise, Target::Entry { .. }).then_some(LATER),
        },
        _ => None,
    }
}

/// The items of `navigation` and `quick_links`.
pub(super) fn items(scene: &Scene) -> impl Iterator<Item = &NavigationItem> {
    let config = &scene.site.config;
    config.navigation.iter().flatten().chain(&config.quick_links)
}

/// The addresses that readers visit, and a list for people of those at the top level.
fn addresses(scene: &Scene) -> (Suggestions, String) {
    let pages = scene.plan.pages.iter();
    // Redirects and the page for missing addresses are no useful advice.
    let names = pages
        .filter(|(_, page)| !matches!(page, Planned::NotFound | Planned::Redirect(_)))
        .map(|(url, _)| url.as_str().trim_end_matches('/'))
        .filter(|name| !name.is_empty());
    let top = one_of(names.clone().filter(|name| !name.contains('/')));
    let is_file =
        |claim: &&Claim| claim.maker == Maker::File || matches!(claim.purpose, Some(Purpose::Data | Purpose::Feed));
    let files = scene.plan.claims.made().filter(is_file);
    (Suggestions::new(names.chain(files.map(|claim| claim.url.as_str()))), top)
}
