//! Drawings that run, load or hide something.

use super::files::withheld;
use crate::diagnostic::{Diagnostic, rule};
use crate::drawing;
use crate::plan::files::Why;
use crate::scene::Scene;
use crate::source::Span;

rule! {
    /// A drawing (SVG) of `content/` that holds more than a drawing: a script, HTML, something that it loads from
    /// elsewhere, a picture inside of it, entities. A browser that opens it would run it at the site's address; so it
    /// is not published.
    ///
    /// Export it again as plain SVG, without pictures and text boxes of HTML, or as PNG. A drawing that has to move by
    /// a script is the technologist's matter: it belongs into `static/`.
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
            found.push(withheld(told.help("export it as plain SVG without it, or as PNG"), file));
        }
    }
    found
}
