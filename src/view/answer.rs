//! The verdict as pages show it: one sentence on top, a row for each grade, and the days ahead.

use serde::Serialize;

use super::scope::Scope;
use crate::catalog::EntryIndex;
use crate::format;
use crate::schema::{Grade, GradeSet, Tone};
use crate::verdict::{Key, Reader, Verdict, by_grade, timelines_of, verdict};

/// The verdict of an entry, as its page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerModel {
    /// The best answer of any grade, in one word: `yes`, `yes-if`, `no`.
    pub key: Key,
    /// How it is meant to look.
    pub tone: Tone,
    /// The best answer in a sentence or two, with its grades where they are not all.
    pub sentence: String,
    /// What must be true first.
    pub conditions: Vec<String>,
    /// The answer for each group of grades, best first; one row when all grades share it.
    pub grades: Vec<GradesAnswer>,
    /// The answer for staff, where it is another one.
    pub staff: Option<Verdict>,
    /// The answers from today on for each grade from PK to 12, for scripts on a later day.
    pub timelines: Vec<GradeTimeline>,
}

/// The answer for some grades.
#[derive(Debug, Clone, Serialize)]
pub struct GradesAnswer {
    /// "Grades 3–5".
    pub grades: String,
    /// The answer.
    pub verdict: Verdict,
}

/// The answers for one grade.
#[derive(Debug, Clone, Serialize)]
pub struct GradeTimeline {
    /// "PK", "K", "4".
    pub grade: String,
    /// The answers, each from its day on.
    pub steps: Vec<TimelineStep>,
}

/// An answer from a day on.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineStep {
    /// The day: `2027-07-01`.
    pub from: String,
    /// The answer.
    pub verdict: Verdict,
}

/// The short form of a verdict for a card.
#[derive(Debug, Clone, Serialize)]
pub struct CardAnswer {
    /// The answer in one word.
    pub key: Key,
    /// How it is meant to look.
    pub tone: Tone,
    /// The answer in a sentence or two.
    pub sentence: String,
}

/// Makes the model. `None` for an entry that has no life.
#[must_use]
pub fn model(scope: &Scope<'_>, index: EntryIndex) -> Option<AnswerModel> {
    let facts = scope.life(index)?;
    let answers = by_grade(facts, scope.today, scope.words);
    let (grades, best) = answers.first()?.clone();
    let staff = verdict(facts, Reader::Staff, scope.today, scope.words);
    let timelines = timelines_of(facts, scope.today, scope.words);
    let timeline = |grade: Grade| GradeTimeline {
        grade: grade.to_string(),
        steps: timelines.0[&Reader::Class(grade)]
            .iter()
            .map(|(from, verdict)| TimelineStep { from: from.to_string(), verdict: verdict.clone() })
            .collect(),
    };
    Some(AnswerModel {
        key: best.key,
        tone: best.tone,
        sentence: with_grades(grades, &best, scope),
        conditions: best.conditions.clone(),
        grades: answers
            .iter()
            .map(|(grades, verdict)| GradesAnswer {
                grades: format::grades(*grades, scope.words),
                verdict: verdict.clone(),
            })
            .collect(),
        // Where students get the same answer, staff need no line of their own.
        staff: (answers.iter().all(|(_, verdict)| verdict.sentence != staff.sentence)).then_some(staff),
        timelines: Grade::all().map(timeline).collect(),
    })
}

/// The short form for a card.
#[must_use]
pub fn card(scope: &Scope<'_>, index: EntryIndex) -> Option<CardAnswer> {
    let facts = scope.life(index)?;
    let (grades, best) = by_grade(facts, scope.today, scope.words).into_iter().next()?;
    Some(CardAnswer { key: best.key, tone: best.tone, sentence: with_grades(grades, &best, scope) })
}

/// "Yes. For grades 3–8." Answers that name their grades, or hold for all, stay as they are.
fn with_grades(grades: GradeSet, best: &Verdict, scope: &Scope<'_>) -> String {
    let names_none = matches!(best.key, Key::Yes | Key::YesIf | Key::Until | Key::CheckFirst);
    if names_none && grades.iter().count() < usize::from(Grade::COUNT) {
        let grades = format::grades_inside(grades, scope.words);
        scope.words.fill("verdict_for_grades", &[("sentence", &best.sentence), ("grades", &grades)])
    } else {
        best.sentence.clone()
    }
}
