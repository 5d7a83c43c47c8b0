//! What is new, what ends soon and what has ended, for the page of changes and the home page.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::catalogue::Tab;
use super::link::Link;
use super::scope::Scope;
use super::shown::{Shown, entry_link};
use crate::content::Entry;
use crate::format;
use crate::library::EntryIndex;
use crate::library::written::{Change, changes};
use crate::schema::Tone;
use crate::schema::life::{self, State};
use crate::verdict::LifeFacts;

/// What `changes.html` sees of the view.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ChangesModel {
    /// What ends in the next sixty days, soonest first.
    pub ending: Vec<Ending>,
    /// The changes, by month, newest first.
    pub months: Vec<Month>,
    /// What has ended, latest first.
    pub retired: Vec<Retired>,
}

/// Something that ends soon.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Ending {
    /// Its last day.
    pub date: Shown,
    /// Its title and its page.
    #[serde(flatten)]
    pub link: Link,
    /// What ends, in a word or two: "Approval ends".
    pub word: String,
    /// What ends: "Its approval ends."
    pub what: String,
    /// The tone in which it is shown.
    pub tone: Tone,
    /// What to use instead.
    pub instead: Vec<Shown>,
}

/// The changes of a month.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Month {
    /// "November 2026".
    pub label: String,
    /// The id of its section: `2026-11`.
    pub id: String,
    /// The changes, newest first.
    pub items: Vec<ChangeModel>,
}

/// One change.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ChangeModel {
    pub date: Shown,
    /// Its title and its page.
    #[serde(flatten)]
    pub link: Link,
    /// What changed, in a sentence.
    pub what: String,
    /// The entry's new status, if the change names one that has a tone.
    pub status: Option<Tab>,
}

/// An entry that has ended.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Retired {
    /// Its title and its page.
    #[serde(flatten)]
    pub link: Link,
    /// Its last day, if it is known.
    pub date: Option<Shown>,
    /// What to use instead.
    pub instead: Vec<Shown>,
}

/// What ends, as two keys of the words: of the short form and of the sentence.
type What = (&'static str, &'static str);

/// How many days before its end an entry is listed.
const AHEAD: i32 = 60;

/// What ends within sixty days, soonest first.
#[must_use]
pub(crate) fn endings(scope: &Scope<'_>) -> Vec<Ending> {
    let mut found: Vec<(Date, EntryIndex, What, Tone)> = Vec::new();
    let until = scope.scene.snapshot.today.checked_add(AHEAD.days()).unwrap_or(scope.scene.snapshot.today);
    for (index, facts) in scope.scene.lives() {
        let LifeFacts { state, approved_until, pilot_until, ends, .. } = facts;
        let end = match state {
            State::Approved => approved_until.map(|day| (day, ("ending_approval", "ends_approval"), Tone::Cond)),
            State::Piloting => pilot_until.map(|day| (day, ("ending_pilot", "ends_pilot"), Tone::Cond)),
            State::Sunsetting => ends.map(|day| (day, ("ending_retired", "ends_retired"), Tone::Ret)),
            State::Proposed | State::Retired | State::Declined => None,
        };
        if let Some((day, what, tone)) = end.filter(|(day, ..)| *day >= scope.scene.snapshot.today && *day <= until) {
            found.push((day, index, what, tone));
        }
    }
    found.sort_by(|a, b| {
        a.0.cmp(&b.0).then_with(|| scope.scene.library.entries[a.1].file.cmp(&scope.scene.library.entries[b.1].file))
    });
    let ending = |(day, index, what, tone): (Date, EntryIndex, What, Tone)| {
        let instead = if tone == Tone::Ret { instead(scope, index) } else { Vec::new() };
        Ending {
            date: date(scope, day),
            link: Link::to_entry(scope, index),
            word: scope.words.get(what.0).to_owned(),
            what: scope.words.get(what.1).to_owned(),
            tone,
            instead,
        }
    };
    found.into_iter().map(ending).collect()
}

/// The model of the page of changes.
#[must_use]
pub(crate) fn model(scope: &Scope<'_>) -> ChangesModel {
    let mut months: Vec<Month> = Vec::new();
    for change in changes(&scope.scene.library, scope.scene.snapshot.today) {
        let id = format!("{}-{:02}", change.day.year(), change.day.month());
        if months.last().is_none_or(|month| month.id != id) {
            months.push(Month { label: format::month(change.day, scope.words), id, items: Vec::new() });
        }
        if let Some(month) = months.last_mut() {
            month.items.push(change_model(scope, &change));
        }
    }
    let mut gone: Vec<(Option<Date>, EntryIndex)> = scope
        .scene
        .lives()
        .filter(|(_, facts)| {
            facts.state == State::Retired
                || (facts.state == State::Sunsetting && facts.ends.is_some_and(|end| end < scope.scene.snapshot.today))
        })
        .map(|(index, facts)| (facts.ends, index))
        .collect();
    gone.sort_by(|a, b| {
        b.0.cmp(&a.0).then_with(|| scope.scene.library.entries[a.1].file.cmp(&scope.scene.library.entries[b.1].file))
    });
    let retired = gone.into_iter().map(|(day, index)| {
        let date = day.map(|day| date(scope, day));
        Retired { link: Link::to_entry(scope, index), date, instead: instead(scope, index) }
    });
    ChangesModel { ending: endings(scope), retired: retired.collect(), months }
}

/// One change as a page shows it.
#[must_use]
pub(crate) fn change_model(scope: &Scope<'_>, change: &Change<'_>) -> ChangeModel {
    let entry = &scope.scene.library.entries[change.index];
    ChangeModel {
        date: date(scope, change.day),
        link: Link::to_entry(scope, change.index),
        what: change.what.to_owned(),
        status: change.status.and_then(|key| status(entry, key)),
    }
}

/// A status with its label and tone, from the scale of the kind.
fn status(entry: &Entry, key: &str) -> Option<Tab> {
    let life = entry.kind.life.as_ref()?;
    let choice = life.status.field(&entry.kind.fields)?.ty.scale()?.get(key)?;
    Some(Tab { tone: choice.tone?, word: choice.label.clone() })
}

fn date(scope: &Scope<'_>, day: Date) -> Shown {
    Shown::Date { text: format::day(day, scope.words), iso: day.to_string() }
}

/// Links to the entries that an entry names as its replacements.
fn instead(scope: &Scope<'_>, index: EntryIndex) -> Vec<Shown> {
    let life = scope.scene.library.entries[index].kind.life.as_ref();
    let Some(path) = life.and_then(|life| life.roles.get(&life::Role::UseInstead)) else { return Vec::new() };
    let start = path.steps();
    let named = scope.scene.library.references[index].iter().filter(|(way, _)| way.starts_with(&start));
    named.filter_map(|(way, _)| Some(entry_link(scope, scope.scene.library.named(index, way)?))).collect()
}
