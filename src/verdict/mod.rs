//! The verdict: may I use this with my class, today and later?
//!
//! 1. `facts` reads what verdicts depend on from an entry's fields, through its kind's `life`.
//! 2. `rule` is the only rule table: the first row that matches a reader on a day decides.
//! 3. `answer` is the result of a row, in one word.
//! 4. `sentence` puts a result into words.
//! 5. `timeline` asks the table for every reader and every day on which a verdict can change.
//! 6. [`Verdicts`] holds the timelines of all entries.
//!
//! An entry's timeline is computed once for each language. Pages, cards, counts and search read it from [`Verdicts`],
//! so they cannot disagree.

mod answer;
mod facts;
mod rule;
mod sentence;
mod timeline;

use std::sync::Arc;

use jiff::civil::Date;

pub(crate) use answer::{Answer, Verdict};
pub(crate) use facts::LifeFacts;
pub(crate) use timeline::{Day, Timeline};

use crate::fingerprint::Mixer;
use crate::library::EntryIndex;
use crate::memo::Memo;
use crate::theme::Dictionary;

/// The verdicts of all entries from a day on. An entry's timeline is made when it is first asked for, once for each
/// language.
pub struct Verdicts {
    today: Date,
    lives: Vec<Option<LifeFacts>>,
    /// By entry and words. Facts and day need no part in the key: they never change within this value.
    timelines: Memo<Arc<Timeline>>,
}

impl Verdicts {
    /// The verdicts that follow from these facts, by entry, from `today` on. No timeline is made yet.
    pub(crate) fn new(lives: Vec<Option<LifeFacts>>, today: Date) -> Self {
        Self { today, lives, timelines: Memo::default() }
    }

    /// The facts about an entry's life; `None` when its kind has no life, or its state is not known.
    pub(crate) fn life(&self, index: EntryIndex) -> Option<&LifeFacts> {
        self.lives.get(index)?.as_ref()
    }

    /// The entries that have a life.
    pub(crate) fn lives(&self) -> impl Iterator<Item = (EntryIndex, &LifeFacts)> {
        self.lives.iter().enumerate().filter_map(|(index, facts)| Some((index, facts.as_ref()?)))
    }

    /// The verdicts of an entry in the words of a language; `None` for an entry without a life.
    pub(crate) fn timeline(&self, index: EntryIndex, words: &Dictionary) -> Option<Arc<Timeline>> {
        let facts = self.life(index)?;
        let key = Mixer::new().bytes(&index.to_le_bytes()).fingerprint(words.fingerprint()).finish();
        Some(self.timelines.get(key, || Arc::new(Timeline::of(facts, self.today, words))))
    }
}

#[cfg(test)]
mod tests;
