//! The setting `checks`: severities by the code of a check, and if given by file and subject.

use super::keys::{BAD_SETTING, keys_below};
use super::pattern::{NamePatterns, PathPattern, PathPatterns};
use crate::diagnostic::{Diagnostic, Severity, Suggestions};
use crate::document::{At, DUPLICATE_KEY, Keys, UNKNOWN_KEY};
use crate::source::{Span, VPath};

/// One severity for findings of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckSetting {
    /// The code of the check.
    pub code: String,
    /// The severity of these findings.
    pub severity: Severity,
    /// The files whose findings are meant; `None` for all files.
    pub paths: Option<PathPatterns>,
    /// The same paths one by one, each with its place in the settings.
    pub written: Vec<(PathPattern, Span)>,
    /// The subjects whose findings are meant; `None` for all subjects.
    pub keys: Option<NamePatterns>,
    /// The place of the code.
    pub span: Span,
}

impl CheckSetting {
    /// Whether the setting is for findings in a file about a subject.
    #[must_use]
    pub(crate) fn fits(&self, file: Option<&VPath>, subject: Option<&str>) -> bool {
        let in_path = |file: &VPath| self.paths.as_ref().is_none_or(|paths| paths.fit(file));
        let is_named = |subject: &str| self.keys.as_ref().is_none_or(|keys| keys.fit(subject));
        file.map_or(self.paths.is_none(), in_path) && subject.map_or(self.keys.is_none(), is_named)
    }
}

/// Words that people write for a severity, each with the right word.
const MEANT: [(&str, &str); 22] = [
    ("allow", "off"),
    ("critical", "error"),
    ("deny", "error"),
    ("disable", "off"),
    ("disabled", "off"),
    ("err", "error"),
    ("fail", "error"),
    ("fatal", "error"),
    ("hide", "off"),
    ("hint", "info"),
    ("ignore", "off"),
    ("ignored", "off"),
    ("never", "off"),
    ("none", "off"),
    ("note", "info"),
    ("notice", "info"),
    ("on", "warning"),
    ("silent", "off"),
    ("skip", "off"),
    ("suggestion", "info"),
    ("true", "warning"),
    ("warn", "warning"),
];

/// Words that people write for a key, each with the right key.
const KEYS_MEANT: [(&str, &str); 14] = [
    ("level", "severity"),
    ("severities", "severity"),
    ("as", "severity"),
    ("value", "severity"),
    ("grade", "severity"),
    ("path", "paths"),
    ("file", "paths"),
    ("files", "paths"),
    ("folder", "paths"),
    ("folders", "paths"),
    ("in", "paths"),
    ("key", "keys"),
    ("fields", "keys"),
    ("names", "keys"),
];

const FORM: &str = "write a severity, such as `broken-link: warning`, or a severity for some files: `broken-link: { severity: warning, paths: [archive/**] }`";

/// Reads the setting. The order stays, because the first severity that fits a finding counts.
pub(super) fn read(at: &At<'_>, faults: &mut Vec<Diagnostic>) -> Vec<CheckSetting> {
    let Some(entries) = at.entries() else {
        faults.push(at.wrong_type("checks", "codes with their severity").help(FORM));
        return Vec::new();
    };
    let mut checks = Vec::new();
    let mut seen = std::collections::BTreeMap::new();
    for (code, value) in entries {
        if let Some(first) = seen.insert(code, value.key_span()) {
            let twice = DUPLICATE_KEY
                .at(value.key_span(), format!("`{code}` is written twice"))
                .other(first, "the first one is here");
            faults.push(twice.help("write both into one list, where the first that fits a finding counts"));
        }
        match value.items() {
            Some(items) => checks.extend(items.iter().filter_map(|item| setting(code, &value, item, faults))),
            None => checks.extend(setting(code, &value, &value, faults)),
        }
    }
    checks
}

/// Reads one severity of a check: the value of its code, or an item of the list there.
fn setting(code: &str, named: &At<'_>, at: &At<'_>, faults: &mut Vec<Diagnostic>) -> Option<CheckSetting> {
    let span = named.key_span();
    if at.entries().is_none() {
        let Some(scalar) = at.scalar() else {
            faults.push(at.wrong_words(code, "one of `off`, `info`, `warning` and `error`").help(FORM));
            return None;
        };
        let severity = severity(code, at, scalar.text.trim(), faults)?;
        return Some(CheckSetting {
            code: code.to_owned(),
            severity,
            paths: None,
            written: Vec::new(),
            keys: None,
            span,
        });
    }
    let told = faults.len();
    let mut keys = Keys::open(at, &format!("`{code}`"), &keys_below("checks.*."), faults)?;
    for fault in &mut keys.faults[told..] {
        guess(fault);
    }
    let faulty: Vec<usize> = (told..keys.faults.len()).filter(|at| keys.faults[*at].rule == &UNKNOWN_KEY).collect();
    // Without a severity, a path or a severity is probably written where a key belongs.
    if let (Some(first), None) = (faulty.first(), keys.value("severity")) {
        if keys.faults[*first].fix.is_none() {
            keys.faults[*first].help = Some(FORM.to_owned());
        }
        return None;
    }
    let word = keys.required_text("severity")?;
    let severity = severity(code, &keys.value("severity")?, &word, keys.faults)?;
    let written = keys.value("paths").map(|_| {
        let items = keys.items("paths");
        let pattern = |item: &At<'_>| Some((PathPattern::new(item.scalar()?.text.trim()), item.span()));
        items.iter().filter_map(pattern).collect::<Vec<_>>()
    });
    let count_of_paths = written.as_ref().map(Vec::len);
    let subjects = keys.value("keys").map(|_| keys.texts("keys"));
    for (name, count) in [("paths", count_of_paths), ("keys", subjects.as_ref().map(Vec::len))] {
        if let (Some(0), Some(list)) = (count, keys.value(name).filter(|list| list.items().is_some())) {
            let fault = BAD_SETTING.at(list.span(), format!("`{name}` of `{code}` is empty"));
            keys.faults.push(fault.help(format!("delete `{name}` if the severity is for all")));
        }
    }
    // The unknown key may have been meant to limit the setting, so the setting must not silence anything.
    if !faulty.is_empty() && severity < Severity::Error {
        return None;
    }
    let paths = written.as_ref().map(|written| {
        let mut paths = PathPatterns::default();
        written.iter().for_each(|(pattern, _)| paths.push(pattern.clone()));
        paths
    });
    let written = written.unwrap_or_default();
    Some(CheckSetting { code: code.to_owned(), severity, paths, written, keys: subjects.map(NamePatterns::new), span })
}

/// Adds the key that was probably meant to the finding of an unknown key.
fn guess(fault: &mut Diagnostic) {
    let written = fault.subject.as_ref().map_or("", |subject| subject.name.as_str());
    let meant = KEYS_MEANT.iter().find(|(word, _)| *word == written).map(|(_, key)| *key);
    if let (true, None, Some(key), Some(span)) = (fault.rule == &UNKNOWN_KEY, &fault.fix, meant, &fault.span) {
        *fault = fault.clone().help(format!("did you mean `{key}`?")).fix(span.clone(), key);
    }
}

fn severity(code: &str, at: &At<'_>, word: &str, faults: &mut Vec<Diagnostic>) -> Option<Severity> {
    let folded = word.to_ascii_lowercase();
    // People also write `false` and `no` for `off`.
    let folded = if matches!(folded.as_str(), "false" | "no") { "off" } else { &folded };
    let found = Severity::WORDS.iter().find(|(name, _)| *name == folded);
    if found.is_none() {
        let words = Suggestions::new(Severity::WORDS.map(|(word, _)| word));
        let fault = crate::document::unknown_choice(at, code, word, &words);
        let meant = MEANT.iter().find(|(written, _)| *written == folded);
        faults.push(match meant {
            Some((_, meant)) => {
                let help = format!("did you mean `{meant}`? Allowed: {}", words.listed());
                fault.help(help).fix(at.span(), *meant)
            }
            None => fault,
        });
    }
    found.map(|(_, severity)| *severity)
}
