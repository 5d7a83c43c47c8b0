//! Values that are computed from other fields if none is written.

use crate::schema::field::Field;
use crate::schema::parse::TOO_LARGE;
use crate::schema::type_groups::FigureType;
use crate::schema::value::{Fields, Figure, Money, Range, Value};

/// The computed value of a field: 33 credits at $450 each. Its source is that of the price. `None` if the field is not
/// computed or a factor is missing; `Err` with the names of the factors if the product is too large.
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
        // For other types `product` is a fault of the kind, which has its own finding.
        Some(FigureType::Range { .. } | FigureType::Number { .. }) | None => {
            let currency = Some(price.currency.clone());
            let range = Range { from: Some(amount), middle: None, to: Some(amount), currency };
            Value::Range(Box::new(range), figure)
        }
    }))
}
