//! Checklist declarations: the points that are checked for an entry, and the fields that answer each point.

use indexmap::IndexMap;

use super::field::{Field, KIND_FAULT};
use super::field_names::TypeName;
use super::life::{FieldPath, field_path, known_choice};
use crate::diagnostic::Diagnostic;
use crate::document::{At, Keys};
use crate::fingerprint::mixed;

/// One point of a kind's checklist.
#[derive(Debug, Clone)]
pub struct Point {
    /// Its key.
    pub key: String,
    /// The name that pages show.
    pub label: String,
    /// The question that the point asks.
    pub describe: Option<String>,
    /// How it is judged.
    pub judge: Judge,
    /// Fields whose values are further evidence, after those that decide the point.
    pub evidence: Vec<FieldPath>,
    /// The field with the day on which the point was checked.
    pub checked: Option<FieldPath>,
}

/// How a point is judged.
#[derive(Debug, Clone)]
pub enum Judge {
    /// By the tones of choices: `ok` is met, `cond` is partly met, `no` is not met. The worst tone counts. If a choice
    /// is missing, the point is not checked.
    Tones(Vec<FieldPath>),
    /// By a price that has to be below a limit.
    Limit(Box<Limit>),
}

/// A price with its limit.
#[derive(Debug, Clone)]
pub struct Limit {
    /// The field of the price.
    pub price: FieldPath,
    /// The limit. A price below it meets the point.
    pub under: f64,
    /// The currency of the limit; `None` for any currency.
    pub currency: Option<String>,
    /// The unit for which the price has to be given, such as `student`.
    pub per: Option<String>,
    /// The boolean field that says whether the limit applies; `None` if it always applies.
    pub applies: Option<FieldPath>,
    /// A choice field, and its choices that mean that the tool costs nothing.
    pub free: Option<(FieldPath, Vec<String>)>,
    /// The price of a higher tier, and the boolean field that says whether that tier is needed.
    pub premium: Option<(FieldPath, Option<FieldPath>)>,
}

/// Reads a kind's `checklist`.
pub(crate) fn read_checklist(
    at: &At<'_>,
    fields: &IndexMap<String, Field>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Point> {
    let Some(items) = at.items() else {
        faults.push(at.wrong_type("checklist", "a list of points"));
        return Vec::new();
    };
    let mut points: Vec<Point> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for item in items {
        let Some(point) = read_point(&item, fields, faults) else { continue };
        if !seen.insert(point.key.clone()) {
            let message = format!("the checklist has the point `{}` twice", point.key);
            faults.push(KIND_FAULT.at(item.span(), message).help("give one of them a different key"));
        } else {
            points.push(point);
        }
    }
    points
}

fn read_point(at: &At<'_>, fields: &IndexMap<String, Field>, faults: &mut Vec<Diagnostic>) -> Option<Point> {
    const KEYS: [&str; 7] = ["key", "label", "describe", "tones", "limit", "evidence", "checked"];
    let mut keys = Keys::open(at, "a point of the checklist", &KEYS, faults)?;
    let key = keys.required_text("key")?;
    let label = keys.text("label").unwrap_or_else(|| super::choice::label_of(&key));
    let describe = keys.text("describe");
    let (tones, evidence) = (keys.items("tones"), keys.items("evidence"));
    let (limit, checked) = (keys.value("limit"), keys.value("checked"));
    let tones_at = keys.value("tones");
    let mut paths = |items: Vec<At<'_>>, wanted: &[TypeName]| -> Vec<FieldPath> {
        items.iter().filter_map(|item| field_path(item, fields, wanted, faults)).collect()
    };
    let (tones, evidence) = (paths(tones, &[TypeName::Choice]), paths(evidence, &[]));
    let checked = checked.and_then(|at| field_path(&at, fields, &[TypeName::Date], faults));
    if let (Some(_), Some(tones_at)) = (&limit, &tones_at) {
        let message = format!("the point `{key}` has both `tones` and `limit`, but can have only one of them");
        faults.push(
            KIND_FAULT.at(tones_at.key_span(), message).help("divide it into two points, or delete one of the two"),
        );
    }
    for (path, at) in tones.iter().filter_map(|path| Some((path, tones_at.as_ref()?))) {
        if let Some(scale) = path.field(fields).and_then(|field| field.ty.scale())
            && scale.choices.iter().all(|choice| choice.tone.is_none())
        {
            let message =
                format!("no choice of `{}` has a `tone`, so no entry could meet this point", path.0.join("."));
            let help = "give its choices `tone: ok` (met), `tone: cond` (partly) or `tone: \"no\"` (not met)";
            faults.push(KIND_FAULT.at(at.span(), message).help(help));
        }
    }
    let judge = match limit {
        Some(limit) => Judge::Limit(Box::new(read_limit(&limit, fields, faults)?)),
        // The faults of `tones` are reported already.
        None if tones.is_empty() && tones_at.is_some_and(|at| at.items().is_none_or(|items| !items.is_empty())) => {
            return None;
        }
        None if tones.is_empty() => {
            let message = format!("the point `{key}` does not say when it is met");
            faults.push(
                KIND_FAULT.at(at.span(), message).help("add `tones:` with choice fields, or `limit:` with a price"),
            );
            return None;
        }
        None => Judge::Tones(tones),
    };
    Some(Point { key, label, describe, judge, evidence, checked })
}

fn read_limit(at: &At<'_>, fields: &IndexMap<String, Field>, faults: &mut Vec<Diagnostic>) -> Option<Limit> {
    const KEYS: [&str; 8] = ["price", "under", "per", "currency", "applies", "free", "premium", "premium_needed"];
    let mut keys = Keys::open(at, "`limit`", &KEYS, faults)?;
    let price = keys.required("price")?;
    keys.required("under")?;
    let under = keys.number("under")?;
    let (per, currency) = (keys.text("per"), keys.text("currency"));
    let (applies, free) = (keys.value("applies"), keys.value("free"));
    let (premium, needed) = (keys.value("premium"), keys.value("premium_needed"));
    let price = field_path(&price, fields, &[TypeName::Money], faults)?;
    let applies = applies.and_then(|at| field_path(&at, fields, &[TypeName::Boolean], faults));
    let free = free.and_then(|at| {
        let mut keys = Keys::open(&at, "`free`", &["field", "choices"], faults)?;
        let (field, choices) = (keys.required("field")?, keys.texts("choices"));
        let items = keys.value("choices").and_then(|at| at.items()).unwrap_or_default();
        let path = field_path(&field, fields, &[TypeName::Choice], faults)?;
        for item in &items {
            known_choice(item, &path, fields, faults);
        }
        Some((path, choices))
    });
    if let (None, Some(needed)) = (&premium, &needed) {
        let message = "`premium_needed` has no effect without `premium`";
        faults.push(
            KIND_FAULT.at(needed.key_span(), message).help("add `premium:` with the field for the price of that tier"),
        );
    }
    let needed = needed.and_then(|at| field_path(&at, fields, &[TypeName::Boolean], faults));
    let premium = premium.and_then(|at| field_path(&at, fields, &[TypeName::Money], faults)).map(|path| (path, needed));
    Some(Limit { price, under, currency, per, applies, free, premium })
}

mixed!(struct Point { key, label, describe, judge, evidence, checked });
mixed!(
    enum Judge {
        Tones(paths),
        Limit(limit),
    }
);
mixed!(struct Limit { price, under, currency, per, applies, free, premium });
