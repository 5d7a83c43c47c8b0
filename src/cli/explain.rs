//! `homeroom explain CODE`: what a finding means, with an example of the fault and of its remedy.

use std::process::ExitCode;

use homeroom::check::{RULES, rule_of};
use homeroom::diagnostic::did_you_mean;

use super::report::{Failure, print};

#[derive(clap::Args)]
pub struct Arguments {
    /// The code of a finding, such as broken-link; all codes are listed if none is given.
    code: Option<String>,
    /// Print the reference of all checks as Markdown, as docs/checks.md holds it.
    #[arg(long, conflicts_with = "code")]
    markdown: bool,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if arguments.markdown {
        print(&homeroom::check::reference())?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(code) = &arguments.code else {
        let width = RULES.iter().map(|rule| rule.code.len()).max().unwrap_or_default();
        let first_sentence = |text: &str| text.split(['\n']).next().unwrap_or("").to_owned();
        let lines = RULES.iter().map(|rule| {
            format!("{:width$}  {:7}  {}\n", rule.code, rule.severity.word(), first_sentence(&rule.explanation()))
        });
        print(&lines.collect::<String>())?;
        return Ok(ExitCode::SUCCESS);
    };
    match rule_of(code) {
        Some(rule) => {
            print(&format!("{} ({})\n\n{}\n", rule.code, rule.severity.word(), rule.explanation()))?;
            Ok(ExitCode::SUCCESS)
        }
        None => {
            let near = did_you_mean(code, RULES.iter().map(|rule| rule.code));
            let help =
                near.map_or("`homeroom explain` lists all codes".to_owned(), |near| format!("did you mean `{near}`?"));
            Err(Failure::CouldNotRun(format!("there is no check `{code}`; {help}")))
        }
    }
}
