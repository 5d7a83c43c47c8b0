//! Approvals and pilots that have run out.

use super::alive::{Alive, alive};
use crate::check::Scene;
use crate::diagnostic::{Diagnostic, rule};
use crate::schema::life::State;

rule! {
    /// The last day of a tool's approval or pilot has passed. Its page tells readers to check first;
    /// renew the approval, or decide what becomes of the tool. A warning, since time alone never
    /// breaks a build.
    ///
    /// Bad:
    /// ```markdown content/tools/canva.md
    /// ---
    /// title: Canva
    /// summary: Posters and slides.
    /// category: making
    /// status: approved
    /// grades: 3-12
    /// cost_model: free
    /// approved_until: 2026-06-30
    /// ---
    /// ```
    /// Good:
    /// ```markdown content/tools/canva.md
    /// ---
    /// title: Canva
    /// summary: Posters and slides.
    /// category: making
    /// status: approved
    /// grades: 3-12
    /// cost_model: free
    /// approved_until: 2027-06-30
    /// ---
    /// ```
    pub(crate) APPROVAL_PAST = "approval-past", Warning
}

pub(in crate::check) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let tell = |alive: Alive<'_>| {
        let (role, what) = match alive.state {
            State::Approved => ("approved_until", "approval"),
            State::Piloting => ("pilot_until", "pilot"),
            State::Sunsetting => ("ends", "last day"),
            State::Proposed | State::Retired | State::Declined => return None,
        };
        let end = alive.date(role).filter(|end| *end < scene.snapshot.today)?;
        let message = match alive.state {
            State::Sunsetting => format!("the {what} of `{}` was {end}", alive.entry.title),
            _ => format!("the {what} of `{}` ended on {end}", alive.entry.title),
        };
        let help = match alive.state {
            State::Sunsetting => "set its status to retired",
            _ => "renew it, or set another status",
        };
        Some(APPROVAL_PAST.at(alive.span(role), message).help(help))
    };
    alive(scene).filter_map(tell).collect()
}
