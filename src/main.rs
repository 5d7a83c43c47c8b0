//! The command `homeroom`: arguments to a command, a command to an exit code.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
