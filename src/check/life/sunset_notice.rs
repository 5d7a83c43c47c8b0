//! Retirements that come too soon after their notice.

use super::alive::{Alive, alive};
use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::schema::life::Role;

rule! {
    /// A tool retires less than thirty days after teachers were told. A class needs thirty days to finish its work and
    /// to move it.
    ///
    /// Bad:
    /// ```markdown content/tools/pear-deck.md
    /// ---
    /// title: Pear Deck
    /// summary: Questions on slides.
    /// category: live-lessons
    /// status: retired
    /// use_instead: [nearpod]
    /// sunset: { notice: 2026-06-10, ends: 2026-06-30 }
    /// ---
    /// ```
    /// ```markdown content/tools/nearpod.md
    /// ---
    /// title: Nearpod
    /// summary: Live lessons.
    /// category: live-lessons
    /// status: proposed
    /// ---
    /// ```
    /// Good:
    /// ```markdown content/tools/pear-deck.md
    /// ---
    /// title: Pear Deck
    /// summary: Questions on slides.
    /// category: live-lessons
    /// status: retired
    /// use_instead: [nearpod]
    /// sunset: { notice: 2026-05-10, ends: 2026-06-30 }
    /// ---
    /// ```
    /// ```markdown content/tools/nearpod.md
    /// ---
    /// title: Nearpod
    /// summary: Live lessons.
    /// category: live-lessons
    /// status: proposed
    /// ---
    /// ```
    pub(crate) SUNSET_NOTICE = "sunset-notice", Error
}

/// The least days between the notice and the last day.
const NOTICE: i32 = 30;

pub(in crate::check) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let tell = |alive: Alive<'_>| {
        let (notice, ends) = (alive.date(Role::Notice)?, alive.date(Role::Ends)?);
        let days = notice.until(ends).ok()?.get_days();
        let message = format!("`{}` retires {days} days after the notice", alive.entry.title);
        let earliest = notice.checked_add(jiff::Span::new().days(NOTICE)).ok()?;
        let help = format!("give at least {NOTICE} days: set the last day to {earliest} or later");
        (days < NOTICE).then(|| SUNSET_NOTICE.at(alive.span(Role::Ends), message).help(help))
    };
    alive(scene).filter_map(tell).collect()
}
