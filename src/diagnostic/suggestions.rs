//! Suggestions among many names, by an index that is made once.
//!
//! A site may have ten thousand broken links and as many pages. To compare each link with each page would take minutes.
//! A name has a folder and a tail, which is the part after its last slash. Two names with at most three typing errors
//! between them usually share one of these parts:
//!
//! 1. the tail without one letter, if the other errors are in the folder or the folder is a different one;
//! 2. the folder and one half of the tail without one letter, because one half of the tail has at most one error.
//!
//! Names that share a rare part are tried first, up to a limit. A short list of names is compared one by one.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::suggest::{LONGEST, Letters, begins_alike, did_you_mean, distance, fold, one_of};

/// Fewer names than this are compared one by one.
const FEW: usize = 64;
/// The most names that are tried for one lookup.
const LOOKED_AT: usize = 256;
/// The most names that are compared letter by letter in one lookup.
const COMPARED: usize = 32;

/// An index of names, to look up which one was meant.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Suggestions {
    /// The names, in the order in which they were given.
    names: Vec<String>,
    /// The first position of each name.
    places: BTreeMap<String, u32>,
    /// The first dozen names, as a list for people.
    listed: String,
    /// The hashed parts of all names, each with the number of its name; sorted.
    parts: Vec<(u32, u32)>,
    /// Where the parts with the same first bits begin. A binary search over all parts would be slower, because each of
    /// its steps reads a different region of memory.
    starts: Vec<usize>,
    /// The names in lower case without their endings, each with its number; sorted.
    small: Vec<(String, u32)>,
    /// The first name with each tail, for names with a folder.
    tails: BTreeMap<String, u32>,
}

impl Suggestions {
    /// The index of `names`. If two names are equally similar, the first of them is suggested.
    #[must_use]
    pub fn new(names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let mut index = Self { names: names.into_iter().map(Into::into).collect(), ..Self::default() };
        index.listed = one_of(index.names.iter().map(String::as_str));
        for (number, name) in (0u32..).zip(&index.names) {
            index.places.entry(name.clone()).or_insert(number);
            if let Some((_, tail)) = name.rsplit_once('/') {
                index.tails.entry(tail.to_owned()).or_insert(number);
            }
            if index.names.len() > FEW {
                index.parts.extend(parts(&fold(name), 0..1).into_iter().map(|part| (part, number)));
                index.small.push((stem(name).to_ascii_lowercase(), number));
            }
        }
        index.parts.sort_unstable();
        let first_bits = |(part, _): &(u32, u32)| first_bits(*part, index.parts.len());
        index.starts = vec![0; index.parts.last().map_or(0, first_bits) + 2];
        for part in &index.parts {
            index.starts[first_bits(part) + 1] += 1;
        }
        for bits in 1..index.starts.len() {
            index.starts[bits] += index.starts[bits - 1];
        }
        index.small.sort_unstable();
        index
    }

    /// All names, in their order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.names.iter().map(String::as_str)
    }

    /// The first dozen names as a list for people; see [`one_of`].
    #[must_use]
    pub(crate) fn listed(&self) -> &str {
        &self.listed
    }

    /// The position of a name.
    #[must_use]
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.places.get(name).map(|number| *number as usize)
    }

    /// The first name with this tail, in whatever folder.
    #[must_use]
    pub fn in_a_folder(&self, tail: &str) -> Option<&str> {
        self.tails.get(tail).map(|number| self.name(*number))
    }

    /// The name that was most likely meant: the most similar one, or one with the same beginning.
    #[must_use]
    pub(crate) fn meant(&self, written: &str) -> Option<&str> {
        self.near(written).or_else(|| self.alike(written))
    }

    /// The name that was most likely meant; `None` if none is similar enough.
    #[must_use]
    pub fn near(&self, written: &str) -> Option<&str> {
        if self.names.len() <= FEW {
            return did_you_mean(written, self.names());
        }
        let folded = fold(written);
        // Missing or additional letters move the middle of a tail by a letter or two.
        let mut shared: Vec<&[(u32, u32)]> = parts(&folded, -2..3).iter().map(|part| self.sharing(*part)).collect();
        shared.sort_by_key(|same| same.len());
        let mut seen = BTreeSet::new();
        let candidates = shared.into_iter().flatten().take(LOOKED_AT).map(|(_, number)| *number);
        let candidates = candidates.filter(|number| seen.insert(*number));
        let letters = Letters::of(&folded);
        let near = candidates.filter(|number| letters.may_be_near(self.name(*number))).take(COMPARED);
        let best = near.filter_map(|number| Some((distance(&folded, self.name(number))?, number))).min();
        best.map(|(_, number)| self.name(number))
    }

    /// The name in the same folder with the same beginning as the written one; see [`begins_alike`].
    #[must_use]
    pub(crate) fn alike(&self, written: &str) -> Option<&str> {
        if written.len() > LONGEST {
            return None;
        }
        let written = stem(written).to_ascii_lowercase();
        let (folder, tail) = split(&written);
        if self.names.len() <= FEW {
            let beside = self.names().filter(|name| is_beside(name, folder));
            let found = begins_alike(tail, beside.clone().map(|name| split(stem(name)).1))?;
            return beside.into_iter().find(|name| split(stem(name)).1 == found);
        }
        let start = written.len() - tail.len();
        let longer = self.beginning(&written).filter(|(name, _)| says_enough(&name[start..], tail.len()));
        let shorter = (1..=tail.len()).rev().filter(|end| tail.is_char_boundary(*end) && says_enough(tail, *end));
        let shorter = shorter
            .filter_map(|end| self.beginning(&written[..start + end]).next())
            .filter(|(name, _)| written.starts_with(name.as_str()) && name.len() > start);
        let nearest = longer.chain(shorter.take(1)).min_by_key(|(name, _)| name.len().abs_diff(written.len()));
        let cousin = || {
            let end = family(tail)?;
            let mut same =
                self.beginning(&written[..start + end]).filter(|(name, _)| family(&name[start..]) == Some(end));
            same.next().filter(|_| same.next().is_none())
        };
        nearest.or_else(cousin).map(|(_, number)| self.name(*number))
    }

    fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", String::as_str)
    }

    fn sharing(&self, part: u32) -> &[(u32, u32)] {
        let bits = first_bits(part, self.parts.len());
        let (Some(start), Some(end)) = (self.starts.get(bits), self.starts.get(bits + 1)) else { return &[] };
        let near = &self.parts[*start..*end];
        let start = near.partition_point(|(other, _)| *other < part);
        let length = near[start..].partition_point(|(other, _)| *other == part);
        &near[start..start + length]
    }

    /// The first names that begin with `text` and are in its folder, in alphabetical order.
    fn beginning(&self, text: &str) -> impl Iterator<Item = &(String, u32)> {
        let start = self.small.partition_point(|(name, _)| name.as_str() < text);
        let same = self.small[start..].iter().take_while(move |(name, _)| name.starts_with(text));
        same.filter(move |(name, _)| is_beside(name, split(text).0)).take(LOOKED_AT)
    }
}

/// The first bits of a part: enough bits to distinguish about `count` parts.
fn first_bits(part: u32, count: usize) -> usize {
    (part >> (32 - count.max(1).ilog2().clamp(1, 31))) as usize
}

/// Whether a name is directly in this folder, and is not the folder's page.
fn is_beside(name: &str, folder: &str) -> bool {
    let (its, tail) = split(name);
    its.eq_ignore_ascii_case(folder) && stem(tail) != "index"
}

/// A name's folder and its tail.
fn split(name: &str) -> (&str, &str) {
    name.rsplit_once('/').unwrap_or(("", name))
}

/// A name without the ending of a file.
fn stem(name: &str) -> &str {
    let tail = split(name).1;
    let end = tail.rfind('.').filter(|at| *at > 0).map_or(0, |at| tail.len() - at);
    &name[..name.len() - end]
}

/// Whether the first `end` bytes of a tail are enough to recognize it: four letters, or a word.
fn says_enough(tail: &str, end: usize) -> bool {
    end >= 4 || end > 1 && matches!(tail.as_bytes().get(end), Some(b'-' | b'_'))
}

/// The end of a tail's first word, or of its fourth letter if the word is shorter.
fn family(tail: &str) -> Option<usize> {
    let word = tail.find(['-', '_']).unwrap_or(tail.len());
    Some(word.max(4)).filter(|end| tail.is_char_boundary(*end))
}

/// The hashed parts of a folded name. `middles` are offsets from the middle of the tail at which it is also halved.
fn parts(name: &str, middles: Range<isize>) -> Vec<u32> {
    /// Only this many letters of a tail are used.
    const LETTERS: usize = 64;
    let (folder, tail) = split(stem(name));
    let ends: Vec<usize> = tail.char_indices().map(|(at, _)| at).chain([tail.len()]).take(LETTERS + 1).collect();
    let letters = ends.len() - 1;
    let mut parts = Vec::new();
    but_for_one(&mut parts, "tail", "", tail, &ends);
    for off in middles {
        let middle = (letters / 2).checked_add_signed(off).unwrap_or(0);
        if (1..letters).contains(&middle) {
            but_for_one(&mut parts, "first", folder, tail, &ends[..=middle]);
            but_for_one(&mut parts, "second", folder, tail, &ends[middle..]);
        }
    }
    parts.sort_unstable();
    parts.dedup();
    parts
}

/// Adds the fingerprints of the letters between `ends`, whole and without each one of them.
fn but_for_one(parts: &mut Vec<u32>, kind: &str, folder: &str, tail: &str, ends: &[usize]) {
    let (Some(start), Some(end)) = (ends.first(), ends.last()) else { return };
    let mut key = format!("{kind}/{folder}/");
    let length = key.len();
    let mut add = |before: &str, behind: &str| {
        key.truncate(length);
        key.push_str(before);
        key.push_str(behind);
        // Half of the hash is enough: a name that shares it by chance is compared and then dropped.
        parts.push((xxh3_64(key.as_bytes()) >> 32) as u32);
    };
    add(&tail[*start..*end], "");
    for letter in ends.windows(2) {
        add(&tail[*start..letter[0]], &tail[letter[1]..*end]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three thousand pages, so that the index is used.
    fn many() -> Suggestions {
        let filler = (0..3_000).map(|number| format!("content/guides/guide-{number}.md"));
        let named = ["content/tools/kahoot-quiz.md", "content/tools/nearpod.md", "content/tools/pear-deck.md"];
        Suggestions::new(filler.chain(named.map(str::to_owned)).chain(["content/tools/index.md".to_owned()]))
    }

    #[test]
    fn finds_what_is_near_among_many() {
        let index = many();
        for (written, meant) in [
            ("content/tools/nearpod.md", Some("content/tools/nearpod.md")),
            ("content/tools/neerpod.md", Some("content/tools/nearpod.md")),
            ("content/tools/nearpdo.md", Some("content/tools/nearpod.md")),
            ("content/tools/nerpod.md", Some("content/tools/nearpod.md")),
            ("content/tool/nearpod.md", Some("content/tools/nearpod.md")),
            ("content/tool/nearpods.md", Some("content/tools/nearpod.md")),
            ("content/tools/peardeck.md", Some("content/tools/pear-deck.md")),
            ("content/tools/par_deek.md", Some("content/tools/pear-deck.md")),
            ("content/tools/Pear Deck.md", Some("content/tools/pear-deck.md")),
            ("content/guides/guide-29999.md", Some("content/guides/guide-2999.md")),
            ("content/tools/banana.md", None),
            ("", None),
        ] {
            assert_eq!(index.near(written), meant, "{written}");
        }
    }

    #[test]
    fn finds_what_begins_alike_among_many() {
        let index = many();
        for (written, meant) in [
            ("content/tools/kahoot.md", Some("content/tools/kahoot-quiz.md")),
            ("content/tools/kahoot-game.md", Some("content/tools/kahoot-quiz.md")),
            ("content/tools/pear.md", Some("content/tools/pear-deck.md")),
            ("content/tools/nearpod-vr-for-all.md", Some("content/tools/nearpod.md")),
            ("content/guides/kahoot.md", None),
            ("content/tools/ka.md", None),
            ("content/tools/ind.md", None),
            ("content/guides/guide-of-the-year.md", None),
        ] {
            assert_eq!(index.alike(written), meant, "{written}");
        }
        assert_eq!(index.in_a_folder("nearpod.md"), Some("content/tools/nearpod.md"));
    }

    #[test]
    fn few_names_and_many_get_the_same_answers() {
        let named = ["content/tools/kahoot-quiz.md", "content/tools/nearpod.md", "content/tools/pear-deck.md"];
        let (few, many) = (Suggestions::new(named), many());
        for written in
            ["neerpod", "nearpods", "kahoot", "kahoot-game", "pear", "pear-dekc", "banana", "n", "near", "\u{e9}"]
        {
            let written = format!("content/tools/{written}.md");
            assert_eq!(few.near(&written), many.near(&written), "{written}");
            assert_eq!(few.alike(&written), many.alike(&written), "{written}");
        }
    }

    #[test]
    fn a_name_is_compared_with_few_however_many_there_are() {
        let index = many();
        let shared = parts(&fold("content/guides/guide-1x.md"), -2..3);
        let all: usize = shared.iter().map(|part| index.sharing(*part).len()).sum();
        assert!(all > LOOKED_AT, "what {all} share is cut");
        assert_eq!(index.near("content/guides/guide-1x.md"), Some("content/guides/guide-1.md"));
    }
}
