//! Field declarations: types and constraints.

use std::sync::Arc;

use indexmap::IndexMap;
use jiff::civil::Date;

use super::choice::label_of;
use super::constraint::{Length, Pattern};
use super::field_names::{FieldKey, TypeName};
use super::scale::Scale;
use super::type_groups::{FacetValues, FigureType};
use super::value::Value;
use crate::diagnostic::rule;
use crate::fingerprint::mixed;
use crate::yaml::Step;

rule! {
    /// A kind declares something that cannot work: a pattern that is not a regular expression, a constraint that does
    /// not apply to the type, or a view of a field that does not exist.
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
    pub(crate) KIND_FAULT = "kind-fault", Error
}

/// One field of a kind or of a group.
#[derive(Debug, Clone)]
pub struct Field {
    /// The key in front matter.
    pub name: String,
    /// The name that pages show.
    pub label: String,
    /// A sentence for coaches that explains the field.
    pub hint: Option<String>,
    /// Other names that people write for it. A finding on such a name suggests the field.
    pub also: Vec<String>,
    /// The type of its values.
    pub ty: Type,
    /// Whether every entry has to have it.
    pub required: bool,
    /// Fields of the same map, with the values that make this field required. One of them is enough.
    pub required_when: Vec<(String, Vec<String>)>,
    /// The value that counts if none is written.
    pub default: Option<Value>,
    /// Whether no two entries of the kind may share a value.
    pub unique: bool,
    /// Whether the catalogue filters by it.
    pub facet: bool,
    /// Whether it is a figure that needs a source.
    pub figure: bool,
    /// Two fields of the same map, a number and an amount. If this field is not written, its value is their product.
    pub product: Option<(String, String)>,
    /// Whether pages say that the value is not known if none is written.
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
    /// The pattern that a whole text has to match.
    pub pattern: Option<Pattern>,
    /// Bounds for the number of characters of a text, or of items of a list.
    pub length: Length,
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
        /// Whether only whole numbers are allowed.
        integer: bool,
        /// The unit: `years`, `credits`.
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

impl Type {
    /// The type's name.
    #[must_use]
    pub(crate) fn name(&self) -> TypeName {
        match self {
            Self::Text => TypeName::Text,
            Self::Markdown => TypeName::Markdown,
            Self::Boolean => TypeName::Boolean,
            Self::Number { .. } => TypeName::Number,
            Self::Percent => TypeName::Percent,
            Self::Money => TypeName::Money,
            Self::Range { .. } => TypeName::Range,
            Self::Date => TypeName::Date,
            Self::Duration => TypeName::Duration,
            Self::Url => TypeName::Url,
            Self::Email => TypeName::Email,
            Self::Image => TypeName::Image,
            Self::Choice(_) => TypeName::Choice,
            Self::Grades => TypeName::Grades,
            Self::Reference(_) => TypeName::Reference,
            Self::List(_) => TypeName::List,
            Self::Group(_) => TypeName::Group,
        }
    }

    /// The type of figure that its values can be; `None` if they cannot be figures.
    #[must_use]
    pub(crate) fn figure(&self) -> Option<FigureType> {
        match self {
            Self::Number { integer, unit: _ } => Some(FigureType::Number { integer: *integer }),
            Self::Money => Some(FigureType::Money),
            Self::Range { money } => Some(FigureType::Range { money: *money }),
            Self::Text
            | Self::Markdown
            | Self::Boolean
            | Self::Percent
            | Self::Date
            | Self::Duration
            | Self::Url
            | Self::Email
            | Self::Image
            | Self::Choice(_)
            | Self::Grades
            | Self::Reference(_)
            | Self::List(_)
            | Self::Group(_) => None,
        }
    }

    /// Whether tables align its values as numbers.
    #[must_use]
    pub(crate) fn is_number(&self) -> bool {
        self.figure().is_some() || self.name() == TypeName::Percent
    }

    /// Whether a field of the type holds several values.
    #[must_use]
    pub(crate) fn has_several(&self) -> bool {
        self.items().is_some() || self.group().is_some()
    }

    /// The source of the values by which a catalogue can filter; `None` for a type without facets.
    #[must_use]
    pub(crate) fn facet_values(&self) -> Option<FacetValues<'_>> {
        match self {
            Self::Choice(scale) => Some(FacetValues::Choices(scale)),
            Self::Grades => Some(FacetValues::Bands),
            Self::Boolean => Some(FacetValues::YesNo),
            Self::Reference(_) | Self::Text => Some(FacetValues::Written),
            Self::List(item) => item.ty.facet_values().filter(|_| item.ty.items().is_none()),
            Self::Markdown
            | Self::Number { .. }
            | Self::Percent
            | Self::Money
            | Self::Range { .. }
            | Self::Date
            | Self::Duration
            | Self::Url
            | Self::Email
            | Self::Image
            | Self::Group(_) => None,
        }
    }

    /// The keys of a declaration that have a meaning for this type, among those that only some types have.
    fn own_keys(&self) -> &'static [FieldKey] {
        use FieldKey::{Fields, Figure, Integer, Length, Max, Min, Of, Pattern, Product, To, Unit};
        match self {
            Self::Text => &[Pattern, Length],
            Self::Markdown => &[Length],
            Self::Number { .. } => &[Min, Max, Integer, Unit, Figure],
            Self::Percent | Self::Date => &[Min, Max],
            Self::Money => &[Min, Max, Figure, Product],
            Self::Range { money: false } => &[Min, Max, Of, Figure],
            Self::Range { money: true } => &[Min, Max, Of, Figure, Product],
            Self::Url | Self::Email => &[Pattern],
            Self::Choice(_) => &[Of],
            Self::Reference(_) => &[To],
            Self::List(_) => &[Of, Length],
            Self::Group(_) => &[Fields],
            Self::Boolean | Self::Duration | Self::Image | Self::Grades => &[],
        }
    }

    /// Whether a key of a declaration has a meaning for the type.
    #[must_use]
    pub(crate) fn knows(&self, key: FieldKey) -> bool {
        match key {
            FieldKey::Type
            | FieldKey::Label
            | FieldKey::Hint
            | FieldKey::Also
            | FieldKey::Required
            | FieldKey::RequiredWhen
            | FieldKey::Default
            | FieldKey::Unique
            | FieldKey::Facts
            | FieldKey::Expected => true,
            FieldKey::Facet => self.facet_values().is_some(),
            FieldKey::Figure
            | FieldKey::Min
            | FieldKey::Max
            | FieldKey::Pattern
            | FieldKey::Length
            | FieldKey::Integer
            | FieldKey::Unit
            | FieldKey::Of
            | FieldKey::To
            | FieldKey::Fields
            | FieldKey::Product => self.own_keys().contains(&key),
        }
    }

    /// The type of the values one step below a value of this type.
    #[must_use]
    pub(crate) fn inside(&self, step: &Step) -> Option<&Self> {
        match step {
            Step::Item(_) => self.items().map(|item| &item.ty),
            Step::Key(name) => self.group()?.get(name).map(|field| &field.ty),
            Step::Entry(_) => None,
        }
    }

    /// The unit of a number.
    #[must_use]
    pub(crate) fn unit(&self) -> Option<&str> {
        if let Self::Number { integer: _, unit } = self { unit.as_deref() } else { None }
    }

    /// The scale of a choice.
    #[must_use]
    pub(crate) fn scale(&self) -> Option<&Scale> {
        if let Self::Choice(scale) = self { Some(scale) } else { None }
    }

    /// The declaration of each item of a list.
    #[must_use]
    pub(crate) fn items(&self) -> Option<&Field> {
        if let Self::List(item) = self { Some(item) } else { None }
    }

    /// The fields of a group.
    #[must_use]
    pub(crate) fn group(&self) -> Option<&IndexMap<String, Field>> {
        if let Self::Group(fields) = self { Some(fields) } else { None }
    }
}

impl Field {
    /// The type of the field's values. For a list it is the type of its items.
    #[must_use]
    pub(crate) fn item_type(&self) -> &Type {
        self.ty.items().map_or(&self.ty, |item| &item.ty)
    }

    /// A field with only a name and a type.
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

mixed!(struct Field {
    name,
    label,
    hint,
    also,
    ty,
    required,
    required_when,
    default,
    unique,
    facet,
    figure,
    product,
    expected,
    facts,
    min,
    max,
    earliest,
    latest,
    pattern,
    length,
});
mixed!(enum Type {
    Text,
    Markdown,
    Boolean,
    Number { integer, unit },
    Percent,
    Money,
    Range { money },
    Date,
    Duration,
    Url,
    Email,
    Image,
    Choice(scale),
    Grades,
    Reference(kind),
    List(item),
    Group(fields),
});
