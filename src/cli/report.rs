//! What commands print, and how they end.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use homeroom::diagnostic::{Diagnostic, Digest, Severity, Sources};

/// Why a command could not do its work.
pub enum Failure {
    /// Words for standard error, and the exit code 2.
    CouldNotRun(String),
    /// Whoever read the output has hung up; there is nobody to tell.
    BrokenPipe,
}

impl Failure {
    pub fn could_not_run(error: &dyn std::fmt::Display) -> Self {
        Self::CouldNotRun(error.to_string())
    }

    /// Tells it, and gives the exit code.
    pub fn tell(self) -> ExitCode {
        match self {
            Self::CouldNotRun(words) => {
                let style = if color(&io::stderr()) { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
                // If standard error is gone too, the exit code is all that is left to say it.
                let _ = writeln!(io::stderr(), "{}error{}: {words}", style.0, style.1);
                ExitCode::from(2)
            }
            // The convention for a writer whose reader is gone, as `yes | head -1` has it.
            Self::BrokenPipe => ExitCode::from(141),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::BrokenPipe } else { Self::CouldNotRun(error.to_string()) }
    }
}

/// Whether to use colors on a stream: on a terminal, unless `NO_COLOR` or `TERM=dumb` says not to.
pub fn color(stream: &impl IsTerminal) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    stream.is_terminal() && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Writes to standard output.
pub fn write_out(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// Findings for people: what is alike as one, and `each` by itself where somebody asks for that.
pub fn findings<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    sources: &Sources,
    each: bool,
    color: bool,
) -> String {
    let digest = if each { Digest::of_each(diagnostics) } else { Digest::of(diagnostics).cut() };
    digest.render(sources, color)
}

/// Writes findings for people to standard error.
pub fn list<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    sources: &Sources,
    each: bool,
) -> Result<(), Failure> {
    let mut err = io::stderr().lock();
    err.write_all(findings(diagnostics, sources, each, color(&io::stderr())).as_bytes())?;
    Ok(err.flush()?)
}

/// Writes a line to standard error.
pub fn tell(line: &str) -> Result<(), Failure> {
    Ok(writeln!(io::stderr(), "{line}")?)
}

/// "2 errors, 1 warning", or "no findings".
pub fn counts(diagnostics: &[Diagnostic]) -> String {
    let told = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "hint")];
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let parts = told.map(|(severity, word)| (count(severity), word));
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
        .collect();
    if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
}

/// A size as people read it.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{:.1} KiB", bytes as f64 / 1024.0),
        _ => format!("{:.1} MiB", bytes as f64 / 1_048_576.0),
    }
}
