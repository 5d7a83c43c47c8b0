//! What every page has: its head, its masthead and its footer.

use std::collections::BTreeMap;

use super::model::{Frame, GradeChoice};
use super::navigation::navigation;
use crate::artifact::UrlPath;
use crate::direction::direction;
use crate::format;
use crate::href::{self, Linker};
use crate::library::EntryIndex;
use crate::markdown::slug::slug;
use crate::plan::addresses::{self, a_to_z, changes, search};
use crate::plan::{Planned, Purpose};
use crate::scene::Scene;
use crate::schema::{Grade, GradeSet};
use crate::theme::{Dictionary, Shared};
use crate::view::Scope;

/// The parts of frames that many pages share. They are made ready for templates once. No page lies in the folder of the
/// theme's files, so the links to these files depend only on how many folders deep a page is.
pub(crate) struct Parts {
    by_depth: Vec<Links>,
    /// For `404.html`, which servers show at any address.
    anywhere: Links,
    /// The grades in the words of the site's language.
    grades: Shared,
}

/// The links to the theme's files.
struct Links {
    styles: Shared,
    styles_with_code: Shared,
    first: Shared,
    scripts: Shared,
    code_scripts: Shared,
    no_scripts: Shared,
    parts: Shared,
    fonts: Shared,
    icon: Shared,
    logo: Shared,
}

impl Parts {
    /// The parts for the pages of a site.
    #[must_use]
    pub(crate) fn new(scene: &Scene) -> Self {
        let portable = scene.snapshot.options.portable;
        let deepest = scene.plan.pages.keys().map(UrlPath::depth).max().unwrap_or_default();
        let at_depth = |depth: usize| Linker::page(&UrlPath::new(&"-/".repeat(depth)), portable);
        let anywhere = Linker::anywhere(scene.site.config.base_path(), portable);
        Self {
            by_depth: (0..=deepest).map(|depth| Links::new(scene, &at_depth(depth))).collect(),
            anywhere: Links::new(scene, &anywhere),
            grades: grades(scene.site.theme.words.of(&scene.site.config.language)),
        }
    }

    fn links(&self, url: &UrlPath) -> &Links {
        let links = self.by_depth.get(url.depth()).filter(|_| *url != addresses::not_found());
        links.unwrap_or(&self.anywhere)
    }

    fn grades(&self, scope: &Scope<'_>) -> Shared {
        let of_site = scope.scene.site.theme.words.of(&scope.scene.site.config.language);
        if std::ptr::eq(scope.words, &**of_site) { self.grades.clone() } else { grades(scope.words) }
    }
}

impl Links {
    fn new(scene: &Scene, linker: &Linker) -> Self {
        let theme = &scene.site.theme;
        let asset = |path: &String| theme.asset(path).map(|asset| linker.to(&asset.url));
        let all = |paths: &[String]| -> Vec<String> { paths.iter().filter_map(asset).collect() };
        let parts: BTreeMap<_, _> = theme.parts.iter().filter_map(|path| Some((path, asset(path)?))).collect();
        // A browser that reads pages from a disk refuses to fetch fonts ahead.
        let fonts: Vec<String> = if scene.snapshot.options.portable { Vec::new() } else { all(&theme.fonts) };
        Self {
            styles: Shared::new(&all(&theme.styles)),
            styles_with_code: Shared::new(&[all(&theme.styles), all(&theme.code_styles)].concat()),
            first: Shared::new(&all(&theme.first)),
            scripts: Shared::new(&all(&theme.scripts)),
            code_scripts: Shared::new(&all(&theme.code_scripts)),
            no_scripts: Shared::new::<[String]>(&[]),
            parts: Shared::new(&parts),
            fonts: Shared::new(&fonts),
            icon: Shared::new(&theme.icon.as_ref().and_then(asset)),
            logo: Shared::new(&theme.logo.as_ref().and_then(asset)),
        }
    }
}

/// What every page has. The breadcrumb, the JSON-LD and the files for code are added later.
pub(super) fn of(scope: &Scope<'_>, parts: &Parts, title: &str, description: Option<String>) -> Frame {
    let Scene { site, .. } = scope.scene;
    let is_home = scope.url.as_str().is_empty();
    let links = parts.links(scope.url);
    let full_title = if is_home {
        site.config.title.clone()
    } else {
        scope.words.fill("page_title", &[("page", title), ("site", &site.config.title)])
    };
    let is_page = scope.url.is_page();
    let base_url = site.config.base_url.as_ref();
    let preview = site.theme.preview.as_ref().map(|(path, _)| path.as_str());
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
        styles: links.styles.clone(),
        first: links.first.clone(),
        scripts: links.scripts.clone(),
        code_scripts: links.no_scripts.clone(),
        parts: links.parts.clone(),
        fonts: links.fonts.clone(),
        icon: links.icon.clone(),
        logo: links.logo.clone(),
        preview: base_url.and_then(|base| Some(href::absolute(base, &site.theme.asset(preview?)?.url))),
        preview_alt: site.theme.preview.as_ref().and_then(|(_, alt)| alt.clone()),
        navigation: navigation(scope),
        crumbs: Vec::new(),
        linked_data: None,
        feed: base_url.and(scope.scene.plan.linked_as(Purpose::Feed)).map(|url| scope.linker.to(url)),
        search: scope.scene.plan.pages.contains_key(&search()).then(|| scope.linker.to(&search())),
        grades: parts.grades(scope),
        a_to_z: scope.linker.to(&a_to_z()),
        changes: scope.scene.plan.pages.contains_key(&changes()).then(|| scope.linker.to(&changes())),
    }
}

/// The frame of a page that shows the text of an entry. Where the text uses an id of the frame, the text keeps it.
pub(super) fn with_ids(scope: &Scope<'_>, frame: Frame, shown: Option<EntryIndex>) -> Frame {
    let Some(entry) = shown.map(|index| &scope.scene.library.entries[index]) else { return frame };
    Frame { title_id: entry.title_id.clone(), top_id: (!entry.has_id("top")).then_some("top"), ..frame }
}

/// Whether a page shows code, in its text or in a field.
pub(super) fn shows_code(scene: &Scene, planned: &Planned) -> bool {
    let Scene { library, plan, .. } = scene;
    let entry = match planned {
        Planned::Entry(index) => Some(*index),
        Planned::Home => library.opening(""),
        Planned::View { section, .. } => plan.sections[*section].opening,
        Planned::AToZ | Planned::Changes | Planned::Search | Planned::NotFound | Planned::Redirect(_) => None,
    };
    let Some(entry) = entry.map(|index| &library.entries[index]) else { return false };
    !entry.body.code.is_empty() || entry.inner_bodies.iter().any(|(.., body)| !body.code.is_empty())
}

/// Adds the style sheets and scripts for pages that show code.
pub(super) fn add_code(scope: &Scope<'_>, parts: &Parts, frame: &mut Frame) {
    let links = parts.links(scope.url);
    frame.styles = links.styles_with_code.clone();
    frame.code_scripts = links.code_scripts.clone();
}

/// The grades as a reader picks them.
fn grades(words: &Dictionary) -> Shared {
    let choice = |grade: Grade| {
        let alone: GradeSet = [grade].into_iter().collect();
        GradeChoice {
            key: grade.to_string(),
            label: format::grades(alone, words),
            inside: format::grades_inside(alone, words),
        }
    };
    Shared::new(&Grade::all().map(choice).collect::<Vec<_>>())
}
