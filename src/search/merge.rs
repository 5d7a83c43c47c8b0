//! The words of all documents together, in the buckets that become shards.
//!
//! A word's shard follows from its first three letters, so that all words with a beginning stand in one
//! shard, and no edit moves a word from one shard to another. Beginnings that most of a shard would
//! share are told apart by five letters; few ever become such, or cease to be.

use std::collections::{BTreeSet, HashMap};

use rust_stemmers::{Algorithm, Stemmer};

use super::analysis::Analysis;
use crate::language::Language;

/// A word with the documents that hold it.
pub(super) struct Term {
    /// The word.
    pub word: Box<str>,
    /// The documents in their order.
    pub postings: Vec<Posting>,
    /// The languages of the documents that hold it, one bit each.
    languages: u64,
    /// Other forms of the word, by their numbers, in their order.
    pub forms: Vec<u32>,
}

/// A document that holds a word, and its level there, in one number: a site has hundreds of them for each page.
#[derive(Clone, Copy)]
pub(super) struct Posting(u32);

/// How many bits a level takes.
const LEVEL_BITS: u32 = 5;

/// How many levels there are.
pub(super) const LEVELS: usize = 1 << LEVEL_BITS;

impl Posting {
    fn new(document: usize, level: u8) -> Self {
        Self((document as u32) << LEVEL_BITS | u32::from(level))
    }

    /// The number of the document.
    pub(super) fn document(self) -> u32 {
        self.0 >> LEVEL_BITS
    }

    /// How much the word says about the document, below [`LEVELS`].
    pub(super) fn level(self) -> usize {
        self.0 as usize % LEVELS
    }
}

/// All words, and in which shard each one stands.
pub(super) struct Merged {
    /// The words in their order.
    pub terms: Vec<Term>,
    /// The words of each shard of postings.
    pub postings: Vec<Vec<u32>>,
    /// The words of each shard of the dictionary.
    pub dictionary: Vec<Vec<u32>>,
    /// The beginnings of three letters that are too frequent for one shard.
    pub heavy: BTreeSet<String>,
}

impl Merged {
    /// The shard of postings that a word stands in.
    pub(super) fn shard(&self, word: &str) -> usize {
        let letters = if self.heavy.contains(beginning(word, 3)) { 5 } else { 3 };
        bucket(word, letters, self.postings.len())
    }
}

/// The beginnings under which more than twice as much stands as a shard should hold.
fn heavy(terms: &[Term], shards: usize) -> BTreeSet<String> {
    let all: usize = terms.iter().map(|term| term.postings.len()).sum();
    let most = (2 * all / shards).max(LIGHT);
    let mut heavy = BTreeSet::new();
    for group in terms.chunk_by(|a, b| beginning(&a.word, 3) == beginning(&b.word, 3)) {
        let own: usize = group.iter().map(|term| term.postings.len()).sum();
        if own > most && group.len() > 1 {
            heavy.insert(beginning(&group[0].word, 3).to_owned());
        }
    }
    heavy
}

/// What a shard may hold in any case, in postings.
const LIGHT: usize = 8_000;

/// The first letters of a word.
fn beginning(word: &str, letters: usize) -> &str {
    &word[..word.char_indices().nth(letters).map_or(word.len(), |(at, _)| at)]
}

/// The words of documents, gathered one document after the other, so that no analysis waits for the last one.
#[derive(Default)]
pub(super) struct Words {
    numbers: HashMap<Box<str>, usize>,
    found: Vec<Found>,
}

/// Where a word stands.
#[derive(Default)]
struct Found {
    postings: Vec<Posting>,
    languages: u64,
}

impl Words {
    /// Adds the next document, given with the number of its language.
    pub(super) fn add(&mut self, document: usize, analysis: &Analysis, language: usize) {
        for (word, level) in analysis.terms() {
            let number = self.numbers.get(word).copied().unwrap_or_else(|| {
                self.numbers.insert(word.into(), self.found.len());
                self.found.push(Found::default());
                self.found.len() - 1
            });
            let found = &mut self.found[number];
            found.postings.push(Posting::new(document, level));
            found.languages |= 1 << (language % 64);
        }
    }

    /// The words in their order. Most stand in one document or in two, so no list keeps more room than it needs.
    fn into_terms(mut self) -> Vec<Term> {
        let term = |(word, number): (Box<str>, usize)| {
            let Found { mut postings, languages } = std::mem::take(&mut self.found[number]);
            postings.shrink_to_fit();
            Term { word, postings, languages, forms: Vec::new() }
        };
        let mut terms: Vec<Term> = self.numbers.into_iter().map(term).collect();
        terms.sort_unstable_by(|a, b| a.word.cmp(&b.word));
        terms
    }
}

/// Puts the words of all documents into shards.
pub(super) fn merge(words: Words, languages: &[Language], shards: &Shards) -> Merged {
    let mut terms = words.into_terms();
    join_forms(&mut terms, languages);
    let heavy = heavy(&terms, shards.postings);
    let (postings, dictionary) = (vec![Vec::new(); shards.postings], vec![Vec::new(); shards.dictionary]);
    let mut merged = Merged { terms, postings, dictionary, heavy };
    for number in 0..merged.terms.len() {
        let word = &merged.terms[number].word;
        let (shard, listed) = (merged.shard(word), bucket(word, 1, shards.dictionary));
        merged.postings[shard].push(number as u32);
        merged.dictionary[listed].push(number as u32);
    }
    merged
}

/// Ties the forms of a word together: those with the same stem in one of their languages.
fn join_forms(terms: &mut [Term], languages: &[Language]) {
    for (number, language) in languages.iter().enumerate() {
        let Some(algorithm) = algorithm(language) else { continue };
        let stemmer = Stemmer::create(algorithm);
        let own = terms.iter().enumerate().filter(|(_, term)| term.languages & (1 << (number % 64)) != 0);
        let stemmed = own.map(|(index, term)| (stem(&stemmer, algorithm, &term.word).into_boxed_str(), index as u32));
        let mut stems: Vec<(Box<str>, u32)> = stemmed.collect();
        stems.sort_unstable();
        for group in stems.chunk_by(|(one, _), (other, _)| one == other).filter(|group| group.len() > 1) {
            for (_, form) in group {
                let others = group.iter().map(|(_, other)| *other).filter(|other| other != form);
                terms[*form as usize].forms.extend(others);
            }
        }
    }
    for forms in terms.iter_mut().map(|term| &mut term.forms) {
        // In more than one language two words can be forms of one.
        forms.sort_unstable();
        forms.dedup();
    }
}

/// What the forms of a word have in common. The English rules leave `quizz` of "quizzes" and `quiz` of "quiz".
fn stem(stemmer: &Stemmer, algorithm: Algorithm, word: &str) -> String {
    let mut stem = stemmer.stem(word).into_owned();
    if algorithm == Algorithm::English && stem.ends_with("zz") {
        stem.pop();
    }
    stem
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
            postings: (documents / 16).next_power_of_two().clamp(1, 512),
            dictionary: (documents / 64).next_power_of_two().clamp(1, 64),
            documents: documents.div_ceil(GROUP),
        }
    }
}

/// The shard of a word, by its first letters: FNV-1a over their UTF-16 units, which scripts read too.
pub(super) fn bucket(word: &str, letters: usize, shards: usize) -> usize {
    let hash = beginning(word, letters)
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
        assert_eq!(Shards::of(10_000), Shards { postings: 512, dictionary: 64, documents: 5_000 });
    }
}
