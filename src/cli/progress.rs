//! What a terminal shows while a build takes long: the stage, and how many files are made.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::report;

/// A build that takes less time shows nothing.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often the bar is drawn.
const BEAT: Duration = Duration::from_millis(100);

/// The bar of one build. Elsewhere than on a terminal nothing is shown.
pub struct Progress {
    bar: ProgressBar,
    start: Instant,
    is_terminal: bool,
}

impl Progress {
    pub fn new() -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:30}] {human_pos} of {human_len} files, {elapsed}")
        {
            bar.set_style(style.progress_chars("=> "));
        }
        Self { bar, start: Instant::now(), is_terminal: report::color(&std::io::stderr()) }
    }

    /// Begins a stage in which so many files are made.
    pub fn begin(&self, stage: &'static str, files: usize) {
        self.bar.set_message(stage);
        self.bar.set_length(files as u64);
        self.look();
    }

    /// One more file is made.
    pub fn step(&self) {
        self.bar.inc(1);
        self.look();
    }

    /// Shows the bar from the time on when there is a reason to.
    fn look(&self) {
        if self.is_terminal && self.bar.is_hidden() && self.start.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.bar.enable_steady_tick(BEAT);
        }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
