//! What people write for the choices of a scale.

use std::collections::{BTreeMap, BTreeSet};

use super::choice::Choice;
use super::guess::fold::folded;
use crate::diagnostic::Suggestions;

/// So many names that share a word are looked at.
pub(super) const LOOKED_AT: usize = 64;

/// The names of choices, folded, so that a word is not compared with each of a thousand.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Names {
    /// Each name with the number of its choice, in their order.
    all: Vec<(String, usize)>,
    /// The first choice of each name.
    by_name: BTreeMap<String, usize>,
    /// The names in which each word stands, by their numbers.
    by_word: BTreeMap<String, Vec<usize>>,
    /// All of them, to look up what was meant.
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

    /// The first choice of a name.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// All names, to look up what was meant.
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
