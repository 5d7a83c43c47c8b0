//! Reads the declarations of fields from a kind's YAML.

use std::sync::Arc;

use indexmap::IndexMap;

use super::choice::label_of;
use super::constraint::{Length, Pattern};
use super::elsewhere::{self, DECLARED};
use super::field::{Field, KIND_FAULT, Type};
use super::field_names::{FieldKey, TypeName};
use super::parse;
use super::read::Defaults;
use super::scale::{Scale, Scales, read_scale};
use crate::diagnostic::{Diagnostic, Suggestions, did_you_mean, one_of};
use crate::document::{At, Keys, UNKNOWN_CHOICE, WRONG_TYPE};

/// Reads the declarations of fields. It knows the scales and kinds that fields may name.
pub(crate) struct FieldReader<'s, 'f> {
    /// All scales of the settings and of every kind.
    pub scales: &'s Scales,
    /// The names of all kinds.
    pub kinds: &'s Suggestions,
    /// Where findings go.
    pub faults: &'f mut Vec<Diagnostic>,
}

impl FieldReader<'_, '_> {
    /// Reads a map from field names to declarations.
    pub(crate) fn fields(&mut self, at: &At<'_>) -> IndexMap<String, Field> {
        let mut fields = IndexMap::new();
        let Some(entries) = at.entries() else {
            self.faults.push(at.wrong_type("fields", "field names with their declarations"));
            return fields;
        };
        for (name, declaration) in entries {
            if !is_field_name(name) {
                let message = format!("`{name}` cannot be the name of a field");
                let help = "use lower-case letters, digits and underscores, starting with a letter";
                self.faults.push(KIND_FAULT.at(declaration.key_span(), message).help(help));
            } else if fields.contains_key(name) {
                let message = format!("the field `{name}` is declared twice");
                self.faults.push(KIND_FAULT.at(declaration.key_span(), message).help("keep one of the two"));
            } else if let Some(field) = self.field(name, &declaration) {
                fields.insert(name.to_owned(), field);
            }
        }
        self.check_required_when(at, &fields);
        self.check_products(at, &fields);
        fields
    }

    /// Reads one declaration: a map, or only the name of a type.
    fn field(&mut self, name: &str, at: &At<'_>) -> Option<Field> {
        if let Some(scalar) = at.scalar() {
            let ty = plain(self.type_name(scalar.text.trim(), at)?);
            if ty.is_none() {
                let message = format!("there is no field type `{}`", scalar.text.trim());
                let help = "write this type as a map: `{ type: …, of: … }`";
                self.faults.push(UNKNOWN_CHOICE.at(at.span(), message).help(help));
            }
            return Some(Field::of(name, ty?));
        }
        let mut keys =
            Keys::open_advised(at, &format!("the field `{name}`"), &FieldKey::NAMES, Some(&DECLARED), self.faults)?;
        let type_at = keys.required("type")?;
        let type_name = type_at.scalar().map_or("", |scalar| scalar.text.trim());
        let label = keys.text("label");
        let hint = keys.text("hint");
        let also = keys.texts("also");
        let unit = keys.text("unit");
        let integer = keys.flag("integer").unwrap_or(false);
        let required = keys.flag("required").unwrap_or(false);
        let unique = keys.flag("unique").unwrap_or(false);
        let facet = keys.flag("facet").unwrap_or(false);
        let figure = keys.flag("figure").unwrap_or(false);
        let facts = keys.flag("facts").unwrap_or(true);
        let expected = keys.flag("expected").unwrap_or(false);
        // The value of a misspelled key is read too, so that only the misspelling is reported.
        let of = keys.value("of").or_else(|| keys.meant("of"));
        let to = keys.text("to").zip(keys.value("to"));
        let inner = keys.value("fields").or_else(|| keys.meant("fields"));
        // The places of these values are found only for findings, because finding places takes time.
        let is_off = |key: FieldKey, value: &At<'_>| {
            key != FieldKey::Default && value.scalar().is_some_and(|scalar| scalar.text == "false")
        };
        let given: Vec<(FieldKey, At<'_>)> = FieldKey::WORDS
            .into_iter()
            .filter_map(|(word, key)| Some((key, keys.value(word)?)))
            .filter(|(key, value)| !is_off(*key, value))
            .collect();

        let type_name = self.type_name(type_name, &type_at)?;
        let ty = match type_name {
            TypeName::Number => Type::Number { integer, unit },
            TypeName::Choice => Type::Choice(self.scale(name, at, of.as_ref())?),
            TypeName::Reference => Type::Reference(self.target(to.as_ref())),
            TypeName::List => {
                let item = of.as_ref().or_else(|| {
                    let message = format!("the list `{name}` does not declare the type of its items");
                    self.faults.push(KIND_FAULT.at(at.span(), message).help("add `of: { type: text }`"));
                    None
                })?;
                Type::List(Box::new(self.field(name, item)?))
            }
            TypeName::Range => Type::Range { money: self.range_of(name, of.as_ref())? },
            TypeName::Group => {
                let fields = inner.as_ref().map(|inner| self.fields(inner)).unwrap_or_default();
                if fields.is_empty() {
                    let message = format!("the group `{name}` has no fields");
                    self.faults.push(KIND_FAULT.at(at.span(), message).help("add `fields:` with at least one field"));
                    return None;
                }
                Type::Group(fields)
            }
            TypeName::Text
            | TypeName::Markdown
            | TypeName::Boolean
            | TypeName::Percent
            | TypeName::Money
            | TypeName::Date
            | TypeName::Duration
            | TypeName::Url
            | TypeName::Email
            | TypeName::Image
            | TypeName::Grades => plain(type_name)?,
        };
        for (key, at) in given {
            if !ty.knows(key) {
                let message = format!("`{}` has no effect on a field of type `{}`", key.word(), type_name.word());
                self.faults.push(KIND_FAULT.at(at.key_span(), message).help("delete it, or change the type"));
            }
        }
        let field = Field {
            label: label.unwrap_or_else(|| label_of(name)),
            hint,
            also,
            required,
            unique,
            facet,
            figure,
            facts,
            expected,
            ..Field::of(name, ty)
        };
        Some(self.constraints(field, at))
    }

    /// The type with a name. An unknown name is a finding.
    fn type_name(&mut self, name: &str, at: &At<'_>) -> Option<TypeName> {
        let found = TypeName::named(name);
        if found.is_none() {
            let diagnostic = UNKNOWN_CHOICE.at(at.span(), format!("there is no field type `{name}`"));
            self.faults.push(match (elsewhere::a_type(name), did_you_mean(name, TypeName::NAMES)) {
                (Some(meant), _) => diagnostic.help(format!("write {meant}")),
                (None, Some(near)) => diagnostic.help(format!("did you mean `{near}`?")).fix(at.span(), near),
                (None, None) => {
                    diagnostic.help(format!("write {}", TypeName::NAMES.map(|name| format!("`{name}`")).join(", ")))
                }
            });
        }
        found
    }

    /// The scale that `of` names, or whose choices it lists.
    fn scale(&mut self, name: &str, at: &At<'_>, of: Option<&At<'_>>) -> Option<Arc<Scale>> {
        let Some(of) = of else {
            let message = format!("the choice `{name}` does not declare its choices");
            let help = "add `of:` with a list of words, or with the name of a scale";
            self.faults.push(KIND_FAULT.at(at.span(), message).help(help));
            return None;
        };
        let Some(scalar) = of.scalar() else { return Some(Arc::new(read_scale(of, name, &[], self.faults))) };
        let scale = self.scales.get(scalar.text.trim());
        if scale.is_none() {
            let names = self.scales.keys().map(String::as_str);
            let diagnostic = UNKNOWN_CHOICE.at(of.span(), format!("there is no scale `{}`", scalar.text));
            self.faults.push(match did_you_mean(&scalar.text, names.clone()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(of.span(), near),
                None => diagnostic.help(format!("declare it under `scales:`, or use {}", one_of(names))),
            });
        }
        scale.cloned()
    }

    fn target(&mut self, to: Option<&(String, At<'_>)>) -> Option<String> {
        let (name, at) = to?;
        if self.kinds.position(name).is_none() {
            let diagnostic = UNKNOWN_CHOICE.at(at.span(), format!("there is no kind `{name}`"));
            self.faults.push(match self.kinds.near(name) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(at.span(), near),
                None => diagnostic.help(format!("write {}", self.kinds.listed())),
            });
        }
        Some(name.clone())
    }

    fn range_of(&mut self, name: &str, of: Option<&At<'_>>) -> Option<bool> {
        match of.map(|of| of.scalar().map_or("", |scalar| scalar.text.trim())) {
            None | Some("number") => Some(false),
            Some("money") => Some(true),
            Some(_) => {
                let span = of.map(At::span)?;
                self.faults.push(KIND_FAULT.at(span, format!("`{name}` has to be a range of `number` or of `money`")));
                None
            }
        }
    }

    /// Reads `min`, `max`, `pattern`, `length`, `default` and `required_when`, which depend on the type.
    fn constraints(&mut self, mut field: Field, at: &At<'_>) -> Field {
        let mut ignored = Vec::new();
        let Some(mut keys) = Keys::open(at, "", &FieldKey::NAMES, &mut ignored) else { return field };
        let mut found = Vec::new();
        let has_bounds = field.ty.knows(FieldKey::Min);
        if has_bounds && field.ty.name() == TypeName::Date {
            let mut day = |key: &str| {
                let at = keys.value(key)?;
                let text = at.scalar().map_or("", |scalar| scalar.text.as_str());
                let day = parse::date(text);
                day.map_err(|refusal| found.push(at.wrong_type(key, refusal.expected).help(refusal.help))).ok()
            };
            (field.earliest, field.latest) = (day("min"), day("max"));
        } else if has_bounds {
            (field.min, field.max) = (keys.number("min"), keys.number("max"));
        }
        if let Some(length) = keys.value("length") {
            let mut inner = Keys::open(&length, "`length`", &["min", "max"], &mut found);
            let mut bound =
                |key: &str| inner.as_mut().and_then(|keys| keys.number(key)).map(|number| number.max(0.0) as usize);
            field.length = Length { min: bound("min"), max: bound("max") };
        }
        if let Some(pattern) = keys.value("pattern") {
            let written = pattern.scalar().map_or_else(String::new, |scalar| scalar.text.clone());
            match regex::Regex::new(&format!("^(?:{written})$")) {
                Ok(regex) => field.pattern = Some(Pattern { written, regex }),
                Err(_) => {
                    let message = format!("`{written}` is not a regular expression");
                    let help = "check its brackets and parentheses, and put it in quotation marks";
                    found.push(KIND_FAULT.at(pattern.span(), message).help(help));
                }
            }
        }
        if let Some(when) = keys.value("required_when") {
            for (name, values) in when.entries().unwrap_or_else(|| {
                found.push(when.wrong_type("required_when", "a field with the values that require this one"));
                Vec::new()
            }) {
                let one = values.scalar().map(|scalar| vec![scalar.text.clone()]);
                let many = || {
                    values
                        .items()
                        .map(|items| items.iter().filter_map(|item| Some(item.scalar()?.text.clone())).collect())
                };
                field.required_when.push((name.to_owned(), one.or_else(many).unwrap_or_default()));
            }
        }
        if let Some(product) = keys.value("product") {
            let names = product.items().unwrap_or_default();
            let names: Vec<&str> = names.iter().filter_map(|at| Some(at.scalar()?.text.trim())).collect();
            match names.as_slice() {
                [count, price] => field.product = Some(((*count).to_owned(), (*price).to_owned())),
                _ => found.push(product.wrong_type("product", "two field names, such as [credits, price_per_credit]")),
            }
        }
        if let Some(default) = keys.value("default") {
            let read = super::read::value(&field, &default, &Defaults::default());
            found.extend(read.diagnostics);
            field.default = read.value;
        }
        // `field` has already reported all faults but wrong types of the values that are read here.
        found.extend(ignored.into_iter().filter(|fault| fault.rule == &WRONG_TYPE));
        self.faults.extend(found);
        field
    }

    /// Checks that `product` names a number and an amount of the same map.
    fn check_products(&mut self, at: &At<'_>, fields: &IndexMap<String, Field>) {
        for field in fields.values() {
            let Some((count, price)) = &field.product else { continue };
            let is_of = |name: &str, ty: TypeName| fields.get(name).is_some_and(|field| field.ty.name() == ty);
            if !is_of(count, TypeName::Number) || !is_of(price, TypeName::Money) {
                let steps = [field.name.clone(), "product".to_owned()].map(crate::yaml::Step::Key);
                let path: Vec<_> = at.path.iter().cloned().chain(steps).collect();
                let message = format!(
                    "`{}` is computed from `{count}` and `{price}`, but these are not a number and an amount in the same map",
                    field.name
                );
                let help = "name a field of type `number`, then one of type `money`";
                self.faults.push(KIND_FAULT.at(at.source.span(&path, crate::yaml::Part::Value), message).help(help));
            }
        }
    }

    /// Checks that `required_when` names a field of the same map, and values that this field can have.
    fn check_required_when(&mut self, at: &At<'_>, fields: &IndexMap<String, Field>) {
        let mut names = None;
        for field in fields.values() {
            for (name, values) in &field.required_when {
                let span = || {
                    let mut path = at.path.clone();
                    path.push(crate::yaml::Step::Key(field.name.clone()));
                    path.push(crate::yaml::Step::Key("required_when".to_owned()));
                    at.source.span(&path, crate::yaml::Part::Value)
                };
                match fields.get(name).map(|other| other.ty.scale()) {
                    None => {
                        let message =
                            format!("`{}` depends on `{name}`, which is not a field of the same map", field.name);
                        let names = names.get_or_insert_with(|| Suggestions::new(fields.keys().map(String::as_str)));
                        let help = names.near(name).map_or("name a field of the same map".to_owned(), |near| {
                            format!("did you mean `{near}`?")
                        });
                        self.faults.push(KIND_FAULT.at(span(), message).help(help));
                    }
                    Some(Some(scale)) => {
                        for value in values.iter().filter(|value| scale.get(value).is_none()) {
                            let message = format!("`{value}` is not a choice of `{name}`");
                            self.faults.push(
                                UNKNOWN_CHOICE.at(span(), message).help(format!("write {}", scale.index().listed())),
                            );
                        }
                    }
                    Some(None) => {}
                }
            }
        }
    }
}

/// The type with a name that needs no further keys; `None` for types that need some.
fn plain(name: TypeName) -> Option<Type> {
    match name {
        TypeName::Text => Some(Type::Text),
        TypeName::Markdown => Some(Type::Markdown),
        TypeName::Boolean => Some(Type::Boolean),
        TypeName::Number => Some(Type::Number { integer: false, unit: None }),
        TypeName::Percent => Some(Type::Percent),
        TypeName::Money => Some(Type::Money),
        TypeName::Date => Some(Type::Date),
        TypeName::Duration => Some(Type::Duration),
        TypeName::Url => Some(Type::Url),
        TypeName::Email => Some(Type::Email),
        TypeName::Image => Some(Type::Image),
        TypeName::Grades => Some(Type::Grades),
        TypeName::Reference => Some(Type::Reference(None)),
        TypeName::Range | TypeName::Choice | TypeName::List | TypeName::Group => None,
    }
}

fn is_field_name(name: &str) -> bool {
    name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}
