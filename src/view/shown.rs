//! Values as pages show them, in the page's language.

use serde::Serialize;

use super::scope::Scope;
use crate::artifact::UrlPath;
use crate::direction::Foreign;
use crate::format;
use crate::library::EntryIndex;
use crate::markdown::Layout;
use crate::plan::pictures;
use crate::schema::value::{Figure, Source};
use crate::schema::{Field, Grade, Tone, Value};
use crate::yaml::Step;

/// A value as a page shows it. Templates tell the variants apart by `type`.
#[derive(Debug, Clone, Serialize, PartialEq)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(crate) enum Shown {
    /// Plain text.
    Text { text: String },
    /// Rendered Markdown.
    Html {
        /// HTML that templates may output without escaping.
        html: String,
    },
    /// A link.
    Link {
        text: String,
        href: String,
        /// Whether it leaves the site.
        external: bool,
        /// The language of its text; `None` when it is the page's own.
        foreign: Option<Foreign>,
    },
    /// A choice of a scale.
    Choice {
        /// Its label.
        text: String,
        /// The tone in which it is shown: `ok`, `cond`, `rev`, `no`, `ret`; missing when it has none.
        #[serde(skip_serializing_if = "Option::is_none")]
        tone: Option<Tone>,
        /// The choice's description.
        #[serde(skip_serializing_if = "Option::is_none")]
        describe: Option<String>,
        /// The address of all entries with this choice; only on the page of an entry.
        #[serde(skip_serializing_if = "Option::is_none")]
        href: Option<String>,
    },
    /// Grades.
    Grades {
        /// "Grades 3–5".
        text: String,
        /// Fourteen cells, PK to 12.
        cells: Vec<bool>,
    },
    /// A day.
    Date {
        /// The day as readers see it: "June 30, 2027".
        text: String,
        /// The day for programs: `2027-06-30`.
        iso: String,
    },
    /// A number, an amount, a range or a share, with its source.
    Figure {
        /// The figure with its unit.
        text: String,
        /// The source with its year.
        #[serde(skip_serializing_if = "Option::is_none")]
        source: Option<String>,
        /// The address of the source.
        #[serde(skip_serializing_if = "Option::is_none")]
        url: Option<String>,
    },
    /// A picture.
    Image {
        src: String,
        /// Its text alternative; empty for a decorative picture.
        alt: String,
        /// Its width in pixels.
        #[serde(skip_serializing_if = "Option::is_none")]
        width: Option<u32>,
        /// Its height in pixels.
        #[serde(skip_serializing_if = "Option::is_none")]
        height: Option<u32>,
        /// The same picture in several widths, for `srcset`.
        #[serde(skip_serializing_if = "Option::is_none")]
        srcset: Option<String>,
        /// How wide it is shown, for `sizes`.
        #[serde(skip_serializing_if = "Option::is_none")]
        sizes: Option<String>,
    },
    /// Several values.
    List { items: Vec<Shown> },
    /// Named values.
    Group { facts: Vec<Fact> },
}

/// A named value.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub(crate) struct Fact {
    /// The field's name.
    pub name: String,
    /// The field's label.
    pub label: String,
    pub value: Shown,
}

/// The facts of an entry's panel. A field that is expected and missing is shown as unknown.
#[must_use]
pub(crate) fn facts(scope: &Scope<'_>, index: EntryIndex) -> Vec<Fact> {
    let entry = &scope.scene.library.entries[index];
    let shown = entry.kind.fields.values().filter(|field| field.facts);
    let unknown = |field: &Field| {
        let value = Shown::Text { text: scope.words.get("unknown").to_owned() };
        field.expected.then(|| Fact { name: field.name.clone(), label: field.label.clone(), value })
    };
    shown.filter_map(|field| fact(scope, index, field).or_else(|| unknown(field))).collect()
}

/// One field of an entry; `None` when it is missing or empty.
#[must_use]
pub(crate) fn fact(scope: &Scope<'_>, index: EntryIndex, field: &Field) -> Option<Fact> {
    let value = scope.scene.library.entries[index].fields.get(&field.name)?;
    let mut path = vec![Step::Key(field.name.clone())];
    let value = show(scope, index, field, value, &mut path)?;
    Some(Fact { name: field.name.clone(), label: field.label.clone(), value })
}

/// A published entry as a link.
#[must_use]
pub(crate) fn entry_link(scope: &Scope<'_>, index: EntryIndex) -> Shown {
    let entry = &scope.scene.library.entries[index];
    let (text, href) = (entry.title.clone(), scope.href(&entry.url));
    Shown::Link { text, href, external: false, foreign: scope.foreign(index) }
}

/// A value of an entry as the page shows it. `path` is the path to the value. `None` for an empty value and
/// for a reference that leads to no published entry.
pub(super) fn show(
    scope: &Scope<'_>,
    index: EntryIndex,
    field: &Field,
    value: &Value,
    path: &mut Vec<Step>,
) -> Option<Shown> {
    let words = scope.words;
    Some(match value {
        Value::Text(text) if text.is_empty() => return None,
        Value::Text(text) => Shown::Text { text: text.clone() },
        Value::Markdown(_) => Shown::Html { html: scope.inner_html(index, path)? },
        Value::Boolean(flag) => Shown::Text { text: words.get(if *flag { "yes" } else { "no" }).to_owned() },
        Value::Number(number, origin) => {
            let unit = field.ty.unit().map_or_else(String::new, |unit| format!("\u{a0}{unit}"));
            let text = format::with_per(format!("{}{unit}", format::number(*number, words)), origin, words);
            figure(scope, index, field, text, origin)
        }
        Value::Percent(share) => Shown::Text { text: words.fill("percent", &[("n", &format::number(*share, words))]) },
        Value::Money(money, origin) => figure(scope, index, field, format::money(money, origin, words), origin),
        Value::Range(range, origin) => figure(scope, index, field, format::range(range, origin, words), origin),
        Value::Date(day) => Shown::Date { text: format::day(*day, words), iso: day.to_string() },
        Value::Duration(duration) => Shown::Text { text: format::duration(duration, words) },
        Value::Url(url) => {
            let text = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest).trim_end_matches('/').to_owned();
            Shown::Link { text, href: url.clone(), external: true, foreign: None }
        }
        Value::Email(email) => {
            Shown::Link { text: email.clone(), href: format!("mailto:{email}"), external: false, foreign: None }
        }
        Value::Image { src, alt } => {
            let entry = &scope.scene.library.entries[index];
            let file = entry.file_named(src).filter(|file| !scope.scene.pictures.withheld.contains(file))?;
            let url = UrlPath::new(file.below("content")?);
            let layout = pictures::layout(&scope.scene.pictures, &file, scope.linker);
            let srcset = layout.as_ref().and_then(Layout::srcset);
            Shown::Image {
                src: scope.linker.to(&url),
                alt: alt.clone().unwrap_or_default(),
                width: layout.as_ref().map(|layout| layout.width),
                height: layout.as_ref().map(|layout| layout.height),
                sizes: srcset.as_ref().map(|_| scope.scene.pictures.sizes.clone()),
                srcset,
            }
        }
        Value::Choice(key) => choice(scope, field, key),
        Value::Grades(grades) => Shown::Grades {
            text: format::grades(*grades, words),
            cells: Grade::all().map(|grade| grades.contains(grade)).collect(),
        },
        Value::Reference(_) => entry_link(scope, scope.scene.library.named(index, path)?),
        Value::List(items) => {
            let item_field = field.ty.items()?;
            let mut shown = Vec::with_capacity(items.len());
            for (position, item) in items.iter().enumerate() {
                path.push(Step::Item(position));
                shown.extend(show(scope, index, item_field, item, path));
                path.pop();
            }
            if shown.is_empty() {
                return None;
            }
            Shown::List { items: shown }
        }
        Value::Group(values) => {
            let fields = field.ty.group()?;
            let mut facts = Vec::with_capacity(values.len());
            for (name, value) in values.iter() {
                let Some(inner) = fields.get(name) else { continue };
                path.push(Step::Key(name.clone()));
                if let Some(value) = show(scope, index, inner, value, path) {
                    facts.push(Fact { name: name.clone(), label: inner.label.clone(), value });
                }
                path.pop();
            }
            if facts.is_empty() {
                return None;
            }
            Shown::Group { facts }
        }
    })
}

fn choice(scope: &Scope<'_>, field: &Field, key: &str) -> Shown {
    let found = field.ty.scale().and_then(|scale| Some((scale.name.as_str(), scale.get(key)?)));
    let Some((scale, choice)) = found else { return Shown::Text { text: key.to_owned() } };
    if scale == "contacts"
        && let Some(email) = scope
            .scene
            .site
            .config
            .contacts
            .iter()
            .find(|contact| contact.key == key)
            .and_then(|contact| contact.email.as_ref())
    {
        return Shown::Link {
            text: choice.label.clone(),
            href: format!("mailto:{email}"),
            external: false,
            foreign: None,
        };
    }
    Shown::Choice { text: choice.label.clone(), tone: choice.tone, describe: choice.describe.clone(), href: None }
}

fn figure(scope: &Scope<'_>, index: EntryIndex, field: &Field, text: String, origin: &Figure) -> Shown {
    let text = if origin.computed { scope.words.fill("computed", &[("figure", &text)]) } else { text };
    if !field.figure {
        return Shown::Text { text };
    }
    let own = origin.source.clone().map(|source| (source, origin.year));
    let Some((source, year)) = own.or_else(|| entry_source(&scope.scene.library.entries[index])) else {
        return Shown::Figure { text, source: None, url: None };
    };
    Shown::Figure { text, source: Some(source_line(&source, year.or(origin.year), scope)), url: source.url }
}

/// A source with its year: "Bureau of Labor Statistics, 2025".
fn source_line(source: &Source, year: Option<i16>, scope: &Scope<'_>) -> String {
    match year {
        Some(year) => scope.words.fill("figure_year", &[("source", &source.title), ("year", &year.to_string())]),
        None => source.title.clone(),
    }
}

/// The `source` field of an entry and its year, for figures that name no source.
#[must_use]
pub(crate) fn entry_source(entry: &crate::content::Entry) -> Option<(Source, Option<i16>)> {
    let source = entry.fields.get("source")?.as_group()?;
    let title = source.get("title")?.as_text()?.to_owned();
    let url = source.get("url").and_then(Value::as_url).map(str::to_owned);
    let year = source.get("year").and_then(Value::as_number).map(|year| year as i16);
    Some((Source { title, url }, year))
}
