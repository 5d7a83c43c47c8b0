//! The strict reading of maps.

use std::collections::{BTreeMap, BTreeSet};

use super::at::{At, boolean, excerpt, unknown_choice};
use super::rules::{DUPLICATE_KEY, MISSING_KEY, UNKNOWN_KEY, WRONG_TYPE};
use super::syntax;
use crate::diagnostic::{Diagnostic, Fix, Rule, Suggestions, one_of};
use crate::source::Span;

/// Advice on unknown keys that goes beyond their spelling.
pub(crate) trait KeyAdvice {
    /// The keys that an unknown key may mean. `allowed` finds keys with a similar spelling.
    fn near(&self, key: &str, value: &At<'_>, allowed: &Suggestions) -> Near;
    /// The command that lists all keys, if there is one.
    fn command(&self) -> Option<String>;
}

/// What an unknown key may mean.
#[derive(Debug, Clone, Default)]
pub(crate) struct Near {
    /// The keys, the most similar first.
    pub names: Vec<String>,
    /// The key that can replace it, if the value fits that key.
    pub fix: Option<String>,
    /// What to do if no key of this map is meant.
    pub help: Option<String>,
}

/// The strict reading of a map: unknown and duplicate keys are found when it is opened, wrong types
/// when a key is read.
pub(crate) struct Keys<'d, 'f> {
    name: String,
    at: At<'d>,
    values: BTreeMap<&'d str, At<'d>>,
    /// The values of unknown keys, by the keys that were probably meant.
    meant: BTreeMap<String, At<'d>>,
    /// Where findings go.
    pub faults: &'f mut Vec<Diagnostic>,
}

impl<'d, 'f> Keys<'d, 'f> {
    /// Opens a map that may have the keys `allowed`. `None`, with a finding, if the node is not a map.
    /// `name` is the name of the map in messages.
    pub(crate) fn open(at: &At<'d>, name: &str, allowed: &[&str], faults: &'f mut Vec<Diagnostic>) -> Option<Self> {
        Self::open_advised(at, name, allowed, None, faults)
    }

    /// Opens a map as [`Keys::open`] does. `advice` finds what unknown keys may mean.
    pub(crate) fn open_advised(
        at: &At<'d>,
        name: &str,
        allowed: &[&str],
        advice: Option<&dyn KeyAdvice>,
        faults: &'f mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let Some(entries) = at.entries() else {
            let message = format!("{name} has to consist of keys with values, not of {}", at.describe());
            let glued = at.scalar().and_then(|scalar| syntax::glued_key(&scalar.text));
            let help = match glued {
                Some((key, _)) => format!("put a space after the colon: `{key}: …`"),
                None => "write it as `{ key: value }`, or write each `key: value` on a separate line".to_owned(),
            };
            faults.push(WRONG_TYPE.at(at.span(), message).help(help));
            return None;
        };
        let mut values: BTreeMap<&str, At<'_>> = BTreeMap::new();
        let mut meant = BTreeMap::new();
        let known: BTreeSet<&str> = allowed.iter().copied().collect();
        let written: BTreeSet<&str> = entries.iter().map(|(key, _)| *key).collect();
        let mut index = None;
        for (key, value) in entries {
            if !known.contains(key) {
                let index = index.get_or_insert_with(|| Suggestions::new(allowed.iter().copied()));
                let fault = match advice {
                    Some(advice) => advised(key, &value, name, advice, index),
                    None => unknown_key(key, &value, name, index),
                };
                let is_there = |fix: &Fix| written.contains(fix.replacement.as_str());
                let fault = match &fault.fix {
                    Some(fix) if is_there(fix) => {
                        let help =
                            format!("did you mean `{}`? This key exists too; delete one of the two", fix.replacement);
                        Diagnostic { fix: None, ..fault.help(help) }
                    }
                    _ => fault,
                };
                if let Some(fix) = &fault.fix {
                    meant.entry(fix.replacement.clone()).or_insert(value);
                }
                faults.push(fault);
            } else if let Some(first) = values.get(key) {
                let message = format!("`{key}` is written twice");
                let diagnostic = DUPLICATE_KEY.at(value.key_span(), message).about(key);
                faults.push(diagnostic.other(first.key_span(), "the first one is here").help("keep one of the two"));
            } else {
                values.insert(key, value);
            }
        }
        Some(Self { name: name.to_owned(), at: at.clone(), values, meant, faults })
    }

    /// The value of a key; `None` if it is missing or null.
    #[must_use]
    pub(crate) fn value(&self, key: &str) -> Option<At<'d>> {
        self.values.get(key).filter(|at| !at.is_null()).cloned()
    }

    /// The value of an unknown key that was probably meant as this key, if this key is missing.
    #[must_use]
    pub(crate) fn meant(&self, key: &str) -> Option<At<'d>> {
        self.meant.get(key).filter(|_| !self.values.contains_key(key)).cloned()
    }

    /// The value of a required key. A missing key is a finding.
    pub(crate) fn required(&mut self, key: &str) -> Option<At<'d>> {
        let value = self.value(key);
        if value.is_none() {
            let span = self.values.get(key).map_or_else(|| self.at.span(), At::key_span);
            let message = format!("{} has no `{key}`", self.name);
            let fault = MISSING_KEY.at(span, message).about(key).help(format!("add `{key}: …`"));
            let fault = match self.meant(key) {
                Some(slip) => fault.follows(slip.key_span()),
                None => fault,
            };
            self.faults.push(fault);
        }
        value
    }

    /// The value of a key as a text. Numbers and booleans are read as the text that is written.
    pub(crate) fn text(&mut self, key: &str) -> Option<String> {
        let at = self.value(key)?;
        self.text_of(key, &at)
    }

    /// The value of a required key as a text. A missing key is a finding.
    pub(crate) fn required_text(&mut self, key: &str) -> Option<String> {
        let at = self.required(key)?;
        self.text_of(key, &at)
    }

    fn text_of(&mut self, key: &str, at: &At<'d>) -> Option<String> {
        let text = at.scalar().map(|scalar| scalar.text.trim().to_owned());
        if text.is_none() {
            self.faults.push(at.wrong_words(key, "a text"));
        }
        text
    }

    /// The value of a key as true or false.
    pub(crate) fn flag(&mut self, key: &str) -> Option<bool> {
        let at = self.value(key)?;
        let flag = at.scalar().and_then(|scalar| boolean(&scalar.text));
        if flag.is_none() {
            self.faults.push(at.wrong_type(key, "true or false"));
        }
        flag
    }

    /// The value of a key as a number.
    pub(crate) fn number(&mut self, key: &str) -> Option<f64> {
        let at = self.value(key)?;
        let number =
            at.scalar().and_then(|scalar| scalar.text.trim().parse().ok()).filter(|number: &f64| number.abs() < 1e15);
        if number.is_none() {
            self.faults.push(at.wrong_type(key, "a number"));
        }
        number
    }

    /// The items of a key's list; empty if the key is missing.
    pub(crate) fn items(&mut self, key: &str) -> Vec<At<'d>> {
        let Some(at) = self.value(key) else { return Vec::new() };
        at.items().unwrap_or_else(|| {
            let diagnostic = at.wrong_type(key, "a list");
            self.faults
                .push(diagnostic.help("write it as `[one, two]`, or write each item on a separate line after `- `"));
            Vec::new()
        })
    }

    /// The texts in a key's list; empty if the key is missing.
    pub(crate) fn texts(&mut self, key: &str) -> Vec<String> {
        let items = self.items(key);
        items.iter().filter_map(|at| self.text_of(key, at)).collect()
    }

    /// The value of a key as one of a closed set of words.
    pub(crate) fn choice<T: Copy>(&mut self, key: &str, choices: &[(&'static str, T)]) -> Option<T> {
        let at = self.value(key)?;
        let text = self.text_of(key, &at)?;
        let found = choices.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let words = Suggestions::new(choices.iter().map(|(word, _)| *word));
            self.faults.push(unknown_choice(&at, key, &text, &words));
        }
        found.map(|(_, value)| *value)
    }

    pub(crate) fn fault(&mut self, rule: &'static Rule, span: Span, message: impl Into<String>) {
        self.faults.push(rule.at(span, message));
    }
}

fn unknown_key(key: &str, at: &At<'_>, name: &str, allowed: &Suggestions) -> Diagnostic {
    let span = at.key_span();
    let diagnostic = UNKNOWN_KEY.at(span.clone(), format!("{name} has no key `{}`", excerpt(key))).about(key);
    match allowed.meant(key) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(span, near),
        None if allowed.names().next().is_none() => diagnostic.help("delete it; no keys are allowed here"),
        None => diagnostic.help(format!("allowed keys: {}", allowed.listed())),
    }
}

/// The finding of an unknown key, with advice that goes beyond its spelling.
fn advised(key: &str, at: &At<'_>, name: &str, advice: &dyn KeyAdvice, allowed: &Suggestions) -> Diagnostic {
    let span = at.key_span();
    let diagnostic = UNKNOWN_KEY.at(span.clone(), format!("{name} has no key `{}`", excerpt(key))).about(key);
    let Near { names, fix, help } = advice.near(key, at, allowed);
    let all = advice.command().map(|command| format!("`{command}` lists all keys")).unwrap_or_default();
    let (first, joint) = match (names.is_empty(), help) {
        (false, _) => (format!("did you mean {}?", one_of(names.iter().map(String::as_str))), " "),
        (true, Some(help)) => (help, "; "),
        (true, None) => (format!("allowed keys: {}", allowed.listed()), "; "),
    };
    let diagnostic = diagnostic.help(if all.is_empty() { first } else { format!("{first}{joint}{all}") });
    match fix {
        Some(fix) => diagnostic.fix(span, fix),
        None => diagnostic,
    }
}
