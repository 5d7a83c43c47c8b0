//! Recognizes files that are named like texts but are something else, such as a Word file. Their first bytes tell.

use crate::source::Format;

/// How many bytes at the start of a file are looked at. An archive lists its files at its end, so that is read too.
const HEAD: usize = 1024;

/// What a file is if it is not a text. Of a page (`is_page`), also whether it is written in HTML instead of Markdown.
pub(super) fn of(bytes: &[u8], is_page: bool) -> Option<Format> {
    let signed = |signature: &[u8]| bytes.starts_with(signature);
    if signed(b"PK\x03\x04") {
        return Some(archive(bytes));
    }
    let known = [
        (&b"%PDF-"[..], Format::Pdf),
        (b"{\\rtf", Format::Rtf),
        (b"\xd0\xcf\x11\xe0", Format::OldOffice),
        (b"\x89PNG", Format::Picture),
        (b"\xff\xd8\xff", Format::Picture),
        (b"GIF8", Format::Picture),
        (b"\x1f\x8b", Format::Archive),
    ];
    let found = known.into_iter().find(|(signature, _)| signed(signature));
    found.map(|(_, format)| format).or_else(|| page(bytes).filter(|_| is_page))
}

/// What an archive is: office files are archives too, and the names of the files inside tell which sort it is.
fn archive(bytes: &[u8]) -> Format {
    let tail = &bytes[bytes.len().saturating_sub(64 * HEAD)..];
    let holds = |name: &[u8]| {
        [&bytes[..bytes.len().min(HEAD)], tail].iter().any(|part| part.windows(name.len()).any(|there| there == name))
    };
    match () {
        () if holds(b"word/") => Format::Word,
        () if holds(b"opendocument.text") => Format::OpenDocument,
        () if holds(b"xl/") || holds(b"opendocument.spreadsheet") => Format::Spreadsheet,
        () if holds(b"ppt/") || holds(b"opendocument.presentation") => Format::Slides,
        () => Format::Archive,
    }
}

/// Whether the bytes are a web page, or a page that a browser or Word has saved together with its pictures.
fn page(bytes: &[u8]) -> Option<Format> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let begins = |mark: &str| head.starts_with(mark);
    if begins("mime-version:") {
        return Some(Format::WebPage);
    }
    let is_declared = begins("<!doctype html") || begins("<?xml");
    let is_page = begins("<html") || (is_declared && head.contains("<html"));
    is_page.then_some(Format::WebPage)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_files_by_their_first_bytes() {
        for (bytes, expected) in [
            (&b"PK\x03\x04\x14\0\x06\0[Content_Types].xml word/document.xml"[..], Some(Format::Word)),
            (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", Some(Format::OpenDocument)),
            (b"PK\x03\x04 xl/workbook.xml", Some(Format::Spreadsheet)),
            (b"PK\x03\x04 ppt/slides", Some(Format::Slides)),
            (b"PK\x03\x04 photos/", Some(Format::Archive)),
            (b"%PDF-1.7\n", Some(Format::Pdf)),
            (b"{\\rtf1\\ansi", Some(Format::Rtf)),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Some(Format::OldOffice)),
            (b"\x89PNG\r\n", Some(Format::Picture)),
            (b"\xff\xd8\xff\xe0", Some(Format::Picture)),
            (b"<!DOCTYPE html>\n<HTML lang=en>", Some(Format::WebPage)),
            (b"\xef\xbb\xbf\n<html xmlns:o=\"urn\">", Some(Format::WebPage)),
            (b"<?xml version=\"1.0\"?><!DOCTYPE html><html>", Some(Format::WebPage)),
            (b"MIME-Version: 1.0\nContent-Type: multipart/related", Some(Format::WebPage)),
            (b"<!DOCTYPE html\n\n# About", None),
            (b"# PK", None),
            (b"PK is short for peacekeeping", None),
            (b"---\ntitle: x\n---\n<html>", None),
            (b"", None),
        ] {
            assert_eq!(of(bytes, true), expected, "{}", String::from_utf8_lossy(bytes));
        }
        assert_eq!(of(b"<!DOCTYPE html><html>", false), None, "a template is HTML");
    }
}
