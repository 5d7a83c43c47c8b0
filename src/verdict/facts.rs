//! What counts for a verdict, read from an entry's fields.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::catalog::{Catalog, EntryIndex};
use crate::schema::life::{Consent, State};
use crate::schema::{GradeSet, Type, Value};

/// What counts for a verdict.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LifeFacts {
    /// Where it stands in its life.
    pub state: State,
    /// The grades that it is approved for; `None` stands for all.
    pub grades: Option<GradeSet>,
    /// Whether students are kept from it.
    pub staff_only: bool,
    /// The age at which the vendor's terms start.
    pub minimum_age: Option<f64>,
    /// Who consents for children below that age.
    pub consent: Consent,
    /// What else must be true first.
    pub conditions: Vec<String>,
    /// The last day of its approval.
    pub approved_until: Option<Date>,
    /// Why it was declined.
    pub reason: Option<String>,
    /// The titles of what to use instead.
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
    pub(crate) fn of(catalog: &Catalog, index: EntryIndex) -> Option<Self> {
        let entry = &catalog.entries[index];
        let life = entry.kind.life.as_ref()?;
        let fields = &entry.fields;
        let state = life.state(fields)?;
        let date = |role: &str| match life.role(role, fields) {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        };
        let grades = |role: &str| match life.role(role, fields) {
            Some(Value::Grades(grades)) => Some(*grades),
            _ => None,
        };
        let texts = |role: &str| shown(catalog, index, role);
        Some(Self {
            state,
            grades: grades("grades"),
            staff_only: life.is_staff_only(fields),
            minimum_age: match life.role("minimum_age", fields) {
                Some(Value::Number(age, _)) => Some(*age),
                _ => None,
            },
            consent: life.consent_of(fields),
            conditions: texts("conditions"),
            approved_until: date("approved_until"),
            reason: texts("reason").into_iter().next(),
            instead: texts("use_instead"),
            contacts: texts("contact"),
            pilot_until: date("pilot_until"),
            pilot_schools: texts("pilot_schools"),
            pilot_grades: grades("pilot_grades"),
            ends: date("ends"),
        })
    }

    /// The days from `today` on at which an answer can change: today, and the day after each end.
    pub(super) fn turning_days(&self, today: Date) -> Vec<Date> {
        let ends = [self.approved_until, self.pilot_until, self.ends].into_iter().flatten();
        let after = ends.filter_map(|day| day.checked_add(1.day()).ok()).filter(|day| *day > today);
        let mut days: Vec<Date> = after.chain([today]).collect();
        days.sort();
        days.dedup();
        days
    }
}

/// The values of a role in readers' words: labels of choices, titles of entries, texts.
fn shown(catalog: &Catalog, index: EntryIndex, role: &str) -> Vec<String> {
    let entry = &catalog.entries[index];
    let Some(path) = entry.kind.life.as_ref().and_then(|life| life.roles.get(role)) else { return Vec::new() };
    let (Some(value), Some(field)) = (path.value(&entry.fields), path.field(&entry.kind.fields)) else {
        return Vec::new();
    };
    let ty = field.item_type();
    let mut found = Vec::new();
    crate::schema::value::walk(value, &mut path.steps(), &mut |value, steps| match (value, ty) {
        (Value::Choice(key), Type::Choice(scale)) => {
            found.push(scale.get(key).map_or_else(|| key.clone(), |choice| choice.label.clone()));
        }
        (Value::Reference(_), _) => {
            found.extend(catalog.named(index, steps).map(|target| catalog.entries[target].title.clone()));
        }
        (Value::Text(text), _) => found.push(text.clone()),
        _ => {}
    });
    found
}
