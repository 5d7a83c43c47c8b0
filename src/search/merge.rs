//! The words of all documents together, in the buckets that become shards.
//!
//! A word's bucket follows from its first three letters, so that all words with a beginning stand in
//! one shard, and no edit ever moves a word from one shard to another.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rust_stemmers::{Algorithm, Stemmer};

use super::analysis::Analysis;

/// A word with the documents that hold it.
pub(super) struct Term {
    /// The word.
    pub word: Box<str>,
    /// The documents in their order, each with its level.
    pub postings: Vec<(u32, u8)>,
    /// The languages of the documents that hold it, one bit each.
    languages: u64,
    /// Other forms of the word, by their numbers.
    pub forms: BTreeSet<u32>,
}

/// All words, and in which shard each one stands.
pub(super) struct Merged {
    /// The words in their order.
    pub terms: Vec<Term>,
    /// The words of each shard of postings.
    pub postings: Vec<Vec<u32>>,
    /// The words of each shard of the dictionary.
    pub dictionary: Vec<Vec<u32>>,
}

/// Merges the analyses of all documents, given with the number of each one's language.
pub(super) fn merge(documents: &[(Arc<Analysis>, usize)], languages: &[String], shards: &Shards) -> Merged {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut terms: Vec<Term> = Vec::new();
    for (document, (analysis, language)) in documents.iter().enumerate() {
        for (word, level) in analysis.terms() {
            let number = *numbers.entry(word).or_insert_with(|| {
                terms.push(Term { word: word.into(), postings: Vec::new(), languages: 0, forms: BTreeSet::new() });
                terms.len() - 1
            });
            let term = &mut terms[number];
            term.postings.push((document as u32, level));
            term.languages |= 1 << (language % 64);
        }
    }
    terms.sort_unstable_by(|a, b| a.word.cmp(&b.word));
    join_forms(&mut terms, languages);
    let mut merged =
        Merged { terms, postings: vec![Vec::new(); shards.postings], dictionary: vec![Vec::new(); shards.dictionary] };
    for (number, term) in merged.terms.iter().enumerate() {
        merged.postings[bucket(&term.word, 3, shards.postings)].push(number as u32);
        merged.dictionary[bucket(&term.word, 1, shards.dictionary)].push(number as u32);
    }
    merged
}

/// Ties the forms of a word together: those with the same stem in one of their languages.
fn join_forms(terms: &mut [Term], languages: &[String]) {
    for (number, language) in languages.iter().enumerate() {
        let Some(algorithm) = algorithm(language) else { continue };
        let stemmer = Stemmer::create(algorithm);
        let mut stems: HashMap<String, Vec<u32>> = HashMap::new();
        for (index, term) in terms.iter().enumerate().filter(|(_, term)| term.languages & (1 << (number % 64)) != 0) {
            stems.entry(stemmer.stem(&term.word).into_owned()).or_default().push(index as u32);
        }
        for group in stems.values().filter(|group| group.len() > 1) {
            for form in group {
                let others = group.iter().copied().filter(|other| other != form);
                terms[*form as usize].forms.extend(others);
            }
        }
    }
}

/// The rules by which a language makes forms of a word.
fn algorithm(language: &str) -> Option<Algorithm> {
    Some(match language.split('-').next()?.to_ascii_lowercase().as_str() {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

/// How many shards there are; it follows from the number of documents alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shards {
    /// Those of postings.
    pub postings: usize,
    /// Those of the dictionary.
    pub dictionary: usize,
    /// Those of documents.
    pub documents: usize,
}

/// How many documents share a shard.
pub(super) const GROUP: usize = 2;

impl Shards {
    /// The shards of a site with this many documents.
    #[must_use]
    pub(super) fn of(documents: usize) -> Self {
        Self {
            postings: (documents / 32).next_power_of_two().clamp(1, 512),
            dictionary: (documents / 256).next_power_of_two().clamp(1, 32),
            documents: documents.div_ceil(GROUP),
        }
    }
}

/// The shard of a word, by its first letters: FNV-1a over their UTF-16 units, which scripts read too.
pub(super) fn bucket(word: &str, letters: usize, shards: usize) -> usize {
    let end = word.char_indices().nth(letters).map_or(word.len(), |(at, _)| at);
    let hash = word[..end]
        .encode_utf16()
        .fold(0x811c_9dc5_u32, |hash, unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193));
    ((hash ^ (hash >> 15)) as usize) & (shards - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_stays_in_one_shard() {
        assert_eq!(bucket("nearpod", 3, 64), bucket("nearby", 3, 64));
        assert_eq!(bucket("", 3, 1), 0);
        assert_eq!(Shards::of(0), Shards { postings: 1, dictionary: 1, documents: 0 });
        assert_eq!(Shards::of(10_000), Shards { postings: 512, dictionary: 32, documents: 5_000 });
    }
}
