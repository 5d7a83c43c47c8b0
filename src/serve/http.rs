//! Answers requests. The path of a request is looked up among the addresses of the site, never on the disk.

use std::io::{self, Write};

use percent_encoding::{CONTROLS, percent_decode_str, utf8_percent_encode};

use super::answer::{BAD, Extra, FAILED, Head, MISDIRECTED, NOT_FOUND, OK, Status, body, plain, redirect};
use super::asked::Asked;
use super::gate::Request;
use super::shared::Shared;
use super::watch::Signal;
use super::{own, page};
use crate::artifact::{Artifact, UrlPath};
use crate::disk;
use crate::fingerprint::Fingerprint;
use crate::href;
use crate::output::Deferred;
use crate::plan::addresses::{self, PREVIEW};

/// Answers one request.
pub(super) fn answer(shared: &Shared, request: &Request, out: &mut dyn Write) -> io::Result<()> {
    match Asked::of(shared, request) {
        Some(asked) => respond(shared, &asked, out),
        None => plain(out, request.head.is_head, BAD, "the address of the request cannot be read"),
    }
}

fn respond(shared: &Shared, asked: &Asked, out: &mut dyn Write) -> io::Result<()> {
    if !shared.hosts.allow(&asked.host) {
        return plain(out, asked.head, MISDIRECTED, "this preview does not answer to that host name");
    }
    if let Some(name) = asked.path.strip_prefix(PREVIEW) {
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
        // If the settings have moved the site to another base, a tab that is still open is led there.
        let words = "the site is not at this address\n";
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
    match on_day.at(&addresses::not_found()).map(Deferred::get) {
        Some(Ok(artifact)) => artifact_response(asked, &addresses::not_found(), &artifact, NOT_FOUND, &extra, out),
        Some(Err(_)) | None => plain(out, asked.head, NOT_FOUND, "there is no such page"),
    }
}

/// The address of a page of the site, encoded for a header.
fn encoded(base: &str, url: &UrlPath) -> String {
    let path = href::absolute(base, url);
    // The base is as somebody wrote it in the settings, so it may hold characters that a header must not hold.
    utf8_percent_encode(&path, CONTROLS).to_string()
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
            let tag = artifact.fingerprint().short(16);
            let head = Head { status, kind: kind_of(url), length: bytes.len() as u64, tag: Some(tag), extra };
            body(asked, head, &mut &bytes[..], out)
        }
        Artifact::Derived { origin, recipe, .. } => {
            let tag = artifact.fingerprint().short(16);
            // A picture that the browser holds already is not made again.
            let made =
                if asked.holds(&tag) { Ok(Vec::new()) } else { disk::derive(origin, *recipe, &disk::Desk::default()) };
            let Ok(bytes) = made else { return plain(out, asked.head, NOT_FOUND, "the file is gone") };
            let head = Head { status, kind: kind_of(url), length: bytes.len() as u64, tag: Some(tag), extra };
            body(asked, head, &mut &bytes[..], out)
        }
        Artifact::Copy { origin, fingerprint } => match disk::open(origin) {
            Ok((mut file, length)) => {
                let head = Head { status, kind: kind_of(url), length, tag: Some(fingerprint.short(16)), extra };
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

/// The media type of a file, by the ending of its name.
fn kind_of(url: &UrlPath) -> String {
    let name = url.as_str();
    // `mime_guess` does not know this ending.
    if name.ends_with(".webmanifest") {
        return "application/manifest+json".to_owned();
    }
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let is_text =
        kind.type_() == mime_guess::mime::TEXT || matches!(kind.subtype().as_str(), "javascript" | "json" | "xml");
    if is_text { format!("{}; charset=utf-8", kind.essence_str()) } else { kind.essence_str().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_media_type_by_the_ending() {
        let kind = |path| kind_of(&UrlPath::new(path));
        assert_eq!(kind("a/b.css"), "text/css; charset=utf-8");
        assert_eq!(kind("b.js"), "text/javascript; charset=utf-8");
        assert_eq!(kind("tools.json"), "application/json; charset=utf-8");
        assert_eq!(kind("x.woff2"), "font/woff2");
        assert_eq!(kind("x.svg"), "image/svg+xml");
        assert_eq!(kind("x.unknown"), "application/octet-stream");
    }
}
