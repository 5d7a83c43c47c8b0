//! Links that were meant and are none: Markdown ends an address at a space.

use std::ops::Range;

/// No address of a file has more letters. Without a bound each bracket of a text would be looked for its partner to the
/// text's end.
const REACH: usize = 1024;

/// The address of `](my guide.md)` behind the bracket that ends at `bracket`, when it has the look of a file and a space
/// that keeps Markdown from reading it.
pub(super) fn spaced_address(markdown: &str, bracket: usize) -> Option<Range<usize>> {
    let inside = markdown.get(bracket..)?.strip_prefix('(')?;
    let mut letters = inside.char_indices().take(REACH);
    let inside = &inside[..letters.find(|(_, letter)| matches!(letter, ')' | '\n' | '\r'))?.0];
    // A title in quotation marks may follow an address.
    let address = inside.split(['"', '\'', '<']).next().unwrap_or("").trim_end();
    let path = address.split('#').next().unwrap_or("").trim();
    let end = path.rsplit_once('.').map_or("", |(_, end)| end);
    let is_file = (2..=5).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_file && path.contains(' ')).then(|| {
        let start = bracket + 1 + address.len() - address.trim_start().len();
        start..start + address.trim().len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_files_with_spaces() {
        let found = |text: &str| spaced_address(text, 2).map(|range| text[range].to_owned());
        assert_eq!(found("p](IMG 001.jpg)").as_deref(), Some("IMG 001.jpg"));
        assert_eq!(found("p](../my guide.md#a \"Title\")").as_deref(), Some("../my guide.md#a"));
        for text in
            ["p](guide.md)", "p](as it stands)", "p](see e.g. this)", "p]", "p](a b.md", "p](\u{e9} b.\u{e9}\u{e9})"]
        {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn an_address_without_an_end_is_not_looked_for_to_the_end_of_the_text() {
        let ends = |length: usize| format!("p]({} a.jpg)", "\u{e9}".repeat(length));
        assert!(spaced_address(&ends(REACH - 7), 2).is_some());
        assert_eq!(spaced_address(&ends(REACH), 2), None);
    }
}
