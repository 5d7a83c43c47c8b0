//! `homeroom check`: read, build, tell.

use std::process::ExitCode;

use clap::ValueEnum;
use homeroom::Memos;
use homeroom::diagnostic::{Format, Severity, render, render_json};
use homeroom::source::Options;

use super::SiteArguments;
use super::report::{self, Failure};

#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// How to write the findings.
    #[arg(long, value_enum, default_value = "human")]
    format: Written,
    /// Fail on warnings too.
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Deny>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Written {
    /// With an excerpt, the place and what to do.
    Human,
    /// One line each: file:line:column: severity[code]: message.
    Short,
    /// One JSON array.
    Json,
    /// Annotations in GitHub Actions.
    Github,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings.
    Warnings,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let snapshot = arguments.site.read(Some(&arguments.site.site.join("public")), Options::default())?;
    let built = homeroom::build(&snapshot, &Memos::default());
    let one_by_one = |format: Format| {
        let texts = built.diagnostics.iter().map(|diagnostic| render(diagnostic, &built.sources, format));
        texts.collect::<String>()
    };
    match arguments.format {
        Written::Human => report::print(&one_by_one(Format::Human { color: report::color(&std::io::stdout()) }))?,
        Written::Short => report::print(&one_by_one(Format::Short))?,
        Written::Github => report::print(&one_by_one(Format::Github))?,
        Written::Json => report::print(&render_json(&built.diagnostics, &built.sources))?,
    }
    // The summary goes beside the findings, so that a program that reads them sees nothing else.
    report::tell(&format!("{} pages: {}", built.pages, report::counts(&built.diagnostics)))?;
    let denied = arguments.deny == Some(Deny::Warnings) && built.count(Severity::Warning) > 0;
    Ok(if built.count(Severity::Error) > 0 || denied { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
