//! The command line. Each command has a file, which reads the site, builds it and acts on the result.
//!
//! Exit codes: 0 when there is no error, 1 when the site has errors (or denied warnings), 2 when the
//! command could not run.

mod build;
mod check;
mod completions;
mod explain;
mod place;
mod progress;
mod report;
mod serve;
mod site;
mod today;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

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
    /// Show a live preview of the site in the browser.
    Serve(serve::Arguments),
    /// Explain a check, a kind or a field, or list all checks and kinds.
    Explain(explain::Arguments),
    /// Print completions for a shell.
    Completions(completions::Arguments),
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // `--help` and `--version` come here too. An error of printing is ignored: nobody is reading any more.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let result = match &cli.command {
        Command::Build(arguments) => build::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Serve(arguments) => serve::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Completions(arguments) => completions::run(arguments, Cli::command()),
    };
    match result {
        Ok(code) => code,
        Err(failure) => failure.print(),
    }
}
