//! Steps of a path that cannot be taken.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Suggestions, one_of, rule};
use crate::path_graph::{Fault, graph};
use crate::scene::Scene;
use crate::schema::Value;
use crate::yaml::Step;

rule! {
    /// The steps of a path cannot be put in order: a step comes after one that does not exist, two steps have the same
    /// key, or steps wait for each other.
    ///
    /// Bad:
    /// ```markdown content/certification/coach.md
    /// ---
    /// title: From classroom to coach
    /// summary: Three steps.
    /// goal: coach
    /// steps:
    ///   - { key: years, title: Teach, after: [portfolio] }
    ///   - { key: portfolio, title: Portfolio, after: [years] }
    /// ---
    /// ```
    /// Good:
    /// ```markdown content/certification/coach.md
    /// ---
    /// title: From classroom to coach
    /// summary: Three steps.
    /// goal: coach
    /// steps:
    ///   - { key: years, title: Teach }
    ///   - { key: portfolio, title: Portfolio, after: [years] }
    /// ---
    /// ```
    pub(crate) PATH_STEP = "path-step", Error
}
rule! {
    /// A path contains a credential that is no longer offered, or a step that nobody can reach any more because of it.
    /// This is a warning, because the passing of time never stops a build.
    ///
    /// Bad:
    /// ```markdown content/certification/coach.md
    /// ---
    /// title: From classroom to coach
    /// summary: Two steps.
    /// goal: coach
    /// steps:
    ///   - { key: educator, title: Educator exam, retired: 2025-06-30 }
    ///   - { key: trainer, title: Trainer }
    /// ---
    /// ```
    /// Good:
    /// ```markdown content/certification/coach.md
    /// ---
    /// title: From classroom to coach
    /// summary: Two steps.
    /// goal: coach
    /// steps:
    ///   - { key: educator, title: Educator exam }
    ///   - { key: trainer, title: Trainer }
    /// ---
    /// ```
    pub(crate) PATH_RETIRED = "path-retired", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in &scene.library.entries {
        for spec in &entry.kind.paths {
            let Some(list) = entry.fields.get(&spec.steps).and_then(Value::as_list) else { continue };
            let graph = graph(list, scene.snapshot.today);
            let steps: BTreeMap<usize, _> = graph.steps.iter().map(|step| (step.position, step)).collect();
            let title = |position: usize| steps.get(&position).map_or("", |step| step.title);
            let mut keys = None;
            let span = |rest: &[Step]| {
                let start = Step::Key(spec.steps.clone());
                let path: Vec<Step> = [start].into_iter().chain(rest.iter().cloned()).collect();
                entry.field_span(&path)
            };
            let key = |name: &str| Step::Key(name.to_owned());
            for fault in &graph.faults {
                found.push(match fault {
                    Fault::Twice(position, step) => PATH_STEP
                        .at(span(&[Step::Item(*position), key("key")]), format!("two steps have the key `{step}`"))
                        .help("give one of them a different key"),
                    Fault::Unknown { position, item, key: step } => {
                        let keys =
                            keys.get_or_insert_with(|| Suggestions::new(graph.steps.iter().map(|step| step.key)));
                        let own = steps.get(position).map(|own| own.key);
                        let help = match keys.near(step).filter(|near| Some(*near) != own) {
                            Some(near) => format!("did you mean `{near}`?"),
                            // A list of many steps is cut and made only once, so it may contain the step itself.
                            None if steps.len() > 64 => format!("the steps are {}", keys.listed()),
                            None => format!("the steps are {}", one_of(keys.names().filter(|key| Some(*key) != own))),
                        };
                        PATH_STEP
                            .at(
                                span(&[Step::Item(*position), key("after"), Step::Item(*item)]),
                                format!("there is no step `{step}`"),
                            )
                            .help(help)
                    }
                    Fault::Circle(positions) => {
                        let names: Vec<String> =
                            positions.iter().map(|position| format!("`{}`", title(*position))).collect();
                        let first = positions.first().copied().unwrap_or_default();
                        PATH_STEP
                            .at(
                                span(&[Step::Item(first)]),
                                format!("these steps wait for each other: {}", names.join(", ")),
                            )
                            .help("delete one `after`, so that one of the steps can be the first")
                    }
                    Fault::Unreachable(position) => PATH_RETIRED
                        .at(
                            span(&[Step::Item(*position)]),
                            format!("nobody can reach the step `{}` any more", title(*position)),
                        )
                        .help("name a different step in `after`, or add an alternative to the retired step"),
                    Fault::Retired(position, day) => PATH_RETIRED
                        .at(
                            span(&[Step::Item(*position), key("retired")]),
                            format!(
                                "the step `{}` leads to a credential that has not been offered since {day}",
                                title(*position)
                            ),
                        )
                        .help("name the credential that replaces it, or delete the step"),
                });
            }
        }
    }
    found
}
