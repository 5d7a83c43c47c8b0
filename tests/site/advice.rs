//! Mistakes of coaches, and the advice that they get: each guess fixes the mistake that it was made for, and each cause
//! is reported only once.

mod folders;
mod keys;
mod on_disk;
mod values;

use std::collections::BTreeMap;

use crate::support::{snapshot, told};
use homeroom::diagnostic::{Diagnostic, Severity};
use homeroom::{Built, Memos, build};

type Files<'f> = Vec<(&'f str, String)>;

fn built(files: &Files<'_>) -> Built {
    build(&snapshot(files.iter().map(|(path, text)| (*path, text.as_str()))), &Memos::default())
}

/// A site with one entry of a kind with every type.
fn club(line: &str) -> Files<'static> {
    let kind = "\
label: { one: Club, many: Clubs }
scales:
  club-result: [{ key: met, tone: ok, label: Met }, { key: not-met, tone: \"no\", label: Not met }]
  club-price: [{ key: free, label: Free }, { key: paid, label: Costs something }]
  club-level: [beginner, advanced]
fields:
  grades: grades
  day: date
  seats: { type: number, integer: true, max: 60, unit: seats }
  share: percent
  fee: { type: money }
  fee_model: { type: choice, of: club-price }
  pay: { type: range, of: money }
  size: { type: range }
  time: duration
  website: url
  mail: email
  open: boolean
  result: { type: choice, of: club-result, label: Result }
  level: { type: choice, of: club-level }
  levels: { type: list, of: { type: choice, of: club-level } }
  series: { type: text, pattern: \"[a-z0-9-]+\" }
  subject: { type: choice, of: subjects }
  days: { type: list, of: { type: date } }
";
    let page = format!("---\ntitle: Chess\n{line}\n---\n");
    vec![("kinds/club.yaml", kind.to_owned()), ("content/club/chess.md", page)]
}

/// The files after the fix of a finding is applied. `None` if it has no fix.
fn mended(files: &Files<'_>, found: &Diagnostic) -> Option<Files<'static>> {
    let fix = found.fix.as_ref()?;
    let mend = |(path, text): &(&str, String)| {
        let mut text = text.clone();
        if *path == fix.span.file.as_str() {
            text.replace_range(fix.span.range(), &fix.replacement);
        }
        (Box::leak((*path).to_owned().into_boxed_str()) as &str, text)
    };
    Some(files.iter().map(mend).collect())
}

/// Applies the fixes of a page's errors until none is left. Gives the page, and the errors without a fix.
fn mended_whole(files: Files<'static>, page: &str) -> (String, String) {
    let mut files = files;
    for _ in 0..20 {
        let built = built(&files);
        let next = built
            .diagnostics
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .find_map(|found| mended(&files, found));
        match next {
            Some(next) => files = next,
            None => {
                let text = files.iter().find(|(path, _)| *path == page).map(|(_, text)| text.clone());
                let left = built.diagnostics.iter().filter(|found| found.severity == Severity::Error);
                return (text.expect("the page"), left.map(|found| format!("{}\n", found.message)).collect());
            }
        }
    }
    panic!("the fixes have no end");
}

/// A tool guide of the kind that ships with Homeroom, with more lines.
fn tool(lines: &str) -> Files<'static> {
    let page = format!("---\ntitle: Deck\nsummary: Slides.\ncategory: live-lessons\nstatus: proposed\n{lines}\n---\n");
    vec![("content/index.md", "# Home\n".to_owned()), ("content/tools/deck.md", page)]
}

fn help_of(files: &Files<'_>, code: &str) -> String {
    let built = built(files);
    let found = built.diagnostics.iter().find(|found| found.rule.code == code);
    found.unwrap_or_else(|| panic!("no {code}: {}", told(&built))).help.clone().unwrap_or_default()
}

/// The codes of all findings, each with the number of findings.
fn codes(files: &Files<'_>) -> BTreeMap<&'static str, usize> {
    let mut codes = BTreeMap::new();
    for found in &built(files).diagnostics {
        *codes.entry(found.rule.code).or_default() += 1;
    }
    codes
}
