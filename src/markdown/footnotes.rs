//! Footnotes: their numbers, in the order of first use, and their ids.

use std::collections::BTreeMap;

use pulldown_cmark::{Tag, TagEnd};

use super::nodes::{Events, Node};

/// The footnotes of a document. A label is compared without regard to case.
#[derive(Debug, Default)]
pub(crate) struct Footnotes {
    numbers: BTreeMap<String, usize>,
    /// How often the text refers to each footnote. The index is the footnote's number - 1.
    uses: Vec<usize>,
    /// The labels that the text of each footnote refers to, by the footnote's label.
    inside: BTreeMap<String, Vec<String>>,
}

/// The form of a label in which labels are compared.
pub(crate) fn fold(label: &str) -> String {
    label.to_lowercase()
}

/// The id of a footnote's text.
pub(crate) fn text_id(number: usize) -> String {
    format!("HR-fn-{number}")
}

/// The id of the n-th place that refers to a footnote, counted from 1.
pub(crate) fn use_id(number: usize, nth: usize) -> String {
    if nth == 1 { format!("HR-fnref-{number}") } else { format!("HR-fnref-{number}-{nth}") }
}

impl Footnotes {
    /// Numbers the footnotes: first those that the main text refers to, then those that only other footnotes refer to.
    /// A footnote that is never referred to or never defined has no number.
    pub(crate) fn new(events: &Events<'_>) -> Self {
        let mut used: BTreeMap<Option<String>, Vec<String>> = BTreeMap::new();
        let mut inside: Vec<String> = Vec::new();
        for item in &events.items {
            match &item.node {
                Node::Start(Tag::FootnoteDefinition(label)) => {
                    let label = fold(label);
                    used.entry(Some(label.clone())).or_default();
                    inside.push(label);
                }
                Node::End(TagEnd::FootnoteDefinition) => {
                    inside.pop();
                }
                Node::Footnote(label) => used.entry(inside.last().cloned()).or_default().push(fold(label)),
                _ => {}
            }
        }
        let mut footnotes = Self::default();
        let mut queue: Vec<Option<String>> = vec![None];
        let mut next = 0;
        while let Some(place) = queue.get(next).cloned() {
            next += 1;
            for label in used.get(&place).into_iter().flatten() {
                if !used.contains_key(&Some(label.clone())) {
                    continue;
                }
                let number = footnotes.numbers.get(label).copied().unwrap_or_else(|| {
                    footnotes.uses.push(0);
                    footnotes.numbers.insert(label.clone(), footnotes.uses.len());
                    queue.push(Some(label.clone()));
                    footnotes.uses.len()
                });
                if let Some(uses) = footnotes.uses.get_mut(number - 1) {
                    *uses += 1;
                }
            }
        }
        footnotes.inside = used.into_iter().filter_map(|(label, inside)| Some((label?, inside))).collect();
        footnotes
    }

    /// The labels that the text of each footnote refers to, by the footnote's label.
    pub(crate) fn inside(&self) -> &BTreeMap<String, Vec<String>> {
        &self.inside
    }

    /// The number of a label; `None` unless the footnote is both referred to and defined.
    pub(crate) fn number(&self, label: &str) -> Option<usize> {
        self.numbers.get(&fold(label)).copied()
    }

    /// Every id that the footnotes take on the page.
    pub(crate) fn ids(&self) -> impl Iterator<Item = String> {
        self.uses.iter().enumerate().flat_map(|(at, uses)| {
            std::iter::once(text_id(at + 1)).chain((1..=*uses).map(move |nth| use_id(at + 1, nth)))
        })
    }
}
