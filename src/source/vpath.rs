//! Paths of a site's files, the same on every system.

use std::fmt;
use std::sync::Arc;

use crate::fingerprint::{Mix, Mixer};

/// The path of a file from the site's root, with `/` between names: `content/tools/nearpod.md`.
/// Never empty, never absolute, never with `.`, `..` or an empty name in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VPath(Arc<str>);

impl VPath {
    /// The path `text`, unless it breaks the rules above.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let sound = !text.is_empty() && text.split('/').all(|name| !matches!(name, "" | "." | ".."));
        sound.then(|| Self(text.into()))
    }

    /// A path, or the prefix of a folder, that is known to follow the rules above.
    pub(crate) fn unchecked(text: &str) -> Self {
        Self(text.into())
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last name: `nearpod.md`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The last name without its extension: `nearpod`.
    #[must_use]
    pub(crate) fn stem(&self) -> &str {
        let name = self.name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The extension in lower case, without the dot; empty when there is none.
    #[must_use]
    pub(crate) fn extension(&self) -> String {
        self.name().rsplit_once('.').map_or_else(String::new, |(_, end)| end.to_ascii_lowercase())
    }

    /// Whether the file is Markdown by its name.
    #[must_use]
    pub(crate) fn is_markdown(&self) -> bool {
        matches!(self.extension().as_str(), "md" | "markdown")
    }

    /// The folder that holds the file, without a slash at its end; empty at the site's root.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether the file ships with Homeroom, so that it is not on the disk.
    #[must_use]
    pub(crate) fn is_built_in(&self) -> bool {
        self.0.split('/').any(|name| name == "(built in)")
    }

    /// The path below `folder`: `nearpod.md` for `content/tools`.
    #[must_use]
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }

    /// The path that a relative link such as `../examples/quiz.md` leads to from this file. `None` if it leaves the
    /// site or leads to the site's folder itself. A slash at the end is dropped.
    #[must_use]
    pub(crate) fn follow(&self, link: &str) -> Option<Self> {
        let mut names: Vec<&str> = self.folder().split('/').filter(|name| !name.is_empty()).collect();
        for name in link.split('/') {
            match name {
                "" | "." => {}
                ".." => {
                    names.pop()?;
                }
                name => names.push(name),
            }
        }
        Self::new(&names.join("/"))
    }
}

impl Mix for VPath {
    fn mix(&self, mixer: Mixer) -> Mixer {
        mixer.text(self.as_str())
    }
}

impl fmt::Display for VPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn path(text: &str) -> VPath {
        VPath::new(text).expect("a sound path")
    }

    #[test]
    fn follows_links() {
        let page = path("content/tools/nearpod.md");
        assert_eq!(page.follow("../examples/quiz.md"), Some(path("content/examples/quiz.md")));
        assert_eq!(page.follow("./pear-deck.md"), Some(path("content/tools/pear-deck.md")));
        assert_eq!(page.follow("../tools/"), Some(path("content/tools")));
        assert_eq!(page.follow("../../../etc/passwd"), None);
    }

    #[test]
    fn takes_apart() {
        let page = path("content/tools/pear.deck.MD");
        assert_eq!((page.name(), page.stem(), page.folder()), ("pear.deck.MD", "pear.deck", "content/tools"));
        assert_eq!(page.extension(), "md");
        assert_eq!(page.below("content"), Some("tools/pear.deck.MD"));
        assert_eq!(page.below("cont"), None);
    }

    proptest! {
        #[test]
        fn never_escapes(start in "[a-z]{1,3}(/[a-z.]{1,3}){0,3}", link in "[a-z./\\\\%]{0,24}") {
            if let Some(file) = VPath::new(&start) && let Some(target) = file.follow(&link) {
                prop_assert!(!target.as_str().is_empty());
                prop_assert!(target.as_str().split('/').all(|name| !matches!(name, "" | "." | "..")));
            }
        }
    }
}
