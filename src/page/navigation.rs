//! The links that the settings name: those of the masthead, and the quick links of the home page.

use super::links::lead;
use super::model::{Link, NavigationLink};
use super::plan::{Plan, a_to_z};
use super::render::{Context, OnePage};
use crate::artifact::UrlPath;
use crate::catalog::Catalog;
use crate::config::NavigationItem;
use crate::href::Tail;

/// Where an item leads: to whatever is published, by its address or by the file that it comes from.
#[must_use]
pub fn address(catalog: &Catalog, plan: &Plan, item: &NavigationItem) -> Option<(UrlPath, Tail)> {
    let target = catalog.from_root(&item.to);
    let (url, tail) = lead(catalog, plan, &target)?;
    Some((url, tail.clone()))
}

impl OnePage<'_> {
    /// The masthead's links: those of the settings, or every section.
    pub(super) fn navigation(&self) -> Vec<NavigationLink> {
        let Context { plan, site, .. } = self.context;
        let chosen: Vec<(UrlPath, Tail, String)> = match &site.config.navigation {
            Some(items) => items.iter().filter_map(|item| self.named(item)).collect(),
            None => {
                let sections = plan.sections.iter().map(|section| (section.url.clone(), section.kind.many.clone()));
                let all = sections.chain([(a_to_z(), self.words.get("a_to_z").to_owned())]);
                all.map(|(url, title)| (url, Tail::default(), title)).collect()
            }
        };
        let link = |(url, tail, text): (UrlPath, Tail, String)| {
            let whole = tail == Tail::default();
            let below = !url.as_str().is_empty() && self.url.as_str().starts_with(url.as_str());
            let current = if url == *self.url { Some("page") } else { below.then_some("true") };
            NavigationLink { text, href: self.linker.to_tail(&url, &tail), current: current.filter(|_| whole) }
        };
        chosen.into_iter().map(link).collect()
    }

    /// The quick links of the home page.
    pub(super) fn quick_links(&self) -> Vec<Link> {
        let items = self.context.site.config.quick_links.iter().filter_map(|item| self.named(item));
        items.map(|(url, tail, text)| Link { text, href: self.linker.to_tail(&url, &tail) }).collect()
    }

    /// Where an item leads, and what it says.
    fn named(&self, item: &NavigationItem) -> Option<(UrlPath, Tail, String)> {
        let Context { catalog, plan, .. } = self.context;
        let (url, tail) = address(catalog, plan, item)?;
        let text = item.label.clone().or_else(|| self.title_of(&url)).unwrap_or_else(|| self.name_of(&url));
        Some((url, tail, text))
    }

    /// What a file is called whose address the settings name without a label.
    fn name_of(&self, url: &UrlPath) -> String {
        match url.as_str() {
            "feed.xml" => self.words.get("feed").to_owned(),
            path => path.trim_end_matches('/').rsplit('/').next().unwrap_or(path).to_owned(),
        }
    }
}
