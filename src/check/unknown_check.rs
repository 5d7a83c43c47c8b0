//! Settings for checks and files that do not exist.

use std::collections::BTreeSet;

use super::weigh::FIXED;
use crate::config::BAD_SETTING;
use crate::config::checks::CheckSetting;
use crate::config::pattern::ways;
use crate::diagnostic::{Diagnostic, Rule, Severity, Suggestions, did_you_mean, rule};
use crate::document::excerpt;
use crate::scene::Scene;
use crate::source::Span;

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

/// Looks for settings that no check and no file fits. `rules` are all rules.
pub(super) fn run_among(scene: &Scene, rules: &[&Rule]) -> Vec<Diagnostic> {
    let codes: BTreeSet<&str> = rules.iter().map(|rule| rule.code).collect();
    let mut found = Vec::new();
    let files = scene.snapshot.files.keys();
    let ways: BTreeSet<&str> = files.clone().flat_map(ways).collect();
    let mut names = None;
    for CheckSetting { code, severity, written, span, .. } in &scene.site.config.checks {
        if !codes.contains(code.as_str()) {
            found.push(unknown(code, span, rules));
        } else if *severity < Severity::Error && FIXED.iter().any(|rule| rule.code == code) {
            let message = format!("`{code}` is always an error: the page would be lost or empty");
            found.push(
                BAD_SETTING.at(span.clone(), message).help("delete it from `checks`, and mend what this check finds"),
            );
        }
        for (pattern, span) in written {
            let is_there = match pattern.plain() {
                Some(path) => ways.contains(path.as_str()),
                None => files.clone().any(|file| pattern.fits(file)),
            };
            if !is_there {
                let message = format!("the site has no file at `{}`", excerpt(pattern.text()));
                found.push(BAD_SETTING.at(span.clone(), message).help(help(pattern.text(), &mut names, &ways)));
            }
        }
    }
    found
}

/// What to write instead of a path at which there is no file.
fn help(pattern: &str, names: &mut Option<Suggestions>, ways: &BTreeSet<&str>) -> String {
    if pattern.starts_with('!') {
        return "there is no `!`: write a line with a severity for these files first, because the first line that fits counts"
            .to_owned();
    }
    if pattern.contains('{') {
        return "there are no braces: write each path by itself, `paths: [one/**, other/**]`".to_owned();
    }
    let (path, stars) = match pattern.find(['*', '?']) {
        Some(at) => pattern.split_at(pattern[..at].rfind('/').unwrap_or(0)),
        None => (pattern, ""),
    };
    let path = path.trim_start_matches("./").trim_matches('/');
    let all = || ways.iter().flat_map(|way| [way.strip_prefix("content/").unwrap_or(way), way]);
    match names.get_or_insert_with(|| Suggestions::new(all())).near(path) {
        Some(near) if near != path => format!("did you mean `{near}{stars}`?"),
        _ => "write the path of a file or a folder from `content/`, such as `archive/**`".to_owned(),
    }
}

fn unknown(code: &str, span: &Span, rules: &[&Rule]) -> Diagnostic {
    let help = match did_you_mean(code, rules.iter().map(|rule| rule.code)) {
        Some(near) => format!("did you mean `{near}`?"),
        None if Severity::WORDS.iter().any(|(word, _)| *word == code) => {
            format!("write the check first: `broken-link: {code}`")
        }
        None if code.contains('/') => {
            format!("write the check first: `broken-link: {{ severity: off, paths: [{}] }}`", excerpt(code))
        }
        None => "`homeroom explain` lists the codes of all checks".to_owned(),
    };
    UNKNOWN_CHECK.at(span.clone(), format!("there is no check `{code}`")).help(help)
}
