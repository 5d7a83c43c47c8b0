//! The setting `contacts`: the offices that readers can ask.

use serde::Serialize;

use super::keys::{BAD_SETTING, keys_below};
use crate::diagnostic::Diagnostic;
use crate::document::{At, Keys, unknown_choice};
use crate::schema::Scale;
use crate::schema::choice::label_of;
use crate::schema::web_address::is_email;

/// An office that readers can ask, never a person.
#[derive(Debug, Clone, Serialize)]
pub struct Contact {
    /// The key by which content names it.
    pub key: String,
    /// The name that pages show.
    pub label: String,
    /// Its e-mail address.
    pub email: Option<String>,
    /// Its telephone number, as written.
    pub phone: Option<String>,
    /// The schools it serves, by key; empty for the whole district.
    pub schools: Vec<String>,
    /// What it helps with.
    pub describe: Option<String>,
}

/// Reads one contact.
pub(super) fn read(at: &At<'_>, faults: &mut Vec<Diagnostic>) -> Option<Contact> {
    let mut keys = Keys::open(at, "a contact", &keys_below("contacts[]."), faults)?;
    let email = keys.text("email");
    if let (Some(email), Some(at)) = (&email, keys.value("email"))
        && !is_email(email)
    {
        let message = format!("`{email}` is not an e-mail address");
        keys.faults.push(BAD_SETTING.at(at.span(), message).help("write it as `name@district.example`"));
    }
    let key = keys.required_text("key")?;
    Some(Contact {
        label: keys.text("label").unwrap_or_else(|| label_of(&key)),
        email: email.filter(|email| is_email(email)),
        phone: keys.text("phone"),
        schools: keys.texts("schools"),
        describe: keys.text("describe"),
        key,
    })
}

/// Checks that the schools of contacts are choices of the vocabulary `schools`.
pub(super) fn check_schools(root: &At<'_>, scale: &Scale, faults: &mut Vec<Diagnostic>) {
    for contact in root.get("contacts").and_then(|at| at.items()).unwrap_or_default() {
        for school in contact.get("schools").and_then(|at| at.items()).unwrap_or_default() {
            if let Some(scalar) = school.scalar().filter(|scalar| scale.get(scalar.text.trim()).is_none()) {
                faults.push(unknown_choice(&school, "schools", &scalar.text, scale.index()));
            }
        }
    }
}
