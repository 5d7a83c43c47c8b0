//! The dated changes that entries list in their front matter.

use jiff::civil::Date;

use super::entries::Library;
use super::names::EntryIndex;
use crate::content::Role;
use crate::schema::Value;

/// One dated change of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change<'c> {
    pub day: Date,
    pub index: EntryIndex,
    /// Its place among the entry's changes.
    pub number: usize,
    /// What changed, in a sentence.
    pub what: &'c str,
    /// The key of the entry's new status, if the change names one.
    pub status: Option<&'c str>,
}

/// All changes of published entries up to a day, newest first.
#[must_use]
pub(crate) fn changes(library: &Library, today: Date) -> Vec<Change<'_>> {
    let mut found = Vec::new();
    for (index, entry) in library.all_published() {
        let items = entry.fields.get("changes").and_then(Value::as_list).unwrap_or_default();
        for (number, item) in items.iter().enumerate() {
            let Some(change) = item.as_group() else { continue };
            let day = change.get("date").and_then(Value::as_date);
            if let (Some(day), Some(what)) = (day, change.get("what").and_then(Value::as_text))
                && day <= today
                && matches!(entry.role, Role::Entry | Role::Page)
            {
                let status = change.get("status").and_then(Value::as_choice);
                found.push(Change { day, index, number, what, status });
            }
        }
    }
    found.sort_by(|a, b| {
        let file = |change: &Change<'_>| library.entries[change.index].file.clone();
        b.day.cmp(&a.day).then_with(|| file(a).cmp(&file(b))).then_with(|| a.number.cmp(&b.number))
    });
    found
}
