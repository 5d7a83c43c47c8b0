//! How long the stages of a build take. The library has no clock; its caller gives one.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A part of the work of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading the files of the site.
    Read,
    /// Reading settings, kinds and theme.
    Declare,
    /// Turning files of content into entries.
    Parse,
    /// Resolving links and references.
    Resolve,
    /// Finding every address.
    Plan,
    /// Making the search index and its files.
    Search,
    /// Making pages.
    Pages,
    /// Making all other files.
    Outputs,
    /// Finding what is wrong.
    Checks,
    /// Writing the output folder.
    Write,
}

impl Stage {
    /// All stages, in the order in which they begin.
    pub const ALL: [Self; 10] = [
        Self::Read,
        Self::Declare,
        Self::Parse,
        Self::Resolve,
        Self::Plan,
        Self::Search,
        Self::Pages,
        Self::Outputs,
        Self::Checks,
        Self::Write,
    ];

    /// The stage in one word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Declare => "declare",
            Self::Parse => "parse",
            Self::Resolve => "resolve",
            Self::Plan => "plan",
            Self::Search => "search",
            Self::Pages => "pages",
            Self::Outputs => "outputs",
            Self::Checks => "checks",
            Self::Write => "write",
        }
    }

    /// Whether several threads work on the stage at once. Its time is then the sum over all threads.
    #[must_use]
    pub fn is_added_up(self) -> bool {
        matches!(self, Self::Search | Self::Pages | Self::Outputs | Self::Write)
    }
}

/// Adds up the time of each stage, by a clock that the caller gives.
pub struct Timer {
    now: Box<dyn Fn() -> Duration + Send + Sync>,
    nanoseconds: [AtomicU64; Stage::ALL.len()],
}

impl Timer {
    /// A timer with a clock: `now` gives the time since any moment.
    #[must_use]
    pub fn new(now: impl Fn() -> Duration + Send + Sync + 'static) -> Self {
        Self { now: Box::new(now), nanoseconds: Default::default() }
    }

    /// A timer without a clock: every time is zero.
    #[must_use]
    pub fn off() -> Self {
        Self::new(|| Duration::ZERO)
    }

    /// Does some work and adds its time to the stage.
    pub fn time<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let start = (self.now)();
        let value = work();
        let spent = (self.now)().saturating_sub(start).as_nanos();
        self.nanoseconds[stage as usize].fetch_add(u64::try_from(spent).unwrap_or(u64::MAX), Ordering::Relaxed);
        value
    }

    /// How long a stage has taken so far.
    #[must_use]
    pub fn spent(&self, stage: Stage) -> Duration {
        Duration::from_nanos(self.nanoseconds[stage as usize].load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_up_what_a_stage_takes() {
        let clock = AtomicU64::new(0);
        let timer = Timer::new(move || Duration::from_secs(clock.fetch_add(1, Ordering::Relaxed)));
        assert_eq!(timer.time(Stage::Pages, || "a page"), "a page");
        timer.time(Stage::Pages, || ());
        timer.time(Stage::Write, || ());
        let spent = |stage| timer.spent(stage).as_secs();
        assert_eq!([spent(Stage::Pages), spent(Stage::Write), spent(Stage::Read)], [2, 1, 0]);
        assert!(Stage::ALL.iter().enumerate().all(|(at, stage)| *stage as usize == at));
    }
}
