//! Examples of how to write a field.

use crate::schema::field::{Field, Type};
use crate::schema::guess::yaml;

/// The line of a field with a value of its type.
pub(super) fn line(field: &Field) -> String {
    let value = value(field);
    let space = if value.starts_with('\n') { "" } else { " " };
    format!("{}:{space}{value}", field.name)
}

fn value(field: &Field) -> String {
    match &field.ty {
        Type::Text => text(field),
        Type::Markdown => "|\n  Text with **bold** words and [links](page.md).".to_owned(),
        Type::Boolean => "true".to_owned(),
        Type::Number { .. } => within(field, 12.0).to_string(),
        Type::Percent => "24%".to_owned(),
        Type::Money if field.figure => {
            format!("{{ amount: {}, per: year, year: 2026, source: The office's records }}", within(field, 15.0))
        }
        Type::Money => format!("${}", within(field, 15.0)),
        Type::Range { money: true } if field.figure => {
            "{ from: 45000, to: 55000, per: year, year: 2026, source: The office's records }".to_owned()
        }
        Type::Range { money: true } => "$45,000-55,000 per year".to_owned(),
        Type::Range { money: false } => "3-5".to_owned(),
        Type::Date => field.earliest.map_or("2027-06-30".to_owned(), |day| day.to_string()),
        Type::Duration => "4 weeks".to_owned(),
        Type::Url => "https://www.district.example/".to_owned(),
        Type::Email => "office@district.example".to_owned(),
        Type::Image => "{ src: picture.jpg, alt: What the picture shows }".to_owned(),
        Type::Choice(scale) => scale.choices.first().map_or("…".to_owned(), |choice| key(&choice.key)),
        Type::Grades => "3-5".to_owned(),
        Type::Reference(Some(_)) => "name-of-a-file".to_owned(),
        Type::Reference(None) => "folder/name-of-a-file".to_owned(),
        Type::List(item) => {
            if let Some(scale) = item.ty.scale() {
                let keys: Vec<String> = scale.choices.iter().take(2).map(|choice| key(&choice.key)).collect();
                format!("[{}]", if keys.is_empty() { "…".to_owned() } else { keys.join(", ") })
            } else if item.ty.group().is_some() {
                format!("\n  - {}", value(item))
            } else {
                format!("[{}]", value(item))
            }
        }
        Type::Group(fields) => {
            let required = fields.values().filter(|field| field.required);
            let shown: Vec<&Field> = required.collect();
            let shown = if shown.is_empty() { fields.values().take(2).collect() } else { shown };
            format!("{{ {} }}", shown.into_iter().map(line).collect::<Vec<_>>().join(", "))
        }
    }
}

/// A key as it has to be written in YAML. A key of digits gets quotes.
fn key(key: &str) -> String {
    if key.bytes().all(|byte| byte.is_ascii_digit()) { format!("\"{key}\"") } else { yaml(key) }
}

/// A text that matches the field's pattern, or `…`.
fn text(field: &Field) -> String {
    let Some(pattern) = &field.pattern else { return "…".to_owned() };
    let candidates = ["short-name", "es", "3:30", "12", "A1", "2026", "a"];
    let found = candidates.into_iter().find(|candidate| pattern.regex.is_match(candidate));
    found.map_or("…".to_owned(), yaml)
}

/// A number inside the bounds of a field.
fn within(field: &Field, usual: f64) -> f64 {
    usual.max(field.min.unwrap_or(usual)).min(field.max.unwrap_or(f64::MAX))
}
