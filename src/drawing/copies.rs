//! Counts how often a drawing shows its own parts. If each of thirty lines shows the line before it twice, a browser
//! has to draw a thousand million parts.

use std::collections::HashMap;

/// More parts than a drawing by hand ever shows.
const MOST: u64 = 100_000;

/// Parts of a drawing and what each shows.
#[derive(Default)]
pub(super) struct Copies {
    /// What each part shows: parts inside of it, and those that `use` brings in. The first is the whole.
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
    /// An element begins, perhaps as a part with a name.
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

    /// The open element shows the part of this name.
    pub(super) fn uses(&mut self, id: &str) {
        let around = self.open.last().copied().unwrap_or_default();
        if let Some(shown) = self.shown.get_mut(around) {
            shown.push(Shown::Named(id.to_owned()));
        }
    }

    /// The open element ends.
    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    /// Whether the whole shows more parts than a browser should draw.
    pub(super) fn are_too_many(&self) -> bool {
        if self.shown.is_empty() {
            return false;
        }
        // Each part is counted once all that it shows is; a part that shows itself is shown by no browser.
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
