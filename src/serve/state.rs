//! What all threads of a preview share: the edition that is served, its findings, and word of both.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::findings::Findings;
use super::preview::Edition;
use crate::fingerprint::Fingerprint;

/// What all threads share.
pub(super) struct State {
    shown: Mutex<Shown>,
    changed: Condvar,
    /// Tells this run from others, so that a tab that outlived one knows.
    pub(super) run: String,
}

/// What is shown at the moment.
#[derive(Clone)]
pub(super) struct Shown {
    pub(super) edition: Arc<Edition>,
    /// The findings of this edition or of one before it.
    pub(super) findings: Option<Arc<Findings>>,
    /// How many event streams are open.
    streams: usize,
    pub(super) closing: bool,
}

/// What an event stream tells: enough to know that something is new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct News {
    pub(super) edition: u64,
    pub(super) findings: Option<Fingerprint>,
}

/// How many event streams are open at once.
const STREAMS: usize = 64;

impl State {
    pub(super) fn new(edition: Arc<Edition>, run: String) -> Self {
        let shown = Shown { edition, findings: None, streams: 0, closing: false };
        Self { shown: Mutex::new(shown), changed: Condvar::new(), run }
    }

    /// What is shown at the moment.
    pub(super) fn shown(&self) -> Shown {
        self.lock().clone()
    }

    /// Shows another edition.
    pub(super) fn show(&self, edition: Arc<Edition>) {
        // The one before may be the last to hold a whole site; it goes once the lock is free.
        let before = self.change(|shown| std::mem::replace(&mut shown.edition, edition));
        drop(before);
    }

    /// Shows other findings.
    pub(super) fn tell(&self, findings: Arc<Findings>) {
        let before = self.change(|shown| shown.findings.replace(findings));
        drop(before);
    }

    /// Ends all streams.
    pub(super) fn close(&self) {
        self.change(|shown| shown.closing = true);
    }

    fn change<T>(&self, change: impl FnOnce(&mut Shown) -> T) -> T {
        let before = change(&mut self.lock());
        self.changed.notify_all();
        before
    }

    /// Waits until there is other news than `known`, for `patience` at most. `None` at the end.
    pub(super) fn news(&self, known: Option<&News>, patience: Duration) -> Option<News> {
        let is_old = |shown: &mut Shown| !shown.closing && known == Some(&news(shown));
        let waited = self.changed.wait_timeout_while(self.lock(), patience, is_old);
        let (shown, _) = waited.unwrap_or_else(PoisonError::into_inner);
        (!shown.closing).then(|| news(&shown))
    }

    /// Waits until an edition after `number` is shown. `None` at the end.
    pub(super) fn edition_after(&self, number: u64) -> Option<Arc<Edition>> {
        let is_old = |shown: &mut Shown| !shown.closing && shown.edition.number <= number;
        let shown = self.changed.wait_while(self.lock(), is_old).unwrap_or_else(PoisonError::into_inner);
        (!shown.closing).then(|| Arc::clone(&shown.edition))
    }

    /// A place among the event streams; `None` when all are taken.
    pub(super) fn stream(self: &Arc<Self>) -> Option<Stream> {
        let mut shown = self.lock();
        if shown.streams == STREAMS {
            return None;
        }
        shown.streams += 1;
        Some(Stream(Arc::clone(self)))
    }

    fn lock(&self) -> MutexGuard<'_, Shown> {
        // No holder of the lock computes anything that could panic.
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn news(shown: &Shown) -> News {
    News { edition: shown.edition.number, findings: shown.findings.as_ref().map(|findings| findings.fingerprint) }
}

/// One open event stream.
pub(super) struct Stream(Arc<State>);

impl Drop for Stream {
    fn drop(&mut self) {
        self.0.lock().streams -= 1;
    }
}
