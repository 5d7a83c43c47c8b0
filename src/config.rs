//! The site's settings: `homeroom.yaml`.
//!
//! Every setting has a default, so that a site with a title alone builds. `KEYS` names them all;
//! `docs/configuration.md` is held against it by a test.

pub mod checks;
mod editor;
mod elsewhere;
pub mod pattern;
mod zone;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use checks::CheckSetting;
use serde::Serialize;

use crate::diagnostic::{Diagnostic, Reported, Suggestions, rule};
use crate::document::{At, Document, Keys};
use crate::markdown::{MarkdownStyle, RawHtml};
use crate::media;
use crate::schema::elsewhere::KeyWords;
use crate::schema::grades::GradeSet;
use crate::schema::parse::is_currency;
use crate::schema::read::is_email;
use crate::schema::scale::read_scale;
use crate::schema::{Choice, Scale, Scales};
use crate::source::{Metadata, Span};
use crate::theme::{Look, look};

rule! {
    /// A setting in `homeroom.yaml` that cannot be used.
    ///
    /// Bad:
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// base_url: handbook.example
    /// ```
    /// Good:
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// base_url: https://handbook.example/
    /// ```
    pub BAD_SETTING = "bad-setting", Error
}

/// The file of the settings.
pub const FILE: &str = "homeroom.yaml";

/// Every key of the settings, with dots between levels and `[]` for the items of a list.
pub const KEYS: [&str; 67] = [
    "title",
    "district",
    "tagline",
    "describe",
    "base_url",
    "language",
    "currency",
    "time_zone",
    "theme",
    "colors",
    "colors.*",
    "colors.*.light",
    "colors.*.dark",
    "styles",
    "logo",
    "card",
    "card.image",
    "card.alt",
    "footer",
    "hosting",
    "navigation",
    "navigation[].to",
    "navigation[].label",
    "quick_links",
    "quick_links[].to",
    "quick_links[].label",
    "repository",
    "repository.url",
    "repository.edit",
    "contacts",
    "contacts[].key",
    "contacts[].label",
    "contacts[].email",
    "contacts[].phone",
    "contacts[].schools",
    "contacts[].describe",
    "vocabularies",
    "vocabularies.subjects",
    "vocabularies.schools",
    "vocabularies.grade_bands",
    "vocabularies.grade_bands[].grades",
    "vocabularies.*[].key",
    "vocabularies.*[].label",
    "vocabularies.*[].short",
    "vocabularies.*[].tone",
    "vocabularies.*[].group",
    "vocabularies.*[].describe",
    "vocabularies.*[].also",
    "markdown",
    "markdown.raw_html",
    "markdown.smart_punctuation",
    "markdown.math",
    "file_types",
    "pictures",
    "pictures.metadata",
    "feed",
    "feed.title",
    "feed.entries",
    "search",
    "search.synonyms",
    "checks",
    "checks.*",
    "checks.*.severity",
    "checks.*.paths",
    "checks.*.keys",
    "preview",
    "preview.editor",
];

/// The settings of a site.
#[derive(Debug, Clone)]
pub struct Config {
    /// The name of the site.
    pub title: String,
    /// The district that keeps it.
    pub district: Option<String>,
    /// A few words for the home page's heading.
    pub tagline: Option<String>,
    /// One sentence on what the site is for.
    pub describe: Option<String>,
    /// Where the site is published; ends in `/`.
    pub base_url: Option<String>,
    /// What the settings say of it where a command has said otherwise.
    pub usual_base_url: Option<String>,
    /// The language of pages that name none, such as `en-US`.
    pub language: String,
    /// The currency of amounts that name none.
    pub currency: String,
    /// The name of the time zone in which a day begins and ends; that of the machine where none is given.
    pub time_zone: Option<String>,
    /// The theme's name.
    pub theme: String,
    /// What the site changes about the theme's looks.
    pub look: Look,
    /// A sentence for every page's footer.
    pub footer: Option<String>,
    /// The hosts whose files of headers are made.
    pub hosting: Vec<Host>,
    /// The sections in the masthead; `None` stands for every section that has entries.
    pub navigation: Option<Vec<NavigationItem>>,
    /// Pages that the home page offers below its search field.
    pub quick_links: Vec<NavigationItem>,
    /// Where the content is kept and edited.
    pub repository: Repository,
    /// Whom to ask.
    pub contacts: Vec<Contact>,
    /// The vocabularies, the contacts' names among them, as scales.
    pub scales: Scales,
    /// How Markdown is read.
    pub markdown: MarkdownStyle,
    /// Endings of files that are published from `content/` besides those that always are.
    pub file_types: Vec<String>,
    /// What becomes of the notes in pictures.
    pub metadata: Metadata,
    /// The title and the length of the feed.
    pub feed: Feed,
    /// Groups of phrases that readers use for the same thing.
    pub synonyms: Vec<Vec<String>>,
    /// How grave findings are; the first that fits one counts.
    pub checks: Vec<CheckSetting>,
    /// The link by which the preview opens a file in an editor, with `{path}`, `{line}` and `{column}` in it.
    pub editor: String,
}

/// A host or server that reads the headers of its answers from a file of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// Netlify: `_headers`.
    Netlify,
    /// Cloudflare Pages: `_headers` too.
    Cloudflare,
    /// Apache: `.htaccess`.
    Apache,
    /// Internet Information Services: `web.config`.
    Iis,
}

impl Host {
    /// Every host with its word in the settings.
    pub const WORDS: [(&'static str, Self); 4] =
        [("netlify", Self::Netlify), ("cloudflare", Self::Cloudflare), ("apache", Self::Apache), ("iis", Self::Iis)];

    /// The name of the file that it reads.
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
    /// What it is called; the page's own title where none is given.
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

/// Someone to ask: an office, never a person.
#[derive(Debug, Clone, Serialize)]
pub struct Contact {
    /// The key by which content names it.
    pub key: String,
    /// What pages call it.
    pub label: String,
    /// Its mailbox.
    pub email: Option<String>,
    /// Its telephone number, as written.
    pub phone: Option<String>,
    /// The schools it serves, by key; empty for the whole district.
    pub schools: Vec<String>,
    /// What it helps with.
    pub describe: Option<String>,
}

/// The Atom feed.
#[derive(Debug, Clone)]
pub struct Feed {
    /// Its title; the site's where none is given.
    pub title: Option<String>,
    /// How many entries it holds at most.
    pub entries: usize,
}

impl Config {
    /// The settings of a site without a settings file.
    #[must_use]
    pub fn defaults() -> Self {
        Self {
            title: "Knowledge base".to_owned(),
            district: None,
            tagline: None,
            describe: None,
            base_url: None,
            usual_base_url: None,
            language: "en-US".to_owned(),
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
            scales: default_scales(),
            markdown: MarkdownStyle { smart_punctuation: true, raw_html: RawHtml::Sanitize, math: false },
            file_types: Vec::new(),
            metadata: Metadata::Strip,
            feed: Feed { title: None, entries: 30 },
            synonyms: Vec::new(),
            checks: Vec::new(),
            editor: "vscode://file{path}:{line}:{column}".to_owned(),
        }
    }

    /// Whether people of the site's language write the day before the month, as all do outside the United States.
    #[must_use]
    pub fn day_first(&self) -> bool {
        !matches!(self.language.as_str(), "en") && !self.language.to_ascii_uppercase().ends_with("-US")
    }

    /// The path of the base URL, with a slash at both ends: `/handbook/`, or `/` when there is none.
    #[must_use]
    pub fn base_path(&self) -> &str {
        let after_scheme = self.base_url.as_deref().and_then(|url| url.split_once("://")).map_or("", |(_, rest)| rest);
        after_scheme.find('/').map_or("/", |at| &after_scheme[at..])
    }
}

/// Subjects and grade bands as most districts have them; no schools, no contacts.
fn default_scales() -> Scales {
    let choice = |(key, label, also): (&str, &str, &[&str])| Choice {
        key: key.to_owned(),
        label: label.to_owned(),
        short: None,
        tone: None,
        group: None,
        describe: None,
        also: also.iter().map(|word| (*word).to_owned()).collect(),
        grades: GradeSet::default(),
    };
    let subjects: [(&str, &str, &[&str]); 8] = [
        ("english", "English language arts", &["ELA", "language arts", "reading", "writing", "literacy"]),
        ("math", "Mathematics", &["maths", "algebra", "geometry"]),
        ("science", "Science", &["biology", "chemistry", "physics", "STEM"]),
        ("social-studies", "Social studies", &["history", "geography", "civics", "economics"]),
        ("world-languages", "World languages", &["foreign language", "foreign languages", "Spanish", "French"]),
        ("arts", "Arts and music", &["art", "music", "drama", "theater"]),
        ("computing", "Computing", &["computer science", "CS", "coding", "technology"]),
        ("health", "Health and physical education", &["PE", "gym", "physical education"]),
    ];
    let bands = [("pk-2", "Grades PK–2"), ("3-5", "Grades 3–5"), ("6-8", "Grades 6–8"), ("9-12", "Grades 9–12")]
        .map(|(key, label)| Choice { grades: GradeSet::parse(key).unwrap_or_default(), ..choice((key, label, &[])) });
    let scale = |name: &str, choices: Vec<Choice>| (name.to_owned(), Arc::new(Scale::new(name, choices)));
    BTreeMap::from([
        scale("subjects", subjects.map(choice).to_vec()),
        scale("schools", Vec::new()),
        scale("grade_bands", bands.to_vec()),
        scale("contacts", Vec::new()),
    ])
}

/// Reads the settings.
#[must_use]
pub fn read(document: &Document) -> Reported<Config> {
    let mut diagnostics = Vec::new();
    let config = read_keys(document, &mut diagnostics).unwrap_or_else(Config::defaults);
    Reported { value: config, diagnostics }
}

/// The keys directly below `prefix` (`""` for the top).
fn keys_below(prefix: &str) -> Vec<&'static str> {
    let below = |key: &'static str| {
        let name = key.strip_prefix(prefix)?;
        (!name.is_empty() && !name.contains(['.', '[', '*'])).then_some(name)
    };
    KEYS.iter().filter_map(|key| below(key)).collect()
}

/// Opens a map of settings for which others have their own words.
fn open<'d, 'f>(
    at: &At<'d>,
    name: &str,
    prefix: &str,
    words: &[(&str, &[&str])],
    faults: &'f mut Vec<Diagnostic>,
) -> Option<Keys<'d, 'f>> {
    let known = keys_below(prefix);
    Keys::open_advised(at, name, &known, Some(&KeyWords { known: &known, words }), faults)
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
        read_vocabularies(&at, &mut config.scales, faults);
    }
    config.contacts = contact_items.iter().filter_map(|at| contact(at, faults)).collect();
    if let Some(at) = root.get("contacts").filter(|at| at.items().is_some()) {
        let extra = ["email", "phone", "schools"];
        // Faults of the entries were told by `contact` already.
        config.scales.insert("contacts".to_owned(), Arc::new(read_scale(&at, "contacts", &extra, &mut Vec::new())));
    }
    check_schools(&root, &config, faults);
    config.navigation = navigation.map(|items| items.iter().filter_map(|at| navigation_item(at, faults)).collect());
    config.quick_links = quick_links.iter().filter_map(|at| navigation_item(at, faults)).collect();
    if let Some(at) = repository
        && let Some(mut keys) = Keys::open(&at, "`repository`", &keys_below("repository."), faults)
    {
        config.repository = Repository { url: web_address(&mut keys, "url"), edit: web_address(&mut keys, "edit") };
        if let (Some(edit), Some(at)) = (&config.repository.edit, keys.value("edit"))
            && !edit.contains("{path}")
        {
            let message = "`edit` does not say where the file goes";
            keys.faults.push(BAD_SETTING.at(at.span(), message).help("put `{path}` where the file's path belongs"));
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

/// Phrases that mean the same.
fn synonyms(at: &At<'_>, faults: &mut Vec<Diagnostic>) -> Option<Vec<String>> {
    let phrases = at.items().unwrap_or_default();
    let phrases = phrases.iter().filter_map(|phrase| Some(phrase.scalar()?.text.trim().to_owned()));
    let phrases: Vec<String> = phrases.filter(|phrase| !phrase.is_empty()).collect();
    if phrases.len() > 1 {
        return Some(phrases);
    }
    let help = "write at least two phrases, such as [Chromebook, student laptop]";
    faults.push(BAD_SETTING.at(at.span(), "a group of synonyms is a list of phrases").help(help));
    None
}

fn base_url(keys: &mut Keys<'_, '_>) -> Option<String> {
    let mut url = web_address(keys, "base_url")?;
    if !is_base_url(&url)
        && let Some(at) = keys.value("base_url")
    {
        let help =
            "write only the names of folders below the host, such as https://handbook.district.example/help-desk/";
        keys.faults.push(BAD_SETTING.at(at.span(), format!("`{url}` cannot be the beginning of addresses")).help(help));
        return None;
    }
    if !url.ends_with('/') {
        url.push('/');
    }
    Some(url)
}

fn web_address(keys: &mut Keys<'_, '_>, key: &str) -> Option<String> {
    let at = keys.value(key)?;
    let url = keys.text(key)?;
    if is_web_address(&url) {
        return Some(url);
    }
    let help = format!("write it whole, such as https://{}", url.trim_start_matches('/'));
    keys.faults.push(BAD_SETTING.at(at.span(), format!("`{key}` is no web address: `{url}`")).help(help));
    None
}

/// Whether a text is a whole `http` or `https` address.
#[must_use]
pub fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && !text.contains(|letter: char| letter.is_whitespace() || letter.is_control() || "\"<>".contains(letter))
}

/// Whether addresses can begin with a text: a whole web address, below which stand plain names of folders. Its path gets
/// into links and into the files of hosts, where another sign or an empty name would mean something else.
#[must_use]
pub fn is_base_url(text: &str) -> bool {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-._~%".contains(letter);
    let is_folder = |name: &str| !matches!(name, "" | "." | "..") && name.chars().all(is_plain);
    let host = |letter: char| is_plain(letter) || ":[]".contains(letter);
    let rest = text.split_once("://").map_or("", |(_, rest)| rest);
    let (name, path) = rest.split_once('/').unwrap_or((rest, ""));
    let path = path.strip_suffix('/').unwrap_or(path);
    is_web_address(text) && name.chars().all(host) && (path.is_empty() || path.split('/').all(is_folder))
}

fn currency(keys: &mut Keys<'_, '_>) -> Option<String> {
    let at = keys.value("currency")?;
    let currency = keys.text("currency")?;
    if is_currency(&currency) {
        return Some(currency);
    }
    keys.faults.push(
        BAD_SETTING.at(at.span(), format!("`{currency}` is no currency")).help("write its three letters, such as USD"),
    );
    None
}

fn hosting(keys: &mut Keys<'_, '_>) -> Vec<Host> {
    let items = keys.items("hosting");
    let host = |at: &At<'_>| {
        let word = at.scalar().map_or("", |scalar| scalar.text.trim());
        let found = Host::WORDS.iter().find(|(name, _)| *name == word).map(|(_, host)| *host);
        if found.is_none() {
            let names = Suggestions::new(Host::WORDS.iter().map(|(name, _)| *name));
            keys.faults.push(crate::document::unknown_choice(at, "hosting", word, &names));
        }
        found
    };
    items.iter().filter_map(host).collect()
}

/// Whether a text is a language tag, such as `en-US`. None of those in use has more than six parts; shards of the search
/// index are called by them.
#[must_use]
pub fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let first = |first: &str| (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    parts.next().is_some_and(first)
        && parts.clone().count() <= 5
        && parts.all(|part| (2..=8).contains(&part.len()) && letters(part))
}

/// Endings of names, without their dots. What runs in a browser or on a server is never published from `content/`.
fn file_types(keys: &mut Keys<'_, '_>) -> Vec<String> {
    let mut ends = Vec::new();
    for at in keys.items("file_types") {
        let word = at.scalar().map_or("", |scalar| scalar.text.trim());
        let end = word.trim_start_matches('.').to_lowercase();
        if end.is_empty() || !end.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            let message = format!("`{}` is no ending of a file's name", crate::document::excerpt(word));
            keys.faults.push(BAD_SETTING.at(at.span(), message).help("write its letters and digits, such as stl"));
        } else if media::runs(&end) {
            let message = format!("files that end in `.{end}` are never published from `content/`: they can run");
            keys.faults.push(BAD_SETTING.at(at.span(), message).help("put the file into `static/`"));
        } else {
            ends.push(end);
        }
    }
    ends
}

fn language(keys: &mut Keys<'_, '_>) -> Option<String> {
    let at = keys.value("language")?;
    let language = keys.text("language")?;
    if is_language(&language) {
        return Some(language);
    }
    let told = BAD_SETTING.at(at.span(), format!("`{language}` is no language"));
    keys.faults.push(match crate::schema::guess::words::language(&language) {
        Some(meant) => told.help(format!("did you mean `{meant}`?")).fix(at.span(), meant),
        None => told.help("write a language tag such as en-US or es"),
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

fn contact(at: &At<'_>, faults: &mut Vec<Diagnostic>) -> Option<Contact> {
    let mut keys = Keys::open(at, "a contact", &keys_below("contacts[]."), faults)?;
    let email = keys.text("email");
    if let (Some(email), Some(at)) = (&email, keys.value("email"))
        && !is_email(email)
    {
        let message = format!("`{email}` is no e-mail address");
        keys.faults.push(BAD_SETTING.at(at.span(), message).help("write it as name@district.example"));
    }
    let key = keys.required_text("key")?;
    Some(Contact {
        label: keys.text("label").unwrap_or_else(|| crate::schema::scale::label_of(&key)),
        email: email.filter(|email| is_email(email)),
        phone: keys.text("phone"),
        schools: keys.texts("schools"),
        describe: keys.text("describe"),
        key,
    })
}

/// The schools of contacts are choices of the vocabulary.
fn check_schools(root: &At<'_>, config: &Config, faults: &mut Vec<Diagnostic>) {
    let Some(scale) = config.scales.get("schools") else { return };
    for contact in root.get("contacts").and_then(|at| at.items()).unwrap_or_default() {
        for school in contact.get("schools").and_then(|at| at.items()).unwrap_or_default() {
            if let Some(scalar) = school.scalar().filter(|scalar| scale.get(scalar.text.trim()).is_none()) {
                faults.push(crate::document::unknown_choice(&school, "schools", &scalar.text, scale.index()));
            }
        }
    }
}

fn read_vocabularies(at: &At<'_>, scales: &mut Scales, faults: &mut Vec<Diagnostic>) {
    let Some(entries) = at.entries() else {
        faults.push(at.wrong_type("vocabularies", "names with their choices"));
        return;
    };
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (name, value) in entries {
        if name == "contacts" || !seen.insert(name) {
            let message = format!("the vocabulary `{name}` is declared twice");
            faults.push(crate::document::DUPLICATE_KEY.at(value.key_span(), message).help("keep one of the two"));
            continue;
        }
        let extra: &[&str] = if name == "grade_bands" { &["grades"] } else { &[] };
        let scale = read_scale(&value, name, extra, faults);
        if name == "grade_bands" {
            let has_grades =
                |item: &At<'_>| item.entries().is_some_and(|keys| keys.iter().any(|(key, _)| *key == "grades"));
            for item in value.items().unwrap_or_default().iter().filter(|item| !has_grades(item)) {
                let message = "a grade band has no `grades`";
                faults.push(BAD_SETTING.at(item.span(), message).help("write it as { key: upper, grades: 3-5 }"));
            }
        }
        scales.insert(name.to_owned(), Arc::new(scale));
    }
}
