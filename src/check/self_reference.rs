//! Pages that refer to themselves.

use crate::diagnostic::{Diagnostic, rule};
use crate::document::excerpt;
use crate::library::Reference;
use crate::scene::Scene;
use crate::schema::Value;
use crate::schema::value::walk_fields;
use crate::yaml::Step;

rule! {
    /// A field of a page refers to that page itself: a tool that replaces itself, or a page that is related to itself.
    /// The link leads readers back to the same page.
    ///
    /// Bad:
    /// ```yaml kinds/gadget.yaml
    /// label: { one: Gadget, many: Gadgets }
    /// fields:
    ///   use_instead: { type: reference, to: gadget }
    /// ```
    /// ```markdown content/gadget/clock.md
    /// ---
    /// title: Clock
    /// use_instead: clock
    /// ---
    /// ```
    /// Good:
    /// ```yaml kinds/gadget.yaml
    /// label: { one: Gadget, many: Gadgets }
    /// fields:
    ///   use_instead: { type: reference, to: gadget }
    /// ```
    /// ```markdown content/gadget/clock.md
    /// ---
    /// title: Clock
    /// use_instead: timer
    /// ---
    /// ```
    /// ```markdown content/gadget/timer.md
    /// # Timer
    /// ```
    pub(super) SELF_REFERENCE = "self-reference", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let library = &scene.library;
    let mut found = Vec::new();
    for (index, entry) in library.entries.iter().enumerate() {
        walk_fields(&entry.fields, &mut Vec::new(), &mut |value, path| {
            let Value::Reference(written) = value else { return };
            if library.references[index].get(path) != Some(&Reference::Entry(index)) {
                return;
            }
            let field = path.iter().rev().find_map(|step| match step {
                Step::Key(name) => Some(name.as_str()),
                _ => None,
            });
            let message =
                format!("`{}` refers to the page that it is in: `{}`", field.unwrap_or_default(), excerpt(written));
            let help = "name a different page, or delete the field";
            found.push(SELF_REFERENCE.at(entry.field_span(path), message).about(field.unwrap_or_default()).help(help));
        });
    }
    found
}
