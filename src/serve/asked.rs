//! Reads from a request's head what the answer depends on.

use jiff::civil::Date;
use percent_encoding::percent_decode_str;

use super::gate::Request;
use super::shared::Shared;

/// The parts of a request that its answer depends on.
pub(super) struct Asked {
    pub(super) head: bool,
    pub(super) host: String,
    /// The decoded path; it starts with a slash.
    pub(super) path: String,
    /// The day for which the browser shows the site, from its cookie. `None` for today.
    pub(super) day: Option<Date>,
    /// Which sort of page sends the request.
    pub(super) asker: Asker,
    /// Whether the browser runs on this machine.
    pub(super) is_from_here: bool,
    /// The fingerprints of the content that the browser holds, as the header `If-None-Match` writes them.
    known: Option<String>,
    range: Option<String>,
    /// The fingerprint of the content that the range has to be a part of, if the browser names one.
    range_of: Option<String>,
}

/// Which page asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asker {
    /// A page of this preview.
    Own,
    /// A page of another site, or of another port of this machine.
    Foreign,
    /// It is not known: somebody typed the address, or the program is not a browser.
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
        // Browsers send the header above only to this machine's own addresses. The preview's own pages always send one
        // of the headers below; a page of another site may send none of them.
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

    /// Whether the browser holds the content with this fingerprint.
    pub(super) fn holds(&self, tag: &str) -> bool {
        // A proxy that compresses an answer marks its fingerprint as weak with `W/`; `*` means any content.
        let is_it = |known: &str| known.trim() == "*" || is_tag(known.trim().trim_start_matches("W/"), tag);
        self.known.as_deref().is_some_and(|known| known.split(',').any(is_it))
    }

    /// The range that the browser asks for. `None` if it has to be a part of content that has changed since.
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
    fn tells_pages_of_the_preview_from_pages_of_other_sites() {
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
