//! The program `homeroom`. It hands the arguments to `cli`, which runs the command and gives its exit code.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
