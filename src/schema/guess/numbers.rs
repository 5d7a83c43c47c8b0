//! Guesses numbers, shares, amounts and ranges that have words around them.

use super::pieces::{Piece, pieces, spelled};

/// Words that say that something costs nothing.
const FREE: [&str; 8] = ["free", "none", "nothing", "gratis", "no cost", "free of charge", "no charge", "n/a"];

/// Words for currencies, with their signs.
const CURRENCIES: [(&[&str], &str); 3] = [
    (&["dollar", "dollars", "bucks", "usd"], "$"),
    (&["euro", "euros", "eur"], "\u{20ac}"),
    (&["pound", "pounds", "gbp"], "\u{a3}"),
];

/// Every number of a text; `45k` is 45,000.
fn numbers(text: &str) -> Vec<f64> {
    let pieces = pieces(text);
    let mut found = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let Piece::Number(number) = piece else { continue };
        let thousands = matches!(pieces.get(index + 1), Some(Piece::Word(word)) if word == "k");
        found.push((if thousands { number * 1000.0 } else { *number }, thousands));
    }
    // In `45-55k` both numbers are thousands.
    let last = found.last().is_some_and(|(_, thousands)| *thousands);
    found
        .iter()
        .map(|(number, thousands)| if last && !thousands && *number < 1000.0 { number * 1000.0 } else { *number })
        .collect()
}

/// The only number of a text, in digits or in words.
fn only(text: &str) -> Option<f64> {
    match numbers(text).as_slice() {
        [number] => Some(*number),
        [] => {
            let words = pieces(text).into_iter().filter_map(|piece| match piece {
                Piece::Word(word) if word.len() > 2 => spelled(&word),
                _ => None,
            });
            let words: Vec<f64> = words.collect();
            if let [number] = words.as_slice() { Some(*number) } else { None }
        }
        _ => None,
    }
}

/// A number without its unit: `13+`, `13 years`, `about 13`, `thirteen`.
#[must_use]
pub(crate) fn number(text: &str) -> Option<String> {
    let sign = if text.trim_start().starts_with(['-', '\u{2212}']) { "-" } else { "" };
    only(text).map(|number| format!("{sign}{number}"))
}

/// A share: `24 percent`, `about 24%`, `half`.
#[must_use]
pub(crate) fn percent(text: &str) -> Option<String> {
    let share = match text.trim().to_lowercase().as_str() {
        "half" => Some(50.0),
        "a third" | "one third" => Some(33.0),
        "a quarter" | "one quarter" => Some(25.0),
        "all" => Some(100.0),
        "none" => Some(0.0),
        _ => only(text),
    };
    share.map(|share| format!("{share}%"))
}

/// Whether a text says that something costs nothing.
#[must_use]
pub(crate) fn is_free(text: &str) -> bool {
    FREE.contains(&text.trim().trim_end_matches(['.', '!']).to_lowercase().as_str())
}

/// The sign of the currency that a text names.
fn currency(text: &str) -> &'static str {
    let words = pieces(text);
    let named =
        |names: &[&str]| words.iter().any(|piece| matches!(piece, Piece::Word(word) if names.contains(&word.as_str())));
    let by_sign = ["\u{20ac}", "\u{a3}", "$"].into_iter().find(|sign| text.contains(sign));
    let by_word = || CURRENCIES.iter().find(|(names, _)| named(names)).map(|(_, sign)| *sign);
    by_sign.or_else(by_word).unwrap_or("")
}

/// Splits an amount from its unit: " per student", also if it is written as "each student", "a student" or "/student".
fn per(text: &str) -> (&str, String) {
    let lower = text.to_lowercase();
    let found = [" per ", " each ", " a ", " an ", "/"].iter().find_map(|word| Some((lower.find(word)?, word.len())));
    match found.filter(|_| lower.len() == text.len()) {
        Some((at, length)) => {
            let period = text[at + length..].trim().trim_end_matches(['.', ')']).replace('/', " and ");
            let period = if period.starts_with(char::is_alphabetic) { format!(" per {period}") } else { String::new() };
            (&text[..at], period)
        }
        None => (text, String::new()),
    }
}

/// An amount: `15 dollars`, `about $5 per student`, `$1.5k`, and `0` for what is free.
#[must_use]
pub(crate) fn money(text: &str) -> Option<String> {
    if is_free(text) {
        return Some("0".to_owned());
    }
    let (amount, per) = per(text.trim());
    Some(format!("{}{}{per}", currency(amount), only(amount)?))
}

/// A range: `45,000 to 55,000`, `between 45k and 55k`, and one that is written backwards.
#[must_use]
pub(crate) fn range(text: &str, is_money: bool) -> Option<String> {
    let (ends, per) = per(text.trim());
    let sign = if is_money { currency(ends) } else { "" };
    match numbers(ends).as_slice() {
        [one] => Some(format!("{sign}{one}{per}")),
        [from, to] => Some(format!("{sign}{}-{}{per}", from.min(*to), from.max(*to))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_words_around_them() {
        for (written, meant) in [
            ("13+", "13"),
            ("13 years", "13"),
            ("about 33", "33"),
            ("thirteen", "13"),
            ("-3 degrees", "-3"),
            ("1,000 seats", "1000"),
        ] {
            assert_eq!(number(written).as_deref(), Some(meant), "{written}");
        }
        assert_eq!(number("13-15"), None);
        assert_eq!(number("many"), None);
        assert_eq!(percent("24 percent").as_deref(), Some("24%"));
        assert_eq!(percent("half").as_deref(), Some("50%"));
    }

    #[test]
    fn amounts_and_ranges_with_words_around_them() {
        for (written, meant) in [
            ("15 dollars", "$15"),
            ("5 USD", "$5"),
            ("5 \u{20ac}", "\u{20ac}5"),
            ("about $5 per student", "$5 per student"),
            ("$1.5k", "$1500"),
            ("Free", "0"),
            ("no cost", "0"),
            ("US$5/student/year", "$5 per student and year"),
        ] {
            assert_eq!(money(written).as_deref(), Some(meant), "{written}");
        }
        assert_eq!(money("cheap"), None);
        assert_eq!(range("45,000 to 55,000", true).as_deref(), Some("45000-55000"));
        assert_eq!(range("between $45k and $55k a year", true).as_deref(), Some("$45000-55000 per year"));
        assert_eq!(range("45-55k", true).as_deref(), Some("45000-55000"));
        assert_eq!(range("9-3", false).as_deref(), Some("3-9"));
    }
}
