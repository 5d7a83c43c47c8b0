//! Enums with a word for each variant, in one table.

/// Declares an enum with a word for each variant, which people write in YAML. The same table gives the variant of a
/// word, the list of all words, and the word of a variant.
macro_rules! named {
    ($(#[$meta:meta])* $visibility:vis enum $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        $visibility enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// Every word with its variant, in the order of the documentation.
            $visibility const WORDS: [(&'static str, Self); [$($word),+].len()] = [$(($word, Self::$variant)),+];
            /// Every word.
            $visibility const NAMES: [&'static str; [$($word),+].len()] = [$($word),+];

            /// The word of this variant.
            #[must_use]
            $visibility fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// The variant of a word.
            #[must_use]
            $visibility fn named(word: &str) -> Option<Self> {
                Self::WORDS.iter().find(|(name, _)| *name == word).map(|(_, variant)| *variant)
            }
        }

        impl $crate::fingerprint::Mix for $name {
            fn mix(&self, mixer: $crate::fingerprint::Mixer) -> $crate::fingerprint::Mixer {
                mixer.text(self.word())
            }
        }
    };
}
pub(crate) use named;
