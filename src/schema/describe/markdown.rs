//! Sheets as Markdown: `docs/fields.md`.

use super::sheet::{FieldSheet, KindSheet, Required};
use super::text::settings_of;

/// The reference of the fields of all kinds.
#[must_use]
pub fn reference(sheets: &[KindSheet]) -> String {
    let mut text = "# Fields\n\nThis page lists the fields of each kind that ships with Homeroom; pages write them in their front matter.\n`homeroom explain KIND` and `homeroom explain KIND.FIELD` print the same, also for the kinds of a site. If a site replaces a\nkind with a file of its own, the fields of that file apply. [Kinds](kinds.md) explains how to declare a kind.\n".to_owned();
    for sheet in sheets {
        text.push_str(&format!("\n## {}\n\n", sheet.id));
        let what = sheet.describe.as_deref().map(|describe| format!(" {describe}")).unwrap_or_default();
        text.push_str(&format!("{}, in `{}`.{what}\n", sheet.one, sheet.folder));
        let is_page = sheet.own.is_empty();
        let fields = if is_page { &sheet.base } else { &sheet.own };
        table(fields, &mut text);
        if is_page {
            text.push_str("\nEntries of every other kind have these fields too.\n");
        }
        for field in fields.iter().flat_map(|field| std::iter::once(field).chain(&field.inner)) {
            choices(field, &mut text);
        }
    }
    text
}

fn table(fields: &[FieldSheet], text: &mut String) {
    text.push_str(
        "\n| field | type | required | default | what it is | example |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    fields.iter().for_each(|field| rows(field, text));
}

fn rows(field: &FieldSheet, text: &mut String) {
    let mut what = vec![field.label.clone()];
    what.extend(field.hint.clone());
    what.extend(field.limits.iter().map(|limit| capital(limit)));
    let what = what.iter().map(|part| part.trim_end_matches('.')).collect::<Vec<_>>().join(". ");
    let example = field.example.replace("\n  ", " ");
    let cells = [
        format!("`{}`", field.path),
        field.type_name.clone(),
        match &field.required {
            Required::Never => "no".to_owned(),
            Required::Always => "yes".to_owned(),
            Required::With(when) => when.clone(),
        },
        field.default.as_ref().map(|default| format!("`{default}`")).unwrap_or_default(),
        what,
        format!("`{example}`"),
    ];
    let cells = cells.map(|cell| cell.replace('|', "\\|"));
    text.push_str(&format!("| {} |\n", cells.join(" | ")));
    field.inner.iter().for_each(|inner| rows(inner, text));
}

fn choices(field: &FieldSheet, text: &mut String) {
    if field.choices.is_empty() && settings_of(field).is_none() {
        return;
    }
    text.push_str(&format!("\nChoices of `{}`", field.path));
    match settings_of(field) {
        Some(place) => text.push_str(&format!(": {place}.\n")),
        None => {
            text.push_str(":\n\n");
            for choice in &field.choices {
                text.push_str(&format!("- `{}`: {}\n", choice.key, choice.means));
            }
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
