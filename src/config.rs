//! The site's settings: `homeroom.yaml`.
//!
//! Every setting has a default, so a site builds with only a title. [`KEYS`] lists all settings, and a test compares it
//! with `docs/configuration.md`.

mod addresses;
pub(crate) mod checks;
mod contacts;
mod editor;
mod elsewhere;
mod keys;
pub(crate) mod pattern;
mod vocabularies;
mod zone;

use std::sync::Arc;

pub use addresses::is_base_url;
use addresses::{base_url, web_address};
use checks::CheckSetting;
pub(crate) use contacts::Contact;
pub(crate) use keys::BAD_SETTING;
pub use keys::KEYS;
use keys::{keys_below, open};

use crate::diagnostic::{Diagnostic, Reported, Suggestions};
use crate::document::{At, Document, Keys, excerpt, unknown_choice};
use crate::language::Language;
use crate::markdown::{MarkdownStyle, RawHtml};
use crate::media;
use crate::named::named;
use crate::schema::Scales;
use crate::schema::guess::words;
use crate::schema::parse::is_currency;
use crate::schema::scale::read_scale;
use crate::source::{Metadata, Span};
use crate::theme::{Look, look};

/// The file of the settings.
pub const FILE: &str = "homeroom.yaml";

/// The settings of a site.
#[derive(Debug, Clone)]
pub struct Config {
    /// The name of the site.
    pub title: String,
    /// The name of the district that publishes the site.
    pub district: Option<String>,
    /// A few words for the home page's heading.
    pub tagline: Option<String>,
    /// One sentence on what the site is for.
    pub describe: Option<String>,
    /// The address at which the site is published; ends in `/`.
    pub base_url: Option<String>,
    /// The `base_url` of the settings, if a command has replaced it.
    pub usual_base_url: Option<String>,
    /// The language of pages that do not name one, such as `en-US`.
    pub language: Language,
    /// The currency of amounts that do not name one.
    pub currency: String,
    /// The name of the time zone in which a day begins and ends; `None` for the time zone of the computer.
    pub time_zone: Option<String>,
    /// The theme's name.
    pub theme: String,
    /// What the site changes about the theme's looks.
    pub look: Look,
    /// A sentence for every page's footer.
    pub footer: Option<String>,
    /// The hosts for which the build writes a file with HTTP headers.
    pub hosting: Vec<Host>,
    /// The links in the masthead; `None` for every section that has entries.
    pub navigation: Option<Vec<NavigationItem>>,
    /// The links below the search field of the home page.
    pub quick_links: Vec<NavigationItem>,
    /// Where the content is kept and edited.
    pub repository: Repository,
    /// The offices that readers can ask.
    pub contacts: Vec<Contact>,
    /// The vocabularies, the contacts' names among them, as scales.
    pub scales: Scales,
    /// How Markdown is read.
    pub markdown: MarkdownStyle,
    /// Further endings of files that are published from `content/`, without dots.
    pub file_types: Vec<String>,
    /// Whether the camera's notes in pictures are removed or kept.
    pub metadata: Metadata,
    /// The title and the length of the feed.
    pub feed: Feed,
    /// Groups of phrases that readers use for the same thing.
    pub synonyms: Vec<Vec<String>>,
    /// Severities for checks; the first setting that fits a finding counts.
    pub checks: Vec<CheckSetting>,
    /// The link by which the preview opens a file in an editor, with `{path}`, `{line}` and `{column}` in it.
    pub editor: String,
}

named! {
    /// A host or server that reads the headers of its answers from a file of the site.
    pub enum Host {
        /// Netlify: `_headers`.
        Netlify = "netlify",
        /// Cloudflare Pages: `_headers` too.
        Cloudflare = "cloudflare",
        /// Apache: `.htaccess`.
        Apache = "apache",
        /// Internet Information Services: `web.config`.
        Iis = "iis",
    }
}

impl Host {
    /// The name of the file from which the host reads its headers.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Netlify | Self::Cloudflare => "_headers",
            Self::Apache => ".htaccess",
            Self::Iis => "web.config",
        }
    }
}

/// One link of the masthead or of the home page.
#[derive(Debug, Clone)]
pub struct NavigationItem {
    /// An address of the site: `tools`, `a-z`, `about`.
    pub to: String,
    /// The text of the link; `None` for the title of the page.
    pub label: Option<String>,
    /// Where the setting stands.
    pub span: Span,
}

/// Where the content is kept.
#[derive(Debug, Clone, Default)]
pub struct Repository {
    /// The address of the repository.
    pub url: Option<String>,
    /// The address at which a file is edited; `{path}` stands for the file.
    pub edit: Option<String>,
}

/// The Atom feed.
#[derive(Debug, Clone)]
pub struct Feed {
    /// The title of the feed; `None` for the title of the site.
    pub title: Option<String>,
    /// How many entries it holds at most.
    pub entries: usize,
}

impl Config {
    /// The settings of a site without a settings file.
    #[must_use]
    pub(crate) fn defaults() -> Self {
        Self {
            title: "Knowledge base".to_owned(),
            district: None,
            tagline: None,
            describe: None,
            base_url: None,
            usual_base_url: None,
            language: Language::usual(),
            currency: "USD".to_owned(),
            time_zone: None,
            theme: "default".to_owned(),
            look: Look::default(),
            footer: None,
            hosting: Vec::new(),
            navigation: None,
            quick_links: Vec::new(),
            repository: Repository::default(),
            contacts: Vec::new(),
            scales: vocabularies::usual(),
            markdown: MarkdownStyle { smart_punctuation: true, raw_html: RawHtml::Sanitize, math: false },
            file_types: Vec::new(),
            metadata: Metadata::Strip,
            feed: Feed { title: None, entries: 30 },
            synonyms: Vec::new(),
            checks: Vec::new(),
            editor: "vscode://file{path}:{line}:{column}".to_owned(),
        }
    }

    /// Whether dates in the site's language have the day before the month, as everywhere outside the United States.
    #[must_use]
    pub(crate) fn day_first(&self) -> bool {
        self.language.tag() != "en" && !self.language.to_ascii_uppercase().ends_with("-US")
    }

    /// The path of the base URL, with a slash at both ends: `/handbook/`, or `/` when there is none.
    #[must_use]
    pub(crate) fn base_path(&self) -> &str {
        let after_scheme = self.base_url.as_deref().and_then(|url| url.split_once("://")).map_or("", |(_, rest)| rest);
        after_scheme.find('/').map_or("/", |at| &after_scheme[at..])
    }
}

/// Reads the settings.
#[must_use]
pub fn read(document: &Document) -> Reported<Config> {
    let mut diagnostics = Vec::new();
    let config = read_keys(document, &mut diagnostics).unwrap_or_else(Config::defaults);
    Reported { value: config, diagnostics }
}

fn read_keys(document: &Document, faults: &mut Vec<Diagnostic>) -> Option<Config> {
    let defaults = Config::defaults();
    let root = document.root();
    let mut keys = open(&root, "`homeroom.yaml`", "", &elsewhere::SETTINGS, faults)?;
    let base_url = base_url(&mut keys);
    let currency = currency(&mut keys).unwrap_or(defaults.currency);
    let language = language(&mut keys).unwrap_or(defaults.language);
    let time_zone = zone::read(&mut keys);
    let mut config = Config {
        title: keys.text("title").filter(|title| !title.is_empty()).unwrap_or(defaults.title),
        district: keys.text("district"),
        tagline: keys.text("tagline"),
        describe: keys.text("describe"),
        theme: keys.text("theme").filter(|theme| !theme.is_empty()).unwrap_or(defaults.theme),
        footer: keys.text("footer"),
        look: look::read(&mut keys),
        hosting: hosting(&mut keys),
        file_types: file_types(&mut keys),
        base_url,
        language,
        currency,
        time_zone,
        ..Config::defaults()
    };
    let contact_items = keys.items("contacts");
    let vocabularies = keys.value("vocabularies");
    let navigation = keys.value("navigation").map(|_| link_items(&mut keys, "navigation"));
    let quick_links = link_items(&mut keys, "quick_links");
    let repository = keys.value("repository");
    let markdown = keys.value("markdown");
    let pictures = keys.value("pictures");
    let feed = keys.value("feed");
    let search = keys.value("search");
    let checks = keys.value("checks");
    let preview = keys.value("preview");

    if let Some(at) = preview
        && let Some(mut keys) = Keys::open(&at, "`preview`", &keys_below("preview."), faults)
        && let Some(editor) = editor::read(&mut keys)
    {
        config.editor = editor;
    }
    if let Some(at) = vocabularies {
        vocabularies::read(&at, &mut config.scales, faults);
    }
    config.contacts = contact_items.iter().filter_map(|at| contacts::read(at, faults)).collect();
    if let Some(at) = root.get("contacts").filter(|at| at.items().is_some()) {
        let extra = ["email", "phone", "schools"];
        // `contacts::read` has already reported their faults.
        config.scales.insert("contacts".to_owned(), Arc::new(read_scale(&at, "contacts", &extra, &mut Vec::new())));
    }
    if let Some(schools) = config.scales.get("schools") {
        contacts::check_schools(&root, schools, faults);
    }
    config.navigation = navigation.map(|items| items.iter().filter_map(|at| navigation_item(at, faults)).collect());
    config.quick_links = quick_links.iter().filter_map(|at| navigation_item(at, faults)).collect();
    if let Some(at) = repository
        && let Some(mut keys) = Keys::open(&at, "`repository`", &keys_below("repository."), faults)
    {
        config.repository = Repository { url: web_address(&mut keys, "url"), edit: web_address(&mut keys, "edit") };
        if let (Some(edit), Some(at)) = (&config.repository.edit, keys.value("edit"))
            && !edit.contains("{path}")
        {
            let message = "`edit` does not contain `{path}`";
            keys.faults.push(BAD_SETTING.at(at.span(), message).help("write `{path}` at the place of the file's path"));
        }
    }
    if let Some(at) = markdown
        && let Some(mut keys) = Keys::open(&at, "`markdown`", &keys_below("markdown."), faults)
    {
        let policies = [("sanitize", RawHtml::Sanitize), ("escape", RawHtml::Escape), ("trust", RawHtml::Trust)];
        let raw_html = keys.choice("raw_html", &policies).unwrap_or(RawHtml::Sanitize);
        let smart_punctuation = keys.flag("smart_punctuation").unwrap_or(true);
        config.markdown = MarkdownStyle { smart_punctuation, raw_html, math: keys.flag("math").unwrap_or(false) };
    }
    if let Some(at) = pictures
        && let Some(mut keys) = Keys::open(&at, "`pictures`", &keys_below("pictures."), faults)
    {
        let choices = [("strip", Metadata::Strip), ("keep", Metadata::Keep)];
        config.metadata = keys.choice("metadata", &choices).unwrap_or_default();
    }
    if let Some(at) = feed
        && let Some(mut keys) = Keys::open(&at, "`feed`", &keys_below("feed."), faults)
    {
        let entries = keys.number("entries").map_or(config.feed.entries, |number| number.clamp(1.0, 1000.0) as usize);
        config.feed = Feed { title: keys.text("title"), entries };
    }
    if let Some(at) = search
        && let Some(mut keys) = Keys::open(&at, "`search`", &keys_below("search."), faults)
    {
        config.synonyms = keys.items("synonyms").iter().filter_map(|at| synonyms(at, keys.faults)).collect();
    }
    if let Some(at) = checks {
        config.checks = checks::read(&at, faults);
    }
    Some(config)
}

/// Reads one group of phrases that mean the same.
fn synonyms(at: &At<'_>, faults: &mut Vec<Diagnostic>) -> Option<Vec<String>> {
    let phrases = at.items().unwrap_or_default();
    let phrases = phrases.iter().filter_map(|phrase| Some(phrase.scalar()?.text.trim().to_owned()));
    let phrases: Vec<String> = phrases.filter(|phrase| !phrase.is_empty()).collect();
    if phrases.len() > 1 {
        return Some(phrases);
    }
    let help = "write it like this: `[Chromebook, student laptop]`";
    faults.push(BAD_SETTING.at(at.span(), "a group of synonyms has to be a list of at least two phrases").help(help));
    None
}

fn currency(keys: &mut Keys<'_, '_>) -> Option<String> {
    let at = keys.value("currency")?;
    let currency = keys.text("currency")?;
    if is_currency(&currency) {
        return Some(currency);
    }
    keys.faults.push(
        BAD_SETTING.at(at.span(), format!("`{currency}` is not a currency")).help("write three letters, such as `USD`"),
    );
    None
}

fn hosting(keys: &mut Keys<'_, '_>) -> Vec<Host> {
    let items = keys.items("hosting");
    let host = |at: &At<'_>| {
        let word = at.scalar().map_or("", |scalar| scalar.text.trim());
        let found = Host::named(word);
        if found.is_none() {
            keys.faults.push(unknown_choice(at, "hosting", word, &Suggestions::new(Host::NAMES)));
        }
        found
    };
    items.iter().filter_map(host).collect()
}

/// Reads endings of file names, without their dots. An ending of files that run in a browser or on a server is refused.
fn file_types(keys: &mut Keys<'_, '_>) -> Vec<String> {
    let mut ends = Vec::new();
    for at in keys.items("file_types") {
        let word = at.scalar().map_or("", |scalar| scalar.text.trim());
        let end = word.trim_start_matches('.').to_lowercase();
        if end.is_empty() || !end.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            let message = format!("`{}` is not the ending of a file name", excerpt(word));
            keys.faults.push(BAD_SETTING.at(at.span(), message).help("write only letters and digits, such as `stl`"));
        } else if media::runs(&end) {
            let message = format!(
                "files that end in `.{end}` are never published from `content/`, because they can run as programs"
            );
            keys.faults.push(BAD_SETTING.at(at.span(), message).help("put the file into `static/`"));
        } else {
            ends.push(end);
        }
    }
    ends
}

fn language(keys: &mut Keys<'_, '_>) -> Option<Language> {
    let at = keys.value("language")?;
    let written = keys.text("language")?;
    if let Some(language) = Language::new(&written) {
        return Some(language);
    }
    let told = BAD_SETTING.at(at.span(), format!("`{written}` is not a language"));
    keys.faults.push(match words::language(&written) {
        Some(meant) => told.help(format!("did you mean `{meant}`?")).fix(at.span(), meant),
        None => told.help("write the tag of a language, such as `en-US` or `es`"),
    });
    None
}

fn link_items<'d>(keys: &mut Keys<'d, '_>, key: &str) -> Vec<At<'d>> {
    match keys.value(key).and_then(|at| elsewhere::links(key, &at)) {
        Some(found) => {
            keys.faults.push(found);
            Vec::new()
        }
        None => keys.items(key),
    }
}

fn navigation_item(at: &At<'_>, faults: &mut Vec<Diagnostic>) -> Option<NavigationItem> {
    if let Some(scalar) = at.scalar() {
        return Some(NavigationItem { to: scalar.text.trim().to_owned(), label: None, span: at.span() });
    }
    if let Some(found) = elsewhere::link(at) {
        faults.push(found);
        return None;
    }
    let mut keys = open(at, "a link", "navigation[].", &elsewhere::LINK, faults)?;
    let label = keys.text("label");
    let span = keys.value("to").map_or_else(|| at.span(), |to| to.span());
    Some(NavigationItem { to: keys.required_text("to")?, label, span })
}
