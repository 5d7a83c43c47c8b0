//! The facts that a verdict depends on, read from an entry's fields.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::library::{EntryIndex, Library};
use crate::schema::life::{Consent, Role, State};
use crate::schema::walk::walk_declared;
use crate::schema::{GradeSet, Value};

/// The facts that a verdict depends on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LifeFacts {
    /// The state of the entry.
    pub state: State,
    /// The grades that it is approved for; `None` means all.
    pub grades: Option<GradeSet>,
    /// Whether only staff may use it.
    pub staff_only: bool,
    /// The age from which the vendor's terms allow it.
    pub minimum_age: Option<f64>,
    /// Who consents for children below that age.
    pub consent: Consent,
    /// What else must be true first.
    pub conditions: Vec<String>,
    /// The last day of its approval.
    pub approved_until: Option<Date>,
    /// Why it was declined.
    pub reason: Option<String>,
    /// The titles of the entries to use instead.
    pub instead: Vec<String>,
    /// Whom to ask.
    pub contacts: Vec<String>,
    /// The last day of its pilot.
    pub pilot_until: Option<Date>,
    /// The schools of the pilot.
    pub pilot_schools: Vec<String>,
    /// The grades of the pilot.
    pub pilot_grades: Option<GradeSet>,
    /// The last day before it retires.
    pub ends: Option<Date>,
}

impl LifeFacts {
    /// Reads an entry. `None` when its kind has no `life`, or its state is not known.
    pub(crate) fn of(library: &Library, index: EntryIndex) -> Option<Self> {
        let entry = &library.entries[index];
        let life = entry.kind.life.as_ref()?;
        let fields = &entry.fields;
        let state = life.state(fields)?;
        let date = |role: Role| life.role(role, fields)?.as_date();
        let grades = |role: Role| life.role(role, fields)?.as_grades();
        let texts = |role: Role| shown(library, index, role);
        Some(Self {
            state,
            grades: grades(Role::Grades),
            staff_only: life.is_staff_only(fields),
            minimum_age: life.role(Role::MinimumAge, fields).and_then(Value::as_number),
            consent: life.consent_of(fields),
            conditions: texts(Role::Conditions),
            approved_until: date(Role::ApprovedUntil),
            reason: texts(Role::Reason).into_iter().next(),
            instead: texts(Role::UseInstead),
            contacts: texts(Role::Contact),
            pilot_until: date(Role::PilotUntil),
            pilot_schools: texts(Role::PilotSchools),
            pilot_grades: grades(Role::PilotGrades),
            ends: date(Role::Ends),
        })
    }

    /// The days from `today` on on which an answer can change: today, and the day after each end.
    pub(super) fn turning_days(&self, today: Date) -> Vec<Date> {
        let ends = [self.approved_until, self.pilot_until, self.ends].into_iter().flatten();
        let after = ends.filter_map(|day| day.checked_add(1.day()).ok()).filter(|day| *day > today);
        let mut days: Vec<Date> = after.chain([today]).collect();
        days.sort();
        days.dedup();
        days
    }
}

/// The values of a role as readers see them: labels of choices, titles of entries, texts.
fn shown(library: &Library, index: EntryIndex, role: Role) -> Vec<String> {
    let entry = &library.entries[index];
    let Some(path) = entry.kind.life.as_ref().and_then(|life| life.roles.get(&role)) else { return Vec::new() };
    let (Some(value), Some(field)) = (path.value(&entry.fields), path.field(&entry.kind.fields)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    walk_declared(field, value, &mut path.steps(), &mut |field, value, steps| match value {
        Value::Choice(key) => {
            let choice = field.ty.scale().and_then(|scale| scale.get(key));
            found.push(choice.map_or_else(|| key.clone(), |choice| choice.label.clone()));
        }
        Value::Reference(_) => {
            found.extend(library.named(index, steps).map(|target| library.entries[target].title.clone()));
        }
        Value::Text(text) => found.push(text.clone()),
        // The roles that are shown as text have no fields of these types.
        Value::Markdown(_)
        | Value::Boolean(_)
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
        | Value::List(_)
        | Value::Group(_) => {}
    });
    found
}
