//! Memo tables: a value is computed once for each content, and kept while builds go on asking for it.
//!
//! A key is the fingerprint of everything that the value is computed from. A memo therefore never
//! needs to be told what changed, and a warm build gives the same bytes as a cold one.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::fingerprint::Fingerprint;

const SHARDS: usize = 16;

/// A concurrent table from content to computed value.
pub struct Memo<V> {
    /// Whether values are kept at all.
    keeps: bool,
    shards: [Mutex<HashMap<Fingerprint, Kept<V>>>; SHARDS],
    round: AtomicU64,
    misses: AtomicU64,
}

struct Kept<V> {
    value: V,
    round: u64,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self {
            keeps: true,
            shards: std::array::from_fn(|_| Mutex::new(HashMap::new())),
            round: AtomicU64::new(0),
            misses: AtomicU64::new(0),
        }
    }
}

impl<V> Memo<V> {
    /// A memo that keeps nothing, for work that is done only once.
    #[must_use]
    pub fn off() -> Self {
        Self { keeps: false, ..Self::default() }
    }

    /// Whether values are kept at all. Where they are not, no key need be computed.
    #[must_use]
    pub(crate) fn keeps(&self) -> bool {
        self.keeps
    }

    /// How many values are kept.
    #[cfg(test)]
    pub(crate) fn kept(&self) -> usize {
        self.shards.iter().map(|shard| lock(shard).len()).sum()
    }
}

impl<V: Clone> Memo<V> {
    /// The value for `key`, computed by `make` when it is not kept yet. No lock is held while `make` runs: two
    /// threads that miss at once both compute, and get equal values.
    pub fn get(&self, key: Fingerprint, make: impl FnOnce() -> V) -> V {
        if !self.keeps {
            return make();
        }
        let round = self.round.load(Ordering::Relaxed);
        let shard = &self.shards[(key.0 as usize) % SHARDS];
        if let Some(kept) = lock(shard).get_mut(&key) {
            kept.round = round;
            return kept.value.clone();
        }
        self.misses.fetch_add(1, Ordering::Relaxed);
        let value = make();
        lock(shard).insert(key, Kept { value: value.clone(), round });
        value
    }

    /// Keeps the value for `key`, if there is one, as if it had been asked for.
    pub(crate) fn keep(&self, key: Fingerprint) {
        let round = self.round.load(Ordering::Relaxed);
        if let Some(kept) = lock(&self.shards[(key.0 as usize) % SHARDS]).get_mut(&key) {
            kept.round = round;
        }
    }

    /// Ends a round: values that neither this round nor the one before asked for are dropped, so
    /// that a long preview holds two builds at most. Gives the number of misses of this round.
    pub fn end_round(&self) -> u64 {
        let round = self.round.fetch_add(1, Ordering::Relaxed);
        for shard in &self.shards {
            lock(shard).retain(|_, kept| kept.round + 1 >= round);
        }
        self.misses.swap(0, Ordering::Relaxed)
    }
}

/// Locks a map, even after a panic in another thread: values are made outside the lock, so no map is half written.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_lock_is_held_while_a_value_is_made() {
        let memo = Memo::default();
        let key = Fingerprint::of(b"page");
        let made = memo.get(key, || {
            // All shards, including the one of this value.
            let all =
                (0..u128::try_from(SHARDS).expect("few")).map(|shard| memo.get(Fingerprint(shard), || 1)).sum::<i32>();
            all + memo.get(key, || 2)
        });
        assert_eq!(made, i32::try_from(SHARDS).expect("few") + 2);
    }

    #[test]
    fn a_memo_that_is_off_keeps_nothing() {
        let (memo, key) = (Memo::off(), Fingerprint::of(b"page"));
        assert_eq!([memo.get(key, || 1), memo.get(key, || 2)], [1, 2]);
        assert_eq!(memo.kept(), 0);
    }

    #[test]
    fn keeps_what_is_asked_for_and_drops_the_rest() {
        let memo = Memo::default();
        let key = Fingerprint::of(b"page");
        assert_eq!(memo.get(key, || 1), 1);
        assert_eq!(memo.get(key, || 2), 1, "a hit does not compute");
        assert_eq!(memo.end_round(), 1);
        assert_eq!(memo.end_round(), 0);
        memo.keep(key);
        memo.end_round();
        memo.end_round();
        assert_eq!(memo.get(key, || 4), 1, "a value that is kept stays without being computed");
        memo.end_round();
        memo.end_round();
        memo.end_round();
        assert_eq!(memo.get(key, || 3), 3, "two rounds without a call drop the value");
    }
}
