//! Addresses from file names: `content/tools/Pear Deck.md` is published at `tools/pear-deck/`.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use crate::artifact::UrlPath;
use crate::source::VPath;

/// Names of devices on Windows, where no folder can have such a name.
const DEVICES: [&str; 30] = [
    "con", "conin$", "conout$", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "com¹", "com²", "com³", "lpt¹",
    "lpt²", "lpt³",
];

/// One part of an address: lower case, composed letters, hyphens between words, and no sign that has to be escaped in
/// an address or a file name. Empty if the name has no letters and digits.
#[must_use]
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for letter in name.nfc().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() || matches!(letter, '_' | '.') || is_mark(letter) {
            slug.push(letter);
        } else if matches!(letter, '-' | ' ' | '+' | '&' | '/' | '\u{2013}' | '\u{2014}')
            && !slug.is_empty()
            && !slug.ends_with('-')
        {
            slug.push('-');
        }
    }
    slug.trim_matches(['-', '.']).to_owned()
}

/// Whether a character is a combining mark. Many scripts write vowels with them, and they are not alphanumeric.
fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}

/// Whether a name is one of Windows' devices, with any extension.
#[must_use]
pub(crate) fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or("").trim_end_matches(' ').to_ascii_lowercase();
    DEVICES.contains(&stem.as_str())
}

/// A text in composed letters (NFC). Systems store accents differently, so names are compared in this form.
#[must_use]
pub(crate) fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// The address that an alias names: a folder, or an `.html` file of a former site. `None` if it is not an address.
#[must_use]
pub(crate) fn alias_url(alias: &str) -> Option<UrlPath> {
    let path = alias.trim().trim_start_matches('/');
    let sound = !path.is_empty()
        && !path.contains([':', '?', '#', '\\'])
        && !path.contains(char::is_control)
        && path.trim_end_matches('/').split('/').all(|name| !matches!(name, "" | "." | ".."));
    if !sound {
        return None;
    }
    let path = if path == "index.html" { "" } else { path.strip_suffix("/index.html").unwrap_or(path) };
    if path.ends_with(".html") || path.ends_with(".htm") {
        return Some(UrlPath::new(path));
    }
    let names: Vec<String> = path.trim_end_matches('/').split('/').map(slug).collect();
    (!names.iter().any(String::is_empty)).then(|| UrlPath::new(&format!("{}/", names.join("/"))))
}

/// Whether a file is the page of its folder: `index.md`, or as on GitHub `README.md` in a folder without `index.md`.
/// `indexed` are the folders that have an `index.md`.
#[must_use]
pub(crate) fn opens(file: &VPath, indexed: &BTreeSet<&str>) -> bool {
    file.stem() == "index" || is_readme(file) && !indexed.contains(file.folder())
}

/// Whether a file is called `README`, in small or capital letters.
#[must_use]
pub(crate) fn is_readme(file: &VPath) -> bool {
    file.stem().eq_ignore_ascii_case("readme")
}

/// Whether browsers read a fragment as the top of the page even if no element has this id.
#[must_use]
pub(crate) fn is_top(id: &str) -> bool {
    id.eq_ignore_ascii_case("top")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        for (name, expected) in [
            ("nearpod", "nearpod"),
            ("Pear Deck", "pear-deck"),
            ("C# & F#", "c-f"),
            ("100% ready", "100-ready"),
            ("Café", "café"),
            ("Cafe\u{301}", "café"),
            ("v2.1", "v2.1"),
            ("..", ""),
            ("???", ""),
            ("a -- b", "a-b"),
        ] {
            assert_eq!(slug(name), expected, "{name}");
        }
    }

    #[test]
    fn devices() {
        assert!(is_device("con") && is_device("CON.md") && is_device("lpt1"));
        assert!(is_device("aux .txt") && is_device("COM¹") && is_device("conin$"));
        assert!(!is_device("contact") && !is_device("con-1") && !is_device(""));
    }

    #[test]
    fn aliases() {
        let told = |alias| alias_url(alias).map(|url| url.to_string());
        assert_eq!(told("tools/old-name"), Some("/tools/old-name/".to_owned()));
        assert_eq!(told("/old.html"), Some("/old.html".to_owned()));
        assert_eq!(told("/Old Name/"), Some("/old-name/".to_owned()));
        assert_eq!(told("tools/index.html"), Some("/tools/".to_owned()));
        assert_eq!(told("tools/old-index.html"), Some("/tools/old-index.html".to_owned()));
        for alias in ["https://a.example/", "../up", "", "/", "index.html", "a?b", "a//b"] {
            assert_eq!(told(alias), None, "{alias}");
        }
    }
}
