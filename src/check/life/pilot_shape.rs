//! Pilots that are too short, too long or too small.

use super::alive::alive;
use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::schema::Value;
use crate::schema::life::{Role, State};

rule! {
    /// A pilot is too short, too long or too small. A pilot lasts four to six weeks and has at least three teachers. A
    /// smaller one shows nothing, and a longer one introduces the tool without a decision.
    ///
    /// Bad:
    /// ```markdown content/tools/kahoot.md
    /// ---
    /// title: Kahoot
    /// summary: Quiz games.
    /// category: practice
    /// status: piloting
    /// grades: 4-8
    /// cost_model: free
    /// pilot: { from: 2026-11-02, until: 2027-03-05, schools: [mill-pond], teachers: 2 }
    /// ---
    /// ```
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// vocabularies:
    ///   schools: [mill-pond]
    /// ```
    /// Good:
    /// ```markdown content/tools/kahoot.md
    /// ---
    /// title: Kahoot
    /// summary: Quiz games.
    /// category: practice
    /// status: piloting
    /// grades: 4-8
    /// cost_model: free
    /// pilot: { from: 2026-11-02, until: 2026-12-04, schools: [mill-pond], teachers: 3 }
    /// ---
    /// ```
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// vocabularies:
    ///   schools: [mill-pond]
    /// ```
    pub(crate) PILOT_SHAPE = "pilot-shape", Warning
}

/// Four to six weeks in days. A school week ends on Friday, so four weeks from a Monday are 26 days.
const DAYS: std::ops::RangeInclusive<i32> = 26..=42;
const TEACHERS: f64 = 3.0;

pub(in crate::check) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for alive in alive(scene).filter(|alive| alive.state == State::Piloting) {
        let title = &alive.entry.title;
        if let (Some(from), Some(until)) = (alive.date(Role::PilotFrom), alive.date(Role::PilotUntil)) {
            // Both days count.
            let days = from.until(until).map_or(0, |span| span.get_days()) + 1;
            if !DAYS.contains(&days) {
                let word = if days == 1 { "day" } else { "days" };
                let message = format!("the pilot of `{title}` lasts {days} {word}");
                let help = "a pilot lasts four to six weeks; change its days, or end it with a decision";
                found.push(PILOT_SHAPE.at(alive.span(Role::PilotUntil), message).help(help));
            }
        }
        let teachers = alive.value(Role::PilotTeachers).and_then(Value::as_number);
        if let Some(teachers) = teachers.filter(|teachers| *teachers < TEACHERS) {
            let word = if teachers == 1.0 { "teacher" } else { "teachers" };
            let message = format!("the pilot of `{title}` has {teachers} {word}");
            found.push(
                PILOT_SHAPE.at(alive.span(Role::PilotTeachers), message).help("a pilot needs at least three teachers"),
            );
        }
    }
    found
}
