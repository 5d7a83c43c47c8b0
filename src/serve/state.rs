//! The state that the threads of a preview share: the edition that is served and its findings. Threads can wait for
//! changes of both.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::findings::Findings;
use super::preview::Edition;
use crate::fingerprint::Fingerprint;

/// The state that the threads of a preview share.
pub(super) struct State {
    shown: Mutex<Shown>,
    changed: Condvar,
    /// Identifies this run of the preview. A tab that was opened in an earlier run notices by it.
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

/// What an event stream sends: enough for a browser to know that something has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct News {
    pub(super) edition: u64,
    pub(super) findings: Option<Fingerprint>,
}

/// The most event streams that are open at once.
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

    /// Shows a new edition.
    pub(super) fn show(&self, edition: Arc<Edition>) {
        // The edition before may hold the last copy of a whole site, so it is dropped after the lock is released.
        let before = self.change(|shown| std::mem::replace(&mut shown.edition, edition));
        drop(before);
    }

    /// Shows new findings.
    pub(super) fn show_findings(&self, findings: Arc<Findings>) {
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

    /// Waits until the news differs from `known`, but no longer than `patience`. `None` if the preview ends.
    pub(super) fn news(&self, known: Option<&News>, patience: Duration) -> Option<News> {
        let is_old = |shown: &mut Shown| !shown.closing && known == Some(&news(shown));
        let waited = self.changed.wait_timeout_while(self.lock(), patience, is_old);
        let (shown, _) = waited.unwrap_or_else(PoisonError::into_inner);
        (!shown.closing).then(|| news(&shown))
    }

    /// Waits until an edition after `number` is shown. `None` if the preview ends.
    pub(super) fn edition_after(&self, number: u64) -> Option<Arc<Edition>> {
        let is_old = |shown: &mut Shown| !shown.closing && shown.edition.number <= number;
        let shown = self.changed.wait_while(self.lock(), is_old).unwrap_or_else(PoisonError::into_inner);
        (!shown.closing).then(|| Arc::clone(&shown.edition))
    }

    /// A place among the event streams. `None` if all are taken.
    pub(super) fn stream(self: &Arc<Self>) -> Option<Stream> {
        let mut shown = self.lock();
        if shown.streams == STREAMS {
            return None;
        }
        shown.streams += 1;
        Some(Stream(Arc::clone(self)))
    }

    fn lock(&self) -> MutexGuard<'_, Shown> {
        // No thread computes anything that could panic while it holds the lock.
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
