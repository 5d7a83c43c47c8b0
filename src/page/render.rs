//! Pages: each planned page to its model, each model through its template to bytes.
//!
//! 1. `bodies` renders the Markdown of an entry once, with its links made for the entry's own page.
//! 2. `model` gathers what the template sees.
//! 3. `render` prints it. A page is memoised by its model, its template and the theme.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::links;
use super::model::{
    Content, EntryModel, Frame, HomeModel, Link, NavigationLink, PageModel, RecentLink, RelatedGroup, SectionLink,
    SectionModel, SourceModel,
};
use super::plan::{Plan, Planned, Section, Variant, a_to_z, view_url};
use crate::artifact::{Artifact, UrlPath};
use crate::catalog::{Catalog, EntryIndex, Reference, touched};
use crate::content::{Entry, Role, Standing};
use crate::diagnostic::Diagnostic;
use crate::fingerprint::{Fingerprint, Mixer};
use crate::href::{self, Linker};
use crate::memo::Memo;
use crate::schema::{Value, ViewSpec};
use crate::site::Site;
use crate::source::Snapshot;
use crate::theme::{Dictionary, Fault, TEMPLATE_FAULT};
use crate::view::scope::inner_key;
use crate::view::shown::facts;
use crate::view::{Fact, Scope, Shown, ViewModel, catalogue, format, index, order, table};

/// The memo of rendered pages, and that of rendered Markdown.
#[derive(Default)]
pub struct PageMemos {
    /// Pages by model, template and theme.
    pub pages: Memo<Result<Arc<[u8]>, Fault>>,
    /// HTML by Markdown, links and settings.
    pub bodies: Memo<Arc<str>>,
}

/// What all pages are made from.
pub struct Context<'c> {
    /// The inputs.
    pub snapshot: &'c Snapshot,
    /// Settings, kinds, theme.
    pub site: &'c Site,
    /// The entries.
    pub catalog: &'c Catalog,
    /// The pages.
    pub plan: &'c Plan<'c>,
    /// The print of templates, words and settings.
    pub theme_print: Fingerprint,
    /// The memos.
    pub memos: &'c PageMemos,
}

/// Makes one page.
///
/// # Errors
/// When its template fails; the finding names the page, the template and the field.
pub fn render(context: &Context<'_>, url: &UrlPath, planned: &Planned) -> Result<Artifact, Box<Diagnostic>> {
    let language = language(context, planned);
    let words = context.site.theme.words.of(&language);
    let portable = context.snapshot.options.portable;
    let linker = match planned {
        Planned::NotFound => Linker::anywhere(context.site.config.base_path(), portable),
        _ => Linker::page(url, portable),
    };
    let page = OnePage { context, url, words, linker: &linker, language: &language };
    let (template, model) = page.model(planned);
    let key = serde_json::to_vec(&model).unwrap_or_default();
    let key = Mixer::new().text(template).text(&language).print(context.theme_print).bytes(&key).finish();
    let rendered = context.memos.pages.get(key, || {
        let html = context.site.theme.templates.render(template, words, &model)?;
        Ok(Arc::from(html.into_bytes()))
    });
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

fn language(context: &Context<'_>, planned: &Planned) -> String {
    let own = match planned {
        Planned::Entry(index) => context.catalog.entries[*index].text("lang"),
        Planned::Home => context.catalog.opening("").and_then(|index| context.catalog.entries[index].text("lang")),
        _ => None,
    };
    own.unwrap_or(&context.site.config.language).to_owned()
}

/// The surroundings of one page.
struct OnePage<'p> {
    context: &'p Context<'p>,
    url: &'p UrlPath,
    words: &'p Dictionary,
    linker: &'p Linker,
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
                let frame = self.frame(title, description.or_else(|| site.config.describe.clone()), Vec::new());
                ("home.html", PageModel { page: frame, content: Content::Home { home: self.home(opening) } })
            }
            Planned::Entry(index) => {
                let entry = &catalog.entries[*index];
                let frame = self.frame(&entry.title, entry.summary().map(str::to_owned), self.crumbs_of(entry));
                let content = Content::Entry { entry: Box::new(self.entry(*index)) };
                ("entry.html", PageModel { page: frame, content })
            }
            Planned::View { section, view, variant } => self.view(&plan.sections[*section], *view, variant),
            Planned::AToZ => {
                let title = self.words.get("a_to_z");
                let scope = self.scope(&NO_INNER);
                let view = ViewModel::Index(index::model(&scope, None, &catalog.published()));
                let section = SectionModel {
                    kind: String::new(),
                    describe: None,
                    html: String::new(),
                    views: Vec::new(),
                    data: Vec::new(),
                };
                let frame = self.frame(title, None, vec![self.home_link()]);
                ("index.html", PageModel { page: frame, content: Content::Section { section, view } })
            }
            Planned::NotFound => {
                let frame = self.frame(self.words.get("not_found"), None, Vec::new());
                ("404.html", PageModel { page: frame, content: Content::NotFound {} })
            }
            Planned::Redirect(index) => {
                let entry = &catalog.entries[*index];
                let target = Link { text: entry.title.clone(), href: self.linker.to(&entry.url) };
                let mut frame = self.frame(&entry.title, None, Vec::new());
                frame.canonical = site.config.base_url.as_ref().map(|base| href::absolute(base, &entry.url));
                ("redirect.html", PageModel { page: frame, content: Content::Redirect { target } })
            }
        }
    }

    fn scope<'s>(&'s self, inner: &'s BTreeMap<String, String>) -> Scope<'s> {
        Scope {
            catalog: self.context.catalog,
            config: &self.context.site.config,
            words: self.words,
            linker: self.linker,
            inner,
        }
    }

    fn link(&self, text: &str, url: &UrlPath) -> Link {
        Link { text: text.to_owned(), href: self.linker.to(url) }
    }

    fn home_link(&self) -> Link {
        self.link(self.words.get("home"), &UrlPath::new(""))
    }

    fn frame(&self, title: &str, description: Option<String>, crumbs: Vec<Link>) -> Frame {
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
        Frame {
            title: title.to_owned(),
            full_title,
            description,
            language: self.language.to_owned(),
            canonical: base_url.filter(|_| is_page).map(|base| href::absolute(base, self.url)),
            home: self.linker.to(&UrlPath::new("")),
            is_home,
            styles: site.theme.styles.iter().filter_map(asset).collect(),
            scripts: site.theme.scripts.iter().filter_map(asset).collect(),
            icon: site.theme.icon.as_ref().and_then(asset),
            navigation: self.navigation(),
            crumbs,
            feed: base_url.map(|_| self.linker.to(&UrlPath::new("feed.xml"))),
            a_to_z: self.linker.to(&a_to_z()),
        }
    }

    /// The masthead's links: those of the settings, or every section.
    fn navigation(&self) -> Vec<NavigationLink> {
        let Context { plan, site, .. } = self.context;
        let chosen: Vec<(UrlPath, String)> = match &site.config.navigation {
            Some(items) => items
                .iter()
                .filter_map(|item| {
                    let url = navigation_url(&item.to);
                    let title = item.label.clone().or_else(|| self.title_of(&url));
                    plan.pages.contains_key(&url).then_some((url, title?))
                })
                .collect(),
            None => {
                let sections = plan.sections.iter().map(|section| (section.url.clone(), section.kind.many.clone()));
                sections.chain([(a_to_z(), self.words.get("a_to_z").to_owned())]).collect()
            }
        };
        chosen
            .into_iter()
            .map(|(url, text)| {
                let below = !url.as_str().is_empty() && self.url.as_str().starts_with(url.as_str());
                let current = if url == *self.url { Some("page") } else { below.then_some("true") };
                NavigationLink { text, href: self.linker.to(&url), current }
            })
            .collect()
    }

    fn title_of(&self, url: &UrlPath) -> Option<String> {
        let Context { plan, catalog, .. } = self.context;
        Some(match plan.pages.get(url)? {
            Planned::Home => self.words.get("home").to_owned(),
            Planned::Entry(index) | Planned::Redirect(index) => catalog.entries[*index].title.clone(),
            Planned::View { section, view, .. } => plan.sections[*section].kind.views[*view].head().title.clone(),
            Planned::AToZ => self.words.get("a_to_z").to_owned(),
            Planned::NotFound => self.words.get("not_found").to_owned(),
        })
    }

    /// Home, then every page that stands at a folder above the entry.
    fn crumbs_of(&self, entry: &Entry) -> Vec<Link> {
        let mut crumbs = vec![self.home_link()];
        let path = entry.url.as_str().trim_end_matches('/');
        for (end, _) in path.match_indices('/') {
            let url = UrlPath::new(&path[..=end]);
            if let Some(title) = self.title_of(&url) {
                crumbs.push(self.link(&title, &url));
            }
        }
        crumbs
    }

    fn home(&self, opening: Option<EntryIndex>) -> HomeModel {
        let Context { catalog, plan, .. } = self.context;
        let sections = plan.sections.iter().map(|section| SectionLink {
            title: section.kind.many.clone(),
            href: self.linker.to(&section.url),
            describe: section.kind.describe.clone(),
            count: section.entries.len(),
        });
        let mut recent: Vec<(jiff::civil::Date, EntryIndex)> = catalog
            .published()
            .into_iter()
            .filter_map(|index| Some((touched(&catalog.entries[index])?, index)))
            .collect();
        recent.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| catalog.entries[a.1].file.cmp(&catalog.entries[b.1].file)));
        let recent = recent.into_iter().take(RECENT).map(|(day, index)| {
            let entry = &catalog.entries[index];
            RecentLink {
                title: entry.title.clone(),
                href: self.linker.to(&entry.url),
                summary: entry.summary().map(str::to_owned),
                date: Shown::Date { text: format::day(day, self.words), iso: day.to_string() },
            }
        });
        let html = opening.map(|index| self.body(index)).unwrap_or_default();
        HomeModel { html, sections: sections.collect(), recent: recent.collect() }
    }

    /// The Markdown of an entry as HTML, with links made for the page shown.
    fn body(&self, index: EntryIndex) -> String {
        let Context { catalog, site, memos, plan, .. } = self.context;
        let entry = &catalog.entries[index];
        let hrefs = links::hrefs(catalog, plan, self.linker, &catalog.links[index]);
        let omit = entry.title_heading.clone();
        links::html(entry.markdown(), &site.config.markdown, &hrefs, omit, self.words, &memos.bodies).to_string()
    }

    /// The Markdown fields of an entry as HTML, by the way to each.
    fn inner(&self, index: EntryIndex) -> BTreeMap<String, String> {
        let Context { catalog, site, memos, plan, .. } = self.context;
        let entry = &catalog.entries[index];
        let bodies = entry.inner_bodies.iter().zip(&catalog.inner_links[index]);
        let html = bodies.map(|((path, text, _), targets)| {
            let hrefs = links::hrefs(catalog, plan, self.linker, targets);
            let html = links::html(text, &site.config.markdown, &hrefs, None, self.words, &memos.bodies);
            (inner_key(index, path), html.to_string())
        });
        html.collect()
    }

    fn entry(&self, index: EntryIndex) -> EntryModel {
        let Context { catalog, snapshot, site, .. } = self.context;
        let entry = &catalog.entries[index];
        let inner = self.inner(index);
        let scope = self.scope(&inner);
        let facts = facts(&scope, index);
        let (related, mentioned_by) = self.related(index);
        let day = |name: &str| entry.date(name);
        let say = |key: &str, day: jiff::civil::Date| self.words.fill(key, &[("date", &format::day(day, self.words))]);
        let due = day("review_by").is_some_and(|day| day < snapshot.today);
        let unpublished = match catalog.standings[index] {
            Standing::Published => None,
            Standing::Draft => Some(self.words.get("draft").to_owned()),
            Standing::Future(day) => Some(say("future", day)),
        };
        let outline = entry.body.outline.iter().filter(|heading| heading.level == 2);
        let mut outline: Vec<Link> =
            outline.map(|heading| Link { text: heading.text.clone(), href: href::fragment(&heading.id) }).collect();
        if outline.len() < 3 {
            outline.clear();
        }
        let edit = site.config.repository.edit.as_ref();
        EntryModel {
            kind: entry.kind.id.clone(),
            kind_label: entry.kind.one.clone(),
            summary: entry.text("summary").map(str::to_owned),
            sources: sources(&facts),
            facts,
            html: self.body(index),
            outline,
            related,
            mentioned_by,
            reviewed: day("reviewed").map(|day| say("reviewed", day)),
            review: day("review_by").map(|day| say(if due { "review_due" } else { "review_by" }, day)),
            review_due: due,
            updated: day("updated").map(|day| say("updated", day)),
            edit: edit.map(|address| address.replace("{path}", &links::encode_path(entry.file.as_str()))),
            unpublished,
        }
    }

    /// Entries tied to this one by a field, in either direction, by kind; and pages that only mention it.
    fn related(&self, index: EntryIndex) -> (Vec<RelatedGroup>, Vec<Link>) {
        let Context { catalog, .. } = self.context;
        let refers = |from: EntryIndex, to: EntryIndex| {
            catalog.references[from].iter().any(|(_, reference)| *reference == Reference::Entry(to))
        };
        let mut tied: Vec<EntryIndex> = Vec::new();
        // Facts link to what the entry's own fields name; only `related` has no other place.
        if let Some(Value::List(_)) = catalog.entries[index].fields.get("related") {
            let own = catalog.references[index]
                .iter()
                .filter(|(path, _)| matches!(path.first(), Some(crate::yaml::Step::Key(name)) if name == "related"));
            tied.extend(own.filter_map(|(_, reference)| match reference {
                Reference::Entry(target) => Some(*target),
                Reference::WrongKind(_) | Reference::Missing => None,
            }));
        }
        let back = catalog.backlinks[index].iter().copied();
        let (referring, mentioning): (Vec<EntryIndex>, Vec<EntryIndex>) = back.partition(|from| refers(*from, index));
        tied.extend(referring);
        let mut seen = std::collections::BTreeSet::new();
        tied.retain(|target| *target != index && catalog.is_published(*target) && seen.insert(*target));
        let mut groups: BTreeMap<&str, Vec<EntryIndex>> = BTreeMap::new();
        for target in tied {
            groups.entry(catalog.entries[target].kind.many.as_str()).or_default().push(target);
        }
        let by_title = |entries: &mut Vec<EntryIndex>| {
            entries.sort_by(|a, b| order::by_title(&catalog.entries[*a], &catalog.entries[*b]))
        };
        let entry_link = |index: &EntryIndex| self.link(&catalog.entries[*index].title, &catalog.entries[*index].url);
        let groups = groups.into_iter().map(|(label, mut entries)| {
            by_title(&mut entries);
            RelatedGroup { label: label.to_owned(), links: entries.iter().map(entry_link).collect() }
        });
        let mut mentioning: Vec<EntryIndex> = mentioning
            .into_iter()
            .filter(|from| catalog.is_published(*from) && !seen.contains(from))
            .filter(|from| matches!(catalog.entries[*from].role, Role::Entry | Role::Page))
            .collect();
        by_title(&mut mentioning);
        (groups.collect(), mentioning.iter().map(entry_link).collect())
    }

    fn view(&self, section: &Section<'_>, number: usize, variant: &Variant) -> (&'static str, PageModel) {
        let Context { catalog, plan, .. } = self.context;
        let spec = &section.kind.views[number];
        let head = spec.head();
        let url = view_url(&section.url, spec);
        let scope = self.scope(&NO_INNER);
        let opening = section.opening.filter(|_| url == section.url && *variant == Variant::Whole);
        let mut title = head.title.clone();
        let (template, view) = match spec {
            ViewSpec::Catalogue(spec) => {
                let chosen = match variant {
                    Variant::Facet { facet, value } => {
                        let facet = &section.facets[*facet];
                        let value = &facet.values[*value];
                        title = self.words.fill("facet_title", &[("section", &head.title), ("value", &value.label)]);
                        Some((facet, value))
                    }
                    Variant::Whole | Variant::Order(_) => None,
                };
                let mut entries = chosen.map_or(&section.entries, |(_, value)| &value.entries).clone();
                if let Some(first) = spec.sort.first() {
                    order::sort(&mut entries, first, catalog);
                }
                let chosen = chosen.map(|(facet, value)| (facet.field.name.as_str(), value.key.as_str()));
                let page = catalogue::Page { view: &url, facets: &section.facets, chosen, entries: &entries };
                ("catalogue.html", ViewModel::Catalogue(catalogue::model(&scope, section.kind, spec, &page)))
            }
            ViewSpec::Table(spec) => {
                let order = match variant {
                    Variant::Order(number) => &spec.sort[*number],
                    Variant::Whole | Variant::Facet { .. } => &spec.sort[0],
                };
                let mut entries = section.entries.clone();
                order::sort(&mut entries, order, catalog);
                let model = table::model(&scope, section.kind, spec, &url, order, &entries);
                if let (Variant::Order(_), Some(order)) = (variant, model.orders.iter().find(|order| order.current)) {
                    title = self.words.fill("facet_title", &[("section", &head.title), ("value", &order.label)]);
                }
                ("table.html", ViewModel::Table(model))
            }
            ViewSpec::Index(spec) => {
                ("index.html", ViewModel::Index(index::model(&scope, spec.show.as_deref(), &section.entries)))
            }
        };
        if let Some(index) = opening {
            title.clone_from(&catalog.entries[index].title);
        }
        let others = section.kind.views.iter().enumerate().filter(|(other, _)| *other != number);
        let views = others.map(|(_, view)| self.link(&view.head().title, &view_url(&section.url, view))).collect();
        let data = ["csv", "json"].map(|format| {
            let url = crate::output::data::url(section.kind, format);
            Link { text: url.as_str().rsplit('/').next().unwrap_or("").to_owned(), href: self.linker.to(&url) }
        });
        let describe = section.kind.describe.clone();
        let model = SectionModel {
            kind: section.kind.id.clone(),
            describe: if opening.is_some() { None } else { describe.clone() },
            html: opening.map(|index| self.body(index)).unwrap_or_default(),
            views,
            data: data.to_vec(),
        };
        let mut crumbs = vec![self.home_link()];
        let root =
            &section.kind.views.iter().find(|view| view.head().url.is_empty()).map(|view| view.head().title.clone());
        if *self.url != section.url
            && let Some(root) = root
            && plan.pages.contains_key(&section.url)
        {
            crumbs.push(self.link(root, &section.url));
            if url != section.url && *self.url != url {
                crumbs.push(self.link(&head.title, &url));
            }
        }
        let frame = self.frame(&title, describe, crumbs);
        (template, PageModel { page: frame, content: Content::Section { section: model, view } })
    }
}

/// How many pages the home page names as new.
const RECENT: usize = 8;

static NO_INNER: BTreeMap<String, String> = BTreeMap::new();

/// The address that an item of the navigation names.
#[must_use]
pub fn navigation_url(to: &str) -> UrlPath {
    let path = to.trim().trim_matches('/');
    let path = path.strip_suffix(".md").unwrap_or(path);
    if path.is_empty() || path == "index" { UrlPath::new("") } else { UrlPath::new(&format!("{path}/")) }
}

/// The sources of an entry's figures, each once, in the order of the facts.
fn sources(facts: &[Fact]) -> Vec<SourceModel> {
    let mut found: Vec<SourceModel> = Vec::new();
    fn see(shown: &Shown, found: &mut Vec<SourceModel>) {
        match shown {
            Shown::Figure { source: Some(source), url, .. } => {
                let model = SourceModel { text: source.clone(), url: url.clone() };
                if !found.contains(&model) {
                    found.push(model);
                }
            }
            Shown::List { items } => items.iter().for_each(|item| see(item, found)),
            Shown::Group { facts } => facts.iter().for_each(|fact| see(&fact.value, found)),
            _ => {}
        }
    }
    facts.iter().for_each(|fact| see(&fact.value, &mut found));
    found
}
