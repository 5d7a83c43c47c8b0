//! Guesses days that are not written as `2027-06-30`.

use jiff::civil::Date;

use super::pieces::{Piece, pieces};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The number of a month, from 1. The word is the whole name, or at least its first three letters.
#[must_use]
pub(super) fn month(word: &str) -> Option<i8> {
    let found = MONTHS.iter().position(|month| word.len() >= 3 && (month.starts_with(word) || word == "sept"));
    let found = if word == "sept" { Some(8) } else { found };
    found.and_then(|index| i8::try_from(index + 1).ok())
}

/// The day that a text most likely means. `day_first` decides about three numbers that could be read both ways.
#[must_use]
pub(crate) fn date(text: &str, day_first: bool) -> Option<String> {
    // A text with a time of day is not a mistyped day.
    if text.contains(':') {
        return None;
    }
    let pieces = pieces(text);
    let is_day = |word: &str| ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|day| word.starts_with(day));
    let is_noise = |word: &str| matches!(word, "st" | "nd" | "rd" | "th" | "of" | "the") || is_day(word);
    let mut months = Vec::new();
    let mut numbers = Vec::new();
    for piece in &pieces {
        match piece {
            Piece::Word(word) => match month(word) {
                Some(month) => months.push(month),
                None if is_noise(word) => {}
                None => return None,
            },
            Piece::Number(_) | Piece::Sign(_) => {}
        }
    }
    // Numbers are read as they are written: `05.11` is no fraction.
    for digits in text.split(|letter: char| !letter.is_ascii_digit()).filter(|digits| !digits.is_empty()) {
        numbers.push((digits.len(), digits.parse::<i16>().ok().filter(|number| *number > 0)));
        if digits.len() == 8 {
            let (year, rest) = digits.split_at(4);
            let (month, day) = rest.split_at(2);
            return day_of(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        }
    }
    let numbers: Vec<(usize, i16)> =
        numbers.into_iter().map(|(length, number)| Some((length, number?))).collect::<Option<_>>()?;
    match (months.as_slice(), numbers.as_slice()) {
        ([month], [(4, year), (_, day)] | [(_, day), (2 | 4, year)]) => day_of(whole(*year), (*month).into(), *day),
        ([], [(4, year), (_, month), (_, day)]) if *month > 12 => day_of(*year, *day, *month),
        ([], [(4, year), (_, month), (_, day)]) => day_of(*year, *month, *day),
        ([], [(_, first), (_, second), (2 | 4, year)]) => {
            let day_first = *first > 12 || *second <= 12 && (day_first || text.contains('.'));
            let (month, day) = if day_first { (*second, *first) } else { (*first, *second) };
            day_of(whole(*year), month, day)
        }
        _ => None,
    }
}

/// A year of two digits as a year of this century.
fn whole(year: i16) -> i16 {
    if year < 100 { 2000 + year } else { year }
}

/// The day, or the last day of the month if the month has fewer days.
fn day_of(year: i16, month: i16, day: i16) -> Option<String> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok().filter(|day| *day <= 31)?);
    let first = Date::new(year, month, 1).ok().filter(|_| (1000..=9999).contains(&year))?;
    Some(Date::new(year, month, day).unwrap_or_else(|_| first.last_of_month()).to_string())
}

/// The year near today that was meant by a mistyped one: two of its digits are swapped, or one of the first two is
/// wrong. `None` if no year or more than one fits.
#[must_use]
pub(crate) fn year_near(year: i16, today: i16) -> Option<i16> {
    let digits: Vec<u8> = format!("{year:04}").into_bytes();
    let near = |digits: &[u8]| {
        let text: String = digits.iter().map(|byte| char::from(*byte)).collect();
        let near = text.parse::<i16>().ok().filter(|other| (today - 3..=today + 5).contains(other));
        near.filter(|other| *other != year)
    };
    let swapped = |index: usize| {
        let mut other = digits.clone();
        other.swap(index - 1, index);
        near(&other)
    };
    let replaced = |index: usize, digit: u8| {
        let mut other = digits.clone();
        other[index] = digit;
        near(&other)
    };
    let mut found: Vec<i16> = (1..digits.len()).filter_map(swapped).collect();
    if found.is_empty() {
        let places = (0..digits.len().min(2)).flat_map(|index| (b'0'..=b'9').map(move |digit| (index, digit)));
        found = places.filter_map(|(index, digit)| replaced(index, digit)).collect();
    }
    found.dedup();
    match found.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_people_write_them() {
        for (written, meant) in [
            ("11/05/2026", "2026-11-05"),
            ("11/5/26", "2026-11-05"),
            ("31/12/2026", "2026-12-31"),
            ("05.11.2026", "2026-11-05"),
            ("Nov 5, 2026", "2026-11-05"),
            ("Nov. 5th 2026", "2026-11-05"),
            ("5 November 2026", "2026-11-05"),
            ("Thursday, November 5, 2026", "2026-11-05"),
            ("Sept 5 2026", "2026-09-05"),
            ("2026 June 30", "2026-06-30"),
            ("2026-11-31", "2026-11-30"),
            ("2026-02-30", "2026-02-28"),
            ("2026-31-12", "2026-12-31"),
            ("2026/11/05", "2026-11-05"),
            ("2026.11.05", "2026-11-05"),
            ("20261105", "2026-11-05"),
            ("2026-6-3", "2026-06-03"),
        ] {
            assert_eq!(date(written, false).as_deref(), Some(meant), "{written}");
        }
        assert_eq!(date("11/05/2026", true).as_deref(), Some("2026-05-11"));
        for written in ["June 30", "2026", "soon", "fall 2026", "2026-13-32", "", "2026-11-05T09:00Z", "0/0/2026"] {
            assert_eq!(date(written, false), None, "{written}");
        }
    }

    #[test]
    fn years_that_slipped() {
        for (year, meant) in
            [(2206, Some(2026)), (2062, Some(2026)), (2126, Some(2026)), (3027, Some(2027)), (1867, None)]
        {
            assert_eq!(year_near(year, 2026), meant, "{year}");
        }
    }
}
