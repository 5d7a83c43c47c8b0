//! Comments that allow findings: `<!-- homeroom: allow CODE because REASON -->`, for the block below them.
//!
//! This file finds such comments and takes them out of the page, whatever the settings say about raw HTML. `check/`
//! decides what a comment allows, because only `check/` knows the rules.

use super::nodes::{Allowance, Events, Node, Raw, is_inline};
use super::raw_html::{Piece, pieces};

/// Verbs that people use for `allow`. Only `allow` itself is read; a comment with another verb becomes a finding.
const VERBS: [&str; 12] = [
    "allow", "allows", "allowed", "disable", "ignore", "ignores", "mute", "off", "permit", "silence", "skip",
    "suppress",
];

/// Takes the comments for Homeroom out of raw HTML, and returns them. Blanks of the same length replace them.
pub(super) fn take(raw: &mut Raw<'_>, markdown: &str) -> Vec<Allowance> {
    if !raw.html.as_bytes().windows(4).any(|four| four == b"<!--") {
        return Vec::new();
    }
    let mut taken = Vec::new();
    let mut html = String::new();
    for piece in pieces(&raw.html) {
        let Piece::Hidden(range) = piece else { continue };
        let Some((codes, reason)) = read(&raw.html[range.clone()]) else { continue };
        let place = raw.place(markdown, &range);
        taken.push(Allowance { codes, reason, range: place.clone(), covers: place });
        html.push_str(&raw.html[html.len()..range.start]);
        // Blanks keep the places of the text after the comment.
        html.extend(
            raw.html[range].bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' }),
        );
    }
    if !taken.is_empty() {
        html.push_str(&raw.html[html.len()..]);
        raw.html = html.into();
    }
    taken
}

/// The codes and the reason of a comment; `None` if the comment is not meant for Homeroom.
fn read(comment: &str) -> Option<(Vec<String>, Option<String>)> {
    let words = comment.strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    let name = words.get(.."homeroom".len())?;
    let rest = words["homeroom".len()..].trim_start();
    let order = rest.trim_start_matches([':', '-', ' ', '\t', '\n', '\r']);
    let end = order.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(order.len());
    let verb = order[..end].to_ascii_lowercase();
    // A homeroom is also a room in a school, so a comment may begin with this word by chance.
    if !name.eq_ignore_ascii_case("homeroom") || rest.len() == order.len() && !words[name.len()..].starts_with(' ') {
        return None;
    }
    if !VERBS.contains(&verb.as_str()) {
        return None;
    }
    let rest = &order[end..];
    if verb != "allow" || !words[name.len()..].starts_with(':') || !rest.starts_with(char::is_whitespace) {
        return Some((Vec::new(), None));
    }
    Some(match rest.split_once("because") {
        Some((codes, reason)) => {
            let words = codes.split([',', ' ', '\t', '\n', '\r']).filter(|word| !matches!(*word, "" | "and"));
            let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
            (words.map(str::to_owned).collect(), Some(reason).filter(|reason| !reason.is_empty()))
        }
        // The words after the code are most likely a reason without `because`.
        None => {
            let code = rest.split_whitespace().next().map(|word| word.trim_end_matches([':', ',', '.']).to_owned());
            (code.into_iter().collect(), None)
        }
    })
}

/// A block around the current node. The nodes are read from the last to the first, so a block opens at its end.
struct Open {
    end: usize,
    /// The end of the next block inside of this one, in the order of the text; `None` at the last one.
    next: Option<usize>,
}

/// Sets the range that each comment covers. `allowances` holds the index of each comment's node. The nodes are read
/// from the last to the first, so that each is read once, however many comments stand in a row.
pub(super) fn cover(events: &Events<'_>, allowances: &mut [(usize, Allowance)], length: usize) {
    let mut left = allowances.len();
    if left == 0 {
        return;
    }
    let mut open = vec![Open { end: length, next: None }];
    for (index, item) in events.items.iter().enumerate().rev() {
        let Some(inside) = open.last_mut() else { return };
        match &item.node {
            Node::End(tag) => {
                // Bold text and links are no blocks, so the block around them counts.
                let end = if is_inline(tag) { inside.end } else { item.range.end };
                open.push(Open { end, next: None });
            }
            Node::Start(tag) => {
                open.pop();
                if let Some(around) = open.last_mut() {
                    around.next = Some(if is_inline(&tag.to_end()) { around.end } else { item.range.end });
                }
            }
            Node::Raw(raw) => {
                while left > 0 && allowances[left - 1].0 == index {
                    left -= 1;
                    let (_, Allowance { range, covers, .. }) = &mut allowances[left];
                    let end = if has_more(raw) && raw.block {
                        item.range.end
                    } else {
                        inside.next.filter(|_| raw.block).unwrap_or(inside.end)
                    };
                    *covers = range.start..end.max(range.end);
                }
                if has_more(raw) {
                    inside.next = Some(if raw.block { item.range.end } else { inside.end });
                }
            }
            Node::Ends(_) => {}
            Node::Rule => inside.next = Some(item.range.end),
            // In a list without empty lines, the text of an item has no paragraph.
            Node::Text(_) | Node::Code(_) | Node::Math(_) | Node::Footnote(_) | Node::Task(_) => {
                inside.next = Some(inside.end);
            }
            Node::SoftBreak | Node::HardBreak | Node::Title | Node::TitleEnd => {}
        }
    }
}

/// Whether raw HTML holds more than comments and white space.
fn has_more(raw: &Raw<'_>) -> bool {
    pieces(&raw.html).iter().any(|piece| match piece {
        Piece::Text(range) => !raw.html[range.clone()].trim().is_empty(),
        Piece::Hidden(range) => !raw.html[range.clone()].starts_with("<!--"),
        Piece::Tag(_) | Piece::End(_) => true,
    })
}

#[cfg(test)]
mod tests {
    use super::super::read::parse;
    use super::super::style::MarkdownStyle;

    /// The codes of each comment, its reason, and the text that it covers.
    fn found(markdown: &str) -> Vec<(String, Option<String>, String)> {
        let body = parse(markdown, &MarkdownStyle::default());
        let of = |allowance: &super::Allowance| {
            let covered = markdown[allowance.range.end..allowance.covers.end].trim().to_owned();
            (allowance.codes.join(" "), allowance.reason.clone(), covered)
        };
        body.allowances.iter().map(of).collect()
    }

    fn one(markdown: &str) -> (String, Option<String>, String) {
        let mut all = found(markdown);
        assert_eq!(all.len(), 1, "{markdown}");
        all.swap_remove(0)
    }

    #[test]
    fn a_comment_allows_what_stands_in_the_next_block() {
        let comment = "<!-- homeroom: allow broken-link because it comes in May -->";
        for (behind, covered) in [
            ("\nOne\nline\n\nTwo\n", "One\nline"),
            ("\n\nOne\n\nTwo\n", "One"),
            ("\n# One\n\nTwo\n", "# One"),
            ("\n- one\n\n- two\n\nThree\n", "- one\n\n- two"),
            ("\n| a |\n| - |\n| b |\n\nTwo\n", "| a |\n| - |\n| b |"),
            ("\n> One\n>\n> two\n\nThree\n", "> One\n>\n> two"),
            ("\n```\none\n```\n\nTwo\n", "```\none\n```"),
            ("\n\n<!-- another -->\n\nOne\n\nTwo\n", "<!-- another -->\n\nOne"),
            ("\n\n<iframe></iframe>\n\nTwo\n", "<iframe></iframe>"),
            ("<iframe></iframe>\n\nTwo\n", "<iframe></iframe>"),
            ("\n\n<script>x</script>\n\nTwo\n", "<script>x</script>"),
            ("\n\n[a]: b.md\n\nOne [a]\n\nTwo\n", "[a]: b.md\n\nOne [a]"),
            ("\n", ""),
            ("", ""),
        ] {
            assert_eq!(one(&format!("{comment}{behind}")).2, covered, "{behind:?}");
        }
        assert_eq!(one(&format!("a {comment} b *c*\nd\n\nTwo\n")).2, "b *c*\nd");
        assert_eq!(one(&format!("a **b {comment} c** d\n\nTwo\n")).2, "c** d");
        assert_eq!(one(&format!("- a\n- {comment}\n  b [c](d)\n- e\n")).2, "b [c](d)");
        assert_eq!(one(&format!("> {comment}\n\nTwo\n")).2, "");
        let two = found(&format!("{comment}\n{}\nOne\n\nTwo\n", comment.replace("broken", "unread")));
        assert!(two.iter().all(|(_, _, covered)| covered.ends_with("One")), "{two:?}");
    }

    #[test]
    fn a_comment_names_codes_and_a_reason() {
        for (comment, codes, reason) in [
            ("homeroom: allow broken-link because it comes in May", "broken-link", Some("it comes in May")),
            ("homeroom:allow broken-link because x", "broken-link", Some("x")),
            ("Homeroom: Allow broken-link because x", "broken-link", Some("x")),
            ("homeroom: allow a-b, c-d because\n  x\n  y", "a-b c-d", Some("x y")),
            ("homeroom: allow a-b and c-d because x", "a-b c-d", Some("x")),
            ("homeroom: allow broken-link", "broken-link", None),
            ("homeroom: allow broken-link because", "broken-link", None),
            ("homeroom: allow broken-link: it comes in May", "broken-link", None),
            ("homeroom: allow because x", "", Some("x")),
            ("homeroom: ignore broken-link because x", "", None),
            ("homeroom allow broken-link because x", "", None),
            ("homeroom-disable broken-link", "", None),
            ("homeroom: allow", "", None),
        ] {
            let (found, why, _) = one(&format!("<!-- {comment} -->\n\nText\n"));
            assert_eq!((found.as_str(), why.as_deref()), (codes, reason), "{comment}");
        }
        for other in ["homeroom is where you meet", "homeroom: ask the office", "homerooms: allow x", "allow x", "x"] {
            assert_eq!(found(&format!("<!-- {other} -->\n\nText\n")), [], "{other}");
        }
        for code in ["`<!-- homeroom: allow x because y -->`", "```\n<!-- homeroom: allow x because y -->\n```"] {
            assert_eq!(found(code), [], "{code}");
        }
    }
}
