//! Drawings that run, load or hide something.

use super::files::withheld;
use crate::diagnostic::{Diagnostic, rule};
use crate::drawing;
use crate::plan::files::Why;
use crate::scene::Scene;
use crate::source::Span;

rule! {
    /// A drawing (SVG) of `content/` contains something that is not a drawing: a script, HTML, a picture, an entity, or
    /// something that it loads from a different file. A browser could run such a file at the site's address, so it is
    /// not published.
    ///
    /// Export the drawing again as plain SVG, without pictures and HTML text boxes, or as PNG. If a drawing needs a
    /// script, ask the technologist to put it into `static/`.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// # About
    ///
    /// ![The office's front door](door.svg)
    /// ```
    /// ```svg content/door.svg
    /// <svg xmlns="http://www.w3.org/2000/svg"><script>open()</script></svg>
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// # About
    ///
    /// ![The office's front door](door.svg)
    /// ```
    /// ```svg content/door.svg
    /// <svg xmlns="http://www.w3.org/2000/svg"><rect width="2" height="4"/></svg>
    /// ```
    pub(super) UNSAFE_DRAWING = "unsafe-drawing", Error
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (path, file) in scene.plan.withheld.iter().filter(|(_, file)| file.why == Why::Drawing) {
        for fault in scene.snapshot.text(path).map(|text| drawing::faults(text)).unwrap_or_default() {
            let told = UNSAFE_DRAWING.at(Span::new(path, fault.range), fault.what);
            found.push(withheld(told.help("export the drawing as plain SVG without it, or as PNG"), file));
        }
    }
    found
}
