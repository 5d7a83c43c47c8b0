//! An answer in one word, and a verdict: the answer with its sentences.

use serde::Serialize;

use crate::schema::Tone;
use crate::theme::Dictionary;

/// The answer in one word; the order is from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Answer {
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
    No,
}

impl Answer {
    /// The tone in which pages show the answer.
    pub(crate) fn tone(self) -> Tone {
        match self {
            Self::Yes => Tone::Ok,
            Self::YesIf | Self::PilotOnly | Self::StaffOnly | Self::CheckFirst => Tone::Cond,
            Self::Until => Tone::Ret,
            Self::NotYet => Tone::Rev,
            Self::No => Tone::No,
        }
    }

    /// The answer in a word or two, for a tab.
    pub(crate) fn word(self, words: &Dictionary) -> &str {
        words.get(match self {
            Self::Yes => "answer_yes",
            Self::YesIf => "answer_yes_if",
            Self::Until => "answer_until",
            Self::PilotOnly => "answer_pilot_only",
            Self::StaffOnly => "answer_staff_only",
            Self::CheckFirst => "answer_check_first",
            Self::NotYet => "answer_not_yet",
            Self::No => "answer_no",
        })
    }
}

/// An answer for one reader on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Verdict {
    /// The answer in one word.
    pub key: Answer,
    /// The tone in which pages show it.
    pub tone: Tone,
    /// The answer in a sentence or two.
    pub sentence: String,
    /// What must be true first, each as a sentence.
    pub conditions: Vec<String>,
}

impl Verdict {
    /// The heading of the conditions: "Before you begin" when the answer is "yes, if", else the sentence.
    pub(crate) fn reason<'v>(&'v self, words: &'v Dictionary) -> &'v str {
        if self.key == Answer::YesIf { words.get("conditions_heading") } else { &self.sentence }
    }
}
