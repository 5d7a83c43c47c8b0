//! Which pages there are: every address with what stands there.
//!
//! The first that claims an address gets it (see [`claims`](super::claims)): the theme and what the build makes at
//! fixed addresses, then sections, entries, files, aliases and smaller pictures.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::claims::{Claim, Claims, Made, Maker, Place};
use super::files::{Published, Withheld};
use crate::artifact::UrlPath;
use crate::catalog::{Catalog, EntryIndex};
use crate::content::address::{alias_url, slug};
use crate::content::{Entry, Role, Standing};
use crate::diagnostic::{Diagnostic, Reported, rule};
use crate::document::excerpt;
use crate::schema::{Kind, Value, ViewSpec};
use crate::site::Site;
use crate::source::{Snapshot, VPath};
use crate::view::facets::{Facet, facets};
use crate::view::order::{self, Orders};
use crate::view::{news, pictures};
use crate::yaml::{Part, Step};

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
    /// Who has which address of the output.
    pub claims: Claims,
}

impl Plan {
    /// The address that a link names, when something is published there today.
    #[must_use]
    pub fn published(&self, address: &str) -> Option<UrlPath> {
        self.claims.named(address).filter(|(_, claim)| claim.made == Made::Today).map(|(url, _)| url)
    }
}

/// A kind with its entries.
pub struct Section {
    /// The kind.
    pub kind: Arc<Kind>,
    /// Its address.
    pub url: UrlPath,
    /// Its published entries by title.
    pub entries: Vec<EntryIndex>,
    /// The orders that its views offer.
    pub orders: Orders,
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

/// The folder of the theme's files. Hosts tell browsers to keep all in it for ever, so nothing else belongs there.
const ASSETS: &str = "assets/";

/// The folder of the search index. It belongs to the build alone.
pub const SHARDS: &str = "search/shards/";

/// The address of the search.
#[must_use]
pub fn search() -> UrlPath {
    UrlPath::new("search/")
}

/// The folder of the preview's own files.
pub const PREVIEW: &str = "/_homeroom/";

/// Plans the pages of a site.
#[must_use]
pub fn plan(site: &Site, catalog: &Catalog, snapshot: &Snapshot, published: Published) -> Reported<Plan> {
    let Published { files, withheld } = published;
    let claims = Claims::default();
    let plan = Plan { sections: Vec::new(), pages: BTreeMap::new(), files: BTreeMap::new(), withheld, claims };
    let mut planner = Planner { plan, catalog, snapshot, diagnostics: Vec::new() };
    planner.own(site);
    planner.theme(site);
    let homeless = planner.sections(sections(site, catalog));
    planner.entries(&homeless);
    planner.files(&files);
    planner.aliases();
    planner.pictures();
    planner.unpublished(site, &homeless);
    Reported { value: planner.plan, diagnostics: planner.diagnostics }
}

fn sections(site: &Site, catalog: &Catalog) -> Vec<Section> {
    let section = |kind: &Arc<Kind>| {
        let mut entries = catalog.of_kind(&kind.id);
        let opening = catalog.opening(&kind.folder);
        if entries.is_empty() && opening.is_none() {
            return None;
        }
        order::sort_by_title(&mut entries, catalog);
        let words = site.theme.words.of(&site.config.language);
        let facets = facets(kind, &entries, catalog, &site.config, words);
        Some(Section {
            kind: Arc::clone(kind),
            url: UrlPath::new(&format!("{}/", kind.folder)),
            orders: Orders::new(kind, &entries, catalog),
            entries,
            facets,
            opening,
        })
    };
    site.kinds.sections().filter_map(section).collect()
}

/// A plan in the making.
pub(super) struct Planner<'p> {
    pub(super) plan: Plan,
    pub(super) catalog: &'p Catalog,
    pub(super) snapshot: &'p Snapshot,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Planner<'_> {
    /// Claims an address. Whether it was free; if not, that is told.
    pub(super) fn claim(&mut self, url: &UrlPath, maker: Maker, place: Place, owner: impl Into<String>) -> bool {
        self.reserve(url, maker, place, owner, Made::Today)
    }

    /// Claims an address at which nothing may stand today.
    fn reserve(&mut self, url: &UrlPath, maker: Maker, place: Place, owner: impl Into<String>, made: Made) -> bool {
        let claimed = self.plan.claims.claim(Claim { url: url.clone(), maker, owner: owner.into(), place, made });
        let vain = claimed.as_ref().err().map(|vain| self.plan.claims.tell(vain, self.catalog));
        self.diagnostics.extend(vain);
        claimed.is_ok()
    }

    /// Claims an address for a page. Whether it was free.
    pub(super) fn page(&mut self, url: UrlPath, page: Planned, place: Place, owner: impl Into<String>) -> bool {
        let free = self.claim(&url, Maker::Page, place, owner);
        if free {
            self.plan.pages.insert(url, page);
        }
        free
    }

    /// What the build makes at fixed addresses, whatever the site holds.
    fn own(&mut self, site: &Site) {
        let folders = [
            (ASSETS, Maker::Theme, "the theme"),
            (SHARDS, Maker::Search, "the search index"),
            (PREVIEW, Maker::Preview, "the preview"),
        ];
        for (folder, maker, owner) in folders {
            let (url, owner) = (UrlPath::new(folder), owner.to_owned());
            self.plan.claims.claim_folder(Claim { url, maker, owner, place: Place::Nowhere, made: Made::Perhaps });
        }
        let home = self.catalog.opening("").map(|index| Place::File(self.catalog.entries[index].file.clone()));
        self.page(UrlPath::new(""), Planned::Home, home.unwrap_or(Place::Nowhere), "the home page");
        let not_found = "the page for addresses that are not there";
        self.page(UrlPath::new("404.html"), Planned::NotFound, Place::Nowhere, not_found);
        self.page(a_to_z(), Planned::AToZ, Place::Nowhere, "the list of everything from A to Z");
        self.page(search(), Planned::Search, Place::Nowhere, "the search page");
        if may_have_news(self.catalog) {
            let has_news = has_news(self.catalog, self.snapshot);
            let made = if has_news { Made::Today } else { Made::Later };
            let free = self.reserve(&changes(), Maker::Page, Place::Nowhere, "the list of what is new", made);
            if free && has_news {
                self.plan.pages.insert(changes(), Planned::Changes);
            }
        }
        // The last two are made where a base URL is set, which a command can do alone.
        let files = [("robots.txt", Maker::Robots), ("sitemap.xml", Maker::Sitemap), ("feed.xml", Maker::Feed)];
        let hosts: BTreeSet<&str> = site.config.hosting.iter().map(|host| host.file()).collect();
        for (name, maker) in files.into_iter().chain(hosts.into_iter().map(|name| (name, Maker::Hosting))) {
            let needs_base = matches!(maker, Maker::Sitemap | Maker::Feed);
            let made = if needs_base && site.config.base_url.is_none() { Made::Perhaps } else { Made::Today };
            self.reserve(&UrlPath::new(name), maker, Place::Nowhere, format!("the build's own `{name}`"), made);
        }
    }

    fn theme(&mut self, site: &Site) {
        for asset in &site.theme.assets {
            let own = asset.files.iter().find(|file| self.snapshot.files.contains_key(*file));
            let place = own.map_or(Place::Nowhere, |file| Place::File(file.clone()));
            self.claim(&asset.url, Maker::Theme, place, format!("the theme's `{}`", asset.path));
        }
    }

    fn entries(&mut self, homeless: &BTreeSet<String>) {
        let catalog = self.catalog;
        for (index, entry) in catalog.entries.iter().enumerate().filter(|(index, _)| catalog.is_published(*index)) {
            // The kind of such an entry has no address, which is told already.
            if entry.role == Role::Entry && homeless.contains(&entry.kind.id) {
                continue;
            }
            if !is_opening(catalog, index) {
                let owner = format!("`{}`", entry.file);
                self.page(entry.url.clone(), Planned::Entry(index), Place::File(entry.file.clone()), owner);
            }
        }
    }

    /// The files that are published.
    fn files(&mut self, files: &BTreeSet<VPath>) {
        for path in files {
            let Some(below) = path.below("content").or_else(|| path.below("static")) else { continue };
            let url = UrlPath::new(below);
            if self.claim(&url, Maker::File, Place::File(path.clone()), format!("`{path}`")) {
                self.plan.files.insert(url, path.clone());
            }
        }
    }

    fn aliases(&mut self) {
        let catalog = self.catalog;
        for (index, entry) in catalog.entries.iter().enumerate().filter(|(index, _)| catalog.is_published(*index)) {
            let Some(Value::List(aliases)) = entry.fields.get("aliases") else { continue };
            for (number, alias) in aliases.iter().enumerate() {
                let Value::Text(alias) = alias else { continue };
                let Some(url) = alias_url(alias) else {
                    let path = [Step::Key("aliases".to_owned()), Step::Item(number)];
                    let span = entry.front.span(&path, Part::Value);
                    let message = format!("`{alias}` is no address of this site");
                    let help = "write the old address without the site's name, such as tools/old-name";
                    self.diagnostics.push(BAD_ALIAS.at(span, message).help(help));
                    continue;
                };
                let owner = format!("the alias `{}` of `{}`", excerpt(alias), entry.file);
                self.page(url, Planned::Redirect(index), Place::Alias(index, number), owner);
            }
        }
    }

    /// Smaller pictures get what is left: one that finds no place is not made.
    fn pictures(&mut self) {
        for path in self.plan.files.values() {
            let smaller = self.snapshot.picture(path).map(|picture| pictures::smaller(path, &picture));
            for (url, _) in smaller.into_iter().flatten() {
                let (owner, place) = (format!("a smaller picture of `{path}`"), Place::File(path.clone()));
                let (maker, made) = (Maker::Picture, Made::Perhaps);
                let _ = self.plan.claims.claim(Claim { url, maker, owner, place, made });
            }
        }
    }
}

/// Whether an entry is shown on the home page or on its section's, and not on a page of its own.
fn is_opening(catalog: &Catalog, index: EntryIndex) -> bool {
    let folder =
        |entry: &Entry| entry.file.folder().strip_prefix("content").unwrap_or("").trim_start_matches('/').to_owned();
    let entry = &catalog.entries[index];
    matches!(entry.role, Role::Home | Role::Section) && catalog.opening(&folder(entry)) == Some(index)
}

/// Whether there is anything that changes, ends or has ended.
fn has_news(catalog: &Catalog, snapshot: &Snapshot) -> bool {
    let lives = catalog.published().iter().any(|index| catalog.entries[*index].kind.life.is_some());
    lives || !news::changes(catalog, snapshot.today).is_empty()
}

/// Whether there is, or will be once dates have passed: no page may be in the way on that day.
fn may_have_news(catalog: &Catalog) -> bool {
    catalog.entries.iter().zip(&catalog.standings).any(|(entry, standing)| {
        let comes = catalog.drafts || *standing != Standing::Draft;
        let has_changes = matches!(entry.fields.get("changes"), Some(Value::List(items)) if !items.is_empty());
        comes && matches!(entry.role, Role::Entry | Role::Page) && (entry.kind.life.is_some() || has_changes)
    })
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
