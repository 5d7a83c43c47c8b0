//! The words of all documents together, distributed to shards.
//!
//! The first three letters of a word decide its shard. So all words with the same beginning are in one
//! shard, and an edit rarely moves a word to a different shard. For a beginning with too many words for one shard, five
//! letters decide.

use std::collections::{BTreeSet, HashMap};

use rust_stemmers::{Algorithm, Stemmer};

use super::analysis::Analysis;
use crate::language::Language;

/// A word with the documents that contain it.
pub(super) struct Term {
    pub word: Box<str>,
    /// The documents in their order.
    pub postings: Vec<Posting>,
    /// The languages of these documents, one bit for each.
    languages: u64,
    /// Other forms of the word, by their numbers, in their order.
    pub forms: Vec<u32>,
}

/// A document that contains a word, and the word's level there. Both are one number, since a site has hundreds of
/// postings for each page.
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

    /// How much the document is about the word, below [`LEVELS`].
    pub(super) fn level(self) -> usize {
        self.0 as usize % LEVELS
    }
}

/// All words, and which words each shard contains.
pub(super) struct Merged {
    /// The words in their order.
    pub terms: Vec<Term>,
    /// The words of each shard of postings.
    pub postings: Vec<Vec<u32>>,
    /// The words of each shard of the dictionary.
    pub dictionary: Vec<Vec<u32>>,
    /// The beginnings of three letters that have too many words for one shard.
    pub heavy: BTreeSet<String>,
}

impl Merged {
    /// The number of the shard with a word's postings.
    pub(super) fn shard(&self, word: &str) -> usize {
        let letters = if self.heavy.contains(beginning(word, 3)) { 5 } else { 3 };
        bucket(word, letters, self.postings.len())
    }
}

/// The beginnings with more than twice as many postings as the average shard.
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

/// The number of postings that a shard may always have.
const LIGHT: usize = 8_000;

/// The first letters of a word.
fn beginning(word: &str, letters: usize) -> &str {
    &word[..word.char_indices().nth(letters).map_or(word.len(), |(at, _)| at)]
}

/// The words of documents while they are gathered, one document after the other, so that no analysis has to be kept.
#[derive(Default)]
pub(super) struct Words {
    numbers: HashMap<Box<str>, usize>,
    found: Vec<Found>,
}

/// The documents of a word.
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

    /// The words in alphabetical order. Most of them are in one or two documents, so the lists are shrunk to save
    /// memory.
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

/// Distributes the words of all documents to shards.
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

/// Connects the forms of a word: words with the same stem in one of their languages.
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
        // Two words can be forms of each other in more than one language.
        forms.sort_unstable();
        forms.dedup();
    }
}

/// The stem of a word, which its forms have in common. The English stemmer makes `quizz` from "quizzes" and `quiz` from
/// "quiz", so a double z is shortened.
fn stem(stemmer: &Stemmer, algorithm: Algorithm, word: &str) -> String {
    let mut stem = stemmer.stem(word).into_owned();
    if algorithm == Algorithm::English && stem.ends_with("zz") {
        stem.pop();
    }
    stem
}

/// The stemmer of a language, if there is one.
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

/// The numbers of shards. They depend only on the number of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shards {
    /// The number of shards with postings.
    pub postings: usize,
    /// The number of shards of the dictionary.
    pub dictionary: usize,
    /// The number of shards with documents.
    pub documents: usize,
}

/// How many documents a shard holds.
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

/// The shard of a word, by a hash of its first letters: FNV-1a over their UTF-16 units, which scripts can compute too.
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
