//! Descriptions of kinds and fields as values (sheets), and as text for a terminal and Markdown for `docs/fields.md`.

mod example;
mod markdown;
mod sheet;
mod text;

use super::choice::Choice;
use super::field::{Field, Type};
use super::kind::{Kind, Kinds, PAGE};
use super::read::expected;
use super::value::Value;
pub use markdown::reference;
pub use sheet::KindSheet;
pub(crate) use sheet::{ChoiceSheet, FieldSheet, Required};
pub use text::{field_text, hanging, kind_text, kinds_text};

/// The sheet of a kind. `page` is the kind of plain pages: its fields are those of every entry.
#[must_use]
pub(crate) fn kind_sheet(kind: &Kind, page: &Kind) -> KindSheet {
    let sheets = kind.fields.values().map(|field| field_sheet(field, ""));
    let is_base =
        |sheet: &FieldSheet| page.fields.get(&sheet.name).is_some_and(|field| field_sheet(field, "") == *sheet);
    let (base, own) = sheets.partition(is_base);
    let folder = if kind.folder.is_empty() { "content/".to_owned() } else { format!("content/{}/", kind.folder) };
    KindSheet { id: kind.id.clone(), one: kind.one.clone(), describe: kind.describe.clone(), folder, own, base }
}

/// The sheets of all kinds, plain pages last.
#[must_use]
pub fn sheets(kinds: &Kinds) -> Vec<KindSheet> {
    let Some(page) = kinds.get(PAGE) else { return Vec::new() };
    kinds.sections().chain([page]).map(|kind| kind_sheet(kind, page)).collect()
}

fn field_sheet(field: &Field, above: &str) -> FieldSheet {
    let path = if above.is_empty() { field.name.clone() } else { format!("{above}.{}", field.name) };
    let choice = |choice: &Choice| {
        let means = match &choice.describe {
            Some(describe) => format!("{}: {describe}", choice.label),
            None => choice.label.clone(),
        };
        ChoiceSheet { key: choice.key.clone(), means }
    };
    let scale = field.item_type().scale();
    let inner = field.item_type().group().into_iter().flat_map(|fields| fields.values());
    let inner = inner.map(|field| field_sheet(field, &path)).collect();
    FieldSheet {
        name: field.name.clone(),
        label: field.label.clone(),
        type_name: type_name(&field.ty),
        holds: holds(&field.ty),
        choices: scale.map(|scale| scale.choices.iter().map(choice).collect()).unwrap_or_default(),
        scale: scale.map(|scale| scale.name.clone()),
        required: required(field),
        default: field.default.as_ref().and_then(default_text),
        hint: field.hint.clone(),
        limits: limits(field),
        example: example::line(field),
        inner,
        path,
    }
}

fn type_name(ty: &Type) -> String {
    match ty {
        Type::List(item) => format!("list of {}", item.ty.name().word()),
        Type::Range { money: true } => "range of money".to_owned(),
        Type::Range { money: false }
        | Type::Text
        | Type::Markdown
        | Type::Boolean
        | Type::Number { .. }
        | Type::Percent
        | Type::Money
        | Type::Date
        | Type::Duration
        | Type::Url
        | Type::Email
        | Type::Image
        | Type::Choice(_)
        | Type::Grades
        | Type::Reference(_)
        | Type::Group(_) => ty.name().word().to_owned(),
    }
}

/// A type in words, for people.
fn holds(ty: &Type) -> String {
    match ty {
        Type::Number { integer, unit } => {
            let number = if *integer { "a whole number" } else { "a number" };
            unit.as_ref().map_or(number.to_owned(), |unit| format!("{number} of {unit}"))
        }
        Type::Range { money: true } => "from a lowest to a highest amount".to_owned(),
        Type::Range { money: false } => "from a lowest to a highest number".to_owned(),
        Type::Reference(Some(kind)) => format!("the name of the file of a {kind}, without .md"),
        Type::Reference(None) => "the name of a page's file, without .md, with the folder of its kind".to_owned(),
        Type::Markdown => "Markdown over several lines, after |".to_owned(),
        Type::Choice(_) => "one of its choices".to_owned(),
        Type::List(item) if item.ty.scale().is_some() => "one or more of its choices".to_owned(),
        Type::List(item) => format!("a list; each item is {}", holds(&item.ty)),
        Type::Group(_) => "the keys below it".to_owned(),
        Type::Text
        | Type::Boolean
        | Type::Percent
        | Type::Money
        | Type::Date
        | Type::Duration
        | Type::Url
        | Type::Email
        | Type::Image
        | Type::Grades => expected(ty).to_owned(),
    }
}

fn required(field: &Field) -> Required {
    let when = |(name, values): &(String, Vec<String>)| format!("{name}: {}", values.join(" or "));
    match field.required_when.as_slice() {
        _ if field.required => Required::Always,
        [] => Required::Never,
        asks => Required::With(format!("with {}", asks.iter().map(when).collect::<Vec<_>>().join(", or with "))),
    }
}

fn default_text(value: &Value) -> Option<String> {
    Some(match value {
        Value::Text(text) | Value::Choice(text) | Value::Url(text) | Value::Email(text) | Value::Reference(text) => {
            text.clone()
        }
        Value::Boolean(flag) => flag.to_string(),
        Value::Number(number, _) => number.to_string(),
        Value::Percent(share) => format!("{share}%"),
        Value::Date(day) => day.to_string(),
        Value::Grades(grades) => grades.to_string(),
        Value::Markdown(_)
        | Value::Money(..)
        | Value::Range(..)
        | Value::Duration(_)
        | Value::Image { .. }
        | Value::List(_)
        | Value::Group(_) => return None,
    })
}

fn limits(field: &Field) -> Vec<String> {
    let mut limits = Vec::new();
    let both = |least: Option<String>, most: Option<String>, what: &str| {
        let space = if what.is_empty() { "" } else { " " };
        match (least, most) {
            (Some(least), Some(most)) => Some(format!("from {least} to {most}{space}{what}")),
            (Some(least), None) => Some(format!("at least {least}{space}{what}")),
            (None, Some(most)) => Some(format!("at most {most}{space}{what}")),
            (None, None) => None,
        }
    };
    limits.extend(both(field.min.map(|min| min.to_string()), field.max.map(|max| max.to_string()), ""));
    limits.extend(both(field.earliest.map(|day| day.to_string()), field.latest.map(|day| day.to_string()), ""));
    let what = if field.ty.items().is_some() { "items" } else { "characters" };
    let length = field.length;
    limits.extend(both(length.min.map(|min| min.to_string()), length.max.map(|max| max.to_string()), what));
    if let Some(item) = field.ty.items() {
        limits.extend(self::limits(item).into_iter().map(|limit| format!("each {limit}")));
    }
    limits.extend(field.pattern.as_ref().map(|pattern| format!("as the pattern {}", pattern.written)));
    if field.expected {
        let is_review = field.name == "review_by";
        limits.push(
            if is_review { "an entry without it is a hint" } else { "pages say where it is not known" }.to_owned(),
        );
    }
    if field.unique {
        limits.push("no two entries may share a value".to_owned());
    }
    if field.figure {
        limits.push("a figure: say its year and source, here or under source".to_owned());
    }
    limits
}
