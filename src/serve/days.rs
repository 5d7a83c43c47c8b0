//! The last few other days on which browsers looked at an edition.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;

/// How many days are kept.
const DAYS: usize = 3;

/// Something for each of the last few days that were asked for.
pub(super) struct Days<T>(Mutex<Vec<(Date, Arc<T>)>>);

impl<T> Default for Days<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Days<T> {
    /// What is kept for a day; what `make` gives where there is nothing. It is called while no lock is held, so that it
    /// may use all threads; of two that ask at once, both get what was made first.
    pub(super) fn get(&self, day: Date, make: impl FnOnce() -> T) -> Arc<T> {
        if let Some(kept) = kept(&mut self.lock(), day) {
            return kept;
        }
        let made = Arc::new(make());
        // What goes is dropped behind the lock: it may be a whole site.
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
        // No holder of the lock computes anything that could panic.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is kept for a day, which is now the one that was asked for last.
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
        assert_eq!(*days.get(day(2), || 0), 0, "the second is gone");
    }

    #[test]
    fn no_lock_is_held_while_a_day_is_made() {
        let days = Days::default();
        let outer = days.get(day(1), || {
            assert_eq!(*days.get(day(1), || "inner"), "inner");
            assert_eq!(*days.get(day(2), || "other"), "other");
            "outer"
        });
        assert_eq!(*outer, "inner", "what was made first is what everybody gets");
    }
}
