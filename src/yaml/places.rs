//! The places of the nodes of a YAML text.
//!
//! The parser gives places only in its errors. So before each node this walk causes an error on purpose: it goes deeper
//! than the parser allows. The node can still be read after that.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::node::{Part, Step};
use super::parse::{Budget, TextSeed, guard};

/// The places of all nodes of a text.
#[derive(Debug, Default)]
pub(crate) struct Places {
    root: Option<Place>,
}

/// The place of a node: the byte at which it starts, and whether it is inside brackets.
#[derive(Debug)]
struct Place {
    start: usize,
    in_flow: bool,
    below: Below,
}

#[derive(Debug)]
enum Below {
    Nothing,
    Items(Vec<Place>),
    Entries {
        /// The start of each key, and the place of its value.
        entries: Vec<(usize, Place)>,
        /// The position of the first entry with each key.
        by_key: BTreeMap<String, usize>,
    },
}

impl Places {
    /// Finds the places of all nodes of a text, in one walk. A text that cannot be read has no places.
    #[must_use]
    pub(crate) fn of(text: &str) -> Self {
        // This walk could take hours for brackets and aliases that the parser refuses.
        if guard(text).is_err() {
            return Self::default();
        }
        let (lines, budget) = (Lines::new(text), Budget::of(text));
        let mut seed = PlaceSeed { text, lines: &lines, budget: &budget, start: 0, in_flow: false };
        // If the text starts with a letter, as most do, the root node starts there too.
        if !text.starts_with(|letter: char| letter.is_ascii_alphanumeric()) {
            let Err(error) = Stop.deserialize(serde_yaml::Deserializer::from_str(text)) else { return Self::default() };
            seed = seed.at(&error);
        }
        Self { root: seed.deserialize(serde_yaml::Deserializer::from_str(text)).ok() }
    }

    /// The range of a node or of its key, in bytes of `text`, which has to be the text of these places. The place of a
    /// list or map in block style is its first item. `None` if the path does not exist.
    #[must_use]
    pub(crate) fn find(&self, text: &str, path: &[Step], part: Part) -> Option<Range<usize>> {
        let mut place = self.root.as_ref()?;
        let mut key = None;
        for step in path {
            (key, place) = place.down(step)?;
        }
        let (start, in_flow) = match part {
            Part::Value => (place.start, place.in_flow),
            // An item of a list has no key, so its own place is used.
            Part::Key => (key.unwrap_or(place.start), place.in_flow),
        };
        text.is_char_boundary(start).then(|| start..extent(text, start, part, in_flow))
    }
}

impl Place {
    /// The node one step below, and the start of its key.
    fn down(&self, step: &Step) -> Option<(Option<usize>, &Self)> {
        let (key, place) = match (&self.below, step) {
            (Below::Items(items), Step::Item(index)) => return Some((None, items.get(*index)?)),
            (Below::Entries { entries, .. }, Step::Entry(index)) => entries.get(*index)?,
            (Below::Entries { entries, by_key }, Step::Key(name)) => entries.get(*by_key.get(name)?)?,
            _ => return None,
        };
        Some((Some(*key), place))
    }
}

/// The end of the token that starts at `start`. It reads no further than that end.
fn extent(text: &str, start: usize, part: Part, in_flow: bool) -> usize {
    let rest = &text[start..];
    let first = rest.chars().next();
    let length = match first {
        Some(quote @ ('"' | '\'')) => quoted(rest, quote),
        Some('[' | '{') if part == Part::Value => balanced(rest),
        _ => plain(rest, part, in_flow),
    };
    start + rest[..length].trim_end().len()
}

/// The length of a text in quotes; that of its line when they are not closed.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            '\\' if quote == '"' => escaped = !escaped,
            // Of two single ones the first stands for the second.
            '\'' if quote == '\'' && (escaped || text[at + 1..].starts_with('\'')) => escaped = !escaped,
            letter if letter == quote && !escaped => return at + 1,
            _ => escaped = false,
        }
    }
    text.find(['\n', '\r']).unwrap_or(text.len())
}

/// The length of a plain text on its line: up to a comment, in brackets up to what ends an item there, and of a key up
/// to its colon.
fn plain(text: &str, part: Part, in_flow: bool) -> usize {
    let mut before = '\0';
    let mut colon = None;
    for (at, letter) in text.char_indices() {
        match letter {
            '\n' | '\r' => return if part == Part::Key { colon.unwrap_or(at) } else { at },
            ',' | ']' | '}' if in_flow => return at,
            ' ' if part == Part::Key && before == ':' => return at - 1,
            '#' if part == Part::Value && before == ' ' => return at - 1,
            ':' if part == Part::Key => colon = Some(at),
            _ => {}
        }
        before = letter;
    }
    colon.filter(|_| part == Part::Key).unwrap_or(text.len())
}

/// The length of the bracketed text that a text starts with; that of its line when it goes on behind that.
fn balanced(text: &str) -> usize {
    let mut depth = 0usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '[' | '{' => depth += 1,
            ']' | '}' => depth -= 1,
            '\n' | '\r' => return at,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

/// The places of all letters by line and column, as the parser counts them.
struct Lines {
    /// The byte at which each letter starts.
    letters: Vec<usize>,
    /// The number of the first letter of each line.
    starts: Vec<usize>,
}

impl Lines {
    fn new(text: &str) -> Self {
        let (mut letters, mut starts) = (Vec::with_capacity(text.len()), vec![0]);
        let mut all = text.char_indices().peekable();
        while let Some((at, letter)) = all.next() {
            letters.push(at);
            let ends = match letter {
                '\r' => !matches!(all.peek(), Some((_, '\n'))),
                _ => matches!(letter, '\n' | '\u{85}' | '\u{2028}' | '\u{2029}'),
            };
            if ends {
                starts.push(letters.len());
            }
        }
        letters.push(text.len());
        Self { letters, starts }
    }

    /// The byte that a message of the parser names at its end: `… at line 3 column 7`. Without these words it is 0.
    fn offset(&self, told: &str) -> usize {
        let place = || {
            let (line, column) = told.rsplit_once(" at line ")?.1.split_once(" column ")?;
            let line = self.starts.get(line.parse::<usize>().ok()?.checked_sub(1)?)?;
            self.letters.get(line + column.parse::<usize>().ok()?.checked_sub(1)?).copied()
        };
        place().unwrap_or(0)
    }
}

/// Goes deeper than the parser allows, and fails with an error that names the place of the node. The node can still be
/// read.
struct Stop;

impl<'de> DeserializeSeed<'de> for Stop {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_newtype_struct("", self)
    }
}

impl<'de> Visitor<'de> for Stop {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any node")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_newtype_struct("", self)
    }
}

/// Reads a node whose start is known, to find the places of all nodes below it.
#[derive(Clone, Copy)]
struct PlaceSeed<'t> {
    text: &'t str,
    lines: &'t Lines,
    budget: &'t Budget,
    start: usize,
    in_flow: bool,
}

impl PlaceSeed<'_> {
    /// The seed for the nodes below this one. Its start is set for each of them.
    fn below(self) -> Self {
        let mut mine = self.text.get(self.start..).unwrap_or_default();
        // An anchor or a tag may precede the node.
        while mine.starts_with(['&', '!']) {
            mine = mine.split_once(char::is_whitespace).map_or("", |(_, rest)| rest.trim_start());
        }
        Self { in_flow: self.in_flow || mine.starts_with(['[', '{']), ..self }
    }

    /// The seed for the node whose place an error of the parser names.
    fn at(self, told: &impl fmt::Display) -> Self {
        Self { start: self.lines.offset(&told.to_string()), ..self }
    }

    /// The place of this node, whose text has `bytes` bytes, if the budget allows it.
    fn place<E: de::Error>(self, below: Below, bytes: usize) -> Result<Place, E> {
        self.budget.spend(bytes)?;
        Ok(Place { start: self.start, in_flow: self.in_flow, below })
    }
}

impl<'de> DeserializeSeed<'de> for PlaceSeed<'_> {
    type Value = Place;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Place, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for PlaceSeed<'_> {
    type Value = Place;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a node without a tag")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Place, E> {
        self.place(Below::Nothing, 0)
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Place, E> {
        self.place(Below::Nothing, 0)
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Place, E> {
        self.place(Below::Nothing, 0)
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Place, E> {
        self.place(Below::Nothing, 0)
    }

    fn visit_i128<E: de::Error>(self, _: i128) -> Result<Place, E> {
        self.place(Below::Nothing, 0)
    }

    fn visit_u128<E: de::Error>(self, _: u128) -> Result<Place, E> {
        self.place(Below::Nothing, 0)
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Place, E> {
        self.place(Below::Nothing, 0)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Place, E> {
        self.place(Below::Nothing, text.len())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Place, A::Error> {
        let (seed, mut places) = (self.below(), Vec::new());
        while let Err(told) = items.next_element_seed(Stop) {
            places.extend(items.next_element_seed(seed.at(&told))?);
        }
        self.place(Below::Items(places), 0)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Place, A::Error> {
        let (seed, mut places, mut by_key) = (self.below(), Vec::new(), BTreeMap::new());
        while let Err(told) = entries.next_key_seed(Stop) {
            let key_start = seed.at(&told).start;
            let Some(key) = entries.next_key_seed(TextSeed)? else { break };
            self.budget.spend(key.len())?;
            by_key.entry(key).or_insert(places.len());
            let Err(told) = entries.next_value_seed(Stop) else { break };
            places.push((key_start, entries.next_value_seed(seed.at(&told))?));
        }
        self.place(Below::Entries { entries: places, by_key }, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_reading_refuses_is_not_walked_for_its_places() {
        let anchor: String = (0..2_000).map(|number| format!("k{number}: x, ")).collect();
        let aliases = "b: { <<: *a }\n".repeat(5_000);
        for text in [format!("a: {}", "[".repeat(100_000)), format!("a: &a {{ {anchor} }}\n{aliases}")] {
            assert!(Places::of(&text).root.is_none());
        }
        assert!(Places::of("a: [b]\n").root.is_some());
    }
}
