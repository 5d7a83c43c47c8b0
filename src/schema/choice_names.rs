//! The names of the choices of a scale, to find the choice that a word means.

use std::collections::{BTreeMap, BTreeSet};

use super::choice::Choice;
use super::guess::fold::folded;
use crate::diagnostic::Suggestions;

/// The most names with a common word that are looked at.
pub(super) const LOOKED_AT: usize = 64;

/// An index of the folded names of choices, so that a word need not be compared with each name.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Names {
    /// Each name with the number of its choice, in their order.
    all: Vec<(String, usize)>,
    /// The first choice of each name.
    by_name: BTreeMap<String, usize>,
    /// For each word, the positions in `all` of the names that contain it.
    by_word: BTreeMap<String, Vec<usize>>,
    /// An index of all names, for suggestions.
    index: Suggestions,
}

impl Names {
    /// The names of choices: keys, labels, short forms and words for them.
    #[must_use]
    pub(super) fn new(choices: &[Choice]) -> Self {
        let of = |(number, choice)| names(choice).map(move |name| (folded(name), number));
        let all: Vec<(String, usize)> =
            choices.iter().enumerate().flat_map(of).filter(|(name, _)| !name.is_empty()).collect();
        let index = Suggestions::new(all.iter().map(|(name, _)| name.as_str()));
        let mut found = Self { index, ..Self::default() };
        for (at, (name, number)) in all.iter().enumerate() {
            found.by_name.entry(name.clone()).or_insert(*number);
            for word in name.split('-') {
                found.by_word.entry(word.to_owned()).or_default().push(at);
            }
        }
        Self { all, ..found }
    }

    /// The position of the first choice with a name.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// All names, for suggestions.
    pub(super) fn index(&self) -> &Suggestions {
        &self.index
    }

    /// The first names that share a word with a text, in their order.
    pub(super) fn sharing(&self, text: &str) -> impl Iterator<Item = (&str, usize)> {
        let of_word = text.split('-').filter_map(|word| self.by_word.get(word));
        let numbers: BTreeSet<usize> = of_word.flat_map(|same| same.iter().take(LOOKED_AT)).copied().collect();
        numbers.into_iter().filter_map(|at| self.all.get(at)).map(|(name, number)| (name.as_str(), *number))
    }
}

fn names(choice: &Choice) -> impl Iterator<Item = &str> {
    let own = [choice.key.as_str(), choice.label.as_str()].into_iter().chain(choice.short.as_deref());
    own.chain(choice.also.iter().map(String::as_str))
}
