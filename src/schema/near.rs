//! Finds the fields that an unknown key most likely means: by spelling, by labels and hints, and by known synonyms.

use indexmap::IndexMap;

use super::field::Field;
use super::guess::fold::folded;
use super::synonyms;
use crate::diagnostic::{Suggestions, begins_alike, did_you_mean};
use crate::document::{At, KeyAdvice, Near};

/// The advice on keys of a map of fields.
pub(crate) struct FieldAdvice<'f> {
    /// The fields that the map may have.
    pub declared: &'f IndexMap<String, Field>,
    /// The name for `homeroom explain`: `tool`, `tool.pilot`. Empty if there is none.
    pub path: &'f str,
    /// Whether a value can be read as a value of a field.
    pub fits: &'f dyn Fn(&Field, &At<'_>) -> bool,
}

/// The most fields that a help names.
const SHOWN: usize = 5;
/// With more fields than this, the labels and hints of fields are not searched.
const MANY: usize = 100;

impl KeyAdvice for FieldAdvice<'_> {
    fn near(&self, key: &str, value: &At<'_>, allowed: &Suggestions) -> Near {
        let word = snake(key);
        let ranked =
            if self.declared.len() > MANY { self.of_many(&word, allowed) } else { ranked(self.declared, &word) };
        let Some(best) = ranked.first().map(|(rank, _)| *rank) else { return self.inside(&word) };
        // A field that fits only by its hint or a part of its label is left out beside one that fits by its name.
        let limit = if best <= SYNONYM {
            SYNONYM
        } else if best <= SPELLING {
            PART
        } else {
            HINT
        };
        let names: Vec<&str> =
            ranked.iter().filter(|(rank, _)| *rank <= limit).map(|(_, name)| *name).take(SHOWN).collect();
        let is_alone = ranked.get(1).is_none_or(|(rank, _)| *rank > best);
        let fits = |name: &str| {
            let Some(field) = self.declared.get(name) else { return false };
            best == SPELLING || (self.fits)(field, value)
        };
        let fix = names.first().filter(|name| is_alone && best < PART && fits(name)).map(|name| (*name).to_owned());
        Near { names: names.into_iter().map(str::to_owned).collect(), fix, help: None }
    }

    fn command(&self) -> Option<String> {
        (!self.path.is_empty()).then(|| format!("homeroom explain {}", self.path))
    }
}

/// How well a field fits a key; a lower number is better.
const SAME: u8 = 0;
const SYNONYM: u8 = 1;
const SPELLING: u8 = 2;
const PART: u8 = 3;
const HINT: u8 = 4;

/// Whether any field is similar to a key.
#[must_use]
pub(crate) fn has_near(declared: &IndexMap<String, Field>, key: &str) -> bool {
    ranked(declared, &snake(key)).first().is_some_and(|(rank, _)| *rank <= SPELLING)
}

/// The fields that a word may mean, the best first.
fn ranked<'f>(declared: &'f IndexMap<String, Field>, word: &str) -> Vec<(u8, &'f str)> {
    let spelled = did_you_mean(word, declared.keys().map(String::as_str));
    let alike = begins_alike(word, declared.keys().map(String::as_str));
    let mut ranked: Vec<(u8, &str)> = declared
        .values()
        .filter_map(|field| {
            let name = field.name.as_str();
            let spelling = (spelled == Some(name)).then_some(SPELLING);
            let rank = rank(word, field).into_iter().chain(spelling).min();
            let rank = rank.or_else(|| (alike == Some(name)).then_some(PART));
            Some((rank?, name))
        })
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked
}

impl FieldAdvice<'_> {
    /// The fields that a word may mean, only by their names, because there are too many fields to look at each.
    fn of_many(&self, word: &str, allowed: &Suggestions) -> Vec<(u8, &str)> {
        let plural = format!("{word}s");
        let same = [Some(word), Some(&*plural), word.strip_suffix('s')].into_iter().flatten();
        let same = same.filter_map(|name| self.declared.get(name)).map(|field| (SAME, field.name.as_str()));
        let spelled =
            || allowed.near(word).and_then(|name| self.declared.get(name)).map(|field| (SPELLING, &*field.name));
        let same: Vec<_> = same.collect();
        if same.is_empty() { spelled().into_iter().collect() } else { same }
    }

    /// Advice if the word means a field inside a group of this map.
    fn inside(&self, word: &str) -> Near {
        let mut found = Vec::new();
        for group in self.declared.values() {
            if let Some(fields) = group.ty.group() {
                let inner = fields.values().find(|field| rank(word, field).is_some_and(|rank| rank <= SYNONYM));
                found.extend(inner.map(|field| format!("{}: {{ {}: … }}", group.name, field.name)));
            }
        }
        let help = match found.as_slice() {
            [] if synonyms::is_of_others(word) => {
                Some("Homeroom does not read this key of other programs: delete it".to_owned())
            }
            [] => None,
            [only] => Some(format!("it belongs inside a group: `{only}`")),
            several => Some(format!("it belongs inside a group: `{}`", several.join("` or `"))),
        };
        Near { names: Vec::new(), fix: None, help }
    }
}

/// How well a field fits a word, by its name, its synonyms, its label and its hint.
fn rank(word: &str, field: &Field) -> Option<u8> {
    let is_word_of =
        |text: &str| folded(text).split('-').any(|part| part == word.replace('_', "-") || is_plural(part, word));
    if is_same(word, field) || field.name.replace('_', "") == word.replace('_', "") {
        Some(SAME)
    } else if snake(&field.label) == word
        || field.also.iter().any(|also| snake(also) == word)
        || synonyms::same(word, &field.name)
    {
        Some(SYNONYM)
    } else if word.len() > 2 && (field.name.split('_').any(|part| part == word) || is_word_of(&field.label)) {
        Some(PART)
    } else if word.len() > 3 && field.hint.as_deref().is_some_and(is_word_of) {
        Some(HINT)
    } else {
        None
    }
}

fn is_same(word: &str, field: &Field) -> bool {
    field.name == word || is_plural(&field.name, word)
}

fn is_plural(one: &str, other: &str) -> bool {
    one.strip_suffix('s') == Some(other) || other.strip_suffix('s') == Some(one)
}

/// `minimumAge`, `Minimum age` and `minimum-age` as `minimum_age`.
#[must_use]
pub fn snake(key: &str) -> String {
    let mut apart = String::new();
    let mut was_small = false;
    for letter in key.chars() {
        if letter.is_uppercase() && was_small {
            apart.push(' ');
        }
        was_small = letter.is_lowercase() || letter.is_ascii_digit();
        apart.push(letter);
    }
    folded(&apart).replace('-', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_as_other_programs_write_them() {
        for (written, key) in [
            ("minimumAge", "minimum_age"),
            ("Minimum age", "minimum_age"),
            ("min-age", "min_age"),
            ("URL", "url"),
            ("ms.date", "ms_date"),
        ] {
            assert_eq!(snake(written), key, "{written}");
        }
    }
}
