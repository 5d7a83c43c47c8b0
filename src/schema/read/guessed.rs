//! Adds guesses to findings on values that cannot be read. Each guess is tested: the field has to be able to read it.

use indexmap::IndexMap;

use super::reader::Reader;
use super::rules::BAD_FORMAT;
use super::samples::{expected, wrong_type};
use crate::diagnostic::{Diagnostic, one_of};
use crate::document::{At, UNKNOWN_CHOICE, WRONG_TYPE, excerpt, unknown_choice};
use crate::schema::choice::Choice;
use crate::schema::field::{Field, Type};
use crate::schema::field_names::TypeName;
use crate::schema::guess::fold::folded;
use crate::schema::guess::{self, dates, grades, numbers, times, words};
use crate::schema::scale::Scale;
use crate::schema::value::Value;
use crate::source::Span;
use crate::yaml::{Node, Scalar, ScalarKind};

impl Reader<'_> {
    /// Adds the finding that a value cannot be read, with a guess of what it means.
    pub(super) fn refused<T>(&mut self, field: &Field, at: &At<'_>, told: Diagnostic, text: &str) -> Option<T> {
        let meant = if self.guesses { self.meant(field, text, at) } else { None };
        self.diagnostics.push(match meant {
            Some(meant) => {
                let help = told.help.clone().filter(|help| !help.contains(&meant));
                let is_day = field.ty.name() == TypeName::Date;
                let other = if is_day { dates::date(text, !self.defaults.day_first) } else { None };
                let rest = match (other.filter(|other| *other != meant), help) {
                    (Some(other), _) => format!(
                        " If the {} comes first, write `{other}`",
                        if self.defaults.day_first { "month" } else { "day" }
                    ),
                    (None, Some(help)) if help.starts_with("write ") => format!(" Otherwise {help}"),
                    (None, Some(help)) => format!(" {}", capital(&help)),
                    (None, None) => String::new(),
                };
                let told = told.help(format!("did you mean `{meant}`?{rest}"));
                // The place of a list over several lines is only its first line, so a fix could not replace the list.
                let is_whole = at.items().is_none()
                    || at.source.text.get(at.span().range()).is_some_and(|text| text.ends_with(']'));
                if is_whole { told.fix(at.span(), guess::yaml(&meant)) } else { told }
            }
            None => told,
        });
        None
    }

    /// The text that was most likely meant, if the field can read it.
    fn meant(&self, field: &Field, text: &str, at: &At<'_>) -> Option<String> {
        let meant = match &field.ty {
            Type::Text if field.name == "lang" => words::language(text),
            Type::Text => field.pattern.as_ref().and_then(|pattern| words::patterned(text, pattern)),
            Type::Boolean => words::boolean(text).map(str::to_owned),
            Type::Number { .. } => numbers::number(text),
            Type::Percent => numbers::percent(text),
            Type::Money => numbers::money(text),
            Type::Range { money } => numbers::range(text, *money),
            Type::Date => dates::date(text, self.defaults.day_first),
            Type::Duration => times::duration(text),
            Type::Url => words::url(text),
            Type::Email => words::email(text),
            Type::Grades => grades::grades(text),
            Type::Choice(scale) => match words::choices(scale, text).as_slice() {
                [only] => Some(only.key.clone()),
                _ => None,
            },
            // The title of a page may stand for the name of its file.
            Type::Reference(_) => Some(folded(text)).filter(|_| !text.contains(['/', '\\', '.'])),
            Type::Markdown | Type::Image | Type::List(_) | Type::Group(_) => None,
        };
        meant.filter(|meant| meant != text && self.takes(field, meant, at))
    }

    /// Whether a field can read a text without any finding.
    fn takes(&self, field: &Field, text: &str, at: &At<'_>) -> bool {
        let node = Node::Scalar(Scalar { text: text.to_owned(), kind: ScalarKind::Text });
        let tried = At { source: at.source, node: &node, path: at.path.clone() };
        let mut reader = Reader { defaults: self.defaults, path: "", guesses: false, diagnostics: Vec::new() };
        reader.value(field, &tried).is_some() && reader.diagnostics.is_empty()
    }

    /// Adds the finding that a word is not a choice of a scale, with the choices that it may mean.
    pub(super) fn no_choice(&mut self, field: &Field, scale: &Scale, text: &str, at: &At<'_>) -> Option<Value> {
        let told = unknown_choice(at, &field.name, text, scale.index());
        let found = if self.guesses { words::choices(scale, text) } else { Vec::new() };
        self.diagnostics.push(match found.as_slice() {
            _ if scale.choices.is_empty() => told.help(undeclared(scale, text)),
            [only] if folded(&only.label) == folded(text) && only.label.trim() == text => {
                let help = format!("this is the label; write the key `{}`", only.key);
                told.help(help).fix(at.span(), guess::yaml(&only.key))
            }
            [only] => {
                let help = format!("did you mean `{}`{}? Allowed: {}", only.key, meaning(only), scale.index().listed());
                told.help(help).fix(at.span(), guess::yaml(&only.key))
            }
            [] => {
                let told = Diagnostic { fix: None, ..told };
                let declared = place_of(scale).map(|place| format!("; add a new one in {place}"));
                told.help(format!("write {}{}", scale.index().listed(), declared.unwrap_or_default()))
            }
            several => {
                let keys = one_of(several.iter().map(|choice| choice.key.as_str()));
                let told = Diagnostic { fix: None, ..told };
                told.help(format!("did you mean {keys}? Allowed: {}", scale.index().listed()))
            }
        });
        None
    }

    /// Adds the finding that a list is written instead of one value. A list with one item gets a fix.
    pub(super) fn one_of_a_list(&mut self, field: &Field, at: &At<'_>) -> Option<Value> {
        let told = wrong_type(field, at);
        let items = at.items().unwrap_or_default();
        let texts: Vec<&str> = items.iter().filter_map(|item| Some(item.scalar()?.text.trim())).collect();
        self.diagnostics.push(match (texts.as_slice(), items.len()) {
            ([only], 1) => {
                let written =
                    if self.takes(field, only, at) { Some((*only).to_owned()) } else { self.meant(field, only, at) };
                match written {
                    Some(written) => {
                        let help = format!("write it without brackets: `{}: {written}`", field.name);
                        told.help(help).fix(at.span(), guess::yaml(&written))
                    }
                    None => told,
                }
            }
            (_, 2..) => told.help("write only one value"),
            _ => told,
        });
        None
    }

    /// Adds the finding that one value is written instead of a list, with a list as the fix.
    pub(super) fn no_list(&mut self, field: &Field, item: &Field, at: &At<'_>) -> Option<Value> {
        let told = at.wrong_type(&field.name, "a list");
        let Some(scalar) = at.scalar() else {
            self.diagnostics.push(told.help("write each item on a separate line after `- `"));
            return None;
        };
        let whole = scalar.text.trim();
        // Values of these types contain no commas, so a comma separates items. A text may contain one.
        let parts: Vec<&str> = match &item.ty {
            Type::Choice(_) | Type::Reference(_) | Type::Number { .. } | Type::Date | Type::Email | Type::Url => {
                whole.split([',', ';']).flat_map(|part| part.split(" and ")).map(str::trim).collect()
            }
            Type::Text
            | Type::Markdown
            | Type::Boolean
            | Type::Percent
            | Type::Money
            | Type::Range { .. }
            | Type::Duration
            | Type::Image
            | Type::Grades
            | Type::List(_)
            | Type::Group(_) => vec![whole],
        };
        let read = |part: &&str| {
            let meant = || self.meant(item, part, at);
            let own = || Some((*part).to_owned()).filter(|_| self.takes(item, part, at));
            // Any text can be read as a reference, but only the name of a file leads to an entry.
            if item.ty.name() == TypeName::Reference { meant().or_else(own) } else { own().or_else(meant) }
        };
        let items: Option<Vec<String>> = parts.iter().filter(|part| !part.is_empty()).map(read).collect();
        self.diagnostics.push(match items.filter(|items| !items.is_empty()) {
            Some(items) => {
                let list = items.iter().map(|item| guess::yaml(item)).collect::<Vec<_>>().join(", ");
                // Only the author knows whether a comma in a text ends an item.
                let help = match parts.as_slice() {
                    [one] if one.contains([',', ';']) || excerpt(&list) != list => {
                        let first = one.split([',', ';']).next().unwrap_or(one).trim();
                        format!(
                            "write each item on a separate line below `{}:`, such as `- {}`",
                            field.name,
                            excerpt(first)
                        )
                    }
                    _ => format!(
                        "write `{}: [{}]`, or write each item on a separate line after `- `",
                        field.name,
                        excerpt(&list)
                    ),
                };
                told.help(help).fix(at.span(), format!("[{list}]"))
            }
            None => told.help("write each item on a separate line after `- `"),
        });
        None
    }
}

/// The label of a choice in brackets, if it says more than its key.
fn meaning(choice: &Choice) -> String {
    let says_no_more = folded(&choice.label) == folded(&choice.key);
    if says_no_more { String::new() } else { format!(" ({})", choice.label) }
}

/// The place of a scale's choices in the settings; `None` for a scale of a kind.
fn place_of(scale: &Scale) -> Option<String> {
    match scale.name.as_str() {
        "contacts" => Some("`homeroom.yaml` under `contacts`".to_owned()),
        name @ ("schools" | "subjects" | "grade_bands") => {
            Some(format!("`homeroom.yaml` under `vocabularies: {name}`"))
        }
        _ => None,
    }
}

/// The help for a scale without choices: how to declare the first one.
fn undeclared(scale: &Scale, text: &str) -> String {
    let key = folded(text);
    let key = if key.is_empty() { "a-key" } else { key.as_str() };
    match scale.name.as_str() {
        "contacts" => format!(
            "the site has no contacts yet; write this into `homeroom.yaml`: `contacts: [{{ key: {key}, label: {} }}]`",
            guess::yaml(text)
        ),
        name => match place_of(scale) {
            Some(_) => format!(
                "the site has no {name} yet; write this into `homeroom.yaml`: `vocabularies: {{ {name}: [{{ key: {key}, label: {} }}] }}`",
                guess::yaml(text)
            ),
            None => format!("the scale `{name}` has no choices yet; add them in the kind that declares it"),
        },
    }
}

/// Adds to findings on a value the field of the same map that was probably meant: `cost: Free` is `cost_model: free`.
pub(super) fn beside(
    found: Vec<Diagnostic>,
    field: &Field,
    at: &At<'_>,
    declared: &IndexMap<String, Field>,
    is_written: &dyn Fn(&str) -> bool,
) -> Vec<Diagnostic> {
    let Some(text) = at.scalar().map(|scalar| scalar.text.trim()).filter(|_| !found.is_empty()) else { return found };
    match &field.ty {
        // These types accept words themselves.
        Type::Choice(_) | Type::Text | Type::Boolean => return found,
        Type::Markdown
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
        | Type::Group(_) => {}
    }
    let is_refused = |told: &Diagnostic| [&WRONG_TYPE, &BAD_FORMAT, &UNKNOWN_CHOICE].contains(&told.rule);
    // Fields that share a word are about the same thing.
    let akin = declared.values().filter(|other| is_akin(field, other));
    let other = akin.filter_map(|other| Some((other, words::named(other.ty.scale()?, text)?))).next();
    let Some((other, choice)) = other else { return found };
    let tell = |told: Diagnostic| {
        if !is_refused(&told) {
            return told;
        }
        let span = at.key_span();
        let whole = Span::new(&span.file, span.start..at.span().end);
        let instead = format!("{}: {}", other.name, guess::yaml(&choice.key));
        if is_written(&other.name) {
            let help = format!("delete it, because `{}` says the same", other.name);
            return match line_of(&whole, &at.source.text) {
                Some(line) => told.help(help).fix(line, ""),
                None => Diagnostic { fix: None, ..told.help(help) },
            };
        }
        told.help(format!("did you mean `{instead}`? `{}` is {}", field.name, expected(&field.ty))).fix(whole, instead)
    };
    found.into_iter().map(tell).collect()
}

/// Whether the names or labels of two fields share a word.
fn is_akin(one: &Field, other: &Field) -> bool {
    let words = |field: &Field| -> Vec<String> {
        let names = [field.name.as_str(), field.label.as_str()].map(folded);
        names.iter().flat_map(|name| name.split('-').map(str::to_owned)).filter(|word| word.len() > 2).collect()
    };
    let others = words(other);
    words(one).iter().any(|word| others.contains(word))
}

/// The whole line of a key and its value, with its end; `None` if the line contains anything else.
fn line_of(span: &Span, text: &str) -> Option<Span> {
    let start = text[..span.start].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let end = text[span.end..].find('\n').map(|at| span.end + at + 1)?;
    let is_alone = text[start..span.start].is_empty() && text[span.end..end].trim().is_empty();
    is_alone.then(|| Span::new(&span.file, start..end))
}

/// A text with a capital first letter, to follow a question.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
