//! One Markdown file as an entry: typed fields, body, title, address.

use std::sync::Arc;

use jiff::civil::Date;

use super::address;
use super::allow::{self, Allowance};
use super::belonging::{Belonging, Role};
use super::front_matter::{self, FRONT_MATTER, MERGE_CONFLICT};
use super::inner;
use crate::artifact::UrlPath;
use crate::diagnostic::{Diagnostic, Reported, rule};
use crate::document::{CONTROL_CHARACTER, Document, UNKNOWN_KEY, YamlSource, excerpt};
use crate::fingerprint::{Fingerprint, Mixer, mixed};
use crate::language::Language;
use crate::markdown::{self, Body, MarkdownStyle, slug};
use crate::schema::Kind;
use crate::schema::kind::ALLOW;
use crate::schema::read::{self, Called, Defaults};
use crate::schema::value::{Fields, Value};
use crate::source::{Span, VPath};
use crate::yaml::{Node, Part, Step};

rule! {
    /// A page has no title: its front matter has no `title`, and its text has no first heading.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// Ask your coach.
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// # About this handbook
    ///
    /// Ask your coach.
    /// ```
    pub(crate) NO_TITLE = "no-title", Error
}

/// One Markdown file, read.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The file.
    pub file: VPath,
    /// Its kind; plain pages have the kind `page`.
    pub kind: Arc<Kind>,
    /// Its role in the site.
    pub role: Role,
    /// Whether it is the page of its folder; see [`address::opens`].
    pub opens: bool,
    /// The last part of its address.
    pub slug: String,
    /// Its address.
    pub url: UrlPath,
    /// Its title, from the front matter or the first heading.
    pub title: String,
    /// Its language: the one that its front matter names, or else the language of the site.
    pub language: Language,
    /// The typed fields.
    pub fields: Fields,
    /// The front matter in its file, which gives the places of fields.
    pub front: YamlSource,
    /// The parsed Markdown, with ranges relative to `body_start`.
    pub body: Body,
    /// Where the Markdown starts, in bytes of the file.
    pub body_start: usize,
    /// The heading of the body that became the title, relative to `body_start`.
    pub title_heading: Option<std::ops::Range<usize>>,
    /// The id of the title on the entry's page; `None` if a different heading has the slug of the title.
    pub title_id: Option<String>,
    /// The texts of fields of type Markdown: the path of the field, the text, and the text parsed.
    pub inner_bodies: Vec<(Vec<Step>, Arc<str>, Body)>,
    /// The findings that the entry allows.
    pub allowances: Vec<Allowance>,
    /// Whether everything could be read. An entry that could not be read still has a title and an address, so that
    /// links to it are not reported as broken.
    pub readable: bool,
    /// Fingerprints of what other pages depend on.
    pub fingerprints: Fingerprints,
}

/// Fingerprints of an entry. A rebuild compares these, and does not look into the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprints {
    /// The fingerprint of the file and of everything that reading it depends on.
    pub whole: Fingerprint,
    /// The fingerprint of its address, title and front matter, from which lists, facets and verdicts are made.
    pub head: Fingerprint,
}

/// Whether an entry is published, and why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is published.
    Published,
    /// `draft: true`.
    Draft,
    /// `date` lies after the day of the build.
    Future(Date),
}

impl Entry {
    /// The place of a field or of something inside it.
    #[must_use]
    pub(crate) fn field_span(&self, path: &[Step]) -> Span {
        self.front.span(path, Part::Value)
    }

    /// The place of a range of the body.
    #[must_use]
    pub(crate) fn body_span(&self, range: &std::ops::Range<usize>) -> Span {
        Span::new(&self.file, self.body_start + range.start..self.body_start + range.end)
    }

    /// The file that a field names: relative to the page, or with a slash in front relative to `content/`.
    #[must_use]
    pub(crate) fn file_named(&self, path: &str) -> Option<VPath> {
        let file = match path.strip_prefix('/') {
            Some(rooted) => VPath::new(&format!("content/{rooted}")),
            None => self.file.follow(path),
        };
        file.filter(|file| file.below("content").is_some())
    }

    /// Whether something on the entry's page has this id.
    #[must_use]
    pub(crate) fn has_id(&self, id: &str) -> bool {
        self.body.has_anchor(id) || self.inner_bodies.iter().any(|(.., body)| body.has_anchor(id))
    }

    /// The Markdown.
    #[must_use]
    pub(crate) fn markdown(&self) -> &str {
        &self.front.text[self.body_start.min(self.front.text.len())..]
    }

    /// The value of a text field; `None` if the entry does not have it.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name)?.as_text()
    }

    /// The value of a date field; `None` if the entry does not have it.
    #[must_use]
    pub fn date(&self, name: &str) -> Option<Date> {
        self.fields.get(name)?.as_date()
    }

    /// One sentence on the page: its summary, or its first paragraph.
    #[must_use]
    pub(crate) fn summary(&self) -> Option<&str> {
        self.text("summary").or(self.body.first_paragraph.as_deref())
    }

    /// Whether a link can lead to an id of the page's own text: its top, its title, a heading, an id of its HTML.
    #[must_use]
    pub(crate) fn has_anchor(&self, id: &str) -> bool {
        let heading = self.body.outline.first().filter(|_| self.title_heading.is_some());
        self.body.has_anchor(id)
            || heading.is_some_and(|heading| heading.id == id)
            || address::is_top(id)
            || slug::slug(&self.title) == id
    }

    /// Whether the page is published on a day.
    #[must_use]
    pub(crate) fn standing(&self, today: Date) -> Standing {
        if self.fields.get("draft").and_then(Value::as_flag) == Some(true) {
            return Standing::Draft;
        }
        match self.date("date") {
            Some(day) if day > today => Standing::Future(day),
            Some(_) | None => Standing::Published,
        }
    }
}

/// The settings that reading an entry depends on.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    pub markdown: MarkdownStyle,
    /// What values without a currency or a full date are read with.
    pub defaults: Defaults,
    /// The language of pages that do not name one.
    pub language: Language,
}

mixed!(struct Reading { markdown, defaults, language });

fn fingerprints(
    front: &YamlSource,
    belonging: &Belonging,
    title: &str,
    language: &Language,
    whole: Fingerprint,
) -> Fingerprints {
    let head = Mixer::new().text(front.file.as_str()).with(belonging).text(title).with(language);
    let head = head.with(&front.range).text(&front.text[front.range.clone()]);
    Fingerprints { whole, head: head.finish() }
}

/// Reads a file as an entry, with findings. `whole` is the fingerprint of the file and of everything that reading it
/// depends on.
#[must_use]
pub(crate) fn read(
    file: &VPath,
    text: &Arc<str>,
    belonging: Belonging,
    reading: &Reading,
    whole: Fingerprint,
) -> Reported<Entry> {
    let Reported { value: split, mut diagnostics } = front_matter::split(file, text);
    let control = text.char_indices().find(|(_, letter)| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'));
    if let Some((at, letter)) = control {
        let message = format!("the file contains the invisible control character U+{:04X}", u32::from(letter));
        let span = Span::new(file, at..at + letter.len_utf8());
        let help = "delete the character; if the file is not a text, move it out of the content folder or give it its right ending";
        diagnostics.push(CONTROL_CHARACTER.at(span, message).help(help));
    }
    if split.front.is_none() && diagnostics.is_empty() {
        let fields = &belonging.kind.fields;
        diagnostics.extend(front_matter::loose_keys(file, text, |key| fields.contains_key(key)));
    }
    let mut readable = diagnostics.is_empty();
    let range = split.front.clone().unwrap_or(split.body.start..split.body.start);
    let front = YamlSource::new(file.clone(), Arc::clone(text), range);
    let unclosed = diagnostics.iter().any(|fault| fault.rule == &FRONT_MATTER) && split.body.is_empty();

    // Git's marks are not YAML, and they have their own finding.
    let in_front = |fault: &Diagnostic| fault.span.as_ref().is_some_and(|span| front.range.contains(&span.start));
    let conflict = diagnostics.iter().any(|fault| fault.rule == &MERGE_CONFLICT && in_front(fault));

    let parsed = if unclosed || conflict || control.is_some() { None } else { Some(Document::parse(front.clone())) };
    let mut allowances = Vec::new();
    let fields = match parsed {
        Some(Ok(document)) => {
            let name = if belonging.role == Role::Entry { &belonging.kind.one } else { "the page" };
            let name = format!("`{}` ({})", file.name(), name.to_lowercase());
            let whole = matches!(document.root, Node::Map(_));
            let root = document.root();
            let called = Called { name: &name, path: &belonging.kind.id, beside: &[ALLOW] };
            let read = read::fields(&belonging.kind.fields, &root, called, &reading.defaults);
            if let Some(at) = root.get(ALLOW) {
                allowances = allow::of_front_matter(&at, &mut diagnostics);
            }
            readable &= whole;
            // A finding on the lines `---` is the cause if fields are missing.
            let fence = diagnostics.iter().find(|fault| fault.rule == &FRONT_MATTER && split.front.is_none());
            let fence = fence.and_then(|fault| fault.span.clone());
            // If the kind declares a key wrongly, the fault in the kind is the cause, and not the page.
            let cause = |fault: &Diagnostic| {
                let key = fault.subject.as_ref().filter(|_| fault.rule == &UNKNOWN_KEY)?;
                belonging.kind.faulty.get(&key.name)
            };
            let found = super::many::words(read.diagnostics, &root, &belonging.kind);
            diagnostics.extend(found.into_iter().map(
                |fault| match fence.as_ref().or_else(|| cause(&fault)).cloned() {
                    Some(cause) => fault.follows(cause),
                    None => fault,
                },
            ));
            diagnostics.extend(inner::cut_values(&front, &read.value));
            read.value
        }
        Some(Err(fault)) => {
            readable = false;
            diagnostics.push(*fault);
            Fields::new()
        }
        None => {
            readable = false;
            Fields::new()
        }
    };

    let markdown = &text[split.body.clone()];
    let mut body = markdown::parse(markdown, &reading.markdown);
    // An HTML heading may contain only a picture, which cannot be the title of a page.
    let heading = body.outline.first().filter(|heading| body.has_title && !(heading.raw && heading.text.is_empty()));
    let written = fields.get("title").and_then(Value::as_text).map(|title| title.trim().to_owned());
    let written = written.filter(|title| !title.is_empty());
    // A first heading with the text of `title` is the title; otherwise the page would show it twice.
    let title_heading = heading.filter(|heading| written.as_ref().is_none_or(|title| *title == heading.text));
    let title = match (&written, title_heading.filter(|heading| !heading.text.is_empty())) {
        (Some(title), _) => title.clone(),
        (None, Some(heading)) => heading.text.clone(),
        (None, None) => {
            if readable && belonging.role != Role::Home && !fields.contains_key("title") {
                let late = body.outline.iter().find(|heading| heading.level == 1 && !heading.text.is_empty());
                let help = match late {
                    Some(late) => format!(
                        "move the heading `{}` above all other text, or add `title: …` to the front matter",
                        excerpt(&late.text)
                    ),
                    None => "add `title: …` to the front matter, or start the text with a heading: # Title".to_owned(),
                };
                let fault = NO_TITLE.at(Span::file(file), "the page has no title").about("title").help(help);
                let is_slip = |other: &&Diagnostic| {
                    other.rule == &UNKNOWN_KEY && other.fix.as_ref().is_some_and(|fix| fix.replacement == "title")
                };
                let slip = diagnostics.iter().find(is_slip).and_then(|slip| slip.span.clone());
                diagnostics.push(Diagnostic { follows: slip, ..fault });
            }
            crate::schema::choice::label_of(if belonging.slug.is_empty() { "home" } else { &belonging.slug })
        }
    };
    let own_id = title_heading.map(|heading| heading.id.clone());
    let title_heading = title_heading.map(|heading| heading.range.clone());
    let title_id = own_id.or_else(|| Some(markdown::slug::slug(&title)).filter(|id| !body.has_anchor(id)));
    title_id.iter().for_each(|id| body.add_anchor(id));
    let inner_bodies = inner::bodies(&fields, &body, &reading.markdown);
    allowances.extend(allow::of_texts(file, split.body.start, &body, &inner_bodies, &front, &mut diagnostics));
    let own_language = fields.get("lang").and_then(Value::as_text).and_then(Language::new);
    let language = own_language.unwrap_or_else(|| reading.language.clone());
    let fingerprints = fingerprints(&front, &belonging, &title, &language, whole);
    let Belonging { kind, role, opens, slug, url } = belonging;
    let body_start = split.body.start;
    let value = Entry {
        file: file.clone(),
        kind,
        role,
        opens,
        slug,
        url,
        title,
        language,
        fields,
        front,
        body,
        body_start,
        title_heading,
        title_id,
        inner_bodies,
        allowances,
        readable,
        fingerprints,
    };
    Reported { value, diagnostics }
}
