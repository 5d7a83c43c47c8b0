//! The key `schema_org` of a kind: the type of its entries in the schema.org vocabulary, which search engines read.

use indexmap::IndexMap;

use super::field::{Field, KIND_FAULT};
use crate::diagnostic::{Diagnostic, Suggestions};
use crate::document::{At, Keys, excerpt};
use crate::fingerprint::mixed;

/// The schema.org type of a kind's entries, and the properties that its fields are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaOrg {
    /// The type of an entry: `LearningResource`.
    pub ty: String,
    /// The type of the section's page, such as `DefinedTermSet`; `CollectionPage` by default.
    pub set: String,
    /// The property that links an entry to its section's page, such as `inDefinedTermSet`.
    pub within: Option<String>,
    /// Properties with the fields that hold their values, in their order.
    pub properties: Vec<(String, String)>,
}

/// The keys of `schema_org`.
pub(crate) const SCHEMA_ORG_KEYS: [&str; 4] = ["type", "set", "in", "properties"];

/// Reads `schema_org`: the name of a type, or a map.
pub(super) fn read_schema_org(
    at: &At<'_>,
    fields: &IndexMap<String, Field>,
    faults: &mut Vec<Diagnostic>,
) -> Option<SchemaOrg> {
    let set = "CollectionPage".to_owned();
    if let Some(scalar) = at.scalar() {
        let ty = scalar.text.trim().to_owned();
        return is_name(&ty, at, true, faults).then_some(SchemaOrg { ty, set, within: None, properties: Vec::new() });
    }
    let mut keys = Keys::open(at, "`schema_org`", &SCHEMA_ORG_KEYS, faults)?;
    let ty = keys.required_text("type");
    let mut name = |key: &str, is_type: bool| {
        let text = keys.text(key)?;
        is_name(&text, &keys.value(key)?, is_type, keys.faults).then_some(text)
    };
    let (sound, set, within) = (name("type", true), name("set", true).unwrap_or(set), name("in", false));
    let properties = keys.value("properties").map(|at| read_properties(&at, fields, keys.faults)).unwrap_or_default();
    ty.and(sound).map(|ty| SchemaOrg { ty, set, within, properties })
}

fn read_properties(
    at: &At<'_>,
    fields: &IndexMap<String, Field>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<(String, String)> {
    let Some(entries) = at.entries() else {
        faults.push(at.wrong_type("properties", "properties with the names of fields"));
        return Vec::new();
    };
    let mut properties: Vec<(String, String)> = Vec::new();
    let names = Suggestions::new(fields.keys().map(String::as_str));
    let mut seen = std::collections::BTreeSet::new();
    for (property, value) in entries {
        let field = value.scalar().map_or("", |scalar| scalar.text.trim());
        if !is_name(property, &value, false, faults) {
            continue;
        }
        if !fields.contains_key(field) {
            let told = KIND_FAULT.at(value.span(), format!("the kind has no field `{}`", excerpt(field)));
            faults.push(match names.near(field) {
                Some(near) => told.help(format!("did you mean `{near}`?")),
                None => told.help(format!("the fields are {}", names.listed())),
            });
            continue;
        }
        if !seen.insert(property) {
            let message = format!("`{property}` is written twice");
            faults.push(crate::document::DUPLICATE_KEY.at(value.key_span(), message).help("keep one of the two"));
            continue;
        }
        properties.push((property.to_owned(), field.to_owned()));
    }
    properties
}

/// Whether a text has the form of a schema.org name: only letters and digits, and a capital first letter for types but
/// not for properties. Adds a finding if not.
fn is_name(text: &str, at: &At<'_>, is_type: bool, faults: &mut Vec<Diagnostic>) -> bool {
    let first = text.chars().next();
    let starts =
        first.is_some_and(|first| if is_type { first.is_ascii_uppercase() } else { first.is_ascii_lowercase() });
    let sound = starts && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !sound {
        let (what, example) = if is_type { ("type", "LearningResource") } else { ("property", "timeRequired") };
        let message = format!("`{}` is not a {what} of schema.org", excerpt(text));
        faults.push(KIND_FAULT.at(at.span(), message).help(format!("write it as schema.org does, such as {example}")));
    }
    sound
}

mixed!(struct SchemaOrg { ty, set, within, properties });
