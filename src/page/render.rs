//! Pages: each planned page to its model, each model through its template to bytes.
//!
//! 1. `bodies` renders the Markdown of an entry once, with its links made for the entry's own page.
//! 2. `model` gathers what the template sees.
//! 3. `render` prints it. A page is memoised by its model, its template and the theme.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::links;
use super::model::{Content, Frame, GradeChoice, Link, PageModel, SectionModel};
use super::plan::{Plan, Planned, a_to_z, changes, search};
use crate::artifact::{Artifact, UrlPath};
use crate::catalog::{Catalog, EntryIndex};
use crate::config::is_language;
use crate::diagnostic::Diagnostic;
use crate::direction::{Foreign, direction};
use crate::fingerprint::{Fingerprint, Mixer};
use crate::format;
use crate::highlight::Highlighter;
use crate::href::{self, Linker};
use crate::markdown::Place;
use crate::markdown::slug::slug;
use crate::memo::Memo;
use crate::schema::{Grade, GradeSet};
use crate::site::Site;
use crate::source::Snapshot;
use crate::theme::{Dictionary, Fault, TEMPLATE_FAULT};
use crate::verdict::Verdicts;
use crate::view::pictures::Pictures;
use crate::view::scope::inner_key;
use crate::view::{Scope, ViewModel, index, news};

/// The memo of rendered pages, and that of rendered Markdown.
#[derive(Default)]
pub struct PageMemos {
    /// Pages by model, template and theme.
    pub pages: Memo<Result<Arc<[u8]>, Fault>>,
    /// HTML by Markdown, links and settings.
    pub bodies: Memo<Arc<str>>,
    /// What puts code into color; it has loaded its grammars once there is code.
    pub highlighter: Highlighter,
}

/// What all pages are made from.
pub struct Context {
    /// The inputs.
    pub snapshot: Arc<Snapshot>,
    /// Settings, kinds, theme.
    pub site: Arc<Site>,
    /// The entries.
    pub catalog: Arc<Catalog>,
    /// The pages.
    pub plan: Arc<Plan>,
    /// The pictures that pages show.
    pub pictures: Arc<Pictures>,
    /// The print of templates, words and settings.
    pub theme_print: Fingerprint,
    /// The verdicts of all entries.
    pub verdicts: Arc<Verdicts>,
    /// The memos.
    pub memos: Arc<PageMemos>,
}

/// Makes one page.
///
/// # Errors
/// When its template fails; the finding names the page, the template and the field.
pub fn render(context: &Context, url: &UrlPath, planned: &Planned) -> Result<Artifact, Box<Diagnostic>> {
    let language = language(context, planned);
    let words = context.site.theme.words.of(&language);
    let portable = context.snapshot.options.portable;
    let linker = match planned {
        Planned::NotFound => Linker::anywhere(context.site.config.base_path(), portable),
        _ => Linker::page(url, portable),
    };
    let page = OnePage { context, url, words, linker: &linker, language: &language };
    if let Planned::MoreCards { section, view } = planned {
        return Ok(Artifact::text(page.more_cards(&context.plan.sections[*section], *view)));
    }
    let (template, mut model) = page.model(planned);
    let trail = page.trail(planned);
    model.page.crumbs = page.crumbs(&trail);
    if page.shows_code(planned) {
        page.add_code(&mut model.page);
    }
    model.page.linked_data = page.linked_data(planned, &model.page, &trail);
    let make = || {
        let html = context.site.theme.templates.render(template, words, &model)?;
        Ok(Arc::from(html.into_bytes()))
    };
    let rendered = match serde_json::to_vec(&model) {
        Ok(seen) => {
            let key = Mixer::new().text(template).text(&language).print(context.theme_print).bytes(&seen).finish();
            context.memos.pages.get(key, make)
        }
        // What cannot be told apart from others is kept for nobody.
        Err(_) => make(),
    };
    match rendered {
        Ok(bytes) => Ok(Artifact::Bytes(bytes)),
        Err(fault) => Err(Box::new(tell(template, url, &fault))),
    }
}

fn tell(template: &str, url: &UrlPath, fault: &Fault) -> Diagnostic {
    let message = format!("the template `{template}` fails for the page `{url}`: {}", fault.message);
    let diagnostic = match &fault.span {
        Some(span) => TEMPLATE_FAULT.at(span.clone(), message),
        None => TEMPLATE_FAULT.nowhere(message),
    };
    diagnostic.help("docs/themes.md lists the fields that each template sees")
}

fn language(context: &Context, planned: &Planned) -> String {
    let own = match planned {
        Planned::Entry(index) => context.catalog.entries[*index].text("lang"),
        Planned::Home => context.catalog.opening("").and_then(|index| context.catalog.entries[index].text("lang")),
        _ => None,
    };
    own.filter(|own| is_language(own)).unwrap_or(&context.site.config.language).to_owned()
}

/// The surroundings of one page.
pub(super) struct OnePage<'p> {
    pub(super) context: &'p Context,
    pub(super) url: &'p UrlPath,
    pub(super) words: &'p Dictionary,
    pub(super) linker: &'p Linker,
    language: &'p str,
}

impl OnePage<'_> {
    /// The name of the template and its model.
    fn model(&self, planned: &Planned) -> (&'static str, PageModel) {
        let Context { catalog, plan, site, .. } = self.context;
        match planned {
            Planned::Home => {
                let opening = catalog.opening("");
                let title = opening.map_or(&site.config.title, |index| &catalog.entries[index].title);
                let description = opening.and_then(|index| catalog.entries[index].text("summary").map(str::to_owned));
                let frame = self.frame(title, description.or_else(|| site.config.describe.clone()));
                let frame = self.with_ids(frame, opening);
                ("home.html", PageModel { page: frame, content: Content::Home { home: self.home(opening) } })
            }
            Planned::Entry(index) => {
                let entry = &catalog.entries[*index];
                let frame = self.frame(&entry.title, entry.summary().map(str::to_owned));
                let frame = self.with_ids(frame, Some(*index));
                let content = Content::Entry { entry: Box::new(self.entry(*index)) };
                ("entry.html", PageModel { page: frame, content })
            }
            Planned::View { section, view, variant } => self.section(&plan.sections[*section], *view, variant),
            Planned::AToZ => {
                let title = self.words.get("a_to_z");
                let scope = self.scope(&NO_INNER);
                let view = ViewModel::Index(index::model(&scope, None, &catalog.published()));
                let section = SectionModel::of_site();
                let frame = self.frame(title, None);
                ("index.html", PageModel { page: frame, content: Content::Section { section, view: Box::new(view) } })
            }
            Planned::Changes => {
                let view = ViewModel::Changes(news::model(&self.scope(&NO_INNER)));
                let section = SectionModel::of_site();
                let frame = self.frame(self.words.get("whats_new"), None);
                ("changes.html", PageModel { page: frame, content: Content::Section { section, view: Box::new(view) } })
            }
            Planned::Search => {
                let frame = self.frame(self.words.get("search_title"), None);
                let sections = plan.sections.iter().map(|section| self.link(&section.kind.many, &section.url));
                ("search.html", PageModel { page: frame, content: Content::Search { sections: sections.collect() } })
            }
            Planned::NotFound | Planned::MoreCards { .. } => {
                let frame = self.frame(self.words.get("not_found"), None);
                ("404.html", PageModel { page: frame, content: Content::NotFound {} })
            }
            Planned::Redirect(index) => {
                let entry = &catalog.entries[*index];
                let target = self.entry_link(*index);
                let mut frame = self.frame(&entry.title, None);
                frame.canonical = site.config.base_url.as_ref().map(|base| href::absolute(base, &entry.url));
                ("redirect.html", PageModel { page: frame, content: Content::Redirect { target } })
            }
        }
    }

    pub(super) fn scope<'s>(&'s self, inner: &'s BTreeMap<String, String>) -> Scope<'s> {
        Scope {
            catalog: &self.context.catalog,
            config: &self.context.site.config,
            words: self.words,
            language: self.language,
            linker: self.linker,
            today: self.context.snapshot.today,
            pictures: &self.context.pictures,
            verdicts: &self.context.verdicts,
            inner,
        }
    }

    pub(super) fn link(&self, text: &str, url: &UrlPath) -> Link {
        Link { text: text.to_owned(), href: self.linker.to(url), foreign: None }
    }

    pub(super) fn entry_link(&self, index: EntryIndex) -> Link {
        let entry = &self.context.catalog.entries[index];
        Link { foreign: self.foreign(index), ..self.link(&entry.title, &entry.url) }
    }

    /// The language of an entry, where the page has another.
    pub(super) fn foreign(&self, index: EntryIndex) -> Option<Foreign> {
        self.scope(&NO_INNER).foreign(index)
    }

    /// What every page has; breadcrumb and linked data are added once the page is known.
    pub(super) fn frame(&self, title: &str, description: Option<String>) -> Frame {
        let Context { site, .. } = self.context;
        let is_home = self.url.as_str().is_empty();
        let asset = |path: &String| site.theme.asset(path).map(|asset| self.linker.to(&asset.url));
        let full_title = if is_home {
            site.config.title.clone()
        } else {
            self.words.fill("page_title", &[("page", title), ("site", &site.config.title)])
        };
        let is_page = self.url.is_page();
        let base_url = site.config.base_url.as_ref();
        let preview = site.theme.preview.as_ref().map(|(path, _)| path.as_str());
        let portable = self.context.snapshot.options.portable;
        let title_id = slug(title);
        Frame {
            title: title.to_owned(),
            top_id: (title_id != "top").then_some("top"),
            title_id: Some(title_id),
            full_title,
            description,
            language: self.language.to_owned(),
            direction: direction(self.language),
            canonical: base_url.filter(|_| is_page).map(|base| href::absolute(base, self.url)),
            address: self.url.as_str().trim_end_matches('/').to_owned(),
            home: self.linker.to(&UrlPath::new("")),
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
            navigation: self.navigation(),
            crumbs: Vec::new(),
            linked_data: None,
            feed: base_url.map(|_| self.linker.to(&UrlPath::new("feed.xml"))),
            search: self.context.plan.pages.contains_key(&search()).then(|| self.linker.to(&search())),
            grades: Grade::all().map(|grade| self.grade(grade)).collect(),
            a_to_z: self.linker.to(&a_to_z()),
            changes: self.context.plan.pages.contains_key(&changes()).then(|| self.linker.to(&changes())),
        }
    }

    /// The frame of a page that shows the text of an entry, whose ids the frame's own ones step aside for.
    pub(super) fn with_ids(&self, frame: Frame, shown: Option<EntryIndex>) -> Frame {
        let Some(entry) = shown.map(|index| &self.context.catalog.entries[index]) else { return frame };
        Frame { title_id: entry.title_id.clone(), top_id: (!entry.has_id("top")).then_some("top"), ..frame }
    }

    /// Whether a page shows code, in a text or in a field.
    fn shows_code(&self, planned: &Planned) -> bool {
        let Context { catalog, plan, .. } = self.context;
        let entry = match planned {
            Planned::Entry(index) => Some(*index),
            Planned::Home => catalog.opening(""),
            Planned::View { section, .. } => plan.sections[*section].opening,
            Planned::AToZ
            | Planned::Changes
            | Planned::Search
            | Planned::NotFound
            | Planned::MoreCards { .. }
            | Planned::Redirect(_) => None,
        };
        let Some(entry) = entry.map(|index| &catalog.entries[index]) else { return false };
        !entry.body.code.is_empty() || entry.inner_bodies.iter().any(|(.., body)| !body.code.is_empty())
    }

    fn add_code(&self, frame: &mut Frame) {
        let theme = &self.context.site.theme;
        let asset = |path: &String| theme.asset(path).map(|asset| self.linker.to(&asset.url));
        frame.styles.extend(theme.code_styles.iter().filter_map(asset));
        frame.code_scripts = theme.code_scripts.iter().filter_map(asset).collect();
    }

    /// A grade as a reader picks it.
    fn grade(&self, grade: Grade) -> GradeChoice {
        let alone: GradeSet = [grade].into_iter().collect();
        GradeChoice {
            key: grade.to_string(),
            label: format::grades(alone, self.words),
            inside: format::grades_inside(alone, self.words),
        }
    }

    pub(super) fn title_of(&self, url: &UrlPath) -> Option<String> {
        let Context { plan, catalog, .. } = self.context;
        Some(match plan.pages.get(url)? {
            Planned::Home => self.words.get("home").to_owned(),
            Planned::Entry(index) | Planned::Redirect(index) => catalog.entries[*index].title.clone(),
            Planned::View { section, view, .. } => plan.sections[*section].kind.views[*view].head().title.clone(),
            Planned::AToZ => self.words.get("a_to_z").to_owned(),
            Planned::Changes => self.words.get("whats_new").to_owned(),
            Planned::Search => self.words.get("search_title").to_owned(),
            Planned::NotFound => self.words.get("not_found").to_owned(),
            Planned::MoreCards { .. } => return None,
        })
    }

    /// The Markdown of an entry as HTML, with links made for the page shown.
    pub(super) fn body(&self, index: EntryIndex) -> String {
        let Context { catalog, site, memos, plan, pictures, .. } = self.context;
        let entry = &catalog.entries[index];
        let hrefs = links::hrefs(catalog, pictures, plan, self.linker, &catalog.links[index]);
        let omit = entry.title_heading.clone();
        links::html(entry.markdown(), &site.config.markdown, &hrefs, omit, Place::default(), self.words, memos)
            .to_string()
    }

    /// The Markdown fields of an entry as HTML, by the way to each.
    pub(super) fn inner(&self, index: EntryIndex) -> BTreeMap<String, String> {
        let Context { catalog, site, memos, plan, pictures, .. } = self.context;
        let entry = &catalog.entries[index];
        let bodies = entry.inner_bodies.iter().zip(catalog.inner_links[index].iter());
        let html = bodies.enumerate().map(|(number, ((path, text, body), targets))| {
            let hrefs = links::hrefs(catalog, pictures, plan, self.linker, targets);
            let place = Place { number: number + 1, clashes: &body.clashes };
            let html = links::html(text, &site.config.markdown, &hrefs, None, place, self.words, memos);
            (inner_key(index, path), html.to_string())
        });
        html.collect()
    }
}

pub(super) static NO_INNER: BTreeMap<String, String> = BTreeMap::new();
