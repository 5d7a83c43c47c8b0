//! `homeroom completions SHELL`: prints the script that completes commands and options in a shell.

use std::process::ExitCode;

use super::report::{Failure, write_out};

#[derive(clap::Args)]
pub struct Arguments {
    /// The shell to print completions for.
    shell: clap_complete::Shell,
}

pub fn run(arguments: &Arguments, mut command: clap::Command) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "homeroom", &mut script);
    write_out(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}
