//! Guesses lengths of time from the words that people use.

use super::pieces::{Piece, pieces, spelled};
use crate::schema::value::TimeUnit;

/// The words that people use for each unit.
const UNITS: [(TimeUnit, &[&str]); 8] = [
    (TimeUnit::Minute, &["m", "min", "mins", "minute", "minutes"]),
    (TimeUnit::Hour, &["h", "hr", "hrs", "hour", "hours"]),
    (
        TimeUnit::Lesson,
        &["lesson", "lessons", "period", "periods", "class", "classes", "session", "sessions", "block", "blocks"],
    ),
    (TimeUnit::Day, &["d", "day", "days"]),
    (TimeUnit::Week, &["w", "wk", "wks", "week", "weeks"]),
    (TimeUnit::Month, &["mo", "mos", "mth", "mths", "month", "months"]),
    (TimeUnit::Semester, &["sem", "semester", "semesters", "term", "terms"]),
    (TimeUnit::Year, &["y", "yr", "yrs", "year", "years"]),
];

/// Words that say nothing about the length.
const NOISE: [&str; 12] =
    ["about", "approximately", "approx", "around", "roughly", "ca", "of", "and", "school", "full", "each", "long"];

enum Said {
    Number(f64),
    Unit(TimeUnit),
    To,
}

/// The length of time that a text most likely means: `4 weeks`, `90 minutes`.
#[must_use]
pub(crate) fn duration(text: &str) -> Option<String> {
    let said = said(text)?;
    let told = |from: f64, to: f64, unit: TimeUnit| {
        let (least, most) = (from.min(to), from.max(to));
        let numbers = if least == most { least.to_string() } else { format!("{least}-{most}") };
        format!("{numbers} {}{}", unit.word(), if most == 1.0 { "" } else { "s" })
    };
    match said.as_slice() {
        [Said::Number(number), Said::Unit(unit)] if number.fract() != 0.0 && *unit == TimeUnit::Hour => {
            Some(told(number * 60.0, number * 60.0, TimeUnit::Minute))
        }
        [Said::Number(number), Said::Unit(unit)] => Some(told(*number, *number, *unit)),
        [Said::Number(from), Said::To, Said::Number(to), Said::Unit(unit)] => Some(told(*from, *to, *unit)),
        [Said::Number(from), Said::Unit(one), Said::To, Said::Number(to), Said::Unit(other)] if one == other => {
            Some(told(*from, *to, *one))
        }
        [Said::Number(hours), Said::Unit(TimeUnit::Hour), Said::Number(minutes)]
        | [Said::Number(hours), Said::Unit(TimeUnit::Hour), Said::Number(minutes), Said::Unit(TimeUnit::Minute)] => {
            let all = hours * 60.0 + minutes;
            Some(told(all, all, TimeUnit::Minute))
        }
        _ => None,
    }
}

fn said(text: &str) -> Option<Vec<Said>> {
    let text = text.replace('\u{bd}', " 1/2").replace('\u{bc}', " 1/4").replace('\u{be}', " 3/4");
    let pieces = pieces(&text);
    let mut said: Vec<Said> = Vec::new();
    let mut rest = pieces.as_slice();
    while let Some((first, mut behind)) = rest.split_first() {
        match first {
            Piece::Number(number) => {
                let mut number = *number;
                if let [Piece::Sign('/'), Piece::Number(parts), more @ ..] = behind {
                    number /= parts;
                    behind = more;
                    if let Some(Said::Number(whole)) = said.last_mut() {
                        *whole += number;
                        rest = behind;
                        continue;
                    }
                }
                said.push(Said::Number(number));
            }
            Piece::Sign('-' | '\u{2013}' | '\u{2014}') => said.push(Said::To),
            // `45'` is 45 minutes.
            Piece::Sign('\'' | '\u{2019}') if matches!(said.last(), Some(Said::Number(_))) => {
                said.push(Said::Unit(TimeUnit::Minute));
            }
            Piece::Sign('.' | ',' | '~' | '(' | ')' | '+') => {}
            Piece::Sign(_) => return None,
            Piece::Word(word) => match word.as_str() {
                "to" | "or" => said.push(Said::To),
                "half" => {
                    if let [Piece::Word(a), more @ ..] = behind
                        && matches!(a.as_str(), "a" | "an")
                    {
                        behind = more;
                    }
                    said.push(Said::Number(0.5));
                }
                // `a class period` is one lesson.
                "class" if matches!(behind.first(), Some(Piece::Word(next)) if next.starts_with("period")) => {}
                word if NOISE.contains(&word) => {}
                word => match UNITS.iter().find(|(_, names)| names.contains(&word)) {
                    Some((unit, _)) => said.push(Said::Unit(*unit)),
                    None => said.push(Said::Number(spelled(word)?)),
                },
            },
        }
        rest = behind;
    }
    Some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_people_say_them() {
        for (written, meant) in [
            ("one week", "1 week"),
            ("a week", "1 week"),
            ("an hour", "1 hour"),
            ("half an hour", "30 minutes"),
            ("1.5 hours", "90 minutes"),
            ("1 1/2 hours", "90 minutes"),
            ("1\u{bd} hours", "90 minutes"),
            ("1 hour 30 minutes", "90 minutes"),
            ("1h30", "90 minutes"),
            ("4 to 6 wks", "4-6 weeks"),
            ("four or five weeks", "4-5 weeks"),
            ("45'", "45 minutes"),
            ("two class periods", "2 lessons"),
            ("3 periods", "3 lessons"),
            ("a school year", "1 year"),
            ("about 2 yrs", "2 years"),
            ("6-4 weeks", "4-6 weeks"),
        ] {
            assert_eq!(duration(written).as_deref(), Some(meant), "{written}");
        }
        for written in ["45", "soon", "", "2 x 45 minutes", "weeks"] {
            assert_eq!(duration(written), None, "{written}");
        }
    }
}
