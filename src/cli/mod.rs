//! The command line. One file a command, each: read, build, act.
//!
//! Exit codes: 0 when there is no error, 1 when the site has errors (or denied warnings), 2 when the
//! command could not run.

mod build;
mod check;
mod completions;
mod explain;
mod place;
mod report;
mod serve;
mod today;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use homeroom::source::Options;
use jiff::civil::Date;

use report::Failure;

/// A static knowledge-base site generator for school districts.
#[derive(Parser)]
#[command(version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the site into a folder.
    Build(build::Arguments),
    /// Check the site and build nothing.
    Check(check::Arguments),
    /// Preview the site in the browser, fresh after every save.
    Serve(serve::Arguments),
    /// Explain a finding by its code, or list all codes.
    Explain(explain::Arguments),
    /// Print completions for a shell.
    Completions(completions::Arguments),
}

/// Which site, and as of which day.
#[derive(Args)]
struct SiteArguments {
    /// The folder of the site, with homeroom.yaml and content/ in it; if not given, the current folder or the site
    /// that it lies in.
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
    /// The day to build for, such as 2027-06-30; today if not given.
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
}

fn date(text: &str) -> Result<Date, String> {
    homeroom::schema::parse::date(text).map_err(|refusal| refusal.help)
}

fn base_url(text: &str) -> Result<String, String> {
    if homeroom::config::is_base_url(text) {
        Ok(text.to_owned())
    } else {
        Err("write the whole address, such as https://handbook.district.example/".to_owned())
    }
}

impl SiteArguments {
    /// The folder of the site.
    fn folder(&self) -> PathBuf {
        self.site.clone().unwrap_or_else(place::site)
    }

    /// Reads the site in its folder. `out` is a folder that is no part of it.
    fn read(&self, site: &Path, out: Option<&Path>, options: Options) -> Result<homeroom::Snapshot, Failure> {
        // The settings say in which time zone the day is asked for, so they are read before it is.
        let read = homeroom::disk::read(site, out, Date::default(), options);
        let mut snapshot = read.map_err(|error| Failure::could_not_run(&error))?;
        snapshot.today = today::day_of(&snapshot, self.as_of)?;
        // A folder with neither is most often the wrong one; an empty site in it would only confuse.
        let is_site = |path: &homeroom::VPath| {
            matches!(path.as_str(), "homeroom.yaml" | "content") || path.below("content").is_some()
        };
        if !snapshot.files.keys().any(is_site) {
            let folder = site.display();
            if let Some((name, meant)) = misnamed(&snapshot) {
                let words = format!("`{folder}` is no site yet: `{name}` is not called `{meant}`\nhelp: rename it");
                return Err(Failure::CouldNotRun(words));
            }
            let words = format!(
                "`{folder}` is no site: it has neither homeroom.yaml nor content/\nhelp: go to the site's folder or into it, or name it with --site; to start a site here, write a first page: content/index.md with the line `# Handbook`"
            );
            return Err(Failure::CouldNotRun(words));
        }
        Ok(snapshot)
    }
}

/// The settings or the folder of content under nearly their name.
fn misnamed(snapshot: &homeroom::Snapshot) -> Option<(&homeroom::VPath, &str)> {
    use homeroom::source::{File, Unreadable};
    snapshot.files.iter().find_map(|(path, file)| match file {
        File::Unreadable(Unreadable::Misnamed { meant }) => Some((path, meant.as_str())),
        _ => None,
    })
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // `--help` and `--version` come this way too; a reader that hung up is no fault.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let result = match &cli.command {
        Command::Build(arguments) => build::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Serve(arguments) => serve::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Completions(arguments) => completions::run(arguments),
    };
    match result {
        Ok(code) => code,
        Err(failure) => failure.tell(),
    }
}
