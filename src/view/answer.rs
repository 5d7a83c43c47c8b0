//! The verdict as pages show it: one sentence on top, a row for each grade, and the days ahead.

use std::sync::Arc;

use serde::Serialize;

use super::scope::Scope;
use crate::catalog::EntryIndex;
use crate::fingerprint::Fingerprint;
use crate::format;
use crate::memo::Memo;
use crate::schema::{Grade, GradeSet, Tone};
use crate::theme::Dictionary;
use crate::verdict::{Key, LifeFacts, Reader, Verdict, by_grade, timelines_of, verdict};

/// The verdict of an entry, as its page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerModel {
    /// The best answer of any grade, in one word: `yes`, `yes-if`, `no`.
    pub key: Key,
    /// How it is meant to look.
    pub tone: Tone,
    /// The answer in a word or two, for a tab.
    pub word: String,
    /// The best answer in a sentence or two, with its grades where they are not all.
    pub sentence: String,
    /// What stands above the conditions: "Before you begin", or the sentence where the answer is no plain yes.
    pub reason: String,
    /// What must be true first.
    pub conditions: Vec<String>,
    /// The answer for each group of grades, best first; one row when all grades share it.
    pub grades: Vec<GradesAnswer>,
    /// The answer for staff, where it is another one.
    pub staff: Option<StaffAnswer>,
    /// The answers for each grade from today on, as JSON for scripts.
    pub days: String,
}

/// The answer for some grades.
#[derive(Debug, Clone, Serialize)]
pub struct GradesAnswer {
    /// "Grades 3–5".
    pub grades: String,
    /// The answer in a word or two.
    pub word: String,
    /// The answer.
    pub verdict: Verdict,
}

/// The answer for staff.
#[derive(Debug, Clone, Serialize)]
pub struct StaffAnswer {
    /// The answer in a word or two.
    pub word: String,
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
    /// The answer in a word or two, for a tab.
    pub word: String,
    /// The answer in a sentence or two.
    pub sentence: String,
    /// The answers for each grade from today on, as JSON for scripts.
    pub days: String,
}

/// Makes the model. `None` for an entry that has no life.
#[must_use]
pub fn model(scope: &Scope<'_>, index: EntryIndex) -> Option<AnswerModel> {
    let facts = scope.scene.life(index)?;
    let answers = by_grade(facts, scope.scene.snapshot.today, scope.words);
    let (grades, best) = answers.first()?.clone();
    let staff = verdict(facts, Reader::Staff, scope.scene.snapshot.today, scope.words);
    Some(AnswerModel {
        key: best.key,
        tone: best.tone,
        word: best.key.word(scope.words),
        sentence: with_grades(grades, &best, scope),
        reason: reason(&best, &with_grades(grades, &best, scope), scope.words),
        conditions: best.conditions.clone(),
        grades: answers
            .iter()
            .map(|(grades, verdict)| GradesAnswer {
                grades: format::grades(*grades, scope.words),
                word: verdict.key.word(scope.words),
                verdict: verdict.clone(),
            })
            .collect(),
        // Where students get the same answer, staff need no line of their own.
        staff: answers
            .iter()
            .all(|(_, verdict)| verdict.sentence != staff.sentence)
            .then(|| StaffAnswer { word: staff.key.word(scope.words), verdict: staff }),
        days: days(scope, facts, true),
    })
}

/// The answers for cards in the language of the site, each made once: an entry has a card on many pages. They hold for
/// one layout, in which an entry's number tells all that its answer follows from.
pub struct Cards {
    words: Arc<Dictionary>,
    made: Memo<Option<CardAnswer>>,
}

impl Cards {
    /// Room for the answers of a layout, in these words.
    #[must_use]
    pub fn new(words: Arc<Dictionary>) -> Self {
        Self { words, made: Memo::default() }
    }
}

/// The short form for a card.
#[must_use]
pub fn card(scope: &Scope<'_>, index: EntryIndex) -> Option<CardAnswer> {
    if !std::ptr::eq(scope.words, &*scope.cards.words) {
        return made_card(scope, index);
    }
    scope.cards.made.get(Fingerprint::of(&index.to_le_bytes()), || made_card(scope, index))
}

fn made_card(scope: &Scope<'_>, index: EntryIndex) -> Option<CardAnswer> {
    let facts = scope.scene.life(index)?;
    let (grades, best) = by_grade(facts, scope.scene.snapshot.today, scope.words).into_iter().next()?;
    Some(CardAnswer {
        key: best.key,
        tone: best.tone,
        word: best.key.word(scope.words),
        sentence: with_grades(grades, &best, scope),
        days: days(scope, facts, false),
    })
}

/// What stands above the conditions of an answer.
fn reason(verdict: &Verdict, sentence: &str, words: &Dictionary) -> String {
    if verdict.key == Key::YesIf { words.get("conditions_heading").to_owned() } else { sentence.to_owned() }
}

/// An answer in a script's hands: tone, word, sentence, what stands above the conditions, conditions.
type Said = (Tone, String, String, String, Vec<String>);

/// What a script needs to show the answer of another grade or of a later day, and no rule with it.
#[derive(Serialize)]
struct Days {
    /// Each answer once.
    says: Vec<Said>,
    /// From each day on: the numbers of the answers for the grades from PK to 12, and behind them the
    /// number of the answer for who has chosen no grade.
    from: Vec<(String, Vec<usize>)>,
}

/// The answers of an entry from today on, in a compact form. Cards have no room for conditions.
fn days(scope: &Scope<'_>, facts: &LifeFacts, with_conditions: bool) -> String {
    let timelines = timelines_of(facts, scope.scene.snapshot.today, scope.words);
    let mut says: Vec<Said> = Vec::new();
    let mut number = |verdict: &Verdict, sentence: String| {
        let (reason, conditions) = if with_conditions {
            (reason(verdict, &sentence, scope.words), verdict.conditions.clone())
        } else {
            (String::new(), Vec::new())
        };
        let said = (verdict.tone, verdict.key.word(scope.words), sentence, reason, conditions);
        says.iter().position(|other| *other == said).unwrap_or_else(|| {
            says.push(said);
            says.len() - 1
        })
    };
    let mut from: Vec<(String, Vec<usize>)> = Vec::new();
    for day in facts.turning_days(scope.scene.snapshot.today) {
        let graded = Grade::all().filter_map(|grade| timelines.on(Reader::Class(grade), day));
        let mut row: Vec<usize> = graded.map(|verdict| number(verdict, verdict.sentence.clone())).collect();
        if let Some((grades, best)) = by_grade(facts, day, scope.words).first() {
            row.push(number(best, with_grades(*grades, best, scope)));
        }
        from.push((day.to_string(), row));
    }
    serde_json::to_string(&Days { says, from }).unwrap_or_default()
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
