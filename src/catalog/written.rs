//! The dated changes that entries write down in their front matter.

use jiff::civil::Date;

use super::{Catalog, EntryIndex};
use crate::content::Role;
use crate::schema::Value;

/// One dated change of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<'c> {
    /// The day.
    pub day: Date,
    /// The entry.
    pub index: EntryIndex,
    /// Its place among the entry's changes.
    pub number: usize,
    /// What changed.
    pub what: &'c str,
    /// The status that the entry came to, by its key.
    pub status: Option<&'c str>,
}

/// All changes up to a day, newest first.
#[must_use]
pub fn changes(catalog: &Catalog, today: Date) -> Vec<Change<'_>> {
    let mut found = Vec::new();
    for (index, entry) in catalog.entries.iter().enumerate().filter(|(index, _)| catalog.is_published(*index)) {
        let Some(Value::List(items)) = entry.fields.get("changes") else { continue };
        for (number, item) in items.iter().enumerate() {
            let Value::Group(change) = item else { continue };
            if let (Some(Value::Date(day)), Some(Value::Text(what))) = (change.get("date"), change.get("what"))
                && *day <= today
                && matches!(entry.role, Role::Entry | Role::Page)
            {
                let status = match change.get("status") {
                    Some(Value::Choice(key)) => Some(key.as_str()),
                    _ => None,
                };
                found.push(Change { day: *day, index, number, what, status });
            }
        }
    }
    found.sort_by(|a, b| {
        let file = |change: &Change<'_>| catalog.entries[change.index].file.clone();
        b.day.cmp(&a.day).then_with(|| file(a).cmp(&file(b))).then_with(|| a.number.cmp(&b.number))
    });
    found
}
