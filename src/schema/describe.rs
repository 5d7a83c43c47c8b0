//! What a kind and its fields are, as a value: rendered as text for a terminal and as Markdown for `docs/fields.md`.

mod example;
mod markdown;
mod text;

use super::field::{Field, Type};
use super::scale::label_of;
use super::value::Value;
use super::{Kind, Kinds};
pub use markdown::reference;
pub use text::{field_text, hanging, kind_text, kinds_text};

/// A kind with its fields.
#[derive(Debug, Clone, PartialEq)]
pub struct KindSheet {
    /// Its id: `tool`.
    pub id: String,
    /// What one entry is called.
    pub one: String,
    /// What its section holds.
    pub describe: Option<String>,
    /// The folder of its entries, from the site's own; `content/` for plain pages.
    pub folder: String,
    /// The fields that it declares itself.
    pub own: Vec<FieldSheet>,
    /// The fields of every entry.
    pub base: Vec<FieldSheet>,
}

/// All that is to be known of a field by whoever writes it.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldSheet {
    /// The way to it within its kind: `pilot.from`.
    pub path: String,
    /// Its key.
    pub name: String,
    /// What pages call it.
    pub label: String,
    /// The name of its type: `choice`, `list of reference`.
    pub type_name: String,
    /// The type in words: "a day".
    pub holds: String,
    /// Its choices, each with what it means.
    pub choices: Vec<ChoiceSheet>,
    /// The name of the settings or scale that its choices come from.
    pub scale: Option<String>,
    /// When it has to be there: "always", or what asks for it.
    pub required: Option<String>,
    /// The value where none is written.
    pub default: Option<String>,
    /// What a coach is told about it.
    pub hint: Option<String>,
    /// Its bounds and what else its values have to be.
    pub limits: Vec<String>,
    /// How it is written.
    pub example: String,
    /// The fields of a group.
    pub inner: Vec<FieldSheet>,
}

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceSheet {
    /// What is written.
    pub key: String,
    /// What it means.
    pub means: String,
}

/// The sheet of a kind. `page` is the kind of plain pages: its fields are those of every entry.
#[must_use]
pub fn kind_sheet(kind: &Kind, page: &Kind) -> KindSheet {
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
    let Some(page) = kinds.get(super::kind::PAGE) else { return Vec::new() };
    kinds.sections().chain([page]).map(|kind| kind_sheet(kind, page)).collect()
}

impl FieldSheet {
    /// What a list says of the field: its hint, or a label that says more than its name.
    #[must_use]
    pub fn told(&self) -> Option<&str> {
        self.hint.as_deref().or_else(|| Some(self.label.as_str()).filter(|label| *label != label_of(&self.name)))
    }
}

impl KindSheet {
    /// All fields, those of groups included.
    #[must_use]
    pub fn fields(&self) -> Vec<&FieldSheet> {
        fn gather<'s>(fields: &'s [FieldSheet], all: &mut Vec<&'s FieldSheet>) {
            for field in fields {
                all.push(field);
                gather(&field.inner, all);
            }
        }
        let mut all = Vec::new();
        gather(&self.own, &mut all);
        gather(&self.base, &mut all);
        all
    }

    /// The field of a path: `pilot.from`.
    #[must_use]
    pub fn field(&self, path: &str) -> Option<&FieldSheet> {
        self.fields().into_iter().find(|field| field.path == path)
    }
}

fn field_sheet(field: &Field, above: &str) -> FieldSheet {
    let path = if above.is_empty() { field.name.clone() } else { format!("{above}.{}", field.name) };
    let (choices, scale) = match field.item_type() {
        Type::Choice(scale) => {
            let choice = |choice: &super::Choice| {
                let means = match &choice.describe {
                    Some(describe) => format!("{}: {describe}", choice.label),
                    None => choice.label.clone(),
                };
                ChoiceSheet { key: choice.key.clone(), means }
            };
            (scale.choices.iter().map(choice).collect(), Some(scale.name.clone()))
        }
        _ => (Vec::new(), None),
    };
    let inner = match field.item_type() {
        Type::Group(fields) => fields.values().map(|field| field_sheet(field, &path)).collect(),
        _ => Vec::new(),
    };
    FieldSheet {
        name: field.name.clone(),
        label: field.label.clone(),
        type_name: type_name(&field.ty),
        holds: holds(&field.ty),
        choices,
        scale,
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
        Type::List(item) => format!("list of {}", item.ty.name()),
        Type::Range { money: true } => "range of money".to_owned(),
        ty => ty.name().to_owned(),
    }
}

/// What a type holds, in words.
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
        Type::List(item) => match &item.ty {
            Type::Choice(_) => "one or more of its choices".to_owned(),
            ty => format!("a list; each item is {}", holds(ty)),
        },
        Type::Group(_) => "the keys below it".to_owned(),
        ty => super::read::expected(ty).to_owned(),
    }
}

fn required(field: &Field) -> Option<String> {
    let when = |(name, values): &(String, Vec<String>)| format!("{name}: {}", values.join(" or "));
    match field.required_when.as_slice() {
        _ if field.required => Some("always".to_owned()),
        [] => None,
        asks => Some(format!("with {}", asks.iter().map(when).collect::<Vec<_>>().join(", or with "))),
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
        _ => return None,
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
    let what = if matches!(field.ty, Type::List(_)) { "items" } else { "characters" };
    let length = field.length;
    limits.extend(both(length.min.map(|min| min.to_string()), length.max.map(|max| max.to_string()), what));
    if let Type::List(item) = &field.ty {
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
