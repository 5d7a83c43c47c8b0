//! The verdict as pages show it: a sentence, a row for each group of grades, and the answers on later days for scripts.

use std::sync::Arc;

use serde::Serialize;

use super::scope::Scope;
use crate::format;
use crate::library::EntryIndex;
use crate::schema::Tone;
use crate::verdict::{Answer, Timeline, Verdict};

/// The verdict of an entry, as its page shows it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct AnswerModel {
    /// The best answer of any grade, in one word: `yes`, `yes-if`, `no`.
    pub key: Answer,
    /// The tone in which it is shown.
    pub tone: Tone,
    /// The answer in a word or two, for a tab.
    pub word: String,
    /// The best answer in a sentence or two. It names the grades unless it holds for all.
    pub sentence: String,
    /// The heading of the conditions: "Before you begin", or the sentence when the answer is not a plain yes.
    pub reason: String,
    /// What must be true first.
    pub conditions: Vec<String>,
    /// The answer for each group of grades, best first; one row when all grades share it.
    pub grades: Vec<GradesAnswer>,
    /// The answer for staff; missing when some grade has the same one.
    pub staff: Option<StaffAnswer>,
    /// The answers for each grade from today on, as JSON for scripts.
    pub days: String,
}

/// The answer for some grades.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct GradesAnswer {
    /// "Grades 3–5".
    pub grades: String,
    /// The answer in a word or two.
    pub word: String,
    pub verdict: Verdict,
}

/// The answer for staff.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct StaffAnswer {
    /// The answer in a word or two.
    pub word: String,
    pub verdict: Verdict,
}

/// The short form of a verdict for a card.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CardAnswer {
    /// The answer in one word.
    pub key: Answer,
    /// The tone in which it is shown.
    pub tone: Tone,
    /// The answer in a word or two, for a tab.
    pub word: String,
    /// The answer in a sentence or two.
    pub sentence: String,
    /// The answers for each grade from today on, as JSON for scripts.
    pub days: String,
}

/// The verdicts of an entry in the page's language. `None` for an entry without a life.
pub(crate) fn timeline(scope: &Scope<'_>, index: EntryIndex) -> Option<Arc<Timeline>> {
    scope.scene.verdicts.timeline(index, scope.words)
}

/// The verdict of an entry for its page. `None` for an entry without a life.
pub(crate) fn model(scope: &Scope<'_>, index: EntryIndex) -> Option<AnswerModel> {
    let words = scope.words;
    let timeline = timeline(scope, index)?;
    let (best, staff) = (timeline.unchosen(), timeline.staff());
    Some(AnswerModel {
        key: best.key,
        tone: best.tone,
        word: best.key.word(words).to_owned(),
        sentence: best.sentence.clone(),
        reason: best.reason(words).to_owned(),
        conditions: best.conditions.clone(),
        grades: timeline
            .by_grade()
            .map(|(grades, verdict)| GradesAnswer {
                grades: format::grades(grades, words),
                word: verdict.key.word(words).to_owned(),
                verdict: verdict.clone(),
            })
            .collect(),
        // When some grade has the same answer, staff need no line of their own.
        staff: timeline
            .by_grade()
            .all(|(_, verdict)| verdict.sentence != staff.sentence)
            .then(|| StaffAnswer { word: staff.key.word(words).to_owned(), verdict: staff.clone() }),
        days: timeline.page_script(words),
    })
}

/// The verdict of an entry for its card. `None` for an entry without a life.
pub(crate) fn card(scope: &Scope<'_>, index: EntryIndex) -> Option<CardAnswer> {
    let timeline = timeline(scope, index)?;
    let best = timeline.unchosen();
    Some(CardAnswer {
        key: best.key,
        tone: best.tone,
        word: best.key.word(scope.words).to_owned(),
        sentence: best.sentence.clone(),
        days: timeline.card_script().to_owned(),
    })
}
