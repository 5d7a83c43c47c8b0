//! Which pages there are: every address with what stands there.
//!
//! Two claims on one address are a finding; the first one, in the order below, gets it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::files::{Published, Withheld};
use crate::artifact::UrlPath;
use crate::catalog::{Catalog, EntryIndex};
use crate::content::Role;
use crate::content::address::{composed, slug};
use crate::diagnostic::{Diagnostic, Reported, rule};
use crate::schema::{Kind, ViewSpec};
use crate::site::Site;
use crate::source::{Snapshot, Span, VPath};
use crate::view::facets::{self, Facet, facets};
use crate::view::{catalogue, matrix, news, order, table};
use crate::yaml::{Part, Step};

rule! {
    /// Two things want the same address: two files whose names differ only in capitals or accents, a
    /// page and an alias, a page and a view of its section.
    ///
    /// Bad:
    /// ```markdown content/About.md
    /// # About
    /// ```
    /// ```markdown content/about.md
    /// # About us
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// # About
    /// ```
    pub ADDRESS_TAKEN = "address-taken", Error
}
rule! {
    /// An alias that is no address of the site.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// ---
    /// title: About
    /// aliases: ["https://old.example/about"]
    /// ---
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// ---
    /// title: About
    /// aliases: [about-us]
    /// ---
    /// ```
    pub BAD_ALIAS = "bad-alias", Error
}

/// All pages of a site, and the sections that they belong to.
pub struct Plan {
    /// The sections, in the order of their kinds.
    pub sections: Vec<Section>,
    /// Every page by its address.
    pub pages: BTreeMap<UrlPath, Planned>,
    /// Every file that is published, by its address.
    pub files: BTreeMap<UrlPath, VPath>,
    /// The files that are not published.
    pub withheld: BTreeMap<VPath, Withheld>,
}

/// A kind with its entries.
pub struct Section {
    /// The kind.
    pub kind: Arc<Kind>,
    /// Its address.
    pub url: UrlPath,
    /// Its published entries by title.
    pub entries: Vec<EntryIndex>,
    /// Its facets.
    pub facets: Vec<Facet>,
    /// Its `index.md`.
    pub opening: Option<EntryIndex>,
}

/// What stands at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Planned {
    /// The home page.
    Home,
    /// An entry or a plain page.
    Entry(EntryIndex),
    /// A view of a section.
    View {
        /// The section's number in [`Plan::sections`].
        section: usize,
        /// The view's number in its kind.
        view: usize,
        /// Which of the view's pages.
        variant: Variant,
    },
    /// The script with the cards that a catalogue's own page does not hold.
    MoreCards {
        /// The section's number in [`Plan::sections`].
        section: usize,
        /// The view's number in its kind.
        view: usize,
    },
    /// The list of everything.
    AToZ,
    /// What is new, what ends soon, what has gone.
    Changes,
    /// The search.
    Search,
    /// The page for addresses that are not there.
    NotFound,
    /// An old address of an entry.
    Redirect(EntryIndex),
}

/// The pages of one view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Variant {
    /// All entries in the first order.
    Whole,
    /// Those of one facet value.
    Facet {
        /// The facet's number in [`Section::facets`].
        facet: usize,
        /// The value's number in its facet.
        value: usize,
    },
    /// All entries in another order, by its number.
    Order(usize),
    /// Those of one square of a matrix, by its code.
    Square(String),
}

/// The address of the A–Z.
#[must_use]
pub fn a_to_z() -> UrlPath {
    UrlPath::new("a-z/")
}

/// The address of what is new.
#[must_use]
pub fn changes() -> UrlPath {
    UrlPath::new("new/")
}

/// The folder of the search index. It belongs to the build alone.
pub const SHARDS: &str = "search/shards/";

/// The address of the search.
#[must_use]
pub fn search() -> UrlPath {
    UrlPath::new("search/")
}

/// Whether there is anything that changes, ends or has ended.
fn has_news(catalog: &Catalog, snapshot: &Snapshot) -> bool {
    let lives = catalog.published().iter().any(|index| catalog.entries[*index].kind.life.is_some());
    lives || !news::changes(catalog, snapshot.today).is_empty()
}

/// Plans the pages of a site.
#[must_use]
pub fn plan(site: &Site, catalog: &Catalog, snapshot: &Snapshot, published: Published) -> Reported<Plan> {
    let Published { files, withheld } = published;
    let mut claims = Claims {
        plan: Plan { sections: sections(site, catalog), pages: BTreeMap::new(), files: BTreeMap::new(), withheld },
        taken: BTreeMap::new(),
        diagnostics: Vec::new(),
    };
    let home = catalog.opening("").map(|index| Span::file(&catalog.entries[index].file));
    claims.page(UrlPath::new(""), Planned::Home, home, "the home page");
    claims.page(UrlPath::new("404.html"), Planned::NotFound, None, "the page for addresses that are not there");
    for name in RESERVED {
        claims.reserve(name);
    }
    for host in &site.config.hosting {
        claims.reserve(host.file());
    }
    claims.entries(catalog);
    claims.page(a_to_z(), Planned::AToZ, None, "the list of everything from A to Z");
    claims.page(search(), Planned::Search, None, "the search page");
    if has_news(catalog, snapshot) {
        claims.page(changes(), Planned::Changes, None, "the list of what is new");
    }
    claims.sections(catalog, snapshot);
    claims.files(&files);
    claims.aliases(catalog);
    Reported { value: claims.plan, diagnostics: claims.diagnostics }
}

/// Files that the build makes at the root.
const RESERVED: [&str; 3] = ["robots.txt", "sitemap.xml", "feed.xml"];

fn sections(site: &Site, catalog: &Catalog) -> Vec<Section> {
    let section = |kind: &Arc<Kind>| {
        let mut entries = catalog.of_kind(&kind.id);
        let opening = catalog.opening(&kind.folder);
        if entries.is_empty() && opening.is_none() {
            return None;
        }
        entries.sort_by(|a, b| {
            let (a, b) = (&catalog.entries[*a], &catalog.entries[*b]);
            order::by_title(a, b).then_with(|| a.file.cmp(&b.file))
        });
        let words = site.theme.words.of(&site.config.language);
        let facets = facets(kind, &entries, catalog, &site.config, words);
        Some(Section {
            kind: Arc::clone(kind),
            url: UrlPath::new(&format!("{}/", kind.folder)),
            entries,
            facets,
            opening,
        })
    };
    site.kinds.sections().filter_map(section).collect()
}

/// Who has which address so far.
struct Claims {
    plan: Plan,
    taken: BTreeMap<String, (String, Option<Span>)>,
    diagnostics: Vec<Diagnostic>,
}

impl Claims {
    /// Claims the file behind an address. File systems may not tell capitals apart, so neither do claims.
    fn claim(&mut self, url: &UrlPath, span: Option<&Span>, what: &str) -> bool {
        let key = composed(&url.file()).to_lowercase();
        let Some((other, other_span)) = self.taken.get(&key) else {
            self.taken.insert(key, (what.to_owned(), span.cloned()));
            return true;
        };
        let message = format!("{what} and {other} have the same address `{url}`");
        let diagnostic = match (span, other_span) {
            (Some(span), Some(other_span)) => {
                ADDRESS_TAKEN.at(span.clone(), message).other(other_span.clone(), "the other one")
            }
            (Some(span), None) | (None, Some(span)) => ADDRESS_TAKEN.at(span.clone(), message),
            (None, None) => ADDRESS_TAKEN.nowhere(message),
        };
        self.diagnostics.push(diagnostic.help("rename one of them; its address follows its name"));
        false
    }

    fn page(&mut self, url: UrlPath, page: Planned, span: Option<Span>, what: &str) {
        if self.claim(&url, span.as_ref(), what) {
            self.plan.pages.insert(url, page);
        }
    }

    fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_owned(), (format!("the build's own `{name}`"), None));
    }

    fn entries(&mut self, catalog: &Catalog) {
        for (index, entry) in catalog.entries.iter().enumerate() {
            if catalog.is_published(index) && matches!(entry.role, Role::Entry | Role::Page) {
                let what = format!("`{}`", entry.file);
                self.page(entry.url.clone(), Planned::Entry(index), Some(Span::file(&entry.file)), &what);
            }
        }
    }

    fn sections(&mut self, catalog: &Catalog, snapshot: &Snapshot) {
        for number in 0..self.plan.sections.len() {
            let kind = Arc::clone(&self.plan.sections[number].kind);
            // A kind that ships with Homeroom has no file to point at.
            let file = VPath::new(&format!("kinds/{}.yaml", kind.id)).filter(|file| snapshot.files.contains_key(file));
            let span = file.map(|file| Span::file(&file));
            for format in ["csv", "json"] {
                self.claim(&data_url(&kind, format), None, &format!("the data of {}", kind.many));
            }
            let section = &self.plan.sections[number];
            let mut pages: Vec<(UrlPath, Variant, usize)> = Vec::new();
            let mut scripts: Vec<(UrlPath, usize)> = Vec::new();
            for (view_number, view) in kind.views.iter().enumerate().filter(|(_, view)| view.has_page()) {
                let url = view_url(&section.url, view);
                pages.push((url.clone(), Variant::Whole, view_number));
                match view {
                    ViewSpec::Catalogue(_) => {
                        if section.entries.len() > catalogue::HELD {
                            scripts.push((catalogue::rest_url(&url), view_number));
                        }
                        let used = section.facets.iter().enumerate().filter(|(_, facet)| facet.is_used());
                        for (facet_number, facet) in used {
                            for (value_number, value) in facet.values.iter().enumerate() {
                                let url = facets::url(&url, &facet.field.name, &value.key);
                                let variant = Variant::Facet { facet: facet_number, value: value_number };
                                pages.push((url, variant, view_number));
                            }
                        }
                    }
                    ViewSpec::Table(spec) => {
                        for (order_number, order) in spec.sort.iter().enumerate().skip(1) {
                            pages.push((table::url(&url, spec, order), Variant::Order(order_number), view_number));
                        }
                    }
                    ViewSpec::Matrix(spec) => {
                        for square in matrix::squares(&kind, spec, &section.entries, catalog) {
                            let url = matrix::url(&url, &square.code);
                            pages.push((url, Variant::Square(square.code), view_number));
                        }
                    }
                    ViewSpec::Index(_) | ViewSpec::Ladder(_) | ViewSpec::Ranges(_) | ViewSpec::Path(_) => {}
                }
            }
            for (url, view) in scripts {
                let what = format!("the cards of {}", kind.many);
                self.page(url, Planned::MoreCards { section: number, view }, span.clone(), &what);
            }
            for (url, variant, view) in pages {
                let what = match variant {
                    Variant::Whole => format!("the view `{}` of {}", kind.views[view].head().title, kind.many),
                    Variant::Facet { .. } | Variant::Order(_) | Variant::Square(_) => {
                        format!("a page of {}", kind.many)
                    }
                };
                let planned = Planned::View { section: number, view, variant };
                self.page(url, planned, span.clone(), &what);
            }
        }
    }

    /// The files that are published.
    fn files(&mut self, files: &BTreeSet<VPath>) {
        for path in files {
            let Some(below) = path.below("content").or_else(|| path.below("static")) else { continue };
            let url = UrlPath::new(below);
            if below.starts_with(SHARDS) {
                let message = format!("`{path}` lies where the search index goes");
                let help = "move it to another folder";
                self.diagnostics.push(ADDRESS_TAKEN.at(Span::file(path), message).help(help));
            } else if self.claim(&url, Some(&Span::file(path)), &format!("`{path}`")) {
                self.plan.files.insert(url, path.clone());
            }
        }
    }

    fn aliases(&mut self, catalog: &Catalog) {
        for (index, entry) in catalog.entries.iter().enumerate().filter(|(index, _)| catalog.is_published(*index)) {
            let Some(crate::schema::Value::List(aliases)) = entry.fields.get("aliases") else { continue };
            for (number, alias) in aliases.iter().enumerate() {
                let crate::schema::Value::Text(alias) = alias else { continue };
                let path = [Step::Key("aliases".to_owned()), Step::Item(number)];
                let span = entry.front.span(&path, Part::Value);
                let Some(url) = alias_url(alias) else {
                    let message = format!("`{alias}` is no address of this site");
                    let help = "write the old address without the site's name, such as tools/old-name";
                    self.diagnostics.push(BAD_ALIAS.at(span, message).help(help));
                    continue;
                };
                let what = format!("the alias `{alias}` of `{}`", entry.file);
                self.page(url, Planned::Redirect(index), Some(span), &what);
            }
        }
    }
}

/// Where a kind's data is published: `tools/tools.csv`.
#[must_use]
pub fn data_url(kind: &Kind, format: &str) -> UrlPath {
    let name = kind.folder.rsplit('/').next().unwrap_or(&kind.id);
    UrlPath::new(&format!("{}/{}.{format}", kind.folder, slug(name)))
}

/// The address of a view.
#[must_use]
pub fn view_url(section: &UrlPath, view: &ViewSpec) -> UrlPath {
    let below = &view.head().url;
    if below.is_empty() { section.clone() } else { section.join(&format!("{below}/")) }
}

/// The address that an alias names: a folder, or an `.html` file of a former site.
fn alias_url(alias: &str) -> Option<UrlPath> {
    let path = alias.trim().trim_start_matches('/');
    let sound = !path.is_empty()
        && !path.contains([':', '?', '#', '\\'])
        && !path.contains(char::is_control)
        && path.trim_end_matches('/').split('/').all(|name| !matches!(name, "" | "." | ".."));
    if !sound {
        return None;
    }
    let path = path.strip_suffix("index.html").unwrap_or(path);
    if path.ends_with(".html") || path.ends_with(".htm") {
        return Some(UrlPath::new(path));
    }
    let names: Vec<String> = path.trim_end_matches('/').split('/').map(slug).collect();
    (!names.iter().any(String::is_empty)).then(|| UrlPath::new(&format!("{}/", names.join("/"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases() {
        let told = |alias| alias_url(alias).map(|url| url.to_string());
        assert_eq!(told("tools/old-name"), Some("/tools/old-name/".to_owned()));
        assert_eq!(told("/old.html"), Some("/old.html".to_owned()));
        assert_eq!(told("/Old Name/"), Some("/old-name/".to_owned()));
        for alias in ["https://a.example/", "../up", "", "/", "a?b", "a//b"] {
            assert_eq!(told(alias), None, "{alias}");
        }
    }
}
