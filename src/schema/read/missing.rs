//! Findings on required fields that are missing.

use super::samples::remedy;
use crate::diagnostic::Diagnostic;
use crate::document::{At, MISSING_KEY};
use crate::schema::field::Field;
use crate::schema::value::{Fields, Value};
use crate::yaml::Step;

/// The finding that a required field was not written.
pub(super) fn missing(field: &Field, values: &Fields, at: &At<'_>, name: &str) -> Option<Diagnostic> {
    let because = field.required_when.iter().find_map(|(other, wanted)| {
        let text = plain_text(values.get(other)?)?;
        wanted.contains(&text).then(|| format!(", which is required with `{other}: {text}`"))
    });
    let reason = if field.required { String::new() } else { because? };
    if values.contains_key(&field.name) {
        return None;
    }
    let mut path = at.path.clone();
    path.push(Step::Key(field.name.clone()));
    let written_empty = at.get(&field.name).is_some();
    let span = if written_empty {
        at.source.span(&path, crate::yaml::Part::Key)
    } else if at.path.is_empty() {
        // The path does not exist, so this gives the first line.
        at.source.span(&path, crate::yaml::Part::Value)
    } else {
        at.key_span()
    };
    let message = format!("{name} has no `{}`{reason}", field.name);
    let hint = field.hint.as_ref().map_or_else(String::new, |hint| format!(" ({hint})"));
    let found = MISSING_KEY.at(span, message).about(field.name.as_str());
    let found = found.of_many(format!("`{}` is missing", field.name));
    // YAML reads a value that begins with a number sign as a comment, so the field seems empty.
    let line = at.source.span(&path, crate::yaml::Part::Key).end;
    let behind = at.source.text.get(line..).and_then(|rest| rest.lines().next()?.strip_prefix(": "));
    let remark =
        behind.map(str::trim).filter(|behind| written_empty && behind.starts_with('#') && !behind.starts_with("# "));
    if let Some(remark) = remark {
        let quoted = crate::schema::guess::yaml(remark);
        return Some(found.help(format!(
            "put the value in quotation marks: `{}: {}`; without them YAML reads `#` as the start of a comment",
            field.name,
            crate::document::excerpt(&quoted)
        )));
    }
    Some(found.help(format!("add {}{hint}", remedy(field))))
}

/// The text of a value that `required_when` compares; `None` for types that it does not compare.
fn plain_text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) | Value::Choice(text) => Some(text.clone()),
        Value::Boolean(flag) => Some(flag.to_string()),
        Value::Markdown(_)
        | Value::Number(..)
        | Value::Percent(_)
        | Value::Money(..)
        | Value::Range(..)
        | Value::Date(_)
        | Value::Duration(_)
        | Value::Url(_)
        | Value::Email(_)
        | Value::Image { .. }
        | Value::Grades(_)
        | Value::Reference(_)
        | Value::List(_)
        | Value::Group(_) => None,
    }
}
