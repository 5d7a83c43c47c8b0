//! Sheets as text for a terminal.

use super::sheet::{FieldSheet, KindSheet, Required};

/// The most characters of a line; longer text is wrapped.
const WIDTH: usize = 100;

/// All kinds, one line each.
#[must_use]
pub fn kinds_text(sheets: &[KindSheet]) -> String {
    let width = sheets.iter().map(|sheet| sheet.id.len()).max().unwrap_or_default();
    let line = |sheet: &KindSheet| {
        let what = sheet.describe.clone().unwrap_or_else(|| sheet.one.clone());
        hanging(&format!("{:width$}  ", sheet.id), &format!("{what} ({})", sheet.folder))
    };
    sheets.iter().map(line).collect()
}

/// A kind: what it is, and its fields.
#[must_use]
pub fn kind_text(sheet: &KindSheet) -> String {
    let mut text = format!("{} ({}), in {}\n", sheet.id, sheet.one.to_lowercase(), sheet.folder);
    if let Some(describe) = &sheet.describe {
        text.push_str(&format!("{describe}\n"));
    }
    let all: Vec<&FieldSheet> = sheet.fields();
    let width = all.iter().map(|field| field.path.len()).max().unwrap_or_default();
    for (heading, fields) in [("Fields:", &sheet.own), ("Fields of every page:", &sheet.base)] {
        if !fields.is_empty() {
            text.push_str(&format!("\n{heading}\n"));
            fields.iter().for_each(|field| lines(field, width, &mut text));
        }
    }
    text.push_str(&format!("\n`homeroom explain {}.FIELD` describes one field.\n", sheet.id));
    text
}

/// Adds the line of a field in the list of its kind, and the lines of the fields inside it.
fn lines(field: &FieldSheet, width: usize, text: &mut String) {
    let mut said = vec![field.type_name.clone()];
    if !field.choices.is_empty() {
        let keys: Vec<&str> = field.choices.iter().map(|choice| choice.key.as_str()).collect();
        said.push(keys.join(" | "));
    }
    match &field.required {
        Required::Never => {}
        Required::Always => said.push("required".to_owned()),
        Required::With(when) => said.push(format!("required {when}")),
    }
    said.extend(field.default.as_ref().map(|default| format!("default {default}")));
    let mut words = said.join("; ");
    if let Some(hint) = field.told() {
        words.push_str(&format!(". {}", hint.trim_end_matches('.')));
    }
    text.push_str(&hanging(&format!("  {:width$}  ", field.path), &words));
    field.inner.iter().for_each(|inner| lines(inner, width, text));
}

/// The full description of a field. `kind` is the id of its kind.
#[must_use]
pub fn field_text(kind: &str, field: &FieldSheet) -> String {
    let mut text = format!("{kind}.{} ({})\n", field.path, field.type_name);
    if let Some(hint) = &field.hint {
        text.push_str(&hanging("", hint));
    }
    text.push('\n');
    let mut row = |name: &str, words: &str| text.push_str(&hanging(&format!("{name:10}"), words));
    row("label", &field.label);
    row("holds", &field.holds);
    row(
        "required",
        match &field.required {
            Required::Never => "no",
            Required::Always => "always",
            Required::With(when) => when,
        },
    );
    row("default", field.default.as_deref().unwrap_or("none"));
    for (index, limit) in field.limits.iter().enumerate() {
        row(if index == 0 { "limits" } else { "" }, limit);
    }
    if let Some(place) = settings_of(field) {
        row("declared", place);
    }
    if !field.choices.is_empty() {
        text.push_str("\nChoices:\n");
        let width = field.choices.iter().map(|choice| choice.key.len()).max().unwrap_or_default();
        for choice in &field.choices {
            text.push_str(&hanging(&format!("  {:width$}  ", choice.key), &choice.means));
        }
    }
    if !field.inner.is_empty() {
        text.push_str("\nInside it:\n");
        let width = field.inner.iter().map(|inner| inner.path.len()).max().unwrap_or_default();
        field.inner.iter().for_each(|inner| lines(inner, width, &mut text));
    }
    text.push_str("\nExample:\n");
    field.example.lines().for_each(|line| text.push_str(&format!("  {line}\n")));
    text
}

/// The place of a field's choices in the settings; `None` if they are not declared there.
pub(super) fn settings_of(field: &FieldSheet) -> Option<&'static str> {
    match field.scale.as_deref()? {
        "subjects" => Some("the choices are listed in homeroom.yaml under vocabularies: subjects"),
        "schools" => Some("the choices are listed in homeroom.yaml under vocabularies: schools"),
        "grade_bands" => Some("the choices are listed in homeroom.yaml under vocabularies: grade_bands"),
        "contacts" => Some("the choices are listed in homeroom.yaml under contacts"),
        _ => None,
    }
}

/// A text after a start such as a label. Further lines are indented to the beginning of the text.
#[must_use]
pub fn hanging(start: &str, words: &str) -> String {
    let indent = start.chars().count();
    let room = WIDTH.saturating_sub(indent).max(30);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in words.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > room {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    let lines = lines.iter().enumerate().map(|(index, line)| {
        let start = if index == 0 { start.to_owned() } else { " ".repeat(indent) };
        format!("{start}{line}").trim_end().to_owned() + "\n"
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_goes_on_below_its_words() {
        let text = hanging("name  ", &"word ".repeat(40));
        assert!(text.lines().count() > 1 && text.lines().all(|line| line.len() <= WIDTH), "{text}");
        assert!(text.lines().skip(1).all(|line| line.starts_with("      word")), "{text}");
        assert_eq!(hanging("a  ", ""), "a\n");
    }
}
