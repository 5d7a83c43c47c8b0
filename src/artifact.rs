//! What a build makes: addresses and the bytes behind them.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::fingerprint::{Fingerprint, Mixer};

/// The longest name of a file that every system takes, in bytes.
pub(crate) const LONGEST_NAME: usize = 255;

/// The start of each name that Homeroom gives to its own files in an output folder.
pub(crate) const OWN_NAMES: &str = ".homeroom-";

/// An address inside the site, without a leading slash: `""` is home, `"tools/nearpod/"` a page,
/// `"assets/site.css"` a file. Text is Unicode as written; percent-encoding happens in links.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlPath(Arc<str>);

impl UrlPath {
    /// The address `path`; leading slashes are dropped.
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self(path.trim_start_matches('/').into())
    }

    /// The address as text, without a leading slash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the address of a page (a folder) and not of a file.
    #[must_use]
    pub fn is_page(&self) -> bool {
        self.0.is_empty() || self.0.ends_with('/')
    }

    /// The file that holds the address: `tools/nearpod/index.html` for `tools/nearpod/`.
    #[must_use]
    pub fn file(&self) -> String {
        if self.is_page() { format!("{}index.html", self.0) } else { self.0.to_string() }
    }

    /// The address `name` below this page's address.
    #[must_use]
    pub(crate) fn join(&self, name: &str) -> Self {
        debug_assert!(self.is_page(), "only a page has addresses below it");
        Self(format!("{}{name}", self.0).into())
    }

    /// How many folders deep the address lies: 0 for home and for `404.html`.
    #[must_use]
    pub(crate) fn depth(&self) -> usize {
        self.0.matches('/').count()
    }
}

/// A path as a file system compares it that ignores case and how accents are stored. On such a file system, two
/// paths with the same folded text are one file.
#[must_use]
pub(crate) fn folded(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    // Letters are turned into capitals first, since some share a capital: `ß` and `ss`, or both forms of the Greek s.
    // The Turkish `ı` is left as it is: its capital is that of `i`, but file systems tell the two apart.
    let fold = |letter: char| {
        let small = letter.to_lowercase();
        small.flat_map(|small| match small {
            'ı' => vec![small],
            _ => small.to_uppercase().flat_map(char::to_lowercase).collect(),
        })
    };
    path.nfd().flat_map(fold).nfd().collect()
}

/// The folders of a file, from the outermost: `a`, `a/b` for `a/b/c.html`.
pub(crate) fn folders(file: &str) -> impl DoubleEndedIterator<Item = &str> {
    file.match_indices('/').map(|(at, _)| &file[..at])
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}

/// The bytes behind an address, or where to find them.
#[derive(Debug, Clone)]
pub enum Artifact {
    /// Bytes made by the build.
    Bytes(Arc<[u8]>),
    /// A file of the site that is published as it is.
    Copy {
        /// Where the file truly lies.
        origin: Origin,
        /// The fingerprint of its content when the snapshot was taken.
        fingerprint: Fingerprint,
    },
    /// A file that is made from a file of the site when it is written.
    Derived {
        /// Where the file truly lies.
        origin: Origin,
        /// The fingerprint of its content when the snapshot was taken.
        fingerprint: Fingerprint,
        /// How it is made.
        recipe: Recipe,
    },
}

/// Where a file of the site truly lies. It is opened only by this path: when a link takes the place of the file, or of
/// a folder on the path, the link is not followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The site's folder, with all links resolved.
    pub root: Arc<Path>,
    /// The path from there, without links.
    pub way: PathBuf,
}

impl Origin {
    /// The whole path, for messages.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.root.join(&self.way)
    }
}

/// What a derived file is: a cleaned or a smaller picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipe {
    /// The same picture, pixel by pixel, without its metadata.
    Clean,
    /// A smaller picture.
    Smaller {
        /// Its width in pixels; the height follows.
        width: u32,
    },
}

impl Recipe {
    /// Is raised when the same recipe makes different bytes, so that earlier files are made again.
    const VERSION: u64 = 2;
}

impl Artifact {
    /// The artifact that holds `text`.
    #[must_use]
    pub fn text(text: String) -> Self {
        Self::Bytes(text.into_bytes().into())
    }

    /// The fingerprint of the content. For a derived file it is made from the original and the recipe, so that the file
    /// need not be made to be compared.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        match self {
            Self::Bytes(bytes) => Fingerprint::of(bytes),
            Self::Copy { fingerprint, .. } => *fingerprint,
            Self::Derived { fingerprint, recipe, .. } => {
                let mixer =
                    Mixer::new().text("picture").fingerprint(*fingerprint).bytes(&Recipe::VERSION.to_le_bytes());
                match recipe {
                    Recipe::Clean => mixer.text("clean").finish(),
                    Recipe::Smaller { width } => mixer.bytes(&width.to_le_bytes()).finish(),
                }
            }
        }
    }
}

/// A whole site: each address with its artifact, in the order of the addresses.
pub type Output = BTreeMap<UrlPath, Artifact>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_files() {
        assert_eq!(UrlPath::new("").file(), "index.html");
        assert_eq!(UrlPath::new("/tools/nearpod/").file(), "tools/nearpod/index.html");
        assert_eq!(UrlPath::new("404.html").file(), "404.html");
        assert_eq!(UrlPath::new("tools/").join("nearpod/").depth(), 2);
        assert_eq!(folders("a/b/c.html").collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!(folders("c.html").count(), 0);
    }

    #[test]
    fn paths_that_are_one_file_somewhere_fold_alike() {
        for (a, b) in [
            ("About.html", "aBOUT.HTML"),
            ("caf\u{e9}", "CAFE\u{301}"),
            ("straße", "STRASSE"),
            ("STRA\u{1e9e}E", "strasse"),
            ("ΟΔΟΣ", "οδος"),
            ("ΟΔΟΣ", "οδοσ"),
            ("\u{212a}elvin", "kelvin"),
            ("\u{fb01}le", "file"),
            ("\u{130}", "i\u{307}"),
            ("\u{1e69}", "S\u{307}\u{323}"),
        ] {
            assert_eq!(folded(a), folded(b), "{a} {b}");
        }
        for (a, b) in [("kız", "kiz"), ("cafe", "caf\u{e9}"), ("a", "а")] {
            assert_ne!(folded(a), folded(b), "{a} {b}");
        }
    }
}
