//! Shows on a terminal how far a long build is: its stage, and how many files are made.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::report;

/// How long a build runs before the bar is shown. Shorter builds show nothing.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often the bar is drawn again.
const BEAT: Duration = Duration::from_millis(100);

/// The progress bar of one build. It is shown only on a terminal.
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

    /// Begins a stage in which `files` files are made.
    pub fn begin(&self, stage: &'static str, files: usize) {
        self.bar.set_message(stage);
        self.bar.set_length(files as u64);
        self.show_if_long();
    }

    /// Counts one more file that is made.
    pub fn step(&self) {
        self.bar.inc(1);
        self.show_if_long();
    }

    /// Shows the bar as soon as the build takes longer than `PATIENCE`.
    fn show_if_long(&self) {
        if self.is_terminal && self.bar.is_hidden() && self.start.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.bar.enable_steady_tick(BEAT);
        }
    }

    /// Removes the bar.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
