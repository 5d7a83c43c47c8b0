//! The life of an entry: which fields say whether it may be used, by whom, and until when.
//!
//! A kind that declares `life` gets verdicts and the checks of a tool's life. The mapping is data, so that kinds with
//! different field names, or for things other than tools, can have them too.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::field::{Field, KIND_FAULT};
use super::field_names::TypeName;
use super::value::{Fields, Value};
use crate::diagnostic::{Diagnostic, did_you_mean, one_of};
use crate::document::{At, Keys, unknown_choice};
use crate::fingerprint::{Mix, Mixer, mixed};
use crate::named::named;

/// The path to a field: its name, or `group.field`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldPath(pub Vec<String>);

named! {
    /// The state of an entry in its life.
    pub enum State {
        /// Asked for, and under review.
        Proposed = "proposed",
        /// Tried by a few classes.
        Piloting = "piloting",
        /// Open to the classes for which it is approved.
        Approved = "approved",
        /// Still open, with a last day.
        Sunsetting = "sunsetting",
        /// Ended.
        Retired = "retired",
        /// Reviewed, and decided against.
        Declined = "declined",
    }
}

named! {
    /// Who can consent to its use by a child below the vendor's minimum age.
    pub enum Consent {
        /// Nobody can.
        Nobody = "none",
        /// The school, on behalf of families.
        School = "school",
        /// Each family.
        Family = "family",
    }
}

/// The meaning of a kind's fields for the life of its entries.
#[derive(Debug, Clone)]
pub struct Life {
    /// The choice field with the state.
    pub status: FieldPath,
    /// The state that each choice of `status` means.
    pub states: BTreeMap<String, State>,
    /// The field and its choice that mean that only staff may use the entry.
    pub staff_only: Option<(FieldPath, String)>,
    /// The field of consent, with the meaning of each choice.
    pub consent: Option<(FieldPath, BTreeMap<String, Consent>)>,
    /// All other fields by their meaning.
    pub roles: BTreeMap<Role, FieldPath>,
}

named! {
    /// What a field can mean to the life of an entry.
    pub enum Role {
        /// The grades that it is approved for.
        Grades = "grades",
        /// The age at which the vendor's terms start.
        MinimumAge = "minimum_age",
        /// Further conditions for its use.
        Conditions = "conditions",
        /// The day on which it was introduced.
        Introduced = "introduced",
        /// The last day of its approval.
        ApprovedUntil = "approved_until",
        /// Why it was declined.
        Reason = "reason",
        /// What to use in its place.
        UseInstead = "use_instead",
        /// Whom to ask.
        Contact = "contact",
        /// The first day of its pilot.
        PilotFrom = "pilot_from",
        /// The last day of its pilot.
        PilotUntil = "pilot_until",
        /// The schools of its pilot.
        PilotSchools = "pilot_schools",
        /// The grades of its pilot.
        PilotGrades = "pilot_grades",
        /// How many teachers try it.
        PilotTeachers = "pilot_teachers",
        /// The day on which its end was announced.
        Notice = "notice",
        /// Its last day.
        Ends = "ends",
        /// The share of teachers who use it, in percent.
        Use = "use",
        /// The day on which this share was counted.
        UseCounted = "use_counted",
        /// The day on which harm was reported.
        Harm = "harm",
        /// What was reported.
        HarmWhat = "harm_what",
    }
}

impl Role {
    /// The types that its field may have.
    fn types(self) -> &'static [TypeName] {
        match self {
            Self::Grades | Self::PilotGrades => &[TypeName::Grades],
            Self::MinimumAge | Self::PilotTeachers => &[TypeName::Number],
            Self::Introduced
            | Self::ApprovedUntil
            | Self::PilotFrom
            | Self::PilotUntil
            | Self::Notice
            | Self::Ends
            | Self::UseCounted
            | Self::Harm => &[TypeName::Date],
            Self::Reason | Self::HarmWhat => &[TypeName::Text],
            Self::Use => &[TypeName::Percent],
            // A single contact or successor is allowed as well as a list.
            Self::Conditions | Self::UseInstead | Self::Contact | Self::PilotSchools => {
                &[TypeName::List, TypeName::Choice, TypeName::Reference, TypeName::Text]
            }
        }
    }
}

impl FieldPath {
    /// Reads `group.field`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self(text.trim().split('.').map(str::to_owned).collect())
    }

    /// The field at this path.
    #[must_use]
    pub fn field<'f>(&self, fields: &'f IndexMap<String, Field>) -> Option<&'f Field> {
        let (first, rest) = self.0.split_first()?;
        rest.iter().try_fold(fields.get(first)?, |field, name| field.ty.group()?.get(name))
    }

    /// The value at this path.
    #[must_use]
    pub(crate) fn value<'v>(&self, fields: &'v Fields) -> Option<&'v Value> {
        let (first, rest) = self.0.split_first()?;
        rest.iter().try_fold(fields.get(first)?, |value, name| value.as_group()?.get(name))
    }

    /// The path as steps in YAML, to find the place of the value.
    #[must_use]
    pub(crate) fn steps(&self) -> Vec<crate::yaml::Step> {
        self.0.iter().map(|name| crate::yaml::Step::Key(name.clone())).collect()
    }
}

impl Life {
    /// The value of the field with a role.
    #[must_use]
    pub(crate) fn role<'v>(&self, role: Role, fields: &'v Fields) -> Option<&'v Value> {
        self.roles.get(&role)?.value(fields)
    }

    /// The state of an entry.
    #[must_use]
    pub(crate) fn state(&self, fields: &Fields) -> Option<State> {
        self.states.get(self.status.value(fields)?.as_choice()?).copied()
    }

    /// Whether only staff may use the entry.
    #[must_use]
    pub(crate) fn is_staff_only(&self, fields: &Fields) -> bool {
        let Some((path, choice)) = &self.staff_only else { return false };
        path.value(fields).and_then(Value::as_choice) == Some(choice)
    }

    /// Who can consent to the use of the entry.
    #[must_use]
    pub(crate) fn consent_of(&self, fields: &Fields) -> Consent {
        let Some((path, meanings)) = &self.consent else { return Consent::Nobody };
        let meaning = path.value(fields).and_then(Value::as_choice).and_then(|key| meanings.get(key));
        meaning.copied().unwrap_or(Consent::Nobody)
    }
}

/// Finds the field at a path that a kind names. A path that does not exist or has the wrong type is a finding.
pub(crate) fn field_path(
    at: &At<'_>,
    fields: &IndexMap<String, Field>,
    wanted: &[TypeName],
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
            let message = format!("`{written}` is a field of type `{}`", field.ty.name().word());
            let help = format!("name a field of type {}", one_of(wanted.iter().map(|ty| ty.word())));
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
        if let Some(inner) = field.ty.group() {
            paths.extend(all_paths(inner, &format!("{path}.")));
        }
        paths.push(path);
    }
    paths
}

/// Reads a kind's `life`.
pub(crate) fn read_life(at: &At<'_>, fields: &IndexMap<String, Field>, faults: &mut Vec<Diagnostic>) -> Option<Life> {
    let allowed: Vec<&str> = ["status", "states", "staff_only", "consent"].into_iter().chain(Role::NAMES).collect();
    let mut keys = Keys::open(at, "`life`", &allowed, faults)?;
    let status_at = keys.required("status")?;
    let (states, staff_only, consent) = (keys.value("states"), keys.value("staff_only"), keys.value("consent"));
    let given: Vec<(Role, At<'_>)> =
        Role::WORDS.into_iter().filter_map(|(word, role)| Some((role, keys.value(word)?))).collect();

    let status = field_path(&status_at, fields, &[TypeName::Choice], faults)?;
    let states = meanings((states.as_ref(), "states", &status_at), &status, fields, &State::WORDS, faults);
    let staff_only = staff_only.and_then(|at| {
        let mut keys = Keys::open(&at, "`staff_only`", &["field", "choice"], faults)?;
        let (field_at, choice) = (keys.required("field")?, keys.required_text("choice")?);
        let choice_at = keys.value("choice")?;
        let path = field_path(&field_at, fields, &[TypeName::Choice], faults)?;
        known_choice(&choice_at, &path, fields, faults);
        Some((path, choice))
    });
    let consent = consent.and_then(|at| {
        let mut keys = Keys::open(&at, "`consent`", &["field", "choices"], faults)?;
        let (field_at, choices) = (keys.required("field")?, keys.value("choices"));
        let path = field_path(&field_at, fields, &[TypeName::Choice], faults)?;
        let choices = meanings((choices.as_ref(), "choices", &field_at), &path, fields, &Consent::WORDS, faults);
        Some((path, choices))
    });
    let mut roles = BTreeMap::new();
    for (role, at) in given {
        if let Some(path) = field_path(&at, fields, role.types(), faults) {
            roles.insert(role, path);
        }
    }
    Some(Life { status, states, staff_only, consent, roles })
}

/// Adds a finding if a field does not have a choice.
pub(crate) fn known_choice(
    at: &At<'_>,
    path: &FieldPath,
    fields: &IndexMap<String, Field>,
    faults: &mut Vec<Diagnostic>,
) {
    let Some(scale) = path.field(fields).and_then(|field| field.ty.scale()) else { return };
    let written = at.scalar().map_or("", |scalar| scalar.text.trim());
    if scale.get(written).is_none() {
        faults.push(unknown_choice(at, &path.0.join("."), written, scale.index()));
    }
}

/// The meaning of each choice of a field: the one that the map gives, or else the meaning of the same name. A choice
/// without a meaning is a finding, because its entries would have no verdict.
fn meanings<T: Copy>(
    (at, key, field_at): (Option<&At<'_>>, &str, &At<'_>),
    path: &FieldPath,
    fields: &IndexMap<String, Field>,
    words: &[(&'static str, T)],
    faults: &mut Vec<Diagnostic>,
) -> BTreeMap<String, T> {
    let Some(scale) = path.field(fields).and_then(|field| field.ty.scale()) else { return BTreeMap::new() };
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
        let help = format!("write `{key}: {{ {choice}: … }}` with one of {meanings}");
        faults.push(KIND_FAULT.at(at.map_or_else(|| field_at.span(), At::span), message).help(help));
    }
    meanings
}

mixed!(struct Life { status, states, staff_only, consent, roles });

impl Mix for FieldPath {
    fn mix(&self, mixer: Mixer) -> Mixer {
        mixer.with(&self.0)
    }
}
