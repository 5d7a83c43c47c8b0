//! Fingerprints of content: two inputs with the same fingerprint are taken as equal.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use indexmap::IndexMap;
use jiff::civil::Date;
use xxhash_rust::xxh3::Xxh3Default;

/// A 128-bit xxh3 digest of bytes. Equal fingerprints stand for equal content. They do not protect against an
/// attacker who makes two contents collide.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u128);

impl Fingerprint {
    /// The fingerprint of one run of bytes.
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
pub(crate) struct Mixer(Xxh3Default);

impl Mixer {
    #[must_use]
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds a run of bytes.
    #[must_use]
    pub(crate) fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    #[must_use]
    pub(crate) fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    /// Adds another fingerprint.
    #[must_use]
    pub(crate) fn fingerprint(self, fingerprint: Fingerprint) -> Self {
        self.bytes(&fingerprint.0.to_le_bytes())
    }

    /// Adds a value with all that it holds.
    #[must_use]
    pub(crate) fn with<T: Mix + ?Sized>(self, value: &T) -> Self {
        value.mix(self)
    }

    /// The fingerprint of all that was added, in its order.
    #[must_use]
    pub(crate) fn finish(self) -> Fingerprint {
        Fingerprint(self.0.digest128())
    }
}

/// A value that can be added to a fingerprint as a whole. Structs and enums implement it with [`mixed!`].
pub(crate) trait Mix {
    /// Adds all that the value holds, so that two different values give different fingerprints.
    #[must_use]
    fn mix(&self, mixer: Mixer) -> Mixer;
}

/// Implements [`Mix`] for a struct or an enum. A field or a variant that is missing from the list does not compile.
macro_rules! mixed {
    (struct $name:ident { $($field:ident),+ $(,)? }) => {
        impl $crate::fingerprint::Mix for $name {
            fn mix(&self, mixer: $crate::fingerprint::Mixer) -> $crate::fingerprint::Mixer {
                let Self { $($field),+ } = self;
                mixer $(.with($field))+
            }
        }
    };
    (enum $name:ident { $($variant:ident $(($($part:ident),+))? $({ $($field:ident),+ })?),+ $(,)? }) => {
        impl $crate::fingerprint::Mix for $name {
            fn mix(&self, mixer: $crate::fingerprint::Mixer) -> $crate::fingerprint::Mixer {
                match self {
                    $(Self::$variant $(($($part),+))? $({ $($field),+ })? =>
                        mixer.text(stringify!($variant)) $($(.with($part))+)? $($(.with($field))+)?,)+
                }
            }
        }
    };
}
pub(crate) use mixed;

impl Mix for str {
    fn mix(&self, mixer: Mixer) -> Mixer {
        mixer.text(self)
    }
}

impl Mix for String {
    fn mix(&self, mixer: Mixer) -> Mixer {
        mixer.text(self)
    }
}

impl Mix for bool {
    fn mix(&self, mixer: Mixer) -> Mixer {
        mixer.bytes(&[u8::from(*self)])
    }
}

impl Mix for f64 {
    fn mix(&self, mixer: Mixer) -> Mixer {
        mixer.bytes(&self.to_le_bytes())
    }
}

macro_rules! mixed_integers {
    ($($integer:ty),+) => {
        $(impl Mix for $integer {
            fn mix(&self, mixer: Mixer) -> Mixer {
                mixer.bytes(&self.to_le_bytes())
            }
        })+
    };
}
mixed_integers!(u8, i16, u16, u32, u64, usize);

impl Mix for Fingerprint {
    fn mix(&self, mixer: Mixer) -> Mixer {
        mixer.fingerprint(*self)
    }
}

impl Mix for Date {
    fn mix(&self, mixer: Mixer) -> Mixer {
        mixer.with(&self.year()).bytes(&[self.month().unsigned_abs(), self.day().unsigned_abs()])
    }
}

impl Mix for Range<usize> {
    fn mix(&self, mixer: Mixer) -> Mixer {
        mixer.with(&self.start).with(&self.end)
    }
}

impl<T: Mix + ?Sized> Mix for &T {
    fn mix(&self, mixer: Mixer) -> Mixer {
        (**self).mix(mixer)
    }
}

impl<T: Mix + ?Sized> Mix for Box<T> {
    fn mix(&self, mixer: Mixer) -> Mixer {
        (**self).mix(mixer)
    }
}

impl Mix for Path {
    fn mix(&self, mixer: Mixer) -> Mixer {
        mixer.bytes(self.as_os_str().as_encoded_bytes())
    }
}

impl<T: Mix + ?Sized> Mix for Arc<T> {
    fn mix(&self, mixer: Mixer) -> Mixer {
        (**self).mix(mixer)
    }
}

impl<T: Mix> Mix for Option<T> {
    fn mix(&self, mixer: Mixer) -> Mixer {
        match self {
            Some(value) => mixer.bytes(&[1]).with(value),
            None => mixer.bytes(&[0]),
        }
    }
}

impl<T: Mix> Mix for [T] {
    fn mix(&self, mixer: Mixer) -> Mixer {
        self.iter().fold(mixer.with(&self.len()), Mixer::with)
    }
}

impl<T: Mix> Mix for Vec<T> {
    fn mix(&self, mixer: Mixer) -> Mixer {
        mixer.with(self.as_slice())
    }
}

impl<A: Mix, B: Mix> Mix for (A, B) {
    fn mix(&self, mixer: Mixer) -> Mixer {
        mixer.with(&self.0).with(&self.1)
    }
}

impl<T: Mix> Mix for BTreeSet<T> {
    fn mix(&self, mixer: Mixer) -> Mixer {
        self.iter().fold(mixer.with(&self.len()), Mixer::with)
    }
}

impl<K: Mix, V: Mix> Mix for BTreeMap<K, V> {
    fn mix(&self, mixer: Mixer) -> Mixer {
        self.iter().fold(mixer.with(&self.len()), |mixer, (key, value)| mixer.with(key).with(value))
    }
}

impl<K: Mix, V: Mix> Mix for IndexMap<K, V> {
    fn mix(&self, mixer: Mixer) -> Mixer {
        self.iter().fold(mixer.with(&self.len()), |mixer, (key, value)| mixer.with(key).with(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Room {
        name: String,
        seats: Option<u32>,
    }
    mixed!(struct Room { name, seats });

    enum Place {
        Hall,
        Field(String),
        Room { room: Room },
    }
    mixed!(enum Place { Hall, Field(name), Room { room } });

    #[test]
    fn values_that_differ_have_two_fingerprints() {
        let room = |name: &str, seats| Place::Room { room: Room { name: name.to_owned(), seats } };
        let all = [Place::Hall, Place::Field("Hall".to_owned()), room("Hall", None), room("Hall", Some(0))];
        let fingerprints: BTreeSet<_> = all.iter().map(|place| Mixer::new().with(place).finish()).collect();
        assert_eq!(fingerprints.len(), all.len());
        let lists = [vec![vec!["a", "b"], vec![]], vec![vec!["a"], vec!["b"]], vec![vec![], vec!["a", "b"]]];
        let fingerprints: BTreeSet<_> = lists.iter().map(|list| Mixer::new().with(list).finish()).collect();
        assert_eq!(fingerprints.len(), lists.len());
    }

    #[test]
    fn parts_are_framed() {
        let fingerprint = |a: &str, b: &str| Mixer::new().text(a).text(b).finish();
        assert_ne!(fingerprint("ab", "c"), fingerprint("a", "bc"));
        assert_eq!(fingerprint("ab", "c"), fingerprint("ab", "c"));
    }

    #[test]
    fn streaming_equals_one_run() {
        assert_eq!(Fingerprint::of(b"abc").short(8).len(), 8);
        assert_ne!(Fingerprint::of(b"abc"), Fingerprint::of(b"abd"));
    }
}
