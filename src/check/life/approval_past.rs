//! Approvals and pilots that have run out.

use super::alive::{Alive, alive};
use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::schema::life::{Role, State};

rule! {
    /// The last day of a tool's approval or pilot has passed. Its page tells readers to check first. Renew the
    /// approval, or decide whether classes may go on using the tool. This is a warning, because the passing of time
    /// never stops a build.
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
        let renew = "renew it, or set a different status";
        let (role, what, ended, help) = match alive.state {
            State::Approved => (Role::ApprovedUntil, "approval", "ended on", renew),
            State::Piloting => (Role::PilotUntil, "pilot", "ended on", renew),
            State::Sunsetting => (Role::Ends, "last day", "was", "set its status to `retired`"),
            State::Proposed | State::Retired | State::Declined => return None,
        };
        let end = alive.date(role).filter(|end| *end < scene.snapshot.today)?;
        let message = format!("the {what} of `{}` {ended} {end}", alive.entry.title);
        Some(APPROVAL_PAST.at(alive.span(role), message).help(help))
    };
    alive(scene).filter_map(tell).collect()
}
