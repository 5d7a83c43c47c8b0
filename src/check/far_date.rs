//! Days that are decades from today, most often because the year is mistyped.

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::schema::Value;
use crate::schema::guess::dates::year_near;
use crate::schema::value::walk_fields;
use crate::yaml::Step;

rule! {
    /// A day is decades away. Most often two digits of its year are in the wrong order. A review should be within ten
    /// years, any other day within thirty.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// ---
    /// title: About
    /// review_by: 2207-06-30
    /// ---
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// ---
    /// title: About
    /// review_by: 2027-06-30
    /// ---
    /// ```
    pub(super) FAR_DATE = "far-date", Warning
}

/// The most years from today in which a review can lie.
const REVIEW: i16 = 10;
/// The most years from today in which any other day can lie.
const AHEAD: i16 = 30;
/// A day before this year is most likely mistyped.
const LONG_AGO: i16 = 1900;

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let today = scene.snapshot.today;
    let mut found = Vec::new();
    for entry in &scene.library.entries {
        walk_fields(&entry.fields, &mut Vec::new(), &mut |value, path| {
            let Value::Date(day) = value else { return };
            let is_review = matches!(path, [Step::Key(name)] if name == "review_by");
            let Some(away) = away(*day, today, is_review) else { return };
            let field = path.iter().rev().find_map(|step| match step {
                Step::Key(name) => Some(name.as_str()),
                _ => None,
            });
            let span = entry.field_span(path);
            let message = format!("`{}` is {day}, {away}", field.unwrap_or_default());
            let meant =
                year_near(day.year(), today.year()).and_then(|year| Date::new(year, day.month(), day.day()).ok());
            let told = FAR_DATE.at(span.clone(), message).about(field.unwrap_or_default());
            found.push(match meant {
                Some(meant) => told.help(format!("did you mean `{meant}`?")).fix(span, meant.to_string()),
                None if is_review => told.help("write the day of the next review, a year or two from now"),
                None => told.help("check the year"),
            });
        });
    }
    found
}

/// How far a day is from today, in words; `None` if it is near enough to be meant.
fn away(day: Date, today: Date, is_review: bool) -> Option<String> {
    let years = day.year() - today.year();
    let limit = if is_review { REVIEW } else { AHEAD };
    if years > limit {
        return Some(format!("{years} years from now"));
    }
    let is_slip = day.year() < LONG_AGO && (year_near(day.year(), today.year()).is_some() || day.year() < 1000);
    is_slip.then(|| format!("{} years ago", -years))
}
