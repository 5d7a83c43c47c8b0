//! Entries without a day for their next review.

use crate::content::Role;
use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::schema::life::State;

rule! {
    /// An entry does not say by which day someone should check it again, but its kind expects this: it declares
    /// `review_by` with `expected: true`, as the kinds that ship with Homeroom do. An entry that is retired or being
    /// retired needs no such day.
    ///
    /// Bad:
    /// ```markdown content/degrees/state-college.md
    /// ---
    /// title: Master of Learning Technology
    /// summary: An online master's degree for working teachers.
    /// school: State College
    /// award: master
    /// ---
    /// ```
    /// Good:
    /// ```markdown content/degrees/state-college.md
    /// ---
    /// title: Master of Learning Technology
    /// summary: An online master's degree for working teachers.
    /// school: State College
    /// award: master
    /// review_by: 2027-06-30
    /// ---
    /// ```
    pub(super) NO_REVIEW_DATE = "no-review-date", Info
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let library = &scene.library;
    let tell = |index: usize| {
        let entry = &library.entries[index];
        let field = entry.kind.fields.get("review_by");
        let is_expected = field.is_some_and(|field| field.expected);
        let state = entry.kind.life.as_ref().and_then(|life| life.state(&entry.fields));
        let ends = matches!(state, Some(State::Sunsetting | State::Retired | State::Declined));
        // A day that cannot be read has its own finding.
        let is_written =
            entry.fields.contains_key("review_by") || entry.front.text[entry.front.range.clone()].contains("review_by");
        let is_open = is_expected && entry.readable && !ends && !is_written;
        if entry.role != Role::Entry || !is_open || !library.is_published(index) {
            return None;
        }
        let span = entry.front.first_line();
        let message =
            format!("this {} does not say by which day someone should check it again", entry.kind.one.to_lowercase());
        Some(
            NO_REVIEW_DATE
                .at(span, message)
                .about(entry.kind.id.as_str())
                .help("add `review_by:` with a day within a year from now"),
        )
    };
    (0..library.entries.len()).filter_map(tell).collect()
}
