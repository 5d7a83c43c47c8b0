//! Footnotes: their numbers, in the order of first use, and their ids.

use std::collections::BTreeMap;

use pulldown_cmark::{Tag, TagEnd};

use super::nodes::{Events, Node};

/// The footnotes of a document. A label is compared without regard to case.
#[derive(Debug, Default)]
pub(crate) struct Footnotes {
    numbers: BTreeMap<String, usize>,
    /// How often each is used, by number - 1.
    uses: Vec<usize>,
    /// What the text of each points at.
    inside: BTreeMap<String, Vec<String>>,
}

/// How labels compare.
pub(crate) fn fold(label: &str) -> String {
    label.to_lowercase()
}

/// The id of a footnote's text.
pub(crate) fn text_id(number: usize) -> String {
    format!("HR-fn-{number}")
}

/// The id of the place that uses a footnote for the n-th time, from 1.
pub(crate) fn use_id(number: usize, nth: usize) -> String {
    if nth == 1 { format!("HR-fnref-{number}") } else { format!("HR-fnref-{number}-{nth}") }
}

impl Footnotes {
    /// Numbers those that the text uses, then those that only their texts use; one that nothing uses
    /// or nothing defines has no number.
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

    /// The footnotes that the text of each footnote points at.
    pub(crate) fn inside(&self) -> &BTreeMap<String, Vec<String>> {
        &self.inside
    }

    /// The number of a label, when it is used and defined.
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
