//! The titles of pages.

use crate::artifact::UrlPath;
use crate::plan::Planned;
use crate::scene::Scene;
use crate::view::Scope;

/// The title of the page at an address; `None` when there is no page.
pub(super) fn title_of(scope: &Scope<'_>, url: &UrlPath) -> Option<String> {
    let Scene { plan, library, .. } = scope.scene;
    Some(match plan.pages.get(url)? {
        Planned::Home => scope.words.get("home").to_owned(),
        Planned::Entry(index) | Planned::Redirect(index) => library.entries[*index].title.clone(),
        Planned::View { section, view, .. } => plan.sections[*section].kind.views[*view].head().title.clone(),
        Planned::AToZ => scope.words.get("a_to_z").to_owned(),
        Planned::Changes => scope.words.get("whats_new").to_owned(),
        Planned::Search => scope.words.get("search_title").to_owned(),
        Planned::NotFound => scope.words.get("not_found").to_owned(),
    })
}
