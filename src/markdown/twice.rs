//! Definitions of links that an earlier definition of the same name overrides.

use std::ops::Range;

use super::lines::lines;
use super::nodes::{Item, Node};

/// The place of each later definition of a label, with the place of the first one. `find` gives the definition that the
/// parser uses for a label.
pub(super) fn definitions(
    markdown: &str,
    items: &[Item<'_>],
    find: impl Fn(&str) -> Option<Range<usize>>,
) -> Vec<(Range<usize>, Range<usize>)> {
    if !markdown.contains("]:") {
        return Vec::new();
    }
    let shown = Shown::of(items);
    let is_front = |letter: char| " \t>-+*.)".contains(letter) || letter.is_ascii_digit();
    let mut twice = Vec::new();
    for line in lines(markdown) {
        let text = markdown[line.clone()].trim_start_matches(is_front);
        let start = line.end - text.len();
        let Some(label) = label(text) else { continue };
        let words = label.split_whitespace().collect::<Vec<_>>().join(" ");
        // A repeated definition with the same address loses nothing. Authors use `[//]: # (…)` as a comment.
        let own = text[label.len() + "[]:".len()..].trim();
        let is_comment = own == "#" || own.starts_with("# ") || own.starts_with("<>");
        let is_same = |first: &Range<usize>| {
            let before = markdown[first.clone()].strip_suffix(own);
            before.is_some_and(|before| before.trim_end().ends_with("]:"))
        };
        let first = find(&words).filter(|first| first.start < start && !shown.holds(start));
        let first = first.filter(|first| !is_comment && !is_same(first));
        twice.extend(first.map(|first| (start..start + label.len() + "[]:".len(), first)));
    }
    twice
}

/// The label of a definition: `[label]: …`.
fn label(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('[').filter(|inside| !inside.starts_with('^'))?;
    let mut escaped = false;
    for (at, letter) in inside.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => return None,
            ']' => return inside[at..].starts_with("]:").then_some(&inside[..at]),
            _ => {}
        }
    }
    None
}

/// The parts of a text that a page shows. Definitions, and the marks of lists and quotes, are not part of it.
struct Shown {
    starts: Vec<usize>,
    /// For each start, the farthest end of the parts that start there or before.
    reach: Vec<usize>,
}

impl Shown {
    fn of(items: &[Item<'_>]) -> Self {
        use pulldown_cmark::Tag;
        let mut shown = Self { starts: Vec::new(), reach: Vec::new() };
        for Item { node, range } in items {
            match node {
                Node::End(_)
                | Node::Ends(_)
                | Node::Start(
                    Tag::BlockQuote(_)
                    | Tag::List(_)
                    | Tag::Item
                    | Tag::FootnoteDefinition(_)
                    | Tag::DefinitionList
                    | Tag::DefinitionListDefinition,
                ) => {}
                _ => {
                    shown.starts.push(range.start);
                    shown.reach.push(range.end.max(shown.reach.last().copied().unwrap_or_default()));
                }
            }
        }
        shown
    }

    fn holds(&self, at: usize) -> bool {
        let before = self.starts.partition_point(|start| *start <= at);
        before.checked_sub(1).is_some_and(|last| at < self.reach[last])
    }
}
