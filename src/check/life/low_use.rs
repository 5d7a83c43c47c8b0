//! Tools that few teachers use.

use super::alive::{Alive, alive};
use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::schema::life::{Role, State};

rule! {
    /// Fewer than 30 % of teachers use an approved tool after a semester. Offer coaching for it, or retire it.
    ///
    /// Bad:
    /// ```markdown content/tools/camtasia.md
    /// ---
    /// title: Camtasia
    /// summary: Screen recording.
    /// category: making
    /// status: approved
    /// grades: K-12
    /// cost_model: free
    /// introduced: 2026-01-12
    /// usage: { teachers: 24%, as_of: 2026-10-12 }
    /// ---
    /// ```
    /// Good:
    /// ```markdown content/tools/camtasia.md
    /// ---
    /// title: Camtasia
    /// summary: Screen recording.
    /// category: making
    /// status: approved
    /// grades: K-12
    /// cost_model: free
    /// introduced: 2026-01-12
    /// usage: { teachers: 64%, as_of: 2026-10-12 }
    /// ---
    /// ```
    pub(crate) LOW_USE = "low-use", Warning
}

/// The percentage of teachers below which a tool is reported.
const ENOUGH: f64 = 30.0;
/// The days after its introduction in which a tool is not reported.
const SEMESTER: i32 = 120;

pub(in crate::check) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let tell = |alive: Alive<'_>| {
        let used = alive.value(Role::Use)?.as_share().filter(|share| *share < ENOUGH)?;
        if alive.state != State::Approved {
            return None;
        }
        let counted = alive.date(Role::UseCounted);
        let known = alive.date(Role::Introduced).and_then(|introduced| introduced.until(counted?).ok());
        if known.is_some_and(|span| span.get_days() < SEMESTER) {
            return None;
        }
        let message = format!("only {used}% of teachers use `{}`; a tool should have at least 30%", alive.entry.title);
        let help = "decide whether to keep it: offer coaching, or retire it with thirty days' notice";
        Some(LOW_USE.at(alive.span(Role::Use), message).help(help))
    };
    alive(scene).filter_map(tell).collect()
}
