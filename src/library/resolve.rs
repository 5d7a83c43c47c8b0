//! Resolves links: what a link in a text leads to.

use percent_encoding::percent_decode_str;

use super::entries::Library;
use super::names::EntryIndex;
use super::target::{Missing, Target};
use crate::content::Entry;
use crate::content::address::composed;
use crate::href::Tail;
use crate::markdown::Link;
use crate::schema::web_address::is_email;
use crate::source::VPath;

/// The schemes that links may have.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

impl Library {
    /// Resolves a link of an entry.
    #[must_use]
    pub(crate) fn target(&self, entry: &Entry, link: &Link) -> Target {
        self.follow(entry, &link.destination, link.image)
    }

    /// Resolves the text of a link of an entry. With `image`, the page shows the target in place: a picture, a sound, a
    /// film.
    #[must_use]
    pub(crate) fn follow(&self, entry: &Entry, written: &str, image: bool) -> Target {
        // Browsers drop white space and control characters before they look for a scheme.
        let destination: String = written.trim().chars().filter(|letter| !letter.is_control()).collect();
        if let Some(scheme) = scheme(&destination) {
            return match scheme.as_str() {
                "http" | "https" if image => Target::OutsideImage(destination),
                known if SCHEMES.contains(&known) && !image && !is_whole(&destination) => {
                    Target::Missing(Missing::Incomplete)
                }
                known if SCHEMES.contains(&known) && !image => Target::Outside(destination),
                _ => Target::Missing(Missing::Scheme(scheme)),
            };
        }
        if destination.starts_with("//") || destination.starts_with('\\') {
            return Target::Missing(Missing::NoScheme(None));
        }
        let (path, tail) = Tail::split(&destination);
        if path.is_empty() {
            return if destination.is_empty() { Target::Missing(Missing::Empty) } else { Target::Here(tail) };
        }
        let path = decode(path);
        match self.at(entry, &path, tail, image) {
            Target::Address { path: address, tail, otherwise } => {
                let otherwise = match *otherwise {
                    // A link to no file may be a web or e-mail address that lacks its beginning.
                    Target::Missing(Missing::Page(file) | Missing::File(file)) if !image && is_email(&path) => {
                        Target::Missing(Missing::NoMailto(file))
                    }
                    Target::Missing(Missing::Page(file) | Missing::File(file))
                        if !image && looks_like_a_host(&path) =>
                    {
                        Target::Missing(Missing::NoScheme(Some(file)))
                    }
                    otherwise => otherwise,
                };
                Target::Address { path: address, tail, otherwise: Box::new(otherwise) }
            }
            target => target,
        }
    }

    /// Resolves a path that the settings name. It starts at the content folder, like a link with a slash in front.
    #[must_use]
    pub(crate) fn target_from_root(&self, written: &str) -> Target {
        let (path, tail) = Tail::split(written.trim());
        let path = decode(path);
        self.at_root(path.strip_prefix("./").unwrap_or(&path).trim_start_matches('/'), tail, false)
    }

    /// What a decoded path leads to.
    fn at(&self, entry: &Entry, path: &str, tail: Tail, image: bool) -> Target {
        if let Some(address) = path.strip_prefix('/') {
            return self.at_root(address, tail, image);
        }
        let Some(file) = entry.file.follow(path) else { return Target::Missing(Missing::Outside) };
        match (file.below("content"), file.below("static")) {
            (Some(below), _) => self.at_path(below, tail, image),
            (None, Some(below)) => self.in_static(below, &tail).unwrap_or(Target::Missing(Missing::Outside)),
            // `../` from a section's folder leads to the content folder itself, which is the home page.
            (None, None) if file.as_str() == "content" => self.home(tail),
            (None, None) => Target::Missing(Missing::Outside),
        }
    }

    fn home(&self, tail: Tail) -> Target {
        let otherwise = || Box::new(Target::Missing(Missing::Page(VPath::unchecked("content/index.md"))));
        self.opening_of("content", &tail).unwrap_or_else(|| Target::Address {
            path: String::new(),
            tail,
            otherwise: otherwise(),
        })
    }

    /// The `index.md` of a folder. When it is not published, the build may make a page there, as it does for a kind's
    /// folder, so the target is then an address.
    fn opening_of(&self, folder: &str, tail: &Tail) -> Option<Target> {
        let openings = self.names.openings.get(folder)?;
        let entry = |index: &EntryIndex| Target::Entry { index: *index, tail: tail.clone() };
        let published = openings.iter().find(|index| self.is_published(**index));
        published.map(entry).or_else(|| {
            let path = folder.strip_prefix("content").unwrap_or(folder).trim_start_matches('/').to_owned();
            Some(Target::Address { path, tail: tail.clone(), otherwise: Box::new(entry(openings.first()?)) })
        })
    }

    /// A path from the root. On the site the root is the content folder (and `static/`); on GitHub it is the
    /// repository, so `/content/…` and `/static/…` work too.
    fn at_root(&self, path: &str, tail: Tail, image: bool) -> Target {
        let trimmed = path.trim_end_matches('/');
        if trimmed.is_empty() || trimmed == "content" {
            return self.home(tail);
        }
        let Some(sound) = VPath::unchecked("content/index.md").follow(trimmed) else {
            return Target::Missing(Missing::Outside);
        };
        let Some(below) = sound.below("content") else { return Target::Missing(Missing::Outside) };
        match self.at_path(below, tail.clone(), image) {
            Target::Address { path, tail, otherwise } => {
                let in_content = below.strip_prefix("content/").map(|below| self.at_path(below, tail.clone(), image));
                let in_content = in_content.filter(|target| !matches!(target, Target::Address { .. }));
                let in_static = || self.in_static(below.strip_prefix("static/")?, &tail);
                in_content.or_else(in_static).unwrap_or(Target::Address { path, tail, otherwise })
            }
            target => target,
        }
    }

    /// A file of `static/`, or a folder there with an `index.html`.
    fn in_static(&self, below: &str, tail: &Tail) -> Option<Target> {
        let below = composed(below);
        let tail = tail.clone();
        if let Some(file) = self.names.static_files.get(&below) {
            return Some(Target::File { file: file.clone(), tail });
        }
        let index = self.names.static_files.get(&format!("{below}/index.html"))?;
        let path = index.folder().strip_prefix("static/")?.to_owned();
        let otherwise = Box::new(Target::File { file: index.clone(), tail: tail.clone() });
        Some(Target::Address { path, tail, otherwise })
    }

    /// What a path below the content folder leads to. It may be the path of a file or the address of a page.
    fn at_path(&self, below: &str, tail: Tail, image: bool) -> Target {
        let below = composed(below);
        let name = format!("content/{below}");
        let names = &self.names;
        if let Some(index) = names.by_file.get(&name) {
            return Target::Entry { index: *index, tail };
        }
        if let Some(file) = names.files.get(&name) {
            return Target::File { file: file.clone(), tail };
        }
        if let Some(target) = self.in_static(&below, &tail).filter(|target| matches!(target, Target::File { .. })) {
            return target;
        }
        // `index.html` is the file of a page in a portable site. Files of `static/` were found above.
        let is_home = matches!(below.as_str(), "index" | "index.md" | "index.html");
        let folder = if is_home { "" } else { below.strip_suffix("/index.html").unwrap_or(&below) };
        if folder.is_empty() {
            return self.home(tail);
        }
        if !image {
            let name = format!("content/{folder}");
            let page = |end: &str| names.by_file.get(&format!("{name}.{end}")).copied();
            // The link may name a folder, as on GitHub, or an address instead of a file: `../nearpod/` or `../nearpod`.
            let beside = || page("md").or_else(|| page("markdown"));
            let by_address = || names.by_slug.get(&(String::new(), folder.to_owned())).copied();
            if let Some(target) = self.opening_of(&name, &tail) {
                return target;
            }
            if let Some(index) = beside().or_else(by_address) {
                return Target::Entry { index, tail };
            }
            if let Some(target) = self.in_static(folder, &tail) {
                return target;
            }
        }
        let otherwise = Box::new(Target::Missing(self.missing(&below, image)));
        Target::Address { path: below, tail, otherwise }
    }

    fn missing(&self, below: &str, image: bool) -> Missing {
        let address = |file: &VPath| file.below("content").or_else(|| file.below("static")).map(composed);
        let differs = |file: &&VPath| address(file).as_deref() != Some(below);
        let small = below.to_lowercase();
        let ends: &[&str] = if image { &[""] } else { &["", ".md", "/index.md", "/readme.md"] };
        let mut actual = ends.iter().filter_map(|end| self.names.folded_files.get(&format!("{small}{end}")));
        if let Some(actual) = actual.find(differs) {
            return Missing::Capitals(actual.clone());
        }
        let file = VPath::unchecked(&format!("content/{below}"));
        match file.extension().as_str() {
            _ if image => Missing::File(file),
            _ if self.names.folders.contains(below) => Missing::Folder(file),
            "md" | "markdown" | "" => Missing::Page(file),
            _ => Missing::File(file),
        }
    }
}

/// Whether an address is complete: it has a host, a mailbox or a number behind its scheme.
fn is_whole(destination: &str) -> bool {
    let (scheme, rest) = destination.split_once(':').unwrap_or(("", destination));
    match scheme.trim().to_ascii_lowercase().as_str() {
        "http" | "https" => {
            // Browsers may take `https:a.example`, without slashes, as a page beside the one that links it.
            let has_slashes = rest.starts_with("//");
            let rest = rest.trim_start_matches('/');
            let begins_twice = ["http:", "https:", "http/", "https/"].iter().any(|scheme| rest.starts_with(scheme));
            has_slashes && !begins_twice && rest.contains(|first: char| first.is_alphanumeric())
        }
        "mailto" => {
            let (mailboxes, fields) = rest.split_once('?').unwrap_or((rest, ""));
            // `mailto:?subject=…` is complete: the reader fills in the address.
            let is_open = mailboxes.is_empty() && !fields.is_empty();
            is_open || mailboxes.split(',').all(|mailbox| is_email(decode(mailbox).trim()))
        }
        _ => rest.contains(|digit: char| digit.is_ascii_digit()),
    }
}

/// Whether a path starts like the address of a different site: `www.district.example`, `district.org/forms`.
fn looks_like_a_host(path: &str) -> bool {
    const ENDS: [&str; 8] = ["com", "org", "net", "edu", "gov", "us", "io", "example"];
    let host = path.split('/').next().unwrap_or("").to_ascii_lowercase();
    let end = host.rsplit_once('.').map_or("", |(_, end)| end);
    matches!(host.as_str(), "http" | "https" | "http;" | "https;")
        || host.starts_with("www.")
        || !host.starts_with('.') && ENDS.contains(&end)
}

/// The scheme of a link, in lower case. For a Windows path (`C:\`) it is the letter of the drive.
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
        let cut = [
            "https://https://a.example/",
            "https://",
            "http:",
            "https:///",
            "https:a.example",
            "http:/a.example",
            "mailto:",
            "mailto:office",
            "mailto:a@b.example,c",
            "tel:",
        ];
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
            ("https//district.example", true),
            ("https;//district.example", true),
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
