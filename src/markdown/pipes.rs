//! Tables without outer pipes, as GitHub reads them: directly below a paragraph, and with one column.

use std::ops::Range;

use pulldown_cmark::{Tag, TagEnd};

use super::edit::{Edit, Missed, Put};
use super::lines::{cells, inside, is_rule, lines};
use super::nodes::{Item, Node};

/// The outer pipes that turn paragraphs into tables. Places in `missed` are left out, because a pipe there had no
/// effect.
pub(super) fn edits(markdown: &str, items: &[Item<'_>], missed: &Missed) -> Vec<Edit> {
    let paragraphs = paragraphs(items);
    let mut edits = Vec::new();
    if paragraphs.is_empty() {
        return edits;
    }
    let are_together = |first: usize, last: usize| {
        let paragraph = paragraphs.partition_point(|paragraph| paragraph.start <= first).checked_sub(1);
        paragraph.is_some_and(|paragraph| last < paragraphs[paragraph].end)
    };
    let mut head: Option<(usize, &str)> = None;
    for line in lines(markdown) {
        let text = inside(&markdown[line.clone()]);
        let at = line.end - text.len();
        let own = head.take().filter(|(head, words)| {
            is_rule(text) && are_together(*head, at) && cells(words).count() == cells(text).count()
        });
        let put = |at: usize, put: Put| Edit { range: at..at, put };
        match own {
            // The line below the head of a table cannot be the head of another table.
            Some((head, words)) => {
                let lacks_rule_pipe = text.starts_with(':') || !text.contains('|');
                if !words.starts_with('|') && !missed.contains(&(head, head)) {
                    edits.push(put(head, Put::HeadPipe));
                    edits.extend(lacks_rule_pipe.then(|| put(at, Put::RulePipe)));
                } else if lacks_rule_pipe && words.starts_with('|') && !missed.contains(&(at, at)) {
                    edits.push(put(at, Put::RulePipe));
                }
            }
            None => head = (!text.trim().is_empty()).then_some((at, text)),
        }
    }
    edits
}

/// The bytes of each paragraph. Tables, headings and code are left out.
fn paragraphs(items: &[Item<'_>]) -> Vec<Range<usize>> {
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    let mut is_new = true;
    // Headings, cells and blocks of code are not nested.
    let mut is_other = false;
    for Item { node, range } in items {
        match node {
            Node::Start(Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::Table(_)) => is_other = true,
            Node::End(TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Table) => (is_other, is_new) = (false, true),
            Node::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
            | Node::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
            | Node::Text(_)
            | Node::Code(_)
            | Node::Math(_)
            | Node::Footnote(_)
            | Node::SoftBreak
            | Node::Title
            | Node::TitleEnd
            | Node::HardBreak
            | Node::Task(_) => {
                if is_other {
                    continue;
                }
                match paragraphs.last_mut().filter(|_| !is_new) {
                    Some(last) => last.end = last.end.max(range.end),
                    None => paragraphs.push(range.clone()),
                }
                is_new = false;
            }
            Node::Raw(raw) if !raw.block => {}
            Node::Ends(_) => {}
            Node::Start(_) | Node::End(_) | Node::Raw(_) | Node::Rule => is_new = true,
        }
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_line_below_a_head() {
        for line in ["--|--", "|-|", ":-:", "| :-- | --: |", "-|", "|-", ":--\t|---"] {
            assert!(is_rule(line), "{line}");
        }
        for line in ["---", ":)", "|", "||", ":", "- a | -", "--\\|--", "::|-", "- :|-"] {
            assert!(!is_rule(line), "{line}");
        }
    }
}
