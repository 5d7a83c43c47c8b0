//! Figures: numbers, amounts and ranges written as maps, with their period, year and source.

use super::reader::Reader;
use super::rules::{BAD_FORMAT, OUT_OF_RANGE};
use crate::document::{At, Keys, MISSING_KEY, WRONG_TYPE, excerpt};
use crate::schema::field::Field;
use crate::schema::parse;
use crate::schema::type_groups::FigureType;
use crate::schema::value::{Figure, Money, Range, Source, Value};

impl Reader<'_> {
    /// Reads a figure from a map.
    pub(super) fn figure(&mut self, field: &Field, ty: FigureType, at: &At<'_>) -> Option<Value> {
        let own: &[&str] = match ty {
            FigureType::Money => &["amount", "currency"],
            FigureType::Range { money: true } => &["from", "middle", "to", "currency"],
            FigureType::Range { money: false } => &["from", "middle", "to"],
            FigureType::Number { .. } => &["value"],
        };
        let allowed: Vec<&str> = own.iter().chain(&["per", "year", "source"]).copied().collect();
        let mut faults = Vec::new();
        let mut keys = Keys::open(at, &format!("`{}`", field.name), &allowed, &mut faults)?;
        let figure = Box::new(Figure {
            per: keys.text("per"),
            year: year(&mut keys),
            source: source(&mut keys),
            computed: false,
        });
        let currency = keys.text("currency").unwrap_or_else(|| self.defaults.currency.clone());
        if !parse::is_currency(&currency)
            && let Some(at) = keys.value("currency")
        {
            let message = format!("`{}` is not a currency", excerpt(&currency));
            keys.faults
                .push(BAD_FORMAT.at(at.span(), message).help("write the three letters of the currency, such as `USD`"));
        }
        let value = match ty {
            FigureType::Money => {
                amount(&mut keys, "amount", true).map(|amount| Value::Money(Money { amount, currency }, figure))
            }
            FigureType::Range { money } => {
                let (from, middle, to) = (
                    amount(&mut keys, "from", false),
                    amount(&mut keys, "middle", false),
                    amount(&mut keys, "to", false),
                );
                let known: Vec<f64> = [from, middle, to].into_iter().flatten().collect();
                if known.is_empty() {
                    let message = format!("the range `{}` has no number", field.name);
                    keys.faults.push(MISSING_KEY.at(at.span(), message).help("add `from` and `to`, or `middle`"));
                } else if !known.is_sorted() {
                    let message = format!("the range `{}` has its numbers in the wrong order", field.name);
                    keys.faults.push(
                        OUT_OF_RANGE
                            .at(at.span(), message)
                            .help("write the lowest number as `from`, the highest as `to`"),
                    );
                }
                let range = Range { from, middle, to, currency: money.then_some(currency) };
                (!known.is_empty()).then_some(Value::Range(Box::new(range), figure))
            }
            FigureType::Number { integer } => {
                let number = amount(&mut keys, "value", true);
                self.diagnostics.append(&mut faults);
                return self
                    .whole(field, integer, number?, at)
                    .map(|number| Value::Number(number, figure))
                    .filter(|value| self.in_bounds(field, value, at));
            }
        };
        self.diagnostics.append(&mut faults);
        value.filter(|value| self.in_bounds(field, value, at))
    }

    pub(super) fn whole(&mut self, field: &Field, integer: bool, number: f64, at: &At<'_>) -> Option<f64> {
        if integer && number.fract() != 0.0 {
            self.diagnostics.push(at.wrong_type(&field.name, "a whole number"));
            return None;
        }
        Some(number)
    }
}

fn amount(keys: &mut Keys<'_, '_>, key: &str, required: bool) -> Option<f64> {
    let at = if required { keys.required(key)? } else { keys.value(key)? };
    let number = at.scalar().and_then(|scalar| parse::number(scalar.text.trim().trim_start_matches('$')).ok());
    if number.is_none() {
        keys.faults.push(at.wrong_type(key, "a number"));
    }
    number
}

fn year(keys: &mut Keys<'_, '_>) -> Option<i16> {
    let at = keys.value("year")?;
    let year =
        at.scalar().and_then(|scalar| scalar.text.trim().parse().ok()).filter(|year| (1900..=2200).contains(year));
    if year.is_none() {
        keys.faults.push(WRONG_TYPE.at(at.span(), "`year` has to be a year such as 2026"));
    }
    year
}

/// A source: its title, or a map with `title` and `url`.
fn source(keys: &mut Keys<'_, '_>) -> Option<Source> {
    let at = keys.value("source")?;
    if let Some(scalar) = at.scalar() {
        let text = scalar.text.trim().to_owned();
        let url = (text.starts_with("https://") || text.starts_with("http://")).then(|| text.clone());
        return Some(Source { title: text, url });
    }
    let mut inner = Keys::open(&at, "`source`", &["title", "url"], keys.faults)?;
    let url = inner.text("url");
    Some(Source { title: inner.required_text("title")?, url })
}
