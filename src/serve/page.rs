//! Adds the preview's script to the pages that are served, and makes the page that reports a failed template.

use crate::artifact::UrlPath;
use crate::escape;
use crate::plan::addresses::PREVIEW;

/// The page with the preview's script before all other scripts. `fingerprint` is that of the page as it was built. With
/// it, the script asks whether the page has changed.
pub(super) fn with_script(html: &[u8], fingerprint: &str) -> Vec<u8> {
    let script = format!("<script src=\"{}preview.js\" data-print=\"{fingerprint}\"></script>", PREVIEW);
    let at = start_of_head(html);
    [&html[..at], script.as_bytes(), &html[at..]].concat()
}

/// Where the script goes: right after the tag `<head>`, or after the doctype and `<html>` if the page has no such tag.
fn start_of_head(html: &[u8]) -> usize {
    let mut doctype = 0;
    let mut at = 0;
    while let Some(open) = html[at..].iter().position(|byte| *byte == b'<').map(|found| at + found) {
        let tag = &html[open..];
        if tag.starts_with(b"<!--") {
            let Some(end) = tag.windows(3).position(|window| window == b"-->") else { break };
            at = open + end + 3;
            continue;
        }
        let Some(end) = tag.iter().position(|byte| *byte == b'>').map(|found| open + found + 1) else { break };
        match name_of(tag).as_slice() {
            b"head" => return end,
            b"!doctype" | b"html" => doctype = end,
            _ => break,
        }
        at = end;
    }
    doctype
}

fn name_of(tag: &[u8]) -> Vec<u8> {
    let name = tag[1..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'!');
    name.map(u8::to_ascii_lowercase).collect()
}

/// The page that is shown if a template fails and no good version of it is known. `why` is the message of the failure.
pub(super) fn failed(url: &UrlPath, why: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>No page: {url}</title>\n</head>\n<body>\n<main>\n<h1>This page could not be made</h1>\n<p>{why}</p>\n\
         <p>This page comes back by itself when the fault is fixed.</p>\n</main>\n</body>\n</html>\n",
        url = text(&url.to_string()),
        why = text(why),
    )
}

fn text(text: &str) -> String {
    let mut html = String::new();
    escape::text(&mut html, text);
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_goes_before_everything_else_in_the_head() {
        let script = "<script src=\"/_homeroom/preview.js\" data-print=\"p\"></script>";
        let with = |html: &str| String::from_utf8(with_script(html.as_bytes(), "p")).expect("text");
        for (html, expected) in [
            (
                "<!DOCTYPE html><html lang=en><HEAD class=a><title>",
                "<!DOCTYPE html><html lang=en><HEAD class=a>S<title>",
            ),
            ("<!doctype html>\n<!-- <head> --><html><head><b>", "<!doctype html>\n<!-- <head> --><html><head>S<b>"),
            ("<!doctype html><p>x", "<!doctype html>S<p>x"),
            ("<p>x <head>", "S<p>x <head>"),
            ("plain", "Splain"),
            ("", "S"),
            ("<html", "S<html"),
        ] {
            assert_eq!(with(html), expected.replace('S', script), "{html}");
        }
    }

    #[test]
    fn the_page_about_a_failure_escapes_its_texts() {
        let html = failed(&UrlPath::new("a&b/"), "no <script>");
        assert!(html.contains("/a&amp;b/") && html.contains("no &lt;script&gt;") && !html.contains("<script"));
    }
}
