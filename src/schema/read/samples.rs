//! What a field's type looks like, for messages and their help.

use crate::schema::field::Type;

/// What a type expects, for messages.
pub(super) fn expected(ty: &Type) -> &'static str {
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

/// What one may write for a type.
pub(super) fn sample(ty: &Type) -> String {
    match ty {
        Type::Choice(scale) => scale.keys().next().unwrap_or("…").to_owned(),
        Type::Grades => "3-5".to_owned(),
        Type::Date => "2027-06-30".to_owned(),
        Type::Duration => "4 weeks".to_owned(),
        Type::Boolean => "true".to_owned(),
        Type::Percent => "24%".to_owned(),
        Type::List(item) => format!("[{}]", sample(&item.ty)),
        Type::Group(fields) => {
            let shown = fields
                .values()
                .filter(|field| field.required)
                .map(|field| format!("{}: {}", field.name, sample(&field.ty)));
            format!("{{ {} }}", shown.collect::<Vec<_>>().join(", "))
        }
        _ => "…".to_owned(),
    }
}
