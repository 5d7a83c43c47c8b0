//! Scales: ordered vocabularies that choices are taken from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::choice::{Choice, Tone, label_of};
use super::choice_names::Names;
use super::grades::GradeSet;
use crate::diagnostic::{Diagnostic, Suggestions};
use crate::document::{At, DUPLICATE_KEY, Keys, WRONG_TYPE};
use crate::fingerprint::{Mix, Mixer};

/// An ordered vocabulary. Matrices, ladders, facets and badges take their order and words from it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scale {
    /// The name that fields use.
    pub name: String,
    /// The choices in their order.
    pub choices: Vec<Choice>,
    /// The keys with their positions, for lookups and suggestions.
    #[serde(skip)]
    index: Suggestions,
    /// All names of the choices, for suggestions.
    #[serde(skip)]
    names: Names,
}

/// All scales by name.
pub(crate) type Scales = BTreeMap<String, Arc<Scale>>;

impl Scale {
    /// A scale with a name and choices.
    #[must_use]
    pub fn new(name: &str, choices: Vec<Choice>) -> Self {
        let index = Suggestions::new(choices.iter().map(|choice| choice.key.as_str()));
        let names = Names::new(&choices);
        Self { name: name.to_owned(), choices, index, names }
    }

    /// The choice with a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Choice> {
        self.choices.get(self.position(key)?)
    }

    /// The position of a key in the scale's order.
    #[must_use]
    pub(crate) fn position(&self, key: &str) -> Option<usize> {
        self.index.position(key)
    }

    /// All keys, for suggestions.
    #[must_use]
    pub(crate) fn index(&self) -> &Suggestions {
        &self.index
    }

    /// All names of the choices.
    #[must_use]
    pub(crate) fn names(&self) -> &Names {
        &self.names
    }

    /// The keys in their order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> + Clone {
        self.choices.iter().map(|choice| choice.key.as_str())
    }
}

impl Mix for Scale {
    fn mix(&self, mixer: Mixer) -> Mixer {
        // The rest follows from the choices.
        let Self { name, choices, index: _, names: _ } = self;
        mixer.with(name).with(choices)
    }
}

/// Reads a scale: a list of words, or of maps with `key`, `label` and more. `extra` are further keys that other code
/// reads, such as the e-mail address of a contact.
pub(crate) fn read_scale(at: &At<'_>, name: &str, extra: &[&str], faults: &mut Vec<Diagnostic>) -> Scale {
    const KEYS: [&str; 7] = ["key", "label", "short", "tone", "group", "describe", "also"];
    let allowed: Vec<&str> = KEYS.iter().chain(extra).copied().collect();
    let mut choices: Vec<Choice> = Vec::new();
    let Some(items) = at.items() else {
        faults.push(at.wrong_type(name, "a list of choices"));
        return Scale::new(name, choices);
    };
    let mut seen = BTreeSet::new();
    for item in items {
        let Some(choice) = read_choice(&item, name, &allowed, faults) else { continue };
        if !seen.insert(choice.key.clone()) {
            faults.push(DUPLICATE_KEY.at(item.span(), format!("`{name}` has the choice `{}` twice", choice.key)));
        } else {
            choices.push(choice);
        }
    }
    Scale::new(name, choices)
}

fn read_choice(item: &At<'_>, name: &str, allowed: &[&str], faults: &mut Vec<Diagnostic>) -> Option<Choice> {
    if let Some(scalar) = item.scalar() {
        let key = scalar.text.trim().to_owned();
        return Some(Choice {
            label: label_of(&key),
            key,
            short: None,
            tone: None,
            group: None,
            describe: None,
            also: Vec::new(),
            grades: GradeSet::default(),
        });
    }
    let mut keys = Keys::open(item, &format!("a choice of `{name}`"), allowed, faults)?;
    let key = keys.required_text("key")?;
    let grades = match keys.value("grades").filter(|_| allowed.contains(&"grades")) {
        Some(at) => match at.scalar().map(|scalar| GradeSet::parse(&scalar.text)) {
            Some(Ok(grades)) => grades,
            Some(Err(_)) | None => {
                let help = "write a range such as `3-5` or `PK-2`";
                keys.faults.push(WRONG_TYPE.at(at.span(), "the `grades` of this band are not grades").help(help));
                GradeSet::default()
            }
        },
        None => GradeSet::default(),
    };
    Some(Choice {
        label: keys.text("label").unwrap_or_else(|| label_of(&key)),
        short: keys.text("short"),
        tone: keys.choice("tone", &Tone::WORDS),
        group: keys.text("group"),
        describe: keys.text("describe"),
        also: keys.texts("also"),
        grades,
        key,
    })
}
