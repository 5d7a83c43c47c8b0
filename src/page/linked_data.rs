//! The description of a page for search engines: JSON-LD in the vocabulary of schema.org.
//!
//! A kind's YAML says what its entries are (`schema_org`); no kind is named here. All addresses must be full ones, so a
//! site without a base URL has no JSON-LD.

use serde_json::{Map, Value as Json, json};

use super::model::Frame;
use super::trail::Crumb;
use crate::artifact::UrlPath;
use crate::content::Entry;
use crate::href;
use crate::library::{EntryIndex, Reference};
use crate::plan::{Planned, addresses};
use crate::schema::schema_org::SchemaOrg;
use crate::schema::value::{Duration, Money, Range, TimeUnit};
use crate::schema::{Field, Value};
use crate::view::Scope;
use crate::yaml::Step;

/// The JSON-LD of a page, as a text that is safe in a `<script>` element. `None` without a base URL, and for pages that
/// search engines should not list.
pub(super) fn linked_data(scope: &Scope<'_>, planned: &Planned, frame: &Frame, trail: &[Crumb]) -> Option<String> {
    let config = &scope.scene.site.config;
    let base = config.base_url.as_deref()?;
    let here = href::absolute(base, scope.url);
    let mut graph = Vec::new();
    match planned {
        Planned::NotFound | Planned::Search | Planned::Redirect(_) => return None,
        Planned::Home => graph.push(web_site(scope, base)),
        Planned::Entry(index) => graph.push(entry_data(scope, *index, frame, base)),
        Planned::View { section, .. } => {
            let section = &scope.scene.plan.sections[*section];
            let own = section.kind.schema_org.as_ref().filter(|_| *scope.url == section.url);
            graph.push(thing(own.map_or("CollectionPage", |own| &own.set), frame, &here));
        }
        Planned::AToZ | Planned::Changes => graph.push(thing("CollectionPage", frame, &here)),
    }
    if !trail.is_empty() {
        let here = (frame.title.clone(), scope.url.clone());
        let crumbs = trail.iter().chain([&here]).enumerate().map(|(at, (title, url))| {
            json!({ "@type": "ListItem", "position": at + 1, "name": title, "item": href::absolute(base, url) })
        });
        graph.push(json!({ "@type": "BreadcrumbList", "itemListElement": crumbs.collect::<Vec<_>>() }));
    }
    let text = json!({ "@context": "https://schema.org", "@graph": graph }).to_string();
    // Without this, `</script>` in a value would end the element, and `<!--` would keep it open.
    Some(text.replace('<', "\\u003c"))
}

fn thing(ty: &str, frame: &Frame, url: &str) -> Json {
    let mut thing = Map::new();
    thing.insert("@type".to_owned(), json!(ty));
    thing.insert("name".to_owned(), json!(frame.title));
    if let Some(description) = &frame.description {
        thing.insert("description".to_owned(), json!(description));
    }
    thing.insert("url".to_owned(), json!(url));
    thing.insert("inLanguage".to_owned(), json!(frame.language));
    Json::Object(thing)
}

fn web_site(scope: &Scope<'_>, base: &str) -> Json {
    let config = &scope.scene.site.config;
    let mut site = json!({ "@type": "WebSite", "name": config.title, "url": base, "inLanguage": config.language });
    let Some(map) = site.as_object_mut() else { return site };
    if let Some(describe) = config.describe.as_ref().or(config.tagline.as_ref()) {
        map.insert("description".to_owned(), json!(describe));
    }
    map.extend(publisher(scope));
    let search = addresses::search();
    if scope.scene.plan.pages.contains_key(&search) {
        let target = format!("{}?q={{search_term_string}}", href::absolute(base, &search));
        let action = json!({
            "@type": "SearchAction",
            "target": { "@type": "EntryPoint", "urlTemplate": target },
            "query-input": "required name=search_term_string",
        });
        map.insert("potentialAction".to_owned(), action);
    }
    site
}

fn publisher(scope: &Scope<'_>) -> Option<(String, Json)> {
    let district = scope.scene.site.config.district.as_ref()?;
    Some(("publisher".to_owned(), json!({ "@type": "EducationalOrganization", "name": district })))
}

/// The description of an entry: what all entries have, then what its kind's `schema_org` adds.
fn entry_data(scope: &Scope<'_>, index: EntryIndex, frame: &Frame, base: &str) -> Json {
    let entry = &scope.scene.library.entries[index];
    let own = entry.kind.schema_org.as_ref();
    let mut data = thing(own.map_or("WebPage", |own| &own.ty), frame, &href::absolute(base, &entry.url));
    let Some(map) = data.as_object_mut() else { return data };
    // Only works have a day of publication: an occupation, for example, has none.
    if own.is_none_or(|own| WORKS.contains(&own.ty.as_str())) {
        let dates = [("datePublished", entry.date("date")), ("dateModified", crate::library::touched(entry))];
        map.extend(dates.into_iter().filter_map(|(name, day)| Some((name.to_owned(), json!(day?.to_string())))));
        map.extend(publisher(scope));
    }
    let Some(SchemaOrg { within, properties, .. }) = own else { return data };
    if let Some(within) = within {
        map.insert(within.clone(), json!(href::absolute(base, &addresses::section(&entry.kind))));
    }
    for (property, field) in properties {
        let Some(field) = entry.kind.fields.get(field) else { continue };
        let Some(value) = entry.fields.get(&field.name) else { continue };
        let mut way = vec![Step::Key(field.name.clone())];
        if let Some(value) = value_data(scope, index, field, value, &mut way, base) {
            map.insert(property.clone(), value);
        }
    }
    data
}

/// A value in the form that schema.org has for its type; `None` when it has none. `way` is the path to the value.
fn value_data(
    scope: &Scope<'_>,
    index: EntryIndex,
    field: &Field,
    value: &Value,
    way: &mut Vec<Step>,
    base: &str,
) -> Option<Json> {
    let library = &scope.scene.library;
    let entry: &Entry = &library.entries[index];
    Some(match value {
        Value::Text(text) | Value::Url(text) => json!(text),
        Value::Boolean(flag) => json!(flag),
        Value::Number(number, _) => number_data(*number),
        Value::Percent(share) => {
            json!({ "@type": "QuantitativeValue", "value": number_data(*share), "unitText": "%" })
        }
        Value::Money(Money { amount, currency }, _) => {
            json!({ "@type": "MonetaryAmount", "currency": currency, "value": number_data(*amount) })
        }
        Value::Range(range, _) => range_data(range),
        Value::Date(day) => json!(day.to_string()),
        Value::Duration(duration) => json!(duration_data(duration)),
        Value::Image { src, .. } => {
            let file = entry.file_named(src).filter(|file| !scope.scene.pictures.withheld.contains(file))?;
            let url = UrlPath::new(file.below("content")?);
            json!(href::absolute(base, &url))
        }
        Value::Choice(key) => {
            let choice = field.ty.scale().and_then(|scale| scale.get(key));
            json!(choice.map_or(key, |choice| &choice.label))
        }
        Value::Grades(grades) => json!(crate::format::grades(*grades, scope.words)),
        Value::Reference(_) => {
            let Reference::Entry(target) = library.references[index].get(way)? else { return None };
            let target = library.is_published(*target).then(|| &library.entries[*target])?;
            let ty = target.kind.schema_org.as_ref().map_or("WebPage", |own| &own.ty);
            json!({ "@type": ty, "name": target.title, "url": href::absolute(base, &target.url) })
        }
        Value::List(items) => {
            let item_field = field.ty.items()?;
            let mut all = Vec::new();
            for (at, item) in items.iter().enumerate() {
                way.push(Step::Item(at));
                all.extend(value_data(scope, index, item_field, item, way, base));
                way.pop();
            }
            if all.is_empty() {
                return None;
            }
            Json::Array(all)
        }
        // Machines must not collect e-mail addresses; for the other types schema.org has no form.
        Value::Email(_) | Value::Markdown(_) | Value::Group(_) => return None,
    })
}

/// The types of works: things that somebody writes, publishes and changes.
const WORKS: [&str; 9] = [
    "Article",
    "Course",
    "CreativeWork",
    "Guide",
    "HowTo",
    "LearningResource",
    "NewsArticle",
    "TechArticle",
    "WebPage",
];

/// A number; a whole one without a decimal point.
fn number_data(number: f64) -> Json {
    let whole = number.fract() == 0.0 && number.abs() < 9e15;
    if whole { json!(number as i64) } else { json!(number) }
}

fn range_data(Range { from, middle, to, currency }: &Range) -> Json {
    let mut data = Map::new();
    match currency {
        Some(currency) => {
            data.insert("@type".to_owned(), json!("MonetaryAmount"));
            data.insert("currency".to_owned(), json!(currency));
        }
        None => {
            data.insert("@type".to_owned(), json!("QuantitativeValue"));
        }
    }
    let bounds = [("minValue", from), ("value", middle), ("maxValue", to)];
    data.extend(bounds.into_iter().filter_map(|(name, bound)| Some((name.to_owned(), number_data((*bound)?)))));
    Json::Object(data)
}

/// A length of time in the form of ISO 8601: `PT45M`, `P2Y`. For a range it is the longest one.
fn duration_data(duration: &Duration) -> String {
    let (before, factor, letter) = match duration.unit {
        TimeUnit::Minute => ("PT", 1.0, 'M'),
        TimeUnit::Hour => ("PT", 1.0, 'H'),
        TimeUnit::Lesson => ("PT", 45.0, 'M'),
        TimeUnit::Day => ("P", 1.0, 'D'),
        TimeUnit::Week => ("P", 1.0, 'W'),
        TimeUnit::Month => ("P", 1.0, 'M'),
        TimeUnit::Semester => ("P", 6.0, 'M'),
        TimeUnit::Year => ("P", 1.0, 'Y'),
    };
    format!("{before}{}{letter}", duration.to * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        let text = |to, unit| duration_data(&Duration { from: 1.0, to, unit });
        assert_eq!(text(45.0, TimeUnit::Minute), "PT45M");
        assert_eq!(text(2.0, TimeUnit::Lesson), "PT90M");
        assert_eq!(text(1.5, TimeUnit::Year), "P1.5Y");
        assert_eq!(text(3.0, TimeUnit::Semester), "P18M");
    }

    #[test]
    fn amounts() {
        let range = Range { from: Some(45_000.0), middle: None, to: Some(55_000.5), currency: Some("USD".to_owned()) };
        let expected = r#"{"@type":"MonetaryAmount","currency":"USD","minValue":45000,"maxValue":55000.5}"#;
        assert_eq!(range_data(&range).to_string(), expected);
    }
}
