//! What a link in a text leads to.

use percent_encoding::percent_decode_str;

use super::{Catalog, EntryIndex};
use crate::artifact::UrlPath;
use crate::content::Entry;
use crate::content::address::composed;
use crate::markdown::{Link, THEME_ID};
use crate::schema::read::is_email;
use crate::source::VPath;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An entry, perhaps at one of its headings.
    Entry {
        /// The entry.
        index: EntryIndex,
        /// The heading's id, checked.
        anchor: Option<String>,
    },
    /// A heading of the page itself, checked.
    Here(String),
    /// A page that the site makes: a section, a view, a facet. Checked once all pages are planned.
    Address {
        /// The page.
        url: UrlPath,
        /// What follows the `#`; not checked, since such pages have no headings of their own.
        anchor: Option<String>,
    },
    /// A file of `content/` or `static/`.
    File(VPath),
    /// Another site, a mailbox or a telephone.
    Outside(String),
    /// A picture or a recording on another site; a page loads nothing from elsewhere.
    OutsideImage(String),
    /// Nothing.
    Missing(Missing),
}

/// Why a link leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// No such page, with the file that it would be.
    Page(VPath),
    /// No such picture or file, with the file that it would be.
    File(VPath),
    /// The page is there, and has no such heading; with the page and what the link calls the heading.
    Anchor(EntryIndex, String),
    /// The name differs in capitals only: it works on some systems and fails on the web.
    Capitals(String),
    /// It leads out of the content folder.
    Outside,
    /// A scheme that a page must not carry, such as `javascript`.
    Scheme(String),
    /// An address without `https:`, unless it is meant as the file that it would be.
    NoScheme(Option<VPath>),
    /// A mailbox without `mailto:`, unless it is meant as the file that it would be.
    NoMailto(VPath),
    /// `https:` without a host, or `mailto:` without a mailbox.
    Incomplete,
    /// Nothing was written.
    Empty,
}

/// The schemes that links may have.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

impl Catalog {
    /// Resolves a link of an entry.
    #[must_use]
    pub fn target(&self, entry: &Entry, link: &Link) -> Target {
        // Browsers drop white space and control characters before they look for a scheme.
        let destination: String = link.destination.trim().chars().filter(|letter| !letter.is_control()).collect();
        if let Some(scheme) = scheme(&destination) {
            return match scheme.as_str() {
                "http" | "https" if link.image => Target::OutsideImage(destination),
                known if SCHEMES.contains(&known) && !link.image && !is_whole(&destination) => {
                    Target::Missing(Missing::Incomplete)
                }
                known if SCHEMES.contains(&known) && !link.image => Target::Outside(destination),
                _ => Target::Missing(Missing::Scheme(scheme)),
            };
        }
        if destination.starts_with("//") || destination.starts_with("\\") {
            return Target::Missing(Missing::NoScheme(None));
        }
        let (path, anchor) = match destination.split_once('#') {
            Some((path, anchor)) => (path, Some(decode(anchor)).filter(|anchor| !anchor.is_empty())),
            None => (destination.as_str(), None),
        };
        let path = path.split('?').next().unwrap_or("");
        if path.is_empty() {
            return match anchor {
                None if destination.is_empty() => Target::Missing(Missing::Empty),
                None => Target::Here(format!("{THEME_ID}main")),
                Some(anchor) if has_anchor(entry, &anchor) => Target::Here(anchor),
                Some(anchor) => {
                    let index = self.names.by_file.get(&composed(entry.file.as_str())).copied().unwrap_or_default();
                    Target::Missing(Missing::Anchor(index, anchor))
                }
            };
        }
        let path = decode(path);
        match self.at(entry, &path, anchor, link.image) {
            // What is no file here may be an address or a mailbox that lacks its beginning.
            Target::Missing(Missing::Page(file) | Missing::File(file)) if !link.image && is_email(&path) => {
                Target::Missing(Missing::NoMailto(file))
            }
            Target::Missing(Missing::Page(file) | Missing::File(file)) if !link.image && looks_like_a_host(&path) => {
                Target::Missing(Missing::NoScheme(Some(file)))
            }
            target => target,
        }
    }

    /// What a decoded path leads to.
    fn at(&self, entry: &Entry, path: &str, anchor: Option<String>, image: bool) -> Target {
        if let Some(address) = path.strip_prefix('/') {
            return self.at_root(address, anchor, image);
        }
        match entry.file.follow(path) {
            Some(file) if file.below("content").is_some() => self.at_path(&file, anchor, image),
            // `../` out of a section's folder ends at the content folder itself: the home page.
            Some(file) if file.as_str() == "content" => self.home(anchor),
            Some(_) | None => Target::Missing(Missing::Outside),
        }
    }

    fn home(&self, anchor: Option<String>) -> Target {
        match self.names.by_file.get("content/index.md") {
            Some(index) => Target::Entry { index: *index, anchor },
            None => Target::Address { url: UrlPath::new(""), anchor },
        }
    }

    /// A path from the root: a file of the content folder, one of `static/`, or an address of the site.
    fn at_root(&self, path: &str, anchor: Option<String>, image: bool) -> Target {
        let trimmed = path.trim_end_matches('/');
        if trimmed.is_empty() {
            return self.home(anchor);
        }
        let in_content = trimmed.strip_prefix("content/").unwrap_or(trimmed);
        let Some(file) = VPath::new(&format!("content/{in_content}")) else { return Target::Missing(Missing::Outside) };
        let target = self.at_path(&file, anchor.clone(), image);
        match (target, self.names.static_files.get(&composed(path))) {
            (Target::Missing(_), Some(file)) => Target::File(file.clone()),
            (Target::Missing(Missing::Page(_) | Missing::File(_)), None) if !trimmed.contains('.') && !image => {
                Target::Address { url: UrlPath::new(&format!("{trimmed}/")), anchor }
            }
            (target, _) => target,
        }
    }

    fn at_path(&self, path: &VPath, anchor: Option<String>, image: bool) -> Target {
        let name = composed(path.as_str());
        if let Some(index) = self.names.by_file.get(&name) {
            return self.at_entry(*index, anchor);
        }
        if let Some(file) = self.names.files.get(&name) {
            return Target::File(file.clone());
        }
        if !image {
            // A folder, as GitHub shows it: its index, or the section of its kind.
            if let Some(index) = self.names.by_file.get(&format!("{name}/index.md")) {
                return self.at_entry(*index, anchor);
            }
            let folder = name.strip_prefix("content/").unwrap_or(&name);
            if self.names.folders.contains(folder) {
                return Target::Address { url: UrlPath::new(&format!("{folder}/")), anchor };
            }
            // A link to an address instead of a file: `../nearpod/` or `../nearpod`.
            if let Some(index) = self.names.by_file.get(&format!("{name}.md")) {
                return self.at_entry(*index, anchor);
            }
        }
        if let Some(actual) =
            self.names.folded_files.get(&name.to_lowercase()).filter(|actual| composed(actual) != name)
        {
            return Target::Missing(Missing::Capitals(actual.clone()));
        }
        let markdown = matches!(path.extension().as_str(), "md" | "markdown" | "");
        let file = path.clone();
        Target::Missing(if markdown && !image { Missing::Page(file) } else { Missing::File(file) })
    }

    fn at_entry(&self, index: EntryIndex, anchor: Option<String>) -> Target {
        let entry = &self.entries[index];
        match anchor {
            // A page that could not be read has lost its headings; that is told once, at the page.
            Some(anchor) if entry.readable && !has_anchor(entry, &anchor) => {
                Target::Missing(Missing::Anchor(index, anchor))
            }
            anchor => Target::Entry { index, anchor },
        }
    }
}

/// Whether a page has an element with this id.
fn has_anchor(entry: &Entry, anchor: &str) -> bool {
    let title = entry.title_heading.is_some() && entry.body.outline.first().is_some_and(|heading| heading.id == anchor);
    title || entry.body.has_anchor(anchor)
}

/// Whether what follows the scheme is more than a beginning.
fn is_whole(destination: &str) -> bool {
    let (scheme, rest) = destination.split_once(':').unwrap_or(("", destination));
    match scheme.trim().to_ascii_lowercase().as_str() {
        "http" | "https" => rest.trim_start_matches('/').contains(|first: char| first.is_alphanumeric()),
        "mailto" => {
            let (mailboxes, fields) = rest.split_once('?').unwrap_or((rest, ""));
            // A letter without an address asks its writer for one.
            let is_open = mailboxes.is_empty() && !fields.is_empty();
            is_open || mailboxes.split(',').all(|mailbox| is_email(decode(mailbox).trim()))
        }
        _ => rest.contains(|digit: char| digit.is_ascii_digit()),
    }
}

/// Whether a path starts as the address of another site does: `www.district.example`, `district.org/forms`.
fn looks_like_a_host(path: &str) -> bool {
    const ENDS: [&str; 8] = ["com", "org", "net", "edu", "gov", "us", "io", "example"];
    let host = path.split('/').next().unwrap_or("").to_ascii_lowercase();
    let end = host.rsplit_once('.').map_or("", |(_, end)| end);
    host.starts_with("www.") || !host.starts_with('.') && ENDS.contains(&end)
}

/// The scheme of a link, in lower case. A Windows path (`C:\`) has one too, of a single letter.
fn scheme(destination: &str) -> Option<String> {
    let (scheme, _) = destination.split_once(':')?;
    let compact: String = scheme.chars().filter(|letter| !letter.is_whitespace()).collect();
    let sound = compact.starts_with(|first: char| first.is_ascii_alphabetic())
        && compact.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    (sound && !scheme.contains(['/', '?', '#'])).then(|| compact.to_ascii_lowercase())
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings() {
        let cut = ["https://", "http:", "https:///", "mailto:", "mailto:office", "mailto:a@b.example,c", "tel:"];
        for destination in cut {
            assert!(!is_whole(destination), "{destination}");
        }
        for destination in [
            "https://a.example",
            "https://\u{e4}.example/",
            "mailto:a@b.example",
            "MAILTO:a%40b.example?subject=Hi",
            "mailto:a@b.example,c@d.example",
            "mailto:?subject=Hi",
            "tel:+1-555-0100",
        ] {
            assert!(is_whole(destination), "{destination}");
        }
        for (path, expected) in [
            ("www.google.com", true),
            ("district.org/forms/a.pdf", true),
            ("guide.pdf", false),
            ("tools/nearpod.md", false),
            (".com", false),
        ] {
            assert_eq!(looks_like_a_host(path), expected, "{path}");
        }
    }

    #[test]
    fn schemes() {
        for (destination, expected) in [
            ("https://a.example/", Some("https")),
            ("JaVaScRiPt:alert(1)", Some("javascript")),
            ("java script:alert(1)", Some("javascript")),
            ("data:text/html,x", Some("data")),
            ("C:\\files\\a.md", Some("c")),
            ("tools/a:b.md", None),
            ("../a.md", None),
            ("a.md#b:c", None),
        ] {
            assert_eq!(scheme(destination).as_deref(), expected, "{destination}");
        }
    }
}
