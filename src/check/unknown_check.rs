//! Severities of checks that are not there.

use super::{RULES, Scene};
use crate::diagnostic::{Diagnostic, did_you_mean, rule};

rule! {
    /// `checks` in the settings names a code that no check has. `docs/checks.md` lists them all.
    ///
    /// Bad:
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// checks: { broken-links: warning }
    /// ```
    /// Good:
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// checks: { broken-link: warning }
    /// ```
    pub(super) UNKNOWN_CHECK = "unknown-check", Error
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let codes = || RULES.iter().map(|rule| rule.code);
    let unknown = scene.site.config.checks.iter().filter(|(code, ..)| codes().all(|known| known != code));
    let tell = |(code, _, span): &(String, _, crate::source::Span)| {
        let help = match did_you_mean(code, codes()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "docs/checks.md lists all checks".to_owned(),
        };
        UNKNOWN_CHECK.at(span.clone(), format!("there is no check `{code}`")).help(help)
    };
    unknown.map(tell).collect()
}
