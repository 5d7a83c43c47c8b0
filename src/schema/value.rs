//! Typed values of fields.

use indexmap::IndexMap;
use jiff::civil::Date;

pub(crate) use super::duration::{Duration, TimeUnit};
use super::grades::GradeSet;
use crate::fingerprint::mixed;
use crate::yaml::Step;

/// The fields of an entry or of a group, in the order of the kind's declaration. Missing fields are absent.
pub(crate) type Fields = IndexMap<String, Value>;

/// A value of one field. Large parts are boxed to save memory, because most values are short texts.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A line of text.
    Text(String),
    /// Markdown, not rendered yet.
    Markdown(String),
    /// True or false.
    Boolean(bool),
    /// A number with the figure's period, year and source.
    Number(f64, Box<Figure>),
    /// A share in percent: 24 for 24 %.
    Percent(f64),
    /// An amount of money.
    Money(Money, Box<Figure>),
    /// From a lowest to a highest number or amount.
    Range(Box<Range>, Box<Figure>),
    /// A day.
    Date(Date),
    /// A length of time.
    Duration(Duration),
    /// A web address, `http` or `https`.
    Url(String),
    /// An e-mail address.
    Email(String),
    /// A picture beside the file, with its text alternative.
    Image {
        /// The path as written, relative to the file.
        src: String,
        /// The text alternative; `None` when none was written.
        alt: Option<String>,
    },
    /// The key of a choice.
    Choice(String),
    /// Grades.
    Grades(GradeSet),
    /// A reference as written: a slug, or a path to a file.
    Reference(String),
    /// Values of one type.
    List(Vec<Value>),
    /// Named values.
    Group(Box<Fields>),
}

/// The values inside a value.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Inside<'v> {
    /// There are none.
    Nothing,
    /// The values of a list.
    Items(&'v [Value]),
    /// The values of a group.
    Fields(&'v Fields),
}

impl Value {
    /// The values inside this value.
    pub(crate) fn inside(&self) -> Inside<'_> {
        match self {
            Self::List(items) => Inside::Items(items),
            Self::Group(fields) => Inside::Fields(fields),
            Self::Text(_)
            | Self::Markdown(_)
            | Self::Boolean(_)
            | Self::Number(..)
            | Self::Percent(_)
            | Self::Money(..)
            | Self::Range(..)
            | Self::Date(_)
            | Self::Duration(_)
            | Self::Url(_)
            | Self::Email(_)
            | Self::Image { .. }
            | Self::Choice(_)
            | Self::Grades(_)
            | Self::Reference(_) => Inside::Nothing,
        }
    }

    /// Its unit, year and source; `None` for a type that cannot be a figure.
    pub(crate) fn figure(&self) -> Option<&Figure> {
        match self {
            Self::Number(_, figure) | Self::Money(_, figure) | Self::Range(_, figure) => Some(figure),
            Self::Text(_)
            | Self::Markdown(_)
            | Self::Boolean(_)
            | Self::Percent(_)
            | Self::Date(_)
            | Self::Duration(_)
            | Self::Url(_)
            | Self::Email(_)
            | Self::Image { .. }
            | Self::Choice(_)
            | Self::Grades(_)
            | Self::Reference(_)
            | Self::List(_)
            | Self::Group(_) => None,
        }
    }

    /// The same as [`Value::figure`], mutable.
    pub(crate) fn figure_mut(&mut self) -> Option<&mut Figure> {
        match self {
            Self::Number(_, figure) | Self::Money(_, figure) | Self::Range(_, figure) => Some(figure),
            Self::Text(_)
            | Self::Markdown(_)
            | Self::Boolean(_)
            | Self::Percent(_)
            | Self::Date(_)
            | Self::Duration(_)
            | Self::Url(_)
            | Self::Email(_)
            | Self::Image { .. }
            | Self::Choice(_)
            | Self::Grades(_)
            | Self::Reference(_)
            | Self::List(_)
            | Self::Group(_) => None,
        }
    }

    /// The line of text that it is.
    pub(crate) fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The true or false that it is.
    pub(crate) fn as_flag(&self) -> Option<bool> {
        if let Self::Boolean(flag) = self { Some(*flag) } else { None }
    }

    /// The number that it is.
    pub(crate) fn as_number(&self) -> Option<f64> {
        if let Self::Number(number, _) = self { Some(*number) } else { None }
    }

    /// The share in percent that it is.
    pub(crate) fn as_share(&self) -> Option<f64> {
        if let Self::Percent(share) = self { Some(*share) } else { None }
    }

    /// The amount that it is, with its unit, year and source.
    pub(crate) fn as_money(&self) -> Option<(&Money, &Figure)> {
        if let Self::Money(money, figure) = self { Some((money, figure)) } else { None }
    }

    /// The range that it is, with its unit, year and source.
    pub(crate) fn as_range(&self) -> Option<(&Range, &Figure)> {
        if let Self::Range(range, figure) = self { Some((range, figure)) } else { None }
    }

    /// The day that it is.
    pub(crate) fn as_date(&self) -> Option<Date> {
        if let Self::Date(day) = self { Some(*day) } else { None }
    }

    /// The length of time that it is.
    pub(crate) fn as_duration(&self) -> Option<&Duration> {
        if let Self::Duration(duration) = self { Some(duration) } else { None }
    }

    /// The web address that it is.
    pub(crate) fn as_url(&self) -> Option<&str> {
        if let Self::Url(address) = self { Some(address) } else { None }
    }

    /// The key of the choice that it is.
    pub(crate) fn as_choice(&self) -> Option<&str> {
        if let Self::Choice(key) = self { Some(key) } else { None }
    }

    /// The grades that it is.
    pub(crate) fn as_grades(&self) -> Option<GradeSet> {
        if let Self::Grades(grades) = self { Some(*grades) } else { None }
    }

    /// The items of the list that it is.
    pub(crate) fn as_list(&self) -> Option<&[Self]> {
        if let Self::List(items) = self { Some(items) } else { None }
    }

    /// The fields of the group that it is.
    pub(crate) fn as_group(&self) -> Option<&Fields> {
        if let Self::Group(fields) = self { Some(fields) } else { None }
    }
}

/// The unit, the year and the source of a figure.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figure {
    /// The unit: `year`, `hour`, `credit`, `student and year`.
    pub per: Option<String>,
    /// The year for which it is right.
    pub year: Option<i16>,
    /// Its source.
    pub source: Option<Source>,
    /// Whether it was computed from other fields of the entry.
    pub computed: bool,
}

/// The source of a figure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// The name of the publication or record.
    pub title: String,
    /// Where to read it.
    pub url: Option<String>,
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq)]
pub struct Money {
    /// The amount in whole units of the currency.
    pub amount: f64,
    /// The currency's three letters.
    pub currency: String,
}

/// A range from a lowest to a highest number, with a middle (for pay, the median) if it is known. At least one of the
/// three is there.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Range {
    /// The lowest.
    pub from: Option<f64>,
    /// The middle.
    pub middle: Option<f64>,
    /// The highest.
    pub to: Option<f64>,
    /// The currency's three letters, for a range of money.
    pub currency: Option<String>,
}

impl Range {
    /// The value for sorting: the lowest, or else the middle, or else the highest.
    #[must_use]
    pub(crate) fn least(&self) -> f64 {
        self.from.or(self.middle).or(self.to).unwrap_or_default()
    }
}

/// Calls `see` for a value and all values inside it, each with its path.
pub(crate) fn walk<'v>(value: &'v Value, path: &mut Vec<Step>, see: &mut impl FnMut(&'v Value, &[Step])) {
    see(value, path);
    match value.inside() {
        Inside::Nothing => {}
        Inside::Items(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(Step::Item(index));
                walk(item, path, see);
                path.pop();
            }
        }
        Inside::Fields(fields) => walk_fields(fields, path, see),
    }
}

/// Calls `see` for every value of a map of fields.
pub(crate) fn walk_fields<'v>(fields: &'v Fields, path: &mut Vec<Step>, see: &mut impl FnMut(&'v Value, &[Step])) {
    for (name, value) in fields {
        path.push(Step::Key(name.clone()));
        walk(value, path, see);
        path.pop();
    }
}

/// A value without the values at the paths in `ways`. `path` is the path of the value itself. `None` if nothing is
/// left.
#[must_use]
pub(crate) fn without(value: &Value, path: &mut Vec<Step>, ways: &[Vec<Step>]) -> Option<Value> {
    if ways.contains(path) {
        return None;
    }
    let mut inside = |step: Step, value: &Value| {
        path.push(step);
        let left = without(value, path, ways);
        path.pop();
        left
    };
    match value.inside() {
        Inside::Nothing => Some(value.clone()),
        Inside::Items(items) => {
            let left = items.iter().enumerate().filter_map(|(index, item)| inside(Step::Item(index), item));
            let left: Vec<Value> = left.collect();
            (!left.is_empty() || items.is_empty()).then_some(Value::List(left))
        }
        Inside::Fields(fields) => {
            let left =
                fields.iter().filter_map(|(name, value)| Some((name.clone(), inside(Step::Key(name.clone()), value)?)));
            let left: Fields = left.collect();
            (!left.is_empty() || fields.is_empty()).then_some(Value::Group(Box::new(left)))
        }
    }
}

mixed!(enum Value {
    Text(text),
    Markdown(text),
    Boolean(flag),
    Number(number, figure),
    Percent(share),
    Money(money, figure),
    Range(range, figure),
    Date(day),
    Duration(duration),
    Url(address),
    Email(address),
    Image { src, alt },
    Choice(key),
    Grades(grades),
    Reference(name),
    List(items),
    Group(fields),
});
mixed!(struct Figure { per, year, source, computed });
mixed!(struct Source { title, url });
mixed!(struct Money { amount, currency });
mixed!(struct Range { from, middle, to, currency });
