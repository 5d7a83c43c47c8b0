//! Content fingerprints: what makes two inputs the same.

use std::fmt;

use xxhash_rust::xxh3::Xxh3Default;

/// A 128-bit xxh3 digest of bytes. Equal prints stand for equal content; nothing here is meant to
/// resist an attacker.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u128);

impl Fingerprint {
    /// The print of one run of bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(xxhash_rust::xxh3::xxh3_128(bytes))
    }

    /// The first `digits` (at most 32) hexadecimal digits, as used in the names of assets.
    #[must_use]
    pub fn short(self, digits: usize) -> String {
        let mut text = self.to_string();
        text.truncate(digits);
        text
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Builds one fingerprint out of several parts; each part is framed by its length, so that
/// `("ab", "c")` and `("a", "bc")` differ.
#[derive(Default)]
pub struct Mixer(Xxh3Default);

impl Mixer {
    /// A mixer that has seen nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a run of bytes.
    #[must_use]
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// Adds a text.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    /// Adds another fingerprint.
    #[must_use]
    pub fn print(self, print: Fingerprint) -> Self {
        self.bytes(&print.0.to_le_bytes())
    }

    /// The print of all that was added, in its order.
    #[must_use]
    pub fn finish(self) -> Fingerprint {
        Fingerprint(self.0.digest128())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_framed() {
        let print = |a: &str, b: &str| Mixer::new().text(a).text(b).finish();
        assert_ne!(print("ab", "c"), print("a", "bc"));
        assert_eq!(print("ab", "c"), print("ab", "c"));
    }

    #[test]
    fn streaming_equals_one_run() {
        assert_eq!(Fingerprint::of(b"abc").short(8).len(), 8);
        assert_ne!(Fingerprint::of(b"abc"), Fingerprint::of(b"abd"));
    }
}
