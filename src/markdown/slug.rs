//! The ids of headings by GitHub's rule, so that `page.md#some-heading` leads to the same heading here and on GitHub.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The id of the heading over a page's footnotes.
pub(crate) const FOOTNOTES_ID: &str = "HR-footnotes";

/// GitHub's id of a heading, made of its text in lower case. Letters, marks and digits of every script, `-` and `_`
/// stay, spaces become `-`, and everything else is removed. Two things differ from GitHub: the invisible selectors that
/// make a character an emoji are removed too, and the id of a text of which nothing stays is `section`.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for letter in text.trim_matches(['\n', '\r']).chars() {
        match letter {
            ' ' | '\n' | '\r' => slug.push('-'),
            letter if kept(letter) => slug.extend(letter.to_lowercase()),
            _ => {}
        }
    }
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// Whether a character stays in an id. GitHub keeps the hyphen and what Ruby's `\p{Word}` matches.
fn kept(letter: char) -> bool {
    match letter {
        '-'
        | '_'
        | '\u{203f}'
        | '\u{2040}'
        | '\u{2054}'
        | '\u{fe33}'
        | '\u{fe34}'
        | '\u{fe4d}'..='\u{fe4f}'
        | '\u{ff3f}' => true,
        '\u{fe00}'..='\u{fe0f}' | '\u{20e3}' | '\u{e0100}'..='\u{e01ef}' => false,
        _ => letter.is_alphabetic() || is_combining_mark(letter) || is_decimal_digit(letter),
    }
}

/// Whether a character is a digit. Full-width digits count. `²`, `½` and `①` do not: they decompose into digits.
fn is_decimal_digit(letter: char) -> bool {
    letter.is_numeric() && (std::iter::once(letter).nfkd().eq([letter]) || ('\u{ff10}'..='\u{ff19}').contains(&letter))
}

/// Gives the headings of one document their ids, so that no two headings share one.
#[derive(Debug)]
pub(crate) struct Slugs<'b> {
    taken: BTreeSet<String>,
    /// The ids that other texts of the page have taken.
    beside: &'b BTreeSet<String>,
    /// The ids of `beside` that a heading would have got.
    pub(crate) clashes: Vec<String>,
    /// The last number tried for a slug, so that a thousand equal headings are not each counted up from 1.
    last: BTreeMap<String, usize>,
}

impl<'b> Slugs<'b> {
    /// Starts with ids that no heading may get: those that are written in the document, and those of other texts on its
    /// page.
    pub(crate) fn new(taken: impl IntoIterator<Item = String>, beside: &'b BTreeSet<String>) -> Self {
        Self { taken: taken.into_iter().collect(), beside, clashes: Vec::new(), last: BTreeMap::new() }
    }

    /// The id of the next heading with this text.
    pub(crate) fn next(&mut self, text: &str) -> String {
        let slug = slug(text);
        let last = self.last.entry(slug.clone()).or_default();
        let mut id = if *last == 0 { slug.clone() } else { format!("{slug}-{last}") };
        loop {
            if self.beside.contains(&id) {
                self.clashes.push(id);
            } else if self.taken.insert(id.clone()) {
                return id;
            }
            *last += 1;
            id = format!("{slug}-{last}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_github() {
        let cases = [
            ("Getting started", "getting-started"),
            ("What's new?", "whats-new"),
            ("What’s “new”?", "whats-new"),
            ("Costs & licenses", "costs--licenses"),
            ("a  b", "a--b"),
            ("snake_case and kebab-case", "snake_case-and-kebab-case"),
            ("--help", "--help"),
            ("en–dash, em—dash", "endash-emdash"),
            ("1. First step", "1-first-step"),
            ("Version 2.0", "version-20"),
            ("C++ / C#", "c--c"),
            ("Über uns", "über-uns"),
            ("ÉCOLE", "école"),
            ("e\u{301}cole", "e\u{301}cole"),
            ("Привет non-latin 你好", "привет-non-latin-你好"),
            ("हिन्दी", "हिन्दी"),
            ("٣ خطوات", "٣-خطوات"),
            ("😄 emoji", "-emoji"),
            ("❤️ heart", "-heart"),
            ("I ♥ unicode", "i--unicode"),
            ("x² and ½", "x-and-"),
            ("no\u{a0}break", "nobreak"),
            ("tab\there", "tabhere"),
            ("(K–2)", "k2"),
            ("$42,000 per year", "42000-per-year"),
            ("<T> & \"Q\"", "t--q"),
            ("!!!", "section"),
            ("", "section"),
        ];
        for (text, expected) in cases {
            assert_eq!(slug(text), expected, "{text}");
        }
    }

    #[test]
    fn counts_up_around_what_is_taken() {
        let beside = BTreeSet::new();
        let mut slugs = Slugs::new(["setup".to_owned()], &beside);
        let ids = ["A", "a", "a-1", "A", "Facts", "Setup", "!", "?"].map(|text| slugs.next(text));
        assert_eq!(ids, ["a", "a-1", "a-1-1", "a-2", "facts", "setup-1", "section", "section-1"]);
    }
}
