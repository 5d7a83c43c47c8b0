//! Makes a page: picks the model of its address and renders it with its template. A page's memo key is made from its
//! model, its template, its language, and what every page is made with.

use std::sync::Arc;

use super::fault::PageFault;
use super::frame::Parts;
use super::linked_data::linked_data;
use super::model::{Content, PageModel, SectionModel};
use super::trail::{crumbs, trail};
use super::{entry_page, frame, home_page, section_page};
use crate::artifact::{Artifact, UrlPath};
use crate::fingerprint::Mixer;
use crate::href::{self, Linker};
use crate::language::Language;
use crate::memo::Memo;
use crate::plan::Planned;
use crate::scene::Scene;
use crate::theme::Fault;
use crate::view::bodies::Bodies;
use crate::view::scope::NO_INNER;
use crate::view::{Link, Scope, ViewModel, index, news};

/// The memos of rendered pages and of rendered Markdown.
#[derive(Default)]
pub struct PageMemos {
    /// Pages by model, template, language and theme.
    pub pages: Memo<Result<Arc<[u8]>, Fault>>,
    /// HTML by Markdown, links and settings.
    pub bodies: Bodies,
}

impl PageMemos {
    /// Memos that keep nothing.
    #[must_use]
    pub fn off() -> Self {
        Self { pages: Memo::off(), bodies: Bodies::off(Arc::default()) }
    }

    /// Memos that keep nothing and share the code highlighter with these.
    #[must_use]
    pub(crate) fn forgetful(&self) -> Self {
        Self { pages: Memo::off(), bodies: Bodies::off(Arc::clone(&self.bodies.highlighter)) }
    }
}

/// Makes one page.
///
/// # Errors
/// When its template fails.
pub(crate) fn render(
    scene: &Scene,
    memos: &PageMemos,
    parts: &Parts,
    url: &UrlPath,
    planned: &Planned,
) -> Result<Artifact, Box<PageFault>> {
    let language = language(scene, planned);
    let words = scene.site.theme.words.of(language);
    let portable = scene.snapshot.options.portable;
    let linker = match planned {
        Planned::NotFound => Linker::anywhere(scene.site.config.base_path(), portable),
        Planned::Home
        | Planned::Entry(_)
        | Planned::View { .. }
        | Planned::AToZ
        | Planned::Changes
        | Planned::Search
        | Planned::Redirect(_) => Linker::page(url, portable),
    };
    let (bodies, linker) = (&memos.bodies, &linker);
    let scope = Scope { scene, url, language, words, linker, bodies, inner: &NO_INNER };
    let (template, mut model) = model(&scope, parts, planned);
    let trail = trail(&scope, planned);
    model.page.crumbs = crumbs(&scope, &trail);
    if frame::shows_code(scene, planned) {
        frame::add_code(&scope, parts, &mut model.page);
    }
    model.page.linked_data = linked_data(&scope, planned, &model.page, &trail);
    let make = || {
        let html = scene.site.theme.templates.render(template, words, &model)?;
        Ok(Arc::from(html.into_bytes()))
    };
    let seen = if memos.pages.keeps() { serde_json::to_vec(&model).ok() } else { None };
    let rendered = match seen {
        Some(seen) => {
            let key =
                Mixer::new().text(template).text(language).fingerprint(scene.frame_fingerprint).bytes(&seen).finish();
            memos.pages.get(key, make)
        }
        // Without a key the page is not kept.
        None => make(),
    };
    match rendered {
        Ok(bytes) => Ok(Artifact::Bytes(bytes)),
        Err(fault) => Err(Box::new(PageFault { url: url.clone(), template, fault })),
    }
}

/// The language of a page: the language of the entry that it shows, or the site's.
fn language<'s>(scene: &'s Scene, planned: &Planned) -> &'s Language {
    let shown = match planned {
        Planned::Entry(index) => Some(*index),
        Planned::Home => scene.library.opening(""),
        Planned::View { .. }
        | Planned::AToZ
        | Planned::Changes
        | Planned::Search
        | Planned::NotFound
        | Planned::Redirect(_) => None,
    };
    shown.map_or(&scene.site.config.language, |index| &scene.library.entries[index].language)
}

/// The template of a page, and its model.
fn model(scope: &Scope<'_>, parts: &Parts, planned: &Planned) -> (&'static str, PageModel) {
    let Scene { library, plan, site, .. } = scope.scene;
    match planned {
        Planned::Home => {
            let opening = library.opening("");
            let title = opening.map_or(&site.config.title, |index| &library.entries[index].title);
            let description = opening.and_then(|index| library.entries[index].text("summary").map(str::to_owned));
            let frame = frame::of(scope, parts, title, description.or_else(|| site.config.describe.clone()));
            let frame = frame::with_ids(scope, frame, opening);
            ("home.html", PageModel { page: frame, content: Content::Home { home: home_page::model(scope, opening) } })
        }
        Planned::Entry(index) => {
            let entry = &library.entries[*index];
            let frame = frame::of(scope, parts, &entry.title, entry.summary().map(str::to_owned));
            let frame = frame::with_ids(scope, frame, Some(*index));
            let content = Content::Entry { entry: Box::new(entry_page::model(scope, *index)) };
            ("entry.html", PageModel { page: frame, content })
        }
        Planned::View { section, view, variant } => {
            section_page::model(scope, parts, &plan.sections[*section], *view, variant)
        }
        Planned::AToZ => {
            let title = scope.words.get("a_to_z");
            let view = ViewModel::Index(index::model(scope, None, &library.published()));
            let section = SectionModel::of_site();
            let frame = frame::of(scope, parts, title, None);
            (view.template(), PageModel { page: frame, content: Content::Section { section, view: Box::new(view) } })
        }
        Planned::Changes => {
            let view = ViewModel::Changes(news::model(scope));
            let section = SectionModel::of_site();
            let frame = frame::of(scope, parts, scope.words.get("whats_new"), None);
            (view.template(), PageModel { page: frame, content: Content::Section { section, view: Box::new(view) } })
        }
        Planned::Search => {
            let frame = frame::of(scope, parts, scope.words.get("search_title"), None);
            let sections = plan.sections.iter().map(|section| Link::new(scope, &section.kind.many, &section.url));
            ("search.html", PageModel { page: frame, content: Content::Search { sections: sections.collect() } })
        }
        Planned::NotFound => {
            let frame = frame::of(scope, parts, scope.words.get("not_found"), None);
            ("404.html", PageModel { page: frame, content: Content::NotFound {} })
        }
        Planned::Redirect(index) => {
            let entry = &library.entries[*index];
            let target = Link::to_entry(scope, *index);
            let mut frame = frame::of(scope, parts, &entry.title, None);
            frame.canonical = site.config.base_url.as_ref().map(|base| href::absolute(base, &entry.url));
            ("redirect.html", PageModel { page: frame, content: Content::Redirect { target } })
        }
    }
}
