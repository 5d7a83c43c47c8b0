//! Keeps an edition of the site for the last few other days that browsers have chosen.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;

/// How many days are kept.
const DAYS: usize = 3;

/// A value for each of the last few days that were asked for.
pub(super) struct Days<T>(Mutex<Vec<(Date, Arc<T>)>>);

impl<T> Default for Days<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Days<T> {
    /// The value that is kept for a day. If there is none, `make` makes it. No lock is held during that, so that `make`
    /// may use all threads. If two threads make the same day at once, both get the value that was ready first.
    pub(super) fn get(&self, day: Date, make: impl FnOnce() -> T) -> Arc<T> {
        if let Some(kept) = kept(&mut self.lock(), day) {
            return kept;
        }
        let made = Arc::new(make());
        // The value that is given up may be a whole site, so it is dropped after the lock is released.
        let (made, gone) = {
            let mut days = self.lock();
            match kept(&mut days, day) {
                Some(kept) => (kept, Some(made)),
                None => {
                    days.push((day, Arc::clone(&made)));
                    (made, (days.len() > DAYS).then(|| days.remove(0).1))
                }
            }
        };
        drop(gone);
        made
    }

    fn lock(&self) -> MutexGuard<'_, Vec<(Date, Arc<T>)>> {
        // No thread computes anything that could panic while it holds the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The value that is kept for a day. The day moves to the end of the list, as the one that was asked for last.
fn kept<T>(days: &mut Vec<(Date, Arc<T>)>, day: Date) -> Option<Arc<T>> {
    let at = days.iter().position(|(known, _)| *known == day)?;
    let found = days.remove(at);
    let kept = Arc::clone(&found.1);
    days.push(found);
    Some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: i8) -> Date {
        jiff::civil::date(2026, 11, number)
    }

    #[test]
    fn keeps_the_days_that_were_asked_for_last() {
        let days = Days::default();
        for number in [1, 2, 3, 1, 4] {
            assert_eq!(*days.get(day(number), || number), number);
        }
        assert_eq!([1, 3, 4].map(|number| *days.get(day(number), || 0)), [1, 3, 4]);
        assert_eq!(*days.get(day(2), || 0), 0, "the second day is not kept any more");
    }

    #[test]
    fn no_lock_is_held_while_a_day_is_made() {
        let days = Days::default();
        let outer = days.get(day(1), || {
            assert_eq!(*days.get(day(1), || "inner"), "inner");
            assert_eq!(*days.get(day(2), || "other"), "other");
            "outer"
        });
        assert_eq!(*outer, "inner", "everybody gets the value that was made first");
    }
}
