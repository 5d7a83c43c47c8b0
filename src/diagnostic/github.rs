//! Findings as workflow commands, which GitHub shows as annotations at their lines.

use super::finding::Diagnostic;
use super::place::{path, position};
use super::severity::Severity;
use super::sources::Sources;

/// One finding as a workflow command, with the percent-escapes that GitHub requires.
pub(super) fn github(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Off => "notice",
    };
    let mut properties = Vec::new();
    if let Some((span, place)) = position(diagnostic, sources) {
        properties.push(format!("file={}", property(&path(sources.name(&span.file)))));
        if let Some(place) = place {
            properties.push(format!("line={},col={}", place.line, place.column));
        }
    }
    properties.push(format!("title={}", property(diagnostic.rule.code)));
    let help = diagnostic.help.as_ref().map_or_else(String::new, |help| format!("\n{help}"));
    format!("::{command} {}::{}\n", properties.join(","), data(&format!("{}{help}", diagnostic.message)))
}
