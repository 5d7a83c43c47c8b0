//! The checklist of an entry: whether each point of its kind is met, with one line of evidence from its fields.

use serde::Serialize;

use crate::content::Entry;
use crate::diagnostic::one_of;
use crate::format;
use crate::schema::checklist_spec::{Judge, Limit, Point};
use crate::schema::life::FieldPath;
use crate::schema::value::Figure;
use crate::schema::{Tone, Value};
use crate::source::Span;
use crate::theme::Dictionary;
use crate::yaml::Part;

/// The result of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Outcome {
    /// The point is met.
    Met,
    /// The point is met in part.
    Partly,
    /// The point is not met.
    NotMet,
    /// Nobody has checked the point, or the result is not recorded.
    NotChecked,
}

impl Outcome {
    /// The tone in which pages show the outcome.
    #[must_use]
    pub(crate) fn tone(self) -> Tone {
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

/// A point with its result, as pages show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Checked {
    pub key: String,
    /// The name that pages show.
    pub label: String,
    /// The question that the point asks.
    pub describe: Option<String>,
    pub outcome: Outcome,
    /// The outcome in the words of the page's language.
    pub word: String,
    pub tone: Tone,
    /// One line of evidence; may be empty.
    pub evidence: String,
}

/// Judges an entry by every point of its kind, in the kind's order.
#[must_use]
pub(crate) fn judge(entry: &Entry, words: &Dictionary) -> Vec<Checked> {
    let one = |point: &Point| {
        let (outcome, mut evidence) = match &point.judge {
            Judge::Tones(paths) => by_tones(entry, paths, words),
            Judge::Limit(limit) => by_limit(entry, limit, words),
        };
        evidence.extend(point.evidence.iter().filter_map(|path| sentence(entry, path, words)));
        let checked = point.checked.as_ref().and_then(|path| path.value(&entry.fields)?.as_date());
        evidence.extend(checked.map(|day| words.fill("checked_on", &[("date", &format::day(day, words))])));
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

/// The outcome by the worst tone of several choices. If one of them is missing, the point is not checked.
fn by_tones(entry: &Entry, paths: &[FieldPath], words: &Dictionary) -> (Outcome, Vec<String>) {
    let mut outcome = Outcome::Met;
    let (mut said, mut missing) = (Vec::new(), Vec::new());
    for path in paths {
        let Some(field) = path.field(&entry.kind.fields) else { continue };
        let key = path.value(&entry.fields).and_then(Value::as_choice);
        match key.and_then(|key| field.ty.scale()?.get(key)) {
            Some(choice) => {
                outcome = outcome.max(Outcome::of_tone(choice.tone));
                // A single answer becomes a sentence below, if it says more than the outcome.
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

/// The outcome by a price and its limit, if the limit applies. The price of the tier in use counts.
fn by_limit(entry: &Entry, limit: &Limit, words: &Dictionary) -> (Outcome, Vec<String>) {
    let fields = &entry.fields;
    let money =
        |path: &FieldPath| path.value(fields)?.as_money().map(|(money, figure)| (money.clone(), figure.clone()));
    let flag = |path: &FieldPath| path.value(fields).and_then(Value::as_flag);
    let is_true = |path: &FieldPath| flag(path) == Some(true);
    let told = |(money, figure): &(crate::schema::value::Money, Figure)| format::money(money, figure, words);

    let free = limit.free.as_ref().is_some_and(|(path, choices)| {
        let choice = path.value(fields).and_then(Value::as_choice);
        choice.is_some_and(|key| choices.iter().any(|free| free == key))
    });
    let premium = limit.premium.as_ref().and_then(|(path, _)| money(path));
    let premium_needed = limit.premium.as_ref().is_some_and(|(_, needed)| needed.as_ref().is_some_and(is_true));
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
    let applies = limit.applies.as_ref().is_none_or(|path| flag(path) != Some(false));
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

/// A field as a sentence of evidence: a text as it is written, any other value with its label.
fn sentence(entry: &Entry, path: &FieldPath, words: &Dictionary) -> Option<String> {
    let field = path.field(&entry.kind.fields)?;
    Some(match path.value(&entry.fields)? {
        Value::Text(text) | Value::Markdown(text) => {
            let text = text.trim();
            if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
        }
        Value::Date(day) => labelled(&field.label, &format::day(*day, words)),
        Value::Boolean(flag) => labelled(&field.label, words.get(if *flag { "yes" } else { "no" })),
        Value::Choice(key) => labelled(&field.label, field.ty.scale()?.get(key).map_or(key, |choice| &choice.label)),
        Value::Money(money, figure) => labelled(&field.label, &format::money(money, figure, words)),
        Value::Number(number, _) => labelled(&field.label, &format::number(*number, words)),
        Value::Percent(share) => {
            labelled(&field.label, &words.fill("percent", &[("n", &format::number(*share, words))]))
        }
        Value::Url(url) => labelled(&field.label, url),
        // These values are too long for one line, or say too little without their context.
        Value::Range(..)
        | Value::Duration(_)
        | Value::Email(_)
        | Value::Image { .. }
        | Value::Grades(_)
        | Value::Reference(_)
        | Value::List(_)
        | Value::Group(_) => return None,
    })
}

fn labelled(label: &str, value: &str) -> String {
    format!("{label}: {value}.")
}

/// A point that nobody has checked, with what to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Open {
    /// The name of the point that pages show.
    pub label: String,
    /// The help: which keys to write, or why the written value does not count.
    pub remedy: String,
    /// A field whose value is incomplete, with the complete text to write.
    pub mended: Option<(FieldPath, String)>,
    /// The place of a value that is written but could not be read, which has its own finding.
    pub refused: Option<Span>,
}

/// The points that nobody has checked.
#[must_use]
pub(crate) fn unchecked(entry: &Entry, words: &Dictionary) -> Vec<Open> {
    let judged = judge(entry, words).into_iter().zip(&entry.kind.checklist);
    let open = judged.filter(|(checked, _)| checked.outcome == Outcome::NotChecked);
    let refused = |path: &FieldPath| match path.value(&entry.fields) {
        Some(_) => None,
        None => entry.front.written(&path.steps(), Part::Value),
    };
    open.map(|(checked, point)| match &point.judge {
        Judge::Tones(paths) => {
            let refused = paths.iter().find_map(refused);
            Open { label: checked.label, remedy: open_tones(entry, paths), mended: None, refused }
        }
        Judge::Limit(limit) => {
            let (remedy, mended) = open_limit(entry, limit);
            Open { label: checked.label, remedy, mended, refused: refused(&limit.price) }
        }
    })
    .collect()
}

/// The help for a point with choices: which are missing, and which mean "not checked".
fn open_tones(entry: &Entry, paths: &[FieldPath]) -> String {
    let tell = |path: &FieldPath| {
        let scale = path.field(&entry.kind.fields)?.ty.scale()?;
        let name = path.0.join(".");
        match path.value(&entry.fields).and_then(Value::as_choice) {
            Some(key) => {
                let tone = scale.get(key).and_then(|choice| choice.tone);
                let counts: Vec<&str> = scale
                    .choices
                    .iter()
                    .filter(|choice| Outcome::of_tone(choice.tone) != Outcome::NotChecked)
                    .map(|choice| choice.key.as_str())
                    .collect();
                let is_open = Outcome::of_tone(tone) == Outcome::NotChecked;
                is_open.then(|| format!("`{name}: {key}` does not count as checked; write {}", one_of(counts)))
            }
            None => Some(format!("set `{name}` to {}", one_of(scale.keys()))),
        }
    };
    let told: Vec<String> = paths.iter().filter_map(tell).collect();
    told.join(", and ")
}

/// The help for a point with a price: why the price does not count, and what to write. The second value is the fix.
fn open_limit(entry: &Entry, limit: &Limit) -> (String, Option<(FieldPath, String)>) {
    let flag = |path: &FieldPath| path.value(&entry.fields).and_then(Value::as_flag) == Some(true);
    let premium = limit.premium.as_ref().filter(|(_, needed)| needed.as_ref().is_some_and(flag));
    // The price of a needed tier counts; if it has no price, the price of the lower tier counts.
    let path = premium.map(|(path, _)| path).filter(|path| path.value(&entry.fields).is_some());
    let path = path.unwrap_or(&limit.price);
    let name = path.0.join(".");
    let last = path.0.last().map_or("", String::as_str);
    let per = limit.per.as_deref();
    let Some((money, figure)) = path.value(&entry.fields).and_then(Value::as_money) else {
        let name = premium.map_or(name, |(path, _)| path.0.join("."));
        let sample = match per {
            Some(per) => format!("write `{name}`, such as `{{ amount: {}, per: {per} }}`", limit.under - 1.0),
            None => format!("write `{name}`, such as `{}`", limit.under - 1.0),
        };
        let free = limit.free.as_ref().and_then(|(path, choices)| Some((path.0.join("."), choices.first()?)));
        return match free.filter(|_| premium.is_none()) {
            Some((field, choice)) => (format!("{sample}, or `{field}: {choice}` if it costs nothing"), None),
            None => (sample, None),
        };
    };
    if let Some(currency) = limit.currency.as_ref().filter(|currency| **currency != money.currency) {
        return (
            format!("`{name}` is in {}, but the limit is in {currency}: write the price in {currency}", money.currency),
            None,
        );
    }
    if let Some(per) = per.filter(|per| figure.per.as_deref() != Some(*per)) {
        let span = entry.field_span(&path.steps());
        let written = entry.front.text.get(span.range()).unwrap_or("").trim();
        let shown = if written.contains('\n') { format!("`{name}`") } else { format!("`{last}: {written}`") };
        return match &figure.per {
            Some(other) => (
                format!("{shown} is a price per `{other}`, but the limit is per `{per}`: write the price per `{per}`"),
                None,
            ),
            None => {
                let mended = with_period(written, per);
                let help = mended.as_ref().map(|mended| format!(": write `{last}: {mended}`")).unwrap_or_default();
                (format!("{shown} lacks `per: {per}`{help}"), mended.map(|mended| (path.clone(), mended)))
            }
        };
    }
    let applies = limit.applies.as_ref().map_or(String::new(), |path| path.0.join("."));
    (
        format!(
            "set `{applies}` to `true` or `false`: the price is over the limit, and this field says whether the limit applies"
        ),
        None,
    )
}

/// A price as it was written, with its unit added: `$5` becomes `$5 per student`.
fn with_period(written: &str, per: &str) -> Option<String> {
    if let Some(inside) = written.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        return Some(format!("{{ {}, per: {per} }}", inside.trim().trim_end_matches(',')));
    }
    let plain = written.trim_matches(['"', '\'']);
    let is_line = !written.contains('\n') && !plain.is_empty();
    is_line.then(|| crate::schema::guess::yaml(&format!("{plain} per {per}")))
}
