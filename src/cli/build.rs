//! `homeroom build`: read, build, write.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use homeroom::Memos;
use homeroom::diagnostic::Severity;
use homeroom::disk::{self, Care};
use homeroom::source::Options;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::report::{self, Failure};
use super::{SiteArguments, base_url};

#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Where to write the site; `public` in the site's folder if not given.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The address the site is published at, in place of the settings' `base_url`.
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// Publish drafts and pages with a future date too.
    #[arg(long)]
    drafts: bool,
    /// Link to files, so that the site works from a disk or a shared drive.
    #[arg(long)]
    portable: bool,
    /// Read every file of the site in place back, and write anew what somebody else has changed.
    #[arg(long)]
    verify: bool,
    /// Show each finding, however many are alike.
    #[arg(long)]
    all: bool,
}

/// How many files are named that somebody has changed.
const NAMED: usize = 20;

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let start = Instant::now();
    let progress = progress();
    let Arguments { site, base_url, drafts, portable, verify, all, out } = arguments;
    let folder = site.folder();
    let out = out.clone().unwrap_or_else(|| folder.join("public"));

    progress.set_message("reading");
    let options = Options { base_url: base_url.clone(), drafts: *drafts, portable: *portable };
    let snapshot = site.read(&folder, Some(&out), options)?;
    progress.set_message("building");
    let built = homeroom::build(&snapshot, &Memos::default());
    if built.count(Severity::Error) > 0 {
        progress.finish_and_clear();
        report::list(&built.diagnostics, &built.sources, *all)?;
        let counts = report::counts(&built.diagnostics);
        let stands = if out.exists() { "; the site in place stays as it was" } else { "" };
        report::tell(&format!("{counts}: nothing was written{stands}"))?;
        return Ok(ExitCode::from(1));
    }
    progress.set_message("writing");
    let care = Care { verify: *verify, ..Care::default() };
    let written = disk::write_with(care, &out, &folder, &built.output);
    progress.finish_and_clear();
    report::list(&built.diagnostics, &built.sources, *all)?;
    let written = written.map_err(|error| Failure::could_not_run(&error))?;
    let (pages, counts, bytes) = (built.pages, report::counts(&built.diagnostics), report::size(written.bytes));
    let disk::Written { files, changed, removed, bytes: _, altered } = written;
    if *verify {
        tell_altered(&altered)?;
    }
    let seconds = start.elapsed().as_secs_f64();
    report::print(&format!(
        "{pages} pages, {files} files ({bytes}) in {}: {changed} written, {removed} removed, {counts}, {seconds:.2} s\n",
        out.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// Names the files that were not what the last build had written.
fn tell_altered(altered: &[String]) -> Result<(), Failure> {
    for file in altered.iter().take(NAMED) {
        let name: String = file.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect();
        report::tell(&format!("`{name}` was not as the last build had left it: written anew"))?;
    }
    if altered.len() > NAMED {
        report::tell(&format!("and {} more files", altered.len() - NAMED))?;
    }
    Ok(())
}

/// A spinner on a terminal; nothing elsewhere.
fn progress() -> ProgressBar {
    let target =
        if report::color(&std::io::stderr()) { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(None, target);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}
