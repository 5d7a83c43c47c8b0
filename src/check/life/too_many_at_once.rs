//! Too many tools introduced in one semester.

use std::collections::BTreeMap;

use super::alive::{Alive, alive, semester};
use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::schema::life::{Role, State};

rule! {
    /// More than five tools were introduced in one semester. Teachers learn three or four tools well, but not many at
    /// once. A semester is January to July, or August to December.
    ///
    /// The finding names the tools. Move some of them to the next semester, or retire those that nobody will have time
    /// to learn.
    ///
    /// Bad:
    /// ```yaml kinds/gadget.yaml
    /// label: { one: Gadget, many: Gadgets }
    /// fields:
    ///   status: { type: choice, of: [approved, retired] }
    ///   introduced: { type: date }
    /// life: { status: status, introduced: introduced }
    /// ```
    /// ```markdown content/gadget/one.md
    /// ---
    /// title: Gadget one
    /// status: approved
    /// introduced: 2026-09-01
    /// ---
    /// ```
    /// ```markdown content/gadget/two.md
    /// ---
    /// title: Gadget two
    /// status: approved
    /// introduced: 2026-09-01
    /// ---
    /// ```
    /// ```markdown content/gadget/three.md
    /// ---
    /// title: Gadget three
    /// status: approved
    /// introduced: 2026-09-01
    /// ---
    /// ```
    /// ```markdown content/gadget/four.md
    /// ---
    /// title: Gadget four
    /// status: approved
    /// introduced: 2026-09-01
    /// ---
    /// ```
    /// ```markdown content/gadget/five.md
    /// ---
    /// title: Gadget five
    /// status: approved
    /// introduced: 2026-09-01
    /// ---
    /// ```
    /// ```markdown content/gadget/six.md
    /// ---
    /// title: Gadget six
    /// status: approved
    /// introduced: 2026-09-01
    /// ---
    /// ```
    /// Good:
    /// ```yaml kinds/gadget.yaml
    /// label: { one: Gadget, many: Gadgets }
    /// fields:
    ///   status: { type: choice, of: [approved, retired] }
    ///   introduced: { type: date }
    /// life: { status: status, introduced: introduced }
    /// ```
    /// ```markdown content/gadget/one.md
    /// ---
    /// title: Gadget one
    /// status: approved
    /// introduced: 2026-09-01
    /// ---
    /// ```
    /// ```markdown content/gadget/two.md
    /// ---
    /// title: Gadget two
    /// status: approved
    /// introduced: 2026-09-01
    /// ---
    /// ```
    /// ```markdown content/gadget/three.md
    /// ---
    /// title: Gadget three
    /// status: approved
    /// introduced: 2026-09-01
    /// ---
    /// ```
    /// ```markdown content/gadget/four.md
    /// ---
    /// title: Gadget four
    /// status: approved
    /// introduced: 2026-09-01
    /// ---
    /// ```
    /// ```markdown content/gadget/five.md
    /// ---
    /// title: Gadget five
    /// status: approved
    /// introduced: 2026-09-01
    /// ---
    /// ```
    /// ```markdown content/gadget/six.md
    /// ---
    /// title: Gadget six
    /// status: approved
    /// introduced: 2027-02-01
    /// ---
    /// ```
    pub(crate) TOO_MANY_AT_ONCE = "too-many-at-once", Warning
}

/// The most tools that can be introduced in a semester.
const MOST: usize = 5;

pub(in crate::check) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut semesters: BTreeMap<(String, i16, &str), Vec<Alive<'_>>> = BTreeMap::new();
    for alive in alive(scene).filter(|alive| alive.state != State::Declined && alive.state != State::Proposed) {
        if let Some(day) = alive.date(Role::Introduced) {
            let (year, half) = semester(day);
            semesters.entry((alive.entry.kind.many.clone(), year, half)).or_default().push(alive);
        }
    }
    let tell = |((kind, year, half), entries): ((String, i16, &str), Vec<Alive<'_>>)| {
        let last = entries.iter().max_by_key(|alive| alive.date(Role::Introduced))?;
        let titles: Vec<&str> = entries.iter().map(|alive| alive.entry.title.as_str()).collect();
        let message =
            format!("{} entries of {kind} were introduced in {half} {year}: {}", entries.len(), titles.join(", "));
        let help = "teachers learn three or four tools well, but not many at once; move some to the next semester";
        (entries.len() > MOST).then(|| TOO_MANY_AT_ONCE.at(last.span(Role::Introduced), message).help(help))
    };
    semesters.into_iter().filter_map(tell).collect()
}
