//! The page of an entry: facts, text, what it is tied to, where its figures come from.

use std::collections::{BTreeMap, BTreeSet};

use super::links;
use super::model::{EntryModel, Link, RelatedGroup, SourceModel};
use super::render::{Context, OnePage};
use crate::catalog::{EntryIndex, Reference};
use crate::checklist::{Checked, Outcome, judge};
use crate::content::{Entry, Role, Standing};
use crate::format;
use crate::href;
use crate::schema::life::State;
use crate::schema::{Value, ViewSpec};
use crate::theme::Dictionary;
use crate::view::path::{self, PathModel};
use crate::view::shown::facts;
use crate::view::{Fact, Scope, Shown, answer, order};
use crate::yaml::Step;

impl OnePage<'_> {
    /// An entry or a plain page.
    pub(super) fn entry(&self, index: EntryIndex) -> EntryModel {
        let Context { catalog, snapshot, site, .. } = self.context;
        let entry = &catalog.entries[index];
        let inner = self.inner(index);
        let scope = self.scope(&inner);
        let facts = facts(&scope, index);
        let (related, mentioned_by) = self.related(index);
        let day = |name: &str| entry.date(name);
        let say = |key: &str, day: jiff::civil::Date| self.words.fill(key, &[("date", &format::day(day, self.words))]);
        let due = day("review_by").is_some_and(|day| day < snapshot.today);
        let unpublished = match catalog.standings[index] {
            Standing::Published => None,
            Standing::Draft => Some(self.words.get("draft").to_owned()),
            Standing::Future(day) => Some(say("future", day)),
        };
        let outline = entry.body.outline.iter().filter(|heading| heading.level == 2);
        let mut outline: Vec<Link> =
            outline.map(|heading| Link { text: heading.text.clone(), href: href::fragment(&heading.id) }).collect();
        if outline.len() < 3 {
            outline.clear();
        }
        let edit = site.config.repository.edit.as_ref();
        EntryModel {
            kind: entry.kind.id.clone(),
            kind_label: entry.kind.one.clone(),
            summary: entry.text("summary").map(str::to_owned),
            verdict: answer::model(&scope, index),
            checklist: checklist(entry, self.words),
            path: path_of(&scope, index),
            sources: sources(&facts),
            facts,
            html: self.body(index),
            outline,
            related,
            mentioned_by,
            reviewed: day("reviewed").map(|day| say("reviewed", day)),
            review: day("review_by").map(|day| say(if due { "review_due" } else { "review_by" }, day)),
            review_due: due,
            updated: day("updated").map(|day| say("updated", day)),
            edit: edit.map(|address| address.replace("{path}", &links::encode_path(entry.file.as_str()))),
            unpublished,
        }
    }

    /// Entries tied to this one by a field, in either direction, by kind; and pages that only mention it.
    fn related(&self, index: EntryIndex) -> (Vec<RelatedGroup>, Vec<Link>) {
        let Context { catalog, .. } = self.context;
        let refers = |from: EntryIndex, to: EntryIndex| {
            catalog.references[from].iter().any(|(_, reference)| *reference == Reference::Entry(to))
        };
        let mut tied: Vec<EntryIndex> = Vec::new();
        // Facts link to what the entry's own fields name; only `related` has no other place.
        if let Some(Value::List(_)) = catalog.entries[index].fields.get("related") {
            let own = catalog.references[index]
                .iter()
                .filter(|(path, _)| matches!(path.first(), Some(Step::Key(name)) if name == "related"));
            tied.extend(own.filter_map(|(_, reference)| match reference {
                Reference::Entry(target) => Some(*target),
                Reference::WrongKind(_) | Reference::Missing => None,
            }));
        }
        let back = catalog.backlinks[index].iter().copied();
        let (referring, mentioning): (Vec<EntryIndex>, Vec<EntryIndex>) = back.partition(|from| refers(*from, index));
        tied.extend(referring);
        let mut seen = BTreeSet::new();
        tied.retain(|target| *target != index && catalog.is_published(*target) && seen.insert(*target));
        let mut groups: BTreeMap<&str, Vec<EntryIndex>> = BTreeMap::new();
        for target in tied {
            groups.entry(catalog.entries[target].kind.many.as_str()).or_default().push(target);
        }
        let by_title = |entries: &mut Vec<EntryIndex>| {
            entries.sort_by(|a, b| order::by_title(&catalog.entries[*a], &catalog.entries[*b]))
        };
        let entry_link = |index: &EntryIndex| self.link(&catalog.entries[*index].title, &catalog.entries[*index].url);
        let groups = groups.into_iter().map(|(label, mut entries)| {
            by_title(&mut entries);
            RelatedGroup { label: label.to_owned(), links: entries.iter().map(entry_link).collect() }
        });
        let mut mentioning: Vec<EntryIndex> = mentioning
            .into_iter()
            .filter(|from| catalog.is_published(*from) && !seen.contains(from))
            .filter(|from| matches!(catalog.entries[*from].role, Role::Entry | Role::Page))
            .collect();
        by_title(&mut mentioning);
        (groups.collect(), mentioning.iter().map(entry_link).collect())
    }
}

/// The points of an entry. One that is gone or was turned down before anyone looked has none to show.
fn checklist(entry: &Entry, words: &Dictionary) -> Vec<Checked> {
    let points = judge(entry, words);
    let state = entry.kind.life.as_ref().and_then(|life| life.state(&entry.fields));
    let gone = matches!(state, Some(State::Retired | State::Declined));
    let untouched = points.iter().all(|point| point.outcome == Outcome::NotChecked);
    if gone && untouched { Vec::new() } else { points }
}

/// The steps of an entry, when its kind shows them.
fn path_of(scope: &Scope<'_>, index: EntryIndex) -> Option<PathModel> {
    scope.catalog.entries[index].kind.views.iter().find_map(|view| match view {
        ViewSpec::Path(spec) => path::model(scope, index, &spec.head.title, &spec.steps),
        _ => None,
    })
}

/// The sources of an entry's figures, each once, in the order of the facts.
fn sources(facts: &[Fact]) -> Vec<SourceModel> {
    let mut found: Vec<SourceModel> = Vec::new();
    fn see(shown: &Shown, found: &mut Vec<SourceModel>) {
        match shown {
            Shown::Figure { source: Some(source), url, .. } => {
                let model = SourceModel { text: source.clone(), url: url.clone() };
                if !found.contains(&model) {
                    found.push(model);
                }
            }
            Shown::List { items } => items.iter().for_each(|item| see(item, found)),
            Shown::Group { facts } => facts.iter().for_each(|fact| see(&fact.value, found)),
            _ => {}
        }
    }
    facts.iter().for_each(|fact| see(&fact.value, &mut found));
    found
}
