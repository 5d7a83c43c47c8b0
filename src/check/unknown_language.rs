//! Blocks of code in a language that Homeroom does not color.

use crate::diagnostic::{Diagnostic, rule};
use crate::document::excerpt;
use crate::highlight::Highlighter;
use crate::scene::Scene;
use crate::source::Span;

rule! {
    /// A block of code names a language that Homeroom does not know. The page shows the block without colors. Write
    /// `text` if the block is not code.
    ///
    /// Bad:
    /// ```markdown content/loops.md
    /// # Loops
    ///
    /// ~~~pyhton
    /// print("again")
    /// ~~~
    /// ```
    /// Good:
    /// ```markdown content/loops.md
    /// # Loops
    ///
    /// ~~~python
    /// print("again")
    /// ~~~
    /// ```
    pub(super) UNKNOWN_LANGUAGE = "unknown-language", Info
}

/// Languages of diagrams, which other tools draw.
const DIAGRAMS: [&str; 8] = ["mermaid", "plantuml", "puml", "dot", "graphviz", "d2", "drawio", "geojson"];

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let highlighter = Highlighter::default();
    let mut found = Vec::new();
    let mut see = |language: &Option<String>, span: &dyn Fn() -> Span| {
        let Some(language) = language.as_deref().filter(|language| !highlighter.knows(language)) else { return };
        // A formula that is not read, because of the settings, has its own finding.
        if language == "math" {
            return;
        }
        let told = UNKNOWN_LANGUAGE.at(span(), format!("there are no colors for the language `{}`", excerpt(language)));
        let told = told.about(language);
        found.push(match highlighter.nearest(language) {
            _ if DIAGRAMS.contains(&language.to_lowercase().as_str()) => Diagnostic {
                message: format!("`{}` is shown as text, because Homeroom draws no diagrams", excerpt(language)),
                ..told
            }
            .help(
                "draw it with a different program, put the picture into the folder of this page, and show it with `![What it shows](picture.svg)`",
            ),
            Some(near) => told.help(format!("did you mean `{near}`?")),
            None => told.help("write `text` if it is not code; the page shows it without colors"),
        });
    };
    for entry in &scene.library.entries {
        for (language, range) in &entry.body.code {
            // The first line of the block names it.
            let length = entry.markdown().get(range.clone()).and_then(|text| text.lines().next()).map_or(0, str::len);
            see(language, &|| entry.body_span(&(range.start..range.start + length)));
        }
        for (path, _, body) in &entry.inner_bodies {
            body.code.iter().for_each(|(language, _)| see(language, &|| entry.field_span(path)));
        }
    }
    found
}
