//! Findings as SARIF 2.1.0, a format that code scanning on GitHub and viewers in editors read.
//!
//! Columns are counted in UTF-16 code units, because most readers count so even if the file says otherwise.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::finding::{Diagnostic, Fix};
use super::rule::Rule;
use super::severity::Severity;
use super::sources::Sources;
use crate::source::{Span, VPath};

/// The characters that have to be encoded in a path of a URI.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b':')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The name for the folder that all paths start at.
const ROOT: &str = "%SRCROOT%";

/// All findings as one SARIF log. `home` is the file for findings on the site as a whole, because code scanning shows
/// only findings with a place.
#[must_use]
pub fn render_sarif(diagnostics: &[Diagnostic], sources: &Sources, home: &VPath) -> String {
    let mut rules: BTreeMap<&str, &Rule> = BTreeMap::new();
    let followers = diagnostics.iter().flat_map(|diagnostic| &diagnostic.followers);
    for diagnostic in diagnostics.iter().chain(followers) {
        rules.insert(diagnostic.rule.code, diagnostic.rule);
    }
    let numbers: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(number, code)| (*code, number)).collect();
    let places = Places { sources, home, wide: wide_letters(diagnostics, sources) };
    let results: Vec<Value> = diagnostics.iter().map(|diagnostic| places.result(diagnostic, &numbers)).collect();
    let rules: Vec<Value> = rules.values().map(|rule| reporting_descriptor(rule)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Homeroom",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn reporting_descriptor(rule: &Rule) -> Value {
    let (summary, whole) = (rule.first_sentence(), rule.explanation());
    json!({
        "id": rule.code,
        "shortDescription": { "text": summary },
        "fullDescription": { "text": summary },
        "help": { "text": whole, "markdown": whole },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
        Severity::Off => "none",
    }
}

/// For each file, the bytes at which letters of two UTF-16 code units start.
fn wide_letters<'d>(diagnostics: &'d [Diagnostic], sources: &Sources) -> BTreeMap<&'d VPath, Vec<usize>> {
    let spans = diagnostics.iter().flat_map(|diagnostic| {
        let others = diagnostic.others.iter().map(|(span, _)| span);
        let followers = diagnostic.followers.iter().filter_map(|follower| follower.span.as_ref());
        diagnostic.span.iter().chain(others).chain(followers).chain(diagnostic.fix.iter().map(|fix| &fix.span))
    });
    let files: BTreeSet<&VPath> = spans.map(|span| &span.file).collect();
    let wide = |file: &VPath| {
        let text = sources.get(file)?.text();
        Some(text.char_indices().filter(|(_, letter)| letter.len_utf16() == 2).map(|(at, _)| at).collect())
    };
    files.into_iter().map(|file| (file, wide(file).unwrap_or_default())).collect()
}

struct Places<'p> {
    sources: &'p Sources,
    home: &'p VPath,
    wide: BTreeMap<&'p VPath, Vec<usize>>,
}

impl Places<'_> {
    fn result(&self, diagnostic: &Diagnostic, numbers: &BTreeMap<&str, usize>) -> Value {
        let Diagnostic { rule, severity, message, span, label: _, others, help, fix, follows: _, subject, followers } =
            diagnostic;
        let text = match help {
            Some(help) => format!("{message}\n{help}"),
            None => message.clone(),
        };
        // A built-in file has no place on the disk, so the finding is placed in `home`.
        let span = span.as_ref().filter(|span| !span.file.is_built_in());
        let place = span.map_or_else(|| self.physical(&Span::file(self.home)), |span| self.physical(span));
        let mut result = json!({
            "ruleId": rule.code,
            "level": level(*severity),
            "message": { "text": text },
            "locations": [{ "physicalLocation": place }],
        });
        if let Some(number) = numbers.get(rule.code) {
            result["ruleIndex"] = json!(number);
        }
        if let Some(subject) = subject {
            result["properties"] = json!({ "subject": subject.name });
        }
        let others = others.iter().map(|(span, words)| (span, words.clone()));
        let followers = followers.iter().filter_map(|follower| {
            Some((follower.span.as_ref()?, format!("{}, which has this cause", follower.message)))
        });
        let related = others.chain(followers).filter(|(span, _)| !span.file.is_built_in()).enumerate();
        let related: Vec<Value> = related
            .map(|(number, (span, words))| {
                json!({ "id": number + 1, "physicalLocation": self.physical(span), "message": { "text": words } })
            })
            .collect();
        if !related.is_empty() {
            result["relatedLocations"] = json!(related);
        }
        if let Some(fix) = fix.as_ref().filter(|fix| self.sources.get(&fix.span.file).is_some()) {
            result["fixes"] = json!([self.fix(fix)]);
        }
        result
    }

    fn fix(&self, Fix { span, replacement }: &Fix) -> Value {
        json!({
            "description": { "text": format!("replace it with `{replacement}`") },
            "artifactChanges": [{
                "artifactLocation": self.artifact(&span.file),
                "replacements": [{
                    "deletedRegion": self.region(span),
                    "insertedContent": { "text": replacement },
                }],
            }],
        })
    }

    fn physical(&self, span: &Span) -> Value {
        json!({ "artifactLocation": self.artifact(&span.file), "region": self.region(span) })
    }

    fn artifact(&self, file: &VPath) -> Value {
        let name = self.sources.name(file);
        json!({ "uri": utf8_percent_encode(&name, PATH).to_string(), "uriBaseId": ROOT })
    }

    /// The region of a span. It is the first line if the text of the file is not known, because code scanning needs
    /// one.
    fn region(&self, span: &Span) -> Value {
        let Some(lines) = self.sources.get(&span.file).filter(|_| span.end > 0) else {
            return json!({ "startLine": 1 });
        };
        let place = |offset: usize| {
            let (line, bytes) = lines.line(offset);
            let wide = self.wide.get(&span.file).map_or(&[][..], Vec::as_slice);
            let before = |at: usize| wide.partition_point(|wide| *wide < at);
            let place = lines.place(offset);
            (line, place.column + before(offset) - before(bytes.start))
        };
        let ((line, column), (end_line, end_column)) = (place(span.start), place(span.end));
        json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column })
    }
}
