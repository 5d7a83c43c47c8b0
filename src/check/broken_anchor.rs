//! Links to headings that do not exist.

use std::collections::{BTreeMap, BTreeSet};

use super::guess::as_anchors;
use super::linked::{Linked, links};
use super::navigation::items;
use crate::artifact::UrlPath;
use crate::config::NavigationItem;
use crate::content::address::is_top;
use crate::diagnostic::{Diagnostic, Suggestions, one_of, rule};
use crate::document::excerpt;
use crate::library::{EntryIndex, Nearest, Target};
use crate::markdown::slug::slug;
use crate::markdown::{Ids, THEME_ID};
use crate::plan::Planned;
use crate::scene::Scene;
use crate::source::{Span, VPath};

rule! {
    /// A link leads to a heading that the page does not have. In a link, write the heading in lower case with hyphens
    /// for spaces, as on GitHub, or the `{#name}` behind the heading. `#top` and the name of the page's
    /// title lead to its top. On pages that the build makes, every `id` is such a place, whatever template has made it.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// # About
    ///
    /// See [how to start](#start).
    ///
    /// ## How to start
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// # About
    ///
    /// See [how to start](#how-to-start).
    ///
    /// ## How to start
    /// ```
    pub(super) BROKEN_ANCHOR = "broken-anchor", Error
}

/// A place on a page, such as a heading, as a link names it.
struct Place {
    /// The entry whose text may hold the place.
    entry: Option<EntryIndex>,
    /// The address of the page; `None` if the page is not published.
    url: Option<UrlPath>,
    anchor: String,
}

/// The place that a link names, if the text of its page does not show that the place exists. `from` is the entry that
/// holds the link.
fn unknown(target: &Target, from: Option<EntryIndex>, scene: &Scene) -> Option<Place> {
    let library = &scene.library;
    let (entry, tail, url) = match target {
        Target::Here(tail) => (Some(from?), tail, None),
        Target::Entry { index, tail } => (Some(*index), tail, None),
        Target::Address { path, tail, .. } => {
            let url = scene.plan.published(path)?;
            match scene.plan.pages.get(&url)? {
                Planned::Entry(index) | Planned::Redirect(index) => (Some(*index), tail, None),
                Planned::Home
                | Planned::View { .. }
                | Planned::AToZ
                | Planned::Changes
                | Planned::Search
                | Planned::NotFound => (None, tail, Some(url)),
            }
        }
        Target::File { .. } | Target::Outside(_) | Target::OutsideImage(_) | Target::Missing(_) => return None,
    };
    let anchor = tail.anchor().filter(|anchor| !is_top(anchor))?;
    // A page that could not be read has lost its headings; the finding on the page itself is enough.
    let own = entry.map(|index| &library.entries[index]);
    if own.is_some_and(|own| !own.readable || own.has_anchor(&anchor)) {
        return None;
    }
    let published = entry.filter(|index| library.is_published(*index));
    let url = url.or_else(|| published.map(|index| library.entries[index].url.clone()));
    Some(Place { entry, url: url.filter(|url| scene.plan.pages.contains_key(url)), anchor })
}

/// The links in the texts of pages that name an unknown place.
fn in_texts(scene: &Scene) -> impl Iterator<Item = (Linked<'_>, Place)> {
    links(scene).filter(|linked| !linked.link.image).filter_map(|linked| {
        let place = unknown(linked.target, Some(linked.from), scene)?;
        Some((linked, place))
    })
}

/// The items of the settings that name an unknown place.
fn in_settings(scene: &Scene) -> impl Iterator<Item = (&NavigationItem, Place)> {
    items(scene).filter_map(|item| Some((item, unknown(&scene.library.target_from_root(&item.to), None, scene)?)))
}

/// The pages that have to be rendered before this check can say whether links to places on them work.
#[must_use]
pub(crate) fn pages_to_look_at(scene: &Scene) -> BTreeSet<UrlPath> {
    let texts = in_texts(scene).filter_map(|(_, place)| place.url);
    texts.chain(in_settings(scene).filter_map(|(_, place)| place.url)).collect()
}

pub(super) fn run(scene: &Scene, ids: &BTreeMap<UrlPath, Ids>) -> Vec<Diagnostic> {
    let mut places = Places { scene, ids, nearest: Nearest::new(&scene.library), made: BTreeMap::new() };
    let mut found = Vec::new();
    for (linked, place) in in_texts(scene) {
        let Some(miss) = places.miss(&place) else { continue };
        let page = if place.entry == Some(linked.from) { "this page".to_owned() } else { miss.page.named() };
        let told = miss.tell(linked.span(), &page, &place.anchor);
        let path = linked.link.destination.trim().split('#').next().unwrap_or("");
        // Markdown does not read a path with a space as an address, so a fix could not replace it.
        let near = miss.near.filter(|_| !path.contains(char::is_whitespace));
        found.push(match near {
            Some(near) => linked.mended(told, &format!("{path}#{near}")),
            None => told,
        });
    }
    for (item, place) in in_settings(scene) {
        let Some(miss) = places.miss(&place) else { continue };
        let told = miss.tell(item.span.clone(), &miss.page.named(), &place.anchor);
        let path = item.to.split('#').next().unwrap_or("");
        found.push(match &miss.near {
            Some(near) => told.fix(item.span.clone(), format!("{path}#{near}")),
            None => told,
        });
    }
    found
}

/// Looks up places on pages.
struct Places<'s> {
    scene: &'s Scene,
    /// The places on rendered pages.
    ids: &'s BTreeMap<UrlPath, Ids>,
    nearest: Nearest<'s>,
    made: BTreeMap<UrlPath, Suggestions>,
}

/// A place that does not exist, and what helps its author.
struct Miss {
    /// The page.
    page: Page,
    /// The place that was most likely meant.
    near: Option<String>,
    /// The page's headings as a list for people; empty for a page without headings.
    listed: String,
}

/// A page that lacks a place.
enum Page {
    /// The page of an entry.
    File(VPath),
    /// A page that the build makes.
    Made(UrlPath),
}

impl Page {
    /// The page as a message names it.
    fn named(&self) -> String {
        match self {
            Self::File(file) => format!("`{file}`"),
            Self::Made(url) => format!("the page `{url}`"),
        }
    }
}

impl Places<'_> {
    /// Looks a place up; `None` if it exists.
    fn miss(&mut self, place: &Place) -> Option<Miss> {
        let scene = self.scene;
        let ids = match &place.url {
            // A page that could not be rendered already has a finding at its template.
            Some(url) => Some(self.ids.get(url)?),
            None => None,
        };
        if ids.is_some_and(|ids| has(ids, &place.anchor)) || ids.is_none() && place.anchor.starts_with(THEME_ID) {
            return None;
        }
        let mut near = None;
        let mut listed = String::new();
        if let Some(index) = place.entry {
            let forms = as_anchors(&place.anchor);
            let body = &scene.library.entries[index].body;
            near = forms.iter().find(|form| body.has_anchor(form)).cloned();
            let (by_name, headings) = self.nearest.heading(index, &place.anchor);
            near = near.or_else(|| by_name.map(str::to_owned));
            listed = headings.to_owned();
        }
        if let (None, Some(url), Some(ids)) = (&near, &place.url, ids) {
            // The theme's prefix goes, because it would make all ids similar to each other.
            let bare = |id: &str| id.strip_prefix(THEME_ID).unwrap_or(id).to_owned();
            let all = || Suggestions::new(ids.all.iter().map(|id| bare(id)));
            let names = self.made.entry(url.clone()).or_insert_with(all);
            let name = names.near(&bare(&place.anchor));
            let id = name.and_then(|name| names.position(name)).and_then(|position| ids.all.get(position));
            near = id.cloned();
            if place.entry.is_none() && !ids.headings.is_empty() {
                listed = one_of(ids.headings.iter().map(String::as_str));
            }
        }
        let page = match (place.entry, &place.url) {
            (Some(index), _) => Page::File(scene.library.entries[index].file.clone()),
            (None, Some(url)) => Page::Made(url.clone()),
            (None, None) => return None,
        };
        Some(Miss { page, near, listed })
    }
}

impl Miss {
    fn tell(&self, span: Span, page: &str, anchor: &str) -> Diagnostic {
        let told = BROKEN_ANCHOR.at(span, format!("{page} has no heading `#{}`", excerpt(anchor)));
        let subject = match &self.page {
            Page::File(file) => format!("{file}#{anchor}"),
            Page::Made(url) => format!("{url}#{anchor}"),
        };
        let many = format!("{} has no heading `#{}`", self.page.named(), excerpt(anchor));
        let told = told.about(subject).of_many(many);
        told.help(match (&self.near, self.listed.as_str()) {
            (Some(near), _) => format!("did you mean `#{near}`?"),
            (None, "") => "this page has no headings; link to the page itself".to_owned(),
            (None, listed) => format!("its headings are {listed}"),
        })
    }
}

/// Whether a rendered page has a place.
fn has(ids: &Ids, anchor: &str) -> bool {
    ids.all.binary_search_by(|id| id.as_str().cmp(anchor)).is_ok() || slug(&ids.title) == anchor
}
