//! Field declarations: types and constraints.

use std::sync::Arc;

use indexmap::IndexMap;
use jiff::civil::Date;

use super::scale::{Scale, label_of};
use super::value::Value;
use crate::diagnostic::rule;

rule! {
    /// A kind declares something that cannot hold: a pattern that is no regular expression, a
    /// constraint that its type does not know, a view of a field that is not there.
    ///
    /// Bad:
    /// ```yaml kinds/club.yaml
    /// label: { one: Club, many: Clubs }
    /// fields:
    ///   room: { type: text, pattern: "[0-9" }
    /// ```
    /// Good:
    /// ```yaml kinds/club.yaml
    /// label: { one: Club, many: Clubs }
    /// fields:
    ///   room: { type: text, pattern: "[0-9]+" }
    /// ```
    pub KIND_FAULT = "kind-fault", Error
}

/// One field of a kind or of a group.
#[derive(Debug, Clone)]
pub struct Field {
    /// The key in front matter.
    pub name: String,
    /// What pages call it.
    pub label: String,
    /// What a coach is told about it.
    pub hint: Option<String>,
    /// Other names that people write for it; a finding leads from them to the field.
    pub also: Vec<String>,
    /// What it holds.
    pub ty: Type,
    /// Whether it has to be there.
    pub required: bool,
    /// Sibling fields and their values that make it required; any one of them does.
    pub required_when: Vec<(String, Vec<String>)>,
    /// The value where none is written.
    pub default: Option<Value>,
    /// Whether no two entries of the kind may share a value.
    pub unique: bool,
    /// Whether the catalogue filters by it.
    pub facet: bool,
    /// Whether it is a figure that needs a source.
    pub figure: bool,
    /// Two sibling fields, a number and an amount, whose product stands in where nothing is written.
    pub product: Option<(String, String)>,
    /// Whether pages say that it is not known where nothing is written.
    pub expected: bool,
    /// Whether the facts panel shows it.
    pub facts: bool,
    /// Bounds of numbers, shares, amounts and ranges.
    pub min: Option<f64>,
    /// See `min`.
    pub max: Option<f64>,
    /// Bounds of days.
    pub earliest: Option<Date>,
    /// See `earliest`.
    pub latest: Option<Date>,
    /// What a text looks like, from its start to its end.
    pub pattern: Option<Pattern>,
    /// Characters of a text, or items of a list.
    pub length: Length,
}

/// A regular expression that a whole text matches.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// As it was written.
    pub written: String,
    /// Compiled, anchored at both ends.
    pub regex: regex::Regex,
}

/// Bounds of a length.
#[derive(Debug, Clone, Copy, Default)]
pub struct Length {
    /// At least this many.
    pub min: Option<usize>,
    /// At most this many.
    pub max: Option<usize>,
}

/// What a field holds.
#[derive(Debug, Clone)]
pub enum Type {
    /// A line of text.
    Text,
    /// Markdown.
    Markdown,
    /// True or false.
    Boolean,
    /// A number.
    Number {
        /// Whether only whole numbers will do.
        integer: bool,
        /// What is counted: `years`, `credits`.
        unit: Option<String>,
    },
    /// A share in percent.
    Percent,
    /// An amount of money.
    Money,
    /// A range of numbers (`false`) or of money (`true`).
    Range {
        /// Whether its ends are amounts of money.
        money: bool,
    },
    /// A day.
    Date,
    /// A length of time.
    Duration,
    /// A web address.
    Url,
    /// An e-mail address.
    Email,
    /// A picture beside the file.
    Image,
    /// A choice of a scale.
    Choice(Arc<Scale>),
    /// Grades.
    Grades,
    /// An entry of a kind, or of any kind.
    Reference(Option<String>),
    /// Values of one type.
    List(Box<Field>),
    /// Named values.
    Group(IndexMap<String, Field>),
}

/// The names of all types, in the order of the documentation.
pub const TYPE_NAMES: [&str; 17] = [
    "text",
    "markdown",
    "boolean",
    "number",
    "percent",
    "money",
    "range",
    "date",
    "duration",
    "url",
    "email",
    "image",
    "choice",
    "grades",
    "reference",
    "list",
    "group",
];

/// Every key that a field may have.
pub const FIELD_KEYS: [&str; 22] = [
    "type",
    "label",
    "hint",
    "also",
    "required",
    "required_when",
    "default",
    "unique",
    "facet",
    "figure",
    "facts",
    "min",
    "max",
    "pattern",
    "length",
    "integer",
    "unit",
    "of",
    "to",
    "fields",
    "product",
    "expected",
];

impl Type {
    /// The type's name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Boolean => "boolean",
            Self::Number { .. } => "number",
            Self::Percent => "percent",
            Self::Money => "money",
            Self::Range { .. } => "range",
            Self::Date => "date",
            Self::Duration => "duration",
            Self::Url => "url",
            Self::Email => "email",
            Self::Image => "image",
            Self::Choice(_) => "choice",
            Self::Grades => "grades",
            Self::Reference(_) => "reference",
            Self::List(_) => "list",
            Self::Group(_) => "group",
        }
    }

    /// Whether its values are figures.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Number { .. } | Self::Percent | Self::Money | Self::Range { .. })
    }

    /// Whether a catalogue can filter by values of the type.
    #[must_use]
    pub fn has_facets(&self) -> bool {
        match self {
            Self::Choice(_) | Self::Grades | Self::Boolean | Self::Reference(_) | Self::Text => true,
            Self::List(item) => !matches!(item.ty, Self::List(_)) && item.ty.has_facets(),
            _ => false,
        }
    }

    /// Which constraints the type knows.
    #[must_use]
    pub fn knows(&self, constraint: &str) -> bool {
        match constraint {
            "min" | "max" => {
                matches!(self, Self::Number { .. } | Self::Percent | Self::Money | Self::Range { .. } | Self::Date)
            }
            "pattern" => matches!(self, Self::Text | Self::Url | Self::Email),
            "length" => matches!(self, Self::Text | Self::Markdown | Self::List(_)),
            "integer" | "unit" => matches!(self, Self::Number { .. }),
            "figure" => matches!(self, Self::Number { .. } | Self::Money | Self::Range { .. }),
            "facet" => self.has_facets(),
            "product" => matches!(self, Self::Money | Self::Range { money: true }),
            "of" => matches!(self, Self::Choice(_) | Self::List(_) | Self::Range { .. }),
            "to" => matches!(self, Self::Reference(_)),
            "fields" => matches!(self, Self::Group(_)),
            _ => true,
        }
    }
}

impl Field {
    /// The type of the field's values: of a list, that of its items.
    #[must_use]
    pub fn item_type(&self) -> &Type {
        match &self.ty {
            Type::List(item) => &item.ty,
            ty => ty,
        }
    }

    /// A field with nothing but a name and a type.
    #[must_use]
    pub fn of(name: &str, ty: Type) -> Self {
        Self {
            name: name.to_owned(),
            label: label_of(name),
            hint: None,
            also: Vec::new(),
            ty,
            required: false,
            required_when: Vec::new(),
            default: None,
            unique: false,
            facet: false,
            figure: false,
            product: None,
            expected: false,
            facts: true,
            min: None,
            max: None,
            earliest: None,
            latest: None,
            pattern: None,
            length: Length::default(),
        }
    }
}
