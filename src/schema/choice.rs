//! The choices of a scale.

use serde::Serialize;

use super::grades::GradeSet;
use crate::fingerprint::mixed;
use crate::named::named;

named! {
    /// How a choice is meant to look: a shape and a color of the theme, never a meaning of its own.
    #[derive(Serialize)]
    #[serde(rename_all = "lowercase")]
    pub enum Tone {
        /// Good to go.
        Ok = "ok",
        /// With conditions.
        Cond = "cond",
        /// Under review or not looked at.
        Rev = "rev",
        /// Not allowed or not met.
        No = "no",
        /// On its way out.
        Ret = "ret",
    }
}

/// One word of a scale.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Choice {
    /// What front matter writes.
    pub key: String,
    /// What pages say.
    pub label: String,
    /// A short form for badges and matrices.
    pub short: Option<String>,
    /// How it is meant to look.
    pub tone: Option<Tone>,
    /// The group it belongs to, such as a zone of the SAMR ladder.
    pub group: Option<String>,
    /// What it means.
    pub describe: Option<String>,
    /// Other words that people write for it; a finding leads from them to the key.
    #[serde(skip)]
    pub also: Vec<String>,
    /// The grades of a grade band; empty for all other scales.
    #[serde(skip)]
    pub grades: GradeSet,
}

mixed!(struct Choice { key, label, short, tone, group, describe, also, grades });

/// `staff-only` and `staff_only` as a label: "Staff only".
#[must_use]
pub(crate) fn label_of(key: &str) -> String {
    let words = key.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
