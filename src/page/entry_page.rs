//! The page of an entry: facts, text, related pages, and the sources of its figures.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{EntryModel, RelatedGroup, SourceModel};
use super::text;
use crate::checklist::{Checked, Outcome, judge};
use crate::content::{Entry, Role, Standing};
use crate::format;
use crate::href;
use crate::library::{EntryIndex, Reference};
use crate::markdown::THEME_ID;
use crate::plan::squares::squares;
use crate::plan::{addresses, order};
use crate::scene::Scene;
use crate::schema::ViewSpec;
use crate::schema::life::State;
use crate::theme::Dictionary;
use crate::verdict::Answer;
use crate::view::answer::AnswerModel;
use crate::view::catalogue::{Tab, take_tab};
use crate::view::path::{self, PathModel};
use crate::view::shown::facts;
use crate::view::{Fact, Link, Scope, Shown, answer, ladder};
use crate::yaml::Step;

/// The model of an entry or a plain page.
pub(super) fn model(scope: &Scope<'_>, index: EntryIndex) -> EntryModel {
    let Scene { library, snapshot, site, .. } = scope.scene;
    let entry = &library.entries[index];
    let inner = text::inner(scope, index);
    let scope = &Scope { inner: &inner, ..*scope };
    let facts = facts(scope, index);
    let (related, mentioned_by) = related(scope, index);
    let day = |name: &str| entry.date(name);
    let say = |key: &str, day: jiff::civil::Date| scope.words.fill(key, &[("date", &format::day(day, scope.words))]);
    let due = day("review_by").is_some_and(|day| day < snapshot.today);
    let unpublished = match library.standings[index] {
        Standing::Published => None,
        Standing::Draft => Some(scope.words.get("draft").to_owned()),
        Standing::Future(day) => Some(say("future", day)),
    };
    let verdict = answer::model(scope, index);
    let checklist = checklist(entry, scope.words);
    let path = path_of(scope, index);
    let outline = outline(scope, entry, path.as_ref(), !checklist.is_empty());
    let sources = sources(&facts);
    let panel = panel(scope, index, facts, verdict.as_ref());
    let edit = site.config.repository.edit.as_ref();
    EntryModel {
        kind: entry.kind.id.clone(),
        kind_label: entry.kind.one.clone(),
        summary: entry.text("summary").map(str::to_owned),
        open: open(scope, index, verdict.as_ref()),
        compare: compare(scope, entry),
        verdict,
        checklist,
        path,
        sources,
        tab: panel.tab,
        facts: panel.facts,
        more_facts: panel.more,
        html: text::body(scope, index),
        outline,
        related,
        mentioned_by,
        reviewed: day("reviewed").map(|day| say("reviewed", day)),
        review: day("review_by").map(|day| say(if due { "review_due" } else { "review_by" }, day)),
        review_due: due,
        updated: day("updated").map(|day| say("updated", day)),
        edit: edit.map(|address| address.replace("{path}", &href::encode_path(entry.file.as_str()))),
        unpublished,
    }
}

/// Links to the parts of the page; none when there are fewer than three.
fn outline(scope: &Scope<'_>, entry: &Entry, path: Option<&PathModel>, has_checklist: bool) -> Vec<Link> {
    let link = |title: &str, id: &str| Link { title: title.to_owned(), foreign: None, href: href::fragment(id) };
    let steps = path.map(|path| link(&path.title, &format!("{THEME_ID}path")));
    let headings = entry.body.outline.iter().filter(|heading| heading.level == 2);
    let headings = headings.map(|heading| link(&heading.text, &heading.id));
    let points = has_checklist.then(|| link(scope.words.get("checklist"), &format!("{THEME_ID}checklist")));
    let parts: Vec<Link> = steps.into_iter().chain(headings).chain(points).collect();
    if parts.len() < 3 { Vec::new() } else { parts }
}

/// The facts panel. The facts that a card shows come first, since readers ask for them most.
fn panel(scope: &Scope<'_>, index: EntryIndex, facts: Vec<Fact>, verdict: Option<&AnswerModel>) -> Panel {
    let entry = &scope.scene.library.entries[index];
    let card = entry.kind.views.iter().find_map(ViewSpec::as_catalogue).map_or(&[][..], |spec| &spec.card);
    let rank = |fact: &Fact| card.iter().position(|name| *name == fact.name).unwrap_or(card.len());
    let mut facts = facts;
    facts.sort_by_key(rank);
    let tab = match verdict {
        Some(verdict) => Some(Tab { tone: verdict.tone, word: verdict.word.clone() }),
        None => take_tab(&mut facts),
    };
    for fact in &mut facts {
        if let Shown::Choice { href, .. } = &mut fact.value {
            *href = page_of_choice(scope, index, &fact.name);
        }
    }
    let more = facts.split_off(IN_PANEL.min(facts.len()));
    Panel { tab, facts, more }
}

/// The address of the entries with the same choice: a rung of a ladder, a square of a matrix, or a facet value's page.
fn page_of_choice(scope: &Scope<'_>, index: EntryIndex, name: &str) -> Option<String> {
    let Scene { plan, library, .. } = scope.scene;
    let entry = &library.entries[index];
    let key = entry.fields.get(name)?.as_choice()?;
    let section = plan.sections.iter().find(|section| section.kind.id == entry.kind.id)?;
    let url = |view: &ViewSpec| addresses::view(&section.url, view);
    let on_view = section.kind.views.iter().find_map(|view| match view {
        ViewSpec::Ladder(spec) => {
            (spec.by == name).then(|| scope.linker.to_anchor(&url(view), Some(&ladder::rung_id(key))))
        }
        ViewSpec::Matrix(spec) => {
            if spec.rows != name && spec.columns != name {
                return None;
            }
            // Only for this entry: to go over all entries on each entry's page would take quadratic time.
            let squares = squares(&section.kind, spec, &[index], library);
            let own = squares.iter().find(|square| !square.entries.is_empty())?;
            Some(scope.linker.to(&addresses::square(&url(view), &own.code)))
        }
        ViewSpec::Catalogue(_) | ViewSpec::Table(_) | ViewSpec::Index(_) | ViewSpec::Ranges(_) => None,
    });
    let on_facet = || {
        let view = section.kind.views.iter().find(|view| view.as_catalogue().is_some())?;
        let facet = section.facets.iter().find(|facet| facet.field.name == name)?;
        Some(scope.linker.to(&addresses::facet_value(&url(view), &facet.field.name, key)))
    };
    on_view.or_else(on_facet)
}

/// The link to the page outside that the entry is about. There is none when the entry must not be used.
fn open(scope: &Scope<'_>, index: EntryIndex, verdict: Option<&AnswerModel>) -> Option<Link> {
    let entry = &scope.scene.library.entries[index];
    let fields = entry.kind.fields.values().filter(|field| field.facts);
    let mut addresses = fields.filter_map(|field| entry.fields.get(&field.name)?.as_url());
    let address = addresses.next().map(str::to_owned);
    let allowed = verdict.is_none_or(|verdict| verdict.key != Answer::No);
    let text = scope.words.fill("open", &[("title", &entry.title)]);
    address.filter(|_| allowed).map(|href| Link { title: text, foreign: None, href })
}

/// The link to the first table of the entry's kind, with this entry chosen. `None` when there is nothing to compare.
fn compare(scope: &Scope<'_>, entry: &Entry) -> Option<Link> {
    let section = scope.scene.plan.sections.iter().find(|section| section.kind.id == entry.kind.id)?;
    let view = section.kind.views.iter().find(|view| view.as_table().is_some())?;
    if section.entries.len() < 2 {
        return None;
    }
    let href =
        format!("{}?with={}", scope.linker.to(&addresses::view(&section.url, view)), href::encode_path(&entry.slug));
    Some(Link { title: scope.words.get("compare_with").to_owned(), foreign: None, href })
}

/// Entries that a field ties to this one, in either direction, grouped by kind; and pages whose text links here.
fn related(scope: &Scope<'_>, index: EntryIndex) -> (Vec<RelatedGroup>, Vec<Link>) {
    let Scene { library, .. } = scope.scene;
    let mut tied: Vec<EntryIndex> = Vec::new();
    // The facts panel links what the entry's other fields name; only `related` is not shown there.
    let own = library.references[index].iter();
    let own = own.filter(|(path, _)| matches!(path.first(), Some(Step::Key(name)) if name == "related"));
    tied.extend(own.filter_map(|(_, reference)| match reference {
        Reference::Entry(target) => Some(*target),
        Reference::WrongKind(_) | Reference::Missing => None,
    }));
    let back = library.backlinks[index].iter().copied();
    let (referring, mentioning): (Vec<EntryIndex>, Vec<EntryIndex>) =
        back.partition(|from| library.referrers[index].contains(from));
    tied.extend(referring);
    let mut seen = BTreeSet::new();
    tied.retain(|target| *target != index && library.is_published(*target) && seen.insert(*target));
    let mut groups: BTreeMap<&str, Vec<EntryIndex>> = BTreeMap::new();
    for target in tied {
        groups.entry(library.entries[target].kind.many.as_str()).or_default().push(target);
    }
    let by_title = |entries: &mut Vec<EntryIndex>| {
        entries.sort_by(|a, b| order::by_title(&library.entries[*a], &library.entries[*b]))
    };
    let entry_link = |index: &EntryIndex| Link::to_entry(scope, *index);
    let groups = groups.into_iter().map(|(label, mut entries)| {
        by_title(&mut entries);
        RelatedGroup { label: label.to_owned(), links: entries.iter().map(entry_link).collect() }
    });
    let mut mentioning: Vec<EntryIndex> = mentioning
        .into_iter()
        .filter(|from| library.is_published(*from) && !seen.contains(from))
        .filter(|from| matches!(library.entries[*from].role, Role::Entry | Role::Page))
        .collect();
    by_title(&mut mentioning);
    (groups.collect(), mentioning.iter().map(entry_link).collect())
}

/// How many facts the panel shows before "more".
const IN_PANEL: usize = 6;

/// The facts panel.
struct Panel {
    tab: Option<Tab>,
    facts: Vec<Fact>,
    more: Vec<Fact>,
}

/// The checklist of an entry. It is left out when the entry is retired or declined and no point was ever checked.
fn checklist(entry: &Entry, words: &Dictionary) -> Vec<Checked> {
    let points = judge(entry, words);
    let state = entry.kind.life.as_ref().and_then(|life| life.state(&entry.fields));
    let is_over = matches!(state, Some(State::Retired | State::Declined));
    let untouched = points.iter().all(|point| point.outcome == Outcome::NotChecked);
    if is_over && untouched { Vec::new() } else { points }
}

/// The steps of an entry, when its kind shows them.
fn path_of(scope: &Scope<'_>, index: EntryIndex) -> Option<PathModel> {
    let paths = &scope.scene.library.entries[index].kind.paths;
    paths.iter().find_map(|spec| path::model(scope, index, &spec.title, &spec.steps))
}

/// The sources of an entry's figures, each once, in the order of the facts.
fn sources(facts: &[Fact]) -> Vec<SourceModel> {
    let mut found: Vec<SourceModel> = Vec::new();
    let mut seen = BTreeSet::new();
    fn see<'s>(shown: &'s Shown, seen: &mut BTreeSet<(&'s str, Option<&'s str>)>, found: &mut Vec<SourceModel>) {
        match shown {
            Shown::Figure { text: _, source, url } => {
                let source = source.as_ref().filter(|source| seen.insert((source.as_str(), url.as_deref())));
                found.extend(source.map(|source| SourceModel { text: source.clone(), url: url.clone() }));
            }
            Shown::List { items } => items.iter().for_each(|item| see(item, seen, found)),
            Shown::Group { facts } => facts.iter().for_each(|fact| see(&fact.value, seen, found)),
            Shown::Text { .. }
            | Shown::Html { .. }
            | Shown::Link { .. }
            | Shown::Choice { .. }
            | Shown::Grades { .. }
            | Shown::Date { .. }
            | Shown::Image { .. } => {}
        }
    }
    facts.iter().for_each(|fact| see(&fact.value, &mut seen, &mut found));
    found
}
