//! What templates see: one type for each page, documented for theme makers in `docs/themes.md`.
//!
//! A template sees its page's model, the global `site` and `words`, and nothing else. Every `href`
//! is finished: relative to the page, encoded, ready to print.

use serde::Serialize;

use crate::checklist::Checked;
use crate::config::Contact;
use crate::direction::Direction;
use crate::theme::Shared;
use crate::view::answer::AnswerModel;
use crate::view::catalogue::Tab;
use crate::view::facets::FacetValueModel;
use crate::view::news::Ending;
use crate::view::path::PathModel;
use crate::view::shown::Fact;
use crate::view::{Link, Shown, ViewModel};

/// The global `site`: what all pages share.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SiteModel {
    /// The name of the site.
    pub title: String,
    /// The district that keeps it.
    pub district: Option<String>,
    /// A few words for the home page's heading.
    pub tagline: Option<String>,
    /// One sentence on what the site is for.
    pub describe: Option<String>,
    /// A sentence for every page's footer.
    pub footer: Option<String>,
    /// Where the content is kept.
    pub repository: Option<String>,
    /// Whom to ask.
    pub contacts: Vec<Contact>,
    /// The Content Security Policy, as a `meta` tag can carry it.
    pub policy: String,
}

/// The model of a page: what every page has, and what only this page has.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PageModel {
    /// What every page has.
    pub page: Frame,
    /// What only this page has. Its fields stand beside `page` in the template.
    #[serde(flatten)]
    pub content: Content,
}

/// What every page has.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Frame {
    pub title: String,
    /// The id of that heading, unless another heading of the page has it.
    pub title_id: Option<String>,
    /// The id of the page's top: `top`, unless something else on the page has that id.
    pub top_id: Option<&'static str>,
    /// The text of `<title>`: the heading with the site's name.
    pub full_title: String,
    /// One sentence on the page, for search engines and previews of links.
    pub description: Option<String>,
    /// The page's language, for `lang`.
    pub language: String,
    /// The direction of its writing, for `dir`.
    pub direction: Direction,
    /// The page's full address, if a base URL is set.
    pub canonical: Option<String>,
    /// The page's address below the base URL, to be shown on paper: `tools/nearpod`.
    pub address: String,
    /// The link to the home page.
    pub home: String,
    /// Whether this is the home page.
    pub is_home: bool,
    /// The style sheets.
    pub styles: Shared,
    /// The scripts that run before the page is painted.
    pub first: Shared,
    /// The scripts that are loaded with `defer`.
    pub scripts: Shared,
    /// The scripts for code, loaded with `defer`; empty on pages that show no code.
    pub code_scripts: Shared,
    /// Scripts that a template loads where its page needs them, by their paths below `assets/`.
    pub parts: Shared,
    /// The fonts to fetch ahead.
    pub fonts: Shared,
    pub icon: Shared,
    pub logo: Shared,
    /// The full address of the picture for previews of links, if a base URL is set.
    pub preview: Option<String>,
    /// What that picture shows.
    pub preview_alt: Option<String>,
    /// The page's description for search engines: JSON-LD that can stand in a `<script>` element, if a base URL is set.
    pub linked_data: Option<String>,
    /// The links in the masthead.
    pub navigation: Vec<NavigationLink>,
    /// The pages above this one, home first; empty on the home page.
    pub crumbs: Vec<Link>,
    /// The link to the feed, if a base URL is set.
    pub feed: Option<String>,
    /// The link to the search page; missing on a site without one.
    pub search: Option<String>,
    /// The grades that a reader can pick.
    pub grades: Shared,
    /// The link to the list of everything from A to Z.
    pub a_to_z: String,
    /// The link to the page of what is new; missing when that page would be empty.
    pub changes: Option<String>,
}

/// A grade that a reader can pick.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct GradeChoice {
    /// `PK`, `K`, `4`.
    pub key: String,
    /// "Grade 4".
    pub label: String,
    /// The same inside a sentence: "grade 4".
    pub inside: String,
}

/// A link in the masthead.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NavigationLink {
    /// Its title and where it leads.
    #[serde(flatten)]
    pub link: Link,
    /// `page` when it leads to this page, `true` when this page lies below it.
    pub current: Option<&'static str>,
}

/// The part of the model that differs from page to page, by the template that shows it.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(crate) enum Content {
    /// `home.html`.
    Home { home: HomeModel },
    /// `entry.html`: an entry of a kind, or a plain page.
    Entry { entry: Box<EntryModel> },
    /// `catalogue.html`, `table.html`, `index.html`, `matrix.html`, `ladder.html`, `ranges.html`: a view of
    /// a section; `index.html` for the A–Z of the site; `changes.html` for what is new.
    Section { section: SectionModel, view: Box<ViewModel> },
    /// `search.html`: the search page.
    Search {
        /// The sections, for readers without scripts.
        sections: Vec<Link>,
    },
    /// `redirect.html`: an old address.
    Redirect {
        /// The new address.
        target: Link,
    },
    /// `404.html`.
    NotFound {},
}

/// The home page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct HomeModel {
    /// The text of `content/index.md`, as HTML.
    pub html: String,
    /// The pages that the settings name in `quick_links`.
    pub quick_links: Vec<Link>,
    /// For each section whose entries have a life: how many of them are in each state.
    pub tallies: Vec<Tally>,
    /// The sections with the number of their entries.
    pub sections: Vec<SectionLink>,
    /// What ends soon, soonest first, at most three.
    pub notices: Vec<Ending>,
    /// The pages that were changed or published last, newest first.
    pub recent: Vec<RecentLink>,
}

/// How many entries of a section are in each state of their life.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Tally {
    /// The section's name.
    pub title: String,
    /// The states that entries are in, in the order of their scale.
    pub values: Vec<FacetValueModel>,
}

/// A section on the home page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SectionLink {
    /// The section's name, and the link to its page.
    #[serde(flatten)]
    pub link: Link,
    /// The section's description.
    pub describe: Option<String>,
    /// How many entries it has.
    pub count: usize,
    /// The same in words: "12 entries".
    pub count_words: String,
}

/// A page that was changed or published lately.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RecentLink {
    /// Its kind; missing for plain pages.
    pub kind: Option<String>,
    /// The page's title and its address.
    #[serde(flatten)]
    pub link: Link,
    /// One sentence on it.
    pub summary: Option<String>,
    /// The day on which it was changed or published last.
    pub date: Shown,
}

/// An entry or a plain page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct EntryModel {
    /// The kind's id; `page` for plain pages.
    pub kind: String,
    /// The kind's word for one entry.
    pub kind_label: String,
    /// One sentence on it.
    pub summary: Option<String>,
    /// Whether it may be used; missing for kinds without verdicts.
    pub verdict: Option<AnswerModel>,
    /// The points of the kind's checklist; empty for kinds without one.
    pub checklist: Vec<Checked>,
    /// The steps, for kinds with a path.
    pub path: Option<PathModel>,
    /// The tab of the facts panel: the verdict, or the first choice that has a tone.
    pub tab: Option<Tab>,
    /// The facts that matter most, at most six: first those that a card shows.
    pub facts: Vec<Fact>,
    /// The other facts.
    pub more_facts: Vec<Fact>,
    /// The link to the page outside that the entry is about; missing when the entry must not be used.
    pub open: Option<Link>,
    /// The link to the table that compares the entries of the kind, with this one chosen.
    pub compare: Option<Link>,
    /// The text, as HTML.
    pub html: String,
    /// Links to the parts of the page (path, headings of the second level, checklist); empty when there are fewer than
    /// three.
    pub outline: Vec<Link>,
    /// Entries that this one refers to or that refer to it, by kind.
    pub related: Vec<RelatedGroup>,
    /// Pages whose text links to this one and that are not in `related`.
    pub mentioned_by: Vec<Link>,
    /// The sources of the figures, each once.
    pub sources: Vec<SourceModel>,
    /// "Reviewed June 30, 2026."
    pub reviewed: Option<String>,
    /// "Next review by June 30, 2027.", or a sentence that says that the review is due.
    pub review: Option<String>,
    /// Whether the next review is due.
    pub review_due: bool,
    /// "Updated June 30, 2026."
    pub updated: Option<String>,
    /// The address at which the file is edited.
    pub edit: Option<String>,
    /// Why the page is not published; only on a build that shows such pages.
    pub unpublished: Option<String>,
}

/// Related entries of one kind.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RelatedGroup {
    /// The kind's word for its entries.
    pub label: String,
    /// The entries.
    pub links: Vec<Link>,
}

/// A source of figures.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub(crate) struct SourceModel {
    /// Its title and year.
    pub text: String,
    /// Its address.
    pub url: Option<String>,
}

impl SectionModel {
    /// The model of a page about the whole site.
    #[must_use]
    pub(crate) fn of_site() -> Self {
        Self { kind: String::new(), describe: None, html: String::new(), views: Vec::new(), data: Vec::new() }
    }
}

/// A section, or the whole site on the pages about it (from A to Z, what is new).
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SectionModel {
    /// The kind's id; empty for the whole site.
    pub kind: String,
    /// The section's description.
    pub describe: Option<String>,
    /// The text of the section's `index.md`, as HTML; only on the section's first page.
    pub html: String,
    /// The other views of the section.
    pub views: Vec<Link>,
    /// The section's data: `tools.csv`, `tools.json`.
    pub data: Vec<Link>,
}
