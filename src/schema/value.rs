//! Typed values: what a field holds once it is read.

use indexmap::IndexMap;
use jiff::civil::Date;

use super::grades::GradeSet;
use crate::yaml::Step;

/// The fields of an entry or of a group, in the order of the kind's declaration. Missing fields are absent.
pub type Fields = IndexMap<String, Value>;

/// A value of one field.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A line of text.
    Text(String),
    /// Markdown, not rendered yet.
    Markdown(String),
    /// True or false.
    Boolean(bool),
    /// A number with the figure's period, year and source.
    Number(f64, Figure),
    /// A share in percent: 24 for 24 %.
    Percent(f64),
    /// An amount of money.
    Money(Money, Figure),
    /// From a lowest to a highest number or amount.
    Range(Range, Figure),
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
    Group(Fields),
}

/// Where a figure comes from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figure {
    /// What it is counted per: `year`, `hour`, `credit`, `student and year`.
    pub per: Option<String>,
    /// The year it stands for.
    pub year: Option<i16>,
    /// Who says so.
    pub source: Option<Source>,
    /// Whether it was computed from other fields of the entry.
    pub computed: bool,
}

/// Who says a figure.
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

/// From lowest to highest, with a middle (a median, for pay) where it is known. At least one of the
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
    /// What the range is sorted by: its lowest value, else the next one known.
    #[must_use]
    pub fn least(&self) -> f64 {
        self.from.or(self.middle).or(self.to).unwrap_or_default()
    }
}

/// A length of time, or a range of lengths, in one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Duration {
    /// The shortest.
    pub from: f64,
    /// The longest; equal to `from` when there is one length.
    pub to: f64,
    /// The unit of both.
    pub unit: TimeUnit,
}

/// Units of time, as classes and offices count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A lesson, taken for 45 minutes where durations are compared.
    Lesson,
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A semester, taken for half a year.
    Semester,
    /// A year.
    Year,
}

impl TimeUnit {
    /// Every unit with its word and its length in minutes, by which durations are compared.
    pub const ALL: [(Self, &'static str, f64); 8] = [
        (Self::Minute, "minute", 1.0),
        (Self::Hour, "hour", 60.0),
        (Self::Lesson, "lesson", 45.0),
        (Self::Day, "day", 1440.0),
        (Self::Week, "week", 10_080.0),
        (Self::Month, "month", 43_830.0),
        (Self::Semester, "semester", 262_980.0),
        (Self::Year, "year", 525_960.0),
    ];

    /// The unit's word in the singular.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(unit, ..)| *unit == self).map_or("", |(_, word, _)| word)
    }

    /// The unit's length in minutes.
    #[must_use]
    pub fn minutes(self) -> f64 {
        Self::ALL.iter().find(|(unit, ..)| *unit == self).map_or(0.0, |(.., minutes)| *minutes)
    }
}

impl Duration {
    /// The shortest length in minutes, for sorting.
    #[must_use]
    pub fn minutes(&self) -> f64 {
        self.from * self.unit.minutes()
    }
}

/// Calls `see` for a value and everything below it, with the way that leads there.
pub fn walk<'v>(value: &'v Value, path: &mut Vec<Step>, see: &mut impl FnMut(&'v Value, &[Step])) {
    see(value, path);
    match value {
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(Step::Item(index));
                walk(item, path, see);
                path.pop();
            }
        }
        Value::Group(fields) => walk_fields(fields, path, see),
        _ => {}
    }
}

/// A value without what stands at some ways; `path` leads to the value. `None` when nothing is left of it.
#[must_use]
pub fn without(value: &Value, path: &mut Vec<Step>, ways: &[Vec<Step>]) -> Option<Value> {
    if ways.contains(path) {
        return None;
    }
    let mut inside = |step: Step, value: &Value| {
        path.push(step);
        let left = without(value, path, ways);
        path.pop();
        left
    };
    match value {
        Value::List(items) => {
            let left = items.iter().enumerate().filter_map(|(index, item)| inside(Step::Item(index), item));
            let left: Vec<Value> = left.collect();
            (!left.is_empty() || items.is_empty()).then_some(Value::List(left))
        }
        Value::Group(fields) => {
            let left =
                fields.iter().filter_map(|(name, value)| Some((name.clone(), inside(Step::Key(name.clone()), value)?)));
            let left: Fields = left.collect();
            (!left.is_empty() || fields.is_empty()).then_some(Value::Group(left))
        }
        other => Some(other.clone()),
    }
}

/// Calls `see` for every value of a map of fields.
pub fn walk_fields<'v>(fields: &'v Fields, path: &mut Vec<Step>, see: &mut impl FnMut(&'v Value, &[Step])) {
    for (name, value) in fields {
        path.push(Step::Key(name.clone()));
        walk(value, path, see);
        path.pop();
    }
}
