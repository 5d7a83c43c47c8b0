//! Types in words and samples of their values, for messages and helps.

use crate::diagnostic::{Diagnostic, one_of};
use crate::document::At;
use crate::schema::field::{Field, Type};

/// A type in words: "`draft` has to be true or false".
pub(in crate::schema) fn expected(ty: &Type) -> &'static str {
    match ty {
        Type::Text | Type::Markdown => "a text",
        Type::Boolean => "true or false",
        Type::Number { .. } => "a number",
        Type::Percent => "a share in percent",
        Type::Money => "an amount of money",
        Type::Range { .. } => "a range",
        Type::Date => "a day",
        Type::Duration => "a length of time",
        Type::Url => "a web address",
        Type::Email => "an e-mail address",
        Type::Image => "the path of a picture",
        Type::Choice(_) => "one of its choices",
        Type::Grades => "grades such as 3-5",
        Type::Reference(_) => "the name of an entry",
        Type::List(_) => "a list",
        Type::Group(_) => "keys with values",
    }
}

/// The finding that a value has the wrong type for its field.
pub(super) fn wrong_type(field: &Field, at: &At<'_>) -> Diagnostic {
    let expected = expected(&field.ty);
    match &field.ty {
        Type::Text | Type::Markdown | Type::Choice(_) => at.wrong_words(&field.name, expected),
        Type::Boolean
        | Type::Number { .. }
        | Type::Percent
        | Type::Money
        | Type::Range { .. }
        | Type::Date
        | Type::Duration
        | Type::Url
        | Type::Email
        | Type::Image
        | Type::Grades
        | Type::Reference(_)
        | Type::List(_)
        | Type::Group(_) => at.wrong_type(&field.name, expected),
    }
}

/// The help for a missing field. It lists choices and does not pick one, because the author has to decide.
pub(super) fn remedy(field: &Field) -> String {
    let name = &field.name;
    match &field.ty {
        Type::Choice(scale) => format!("`{name}:` with one of {}", one_of(scale.keys())),
        Type::Boolean => format!("`{name}:` with `true` or `false`"),
        Type::List(item) => match item.ty.scale() {
            Some(scale) => format!("`{name}: […]` with one or more of {}", one_of(scale.keys())),
            None => format!("`{name}: [{}]`", sample(&item.ty)),
        },
        Type::Grades | Type::Date | Type::Duration | Type::Percent => {
            format!("`{name}: …`, written as `{}`", sample(&field.ty))
        }
        Type::Text
        | Type::Markdown
        | Type::Number { .. }
        | Type::Money
        | Type::Range { .. }
        | Type::Url
        | Type::Email
        | Type::Image
        | Type::Reference(_)
        | Type::Group(_) => format!("`{name}: {}`", sample(&field.ty)),
    }
}

/// A sample value of a type.
fn sample(ty: &Type) -> String {
    match ty {
        Type::Grades => "3-5".to_owned(),
        Type::Date => "2027-06-30".to_owned(),
        Type::Duration => "4 weeks".to_owned(),
        Type::Percent => "24%".to_owned(),
        Type::List(item) => format!("[{}]", sample(&item.ty)),
        Type::Group(fields) => {
            let shown = fields
                .values()
                .filter(|field| field.required)
                .map(|field| format!("{}: {}", field.name, sample(&field.ty)));
            format!("{{ {} }}", shown.collect::<Vec<_>>().join(", "))
        }
        Type::Text
        | Type::Markdown
        | Type::Boolean
        | Type::Number { .. }
        | Type::Money
        | Type::Range { .. }
        | Type::Url
        | Type::Email
        | Type::Image
        | Type::Choice(_)
        | Type::Reference(_) => "…".to_owned(),
    }
}
