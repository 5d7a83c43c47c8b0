//! Findings as JSON, for programs. `docs/findings.md` describes the fields, and a test compares the two.

use serde_json::{Map, Value, json};

use super::finding::{Diagnostic, Subject};
use super::severity::Severity;
use super::sources::Sources;
use crate::source::Span;

/// The version of the format. It rises if a field is removed or changes its meaning; new fields do not change it.
pub(crate) const VERSION: u32 = 1;

/// All findings as one JSON object, with the version of the format.
#[must_use]
pub fn render_json(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let (errors, warnings, hints) = (count(Severity::Error), count(Severity::Warning), count(Severity::Info));
    let findings: Vec<Value> = diagnostics.iter().map(|diagnostic| object(diagnostic, sources)).collect();
    let report = json!({
        "version": VERSION,
        "counts": { "error": errors, "warning": warnings, "info": hints },
        "findings": findings,
    });
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

fn object(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let Diagnostic { rule, severity, message, span, label, others, help, fix, follows: _, subject, followers } =
        diagnostic;
    let mut object = Map::new();
    object.insert("code".into(), json!(rule.code));
    object.insert("severity".into(), json!(severity.word()));
    object.insert("message".into(), json!(message));
    if let Some(Subject { name, .. }) = subject {
        object.insert("subject".into(), json!(name));
    }
    if let Some(span) = span {
        object.extend(place(span, sources));
    }
    if let Some(label) = label {
        object.insert("label".into(), json!(label));
    }
    if let Some(help) = help {
        object.insert("help".into(), json!(help));
    }
    if !others.is_empty() {
        let list = others.iter().map(|(span, words)| {
            let mut other = place(span, sources);
            other.insert("label".into(), json!(words));
            Value::Object(other)
        });
        object.insert("others".into(), list.collect());
    }
    if let Some(fix) = fix {
        let mut place = place(&fix.span, sources);
        place.insert("replacement".into(), json!(fix.replacement));
        object.insert("fix".into(), Value::Object(place));
    }
    if !followers.is_empty() {
        object.insert("followers".into(), followers.iter().map(|follower| self::object(follower, sources)).collect());
    }
    Value::Object(object)
}

fn place(span: &Span, sources: &Sources) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("file".into(), json!(sources.name(&span.file)));
    if let Some(lines) = sources.get(&span.file) {
        let (start, end) = (lines.place(span.start), lines.place(span.end));
        object.insert("line".into(), json!(start.line));
        object.insert("column".into(), json!(start.column));
        object.insert("end_line".into(), json!(end.line));
        object.insert("end_column".into(), json!(end.column));
    }
    object
}
