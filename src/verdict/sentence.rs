//! The words of a verdict. They come from the theme's words, so that a district can translate them.

use jiff::civil::Date;

use super::{Key, LifeFacts, Row, Verdict};
use crate::format;
use crate::schema::GradeSet;
use crate::schema::life::{Consent, State};
use crate::theme::Dictionary;

/// For whom a sentence is made: grades that share a row, or none for staff.
pub(super) struct Asked {
    /// The grades; empty for staff.
    pub grades: GradeSet,
    /// Whose consent they need.
    pub consent: Consent,
}

/// The verdict of a row.
pub(super) fn verdict(facts: &LifeFacts, asked: &Asked, row: &Row, words: &Dictionary) -> Verdict {
    let day = |day: Date| format::day(day, words);
    let instead = join(&facts.instead, words.get("or"), words);
    let conditions = conditions(facts, asked, words);
    let (key, sentence, conditions) = match row {
        Row::Retired => (Key::No, retired(facts, &instead, words), Vec::new()),
        Row::Declined => {
            let sentence = match &facts.reason {
                Some(reason) => words.fill("verdict_declined", &[("reason", &begun(&ended(reason)))]),
                None => words.get("verdict_declined_unsaid").to_owned(),
            };
            (Key::No, with_instead(sentence, &instead, words), Vec::new())
        }
        Row::Proposed => {
            let contact = join(&facts.contacts, words.get("or"), words);
            let sentence = if contact.is_empty() {
                words.get("verdict_proposed").to_owned()
            } else {
                words.fill("verdict_proposed_ask", &[("contact", &contact)])
            };
            (Key::NotYet, sentence, Vec::new())
        }
        Row::Lapsed { ended, pilot } => {
            let key = if *pilot { "verdict_pilot_over" } else { "verdict_lapsed" };
            (Key::CheckFirst, words.fill(key, &[("date", &day(*ended))]), conditions)
        }
        Row::StaffOnly => (Key::StaffOnly, words.get("verdict_staff_only").to_owned(), Vec::new()),
        Row::OtherGrades => {
            let grades = facts.grades.map(|grades| format::grades_inside(grades, words)).unwrap_or_default();
            let key =
                if facts.state == State::Piloting { "verdict_other_grades_pilot" } else { "verdict_other_grades" };
            let sentence = words.fill(key, &[("grade", &grade(asked, words)), ("grades", &grades)]);
            (Key::No, sentence, Vec::new())
        }
        Row::TooYoung => {
            let age = format::number(facts.minimum_age.unwrap_or_default(), words);
            let sentence = words.fill("verdict_too_young", &[("grade", &grade(asked, words)), ("age", &age)]);
            (Key::No, sentence, Vec::new())
        }
        Row::Piloting => (Key::PilotOnly, piloting(facts, words), conditions),
        Row::Sunsetting => {
            let sentence = match (facts.ends, instead.is_empty()) {
                (Some(end), false) => {
                    words.fill("verdict_until_instead", &[("date", &day(end)), ("instead", &instead)])
                }
                (Some(end), true) => words.fill("verdict_until", &[("date", &day(end))]),
                (None, _) => with_instead(words.get("verdict_until_unknown").to_owned(), &instead, words),
            };
            (Key::Until, sentence, conditions)
        }
        Row::Conditions => {
            let key = match asked.consent {
                Consent::Family => "verdict_family",
                Consent::School => "verdict_school",
                Consent::Nobody => "verdict_conditions",
            };
            (Key::YesIf, valid(words.get(key).to_owned(), facts, words), conditions)
        }
        Row::Yes => (Key::Yes, valid(words.get("verdict_yes").to_owned(), facts, words), Vec::new()),
    };
    Verdict { key, tone: key.tone(), sentence, conditions }
}

/// Each condition as a sentence: consent first, then what the guide adds.
fn conditions(facts: &LifeFacts, asked: &Asked, words: &Dictionary) -> Vec<String> {
    let consent = match asked.consent {
        Consent::Family => Some(words.get("condition_family").to_owned()),
        Consent::School => Some(words.get("condition_school").to_owned()),
        Consent::Nobody => None,
    };
    consent.into_iter().chain(facts.conditions.iter().map(|condition| begun(&ended(condition)))).collect()
}

fn retired(facts: &LifeFacts, instead: &str, words: &Dictionary) -> String {
    match (facts.ends, instead.is_empty()) {
        (Some(end), false) => {
            words.fill("verdict_retired_instead", &[("date", &format::day(end, words)), ("instead", instead)])
        }
        (Some(end), true) => words.fill("verdict_retired", &[("date", &format::day(end, words))]),
        (None, _) => with_instead(words.get("verdict_retired_undated").to_owned(), instead, words),
    }
}

fn piloting(facts: &LifeFacts, words: &Dictionary) -> String {
    let grades = facts.pilot_grades.or(facts.grades).map(|grades| format::grades_inside(grades, words));
    let schools = (!facts.pilot_schools.is_empty()).then(|| join(&facts.pilot_schools, words.get("and"), words));
    let place: Vec<String> = [schools, grades].into_iter().flatten().collect();
    let place = place.join(", ");
    match (place.is_empty(), facts.pilot_until) {
        (false, Some(end)) => words.fill("verdict_pilot", &[("where", &place), ("date", &format::day(end, words))]),
        (true, Some(end)) => words.fill("verdict_pilot_until", &[("date", &format::day(end, words))]),
        (_, None) => words.get("verdict_pilot_open").to_owned(),
    }
}

fn valid(sentence: String, facts: &LifeFacts, words: &Dictionary) -> String {
    match facts.approved_until {
        Some(end) => format!("{sentence} {}", words.fill("verdict_valid", &[("date", &format::day(end, words))])),
        None => sentence,
    }
}

fn with_instead(sentence: String, instead: &str, words: &Dictionary) -> String {
    if instead.is_empty() {
        sentence
    } else {
        format!("{sentence} {}", words.fill("verdict_instead", &[("instead", instead)]))
    }
}

fn grade(asked: &Asked, words: &Dictionary) -> String {
    format::grades_inside(asked.grades, words)
}

/// "A, B or C".
fn join(names: &[String], last: &str, words: &Dictionary) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., end] => words.fill("joined", &[("most", &most.join(", ")), ("last", last), ("end", end)]),
    }
}

/// A clause with a capital, unless its first word, such as `iPads`, has a spelling of its own.
fn begun(text: &str) -> String {
    let first_word = text.split_whitespace().next().unwrap_or("");
    if first_word.chars().any(char::is_uppercase) {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A clause with its full stop.
fn ended(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}
