//! Links to headings that are not there.

use std::collections::{BTreeMap, BTreeSet};

use super::{Linked, Scene, links};
use crate::artifact::UrlPath;
use crate::catalog::{EntryIndex, Nearest, Target};
use crate::content::entry::is_top;
use crate::diagnostic::{Diagnostic, Suggestions, one_of, rule};
use crate::document::excerpt;
use crate::href::Tail;
use crate::markdown::slug::slug;
use crate::markdown::{Ids, THEME_ID};
use crate::page::plan::Planned;

rule! {
    /// A link to a heading that the page does not have. A heading's name in a link is its text in
    /// lower case with hyphens for spaces, as on GitHub, or the `{#name}` behind it. `#top` and the name of the page's
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

/// A place on a page, as a link names it.
struct Place<'s> {
    /// The page whose text may hold it.
    entry: Option<EntryIndex>,
    /// Where the page stands; nothing when it is not published.
    url: Option<UrlPath>,
    tail: &'s Tail,
    anchor: String,
}

/// The place that a link names and that is not known from the text of a page.
fn unknown<'s>(linked: &Linked<'s>, scene: &Scene) -> Option<Place<'s>> {
    let catalog = &scene.catalog;
    let (entry, tail, url) = match linked.target {
        _ if linked.link.image => return None,
        Target::Here(tail) => (Some(linked.from), tail, None),
        Target::Entry { index, tail } => (Some(*index), tail, None),
        Target::Address { path, tail, .. } => {
            let url = scene.plan.published(path)?;
            match scene.plan.pages.get(&url)? {
                Planned::Entry(index) | Planned::Redirect(index) => (Some(*index), tail, None),
                Planned::MoreCards { .. } => return None,
                _ => (None, tail, Some(url)),
            }
        }
        _ => return None,
    };
    let anchor = tail.anchor().filter(|anchor| !is_top(anchor))?;
    // A page that could not be read has lost its headings; that is told once, at the page.
    let own = entry.map(|index| &catalog.entries[index]);
    if own.is_some_and(|own| !own.readable || own.has_anchor(&anchor)) {
        return None;
    }
    let of_entry =
        || entry.filter(|index| catalog.is_published(*index)).map(|index| catalog.entries[index].url.clone());
    let url = url.or_else(of_entry).filter(|url| scene.plan.pages.contains_key(url));
    Some(Place { entry, url, tail, anchor })
}

/// The pages that have to be made to tell whether links to places on them lead anywhere.
#[must_use]
pub fn pages_to_look_at(scene: &Scene) -> BTreeSet<UrlPath> {
    links(scene).filter_map(|linked| unknown(&linked, scene)?.url).collect()
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut nearest = Nearest::new(&scene.catalog);
    let mut made: BTreeMap<UrlPath, Suggestions> = BTreeMap::new();
    links(scene).filter_map(|linked| tell(&linked, scene, &mut nearest, &mut made)).collect()
}

fn tell(
    linked: &Linked<'_>,
    scene: &Scene,
    nearest: &mut Nearest<'_>,
    made: &mut BTreeMap<UrlPath, Suggestions>,
) -> Option<Diagnostic> {
    let place = unknown(linked, scene)?;
    let ids = match &place.url {
        // A page that its template does not make is told at the template.
        Some(url) => Some(scene.places.get(url)?),
        None => None,
    };
    if ids.is_some_and(|ids| has(ids, &place.anchor)) || ids.is_none() && place.anchor.starts_with(THEME_ID) {
        return None;
    }
    let mut near = None;
    let mut listed = String::new();
    if let Some(index) = place.entry {
        let forms = [place.anchor.clone(), slug(&place.anchor)];
        let body = &scene.catalog.entries[index].body;
        near = forms.iter().find(|form| body.has_anchor(form)).cloned();
        let (by_name, headings) = nearest.heading(index, &place.anchor);
        near = near.or_else(|| by_name.map(str::to_owned));
        listed = headings.to_owned();
    }
    if let (None, Some(url), Some(ids)) = (&near, &place.url, ids) {
        let names = made.entry(url.clone()).or_insert_with(|| Suggestions::new(ids.all.iter().map(String::as_str)));
        let with_prefix = format!("{THEME_ID}{}", place.anchor.to_lowercase());
        near = [with_prefix.as_str(), &place.anchor].iter().find_map(|name| names.near(name)).map(str::to_owned);
        if place.entry.is_none() && !ids.headings.is_empty() {
            listed = one_of(ids.headings.iter().map(String::as_str));
        }
    }
    let page = match (place.entry, &place.url) {
        (Some(index), _) if index == linked.from => "this page".to_owned(),
        (Some(index), _) => format!("`{}`", scene.catalog.entries[index].file),
        (None, Some(url)) => format!("the page `{url}`"),
        (None, None) => return None,
    };
    let told = BROKEN_ANCHOR.at(linked.span(), format!("{page} has no heading `#{}`", excerpt(&place.anchor)))
        .about(format!("{page}#{}", place.anchor));
    Some(match (near, listed.as_str()) {
        (Some(near), _) => {
            let destination = linked.link.destination.trim();
            let path = destination.split('#').next().unwrap_or(destination);
            let told = told.help(format!("did you mean `#{near}`?"));
            // What Markdown reads as something else is written anew by hand.
            let plain = !path.contains(char::is_whitespace) && place.tail.fragment.is_some();
            if plain { linked.mended(told, &format!("{path}#{near}")) } else { told }
        }
        (None, "") => told.help("the page has no headings; link to the page itself"),
        (None, listed) => told.help(format!("its headings are {listed}")),
    })
}

/// Whether a finished page has a place.
fn has(ids: &Ids, anchor: &str) -> bool {
    ids.all.binary_search_by(|id| id.as_str().cmp(anchor)).is_ok() || slug(&ids.title) == anchor
}
