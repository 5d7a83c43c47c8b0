//! The life of an entry: which fields say whether it may be used, by whom, and until when.
//!
//! A kind that declares `life` gets verdicts and the checks of a tool's life. The mapping is data, so
//! that a kind with other field names, or another thing than a tool, can have them too.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::field::{Field, KIND_FAULT, Type};
use super::value::{Fields, Value};
use crate::diagnostic::{Diagnostic, did_you_mean, one_of};
use crate::document::{At, Keys, unknown_choice};

/// The way to a field: its name, or `group.field`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldPath(pub Vec<String>);

/// Where an entry stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Asked for, and under review.
    Proposed,
    /// Tried by a few classes.
    Piloting,
    /// Open to those whom it is approved for.
    Approved,
    /// Open, and about to end.
    Sunsetting,
    /// Ended.
    Retired,
    /// Reviewed, and decided against.
    Declined,
}

impl State {
    /// Every state by the word that kinds use.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("proposed", Self::Proposed),
        ("piloting", Self::Piloting),
        ("approved", Self::Approved),
        ("sunsetting", Self::Sunsetting),
        ("retired", Self::Retired),
        ("declined", Self::Declined),
    ];
}

/// Who consents before a child below the vendor's minimum age may use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Consent {
    /// Nobody can.
    Nobody,
    /// The school, on behalf of families.
    School,
    /// Each family.
    Family,
}

impl Consent {
    const WORDS: [(&'static str, Self); 3] =
        [("none", Self::Nobody), ("school", Self::School), ("family", Self::Family)];
}

/// The mapping of a kind's fields.
#[derive(Debug, Clone)]
pub struct Life {
    /// The field of the state.
    pub status: FieldPath,
    /// The state of each of its choices.
    pub states: BTreeMap<String, State>,
    /// The field and the choice that keep it from students.
    pub staff_only: Option<(FieldPath, String)>,
    /// The field of consent, with the meaning of each choice.
    pub consent: Option<(FieldPath, BTreeMap<String, Consent>)>,
    /// All other fields by what they mean; see [`ROLES`].
    pub roles: BTreeMap<&'static str, FieldPath>,
}

/// What a field can mean to the life of an entry, with the type that it has to have.
pub const ROLES: [(&str, &str); 19] = [
    ("grades", "grades"),
    ("minimum_age", "number"),
    ("conditions", "list"),
    ("introduced", "date"),
    ("approved_until", "date"),
    ("reason", "text"),
    ("use_instead", "list"),
    ("contact", "list"),
    ("pilot_from", "date"),
    ("pilot_until", "date"),
    ("pilot_schools", "list"),
    ("pilot_grades", "grades"),
    ("pilot_teachers", "number"),
    ("notice", "date"),
    ("ends", "date"),
    ("use", "percent"),
    ("use_counted", "date"),
    ("harm", "date"),
    ("harm_what", "text"),
];

impl FieldPath {
    /// Reads `group.field`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self(text.trim().split('.').map(str::to_owned).collect())
    }

    /// The field that the way leads to.
    #[must_use]
    pub fn field<'f>(&self, fields: &'f IndexMap<String, Field>) -> Option<&'f Field> {
        let (first, rest) = self.0.split_first()?;
        rest.iter().try_fold(fields.get(first)?, |field, name| match &field.ty {
            Type::Group(inner) => inner.get(name),
            _ => None,
        })
    }

    /// The value that the way leads to.
    #[must_use]
    pub fn value<'v>(&self, fields: &'v Fields) -> Option<&'v Value> {
        let (first, rest) = self.0.split_first()?;
        rest.iter().try_fold(fields.get(first)?, |value, name| match value {
            Value::Group(inner) => inner.get(name),
            _ => None,
        })
    }

    /// The steps to the value, for its place.
    #[must_use]
    pub fn steps(&self) -> Vec<crate::yaml::Step> {
        self.0.iter().map(|name| crate::yaml::Step::Key(name.clone())).collect()
    }
}

impl Life {
    /// The value of a role.
    #[must_use]
    pub fn role<'v>(&self, name: &str, fields: &'v Fields) -> Option<&'v Value> {
        self.roles.get(name)?.value(fields)
    }

    /// The state of an entry.
    #[must_use]
    pub fn state(&self, fields: &Fields) -> Option<State> {
        match self.status.value(fields)? {
            Value::Choice(key) => self.states.get(key).copied(),
            _ => None,
        }
    }

    /// Whether students are kept from it.
    #[must_use]
    pub fn is_staff_only(&self, fields: &Fields) -> bool {
        let Some((path, choice)) = &self.staff_only else { return false };
        path.value(fields) == Some(&Value::Choice(choice.clone()))
    }

    /// Who consents.
    #[must_use]
    pub fn consent_of(&self, fields: &Fields) -> Consent {
        let Some((path, meanings)) = &self.consent else { return Consent::Nobody };
        match path.value(fields) {
            Some(Value::Choice(key)) => meanings.get(key).copied().unwrap_or(Consent::Nobody),
            _ => Consent::Nobody,
        }
    }
}

/// Finds a field by a way that a kind writes; tells one that leads nowhere or to another type.
pub fn field_path(
    at: &At<'_>,
    fields: &IndexMap<String, Field>,
    wanted: &[&str],
    faults: &mut Vec<Diagnostic>,
) -> Option<FieldPath> {
    let written = at.scalar().map_or("", |scalar| scalar.text.trim());
    let path = FieldPath::parse(written);
    match path.field(fields) {
        None => {
            let names: Vec<String> = all_paths(fields, "");
            let names = names.iter().map(String::as_str);
            let diagnostic = KIND_FAULT.at(at.span(), format!("the kind has no field `{written}`"));
            faults.push(match did_you_mean(written, names.clone()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(at.span(), near),
                None => diagnostic.help(format!("the fields are {}", one_of(names))),
            });
            None
        }
        Some(field) if !wanted.is_empty() && !wanted.contains(&field.ty.name()) => {
            let message = format!("`{written}` is a field of type `{}`", field.ty.name());
            let help = format!("name a field of type {}", one_of(wanted.iter().copied()));
            faults.push(KIND_FAULT.at(at.span(), message).help(help));
            None
        }
        Some(_) => Some(path),
    }
}

fn all_paths(fields: &IndexMap<String, Field>, prefix: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for (name, field) in fields {
        let path = format!("{prefix}{name}");
        if let Type::Group(inner) = &field.ty {
            paths.extend(all_paths(inner, &format!("{path}.")));
        }
        paths.push(path);
    }
    paths
}

/// Reads a kind's `life`.
pub fn read_life(at: &At<'_>, fields: &IndexMap<String, Field>, faults: &mut Vec<Diagnostic>) -> Option<Life> {
    let allowed: Vec<&str> =
        ["status", "states", "staff_only", "consent"].into_iter().chain(ROLES.iter().map(|(role, _)| *role)).collect();
    let mut keys = Keys::open(at, "`life`", &allowed, faults)?;
    let status_at = keys.required("status")?;
    let (states, staff_only, consent) = (keys.value("states"), keys.value("staff_only"), keys.value("consent"));
    let given: Vec<(&'static str, &'static str, At<'_>)> =
        ROLES.iter().filter_map(|(role, ty)| Some((*role, *ty, keys.value(role)?))).collect();

    let status = field_path(&status_at, fields, &["choice"], faults)?;
    let states = meanings((states.as_ref(), "states", &status_at), &status, fields, &State::WORDS, faults);
    let staff_only = staff_only.and_then(|at| {
        let mut keys = Keys::open(&at, "`staff_only`", &["field", "choice"], faults)?;
        let (field_at, choice) = (keys.required("field")?, keys.required_text("choice")?);
        let choice_at = keys.value("choice")?;
        let path = field_path(&field_at, fields, &["choice"], faults)?;
        known_choice(&choice_at, &path, fields, faults);
        Some((path, choice))
    });
    let consent = consent.and_then(|at| {
        let mut keys = Keys::open(&at, "`consent`", &["field", "choices"], faults)?;
        let (field_at, choices) = (keys.required("field")?, keys.value("choices"));
        let path = field_path(&field_at, fields, &["choice"], faults)?;
        let choices = meanings((choices.as_ref(), "choices", &field_at), &path, fields, &Consent::WORDS, faults);
        Some((path, choices))
    });
    let mut roles = BTreeMap::new();
    for (role, ty, at) in given {
        // One contact or one successor is as good as a list of them.
        let wanted: &[&str] = if ty == "list" { &["list", "choice", "reference", "text"] } else { &[ty] };
        if let Some(path) = field_path(&at, fields, wanted, faults) {
            roles.insert(role, path);
        }
    }
    Some(Life { status, states, staff_only, consent, roles })
}

/// Tells a choice that a field does not have.
pub fn known_choice(at: &At<'_>, path: &FieldPath, fields: &IndexMap<String, Field>, faults: &mut Vec<Diagnostic>) {
    let Some(Type::Choice(scale)) = path.field(fields).map(|field| &field.ty) else { return };
    let written = at.scalar().map_or("", |scalar| scalar.text.trim());
    if scale.get(written).is_none() {
        faults.push(unknown_choice(at, &path.0.join("."), written, scale.index()));
    }
}

/// What each choice of a field means: as the map says, else the meaning of the same name. A choice
/// without a meaning is told, since its entries would have no verdict.
fn meanings<T: Copy>(
    (at, key, field_at): (Option<&At<'_>>, &str, &At<'_>),
    path: &FieldPath,
    fields: &IndexMap<String, Field>,
    words: &[(&'static str, T)],
    faults: &mut Vec<Diagnostic>,
) -> BTreeMap<String, T> {
    let Some(Type::Choice(scale)) = path.field(fields).map(|field| &field.ty) else { return BTreeMap::new() };
    let mut meanings: BTreeMap<String, T> = words
        .iter()
        .filter(|(word, _)| scale.get(word).is_some())
        .map(|(word, meaning)| ((*word).to_owned(), *meaning))
        .collect();
    let allowed: Vec<&str> = scale.keys().collect();
    let mut written: Vec<&str> = Vec::new();
    if let Some(at) = at
        && let Some(mut keys) = Keys::open(at, &format!("`{key}`"), &allowed, faults)
    {
        for choice in &allowed {
            if keys.value(choice).is_some() {
                written.push(choice);
            }
            if let Some(meaning) = keys.choice(choice, words) {
                meanings.insert((*choice).to_owned(), meaning);
            }
        }
    }
    let open = allowed.iter().filter(|choice| !meanings.contains_key(**choice) && !written.contains(choice));
    for choice in open {
        let message = format!("`life` does not know what the choice `{choice}` of `{}` means", path.0.join("."));
        let meanings = one_of(words.iter().map(|(word, _)| *word));
        let help = format!("say so with `{key}: {{ {choice}: … }}`; it can mean {meanings}");
        faults.push(KIND_FAULT.at(at.map_or_else(|| field_at.span(), At::span), message).help(help));
    }
    meanings
}
