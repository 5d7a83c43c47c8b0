//! The checklist: each point of a kind, met or not, with one line of evidence from typed fields.

use serde::Serialize;

use crate::content::Entry;
use crate::format;
use crate::schema::checklist_spec::{Judge, Limit, Point};
use crate::schema::life::FieldPath;
use crate::schema::value::Figure;
use crate::schema::{Tone, Type, Value};
use crate::theme::Dictionary;

/// What came of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is met.
    Met,
    /// It is met in part.
    Partly,
    /// It is not met.
    NotMet,
    /// Nobody has looked, or what was seen is not recorded.
    NotChecked,
}

impl Outcome {
    /// How it is meant to look.
    #[must_use]
    pub fn tone(self) -> Tone {
        match self {
            Self::Met => Tone::Ok,
            Self::Partly => Tone::Cond,
            Self::NotMet => Tone::No,
            Self::NotChecked => Tone::Rev,
        }
    }

    fn of_tone(tone: Option<Tone>) -> Self {
        match tone {
            Some(Tone::Ok) => Self::Met,
            Some(Tone::Cond) => Self::Partly,
            Some(Tone::No | Tone::Ret) => Self::NotMet,
            Some(Tone::Rev) | None => Self::NotChecked,
        }
    }

    fn word(self, words: &Dictionary) -> String {
        let key = match self {
            Self::Met => "check_met",
            Self::Partly => "check_partly",
            Self::NotMet => "check_not_met",
            Self::NotChecked => "check_not_checked",
        };
        words.get(key).to_owned()
    }
}

/// A point with what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// The point's key.
    pub key: String,
    /// What pages call it.
    pub label: String,
    /// What it asks.
    pub describe: Option<String>,
    /// What came of it.
    pub outcome: Outcome,
    /// The outcome as a word.
    pub word: String,
    /// How it is meant to look.
    pub tone: Tone,
    /// One line of evidence; empty when there is nothing to say.
    pub evidence: String,
}

/// Judges an entry by every point of its kind, in the kind's order.
#[must_use]
pub fn judge(entry: &Entry, words: &Dictionary) -> Vec<Checked> {
    let one = |point: &Point| {
        let (outcome, mut evidence) = match &point.judge {
            Judge::Tones(paths) => by_tones(entry, paths, words),
            Judge::Limit(limit) => by_limit(entry, limit, words),
        };
        evidence.extend(point.evidence.iter().filter_map(|path| sentence(entry, path, words)));
        if let Some(Value::Date(day)) = point.checked.as_ref().and_then(|path| path.value(&entry.fields)) {
            evidence.push(words.fill("checked_on", &[("date", &format::day(*day, words))]));
        }
        Checked {
            key: point.key.clone(),
            label: point.label.clone(),
            describe: point.describe.clone(),
            outcome,
            word: outcome.word(words),
            tone: outcome.tone(),
            evidence: evidence.join(" "),
        }
    };
    entry.kind.checklist.iter().map(one).collect()
}

/// The worst of several choices; one that is missing leaves the point unchecked.
fn by_tones(entry: &Entry, paths: &[FieldPath], words: &Dictionary) -> (Outcome, Vec<String>) {
    let mut outcome = Outcome::Met;
    let (mut said, mut missing) = (Vec::new(), Vec::new());
    for path in paths {
        let Some(field) = path.field(&entry.kind.fields) else { continue };
        let choice = match (path.value(&entry.fields), &field.ty) {
            (Some(Value::Choice(key)), Type::Choice(scale)) => scale.get(key),
            _ => None,
        };
        match choice {
            Some(choice) => {
                outcome = outcome.max(Outcome::of_tone(choice.tone));
                // One answer alone is its own sentence when it says more than the outcome does.
                said.push((field.label.clone(), choice.label.clone()));
            }
            None => {
                outcome = Outcome::NotChecked;
                missing.push(field.label.clone());
            }
        }
    }
    let word = outcome.word(words);
    let mut evidence: Vec<String> = match said.as_slice() {
        [(_, only)] if missing.is_empty() && *only == word => Vec::new(),
        [(_, only)] if paths.len() == 1 => vec![format!("{only}.")],
        [] => Vec::new(),
        many => {
            let parts: Vec<String> = many.iter().map(|(label, value)| format!("{label}: {value}")).collect();
            vec![format!("{}.", parts.join("; "))]
        }
    };
    // With several fields a reader wants to know which one is open.
    if !missing.is_empty() && paths.len() > 1 && !said.is_empty() {
        evidence.push(words.fill("check_missing", &[("fields", &missing.join(", "))]));
    }
    (outcome, evidence)
}

/// A price under its limit, where the limit applies; the tier in use is the one that counts.
fn by_limit(entry: &Entry, limit: &Limit, words: &Dictionary) -> (Outcome, Vec<String>) {
    let fields = &entry.fields;
    let money = |path: &FieldPath| match path.value(fields) {
        Some(Value::Money(money, figure)) => Some((money.clone(), figure.clone())),
        _ => None,
    };
    let flag = |path: &FieldPath| path.value(fields) == Some(&Value::Boolean(true));
    let told = |(money, figure): &(crate::schema::value::Money, Figure)| format::money(money, figure, words);

    let free = limit.free.as_ref().is_some_and(|(path, choices)| match path.value(fields) {
        Some(Value::Choice(key)) => choices.contains(key),
        _ => false,
    });
    let premium = limit.premium.as_ref().and_then(|(path, _)| money(path));
    let premium_needed = limit.premium.as_ref().is_some_and(|(_, needed)| needed.as_ref().is_some_and(flag));
    let has_premium = limit.premium.as_ref().is_some_and(|(path, _)| {
        let group = FieldPath(path.0[..path.0.len() - 1].to_vec());
        !group.0.is_empty() && group.value(fields).is_some()
    });
    let mut evidence = Vec::new();
    let price = if premium_needed {
        let price = premium.clone().or_else(|| money(&limit.price));
        evidence.push(match &price {
            Some(price) => words.fill("cost_premium_needed", &[("amount", &told(price))]),
            None => words.get("cost_premium_needed_unpriced").to_owned(),
        });
        price
    } else {
        let price = money(&limit.price);
        match &price {
            Some(price) => evidence.push(format!("{}.", told(price))),
            None if free => evidence.push(words.get("cost_free").to_owned()),
            None => evidence.push(words.get("cost_unknown").to_owned()),
        }
        match &premium {
            Some(premium) => evidence.push(words.fill("cost_premium_optional", &[("amount", &told(premium))])),
            None if has_premium => evidence.push(words.get("cost_premium_unpriced").to_owned()),
            None => {}
        }
        price
    };
    let applies = limit.applies.as_ref().is_none_or(|path| path.value(fields) != Some(&Value::Boolean(false)));
    let unknown_use = limit.applies.as_ref().is_some_and(|path| path.value(fields).is_none());
    let outcome = match price {
        _ if !applies => {
            evidence.push(words.get("cost_core").to_owned());
            Outcome::Met
        }
        None if free && !premium_needed => Outcome::Met,
        None => Outcome::NotChecked,
        Some((price, figure)) => {
            let same_unit = limit.per.is_none() || figure.per == limit.per;
            let currency = limit.currency.as_ref().filter(|currency| **currency != price.currency);
            if let Some(currency) = currency {
                evidence.push(words.fill("cost_other_currency", &[("currency", currency)]));
                Outcome::NotChecked
            } else if !same_unit {
                evidence.push(words.fill("cost_not_comparable", &[("unit", limit.per.as_deref().unwrap_or_default())]));
                Outcome::NotChecked
            } else if price.amount < limit.under {
                Outcome::Met
            } else if unknown_use {
                let applies = limit.applies.as_ref().and_then(|path| path.field(&entry.kind.fields));
                evidence.extend(applies.map(|field| words.fill("check_missing", &[("fields", &field.label)])));
                Outcome::NotChecked
            } else {
                Outcome::NotMet
            }
        }
    };
    (outcome, evidence)
}

/// A field as a sentence of evidence: a text as it stands, anything else with its label.
fn sentence(entry: &Entry, path: &FieldPath, words: &Dictionary) -> Option<String> {
    let field = path.field(&entry.kind.fields)?;
    Some(match path.value(&entry.fields)? {
        Value::Text(text) | Value::Markdown(text) => {
            let text = text.trim();
            if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
        }
        Value::Date(day) => labelled(&field.label, &format::day(*day, words)),
        Value::Boolean(flag) => labelled(&field.label, words.get(if *flag { "yes" } else { "no" })),
        Value::Choice(key) => match &field.ty {
            Type::Choice(scale) => labelled(&field.label, scale.get(key).map_or(key, |choice| &choice.label)),
            _ => return None,
        },
        Value::Money(money, figure) => labelled(&field.label, &format::money(money, figure, words)),
        Value::Number(number, _) => labelled(&field.label, &format::number(*number, words)),
        Value::Percent(share) => {
            labelled(&field.label, &words.fill("percent", &[("n", &format::number(*share, words))]))
        }
        Value::Url(url) => labelled(&field.label, url),
        _ => return None,
    })
}

fn labelled(label: &str, value: &str) -> String {
    format!("{label}: {value}.")
}

/// The points that nobody has checked.
#[must_use]
pub fn unchecked(entry: &Entry, words: &Dictionary) -> Vec<String> {
    let open = judge(entry, words).into_iter().filter(|checked| checked.outcome == Outcome::NotChecked);
    open.map(|checked| checked.label).collect()
}
