//! Answers: a request's path is looked up among the addresses of the site, never on the disk.

use std::io::{self, Read, Write};

use jiff::civil::Date;
use percent_encoding::{CONTROLS, percent_decode_str, utf8_percent_encode};
use tiny_http::{HTTPVersion, Header, Response, StatusCode};

use super::gate::Request;
use super::watch::Signal;
use super::{CLIENT_PATH, Shared, own, page};
use crate::artifact::{Artifact, UrlPath};
use crate::disk;
use crate::fingerprint::Fingerprint;
use crate::href;
use crate::output::Deferred;

/// The number of a status.
pub(super) type Status = u16;

pub(super) const OK: Status = 200;
const PARTIAL: Status = 206;
const MOVED: Status = 302;
const NOT_MODIFIED: Status = 304;
const BAD: Status = 400;
pub(super) const NOT_FOUND: Status = 404;
pub(super) const FORBIDDEN: Status = 403;
const MISDIRECTED: Status = 421;
const NOT_SATISFIABLE: Status = 416;
const FAILED: Status = 500;
pub(super) const BUSY: Status = 503;

/// Answers one request.
pub(super) fn answer(shared: &Shared, request: &Request, out: &mut dyn Write) -> io::Result<()> {
    match Asked::of(shared, request) {
        Some(asked) => respond(shared, &asked, out),
        None => plain(out, request.head.is_head, BAD, "the address of the request cannot be read"),
    }
}

/// What of a request counts.
pub(super) struct Asked {
    pub(super) head: bool,
    host: String,
    /// The decoded path, with its leading slash.
    path: String,
    /// The day that the browser's cookie names.
    pub(super) day: Option<Date>,
    /// Which page asks.
    pub(super) asker: Asker,
    /// Whether the browser runs on this machine.
    pub(super) is_from_here: bool,
    /// The print that the browser holds.
    known: Option<String>,
    range: Option<String>,
    /// The print of the content that the range is to be a part of, where the browser names one.
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
    fn of(shared: &Shared, request: &Request) -> Option<Self> {
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

    /// Whether the browser holds the content of that print.
    fn holds(&self, tag: &str) -> bool {
        // A proxy that packs an answer marks its print as weak; `*` is whatever there is.
        let is_it = |known: &str| known.trim() == "*" || is_tag(known.trim().trim_start_matches("W/"), tag);
        self.known.as_deref().is_some_and(|known| known.split(',').any(is_it))
    }

    /// The range that is asked for, unless it is to be a part of other content.
    fn range(&self, tag: Option<&str>) -> Option<&str> {
        let is_part = |of: &str| tag.is_some_and(|tag| is_tag(of, tag));
        self.range.as_deref().filter(|_| self.range_of.as_deref().is_none_or(is_part))
    }
}

fn is_tag(written: &str, tag: &str) -> bool {
    written.strip_prefix('"').and_then(|written| written.strip_suffix('"')) == Some(tag)
}

fn respond(shared: &Shared, asked: &Asked, out: &mut dyn Write) -> io::Result<()> {
    if !shared.hosts.allow(&asked.host) {
        return plain(out, asked.head, MISDIRECTED, "this preview does not answer to that host name");
    }
    if let Some(name) = asked.path.strip_prefix(CLIENT_PATH) {
        return own::respond(shared, asked, name, out);
    }
    let state = &shared.state;
    let shown = state.shown();
    let on_day = shown.edition.on(asked.day);
    let written = on_day.laid().scene.site.config.base_path().to_owned();
    let base = percent_decode_str(&written).decode_utf8_lossy();
    let Some(below) = asked.path.strip_prefix(&*base) else {
        if asked.path == "/" || format!("{}/", asked.path) == *base {
            return redirect(out, asked.head, &encoded(&written, &UrlPath::new("")));
        }
        // A tab that was open while the settings moved the site is led to where it is now.
        let words = "the site does not lie at this address\n";
        let extra = Extra { moved: Some(encoded(&written, &UrlPath::new(""))) };
        let kind = "text/plain; charset=utf-8".to_owned();
        let head = Head { status: NOT_FOUND, kind, length: words.len() as u64, tag: None, extra: &extra };
        return body(asked, head, &mut words.as_bytes(), out);
    };
    // `tools/nearpod/index.html` is the file behind `tools/nearpod/`.
    let below = below.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/')).unwrap_or(below);
    let url = UrlPath::new(below);
    if let Some(deferred) = on_day.at(&url) {
        return match deferred.get() {
            Ok(artifact) => artifact_response(asked, &url, &artifact, OK, &Extra::default(), out),
            Err(fault) => {
                let files = fault.span().map(|span| span.file.clone()).into_iter().collect();
                let _ = shared.signals.send(Signal::Failing(shown.edition.number, files));
                let html = page::failed(&url, &fault.message());
                html_response(asked, html.as_bytes(), FAILED, &Extra::default(), out)
            }
        };
    }
    let folder = UrlPath::new(&format!("{below}/"));
    if on_day.at(&folder).is_some() {
        return redirect(out, asked.head, &encoded(&written, &folder));
    }
    let target = shown.edition.moved.get(&url).map(|target| encoded(&written, target));
    let extra = Extra { moved: target };
    match on_day.at(&UrlPath::new("404.html")).map(Deferred::get) {
        Some(Ok(artifact)) => artifact_response(asked, &UrlPath::new("404.html"), &artifact, NOT_FOUND, &extra, out),
        Some(Err(_)) | None => plain(out, asked.head, NOT_FOUND, "there is no such page"),
    }
}

/// The address of a page of the site as a path that a header can hold.
fn encoded(base: &str, url: &UrlPath) -> String {
    let path = href::absolute(base, url);
    // The base comes from the settings as it was written.
    utf8_percent_encode(&path, CONTROLS).to_string()
}

/// What an answer tells beyond its content.
#[derive(Default)]
pub(super) struct Extra {
    /// Where the page went.
    pub(super) moved: Option<String>,
}

fn artifact_response(
    asked: &Asked,
    url: &UrlPath,
    artifact: &Artifact,
    status: Status,
    extra: &Extra,
    out: &mut dyn Write,
) -> io::Result<()> {
    let is_html = url.is_page() || url.as_str().ends_with(".html") || url.as_str().ends_with(".htm");
    match artifact {
        Artifact::Bytes(bytes) if is_html => html_response(asked, bytes, status, extra, out),
        Artifact::Bytes(bytes) => {
            let tag = artifact.print().short(16);
            let head = Head { status, kind: kind_of(url), length: bytes.len() as u64, tag: Some(tag), extra };
            body(asked, head, &mut &bytes[..], out)
        }
        Artifact::Derived { origin, recipe, .. } => {
            let tag = artifact.print().short(16);
            // What a browser holds already is not made again.
            let made =
                if asked.holds(&tag) { Ok(Vec::new()) } else { disk::derive(origin, *recipe, &disk::Desk::default()) };
            let Ok(bytes) = made else { return plain(out, asked.head, NOT_FOUND, "the file is gone") };
            let head = Head { status, kind: kind_of(url), length: bytes.len() as u64, tag: Some(tag), extra };
            body(asked, head, &mut &bytes[..], out)
        }
        Artifact::Copy { origin, print } => match disk::open(origin) {
            Ok((mut file, length)) => {
                let head = Head { status, kind: kind_of(url), length, tag: Some(print.short(16)), extra };
                body(asked, head, &mut file, out)
            }
            Err(_) => plain(out, asked.head, NOT_FOUND, "the file is gone"),
        },
    }
}

fn html_response(asked: &Asked, html: &[u8], status: Status, extra: &Extra, out: &mut dyn Write) -> io::Result<()> {
    let tag = Fingerprint::of(html).short(16);
    let html = page::with_script(html, &tag);
    let head =
        Head { status, kind: "text/html; charset=utf-8".to_owned(), length: html.len() as u64, tag: Some(tag), extra };
    body(asked, head, &mut &html[..], out)
}

/// The media type of a file by its ending.
fn kind_of(url: &UrlPath) -> String {
    let name = url.as_str();
    // Not in the registry that the guess is made from.
    if name.ends_with(".webmanifest") {
        return "application/manifest+json".to_owned();
    }
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let is_text =
        kind.type_() == mime_guess::mime::TEXT || matches!(kind.subtype().as_str(), "javascript" | "json" | "xml");
    if is_text { format!("{}; charset=utf-8", kind.essence_str()) } else { kind.essence_str().to_owned() }
}

/// The head of an answer with a body.
pub(super) struct Head<'h> {
    pub(super) status: Status,
    pub(super) kind: String,
    pub(super) length: u64,
    /// The print of the content.
    pub(super) tag: Option<String>,
    pub(super) extra: &'h Extra,
}

/// Writes an answer: nothing when the browser holds it already, a part when it asks for one, else the whole.
pub(super) fn body(asked: &Asked, head: Head<'_>, content: &mut dyn Read, out: &mut dyn Write) -> io::Result<()> {
    let Head { status, kind, length, tag, extra } = head;
    let mut headers = vec![("Content-Type", kind), ("Cache-Control", "no-cache".to_owned())];
    headers.extend(tag.as_ref().map(|tag| ("ETag", format!("\"{tag}\""))));
    headers.extend(extra.moved.clone().map(|target| ("X-Homeroom-Moved", target)));
    if status == OK && tag.as_deref().is_some_and(|tag| asked.holds(tag)) {
        return write(out, asked.head, NOT_MODIFIED, &headers, 0, &mut io::empty());
    }
    let range = asked.range(tag.as_deref()).filter(|_| status == OK).and_then(|range| range_of(range, length));
    headers.push(("Accept-Ranges", "bytes".to_owned()));
    let (status, skip, count) = match range {
        Some(Some((from, to))) => {
            headers.push(("Content-Range", format!("bytes {from}-{to}/{length}")));
            (PARTIAL, from, to - from + 1)
        }
        Some(None) => {
            headers.push(("Content-Range", format!("bytes */{length}")));
            return write(out, asked.head, NOT_SATISFIABLE, &headers, 0, &mut io::empty());
        }
        None => (status, 0, length),
    };
    if !asked.head {
        io::copy(&mut content.take(skip), &mut io::sink())?;
    }
    write(out, asked.head, status, &headers, count, content)
}

/// One range of bytes, first and last: videos are asked for in parts. `None` for what is not understood, which stands
/// for the whole; `Some(None)` for a range outside the file.
fn range_of(range: &str, length: u64) -> Option<Option<(u64, u64)>> {
    let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
    let last = length.checked_sub(1);
    let found = match (from.trim(), to.trim()) {
        ("", "") => return None,
        ("", tail) => {
            let tail: u64 = tail.parse().ok()?;
            last.filter(|_| tail > 0).map(|last| (length.saturating_sub(tail), last))
        }
        (from, to) => {
            let from: u64 = from.parse().ok()?;
            let to = if to.is_empty() { u64::MAX } else { to.parse().ok()? };
            last.filter(|last| from <= *last && from <= to).map(|last| (from, to.min(last)))
        }
    };
    Some(found)
}

pub(super) fn redirect(out: &mut dyn Write, is_head: bool, target: &str) -> io::Result<()> {
    let headers = [("Location", target.to_owned()), ("Content-Type", "text/plain; charset=utf-8".to_owned())];
    let words = "moved\n";
    write(out, is_head, MOVED, &headers, words.len() as u64, &mut words.as_bytes())
}

pub(super) fn plain(out: &mut dyn Write, is_head: bool, status: Status, words: &str) -> io::Result<()> {
    let headers = [("Content-Type", "text/plain; charset=utf-8".to_owned())];
    let words = format!("{words}\n");
    write(out, is_head, status, &headers, words.len() as u64, &mut words.as_bytes())
}

/// Writes an answer: its head, and `length` bytes of its content. Every answer but the stream of events is written
/// here, and no text of a request ever stands in its head.
pub(super) fn write(
    out: &mut dyn Write,
    is_head: bool,
    status: Status,
    headers: &[(&str, String)],
    length: u64,
    content: &mut dyn Read,
) -> io::Result<()> {
    let safety = SAFETY.iter().map(|(name, value)| (*name, *value));
    let headers = headers.iter().map(|(name, value)| (*name, value.as_str())).chain(safety);
    let headers = headers.filter_map(|(name, value)| Header::from_bytes(name, value).ok()).collect();
    let size = usize::try_from(length).map_err(io::Error::other)?;
    let response = Response::new(StatusCode(status), headers, content.take(length), Some(size), None);
    if status == NOT_MODIFIED {
        // A length would have to be that of the content, which was perhaps not made.
        let mut head = Vec::new();
        response.raw_print(&mut head, ONE_ANSWER, &[], true, None)?;
        let shorter = head.strip_suffix(b"Content-Length: 0\r\n\r\n").map(|kept| [kept, &b"\r\n"[..]].concat());
        out.write_all(&shorter.unwrap_or(head))?;
    } else {
        response.raw_print(&mut *out, ONE_ANSWER, &[], is_head, None)?;
    }
    out.flush()
}

/// With this version a connection ends behind its answer, and the answer has no encoding.
const ONE_ANSWER: HTTPVersion = HTTPVersion(1, 0);

/// A preview is shown in no frame and read by no other site.
pub(super) const SAFETY: [(&str, &str); 4] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Content-Security-Policy", "frame-ancestors 'none'"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        assert_eq!(range_of("bytes=0-3", 10), Some(Some((0, 3))));
        assert_eq!(range_of("bytes=4-", 10), Some(Some((4, 9))));
        assert_eq!(range_of("bytes=-3", 10), Some(Some((7, 9))));
        assert_eq!(range_of("bytes=-30", 10), Some(Some((0, 9))));
        assert_eq!(range_of("bytes=3-99", 10), Some(Some((3, 9))));
        for outside in ["bytes=10-", "bytes=5-4", "bytes=-0"] {
            assert_eq!(range_of(outside, 10), Some(None), "{outside}");
        }
        assert_eq!(range_of("bytes=0-", 0), Some(None));
        for strange in ["lines=1-2", "bytes=a-b", "bytes=0-1,3-4", "bytes=-", "bytes=99999999999999999999-"] {
            assert_eq!(range_of(strange, 10), None, "{strange}");
        }
    }

    #[test]
    fn which_page_asks() {
        let asker = |headers: &[(&str, &str)]| {
            let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            let head = crate::serve::gate::Head { is_head: false, target: "/".to_owned(), headers };
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

    #[test]
    fn media_types() {
        let kind = |path| kind_of(&UrlPath::new(path));
        assert_eq!(kind("a/b.css"), "text/css; charset=utf-8");
        assert_eq!(kind("b.js"), "text/javascript; charset=utf-8");
        assert_eq!(kind("tools.json"), "application/json; charset=utf-8");
        assert_eq!(kind("x.woff2"), "font/woff2");
        assert_eq!(kind("x.svg"), "image/svg+xml");
        assert_eq!(kind("x.unknown"), "application/octet-stream");
    }
}
