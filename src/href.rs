//! Every link of the output is made here.
//!
//! Links are relative, so that the site works at any base path. Only the links of `404.html` start at the root of the
//! site, because the page is served at any address.

use std::borrow::Cow;
use std::fmt::Write;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::artifact::UrlPath;

/// The characters to encode in one name of a path.
const NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The characters to encode in a path.
const PATH: &AsciiSet = &NAME.remove(b'/');

/// The characters to encode in a query or a fragment. `%` is not one of them, so what is already encoded stays as it
/// is.
const REST: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'\\').add(b'{').add(b'}');

/// The query and the fragment of a link, as its author wrote them: `?with=zoom#prices`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tail {
    /// The text between the `?` and the `#`; `None` if it is empty.
    pub query: Option<String>,
    /// The text after the `#`; `None` if it is empty.
    pub fragment: Option<String>,
}

impl Tail {
    /// Splits a link into its path, and its query and fragment.
    #[must_use]
    pub fn split(link: &str) -> (&str, Self) {
        let (rest, fragment) = match link.split_once('#') {
            Some((rest, fragment)) => (rest, Some(fragment.to_owned()).filter(|fragment| !fragment.is_empty())),
            None => (link, None),
        };
        let (path, query) = match rest.split_once('?') {
            Some((path, query)) => (path, Some(query.to_owned()).filter(|query| !query.is_empty())),
            None => (rest, None),
        };
        (path, Self { query, fragment })
    }

    /// The id that a link leads to, decoded. Directives for browsers in a fragment, such as `:~:text=`, are not part of
    /// the id.
    #[must_use]
    pub(crate) fn anchor(&self) -> Option<String> {
        let fragment = self.fragment.as_deref()?;
        let id = fragment.split(":~:").next().unwrap_or(fragment);
        Some(percent_decode_str(id).decode_utf8_lossy().into_owned()).filter(|id| !id.is_empty())
    }
}

impl std::fmt::Display for Tail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (mark, text) in [('?', &self.query), ('#', &self.fragment)] {
            if let Some(text) = text {
                write!(f, "{mark}{}", utf8_percent_encode(text, REST))?;
            }
        }
        Ok(())
    }
}

/// Makes the links of one page.
#[derive(Debug, Clone)]
pub(crate) struct Linker {
    from: From,
    portable: bool,
}

#[derive(Debug, Clone)]
enum From {
    /// A page, by its address.
    Page(UrlPath),
    /// Any address. Links start with the path of the base URL, which has a slash at both ends.
    Anywhere(String),
}

impl Linker {
    /// Makes the links of the page at `from`. `portable` links name files: `nearpod/index.html`.
    #[must_use]
    pub(crate) fn page(from: &UrlPath, portable: bool) -> Self {
        Self { from: From::Page(from.clone()), portable }
    }

    /// Makes links that work at any address below `base_path`, which has a slash at both ends.
    #[must_use]
    pub(crate) fn anywhere(base_path: &str, portable: bool) -> Self {
        Self { from: From::Anywhere(base_path.to_owned()), portable }
    }

    /// The link to an address of the site.
    #[must_use]
    pub(crate) fn to(&self, target: &UrlPath) -> String {
        let target = if self.portable { Cow::Owned(target.file()) } else { Cow::Borrowed(target.as_str()) };
        match &self.from {
            From::Anywhere(base) => format!("{base}{}", encode(&target)),
            From::Page(from) => relative(from.as_str(), &target),
        }
    }

    /// The link to an address of the site, with a query and a fragment.
    #[must_use]
    pub(crate) fn to_tail(&self, target: &UrlPath, tail: &Tail) -> String {
        format!("{}{tail}", self.to(target))
    }

    /// The link to an element of a page, by the element's id.
    #[must_use]
    pub(crate) fn to_anchor(&self, target: &UrlPath, anchor: Option<&str>) -> String {
        match anchor {
            Some(anchor) => format!("{}#{}", self.to(target), utf8_percent_encode(anchor, NAME)),
            None => self.to(target),
        }
    }
}

/// The link to an element of the same page, by the element's id.
#[must_use]
pub(crate) fn fragment(anchor: &str) -> String {
    format!("#{}", utf8_percent_encode(anchor, NAME))
}

/// The absolute URL of an address of the site. `base_url` ends in a slash.
#[must_use]
pub fn absolute(base_url: &str, target: &UrlPath) -> String {
    format!("{base_url}{}", encode(target.as_str()))
}

fn encode(path: &str) -> String {
    path.split('/').map(|name| utf8_percent_encode(name, NAME).to_string()).collect::<Vec<_>>().join("/")
}

fn relative(from: &str, target: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut from = folder.split('/').filter(|name| !name.is_empty()).peekable();
    let (target_folder, name) = target.rsplit_once('/').unwrap_or(("", target));
    let mut to = target_folder.split('/').filter(|name| !name.is_empty()).peekable();
    while from.peek().is_some() && from.peek() == to.peek() {
        from.next();
        to.next();
    }
    let mut link = String::with_capacity(target.len() + 8);
    from.for_each(|_| link.push_str("../"));
    for folder in to {
        // Writing into a `String` cannot fail.
        let _ = write!(link, "{}/", utf8_percent_encode(folder, NAME));
    }
    let _ = write!(link, "{}", utf8_percent_encode(name, NAME));
    if link.is_empty() { "./".to_owned() } else { link }
}

/// Encodes a path for use in an address. Slashes stay.
#[must_use]
pub(crate) fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn relative_links() {
        for (from, to, folder, file) in [
            ("", "", "./", "index.html"),
            ("", "tools/nearpod/", "tools/nearpod/", "tools/nearpod/index.html"),
            ("tools/nearpod/", "tools/pear-deck/", "../pear-deck/", "../pear-deck/index.html"),
            ("tools/nearpod/", "tools/", "../", "../index.html"),
            ("tools/nearpod/", "", "../../", "../../index.html"),
            ("tools/nearpod/", "tools/nearpod/", "./", "index.html"),
            ("tools/", "assets/a b.css", "../assets/a%20b.css", "../assets/a%20b.css"),
            ("", "tools/café/", "tools/caf%C3%A9/", "tools/caf%C3%A9/index.html"),
            ("", "a:b/", "a%3Ab/", "a%3Ab/index.html"),
        ] {
            let (from, to) = (UrlPath::new(from), UrlPath::new(to));
            assert_eq!(Linker::page(&from, false).to(&to), folder);
            assert_eq!(Linker::page(&from, true).to(&to), file);
        }
        assert_eq!(Linker::anywhere("/handbook/", false).to(&UrlPath::new("tools/")), "/handbook/tools/");
    }

    #[test]
    fn what_follows_a_path_is_kept_as_it_is_written() {
        for (link, path, told, anchor) in [
            ("a.md", "a.md", "", None),
            ("a.md#", "a.md", "", None),
            ("a/?b=c&d#e", "a/", "?b=c&d#e", Some("e")),
            ("a.pdf#page=3", "a.pdf", "#page=3", Some("page=3")),
            ("#%C3%BCber", "", "#%C3%BCber", Some("über")),
            ("#über uns", "", "#%C3%BCber%20uns", Some("über uns")),
            ("a#b?c", "a", "#b?c", Some("b?c")),
            ("a#:~:text=some%20words", "a", "#:~:text=some%20words", None),
            ("a?\"<b>", "a", "?%22%3Cb%3E", None),
        ] {
            let (found, tail) = Tail::split(link);
            assert_eq!((found, tail.to_string().as_str()), (path, told), "{link}");
            assert_eq!(tail.anchor().as_deref(), anchor, "{link}");
        }
    }

    proptest! {
        /// A browser that follows the link ends where it should.
        #[test]
        fn links_lead_where_they_say(from in "([a-c]/){0,3}", to in "([a-c]/){0,3}[a-c]?") {
            let link = Linker::page(&UrlPath::new(&from), false).to(&UrlPath::new(&to));
            let mut names: Vec<&str> = from.split('/').filter(|name| !name.is_empty()).collect();
            let (folders, name) = link.rsplit_once('/').unwrap_or(("", &link));
            for part in folders.split('/').filter(|part| !part.is_empty() && *part != ".") {
                if part == ".." { names.pop(); } else { names.push(part); }
            }
            let folder: String = names.iter().map(|name| format!("{name}/")).collect();
            prop_assert_eq!(format!("{folder}{name}"), to);
        }
    }
}
