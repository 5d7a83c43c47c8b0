//! The rules of a tool's life: for every entry whose kind declares `life`.

pub(super) mod approval_past;
pub(super) mod harm_reported;
pub(super) mod low_use;
pub(super) mod pilot_shape;
pub(super) mod sunset_notice;
pub(super) mod too_many_at_once;
pub(super) mod unchecked_point;

use jiff::civil::Date;

use crate::content::Entry;
use crate::scene::Scene;
use crate::schema::Value;
use crate::schema::life::{Life, State};
use crate::source::Span;

/// An entry with a life, and its state.
struct Alive<'s> {
    entry: &'s Entry,
    life: &'s Life,
    state: State,
}

impl Alive<'_> {
    fn date(&self, role: &str) -> Option<Date> {
        match self.life.role(role, &self.entry.fields)? {
            Value::Date(day) => Some(*day),
            _ => None,
        }
    }

    fn number(&self, role: &str) -> Option<f64> {
        match self.life.role(role, &self.entry.fields)? {
            Value::Number(number, _) | Value::Percent(number) => Some(*number),
            _ => None,
        }
    }

    /// The place of a role's value; of the first line of the front matter where it has none.
    fn span(&self, role: &str) -> Span {
        let steps = self.life.roles.get(role).map_or_else(|| self.life.status.steps(), |path| path.steps());
        self.entry.field_span(&steps)
    }
}

/// Every published entry whose kind declares a life.
fn alive<'s>(scene: &'s Scene) -> impl Iterator<Item = Alive<'s>> {
    let catalog = &scene.catalog;
    let published = (0..catalog.entries.len()).filter(|index| catalog.is_published(*index));
    published.filter_map(|index| {
        let entry = &*catalog.entries[index];
        let life = entry.kind.life.as_ref()?;
        Some(Alive { entry, life, state: life.state(&entry.fields)? })
    })
}

/// The half of a year in which a day lies: spring from January to July, fall from August on.
fn semester(day: Date) -> (i16, &'static str) {
    (day.year(), if day.month() >= 8 { "fall" } else { "spring" })
}
