//! Files that are called texts and are something else: what they are is in their first bytes.

use crate::source::Format;

/// How much of a file is looked at, apart from an archive's list of what it holds, which stands at its end.
const HEAD: usize = 1024;

/// What a file is, when it is no text; of pages also, whether it is written in another language than Markdown.
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

/// An archive is an office file by the names in it.
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

/// A page of the web, or one that a browser or Word has saved with all it shows.
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
