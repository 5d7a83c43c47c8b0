//! Open data: the entries of each kind, as JSON for programs and as CSV for spreadsheets.

use serde_json::{Map, Value as Json, json};
use unicode_normalization::UnicodeNormalization;

use super::deferred::Deferred;
use super::interface::{Listed, Memos, Output};
use crate::artifact::{Artifact, UrlPath};
use crate::content::Entry;
use crate::content::address::slug;
use crate::href;
use crate::library::EntryIndex;
use crate::plan::claims::{Maker, Purpose};
use crate::plan::{Claimant, Section, Wish};
use crate::scene::Scene;
use crate::schema::Field;
use crate::schema::kind::{Kind, PAGE};
use crate::schema::type_groups::FigureType;
use crate::schema::value::{Figure, Range, Value, without};
use crate::view::shown::entry_source;
use crate::yaml::Step;

/// The fields of every entry that are data. The remaining ones are about the page.
const BASE: [&str; 4] = ["summary", "date", "updated", "reviewed"];

pub(super) struct Data;

impl Claimant for Data {
    fn maker(&self) -> Maker {
        Maker::Output("data")
    }

    fn of_section(&self, section: &Section) -> Vec<Wish> {
        let wish = |format| {
            let owner = format!("the data of {}", section.kind.many);
            Wish::new(data_url(&section.kind, format), owner).for_readers(Purpose::Data)
        };
        ["csv", "json"].map(wish).into()
    }
}

impl Output for Data {
    fn list(&self, scene: &Scene, _memos: &Memos) -> Listed {
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
        files.into()
    }
}

/// The address of a kind's data: `tools/tools.csv`.
fn data_url(kind: &Kind, format: &str) -> UrlPath {
    let name = kind.folder.rsplit('/').next().unwrap_or(&kind.id);
    UrlPath::new(&format!("{}/{}.{format}", kind.folder, slug(name)))
}

type Format = fn(&Scene, &[&Field], &[EntryIndex]) -> String;

/// The fields of a section that are published as data: those that its kind declares, and [`BASE`].
fn data_fields<'s>(scene: &Scene, section: &'s Section) -> Vec<&'s Field> {
    let page = scene.site.kinds.get(PAGE);
    let is_data = |field: &&Field| {
        BASE.contains(&field.name.as_str()) || page.is_none_or(|page| !page.fields.contains_key(&field.name))
    };
    section.kind.fields.values().filter(is_data).collect()
}

/// The address of an entry: the full one when a base URL is set, else the path from the root of the site.
fn address(scene: &Scene, entry: &Entry) -> String {
    let base = scene.site.config.base_url.as_deref().unwrap_or("/");
    href::absolute(base, &entry.url)
}

fn json_of(scene: &Scene, fields: &[&Field], entries: &[EntryIndex]) -> String {
    let row = |index: &EntryIndex| {
        let entry = &scene.library.entries[*index];
        let mut row = Map::new();
        row.insert("id".into(), json!(entry.slug));
        row.insert("title".into(), json!(entry.title));
        row.insert("url".into(), json!(address(scene, entry)));
        for field in fields {
            if let Some(value) = sourced(scene, field, *index) {
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
            let Range { from, middle, to, currency } = &**range;
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

/// A number as JSON; a whole one without a decimal point.
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

/// The entries as CSV. A field has one column, a range three. An amount has one more for its currency, and a figure
/// three more for its period, year and source.
fn csv_of(scene: &Scene, fields: &[&Field], entries: &[EntryIndex]) -> String {
    // Without a byte order mark, Excel reads the file in the system's old encoding.
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let mut header = vec!["id".to_owned(), "title".to_owned(), "url".to_owned()];
    header.extend(fields.iter().flat_map(|field| columns(field)));
    let mut rows = vec![header];
    for index in entries {
        let entry = &scene.library.entries[*index];
        let mut row = vec![entry.slug.clone(), entry.title.clone(), address(scene, entry)];
        row.extend(fields.iter().flat_map(|field| cells(field, sourced(scene, field, *index).as_ref())));
        rows.push(row);
    }
    for row in rows {
        // Writing into memory fails only for rows of different lengths. `cells` gives as many cells as `columns`.
        let _ = writer.write_record(row.iter().map(|cell| safe(cell)));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn columns(field: &Field) -> Vec<String> {
    let name = &field.name;
    let ends = || vec![format!("{name}_from"), format!("{name}_middle"), format!("{name}_to")];
    let (mut columns, has_currency) = match field.ty.figure() {
        Some(FigureType::Range { money }) => (ends(), money),
        Some(FigureType::Money) => (vec![name.clone()], true),
        Some(FigureType::Number { .. }) | None => (vec![name.clone()], false),
    };
    if has_currency {
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
    let Some(value) = value else { return vec![String::new(); columns(field).len()] };
    let mut cells = match value {
        Value::Range(range, _) => {
            let Range { from, middle, to, currency } = &**range;
            let mut cells = vec![optional(from), optional(middle), optional(to)];
            cells.extend(currency.clone());
            cells
        }
        Value::Money(money, _) => vec![number(money.amount), money.currency.clone()],
        Value::Number(value, _) => vec![number(*value)],
        Value::Text(_)
        | Value::Markdown(_)
        | Value::Boolean(_)
        | Value::Percent(_)
        | Value::Date(_)
        | Value::Duration(_)
        | Value::Url(_)
        | Value::Email(_)
        | Value::Image { .. }
        | Value::Choice(_)
        | Value::Grades(_)
        | Value::Reference(_)
        | Value::List(_)
        | Value::Group(_) => vec![cell(value)],
    };
    let Some(figure) = value.figure() else { return cells };
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

/// A field's value as it is published. A figure without a source gets the source of its entry, and references to
/// entries that are not published are left out.
fn sourced(scene: &Scene, field: &Field, index: EntryIndex) -> Option<Value> {
    let entry = &scene.library.entries[index];
    let hidden: Vec<Vec<Step>> = scene.library.hidden(index).map(<[Step]>::to_vec).collect();
    let mut value = without(entry.fields.get(&field.name)?, &mut vec![Step::Key(field.name.clone())], &hidden)?;
    if let Some(figure) = value.figure_mut()
        && field.figure
        && figure.source.is_none()
        && let Some((source, year)) = entry_source(entry)
    {
        figure.source = Some(source);
        figure.year = figure.year.or(year);
    }
    Some(value)
}

/// A value as the text of one cell. Several values are separated by semicolons.
fn cell(value: &Value) -> String {
    match value {
        Value::List(items) => items.iter().map(cell).collect::<Vec<_>>().join("; "),
        Value::Group(fields) => {
            fields.iter().map(|(name, value)| format!("{name}: {}", cell(value))).collect::<Vec<_>>().join("; ")
        }
        // The text has an en dash: a spreadsheet takes `6-8` for a day in June.
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
        Value::Text(text)
        | Value::Markdown(text)
        | Value::Url(text)
        | Value::Email(text)
        | Value::Choice(text)
        | Value::Reference(text) => text.clone(),
        Value::Date(day) => day.to_string(),
        Value::Boolean(_) | Value::Number(..) | Value::Percent(_) => json_value(value).to_string(),
    }
}

/// A cell that no spreadsheet runs as a formula: a text that starts like a formula gets an apostrophe in front.
/// Spreadsheets of many countries split cells at semicolons or tabs instead of commas. For them a new cell starts
/// behind each semicolon, tab and line end, so an apostrophe goes there too.
fn safe(cell: &str) -> String {
    let mut safe = String::with_capacity(cell.len() + 1);
    let starts_blank = cell.starts_with(['\t', '\r', '\n']);
    if starts_blank || (is_formula(cell, &is_unseen) && !is_number(cell)) {
        safe.push('\'');
    }
    let is_split = |letter: char| matches!(letter, ';' | '\t' | '\r' | '\n');
    for (at, letter) in cell.char_indices() {
        safe.push(letter);
        // Quotation marks are passed over too, since such a reader may drop them. A later separator gets an apostrophe
        // of its own.
        let is_passed_over = |letter: char| (letter == '"' || is_unseen(letter)) && !is_split(letter);
        if is_split(letter) && is_formula(&cell[at + letter.len_utf8()..], &is_passed_over) {
            safe.push('\'');
        }
    }
    safe
}

/// Whether the first letter that is not passed over starts a formula, in any of its Unicode forms (full width, small).
fn is_formula(text: &str, passed_over: &dyn Fn(char) -> bool) -> bool {
    let first = text.chars().find(|letter| !passed_over(*letter));
    first.is_some_and(|first| std::iter::once(first).nfkc().all(|plain| matches!(plain, '=' | '+' | '-' | '@')))
}

/// Whether a letter is invisible: spaces, control characters, and marks that direct or join other letters.
fn is_unseen(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}'
            | '\u{8e2}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a cell is a plain number. Spreadsheets may read it as a number, so it gets no apostrophe.
fn is_number(cell: &str) -> bool {
    cell.parse::<f64>().is_ok() && cell.ends_with(|last: char| last.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_text() {
        for (cell, expected) in [
            ("=1+1", "'=1+1"),
            ("@x", "'@x"),
            ("-3", "-3"),
            ("-3.5e2", "-3.5e2"),
            ("-x", "'-x"),
            ("-inf", "'-inf"),
            ("a=b", "a=b"),
            ("a-b; c-d", "a-b; c-d"),
            ("+1 555", "'+1 555"),
            ("+1-555-0100", "'+1-555-0100"),
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("\u{ff0b}1", "'\u{ff0b}1"),
            ("\u{ff0d}1", "'\u{ff0d}1"),
            ("\u{ff20}x", "'\u{ff20}x"),
            ("\u{fe66}1", "'\u{fe66}1"),
            ("\u{200b}=1", "'\u{200b}=1"),
            (" \u{a0}\u{feff}\u{202e}\u{1}-1", "'\u{20}\u{a0}\u{feff}\u{202e}\u{1}-1"),
            ("\t1", "'\t1"),
            ("x;=1", "x;'=1"),
            ("x; \u{200b}@y", "x;' \u{200b}@y"),
            ("x;\"=1", "x;'\"=1"),
            ("x\n=1", "x\n'=1"),
            ("x:\r\n\r\n- a; \t@b", "x:\r\n\r\n'- a; \t'@b"),
            ("x\t+1", "x\t'+1"),
            ("6 \u{2013} 8", "6 \u{2013} 8"),
        ] {
            assert_eq!(safe(cell), expected);
        }
    }

    /// The cells of a row of texts, as a reader with this delimiter finds them.
    fn read(texts: &[String], delimiter: u8) -> Vec<String> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let row = std::iter::once("id".to_owned()).chain(texts.iter().map(|text| safe(text)));
        writer.write_record(row).expect("a row");
        let bytes = writer.into_inner().expect("memory");
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes.as_slice());
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("text")).collect();
        rows.iter().flat_map(|row| row.iter().map(str::to_owned)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn no_reader_finds_a_formula(
            texts in prop::collection::vec("[-=+@;,\t\r\n\"' a1\u{200b}\u{ff1d}\u{ff20}]{0,9}|\\PC{0,5}", 1..4),
            delimiter in prop::sample::select(vec![b',', b';', b'\t']),
        ) {
            for cell in read(&texts, delimiter) {
                prop_assert!(!is_formula(&cell, &is_unseen) || is_number(&cell), "{cell:?} of {texts:?}");
            }
        }

        #[test]
        fn a_text_without_signs_is_written_as_it_is(text in "[a-z;, 0-9\"]{0,12}|-[0-9]{1,6}([.][0-9]{1,3})?") {
            prop_assert_eq!(safe(&text), text);
        }
    }
}
