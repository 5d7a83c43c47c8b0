//! What of a request counts, from the head that the gate has read.

use jiff::civil::Date;
use percent_encoding::percent_decode_str;

use super::gate::Request;
use super::shared::Shared;

/// What of a request counts.
pub(super) struct Asked {
    pub(super) head: bool,
    pub(super) host: String,
    /// The decoded path, with its leading slash.
    pub(super) path: String,
    /// The day that the browser's cookie names.
    pub(super) day: Option<Date>,
    /// Which page asks.
    pub(super) asker: Asker,
    /// Whether the browser runs on this machine.
    pub(super) is_from_here: bool,
    /// The fingerprint that the browser holds.
    known: Option<String>,
    range: Option<String>,
    /// The fingerprint of the content that the range is to be a part of, where the browser names one.
    range_of: Option<String>,
}

/// Which page asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asker {
    /// A page of this preview, as the browser says.
    Own,
    /// A page of another site, or of another port of this machine.
    Foreign,
    /// Nobody knows: an address that was typed, a program that is no browser.
    Unknown,
}

impl Asker {
    fn of(request: &Request, host: &str) -> Self {
        let header = |name: &str| request.head.headers.get(name).map(String::as_str);
        match header("sec-fetch-site") {
            Some("same-origin") => return Self::Own,
            Some("none") => return Self::Unknown,
            Some(_) => return Self::Foreign,
            None => {}
        }
        // Browsers say the above to this machine's own addresses alone. The preview's pages name themselves to the
        // preview; pages of other sites may choose to name nothing.
        let from = header("origin").or_else(|| header("referer"));
        let is_own = |from: &str| {
            let rest = from.strip_prefix("http://").and_then(|rest| rest.strip_prefix(host));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        match from {
            None => Self::Unknown,
            Some(from) if is_own(from) => Self::Own,
            Some(_) => Self::Foreign,
        }
    }
}

impl Asked {
    pub(super) fn of(shared: &Shared, request: &Request) -> Option<Self> {
        let header = |name: &str| request.head.headers.get(name).cloned();
        let path = request.head.target.split(['?', '#']).next().unwrap_or("");
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let is_sound = !path.contains(['\\', '\0']) && path.split('/').all(|name| !matches!(name, "." | ".."));
        let host = header("host").unwrap_or_default();
        is_sound.then(|| Self {
            head: request.head.is_head,
            path: path.into_owned(),
            day: header("cookie").as_deref().and_then(|cookies| shared.day.of(cookies)),
            asker: Asker::of(request, &host),
            is_from_here: request.is_from_here,
            known: header("if-none-match"),
            range: header("range"),
            range_of: header("if-range"),
            host,
        })
    }

    /// Whether the browser holds the content of that fingerprint.
    pub(super) fn holds(&self, tag: &str) -> bool {
        // A proxy that packs an answer marks its fingerprint as weak; `*` is whatever there is.
        let is_it = |known: &str| known.trim() == "*" || is_tag(known.trim().trim_start_matches("W/"), tag);
        self.known.as_deref().is_some_and(|known| known.split(',').any(is_it))
    }

    /// The range that is asked for, unless it is to be a part of other content.
    pub(super) fn range(&self, tag: Option<&str>) -> Option<&str> {
        let is_part = |of: &str| tag.is_some_and(|tag| is_tag(of, tag));
        self.range.as_deref().filter(|_| self.range_of.as_deref().is_none_or(is_part))
    }
}

fn is_tag(written: &str, tag: &str) -> bool {
    written.strip_prefix('"').and_then(|written| written.strip_suffix('"')) == Some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::gate::Head;

    #[test]
    fn which_page_asks() {
        let asker = |headers: &[(&str, &str)]| {
            let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            let head = Head { is_head: false, target: "/".to_owned(), headers };
            Asker::of(&Request { head, is_from_here: true }, "localhost:8000")
        };
        for own in [
            &[("sec-fetch-site", "same-origin")][..],
            &[("origin", "http://localhost:8000")],
            &[("referer", "http://localhost:8000/tools/")],
        ] {
            assert_eq!(asker(own), Asker::Own, "{own:?}");
        }
        for foreign in [
            &[("sec-fetch-site", "same-site")][..],
            &[("sec-fetch-site", "cross-site"), ("referer", "http://localhost:8000/")],
            &[("sec-fetch-site", "other")],
            &[("origin", "http://localhost:8001"), ("referer", "http://localhost:8000/")],
            &[("origin", "null")],
            &[("origin", "http://localhost:80000")],
            &[("referer", "http://localhost:8000.evil.example/")],
            &[("referer", "https://evil.example/http://localhost:8000/")],
        ] {
            assert_eq!(asker(foreign), Asker::Foreign, "{foreign:?}");
        }
        assert_eq!(asker(&[]), Asker::Unknown);
        assert_eq!(asker(&[("sec-fetch-site", "none")]), Asker::Unknown);
    }
}
