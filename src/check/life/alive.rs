//! Entries whose kind declares a life, as the rules of this folder read them.

use jiff::civil::Date;

use crate::content::Entry;
use crate::scene::Scene;
use crate::schema::Value;
use crate::schema::life::{Life, Role, State};
use crate::source::Span;

/// An entry whose kind declares a life, with its present state.
pub(super) struct Alive<'s> {
    pub(super) entry: &'s Entry,
    pub(super) life: &'s Life,
    pub(super) state: State,
}

impl Alive<'_> {
    pub(super) fn value(&self, role: Role) -> Option<&Value> {
        self.life.role(role, &self.entry.fields)
    }

    pub(super) fn date(&self, role: Role) -> Option<Date> {
        self.value(role)?.as_date()
    }

    /// The place of the field that has a role, or of the status if no field has it.
    pub(super) fn span(&self, role: Role) -> Span {
        let steps = self.life.roles.get(&role).map_or_else(|| self.life.status.steps(), |path| path.steps());
        self.entry.field_span(&steps)
    }
}

/// Every published entry whose kind declares a life.
pub(super) fn alive<'s>(scene: &'s Scene) -> impl Iterator<Item = Alive<'s>> {
    scene.library.all_published().filter_map(|(_, entry)| {
        let life = entry.kind.life.as_ref()?;
        Some(Alive { entry, life, state: life.state(&entry.fields)? })
    })
}

/// The semester of a day, as year and half: spring from January to July, fall from August on.
pub(super) fn semester(day: Date) -> (i16, &'static str) {
    (day.year(), if day.month() >= 8 { "fall" } else { "spring" })
}
