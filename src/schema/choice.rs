//! The choices of a scale.

use serde::Serialize;

use super::grades::GradeSet;
use crate::fingerprint::mixed;
use crate::named::named;

named! {
    /// The look of a choice: a shape and a color of the theme. It adds no meaning to the choice.
    #[derive(Serialize)]
    #[serde(rename_all = "lowercase")]
    pub enum Tone {
        /// Allowed, or met.
        Ok = "ok",
        /// With conditions.
        Cond = "cond",
        /// Under review or not looked at.
        Rev = "rev",
        /// Not allowed or not met.
        No = "no",
        /// About to be retired.
        Ret = "ret",
    }
}

/// One word of a scale.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Choice {
    /// The word in front matter.
    pub key: String,
    /// The word that pages show.
    pub label: String,
    /// A short form for badges and matrices.
    pub short: Option<String>,
    /// Its look; `None` for a neutral one.
    pub tone: Option<Tone>,
    /// The group it belongs to, such as a zone of the SAMR ladder.
    pub group: Option<String>,
    /// What it means.
    pub describe: Option<String>,
    /// Other words that people write for it. A finding on such a word suggests the key.
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
