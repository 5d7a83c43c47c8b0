//! `homeroom check`: reads the site, builds it in memory and prints the findings.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use homeroom::config::FILE;
use homeroom::diagnostic::{Diagnostic, Format, Severity, Sources, render, render_json, render_sarif};
use homeroom::pipeline::lay_out;
use homeroom::source::Options;
use homeroom::timer::Timer;
use homeroom::{Memos, VPath};

use super::place::{self, Chosen};
use super::report::{self, Failure};
use super::site::SiteArguments;

#[derive(clap::Args)]
pub struct Arguments {
    /// The files and folders whose findings are shown; the whole site if none is given.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    site: SiteArguments,
    /// How to write the findings.
    #[arg(long, value_enum, default_value = "human")]
    format: Written,
    /// Fail on warnings too.
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Deny>,
    /// Show each finding, however many are alike; formats for programs always do.
    #[arg(long)]
    all: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Written {
    /// For people: each with its place, an excerpt and what to do.
    Human,
    /// One line each: file:line:column: severity[code]: message.
    Short,
    /// One JSON object; docs/findings.md has its fields.
    Json,
    /// Annotations in GitHub Actions.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings.
    Warnings,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let site = arguments.site.folder();
    let snapshot = arguments.site.read(&site, Some(&site.join("public")), Options::default())?;
    let chosen = Chosen::new(&arguments.paths, &site, &snapshot)?;
    let built = lay_out(&snapshot, &Memos::off()).finish_into(&Timer::off(), |_, _| ());
    let all = built.diagnostics.len();
    let shown = chosen.of(built.diagnostics);
    // GitHub and code scanning expect paths from the root of the repository, a terminal from the current folder.
    let names = match arguments.format {
        Written::Human | Written::Short | Written::Json => place::from_here(&site),
        Written::Github | Written::Sarif => place::from_repository(&site),
    };
    let text = written(arguments, &shown, &built.sources.named(names), &snapshot)?;
    report::write_out(&text)?;
    // The summary goes to standard error, so that a program that reads the findings gets nothing else.
    let counts = report::counts(&shown);
    report::print(&if chosen.is_all() {
        format!("{} pages: {counts}", built.pages)
    } else {
        format!("{counts} in the chosen files; {all} in the whole site of {} pages", built.pages)
    })?;
    let has = |severity| shown.iter().any(|found: &Diagnostic| found.severity == severity);
    let denied = arguments.deny == Some(Deny::Warnings) && has(Severity::Warning);
    Ok(if has(Severity::Error) || denied { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn written(
    arguments: &Arguments,
    shown: &[Diagnostic],
    sources: &Sources,
    snapshot: &homeroom::Snapshot,
) -> Result<String, Failure> {
    let one_by_one = |format: Format| shown.iter().map(|found| render(found, sources, format)).collect::<String>();
    Ok(match arguments.format {
        Written::Human => report::findings(shown, sources, arguments.all, report::color(&std::io::stdout())),
        Written::Short => one_by_one(Format::Short),
        Written::Github => one_by_one(Format::Github),
        Written::Json => render_json(shown, sources),
        Written::Sarif => render_sarif(shown, sources, &home(snapshot)?),
    })
}

/// The file that SARIF names for findings about the whole site, as each of its findings needs a file.
fn home(snapshot: &homeroom::Snapshot) -> Result<VPath, Failure> {
    let settings = VPath::new(FILE).filter(|file| snapshot.files.contains_key(file));
    let first = settings.or_else(|| snapshot.files.keys().next().cloned());
    first.ok_or_else(|| Failure::CouldNotRun("the site has no file".to_owned()))
}
