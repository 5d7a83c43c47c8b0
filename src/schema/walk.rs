//! A walk through a value and its field declarations at the same time.

use super::field::{Field, Type};
use super::value::{Inside, Value};
use crate::yaml::Step;

/// Calls `see` for a value and all values inside it, each with its field and its path.
pub(crate) fn walk_declared<'v>(
    field: &'v Field,
    value: &'v Value,
    path: &mut Vec<Step>,
    see: &mut impl FnMut(&'v Field, &'v Value, &[Step]),
) {
    see(field, value, path);
    match value.inside() {
        Inside::Nothing => {}
        Inside::Items(items) => {
            let Type::List(item) = &field.ty else { return };
            for (position, value) in items.iter().enumerate() {
                path.push(Step::Item(position));
                walk_declared(item, value, path, see);
                path.pop();
            }
        }
        Inside::Fields(values) => {
            let Type::Group(fields) = &field.ty else { return };
            for (name, value) in values {
                let Some(inner) = fields.get(name) else { continue };
                path.push(Step::Key(name.clone()));
                walk_declared(inner, value, path, see);
                path.pop();
            }
        }
    }
}
