//! Writes numbers, money, days, durations and grades in the words of a language.

use jiff::civil::Date;

use crate::schema::GradeSet;
use crate::schema::value::{Duration, Figure, Money, Range};
use crate::theme::Dictionary;

/// A number with the language's separators, rounded to at most two decimals.
#[must_use]
pub(crate) fn number(number: f64, words: &Dictionary) -> String {
    let text = in_cents(number, words);
    // `in_cents` writes 2.50. Only an amount of money keeps the last zero; a number is 2.5.
    let is_whole = ((number * 100.0).round() / 100.0).fract() == 0.0;
    let short = text.strip_suffix('0').filter(|_| !is_whole).map(str::to_owned);
    short.unwrap_or(text)
}

fn in_cents(number: f64, words: &Dictionary) -> String {
    let rounded = (number * 100.0).round() / 100.0;
    let text = if rounded.fract() == 0.0 { format!("{:.0}", rounded.abs()) } else { format!("{:.2}", rounded.abs()) };
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let sign = if rounded < 0.0 { "−" } else { "" };
    let mut grouped = String::new();
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            grouped.push_str(words.get("thousands"));
        }
        grouped.push(digit);
    }
    if decimals.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}{}{decimals}", words.get("decimal"))
    }
}

/// An amount with its currency: `$1,000`, `CHF 15`.
#[must_use]
pub(crate) fn amount(value: f64, currency: &str, words: &Dictionary) -> String {
    let text = in_cents(value, words);
    match currency {
        "USD" => format!("${text}"),
        "EUR" => format!("€{text}"),
        "GBP" => format!("£{text}"),
        other => format!("{other}\u{a0}{text}"),
    }
}

/// An amount of money with the unit that it is paid for, such as "per student".
#[must_use]
pub(crate) fn money(money: &Money, figure: &Figure, words: &Dictionary) -> String {
    with_per(amount(money.amount, &money.currency, words), figure, words)
}

/// A range with the unit that it is counted for. Ends that are unknown are left out.
#[must_use]
pub(crate) fn range(range: &Range, figure: &Figure, words: &Dictionary) -> String {
    let one = |value: f64| match &range.currency {
        Some(currency) => amount(value, currency, words),
        None => number(value, words),
    };
    let per = |text: String| with_per(text, figure, words);
    let middle = |value: f64| words.fill("middle", &[("value", &one(value))]);
    match (range.from, range.middle, range.to) {
        (Some(from), _, Some(to)) if from == to => per(one(from)),
        (Some(from), known, Some(to)) => {
            let ends = per(words.fill("range", &[("from", &one(from)), ("to", &one(to))]));
            known.map_or(ends.clone(), |value| format!("{ends}, {}", middle(value)))
        }
        (Some(from), _, None) => per(words.fill("at_least", &[("from", &one(from))])),
        (None, _, Some(to)) => per(words.fill("at_most", &[("to", &one(to))])),
        (None, Some(value), None) => words.fill("middle", &[("value", &per(one(value)))]),
        (None, None, None) => words.get("unknown").to_owned(),
    }
}

/// Adds the unit that a figure is counted for, if it has one.
#[must_use]
pub(crate) fn with_per(text: String, figure: &Figure, words: &Dictionary) -> String {
    match &figure.per {
        Some(unit) => words.fill("per", &[("amount", &text), ("unit", unit)]),
        None => text,
    }
}

/// A day in the order and the words of the language.
#[must_use]
pub(crate) fn day(day: Date, words: &Dictionary) -> String {
    let month = words.get(MONTHS[usize::from(day.month().unsigned_abs().clamp(1, 12)) - 1]);
    words.fill("date", &[("month", month), ("day", &day.day().to_string()), ("year", &day.year().to_string())])
}

const MONTHS: [&str; 12] = [
    "month_1", "month_2", "month_3", "month_4", "month_5", "month_6", "month_7", "month_8", "month_9", "month_10",
    "month_11", "month_12",
];

/// A length of time, or a range of lengths, such as "2–3 weeks".
#[must_use]
pub(crate) fn duration(duration: &Duration, words: &Dictionary) -> String {
    let form = if duration.from == 1.0 && duration.to == 1.0 { "one" } else { "many" };
    let (from, to) = (number(duration.from, words), number(duration.to, words));
    let count = if from == to { from } else { words.fill("range", &[("from", &from), ("to", &to)]) };
    words.fill(&format!("{}_{form}", duration.unit.word()), &[("n", &count)])
}

/// A month with its year, such as "November 2026".
#[must_use]
pub(crate) fn month(day: Date, words: &Dictionary) -> String {
    let month = words.get(MONTHS[usize::from(day.month().unsigned_abs().clamp(1, 12)) - 1]);
    words.fill("month_year", &[("month", month), ("year", &day.year().to_string())])
}

/// Grades with their word, for the start of a text: "Grades 3–5", "Grade K".
#[must_use]
pub(crate) fn grades(grades: GradeSet, words: &Dictionary) -> String {
    let key = if grades.iter().count() == 1 { "grade_one" } else { "grade_many" };
    words.fill(key, &[("grades", &grades.to_string())])
}

/// Grades inside a sentence: "grades 3–5", "grade K".
#[must_use]
pub(crate) fn grades_inside(grades: GradeSet, words: &Dictionary) -> String {
    let key = if grades.iter().count() == 1 { "in_grade_one" } else { "in_grade_many" };
    words.fill(key, &[("grades", &grades.to_string())])
}
