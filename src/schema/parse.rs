//! Parses scalar values: dates, numbers, money, durations, ranges.
//!
//! Each function takes the text of one value. It returns the value, or a refusal that says what was expected and what
//! to write instead.

use jiff::civil::Date;

use super::value::{Duration, Money, Range, TimeUnit};

/// Why a value is refused, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What was expected: "a day such as 2027-06-30".
    pub expected: &'static str,
    /// What to do.
    pub help: String,
}

fn refusal<T>(expected: &'static str, help: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal { expected, help: help.into() })
}

/// A day. It has to be written as `2027-06-30`, because `6/7/2027` is a day of June to some people and of July to
/// others. A time and a time zone may follow, as other programs write them. They are ignored: the day is the one that
/// is written.
///
/// # Errors
/// If the text is not such a day, or something other than a time follows it.
pub fn date(text: &str) -> Result<Date, Refusal> {
    const EXPECTED: &str = "a day";
    let text = text.trim();
    let (text, time) = split_time(text);
    let parts: Vec<&str> = text.split('-').collect();
    if let [year, month, day] = parts.as_slice()
        && is_digits(year, 4)
        && is_digits(month, 2)
        && is_digits(day, 2)
    {
        let Ok(day) = text.parse() else { return refusal(EXPECTED, "the written day does not exist in the calendar") };
        return match time {
            Some(time) if !is_time(time) => {
                let help = format!("write only the day, {text}, or a time from 00:00 to 23:59 after it: {text} 09:00");
                refusal("a day, optionally with a time after it", help)
            }
            _ => Ok(day),
        };
    }
    let slashes: Vec<&str> = text.split(['/', '.', '-']).map(str::trim).collect();
    let numbers: Vec<u16> = slashes.iter().filter_map(|part| part.parse().ok()).collect();
    match numbers.as_slice() {
        [first, second, year] if *year > 1900 && slashes.len() == 3 && *first <= 31 && *second <= 31 => {
            let month_first = format!("{year}-{first:02}-{second:02}");
            let day_first = format!("{year}-{second:02}-{first:02}");
            let meant = match (month_first.parse::<Date>(), day_first.parse::<Date>()) {
                (Ok(_), Ok(_)) if month_first != day_first => format!("{month_first} or {day_first}"),
                (Ok(_), _) => month_first,
                (Err(_), Ok(_)) => day_first,
                (Err(_), Err(_)) => "such as 2027-06-30".to_owned(),
            };
            refusal(EXPECTED, format!("write year, month, day: {meant}"))
        }
        [year, month, day] if *year > 1900 && slashes.len() == 3 => {
            refusal(EXPECTED, format!("write it with two digits each and hyphens: {year}-{month:02}-{day:02}"))
        }
        _ => refusal(EXPECTED, "write year, month and day, such as 2027-06-30"),
    }
}

fn is_digits(part: &str, length: usize) -> bool {
    part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// Splits a text into the day and the text after white space or the `T` of the international form.
fn split_time(text: &str) -> (&str, Option<&str>) {
    let is_end = |letter: char| letter.is_whitespace() || matches!(letter, 'T' | 't');
    let is_date = |day: &str| day.starts_with(|letter: char| letter.is_ascii_digit()) && day.contains(['-', '/', '.']);
    match text.split_once(is_end) {
        Some((day, time)) if is_date(day) => (day, Some(time.trim())),
        _ => (text, None),
    }
}

/// Whether a text is a time such as `09:00`, `9:00:30.5` or `9:00 AM`. A time zone may follow: `Z`, `PST`,
/// `America/Los_Angeles`, `-08:00`, `+0530`, `-8`, or an offset and a name, as programs write them: `+0000 UTC`,
/// `-08:00[America/Los_Angeles]`.
fn is_time(text: &str) -> bool {
    let is_number = |part: &str, lengths: &[usize], most: u8| {
        lengths.iter().any(|length| is_digits(part, *length)) && part.parse::<u8>().is_ok_and(|number| number <= most)
    };
    let name = |letter: char| letter.is_ascii_alphanumeric() || "/_+-".contains(letter);
    let text = match text.strip_suffix(']').and_then(|text| text.rsplit_once('[')) {
        Some((time, zone)) if !zone.is_empty() && zone.chars().all(name) => time,
        _ => text,
    };
    let clock_end = text.find(|letter: char| !letter.is_ascii_digit() && !":.".contains(letter)).unwrap_or(text.len());
    let (clock, zone) = text.split_at(clock_end);
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let parts: Vec<&str> = clock.split(':').collect();
    let is_clock = match parts.as_slice() {
        [hour, rest @ ..] if (1..=2).contains(&rest.len()) => {
            is_number(hour, &[1, 2], 23)
                && rest.iter().all(|part| is_number(part, &[2], 59))
                && is_digits(fraction, fraction.len().clamp(1, 9))
        }
        _ => false,
    };
    let hour = parts.first().and_then(|hour| hour.parse::<u8>().ok()).unwrap_or_default();
    let zone = zone.trim();
    let halves = ["am", "pm", "a.m.", "p.m."];
    let half = halves.iter().find(|half| zone.get(..half.len()).is_some_and(|word| word.eq_ignore_ascii_case(half)));
    let zone = half.filter(|_| (1..=12).contains(&hour)).map_or(zone, |half| zone[half.len()..].trim());
    let is_offset = |zone: &str| {
        zone.strip_prefix(['+', '-', '\u{2212}']).is_some_and(|offset| {
            let (hours, minutes) = offset.split_once(':').unwrap_or(match offset.len() {
                4 if offset.is_ascii() => offset.split_at(2),
                _ => (offset, "00"),
            });
            is_number(hours, &[1, 2], 14) && is_number(minutes, &[2], 59)
        })
    };
    let is_name = |zone: &str| match zone.split_once('/') {
        Some((area, city)) => !area.is_empty() && !city.is_empty() && zone.chars().all(name),
        None => (2..=5).contains(&zone.len()) && zone.bytes().all(|byte| byte.is_ascii_uppercase()),
    };
    let is_zone = match zone.split_once(' ') {
        _ if matches!(zone, "" | "Z" | "z") => true,
        Some((offset, zone)) => is_offset(offset) && is_name(zone),
        None => is_offset(zone) || is_name(zone) && !matches!(zone, "AM" | "PM"),
    };
    is_clock && is_zone
}

/// The limit of all numbers. Below it, whole numbers and what is computed from them stay exact.
pub(crate) const TOO_LARGE: f64 = 1e15;

/// A number: `33`, `1,000`, `12.5`, `-3`.
///
/// # Errors
/// If the text is not a number, or is too large.
pub(crate) fn number(text: &str) -> Result<f64, Refusal> {
    let text = text.trim();
    let grouped = text.replace(',', "");
    let well_grouped = text.split('.').next().is_some_and(|whole| {
        let mut groups = whole.trim_start_matches('-').split(',');
        groups.next().is_some_and(|first| (1..=3).contains(&first.len())) && groups.all(|group| group.len() == 3)
    });
    let plain = grouped.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    let number = (plain && (well_grouped || !text.contains(','))).then(|| grouped.parse::<f64>().ok()).flatten();
    match number {
        Some(number) if number.abs() < TOO_LARGE => Ok(without_sign(number)),
        Some(_) => refusal("a number of at most 15 digits", "write a smaller number, for example in a larger unit"),
        None => refusal("a number", "write digits only, such as 33 or 12.5"),
    }
}

/// Turns minus zero into zero.
fn without_sign(number: f64) -> f64 {
    if number == 0.0 { 0.0 } else { number }
}

/// A share: `24`, `24%` or `24 %`.
///
/// # Errors
/// If the text is not a number.
pub(crate) fn percent(text: &str) -> Result<f64, Refusal> {
    number(text.trim().trim_end_matches('%').trim_end())
        .or_else(|_| refusal("a share in percent", "write a number from 0 to 100, such as 24%"))
}

/// An amount and its unit: `$15`, `USD 450 per credit`, `75 an hour`, `1,000`.
///
/// # Errors
/// If the text is not an amount.
pub(crate) fn money(text: &str, currency: &str) -> Result<(Money, Option<String>), Refusal> {
    let (amount, per) = split_per(text.trim());
    let (amount, currency) = split_currency(amount, currency);
    match number(amount) {
        Ok(amount) if is_period(per.as_deref()) => Ok((Money { amount, currency }, per)),
        _ => refusal("an amount of money", "write it as $15, 450 per credit, or { amount: 15, currency: USD }"),
    }
}

/// A range and its unit: `45,000-55,000`, `$75-150 an hour`. A single number is a range from it to itself.
///
/// # Errors
/// If the text is not a range, or its first number is higher than its second.
pub fn range(text: &str, currency: Option<&str>) -> Result<(Range, Option<String>), Refusal> {
    const EXPECTED: &str = "a range";
    let (numbers, per) = split_per(text.trim());
    let (numbers, currency) = match currency {
        Some(currency) => {
            let (numbers, currency) = split_currency(numbers, currency);
            (numbers, Some(currency))
        }
        None => (numbers, None),
    };
    let sign = if currency.is_some() { "$" } else { "" };
    let part = |part: &str| number(part.trim().strip_prefix(sign).unwrap_or(part.trim()));
    let parsed: Result<Vec<f64>, Refusal> = numbers.split(['-', '\u{2013}', '\u{2014}']).map(part).collect();
    let (from, to) = match parsed.as_deref() {
        _ if !is_period(per.as_deref()) => return refusal(EXPECTED, "write it as 45000-55000 per year"),
        Ok([one]) => (*one, *one),
        Ok([from, to]) => (*from, *to),
        _ => return refusal(EXPECTED, "write it as 45000-55000, or { from: 45000, to: 55000 }"),
    };
    if from > to {
        return refusal(EXPECTED, "write the lower number first");
    }
    Ok((Range { from: Some(from), middle: None, to: Some(to), currency }, per))
}

/// A length of time: `45 minutes`, `2-3 years`, `4 weeks`.
///
/// # Errors
/// If the number or the unit is missing or unknown.
pub(crate) fn duration(text: &str) -> Result<Duration, Refusal> {
    const EXPECTED: &str = "a length of time";
    const HELP: &str = "write a number and minutes, hours, lessons, days, weeks, months, semesters or years, such as 4 weeks or 2-3 years";
    let text = text.trim();
    let split = text.rfind(|letter: char| letter.is_ascii_digit()).map_or(0, |at| at + 1);
    let (numbers, unit) = text.split_at(split);
    let unit = unit.trim().to_lowercase();
    let unit = match unit.as_str() {
        "min" | "mins" => "minute",
        "h" | "hr" | "hrs" => "hour",
        unit => unit.trim_end_matches('s'),
    };
    let Some((unit, ..)) = TimeUnit::ALL.iter().find(|(_, word, _)| *word == unit) else {
        return refusal(EXPECTED, HELP);
    };
    match range(numbers, None) {
        Ok((Range { from: Some(from), to: Some(to), .. }, None)) if from >= 0.0 => {
            Ok(Duration { from, to, unit: *unit })
        }
        _ => refusal(EXPECTED, HELP),
    }
}

/// Splits a unit such as "per credit", "a year", "an hour" or "/ month" off the end.
fn split_per(text: &str) -> (&str, Option<String>) {
    let end = text.find(" per ").map(|at| (at, " per "));
    let end =
        end.or_else(|| text.find(" an ").map(|at| (at, " an "))).or_else(|| text.find(" a ").map(|at| (at, " a ")));
    let end = end.or_else(|| text.find('/').map(|at| (at, "/")));
    match end {
        Some((at, word)) => (text[..at].trim_end(), Some(text[at + word.len()..].trim().to_owned())),
        None => (text, None),
    }
}

/// Whether a unit is a word. The `2` of `1/2` is not a unit.
fn is_period(per: Option<&str>) -> bool {
    per.is_none_or(|per| per.starts_with(char::is_alphabetic))
}

/// Splits the sign or the letters of a currency off the start.
fn split_currency<'t>(text: &'t str, default: &str) -> (&'t str, String) {
    const SIGNS: [(&str, &str); 4] = [("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("¥", "JPY")];
    for (sign, letters) in SIGNS {
        if let Some(rest) = text.strip_prefix(sign) {
            // The sign `$` means the site's own currency if that is a dollar.
            let own = sign == "$" && default.ends_with('D');
            return (rest.trim_start(), if own { default.to_owned() } else { letters.to_owned() });
        }
    }
    match text.split_once(' ') {
        Some((letters, rest)) if is_currency(letters) => (rest.trim_start(), letters.to_owned()),
        _ => (text, default.to_owned()),
    }
}

/// Whether a word has the form of a currency's code: three capital letters.
#[must_use]
pub(crate) fn is_currency(word: &str) -> bool {
    word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        assert_eq!(date("2027-06-30"), Ok(jiff::civil::date(2027, 6, 30)));
        for (written, help) in [
            ("06/30/2027", "2027-06-30"),
            ("2027-6-3", "2027-06-03"),
            ("2027-02-30", "the written day does not exist"),
            ("June 30", "such as 2027-06-30"),
            ("30.06.2027", "2027-06-30"),
            ("06/30/2027 09:00", "2027-06-30"),
            ("2027-6-3T09:00", "2027-06-03"),
            ("2027-02-30T09:00", "the written day does not exist"),
        ] {
            let refused = date(written).expect_err(written);
            assert!(refused.help.contains(help), "{written}: {}", refused.help);
        }
    }

    #[test]
    fn a_date_with_time_and_zone_is_the_day_that_is_written() {
        for written in [
            "2026-11-05T09:00:00-08:00",
            "2026-11-05 09:00",
            "2026-11-05T09:00Z",
            "2026-11-05t9:00z",
            "2026-11-05 23:59:59 -0800",
            "2026-11-05  09:00:00.123456 +5",
            "2026-11-05T00:30:00+14:00",
            "2026-11-05 09:00 UTC",
            "2026-11-05T09:00:00-08:00[America/Los_Angeles]",
            "2026-11-05 09:00 PST",
            "2026-11-05 09:00 America/Los_Angeles",
            "2026-11-05 09:00:00 +0000 UTC",
            "2026-11-05 9:00 AM",
            "2026-11-05 12:30pm CEST",
            "2026-11-05 9:00 a.m.",
            " 2026-11-05 ",
        ] {
            assert_eq!(date(written), Ok(jiff::civil::date(2026, 11, 5)), "{written}");
        }
    }

    #[test]
    fn a_wrong_time_is_told_with_its_day() {
        for written in [
            "2026-11-05T25:00",
            "2026-11-05 24:00",
            "2026-11-05 09:60",
            "2026-11-05 09:00:61",
            "2026-11-05T",
            "2026-11-05T09",
            "2026-11-05 9:5",
            "2026-11-05 0900",
            "2026-11-05 21:00 PM",
            "2026-11-05 0:00 AM",
            "2026-11-05 morning",
            "2026-11-05 09:00 +25:00",
            "2026-11-05T09:00-08:0",
            "2026-11-05T09:00 Pacific",
            "2026-11-05 09:00 \u{e9}\u{e9}",
            "2026-11-05 09:00 +\u{e9}\u{e9}",
            "2026-11-05T09:00.",
        ] {
            let refused = date(written).expect_err(written);
            assert!(refused.help.contains("only the day, 2026-11-05"), "{written}: {}", refused.help);
        }
    }

    #[test]
    fn numbers() {
        assert_eq!(number("1,000"), Ok(1000.0));
        assert_eq!(number("1.10"), Ok(1.1));
        assert_eq!(number("-3"), Ok(-3.0));
        assert!(number("-0").is_ok_and(f64::is_sign_positive));
        let digits = "9".repeat(400);
        let hostile =
            [".inf", "-.inf", ".nan", "1e999", "0x1F", "0o17", "0b1", "1_000", "+5", ".", "-", "1.2.3", "-0x1"];
        for written in hostile.into_iter().chain([digits.as_str(), "1000000000000000", "-9999999999999999"]) {
            assert!(number(written).is_err(), "{written:.20}");
        }
        assert_eq!(number("999,999,999,999,999"), Ok(999_999_999_999_999.0));
        for written in ["1,00", "nine", "1e5", "", "NaN", "inf", "--1"] {
            assert!(number(written).is_err(), "{written}");
        }
        assert_eq!(percent("24 %"), Ok(24.0));
    }

    #[test]
    fn amounts() {
        let told = |text| money(text, "USD").map(|(money, per)| (money.amount, money.currency, per));
        assert_eq!(told("$15"), Ok((15.0, "USD".into(), None)));
        assert_eq!(told("USD 450 per credit"), Ok((450.0, "USD".into(), Some("credit".into()))));
        assert_eq!(told("€1,000 a year"), Ok((1000.0, "EUR".into(), Some("year".into()))));
        for refused in ["cheap", "1/2", "$5/", "5 per 2"] {
            assert!(told(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn ranges_and_durations() {
        let (found, per) = range("$75-150 an hour", Some("USD")).unwrap();
        assert_eq!((found.from, found.to, per.as_deref()), (Some(75.0), Some(150.0), Some("hour")));
        assert!(range("9-3", None).is_err());
        assert_eq!(duration("2–3 years").unwrap(), Duration { from: 2.0, to: 3.0, unit: TimeUnit::Year });
        assert_eq!(duration("45 min").unwrap().minutes(), 45.0);
        for refused in ["soon", "4", "1/2 weeks", "$5 weeks", "5 per 2 weeks"] {
            assert!(duration(refused).is_err(), "{refused}");
        }
        for refused in ["1/2", "$5-10", "5-6/3"] {
            assert!(range(refused, None).is_err(), "{refused}");
        }
    }
}
