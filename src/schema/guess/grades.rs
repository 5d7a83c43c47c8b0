//! Guesses grades from the words that schools use.

use super::dates::month;
use super::pieces::{Piece, pieces, spelled};
use crate::schema::grades::{Grade, GradeSet};

/// Words for several grades at once, by how they are written.
const LEVELS: [(&[&str], &str); 4] = [
    (&["elementary", "primary"], "K-5"),
    (&["middle"], "6-8"),
    (&["high", "secondary"], "9-12"),
    (&["all", "any", "every", "everyone", "everybody"], "PK-12"),
];

const ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
];

/// A part of a text about grades.
enum Word {
    Grade(u8),
    To,
    And,
    Up,
    UpTo,
}

/// The grades that a text most likely means, as they are written: `3-5`, `6, 8`.
#[must_use]
pub(crate) fn grades(text: &str) -> Option<String> {
    let pieces = pieces(text);
    if let Some(level) = level(&pieces) {
        return Some(level);
    }
    let mut words = Vec::new();
    let mut rest = pieces.as_slice();
    while let Some((first, behind)) = rest.split_first() {
        let (word, taken) = read(first, behind)?;
        words.extend(word);
        rest = &behind[taken.min(behind.len())..];
    }
    let mut set: Vec<Grade> = Vec::new();
    let mut open: Option<(u8, bool)> = None;
    let mut range_to = |from: u8, to: u8| set.extend((from.min(to)..=from.max(to)).map(Grade));
    for word in &words {
        match (word, open) {
            (Word::Grade(grade), Some((from, true))) => {
                range_to(from, *grade);
                open = None;
            }
            (Word::Grade(grade), _) => {
                range_to(*grade, *grade);
                open = Some((*grade, false));
            }
            (Word::To, Some((from, _))) => open = Some((from, true)),
            (Word::Up, Some((from, _))) => {
                range_to(from, Grade::COUNT - 1);
                open = None;
            }
            (Word::UpTo, _) => open = Some((1, true)),
            (Word::And, Some((_, true))) => return None,
            (Word::And, _) => open = None,
            (Word::To | Word::Up, None) => return None,
        }
    }
    if set.is_empty() || open.is_some_and(|(_, waits)| waits) {
        return None;
    }
    let set: GradeSet = set.into_iter().collect();
    Some(set.to_string().replace('\u{2013}', "-"))
}

/// The grades of a school's level, of `K12`, and of a date such as `5-Mar`, which a spreadsheet makes of `3-5`.
fn level(pieces: &[Piece]) -> Option<String> {
    let words: Vec<&str> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Word(word) => Some(word.as_str()),
            Piece::Number(_) | Piece::Sign(_) => None,
        })
        .collect();
    let has_number = pieces.iter().any(|piece| matches!(piece, Piece::Number(_)));
    let levels: Vec<&str> =
        LEVELS.iter().filter(|(names, _)| words.iter().any(|word| names.contains(word))).map(|(_, set)| *set).collect();
    if !levels.is_empty() && !has_number {
        return GradeSet::parse(&levels.join(",")).ok().map(|set| set.to_string().replace('\u{2013}', "-"));
    }
    match pieces {
        [Piece::Word(k), Piece::Number(last)] if k == "k" && *last == 12.0 => Some("K-12".to_owned()),
        [Piece::Number(number), Piece::Sign('-'), Piece::Word(word)]
        | [Piece::Word(word), Piece::Sign('-'), Piece::Number(number)] => {
            let (month, number) = (f64::from(month(word)?), *number);
            (number <= 12.0).then(|| format!("{}-{}", month.min(number), month.max(number)))
        }
        _ => None,
    }
}

/// Reads the first piece, and says how many of the pieces after it belong to it. `None` if it has no meaning for
/// grades.
fn read(first: &Piece, behind: &[Piece]) -> Option<(Option<Word>, usize)> {
    let next_word = match behind.first() {
        Some(Piece::Word(word)) => word.as_str(),
        _ => "",
    };
    Some(match first {
        Piece::Number(number) if (1.0..=12.0).contains(number) && number.fract() == 0.0 => {
            let ordinal = matches!(next_word, "st" | "nd" | "rd" | "th");
            (Some(Word::Grade(*number as u8 + 1)), usize::from(ordinal))
        }
        Piece::Number(_) => return None,
        Piece::Sign('-' | '\u{2013}' | '\u{2014}') => (Some(Word::To), 0),
        Piece::Sign(',' | ';' | '/' | '&') => (Some(Word::And), 0),
        Piece::Sign('+') => (Some(Word::Up), 0),
        Piece::Sign('.' | '(' | ')' | ':' | '#' | '[' | ']') => (None, 0),
        Piece::Sign(_) => return None,
        Piece::Word(word) => match word.as_str() {
            "up" if next_word == "to" => (Some(Word::UpTo), 1),
            "to" | "through" | "thru" | "until" => (Some(Word::To), 0),
            "and" if matches!(next_word, "up" | "above" | "older" | "higher") => (Some(Word::Up), 1),
            "or" if matches!(next_word, "above" | "older" | "higher") => (Some(Word::Up), 1),
            "and" | "or" => (Some(Word::And), 0),
            "pre" => {
                // `Pre-K`, `pre kindergarten`: the sign and the word belong to it.
                let taken = if matches!(behind.first(), Some(Piece::Sign('-'))) { 2 } else { 1 };
                (Some(Word::Grade(0)), taken)
            }
            "pk" | "prek" | "prekindergarten" | "preschool" | "tk" => (Some(Word::Grade(0)), 0),
            "k" | "kg" | "kinder" | "kindergarten" | "kindergartners" | "kindergarteners" => (Some(Word::Grade(1)), 0),
            "grade" | "grades" | "gr" | "g" | "grader" | "graders" | "only" | "the" | "in" | "from" | "class"
            | "classes" | "year" => (None, 0),
            other => {
                let ordinal = ORDINALS.iter().position(|name| *name == other);
                let spelled = || spelled(other).filter(|number| *number > 1.0 && *number <= 12.0);
                let grade = ordinal.map(|index| index + 2).or_else(|| spelled().map(|number| number as usize + 1))?;
                (Some(Word::Grade(u8::try_from(grade).ok()?)), 0)
            }
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_as_schools_speak_of_them() {
        for (written, meant) in [
            ("4th", "4"),
            ("4th grade", "4"),
            ("4th-6th", "4-6"),
            ("Kindergarten", "K"),
            ("6, 7 and 8", "6-8"),
            ("6 & 8", "6, 8"),
            ("6/7", "6-7"),
            ("Grades 3-5", "3-5"),
            ("Gr. 3", "3"),
            ("third grade", "3"),
            ("Pre-K", "PK"),
            ("Pre-K to 2", "PK-2"),
            ("PreK-2", "PK-2"),
            ("K12", "K-12"),
            ("K through 5", "K-5"),
            ("9+", "9-12"),
            ("9 and up", "9-12"),
            ("up to 5", "K-5"),
            ("5-3", "3-5"),
            ("5-Mar", "3-5"),
            ("Mar-05", "3-5"),
            ("Middle school", "6-8"),
            ("elementary and middle school", "K-8"),
            ("all grades", "PK-12"),
            ("3-5 and 7", "3-5, 7"),
            ("6,7,8,", "6-8"),
        ] {
            assert_eq!(grades(written).as_deref(), Some(meant), "{written}");
        }
        for written in ["13", "3-13", "soon", "", "teachers", "3-", "12-16 years", "-"] {
            assert_eq!(grades(written), None, "{written}");
        }
    }
}
