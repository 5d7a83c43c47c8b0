//! Counts how often a drawing shows its own parts. If each of thirty lines shows the line before it twice, a browser
//! has to draw a thousand million parts.

use std::collections::HashMap;

/// The most parts that a drawing may show. No drawing that a person makes shows as many.
const MOST: u64 = 100_000;

/// The parts of a drawing, and which other parts each of them shows. A part is an element with an id.
#[derive(Default)]
pub(super) struct Copies {
    /// For each part, the parts inside of it and the parts that it shows with `use`. The first entry is the whole
    /// drawing.
    shown: Vec<Vec<Shown>>,
    by_id: HashMap<String, usize>,
    /// The part that each open element belongs to.
    open: Vec<usize>,
}

enum Shown {
    Part(usize),
    Named(String),
}

impl Copies {
    /// An element begins. It is a part if it has an id.
    pub(super) fn begin(&mut self, id: Option<&str>) {
        if self.shown.is_empty() {
            self.shown.push(Vec::new());
        }
        let around = self.open.last().copied().unwrap_or_default();
        let part = match id {
            None => around,
            Some(id) => {
                let part = self.shown.len();
                self.shown.push(Vec::new());
                self.shown[around].push(Shown::Part(part));
                self.by_id.entry(id.to_owned()).or_insert(part);
                part
            }
        };
        self.open.push(part);
    }

    /// The open element shows the part with this id.
    pub(super) fn uses(&mut self, id: &str) {
        let around = self.open.last().copied().unwrap_or_default();
        if let Some(shown) = self.shown.get_mut(around) {
            shown.push(Shown::Named(id.to_owned()));
        }
    }

    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    /// Whether the whole drawing shows more than [`MOST`] parts.
    pub(super) fn are_too_many(&self) -> bool {
        if self.shown.is_empty() {
            return false;
        }
        // A part is counted after all parts that it shows. Browsers do not draw a part that shows itself, so such a
        // part counts as one.
        let mut counts: Vec<Option<u64>> = vec![None; self.shown.len()];
        let mut waiting = vec![(0, 0, 1u64)];
        let mut is_open = vec![false; self.shown.len()];
        is_open[0] = true;
        while let Some((part, next, count)) = waiting.pop() {
            let Some(shown) = self.shown[part].get(next) else {
                counts[part] = Some(count);
                is_open[part] = false;
                continue;
            };
            let inner = match shown {
                Shown::Part(inner) => Some(*inner),
                Shown::Named(id) => self.by_id.get(id).copied(),
            };
            match inner {
                Some(inner) if counts[inner].is_none() && !is_open[inner] => {
                    waiting.push((part, next, count));
                    waiting.push((inner, 0, 1));
                    is_open[inner] = true;
                }
                inner => {
                    let more = inner.and_then(|inner| counts[inner]).unwrap_or(1);
                    waiting.push((part, next + 1, count.saturating_add(more)));
                }
            }
        }
        counts[0].is_some_and(|count| count > MOST)
    }
}
