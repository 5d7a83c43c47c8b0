//! Writes answers: their heads, and all or a part of their content.

use std::io::{self, Read, Write};

use tiny_http::{HTTPVersion, Header, Response, StatusCode};

use super::asked::Asked;

/// A status code of HTTP.
pub(super) type Status = u16;

pub(super) const OK: Status = 200;
const PARTIAL: Status = 206;
pub(super) const MOVED: Status = 302;
const NOT_MODIFIED: Status = 304;
pub(super) const BAD: Status = 400;
pub(super) const NOT_FOUND: Status = 404;
pub(super) const FORBIDDEN: Status = 403;
pub(super) const MISDIRECTED: Status = 421;
const NOT_SATISFIABLE: Status = 416;
pub(super) const FAILED: Status = 500;
pub(super) const BUSY: Status = 503;

/// Headers that only some answers have.
#[derive(Default)]
pub(super) struct Extra {
    /// The address to which the page has moved.
    pub(super) moved: Option<String>,
}

/// The head of an answer with a body.
pub(super) struct Head<'h> {
    pub(super) status: Status,
    pub(super) kind: String,
    pub(super) length: u64,
    /// The fingerprint of the content.
    pub(super) tag: Option<String>,
    pub(super) extra: &'h Extra,
}

/// Writes an answer. It has no content if the browser holds the content already, and only a part of it if the browser
/// asks for a range.
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

/// The first and the last byte of the range that a browser asks for; browsers ask for videos in parts. `None` if the
/// range is not understood, and the whole file is sent. `Some(None)` if the range lies outside of the file.
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

/// Writes an answer: its head, and `length` bytes of its content. All answers are written here, except for the stream
/// of events. No text of a request ever gets into the head.
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
        // This answer has no length: it would have to be that of the content, which perhaps was not made.
        let mut head = Vec::new();
        response.raw_print(&mut head, ONE_ANSWER, &[], true, None)?;
        let shorter = head.strip_suffix(b"Content-Length: 0\r\n\r\n").map(|kept| [kept, &b"\r\n"[..]].concat());
        out.write_all(&shorter.unwrap_or(head))?;
    } else {
        response.raw_print(&mut *out, ONE_ANSWER, &[], is_head, None)?;
    }
    out.flush()
}

/// The version of HTTP in which a connection ends after one answer, and the content is sent as it is.
const ONE_ANSWER: HTTPVersion = HTTPVersion(1, 0);

/// Headers of every answer. With them no other site can show the preview in a frame or read its files.
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
    fn reads_the_ranges_that_browsers_ask_for() {
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
}
