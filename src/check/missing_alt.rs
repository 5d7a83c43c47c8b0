//! Pictures without a text alternative.

use crate::diagnostic::{Diagnostic, rule};
use crate::document::excerpt;
use crate::scene::Scene;
use crate::schema::Value;
use crate::schema::value::walk_fields;

rule! {
    /// A picture has no text alternative. People who cannot see it do not learn what it shows.
    ///
    /// Describe in a few words what the picture shows. If a picture only decorates, give it an empty text on purpose:
    /// in a text as HTML, `<img src="line.svg" alt="">`; in a field, `{ src: line.svg, alt: "" }`.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// # About
    ///
    /// ![](door.svg)
    /// ```
    /// ```svg content/door.svg
    /// <svg xmlns="http://www.w3.org/2000/svg"/>
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// # About
    ///
    /// ![The office's front door, left of the gym](door.svg)
    /// ```
    /// ```svg content/door.svg
    /// <svg xmlns="http://www.w3.org/2000/svg"/>
    /// ```
    pub(super) MISSING_ALT = "missing-alt", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in &scene.library.entries {
        for link in entry.body.links.iter().filter(|link| link.lacks_alt) {
            found.push(tell(&link.destination, MISSING_ALT.at(entry.body_span(&link.whole), String::new())));
        }
        for (path, _, body) in &entry.inner_bodies {
            for link in body.links.iter().filter(|link| link.lacks_alt) {
                found.push(tell(&link.destination, MISSING_ALT.at(entry.field_span(path), String::new())));
            }
        }
        walk_fields(&entry.fields, &mut Vec::new(), &mut |value, path| {
            if let Value::Image { src, alt: None } = value {
                found.push(tell(src, MISSING_ALT.at(entry.field_span(path), String::new())));
            }
        });
    }
    found
}

fn tell(src: &str, diagnostic: Diagnostic) -> Diagnostic {
    let message = format!("the picture `{}` has no text for people who cannot see it", excerpt(src));
    let help =
        "describe what it shows; `homeroom explain missing-alt` says what to do with a picture that only decorates";
    Diagnostic { message, ..diagnostic }.about(src).help(help)
}
