//! `homeroom build`: reads the site, builds it and writes it to the output folder.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use homeroom::diagnostic::Severity;
use homeroom::disk::{Care, DiskError, Put, Writing, Written};
use homeroom::pipeline::lay_out_timed;
use homeroom::source::Options;
use homeroom::timer::{Stage, Timer};
use homeroom::{Memos, UrlPath};

use super::progress::Progress;
use super::report::{self, Failure};
use super::site::SiteArguments;

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
    /// Read every file of the output folder back, and write those again that somebody else has changed.
    #[arg(long)]
    verify: bool,
    /// Show each finding, however many are alike.
    #[arg(long)]
    all: bool,
    /// Print how long each stage of the build took.
    #[arg(long)]
    timings: bool,
}

fn base_url(text: &str) -> Result<String, String> {
    if homeroom::config::is_base_url(text) {
        Ok(text.to_owned())
    } else {
        Err("write the whole address, such as https://handbook.district.example/".to_owned())
    }
}

/// How many changed files are named one by one; of more only the number is printed.
const NAMED: usize = 20;

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let start = Instant::now();
    let timer = Timer::new(move || start.elapsed());
    let progress = Progress::new();
    let Arguments { site, base_url, drafts, portable, verify, all, timings, out } = arguments;
    let folder = site.folder();
    let out = out.clone().unwrap_or_else(|| folder.join("public"));

    progress.begin("reading", 0);
    let options = Options { base_url: base_url.clone(), drafts: *drafts, portable: *portable };
    let snapshot = timer.time(Stage::Read, || site.read(&folder, Some(&out), options))?;
    let laid = lay_out_timed(&snapshot, &Memos::off(), &timer);
    drop(snapshot);

    let care = Care { verify: *verify, ..Care::default() };
    // An error is kept until the findings are printed: what is wrong with the site comes first.
    let writing = timer.time(Stage::Write, || Writing::begin(care, &out, &folder, laid.output.keys()));
    progress.begin("building", laid.output.len());
    let built = laid.finish_into(&timer, |url, artifact| {
        progress.step();
        timer.time(Stage::Write, || writing.as_ref().map_err(Clone::clone)?.put(url, &artifact))
    });
    drop(laid);
    let (errors, counts) = (built.count(Severity::Error), report::counts(&built.diagnostics));
    let written = if errors == 0 { Some(timer.time(Stage::Write, || finish(writing, built.output))) } else { None };
    progress.end();
    report::list(&built.diagnostics, &built.sources, *all)?;
    if *timings {
        report::print(report_of(&timer, start.elapsed()).trim_end())?;
    }
    let Some(written) = written else {
        let stands = if out.exists() { "; the site in place stays as it was" } else { "" };
        report::print(&format!("{counts}: nothing was written{stands}"))?;
        return Ok(ExitCode::from(1));
    };
    let Written { files, changed, removed, bytes, altered } =
        written.map_err(|error| Failure::could_not_run(&error))?;
    if *verify {
        print_altered(&altered)?;
    }
    let (pages, bytes, seconds) = (built.pages, report::size(bytes), start.elapsed().as_secs_f64());
    report::write_out(&format!(
        "{pages} pages, {files} files ({bytes}) in {}: {changed} written, {removed} removed, {counts}, {seconds:.2} s\n",
        out.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// Puts the site in its place. Errs if a file of it could not be written.
fn finish(
    writing: Result<Writing, DiskError>,
    put: BTreeMap<UrlPath, Result<Put, DiskError>>,
) -> Result<Written, DiskError> {
    let put = put.into_iter().map(|(url, put)| Ok((url, put?))).collect::<Result<_, _>>()?;
    writing?.finish(put)
}

/// The text of `--timings`: a line for each stage, and one for all of them.
fn report_of(timer: &Timer, whole: Duration) -> String {
    let line = |stage: Stage| {
        let note = if stage.is_added_up() { "  all threads added up" } else { "" };
        format!("{:8} {:8.3} s{note}\n", stage.word(), timer.spent(stage).as_secs_f64())
    };
    let lines: String = Stage::ALL.into_iter().map(line).collect();
    format!("{lines}{:8} {:8.3} s\n", "all", whole.as_secs_f64())
}

/// Prints the files that somebody has changed or removed since the last build.
fn print_altered(altered: &[String]) -> Result<(), Failure> {
    for file in altered.iter().take(NAMED) {
        let name: String = file.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect();
        report::print(&format!("`{name}` had changed since the last build and was written again"))?;
    }
    if altered.len() > NAMED {
        report::print(&format!("and {} more files", altered.len() - NAMED))?;
    }
    Ok(())
}
