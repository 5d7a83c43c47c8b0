//! Values that are computed from others where nothing is written.

use crate::schema::field::Field;
use crate::schema::parse::TOO_LARGE;
use crate::schema::type_groups::FigureType;
use crate::schema::value::{Fields, Figure, Money, Range, Value};

/// The product that a field stands for where nothing is written: 33 credits at $450 each. Its source
/// is that of the price.
/// `Err`, with what it is computed from, when it is too large to be counted with.
pub(super) fn product<'f>(field: &'f Field, values: &Fields) -> Option<Result<Value, (&'f str, &'f str)>> {
    let (count, price) = field.product.as_ref()?;
    let names = (count.as_str(), price.as_str());
    let (count, (price, origin)) = (values.get(count)?.as_number()?, values.get(price)?.as_money()?);
    let amount = count * price.amount;
    if amount.abs() >= TOO_LARGE {
        return Some(Err(names));
    }
    let figure = Box::new(Figure { per: None, computed: true, ..origin.clone() });
    Some(Ok(match field.ty.figure() {
        Some(FigureType::Money) => Value::Money(Money { amount, currency: price.currency.clone() }, figure),
        // That another type cannot be computed is told where the kind declares it.
        Some(FigureType::Range { .. } | FigureType::Number { .. }) | None => {
            let currency = Some(price.currency.clone());
            let range = Range { from: Some(amount), middle: None, to: Some(amount), currency };
            Value::Range(Box::new(range), figure)
        }
    }))
}
