//! What every page has: its head, its masthead and its foot.

use super::model::{Frame, GradeChoice};
use super::navigation::navigation;
use crate::artifact::UrlPath;
use crate::catalog::EntryIndex;
use crate::direction::direction;
use crate::format;
use crate::href;
use crate::markdown::slug::slug;
use crate::plan::addresses::{a_to_z, changes, search};
use crate::plan::{Planned, Purpose};
use crate::scene::Scene;
use crate::schema::{Grade, GradeSet};
use crate::view::Scope;

/// What every page has; breadcrumb and linked data are added once the page is known.
pub(super) fn of(scope: &Scope<'_>, title: &str, description: Option<String>) -> Frame {
    let Scene { site, .. } = scope.scene;
    let is_home = scope.url.as_str().is_empty();
    let asset = |path: &String| site.theme.asset(path).map(|asset| scope.linker.to(&asset.url));
    let full_title = if is_home {
        site.config.title.clone()
    } else {
        scope.words.fill("page_title", &[("page", title), ("site", &site.config.title)])
    };
    let is_page = scope.url.is_page();
    let base_url = site.config.base_url.as_ref();
    let preview = site.theme.preview.as_ref().map(|(path, _)| path.as_str());
    let portable = scope.scene.snapshot.options.portable;
    let title_id = slug(title);
    Frame {
        title: title.to_owned(),
        top_id: (title_id != "top").then_some("top"),
        title_id: Some(title_id),
        full_title,
        description,
        language: scope.language.to_owned(),
        direction: direction(scope.language),
        canonical: base_url.filter(|_| is_page).map(|base| href::absolute(base, scope.url)),
        address: scope.url.as_str().trim_end_matches('/').to_owned(),
        home: scope.linker.to(&UrlPath::new("")),
        is_home,
        styles: site.theme.styles.iter().filter_map(asset).collect(),
        first: site.theme.first.iter().filter_map(asset).collect(),
        scripts: site.theme.scripts.iter().filter_map(asset).collect(),
        code_scripts: Vec::new(),
        parts: site.theme.parts.iter().filter_map(|path| Some((path.clone(), asset(path)?))).collect(),
        // A browser that reads from a disk refuses to fetch fonts ahead.
        fonts: site.theme.fonts.iter().filter(|_| !portable).filter_map(asset).collect(),
        icon: site.theme.icon.as_ref().and_then(asset),
        logo: site.theme.logo.as_ref().and_then(asset),
        preview: base_url.and_then(|base| Some(href::absolute(base, &site.theme.asset(preview?)?.url))),
        preview_alt: site.theme.preview.as_ref().and_then(|(_, alt)| alt.clone()),
        navigation: navigation(scope),
        crumbs: Vec::new(),
        linked_data: None,
        feed: feed(scope).map(|url| scope.linker.to(url)),
        search: scope.scene.plan.pages.contains_key(&search()).then(|| scope.linker.to(&search())),
        grades: Grade::all().map(|grade| choice(scope, grade)).collect(),
        a_to_z: scope.linker.to(&a_to_z()),
        changes: scope.scene.plan.pages.contains_key(&changes()).then(|| scope.linker.to(&changes())),
    }
}

/// The frame of a page that shows the text of an entry, whose ids the frame's own ones step aside for.
pub(super) fn with_ids(scope: &Scope<'_>, frame: Frame, shown: Option<EntryIndex>) -> Frame {
    let Some(entry) = shown.map(|index| &scope.scene.catalog.entries[index]) else { return frame };
    Frame { title_id: entry.title_id.clone(), top_id: (!entry.has_id("top")).then_some("top"), ..frame }
}

/// Whether a page shows code, in a text or in a field.
pub(super) fn shows_code(scene: &Scene, planned: &Planned) -> bool {
    let Scene { catalog, plan, .. } = scene;
    let entry = match planned {
        Planned::Entry(index) => Some(*index),
        Planned::Home => catalog.opening(""),
        Planned::View { section, .. } => plan.sections[*section].opening,
        Planned::AToZ | Planned::Changes | Planned::Search | Planned::NotFound | Planned::Redirect(_) => None,
    };
    let Some(entry) = entry.map(|index| &catalog.entries[index]) else { return false };
    !entry.body.code.is_empty() || entry.inner_bodies.iter().any(|(.., body)| !body.code.is_empty())
}

/// Adds what a page needs that shows code.
pub(super) fn add_code(scope: &Scope<'_>, frame: &mut Frame) {
    let theme = &scope.scene.site.theme;
    let asset = |path: &String| theme.asset(path).map(|asset| scope.linker.to(&asset.url));
    frame.styles.extend(theme.code_styles.iter().filter_map(asset));
    frame.code_scripts = theme.code_scripts.iter().filter_map(asset).collect();
}

/// A grade as a reader picks it.
fn choice(scope: &Scope<'_>, grade: Grade) -> GradeChoice {
    let alone: GradeSet = [grade].into_iter().collect();
    GradeChoice {
        key: grade.to_string(),
        label: format::grades(alone, scope.words),
        inside: format::grades_inside(alone, scope.words),
    }
}

fn feed<'s>(scope: &Scope<'s>) -> Option<&'s UrlPath> {
    let is_set = scope.scene.site.config.base_url.is_some();
    let mut linked = scope.scene.plan.linked.iter().filter(|_| is_set);
    linked.find(|(purpose, _)| *purpose == Purpose::Feed).map(|(_, url)| url)
}
