//! Answers: a request's path is looked up among the addresses of the site, never on the disk.

use std::io::{self, Read, Write};
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use percent_encoding::{CONTROLS, percent_decode_str, utf8_percent_encode};
use serde_json::json;
use tiny_http::Request;

use super::page;
use super::state::State;
use super::watch::Signal;
use super::{CLIENT_PATH, Shared};
use crate::artifact::{Artifact, UrlPath};
use crate::disk;
use crate::fingerprint::Fingerprint;
use crate::href;
use crate::output::Deferred;

/// The script and the style of the preview, which are no part of any site.
const SCRIPT: &str = include_str!("client/preview.js");
const STYLE: &str = include_str!("client/preview.css");

/// The cookie that holds the day on which a browser looks at the site.
const DAY_COOKIE: &str = "homeroom-day";

/// A status with its words.
type Status = (u16, &'static str);

const OK: Status = (200, "OK");
const PARTIAL: Status = (206, "Partial Content");
const MOVED: Status = (302, "Found");
const NOT_MODIFIED: Status = (304, "Not Modified");
const BAD: Status = (400, "Bad Request");
const NOT_FOUND: Status = (404, "Not Found");
const MISDIRECTED: Status = (421, "Misdirected Request");
const NOT_SATISFIABLE: Status = (416, "Range Not Satisfiable");
const FAILED: Status = (500, "Internal Server Error");
const BUSY: Status = (503, "Service Unavailable");

/// Answers one request, on the thread of its own that it has.
pub(super) fn answer(shared: &Shared, request: Request) {
    let asked = Asked::of(&request);
    let is_head = *request.method() == tiny_http::Method::Head;
    let mut out = request.into_writer();
    // A client that is gone needs no answer.
    let _ = match asked {
        Some(asked) => respond(shared, &asked, &mut out),
        None => plain(&mut out, is_head, BAD, "the address of the request cannot be read"),
    };
}

/// What of a request counts.
struct Asked {
    head: bool,
    host: String,
    /// The decoded path, with its leading slash.
    path: String,
    /// The day that the browser's cookie names.
    day: Option<Date>,
    /// The print that the browser holds.
    known: Option<String>,
    range: Option<String>,
}

impl Asked {
    fn of(request: &Request) -> Option<Self> {
        let header = |name: &'static str| {
            request.headers().iter().find(|header| header.field.equiv(name)).map(|header| header.value.to_string())
        };
        let path = request.url().split(['?', '#']).next().unwrap_or("");
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let is_sound = !path.contains(['\\', '\0']) && path.split('/').all(|name| !matches!(name, "." | ".."));
        is_sound.then(|| Self {
            head: *request.method() == tiny_http::Method::Head,
            host: header("Host").unwrap_or_default(),
            path: path.into_owned(),
            day: header("Cookie").as_deref().and_then(day_of),
            known: header("If-None-Match"),
            range: header("Range"),
        })
    }

    /// Whether the browser holds the content of that print.
    fn holds(&self, tag: &str) -> bool {
        let is_it = |known: &str| known.trim().strip_prefix('"').and_then(|known| known.strip_suffix('"')) == Some(tag);
        self.known.as_deref().is_some_and(|known| known.split(',').any(is_it))
    }
}

/// The day in a cookie header.
fn day_of(cookies: &str) -> Option<Date> {
    let named = cookies.split(';').filter_map(|cookie| cookie.trim().split_once('='));
    named.filter(|(name, _)| *name == DAY_COOKIE).find_map(|(_, day)| day.parse().ok())
}

fn respond(shared: &Shared, asked: &Asked, out: &mut dyn Write) -> io::Result<()> {
    if !shared.hosts.allow(&asked.host) {
        return plain(out, asked.head, MISDIRECTED, "this preview does not answer to that host name");
    }
    if let Some(name) = asked.path.strip_prefix(CLIENT_PATH) {
        return respond_client(shared, asked, name, out);
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
                let files = fault.span.iter().map(|span| span.file.clone()).collect();
                let _ = shared.signals.send(Signal::Failing(files));
                let html = page::failed(&url, &fault.message);
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
struct Extra {
    /// Where the page went.
    moved: Option<String>,
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
struct Head<'h> {
    status: Status,
    kind: String,
    length: u64,
    /// The print of the content.
    tag: Option<String>,
    extra: &'h Extra,
}

/// Writes an answer: nothing when the browser holds it already, a part when it asks for one, else the whole.
fn body(asked: &Asked, head: Head<'_>, content: &mut dyn Read, out: &mut dyn Write) -> io::Result<()> {
    let Head { status, kind, length, tag, extra } = head;
    let mut headers = vec![("Content-Type", kind), ("Cache-Control", "no-cache".to_owned())];
    headers.extend(tag.as_ref().map(|tag| ("ETag", format!("\"{tag}\""))));
    headers.extend(extra.moved.clone().map(|target| ("X-Homeroom-Moved", target)));
    if status == OK && tag.is_some_and(|tag| asked.holds(&tag)) {
        return head_lines(out, NOT_MODIFIED, 0, &headers);
    }
    let range = asked.range.as_deref().filter(|_| status == OK).and_then(|range| range_of(range, length));
    headers.push(("Accept-Ranges", "bytes".to_owned()));
    let (status, skip, count) = match range {
        Some(Some((from, to))) => {
            headers.push(("Content-Range", format!("bytes {from}-{to}/{length}")));
            (PARTIAL, from, to - from + 1)
        }
        Some(None) => {
            headers.push(("Content-Range", format!("bytes */{length}")));
            return head_lines(out, NOT_SATISFIABLE, 0, &headers);
        }
        None => (status, 0, length),
    };
    head_lines(out, status, count, &headers)?;
    if !asked.head {
        io::copy(&mut content.take(skip), &mut io::sink())?;
        io::copy(&mut content.take(count), out)?;
    }
    out.flush()
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

fn redirect(out: &mut dyn Write, is_head: bool, target: &str) -> io::Result<()> {
    let headers = [("Location", target.to_owned()), ("Content-Type", "text/plain; charset=utf-8".to_owned())];
    let words = "moved\n";
    head_lines(out, MOVED, words.len() as u64, &headers)?;
    if !is_head {
        out.write_all(words.as_bytes())?;
    }
    out.flush()
}

fn plain(out: &mut dyn Write, is_head: bool, status: Status, words: &str) -> io::Result<()> {
    let headers = [("Content-Type", "text/plain; charset=utf-8".to_owned())];
    head_lines(out, status, words.len() as u64 + 1, &headers)?;
    if !is_head {
        writeln!(out, "{words}")?;
    }
    out.flush()
}

/// Every head is written here; no text of a request ever stands in one.
fn head_lines(out: &mut dyn Write, status: Status, length: u64, headers: &[(&str, String)]) -> io::Result<()> {
    let (code, words) = status;
    let mut head = format!("HTTP/1.1 {code} {words}\r\nConnection: close\r\n");
    if status != NOT_MODIFIED {
        head.push_str(&format!("Content-Length: {length}\r\n"));
    }
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(SAFETY);
    out.write_all(head.as_bytes())
}

/// A preview is shown in no frame and read by no other site.
const SAFETY: &str = "X-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\nContent-Security-Policy: frame-ancestors 'none'\r\n\r\n";

/// The preview's own addresses.
fn respond_client(shared: &Shared, asked: &Asked, name: &str, out: &mut dyn Write) -> io::Result<()> {
    let text = |out: &mut dyn Write, kind: &str, text: &str| {
        let tag = Some(Fingerprint::of(text.as_bytes()).short(16));
        let extra = Extra::default();
        let head = Head { status: OK, kind: kind.to_owned(), length: text.len() as u64, tag, extra: &extra };
        body(asked, head, &mut text.as_bytes(), out)
    };
    match name {
        "preview.js" => text(out, "text/javascript; charset=utf-8", SCRIPT),
        "preview.css" => text(out, "text/css; charset=utf-8", STYLE),
        "findings.json" => {
            let shown = shared.state.shown();
            let scene = &shown.edition.served.scene;
            let editor = &scene.site.config.editor;
            let mut json = match &shown.findings {
                Some(findings) => findings.json(editor, &shared.root),
                None => json!({ "print": null, "errors": 0, "warnings": 0, "hints": 0, "held": [], "items": [] }),
            };
            json["today"] = json!(scene.snapshot.today.to_string());
            json["day"] = json!(asked.day.map(|day| day.to_string()));
            text(out, "application/json; charset=utf-8", &json.to_string())
        }
        "events" if asked.head => plain(out, true, OK, ""),
        "events" => match shared.state.stream() {
            Some(_place) => events(&shared.state, shared, out),
            None => plain(out, false, BUSY, "too many event streams at once"),
        },
        _ => plain(out, asked.head, NOT_FOUND, "the preview has no such file"),
    }
}

/// How long an event stream is silent at most. Only a write that fails tells that a client is gone.
const BEAT: Duration = Duration::from_secs(1);

fn events(state: &Arc<State>, shared: &Shared, out: &mut dyn Write) -> io::Result<()> {
    let head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n";
    out.write_all(head.as_bytes())?;
    out.write_all(SAFETY.as_bytes())?;
    out.write_all(b"retry: 500\n\n")?;
    out.flush()?;
    shared.wake();
    let mut known = None;
    while let Some(news) = state.news(known.as_ref(), BEAT) {
        if known.as_ref() == Some(&news) {
            out.write_all(b":\n\n")?;
        } else {
            let findings = news.findings.map(|print| print.short(16));
            let data = json!({ "run": state.run, "edition": news.edition, "findings": findings });
            out.write_all(format!("data: {data}\n\n").as_bytes())?;
            known = Some(news);
        }
        out.flush()?;
    }
    Ok(())
}

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
    fn days_in_cookies() {
        assert_eq!(day_of("a=b; homeroom-day=2027-06-30"), Some(jiff::civil::date(2027, 6, 30)));
        for none in ["", "homeroom-day=", "homeroom-day=soon", "day=2027-06-30", "homeroom-day=2027-06-30\u{0}"] {
            assert_eq!(day_of(none), None, "{none}");
        }
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
