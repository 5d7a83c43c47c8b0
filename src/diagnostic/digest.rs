//! A short report of many findings: findings that are alike are shown as one, and only a few of each rule are shown.
//!
//! Only people get this report; programs get every finding.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

use super::finding::Diagnostic;
use super::place::path;
use super::render::human;
use super::severity::Severity;
use super::sources::Sources;

/// Up to this many findings that are alike are shown one by one.
const FEW: usize = 3;
/// The most findings of one rule that are shown.
const OF_ONE_RULE: usize = 10;
/// The most further places that a finding names.
const PLACES: usize = 4;

/// Findings that are alike: of one rule and one severity, and about one subject or in the same words. Most often it is
/// a single finding.
#[derive(Debug)]
pub struct Alike<'d> {
    /// The first of them.
    pub first: &'d Diagnostic,
    /// The other findings, in their order.
    pub others: Vec<&'d Diagnostic>,
}

/// The report of findings for people.
#[derive(Debug)]
pub struct Digest<'d> {
    /// The findings that are shown, in the order of the first of each group.
    pub told: Vec<Alike<'d>>,
    /// By code and severity: the number of findings, and how many of them are not in `told`.
    counts: BTreeMap<(&'static str, Severity), (usize, usize)>,
}

impl<'d> Digest<'d> {
    /// Groups findings that are alike. Takes linear time, except for sorting the subjects.
    #[must_use]
    pub fn of(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Self {
        let all: Vec<&Diagnostic> = diagnostics.into_iter().collect();
        let mut others: BTreeMap<usize, Vec<&Diagnostic>> = BTreeMap::new();
        let (mut is_put, mut is_other) = (vec![false; all.len()], vec![false; all.len()]);
        for likeness in [Likeness::Subject, Likeness::Words, Likeness::Form] {
            let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
            for (number, diagnostic) in all.iter().enumerate().filter(|(number, _)| !is_put[*number]) {
                if let Some(same) = likeness.of(diagnostic) {
                    groups.entry((diagnostic.rule.code, diagnostic.severity, same)).or_default().push(number);
                }
            }
            for numbers in groups.into_values().filter(|numbers| numbers.len() > likeness.few()) {
                numbers.iter().for_each(|number| is_put[*number] = true);
                numbers[1..].iter().for_each(|number| is_other[*number] = true);
                others.insert(numbers[0], numbers[1..].iter().map(|number| all[*number]).collect());
            }
        }
        let firsts = all.iter().enumerate().filter(|(number, _)| !is_other[*number]);
        let told = firsts.map(|(number, first)| Alike { first, others: others.remove(&number).unwrap_or_default() });
        let mut digest = Self { told: told.collect(), counts: BTreeMap::new() };
        for diagnostic in &all {
            digest.counts.entry((diagnostic.rule.code, diagnostic.severity)).or_default().0 += 1;
        }
        digest
    }

    /// All findings one by one.
    #[must_use]
    pub fn of_each(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Self {
        let told = diagnostics.into_iter().map(|first| Alike { first, others: Vec::new() }).collect();
        Self { told, counts: BTreeMap::new() }
    }

    /// Leaves out findings if a rule has too many of them.
    #[must_use]
    pub fn cut(mut self) -> Self {
        let mut told: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
        let counts = &mut self.counts;
        self.told.retain(|Alike { first, others }| {
            let key = (first.rule.code, first.severity);
            let number = told.entry(key).or_default();
            *number += 1;
            let is_told = *number <= OF_ONE_RULE;
            if !is_told && let Some((_, left_out)) = counts.get_mut(&key) {
                *left_out += 1 + others.len();
            }
            is_told
        });
        self
    }

    /// The report as text. If findings were grouped or left out, the number of findings of each rule follows.
    #[must_use]
    pub fn render(&self, sources: &Sources, color: bool) -> String {
        let mut text: String = self.told.iter().map(|alike| alike.render(sources, color)).collect();
        text.push_str(&self.counted());
        text
    }

    /// The number of findings of each rule; empty if all were shown one by one.
    fn counted(&self) -> String {
        let left_out: usize = self.counts.values().map(|(_, left_out)| left_out).sum();
        if left_out == 0 && self.told.iter().all(|alike| alike.others.is_empty()) {
            return String::new();
        }
        let mut rows: Vec<_> = self.counts.iter().collect();
        rows.sort_by_key(|((code, severity), (count, _))| (std::cmp::Reverse((*severity, *count)), *code));
        let width = rows.iter().map(|(_, (count, _))| number(*count).len()).max().unwrap_or_default();
        let mut text = "findings by check:\n".to_owned();
        for ((code, severity), (count, left_out)) in rows {
            let _ = write!(text, "  {:>width$} {}[{code}]", number(*count), severity.word());
            if *left_out > 0 {
                let _ = write!(text, ", {} of them not shown", number(*left_out));
            }
            text.push('\n');
        }
        text.push_str("`homeroom check --all` shows each finding\n\n");
        text
    }
}

/// The ways in which findings can be alike, the closest first.
#[derive(Clone, Copy)]
enum Likeness {
    /// They have the same subject.
    Subject,
    /// They have the same message.
    Words,
    /// Their messages differ only in names and numbers, and they have no subject.
    Form,
}

impl Likeness {
    /// The text that findings share if they are alike in this way.
    fn of(self, diagnostic: &Diagnostic) -> Option<Cow<'_, str>> {
        match (self, &diagnostic.subject) {
            (Self::Subject, Some(subject)) => Some(Cow::Borrowed(&subject.name)),
            (Self::Words, _) => Some(Cow::Borrowed(&diagnostic.message)),
            (Self::Form, None) => Some(Cow::Owned(form(&diagnostic.message))),
            _ => None,
        }
    }

    /// Up to this many findings that are alike are shown one by one. For `Form` it is more, because names and numbers
    /// are worth showing.
    fn few(self) -> usize {
        match self {
            Self::Subject | Self::Words => FEW,
            Self::Form => OF_ONE_RULE,
        }
    }
}

/// A message without its names and numbers.
fn form(message: &str) -> String {
    let parts = message.split('`').enumerate();
    let outside =
        parts.map(
            |(at, part)| if at % 2 == 0 { part.replace(|sign: char| sign.is_ascii_digit(), "") } else { String::new() },
        );
    outside.collect::<Vec<_>>().join("`")
}

impl<'d> Alike<'d> {
    /// The message, with the number of findings if there are several.
    #[must_use]
    pub(crate) fn headline(&self) -> String {
        let message = &self.first.message;
        if self.others.is_empty() {
            return message.clone();
        }
        let times = number(self.others.len() + 1);
        let of_many = |one: &'d Diagnostic| one.subject.as_ref().and_then(|subject| subject.of_many.as_ref());
        if let Some(many) = of_many(self.first)
            && self.others.iter().all(|other| of_many(other) == Some(many))
        {
            return format!("{many}: {times} times");
        }
        if self.others.iter().all(|other| other.message == *message) {
            return format!("{message}: {times} times");
        }
        format!("{message}, and {} similar findings", number(self.others.len()))
    }

    /// A note with a few further places and the number of the rest; `None` for a single finding.
    #[must_use]
    pub(crate) fn elsewhere(&self, sources: &Sources) -> Option<String> {
        let mut places: Vec<String> = Vec::new();
        let mut count = 0;
        for other in &self.others {
            let Some(span) = &other.span else { continue };
            let line = sources.get(&span.file).map_or(1, |lines| lines.line(span.start).0);
            let place = path(format!("{}:{line}", span.file));
            if places.len() < PLACES && !places.contains(&place) {
                places.push(place);
                count += 1;
            }
            if places.len() == PLACES {
                break;
            }
        }
        let beyond = self.others.len() - count;
        let last = if beyond > 0 { Some(format!("{} more", number(beyond))) } else { None };
        let named = places.into_iter().chain(last).collect::<Vec<_>>();
        let (last, front) = named.split_last()?;
        Some(if front.is_empty() { format!("also {last}") } else { format!("also {} and {last}", front.join(", ")) })
    }

    /// The findings as text for people.
    #[must_use]
    pub fn render(&self, sources: &Sources, color: bool) -> String {
        let Some(elsewhere) = self.elsewhere(sources) else { return human(self.first, sources, color, None) };
        let label = self.first.label.clone().unwrap_or_else(|| "the first one is here".to_owned());
        let first = Diagnostic { message: self.headline(), label: Some(label), ..self.first.clone() };
        human(&first, sources, color, Some(&elsewhere))
    }
}

/// A number with commas between its thousands.
fn number(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
