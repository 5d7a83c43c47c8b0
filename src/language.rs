//! Languages, by their tags.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::fingerprint::{Mix, Mixer};

/// The language of a page: a tag such as `en-US`, spelled as in the settings or the entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Language(Arc<str>);

impl Language {
    /// Reads a tag. Returns `None` if the text is not a tag. A tag may have at most six parts, because names of files
    /// of the search index contain it, and no tag in use has more.
    #[must_use]
    pub fn new(tag: &str) -> Option<Self> {
        let mut parts = tag.split('-');
        let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let first =
            |first: &str| (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
        let sound = parts.next().is_some_and(first)
            && parts.clone().count() <= 5
            && parts.all(|part| (2..=8).contains(&part.len()) && letters(part));
        sound.then(|| Self(Arc::from(tag)))
    }

    /// The language of a site whose settings name none.
    #[must_use]
    pub(crate) fn usual() -> Self {
        Self(Arc::from("en-US"))
    }

    #[must_use]
    pub(crate) fn tag(&self) -> &str {
        &self.0
    }

    /// Whether two tags name the same language. Upper and lower case make no difference.
    #[must_use]
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Deref for Language {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl Mix for Language {
    fn mix(&self, mixer: Mixer) -> Mixer {
        mixer.text(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_two_or_three_letters_and_up_to_five_parts() {
        for tag in ["en", "en-US", "zh-Hant-TW", "es-419", "hmn"] {
            assert_eq!(Language::new(tag).as_deref(), Some(tag));
        }
        for text in ["", "e", "english", "en_US", "en-", "-en", "en-a", "en-US-a1-b2-c3-d4-e5", "e1", "en-\u{e9}\u{e9}"]
        {
            assert_eq!(Language::new(text), None, "{text}");
        }
    }
}
