//! Reads YAML by the declarations of fields to typed values, with findings.

mod figure;
mod guessed;
mod missing;
mod product;
mod reader;
mod rules;
mod samples;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::constraint::Length;
use super::field::{Field, Type};
use super::grades::{GradeFault, GradeSet};
use super::near::FieldAdvice;
use super::parse::{self, Refusal};
use super::value::{Fields, Figure, Value};
use super::web_address::{self, is_email};
use crate::diagnostic::Reported;
use crate::document::{At, Keys, MISSING_KEY, boolean, excerpt};
use crate::source::Span;
use missing::missing;
use product::product;
pub(crate) use reader::Defaults;
use reader::Reader;
pub(crate) use rules::{BAD_DATE, BAD_FORMAT, BAD_GRADES, CURLY_QUOTES, OUT_OF_RANGE};
pub(super) use samples::expected;

/// The names of a map of fields in messages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Called<'n> {
    /// The name in a sentence: "`nearpod.md` (tool guide)".
    pub name: &'n str,
    /// The name for `homeroom explain`: `tool`, `tool.pilot`. Empty if there is none.
    pub path: &'n str,
    /// Further keys that the map may have, which other code reads.
    pub beside: &'n [&'n str],
}

/// Reads a map by the fields declared for it: unknown and missing keys, wrong values, defaults.
#[must_use]
pub(crate) fn fields(
    declared: &IndexMap<String, Field>,
    at: &At<'_>,
    called: Called<'_>,
    defaults: &Defaults,
) -> Reported<Fields> {
    let name = called.name;
    let mut diagnostics = Vec::new();
    let mut values = Fields::new();
    let allowed: Vec<&str> = declared.keys().map(String::as_str).chain(called.beside.iter().copied()).collect();
    let fits = |field: &Field, at: &At<'_>| value(field, at, defaults).diagnostics.is_empty();
    let advice = FieldAdvice { declared, path: called.path, fits: &fits };
    let Some(keys) = Keys::open_advised(at, name, &allowed, Some(&advice), &mut diagnostics) else {
        return Reported { value: values, diagnostics };
    };
    let written: Vec<(&Field, At<'_>)> =
        declared.values().filter_map(|field| Some((field, keys.value(&field.name)?))).collect();
    let slips: BTreeMap<&str, Span> =
        declared.keys().filter_map(|name| Some((name.as_str(), keys.meant(name)?.key_span()))).collect();
    for (field, value_at) in &written {
        let mut reader = Reader { defaults, path: called.path, guesses: true, diagnostics: Vec::new() };
        let read = reader.value(field, value_at);
        let is_written = |name: &str| written.iter().any(|(field, _)| field.name == name);
        let told = guessed::beside(reader.diagnostics, field, value_at, declared, &is_written);
        diagnostics.extend(told.into_iter().map(|fault| match fault.subject {
            Some(_) => fault,
            None => fault.about(field.name.as_str()),
        }));
        if let Some(value) = read {
            values.insert(field.name.clone(), value);
        }
    }
    let mut computed: Vec<(String, Value)> = Vec::new();
    for field in declared.values().filter(|field| !values.contains_key(&field.name)) {
        match product(field, &values) {
            Some(Ok(value)) => computed.push((field.name.clone(), value)),
            Some(Err((count, price))) => {
                let span = at.get(count).map_or_else(|| at.span(), |at| at.span());
                let message = format!("`{}` is too large: `{count}` times `{price}`", field.name);
                diagnostics.push(OUT_OF_RANGE.at(span, message).help("correct one of the two values"));
            }
            None => {}
        }
    }
    values.extend(computed);
    for field in declared.values() {
        if !values.contains_key(&field.name)
            && let Some(default) = &field.default
        {
            values.insert(field.name.clone(), default.clone());
        }
    }
    let written: BTreeSet<&str> = written.iter().map(|(field, _)| field.name.as_str()).collect();
    for field in declared.values().filter(|field| !written.contains(field.name.as_str())) {
        let Some(fault) = missing(field, &values, at, name) else { continue };
        diagnostics.push(match slips.get(field.name.as_str()) {
            Some(slip) => fault.follows(slip.clone()),
            None => fault,
        });
    }
    values.sort_by_key(|key, _| declared.get_index_of(key));
    // This saves memory, because values are large and all entries are in memory.
    values.shrink_to_fit();
    Reported { value: values, diagnostics }
}

/// Reads one value by its field. The value is `None` if it cannot be used.
#[must_use]
pub(crate) fn value(field: &Field, at: &At<'_>, defaults: &Defaults) -> Reported<Option<Value>> {
    let mut reader = Reader { defaults, path: "", guesses: true, diagnostics: Vec::new() };
    let value = reader.value(field, at);
    Reported { value, diagnostics: reader.diagnostics }
}

/// What a length counts.
#[derive(Clone, Copy)]
enum Counted {
    /// The characters of a text.
    Characters,
    /// The items of a list.
    Items,
}

impl Reader<'_> {
    fn value(&mut self, field: &Field, at: &At<'_>) -> Option<Value> {
        let is_map = at.entries().is_some();
        if let Some(figure) = field.ty.figure().filter(|_| is_map) {
            return self.figure(field, figure, at);
        }
        match &field.ty {
            Type::List(item) => self.list(field, item, at),
            Type::Group(fields) => self.group(field, fields, at),
            Type::Image if is_map => self.image(field, at),
            Type::Grades if at.items().is_some() => self.listed_grades(field, at),
            Type::Text
            | Type::Markdown
            | Type::Boolean
            | Type::Number { .. }
            | Type::Percent
            | Type::Money
            | Type::Range { .. }
            | Type::Date
            | Type::Duration
            | Type::Url
            | Type::Email
            | Type::Image
            | Type::Choice(_)
            | Type::Grades
            | Type::Reference(_) => self.scalar(field, at),
        }
    }

    fn group(&mut self, field: &Field, fields: &IndexMap<String, Field>, at: &At<'_>) -> Option<Value> {
        let path = if self.path.is_empty() { String::new() } else { format!("{}.{}", self.path, field.name) };
        let called = Called { name: &format!("`{}`", field.name), path: &path, beside: &[] };
        let read = self::fields(fields, at, called, self.defaults);
        self.diagnostics.extend(read.diagnostics);
        at.entries().map(|_| Value::Group(Box::new(read.value)))
    }

    fn listed_grades(&mut self, field: &Field, at: &At<'_>) -> Option<Value> {
        let parts: Option<Vec<String>> =
            at.items()?.iter().map(|item| item.scalar().map(|scalar| scalar.text.clone())).collect();
        match parts {
            Some(parts) => self.grades(field, &parts.join(","), at),
            None => self.wrong_type(field, "grades such as 3-5", at),
        }
    }

    /// A value that is one text in YAML.
    fn scalar(&mut self, field: &Field, at: &At<'_>) -> Option<Value> {
        let Some(scalar) = at.scalar() else { return self.one_of_a_list(field, at) };
        let text = scalar.text.trim();
        let value = match &field.ty {
            Type::Text => self.text(field, text, at).map(Value::Text),
            Type::Markdown => self.text(field, &scalar.text, at).map(Value::Markdown),
            Type::Boolean => match boolean(text) {
                Some(flag) => Some(Value::Boolean(flag)),
                None => self.refused(field, at, at.wrong_type(&field.name, "true or false"), text),
            },
            Type::Number { integer, .. } => {
                let number = self.parsed(field, at, parse::number(text))?;
                self.whole(field, *integer, number, at).map(|number| Value::Number(number, Box::default()))
            }
            Type::Percent => self.parsed(field, at, parse::percent(text)).map(Value::Percent),
            Type::Money => {
                let (money, per) = self.parsed(field, at, parse::money(text, &self.defaults.currency))?;
                Some(Value::Money(money, Box::new(Figure { per, ..Figure::default() })))
            }
            Type::Range { money } => {
                let currency = money.then(|| self.defaults.currency.clone());
                let (range, per) = self.parsed(field, at, parse::range(text, currency.as_deref()))?;
                Some(Value::Range(Box::new(range), Box::new(Figure { per, ..Figure::default() })))
            }
            Type::Date => match parse::date(text) {
                Ok(day) => Some(Value::Date(day)),
                Err(Refusal { expected, help }) => {
                    let message = format!("`{}` has to be {expected}, not {}", field.name, at.describe());
                    self.refused(field, at, BAD_DATE.at(at.span(), message).help(help), text)
                }
            },
            Type::Duration => self.parsed(field, at, parse::duration(text)).map(Value::Duration),
            Type::Url => self.url(field, text, at),
            Type::Email => self.email(field, text, at),
            Type::Image => Some(Value::Image { src: text.to_owned(), alt: None }),
            Type::Choice(scale) => match scale.get(text) {
                Some(choice) => Some(Value::Choice(choice.key.clone())),
                None => self.no_choice(field, scale, text, at),
            },
            Type::Grades => self.grades(field, text, at),
            Type::Reference(_) if text.is_empty() => self.wrong_type(field, expected(&field.ty), at),
            Type::Reference(_) => Some(Value::Reference(text.to_owned())),
            Type::List(_) | Type::Group(_) => None,
        };
        value.filter(|value| self.in_bounds(field, value, at))
    }

    fn wrong_type(&mut self, field: &Field, expected: &str, at: &At<'_>) -> Option<Value> {
        self.diagnostics.push(at.wrong_type(&field.name, expected));
        None
    }

    fn parsed<T>(&mut self, field: &Field, at: &At<'_>, result: Result<T, Refusal>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(Refusal { expected, help }) => {
                let text = at.scalar().map_or("", |scalar| scalar.text.as_str());
                self.refused(field, at, at.wrong_type(&field.name, expected).help(help), text)
            }
        }
    }

    fn text(&mut self, field: &Field, text: &str, at: &At<'_>) -> Option<String> {
        let quoted =
            |open: char, close: char| text.starts_with(open) && text.ends_with(close) && text.chars().count() > 1;
        if quoted('\u{201c}', '\u{201d}') || quoted('\u{2018}', '\u{2019}') {
            let message =
                format!("`{}` has curly quotation marks, which the page would show as part of the text", field.name);
            self.diagnostics.push(
                CURLY_QUOTES.at(at.span(), message).help("write straight quotation marks (\"…\"), or delete them"),
            );
        }
        if text.is_empty() && field.required {
            let message = format!("`{}` is empty", field.name);
            self.diagnostics
                .push(MISSING_KEY.at(at.span(), message).help("write its text between the quotation marks"));
            return None;
        }
        self.fits(field, text, at).then(|| text.to_owned())
    }

    /// Checks the pattern and the length of a text. Returns whether the pattern matches.
    fn fits(&mut self, field: &Field, text: &str, at: &At<'_>) -> bool {
        if let Some(pattern) = field.pattern.as_ref().filter(|pattern| !pattern.regex.is_match(text)) {
            let message = format!("`{}` is `{}`, which does not have the required form", field.name, excerpt(text));
            let hint =
                field.hint.clone().unwrap_or_else(|| format!("it has to match the pattern `{}`", pattern.written));
            let told = BAD_FORMAT.at(at.span(), message).help(hint);
            self.refused::<()>(field, at, told, text);
            return false;
        }
        self.length(field, text.chars().count(), Counted::Characters, at);
        true
    }

    fn length(&mut self, field: &Field, count: usize, counted: Counted, at: &At<'_>) {
        let Length { min, max } = field.length;
        let (bound, is_too_long) = match (min, max) {
            (_, Some(max)) if count > max => (max, true),
            (Some(min), _) if count < min => (min, false),
            _ => return,
        };
        let are = if bound == 1 { "is" } else { "are" };
        let (word, wanted) = if is_too_long { ("at most", "allowed") } else { ("at least", "needed") };
        let (what, help) = match (counted, is_too_long) {
            (Counted::Characters, true) => ("characters", "shorten it, and write the rest into the text of the page"),
            (Counted::Items, true) => ("items", "keep the most important ones"),
            (Counted::Characters, false) => ("characters", "write a little more"),
            (Counted::Items, false) => ("items", "add items, or delete the whole field"),
        };
        let message = format!("`{}` has {count} {what}, but {word} {bound} {are} {wanted}", field.name);
        self.diagnostics.push(OUT_OF_RANGE.at(at.span(), message).help(help));
    }

    fn list(&mut self, field: &Field, item: &Field, at: &At<'_>) -> Option<Value> {
        let Some(items) = at.items() else {
            return self.no_list(field, item, at);
        };
        self.length(field, items.len(), Counted::Items, at);
        let item = Field { name: field.name.clone(), ..item.clone() };
        let mut values: Vec<Value> = Vec::with_capacity(items.len());
        for at in items.iter() {
            if at.is_null() {
                self.diagnostics.push(at.wrong_type(&field.name, expected(&item.ty)).help("delete the empty item"));
            } else {
                values.extend(self.value(&item, at));
            }
        }
        Some(Value::List(values))
    }

    fn grades(&mut self, field: &Field, text: &str, at: &At<'_>) -> Option<Value> {
        let help = "grades are PK, K and 1 to 12, written as 3-5, K or 6, 8";
        let message = match GradeSet::parse(text) {
            Ok(grades) => return Some(Value::Grades(grades)),
            Err(GradeFault::NoGrade(word)) => format!("`{}` in `{}` is not a grade", excerpt(&word), field.name),
            Err(GradeFault::Backwards(range)) => format!("the grades `{}` are in the wrong order", excerpt(&range)),
            Err(GradeFault::Empty) => format!("`{}` has nothing between two commas", field.name),
        };
        self.refused(field, at, BAD_GRADES.at(at.span(), message).help(help), text)
    }

    fn url(&mut self, field: &Field, text: &str, at: &At<'_>) -> Option<Value> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let begins_twice = |rest: &str| rest.starts_with("http:") || rest.starts_with("https:");
        let sound =
            rest.is_some_and(|rest| !rest.is_empty() && !begins_twice(rest) && !text.contains(char::is_whitespace));
        if !sound {
            let message = format!("`{}` is not a web address: `{}`", field.name, excerpt(text));
            let told = BAD_FORMAT.at(at.span(), message);
            if let Some(whole) = web_address::meant(text) {
                let told = told.help(format!("write the whole address, such as {}", excerpt(&whole)));
                self.diagnostics.push(told.fix(at.span(), whole));
                return None;
            }
            let help = "write a whole address without spaces, such as `https://www.district.example/`";
            return self.refused(field, at, told.help(help), text);
        }
        self.fits(field, text, at).then(|| Value::Url(text.to_owned()))
    }

    fn email(&mut self, field: &Field, text: &str, at: &At<'_>) -> Option<Value> {
        if !is_email(text) {
            let message = format!("`{}` is not an e-mail address: `{}`", field.name, excerpt(text));
            let told = BAD_FORMAT.at(at.span(), message).help("write it as `name@district.example`");
            return self.refused(field, at, told, text);
        }
        self.fits(field, text, at).then(|| Value::Email(text.to_owned()))
    }

    fn image(&mut self, field: &Field, at: &At<'_>) -> Option<Value> {
        let mut keys = Keys::open(at, &format!("`{}`", field.name), &["src", "alt"], &mut self.diagnostics)?;
        let alt = keys.text("alt");
        Some(Value::Image { src: keys.required_text("src")?, alt })
    }

    /// Adds a finding if a value is outside its field's bounds. The value is kept, because a page can show it.
    fn in_bounds(&mut self, field: &Field, value: &Value, at: &At<'_>) -> bool {
        let bounds = |number: f64| {
            let low = field.min.filter(|min| number < *min).map(|min| format!("at least {min}"));
            low.or_else(|| field.max.filter(|max| number > *max).map(|max| format!("at most {max}")))
        };
        let broken = match value {
            Value::Number(number, _) => bounds(*number),
            Value::Percent(share) => bounds(*share).or_else(|| {
                let outside = field.min.is_none() && field.max.is_none() && !(0.0..=100.0).contains(share);
                outside.then(|| "from 0 to 100".to_owned())
            }),
            Value::Money(money, _) => bounds(money.amount),
            Value::Range(range, _) => [range.from, range.middle, range.to].into_iter().flatten().find_map(bounds),
            Value::Date(day) => {
                let early = field.earliest.filter(|earliest| day < earliest).map(|day| format!("{day} or later"));
                early.or_else(|| field.latest.filter(|latest| day > latest).map(|day| format!("{day} or earlier")))
            }
            Value::Text(_)
            | Value::Markdown(_)
            | Value::Boolean(_)
            | Value::Duration(_)
            | Value::Url(_)
            | Value::Email(_)
            | Value::Image { .. }
            | Value::Choice(_)
            | Value::Grades(_)
            | Value::Reference(_)
            | Value::List(_)
            | Value::Group(_) => None,
        };
        if let Some(allowed) = broken {
            let message = format!("`{}` is out of range; allowed is {allowed}", field.name);
            self.diagnostics.push(
                OUT_OF_RANGE
                    .at(at.span(), message)
                    .help(field.hint.clone().unwrap_or_else(|| "correct the value".to_owned())),
            );
        }
        true
    }
}
