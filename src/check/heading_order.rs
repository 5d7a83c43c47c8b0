//! Headings that skip a level.

use crate::content::Role;
use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;

rule! {
    /// A heading is two levels or more below the one before it, or a page has a second heading of the first level.
    /// People who use a screen reader move from heading to heading, and a skipped level sounds as if something were
    /// missing. Headings in HTML count too.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// # About
    ///
    /// ### Who keeps it
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// # About
    ///
    /// ## Who keeps it
    /// ```
    pub(super) HEADING_ORDER = "heading-order", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // A page that cannot be read has its own finding, and its headings are not what the author meant.
    for entry in scene.library.entries.iter().filter(|entry| entry.readable) {
        let mut above = 1;
        // A page without a title has its own finding, so its first heading of level 1 is not reported here.
        let mut has_title =
            entry.title_heading.is_some() || entry.fields.contains_key("title") || entry.role == Role::Home;
        for heading in &entry.body.outline {
            if Some(&heading.range) == entry.title_heading.as_ref() {
                continue;
            }
            let span = entry.body_span(&heading.range);
            if heading.level == 1 && !std::mem::replace(&mut has_title, true) {
                continue;
            }
            // A heading without a text has its own finding.
            if heading.level == 1 && !heading.raw && heading.text.trim().is_empty() {
                continue;
            }
            if heading.level == 1 {
                let message = format!("`{}` is a second title, and a page has one title", heading.text);
                let told = HEADING_ORDER.at(span, message).about("second title").of_many("pages have a second title");
                found.push(told.help(match heading.raw {
                    true => "write it as `<h2>`",
                    false => "begin the line with two number signs: ## …",
                }));
            } else if heading.level > above + 1 {
                let message = format!("the heading `{}` skips a level", heading.text);
                let level = usize::from(above) + 1;
                let told = HEADING_ORDER.at(span, message).about("skipped level").of_many("headings skip a level");
                found.push(told.help(match heading.raw {
                    true => format!("write it as `<h{level}>`"),
                    false => format!("write it as `{} {}`", "#".repeat(level), heading.text),
                }));
            }
            above = heading.level.max(2);
        }
    }
    found
}
