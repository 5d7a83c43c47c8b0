//! The verdict: may I use this with my class, today and later?
//!
//! 1. `facts` reads what counts from an entry's fields, through its kind's `life`.
//! 2. `rule` is the one rule table: the first row that matches a reader on a day decides.
//! 3. `timelines` asks the table for every reader and every day on which an answer can change.
//!
//! Pages, cards, search, print and open data all read the same timelines, so they cannot disagree.

mod facts;
mod rule;
mod sentence;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::catalog::{Catalog, EntryIndex};
use crate::schema::life::Consent;
use crate::schema::{Grade, GradeSet, Tone};
use crate::theme::Dictionary;
pub use facts::LifeFacts;
pub use rule::{Row, row};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reader {
    /// A teacher for a class of this grade.
    Class(Grade),
    /// A member of staff for their own work.
    Staff,
}

/// The answer in one word; the order is from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Key {
    /// Yes.
    Yes,
    /// Yes, on conditions.
    YesIf,
    /// Yes until a day.
    Until,
    /// In pilot classes only.
    PilotOnly,
    /// For staff, not for students.
    StaffOnly,
    /// Its approval has ended; ask first.
    CheckFirst,
    /// Under review.
    NotYet,
    /// No.
    No,
}

impl Key {
    /// How the answer is meant to look.
    #[must_use]
    pub fn tone(self) -> Tone {
        match self {
            Self::Yes => Tone::Ok,
            Self::YesIf | Self::PilotOnly | Self::StaffOnly | Self::CheckFirst => Tone::Cond,
            Self::Until => Tone::Ret,
            Self::NotYet => Tone::Rev,
            Self::No => Tone::No,
        }
    }

    /// The answer in a word or two, for a tab.
    #[must_use]
    pub fn word(self, words: &Dictionary) -> String {
        let name = match self {
            Self::Yes => "answer_yes",
            Self::YesIf => "answer_yes_if",
            Self::Until => "answer_until",
            Self::PilotOnly => "answer_pilot_only",
            Self::StaffOnly => "answer_staff_only",
            Self::CheckFirst => "answer_check_first",
            Self::NotYet => "answer_not_yet",
            Self::No => "answer_no",
        };
        words.get(name).to_owned()
    }
}

/// An answer for one reader on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The answer in one word.
    pub key: Key,
    /// How it is meant to look.
    pub tone: Tone,
    /// The answer in a sentence or two.
    pub sentence: String,
    /// What must be true first, each as a sentence.
    pub conditions: Vec<String>,
}

/// The answers for one reader: each holds from its day until the next one's.
pub type Timeline = Vec<(Date, Verdict)>;

/// The answers of one entry for every reader, from a first day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timelines(pub BTreeMap<Reader, Timeline>);

impl Timelines {
    /// The answer for a reader on a day; the first one for a day before it.
    #[must_use]
    pub fn on(&self, reader: Reader, day: Date) -> Option<&Verdict> {
        let timeline = self.0.get(&reader)?;
        let step = timeline.iter().rev().find(|(from, _)| *from <= day).or_else(|| timeline.first())?;
        Some(&step.1)
    }
}

/// The grades that share an answer on a day, best answer first, then the one of most grades; grades
/// that it is not approved for come last.
#[must_use]
pub fn by_grade(facts: &LifeFacts, day: Date, words: &Dictionary) -> Vec<(GradeSet, Verdict)> {
    let mut groups: Vec<(Row, Consent, Vec<Grade>)> = Vec::new();
    for grade in Grade::all() {
        let reader = Reader::Class(grade);
        let (row, consent) = (row(facts, reader, day), rule::consent_needed(facts, reader));
        // Only "yes, once …" says whose consent it needs. Other answers would read alike in two rows,
        // so that the youngest of a group, who need the most, stand for all of it.
        let same = |(other, needed, _): &&mut (Row, Consent, Vec<Grade>)| {
            *other == row && (*needed == consent || row != Row::Conditions)
        };
        match groups.iter_mut().find(same) {
            Some((.., grades)) => grades.push(grade),
            None => groups.push((row, consent, vec![grade])),
        }
    }
    let answer = |(row, consent, grades): (Row, Consent, Vec<Grade>)| {
        let grades: GradeSet = grades.into_iter().collect();
        (row, grades, sentence::verdict(facts, &sentence::Asked { grades, consent }, &row, words))
    };
    let mut answers: Vec<(Row, GradeSet, Verdict)> = groups.into_iter().map(answer).collect();
    // Where no class may, why the approved grades may not says more than which other grades may not.
    answers.sort_by_key(|(row, grades, verdict)| {
        let fewest = std::cmp::Reverse(grades.iter().count());
        (verdict.key, *row == Row::OtherGrades, fewest, grades.iter().next())
    });
    answers.into_iter().map(|(_, grades, verdict)| (grades, verdict)).collect()
}

/// The timelines of an entry from `today` on, in the words of a language; `None` for an entry whose
/// kind has no `life`, or whose state is not known.
#[must_use]
pub fn timelines(catalog: &Catalog, index: EntryIndex, today: Date, words: &Dictionary) -> Option<Timelines> {
    let facts = LifeFacts::of(catalog, index)?;
    Some(timelines_of(&facts, today, words))
}

/// The timelines that follow from facts.
#[must_use]
pub fn timelines_of(facts: &LifeFacts, today: Date, words: &Dictionary) -> Timelines {
    let days = facts.turning_days(today);
    let readers = Grade::all().map(Reader::Class).chain([Reader::Staff]);
    let timeline = |reader: Reader| {
        let mut steps: Timeline = Vec::new();
        for day in &days {
            let verdict = verdict(facts, reader, *day, words);
            if steps.last().is_none_or(|(_, last)| *last != verdict) {
                steps.push((*day, verdict));
            }
        }
        (reader, steps)
    };
    Timelines(readers.map(timeline).collect())
}

/// The answer for one reader on one day.
#[must_use]
pub fn verdict(facts: &LifeFacts, reader: Reader, day: Date, words: &Dictionary) -> Verdict {
    let grades = match reader {
        Reader::Class(grade) => [grade].into_iter().collect(),
        Reader::Staff => GradeSet::default(),
    };
    let asked = sentence::Asked { grades, consent: rule::consent_needed(facts, reader) };
    sentence::verdict(facts, &asked, &row(facts, reader, day), words)
}

#[cfg(test)]
mod tests;
