//! Prints what commands report, and decides their exit codes.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use homeroom::diagnostic::{Diagnostic, Digest, Severity, Sources};

/// Why a command could not do its work.
pub enum Failure {
    /// The message for standard error. The exit code is 2.
    CouldNotRun(String),
    /// The program that read the output has ended, so there is nobody to print to.
    BrokenPipe,
}

impl Failure {
    pub fn could_not_run(error: &dyn std::fmt::Display) -> Self {
        Self::CouldNotRun(error.to_string())
    }

    /// Prints the failure, and gives the exit code.
    pub fn print(self) -> ExitCode {
        match self {
            Self::CouldNotRun(words) => {
                let style = if color(&io::stderr()) { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
                // If standard error is closed too, only the exit code reports the failure.
                let _ = writeln!(io::stderr(), "{}error{}: {words}", style.0, style.1);
                ExitCode::from(2)
            }
            // By convention the exit code of a program whose output nobody reads any more, as in `yes | head -1`.
            Self::BrokenPipe => ExitCode::from(141),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::BrokenPipe } else { Self::CouldNotRun(error.to_string()) }
    }
}

/// Whether to use colors on a stream: only on a terminal, and not if `NO_COLOR` is set or `TERM` is `dumb`.
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

/// Findings as text for people. Findings that are alike are shown as one, unless `each` asks for every one.
pub fn findings<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    sources: &Sources,
    each: bool,
    color: bool,
) -> String {
    let digest = if each { Digest::of_each(diagnostics) } else { Digest::of(diagnostics).cut() };
    digest.render(sources, color)
}

/// Prints findings for people to standard error.
pub fn list<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    sources: &Sources,
    each: bool,
) -> Result<(), Failure> {
    let mut err = io::stderr().lock();
    err.write_all(findings(diagnostics, sources, each, color(&io::stderr())).as_bytes())?;
    Ok(err.flush()?)
}

/// Prints a line to standard error.
pub fn print(line: &str) -> Result<(), Failure> {
    Ok(writeln!(io::stderr(), "{line}")?)
}

/// How many findings there are of each severity, such as "2 errors, 1 warning" or "no findings".
pub fn counts(diagnostics: &[Diagnostic]) -> String {
    let severities = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "hint")];
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let parts = severities.map(|(severity, word)| (count(severity), word));
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
        .collect();
    if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
}

/// A number of bytes in the unit that suits its size.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{:.1} KiB", bytes as f64 / 1024.0),
        _ => format!("{:.1} MiB", bytes as f64 / 1_048_576.0),
    }
}
