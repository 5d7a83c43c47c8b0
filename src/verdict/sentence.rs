//! The sentences of a verdict. They come from the theme's words, so that a district can translate them.

use jiff::civil::Date;

use super::answer::{Answer, Verdict};
use super::facts::LifeFacts;
use super::rule::Row;
use crate::format;
use crate::schema::life::{Consent, State};
use crate::schema::{Grade, GradeSet};
use crate::theme::Dictionary;

/// What the words of a verdict depend on besides the facts. Readers with the same case get the same words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Case {
    /// The row of the table that decides.
    pub row: Row,
    /// The grades that the sentence names; empty when it names none.
    pub grades: GradeSet,
    /// The consent that is one of the conditions.
    pub consent: Consent,
}

impl Case {
    /// The case of readers who share a row: classes of these grades, or staff when there are no grades.
    pub(super) fn new(row: Row, grades: GradeSet, consent: Consent) -> Self {
        Self {
            row,
            grades: if names_grades(row) { grades } else { GradeSet::default() },
            consent: if has_conditions(row) { consent } else { Consent::Nobody },
        }
    }

    /// The same case for a reader who has chosen no grade. The sentence then names its grades, "Yes. For grades 3–8.",
    /// unless it holds for all grades or names them anyway.
    pub(super) fn with_grades(self, grades: GradeSet) -> Self {
        let names_none = matches!(self.row.answer(), Answer::Yes | Answer::YesIf | Answer::Until | Answer::CheckFirst);
        if names_none && grades.iter().count() < usize::from(Grade::COUNT) { Self { grades, ..self } } else { self }
    }
}

/// Whether the sentence of a row always names the reader's grades.
fn names_grades(row: Row) -> bool {
    matches!(row, Row::OtherGrades | Row::TooYoung)
}

/// Whether conditions come with the answer of a row.
fn has_conditions(row: Row) -> bool {
    matches!(row, Row::Lapsed { .. } | Row::Piloting | Row::Sunsetting | Row::Conditions)
}

/// Puts the verdict of a case into words.
pub(super) fn in_words(facts: &LifeFacts, case: &Case, words: &Dictionary) -> Verdict {
    let key = case.row.answer();
    let sentence = sentence(facts, case, words);
    let sentence = if case.grades.is_empty() || names_grades(case.row) {
        sentence
    } else {
        words.fill("verdict_for_grades", &[("sentence", &sentence), ("grades", &grades(case, words))])
    };
    let conditions = if has_conditions(case.row) { conditions(facts, case.consent, words) } else { Vec::new() };
    Verdict { key, tone: key.tone(), sentence, conditions }
}

fn sentence(facts: &LifeFacts, case: &Case, words: &Dictionary) -> String {
    let day = |day: Date| format::day(day, words);
    let instead = || join(&facts.instead, words.get("or"), words);
    match case.row {
        Row::Retired => retired(facts, &instead(), words),
        Row::Declined => {
            let sentence = match &facts.reason {
                Some(reason) => words.fill("verdict_declined", &[("reason", &begun(&ended(reason)))]),
                None => words.get("verdict_declined_unsaid").to_owned(),
            };
            with_instead(sentence, &instead(), words)
        }
        Row::Proposed => {
            let contact = join(&facts.contacts, words.get("or"), words);
            if contact.is_empty() {
                words.get("verdict_proposed").to_owned()
            } else {
                words.fill("verdict_proposed_ask", &[("contact", &contact)])
            }
        }
        Row::Lapsed { ended, pilot } => {
            let key = if pilot { "verdict_pilot_over" } else { "verdict_lapsed" };
            words.fill(key, &[("date", &day(ended))])
        }
        Row::StaffOnly => words.get("verdict_staff_only").to_owned(),
        Row::OtherGrades => {
            let approved = facts.grades.map(|grades| format::grades_inside(grades, words)).unwrap_or_default();
            let key =
                if facts.state == State::Piloting { "verdict_other_grades_pilot" } else { "verdict_other_grades" };
            words.fill(key, &[("grade", &grades(case, words)), ("grades", &approved)])
        }
        Row::TooYoung => {
            let age = format::number(facts.minimum_age.unwrap_or_default(), words);
            words.fill("verdict_too_young", &[("grade", &grades(case, words)), ("age", &age)])
        }
        Row::Piloting => piloting(facts, words),
        Row::Sunsetting => sunsetting(facts, &instead(), words),
        Row::Conditions => {
            let key = match case.consent {
                Consent::Family => "verdict_family",
                Consent::School => "verdict_school",
                Consent::Nobody => "verdict_conditions",
            };
            valid(words.get(key).to_owned(), facts, words)
        }
        Row::Yes => valid(words.get("verdict_yes").to_owned(), facts, words),
    }
}

/// Each condition as a sentence: consent first, then those that the entry lists.
fn conditions(facts: &LifeFacts, consent: Consent, words: &Dictionary) -> Vec<String> {
    let consent = match consent {
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

fn sunsetting(facts: &LifeFacts, instead: &str, words: &Dictionary) -> String {
    match (facts.ends, instead.is_empty()) {
        (Some(end), false) => {
            words.fill("verdict_until_instead", &[("date", &format::day(end, words)), ("instead", instead)])
        }
        (Some(end), true) => words.fill("verdict_until", &[("date", &format::day(end, words))]),
        (None, _) => with_instead(words.get("verdict_until_unknown").to_owned(), instead, words),
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

fn grades(case: &Case, words: &Dictionary) -> String {
    format::grades_inside(case.grades, words)
}

/// A list in words: "A, B or C".
fn join(names: &[String], last: &str, words: &Dictionary) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., end] => words.fill("joined", &[("most", &most.join(", ")), ("last", last), ("end", end)]),
    }
}

/// A clause with a capital at its start, unless its first word contains capitals already, such as `iPads`.
fn begun(text: &str) -> String {
    let first_word = text.split_whitespace().next().unwrap_or("");
    if first_word.chars().any(char::is_uppercase) {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A clause with a full stop at its end.
fn ended(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}
