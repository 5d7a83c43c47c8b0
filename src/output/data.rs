//! Open data: each kind's entries as JSON for programs and as CSV for spreadsheets.

use serde_json::{Map, Value as Json, json};

use super::Deferred;
use crate::artifact::{Artifact, UrlPath};
use crate::catalog::EntryIndex;
use crate::check::Scene;
use crate::content::Entry;
use crate::href;
use crate::page::plan::{Section, data_url};
use crate::schema::kind::PAGE;
use crate::schema::value::{Figure, Range, Value};
use crate::schema::{Field, Type};
use crate::view::shown::entry_source;

/// The base fields that are data; the others are about the page.
const BASE: [&str; 4] = ["summary", "date", "updated", "reviewed"];

pub(super) fn write(scene: &Scene) -> Vec<(UrlPath, Deferred)> {
    let mut files = Vec::new();
    for (number, section) in scene.plan.sections.iter().enumerate() {
        let formats: [(&str, Format); 2] = [("json", json_of), ("csv", csv_of)];
        for (format, text_of) in formats {
            let scene = scene.clone();
            let make = move || {
                let section = &scene.plan.sections[number];
                Artifact::text(text_of(&scene, &data_fields(&scene, section), &section.entries))
            };
            files.push((data_url(&section.kind, format), Deferred::sure(make)));
        }
    }
    files
}

type Format = fn(&Scene, &[&Field], &[EntryIndex]) -> String;

/// The fields that every page has are about the page; the rest is data, shown as a fact or not.
fn data_fields<'s>(scene: &Scene, section: &'s Section) -> Vec<&'s Field> {
    let page = scene.site.kinds.get(PAGE);
    let is_data = |field: &&Field| {
        BASE.contains(&field.name.as_str()) || page.is_none_or(|page| !page.fields.contains_key(&field.name))
    };
    section.kind.fields.values().filter(is_data).collect()
}

/// The address of an entry: whole where a base URL is set, else from the root of the site.
fn address(scene: &Scene, entry: &Entry) -> String {
    let base = scene.site.config.base_url.as_deref().unwrap_or("/");
    href::absolute(base, &entry.url)
}

fn json_of(scene: &Scene, fields: &[&Field], entries: &[EntryIndex]) -> String {
    let row = |index: &EntryIndex| {
        let entry = &scene.catalog.entries[*index];
        let mut row = Map::new();
        row.insert("id".into(), json!(entry.slug));
        row.insert("title".into(), json!(entry.title));
        row.insert("url".into(), json!(address(scene, entry)));
        for field in fields {
            if let Some(value) = sourced(field, entry) {
                row.insert(field.name.clone(), json_value(&value));
            }
        }
        Json::Object(row)
    };
    let rows: Vec<Json> = entries.iter().map(row).collect();
    let mut text = serde_json::to_string_pretty(&rows).unwrap_or_default();
    text.push('\n');
    text
}

fn json_value(value: &Value) -> Json {
    match value {
        Value::Text(text) | Value::Markdown(text) | Value::Url(text) | Value::Email(text) | Value::Choice(text) => {
            json!(text)
        }
        Value::Reference(text) => json!(text),
        Value::Boolean(flag) => json!(flag),
        Value::Number(number, figure) => with_figure(json_number(*number), "value", figure),
        Value::Percent(share) => json_number(*share),
        Value::Money(money, figure) => {
            let mut map = Map::new();
            map.insert("amount".into(), json_number(money.amount));
            map.insert("currency".into(), json!(money.currency));
            figure_keys(&mut map, figure);
            Json::Object(map)
        }
        Value::Range(range, figure) => {
            let Range { from, middle, to, currency } = range;
            let mut map = Map::new();
            for (name, number) in [("from", from), ("middle", middle), ("to", to)] {
                if let Some(number) = number {
                    map.insert(name.into(), json_number(*number));
                }
            }
            if let Some(currency) = currency {
                map.insert("currency".into(), json!(currency));
            }
            figure_keys(&mut map, figure);
            Json::Object(map)
        }
        Value::Date(day) => json!(day.to_string()),
        Value::Duration(duration) => {
            json!({ "from": json_number(duration.from), "to": json_number(duration.to), "unit": duration.unit.word() })
        }
        Value::Image { src, alt } => json!({ "src": src, "alt": alt }),
        Value::Grades(grades) => json!(grades),
        Value::List(items) => Json::Array(items.iter().map(json_value).collect()),
        Value::Group(fields) => {
            Json::Object(fields.iter().map(|(name, value)| (name.clone(), json_value(value))).collect())
        }
    }
}

/// 33 as `33`, not as `33.0`.
fn json_number(number: f64) -> Json {
    if number.fract() == 0.0 && number.abs() < 9e15 { json!(number as i64) } else { json!(number) }
}

fn with_figure(number: Json, name: &str, figure: &Figure) -> Json {
    if *figure == Figure::default() {
        return number;
    }
    let mut map = Map::new();
    map.insert(name.to_owned(), number);
    figure_keys(&mut map, figure);
    Json::Object(map)
}

fn figure_keys(map: &mut Map<String, Json>, figure: &Figure) {
    let Figure { per, year, source, computed } = figure;
    if let Some(per) = per {
        map.insert("per".into(), json!(per));
    }
    if let Some(year) = year {
        map.insert("year".into(), json!(year));
    }
    if let Some(source) = source {
        map.insert("source".into(), json!(source.title));
        if let Some(url) = &source.url {
            map.insert("source_url".into(), json!(url));
        }
    }
    if *computed {
        map.insert("computed".into(), json!(true));
    }
}

/// One column for each field; a range gets three, an amount one for its currency, a figure three for its
/// period, year and source.
fn csv_of(scene: &Scene, fields: &[&Field], entries: &[EntryIndex]) -> String {
    // Excel takes a file without the mark for one of the system's old encoding.
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let mut header = vec!["id".to_owned(), "title".to_owned(), "url".to_owned()];
    header.extend(fields.iter().flat_map(|field| columns(field)));
    let mut rows = vec![header];
    for index in entries {
        let entry = &scene.catalog.entries[*index];
        let mut row = vec![entry.slug.clone(), entry.title.clone(), address(scene, entry)];
        row.extend(fields.iter().flat_map(|field| cells(field, sourced(field, entry).as_ref())));
        rows.push(row);
    }
    for row in rows {
        // Writing into memory fails only for rows of different lengths, which `columns` rules out.
        let _ = writer.write_record(row.iter().map(|cell| safe(cell)));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn columns(field: &Field) -> Vec<String> {
    let name = &field.name;
    let mut columns = match &field.ty {
        Type::Range { .. } => vec![format!("{name}_from"), format!("{name}_middle"), format!("{name}_to")],
        _ => vec![name.clone()],
    };
    if matches!(field.ty, Type::Money | Type::Range { money: true }) {
        columns.push(format!("{name}_currency"));
    }
    if field.figure {
        columns.extend([format!("{name}_per"), format!("{name}_year"), format!("{name}_source")]);
    }
    if field.product.is_some() {
        columns.push(format!("{name}_computed"));
    }
    columns
}

fn cells(field: &Field, value: Option<&Value>) -> Vec<String> {
    let number = |number: f64| json_number(number).to_string();
    let optional = |value: &Option<f64>| value.map(number).unwrap_or_default();
    let (mut cells, figure) = match value {
        Some(Value::Range(range, figure)) => {
            let mut cells = vec![optional(&range.from), optional(&range.middle), optional(&range.to)];
            cells.extend(range.currency.clone());
            (cells, figure)
        }
        Some(Value::Number(value, figure)) => (vec![number(*value)], figure),
        Some(Value::Money(money, figure)) => (vec![number(money.amount), money.currency.clone()], figure),
        Some(value) => return vec![cell(value)],
        None => return vec![String::new(); columns(field).len()],
    };
    let Figure { per, year, source, computed } = figure;
    if field.figure {
        cells.push(per.clone().unwrap_or_default());
        cells.push(year.map(|year| year.to_string()).unwrap_or_default());
        cells.push(source.as_ref().map(|source| source.title.clone()).unwrap_or_default());
    }
    if field.product.is_some() {
        cells.push(computed.to_string());
    }
    cells
}

/// A figure without a source of its own has that of its entry.
fn sourced(field: &Field, entry: &Entry) -> Option<Value> {
    let mut value = entry.fields.get(&field.name)?.clone();
    if let Value::Number(_, figure) | Value::Money(_, figure) | Value::Range(_, figure) = &mut value
        && field.figure
        && figure.source.is_none()
        && let Some((source, year)) = entry_source(entry)
    {
        figure.source = Some(source);
        figure.year = figure.year.or(year);
    }
    Some(value)
}

/// A value in one cell: several values are separated by semicolons.
fn cell(value: &Value) -> String {
    match value {
        Value::List(items) => items.iter().map(cell).collect::<Vec<_>>().join("; "),
        Value::Group(fields) => {
            fields.iter().map(|(name, value)| format!("{name}: {}", cell(value))).collect::<Vec<_>>().join("; ")
        }
        // With an en dash: a spreadsheet takes `6-8` for a day in June.
        Value::Grades(grades) => grades.to_string(),
        Value::Duration(duration) => {
            let range = if duration.from == duration.to {
                json_number(duration.from).to_string()
            } else {
                format!("{}-{}", json_number(duration.from), json_number(duration.to))
            };
            format!("{range} {}", duration.unit.word())
        }
        Value::Image { src, .. } => src.clone(),
        Value::Money(money, _) => format!("{} {}", json_number(money.amount), money.currency),
        Value::Range(range, _) => [range.from, range.middle, range.to]
            .into_iter()
            .flatten()
            .map(|n| json_number(n).to_string())
            .collect::<Vec<_>>()
            .join("-"),
        other => match json_value(other) {
            Json::String(text) => text,
            json => json.to_string(),
        },
    }
}

/// A cell that starts like a formula is run by spreadsheets; an apostrophe in front makes it text.
fn safe(cell: &str) -> String {
    let is_number = cell.parse::<f64>().is_ok_and(f64::is_finite);
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && !is_number {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_text() {
        for (cell, expected) in [
            ("=1+1", "'=1+1"),
            ("@x", "'@x"),
            ("-3", "-3"),
            ("-x", "'-x"),
            ("a=b", "a=b"),
            ("-inf", "'-inf"),
            ("+NaN", "'+NaN"),
            ("+1 555", "'+1 555"),
        ] {
            assert_eq!(safe(cell), expected);
        }
    }
}
