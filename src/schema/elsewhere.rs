//! Advice for field declarations that are written as in other programs.

use super::field_names::FieldKey;
use super::near::snake;
use crate::diagnostic::{Suggestions, begins_alike, did_you_mean};
use crate::document::{At, KeyAdvice, Near};

/// How to write a type of other programs in Homeroom.
#[must_use]
pub(crate) fn a_type(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    Some(match name.as_str() {
        "string" | "str" | "varchar" | "char" | "line" | "phone" => "`type: text`",
        "longtext" | "textarea" | "richtext" | "rich text" | "html" | "body" | "md" => "`type: markdown`",
        "dropdown" | "select" | "enum" | "radio" | "option" | "options" | "single select" => {
            "`type: choice` with its choices behind `of:`, such as `of: [monday, tuesday]`"
        }
        "multiselect" | "multi select" | "multi-select" | "multi-choice" | "multichoice" | "multiple choice"
        | "tags" | "checkboxes" => "`type: list` with `of: { type: choice, of: [monday, tuesday] }`",
        "array" => "`type: list` with what it is a list of, such as `of: { type: text }`",
        "int" | "integer" | "whole number" => "`type: number` with `integer: true`",
        "float" | "double" | "decimal" | "numeric" => "`type: number`",
        "bool" | "checkbox" | "yes/no" | "yesno" | "yes-no" | "toggle" => "`type: boolean`",
        "datetime" | "day" | "timestamp" => "`type: date`",
        "currency" | "price" | "dollar" | "dollars" => "`type: money`",
        "link" | "website" | "uri" | "href" => "`type: url`",
        "mail" | "e-mail" => "`type: email`",
        "picture" | "photo" | "img" => "`type: image`",
        "relation" | "ref" | "entry" => "`type: reference` with the kind behind `to:`",
        "object" | "map" | "dict" => "`type: group` with its fields behind `fields:`",
        "grade" => "`type: grades`",
        "time" | "hours" | "minutes" => "`type: duration` for a length of time, `type: text` for a time of day",
        "file" | "attachment" | "upload" | "document" | "video" => {
            "`type: image` for a picture, `type: url` for an address; other files are linked in the page's text"
        }
        "user" | "person" | "people" | "author" | "color" | "colour" | "location" | "address" | "id" => "`type: text`",
        "percentage" | "share" => "`type: percent`",
        _ => return None,
    })
}

/// Words that other programs use for the keys of a field's declaration.
const KEYS: [(&str, &[&str]); 15] = [
    ("type", &["kind_of", "field_type", "datatype", "data_type", "format", "widget", "input"]),
    ("label", &["name", "title", "caption", "display_name", "heading"]),
    ("hint", &["description", "help", "help_text", "tooltip", "placeholder", "note", "instructions", "comment"]),
    ("also", &["alias", "aliases", "synonyms", "other_names"]),
    ("required", &["mandatory", "obligatory", "needed", "must", "optional", "nullable"]),
    ("required_when", &["required_if", "when", "depends_on", "visible_if", "condition"]),
    ("default", &["default_value", "initial", "preset"]),
    ("facet", &["filter", "filterable", "facets"]),
    ("min", &["minimum", "at_least", "from", "lowest"]),
    ("max", &["maximum", "at_most", "until", "highest", "limit"]),
    ("pattern", &["regex", "regexp", "match", "validation", "validate"]),
    ("length", &["max_length", "min_length", "maxlength", "minlength", "size"]),
    ("of", &["options", "choices", "values", "enum", "items", "allowed", "allowed_values", "option", "choice", "list"]),
    ("to", &["target", "kind", "refers_to", "collection", "relation", "references"]),
    ("fields", &["properties", "children", "subfields", "keys"]),
];

/// Advice on unknown keys, by the words that other programs use.
pub(crate) struct KeyWords<'k> {
    /// The keys that Homeroom knows.
    pub known: &'k [&'k str],
    /// For some of the keys, the words that other programs use.
    pub words: &'k [(&'k str, &'k [&'k str])],
}

/// The advice for the keys of a field's declaration.
pub(crate) const DECLARED: KeyWords<'_> = KeyWords { known: &FieldKey::NAMES, words: &KEYS };

impl KeyAdvice for KeyWords<'_> {
    fn near(&self, key: &str, _: &At<'_>, _: &Suggestions) -> Near {
        let word = snake(key);
        let known = || self.known.iter().copied();
        let synonym = self.words.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(name, _)| *name);
        let synonym = synonym.filter(|name| self.known.contains(name));
        let spelled = || known().find(|name| *name == word).or_else(|| did_you_mean(key, known()));
        let Some(name) = synonym.or_else(spelled).or_else(|| begins_alike(key, known())) else {
            let all = self.known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            return Near { help: Some(format!("allowed keys: {all}")), ..Near::default() };
        };
        // A key with the opposite meaning, or whose value has a different form, cannot simply be replaced.
        let is_other = ["optional", "nullable"].contains(&word.as_str()) || ["length", "required_when"].contains(&name);
        let fix = Some(name.to_owned()).filter(|_| !is_other);
        Near { names: vec![name.to_owned()], fix, help: None }
    }

    fn command(&self) -> Option<String> {
        None
    }
}
