//! Reads the declarations of views from a kind's YAML.

use indexmap::IndexMap;

use super::field::{Field, KIND_FAULT};
use super::field_names::TypeName;
use super::view_spec::{Catalogue, Index, Ladder, Matrix, Order, PathSpec, Ranges, Shape, Table, ViewHead, ViewSpec};
use crate::diagnostic::{Diagnostic, Suggestions, did_you_mean, one_of};
use crate::document::{At, Keys};

/// The declaration in one item of a kind's `views`.
pub(super) enum Declared {
    /// A view with pages of its own.
    View(ViewSpec),
    /// A part of the page of each entry.
    Path(PathSpec),
}

/// Reads one view of a kind. `fields` are the kind's fields, `names` their names for suggestions, `title` is the title
/// of a view that declares none.
pub(super) fn read_view(
    at: &At<'_>,
    (fields, names): (&IndexMap<String, Field>, &Suggestions),
    title: &str,
    faults: &mut Vec<Diagnostic>,
) -> Option<Declared> {
    // The shape decides which keys are allowed, so it is read first.
    let written = at.get("shape");
    let name = written.as_ref().and_then(At::scalar).map_or("", |scalar| scalar.text.as_str());
    let Some(shape) = Shape::named(name) else {
        let span = written.as_ref().map_or_else(|| at.span(), At::span);
        let message = if written.is_some() {
            format!("there is no view shape `{name}`")
        } else {
            "a view has no `shape`".to_owned()
        };
        let near = did_you_mean(name, Shape::NAMES);
        let help =
            near.map_or_else(|| format!("write {}", one_of(Shape::NAMES)), |near| format!("did you mean `{near}`?"));
        faults.push(KIND_FAULT.at(span, message).help(help));
        return None;
    };
    let allowed: Vec<&str> = ["shape", "title", "describe", "url"].iter().chain(shape.keys()).copied().collect();
    let mut keys = Keys::open(at, &format!("the view `{}`", shape.word()), &allowed, faults)?;
    let title = keys.text("title").unwrap_or_else(|| title.to_owned());
    let url = keys.text("url").unwrap_or_default().trim_matches('/').to_owned();
    if !url.is_empty()
        && url.split('/').any(|part| matches!(part, "" | "." | ".."))
        && let Some(at) = keys.value("url")
    {
        keys.fault(&KIND_FAULT, at.span(), "the `url` of a view has to be a name below the kind's folder");
        return None;
    }
    let head = ViewHead { title, url, describe: keys.text("describe") };
    let mut reader = FieldNames { keys: &mut keys, fields, names };
    Some(Declared::View(match shape {
        Shape::Catalogue => ViewSpec::Catalogue(Catalogue { head, card: reader.names("card"), sort: reader.orders() }),
        Shape::Table => ViewSpec::Table(Table { head, columns: reader.columns(), sort: reader.orders() }),
        Shape::Index => ViewSpec::Index(Index { head, show: reader.name("show") }),
        Shape::Matrix => {
            let (rows, columns) =
                (reader.required("rows", TypeName::Choice), reader.required("columns", TypeName::Choice));
            let (rows, columns) = (rows?, columns?);
            if rows == columns {
                reader.same_twice(&columns);
                return None;
            }
            ViewSpec::Matrix(Matrix { head, rows, columns })
        }
        Shape::Ladder => {
            let (by, series) = (reader.required("by", TypeName::Choice), reader.typed("series", TypeName::Text));
            ViewSpec::Ladder(Ladder { head, by: by?, series })
        }
        Shape::Ranges => {
            let (group, label) = (reader.typed("group", TypeName::Choice), reader.name("label"));
            ViewSpec::Ranges(Ranges { head, range: reader.required("range", TypeName::Range)?, group, label })
        }
        Shape::Path => {
            let steps = reader.required("steps", TypeName::List)?;
            reader.check_steps(&steps)?;
            return Some(Declared::Path(PathSpec { title: head.title, steps }));
        }
    }))
}

struct FieldNames<'k, 'd, 'f, 'm> {
    keys: &'k mut Keys<'d, 'f>,
    fields: &'m IndexMap<String, Field>,
    names: &'m Suggestions,
}

impl<'d> FieldNames<'_, 'd, '_, '_> {
    fn known(&mut self, name: &str, at: &At<'d>) -> bool {
        let known = self.fields.contains_key(name);
        if !known {
            let help = match self.names.near(name) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the fields are {}", self.names.listed()),
            };
            self.keys.faults.push(KIND_FAULT.at(at.span(), format!("the kind has no field `{name}`")).help(help));
        }
        known
    }

    fn name(&mut self, key: &str) -> Option<String> {
        let at = self.keys.value(key)?;
        let name = self.keys.text(key)?;
        self.known(&name, &at).then_some(name)
    }

    /// The name of a field that has to have a type.
    fn typed(&mut self, key: &str, wanted: TypeName) -> Option<String> {
        let name = self.name(key)?;
        let ty = self.fields.get(&name)?.ty.name();
        if ty == wanted {
            return Some(name);
        }
        let span = self.keys.value(key)?.span();
        let message = format!("`{name}` is a field of type `{}`", ty.word());
        let help = format!("`{key}` needs a field of type {}", one_of([wanted.word()]));
        self.keys.faults.push(KIND_FAULT.at(span, message).help(help));
        None
    }

    /// The same for a required key.
    fn required(&mut self, key: &str, wanted: TypeName) -> Option<String> {
        self.keys.required(key)?;
        self.typed(key, wanted)
    }

    /// Adds the finding that rows and columns are the same field, where only the diagonal would have entries.
    fn same_twice(&mut self, name: &str) {
        let Some(at) = self.keys.value("columns") else { return };
        let message = format!("the rows and the columns of the matrix are both `{name}`");
        self.keys.faults.push(KIND_FAULT.at(at.span(), message).help("name a different choice field for one of them"));
    }

    /// Checks that the steps of a path are groups with a key and a title.
    fn check_steps(&mut self, name: &str) -> Option<()> {
        let item = self.fields.get(name)?.ty.items()?;
        if item.ty.group().is_some_and(|fields| fields.contains_key("key") && fields.contains_key("title")) {
            return Some(());
        }
        let span = self.keys.value("steps")?.span();
        let message = format!("the items of `{name}` cannot be the steps of a path");
        let help = "make it a list of groups with the fields `key` and `title`";
        self.keys.faults.push(KIND_FAULT.at(span, message).help(help));
        None
    }

    fn names(&mut self, key: &str) -> Vec<String> {
        let items = self.keys.items(key);
        let mut names = Vec::new();
        for at in items {
            let name = at.scalar().map_or_else(String::new, |scalar| scalar.text.trim().to_owned());
            if self.known(&name, &at) {
                names.push(name);
            }
        }
        names
    }

    fn columns(&mut self) -> Vec<String> {
        let columns = self.names("columns");
        if columns.is_empty() { vec!["title".to_owned()] } else { columns }
    }

    /// Reads orders such as `title` and `-reviewed`. The default is the order by title.
    fn orders(&mut self) -> Vec<Order> {
        let items = self.keys.items("sort");
        let mut orders = Vec::new();
        for at in items {
            let written = at.scalar().map_or("", |scalar| scalar.text.trim());
            let order =
                Order { field: written.trim_start_matches('-').to_owned(), descending: written.starts_with('-') };
            if !self.known(&order.field, &at) {
                continue;
            }
            if self.fields.get(&order.field).is_some_and(|field| field.ty.has_several()) {
                let message = format!("entries cannot be sorted by `{}`, because it holds several values", order.field);
                self.keys.faults.push(KIND_FAULT.at(at.span(), message).help("sort by a field that holds one value"));
            } else {
                orders.push(order);
            }
        }
        if orders.is_empty() {
            orders.push(Order { field: "title".to_owned(), descending: false });
        }
        orders
    }
}
