//! Approved tools with open points on their checklists.

use super::alive::{Alive, alive};
use crate::checklist::{Open, unchecked};
use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::schema::life::State;

rule! {
    /// A tool is approved, but a point of its checklist was not checked, or the result is not recorded.
    ///
    /// Bad:
    /// ```yaml kinds/gadget.yaml
    /// label: { one: Gadget, many: Gadgets }
    /// scales:
    ///   gadget-status: [approved, proposed]
    ///   gadget-result: [{ key: met, tone: ok }, { key: not-met, tone: "no" }]
    /// fields:
    ///   status: { type: choice, of: gadget-status }
    ///   safe: { type: choice, of: gadget-result }
    /// life: { status: status }
    /// checklist: [{ key: safety, tones: [safe] }]
    /// ```
    /// ```markdown content/gadget/clock.md
    /// ---
    /// title: Clock
    /// status: approved
    /// ---
    /// ```
    /// Good:
    /// ```yaml kinds/gadget.yaml
    /// label: { one: Gadget, many: Gadgets }
    /// scales:
    ///   gadget-status: [approved, proposed]
    ///   gadget-result: [{ key: met, tone: ok }, { key: not-met, tone: "no" }]
    /// fields:
    ///   status: { type: choice, of: gadget-status }
    ///   safe: { type: choice, of: gadget-result }
    /// life: { status: status }
    /// checklist: [{ key: safety, tones: [safe] }]
    /// ```
    /// ```markdown content/gadget/clock.md
    /// ---
    /// title: Clock
    /// status: approved
    /// safe: met
    /// ---
    /// ```
    pub(crate) UNCHECKED_POINT = "unchecked-point", Warning
}

pub(in crate::check) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let words = scene.site.theme.words.of(&scene.site.config.language);
    let tell = |alive: Alive<'_>| {
        let open = if alive.state == State::Approved { unchecked(alive.entry, words) } else { Vec::new() };
        let span = alive.entry.field_span(&alive.life.status.steps());
        let labels: Vec<&str> = open.iter().map(|point| point.label.as_str()).collect();
        let title = &alive.entry.title;
        let message =
            format!("`{title}` is approved, but these points of its checklist are not checked: {}", labels.join(", "));
        let remedies = open.iter().map(|point| match open.as_slice() {
            [only] => only.remedy.clone(),
            _ => format!("{}: {}", point.label, point.remedy),
        });
        let help = format!("{}; or set the status back", remedies.collect::<Vec<_>>().join("; "));
        let follows = if open.iter().all(|point| point.refused.is_some()) { open.first() } else { None };
        let follows = follows.and_then(|point| point.refused.clone());
        let told = Diagnostic { follows, ..UNCHECKED_POINT.at(span, message).help(help) };
        match open.as_slice() {
            [] => None,
            [Open { mended: Some((path, text)), .. }] => {
                Some(told.fix(alive.entry.field_span(&path.steps()), text.clone()))
            }
            _ => Some(told),
        }
    };
    alive(scene).filter_map(tell).collect()
}
