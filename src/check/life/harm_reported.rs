//! Tools for which harm to teaching time was reported.

use super::alive::{Alive, alive};
use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::schema::Value;
use crate::schema::life::{Role, State};

rule! {
    /// Harm to teaching time was reported for a tool that classes may use. Review the tool now. Then remove `harm` from
    /// the guide, and set `reviewed` to the day of the review.
    ///
    /// Bad:
    /// ```markdown content/tools/studio.md
    /// ---
    /// title: Studio
    /// summary: Pages and posters.
    /// category: making
    /// status: approved
    /// grades: 6-12
    /// cost_model: free
    /// harm: { reported: 2026-10-29, what: Updates start in the middle of lessons. }
    /// ---
    /// ```
    /// Good:
    /// ```markdown content/tools/studio.md
    /// ---
    /// title: Studio
    /// summary: Pages and posters.
    /// category: making
    /// status: approved
    /// grades: 6-12
    /// cost_model: free
    /// reviewed: 2026-11-02
    /// ---
    /// ```
    pub(crate) HARM_REPORTED = "harm-reported", Warning
}

pub(in crate::check) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let tell = |alive: Alive<'_>| {
        let reported = alive.date(Role::Harm)?;
        let open = matches!(alive.state, State::Approved | State::Piloting | State::Sunsetting);
        let what = alive.value(Role::HarmWhat).and_then(Value::as_text);
        let what = what.map_or_else(String::new, |what| format!(": {}", what.trim_end_matches('.')));
        let message = format!("harm from `{}` was reported on {reported}{what}", alive.entry.title);
        let field = alive.life.roles.get(&Role::Harm).and_then(|path| path.0.first()).map_or("harm", String::as_str);
        let help = format!("review the tool now; then delete `{field}`, and set `reviewed` to the day of the review");
        open.then(|| HARM_REPORTED.at(alive.span(Role::Harm), message).help(help))
    };
    alive(scene).filter_map(tell).collect()
}
