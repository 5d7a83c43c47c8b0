//! Links with what they lead to, and how one is put in the place of another.

use std::ops::Range;

use crate::content::Entry;
use crate::diagnostic::{Diagnostic, Fix};
use crate::library::{EntryIndex, Target};
use crate::markdown::Link;
use crate::plan::Plan;
use crate::plan::claims::Made;
use crate::scene::Scene;
use crate::source::Span;
use crate::yaml::Step;

/// A link with the entry that holds it and what it leads to.
pub(super) struct Linked<'s> {
    pub(super) from: EntryIndex,
    pub(super) link: &'s Link,
    pub(super) target: &'s Target,
    pub(super) entry: &'s Entry,
    /// The way to the field whose text holds it; `None` for the body.
    pub(super) field: Option<&'s [Step]>,
}

impl Linked<'_> {
    /// The place of the link. A folded or quoted text does not stand in the file as it reads; its field is the place.
    pub(super) fn span(&self) -> Span {
        match self.field {
            None => self.entry.body_span(&self.link.range),
            Some(path) => self.entry.field_span(path),
        }
    }

    /// A finding with the text that mends it: another address in the place of the link's.
    pub(super) fn mended(&self, diagnostic: Diagnostic, written: &str) -> Diagnostic {
        Diagnostic { fix: self.fix(written), ..diagnostic }
    }

    fn fix(&self, written: &str) -> Option<Fix> {
        let Link { destination, range, whole, raw, text, .. } = self.link;
        if let Some(path) = self.field {
            return fix_in_field(self.entry, path, destination, written);
        }
        let markdown = self.entry.markdown();
        let at = |range: &Range<usize>, replacement| Some(Fix { span: self.entry.body_span(range), replacement });
        let source = markdown.get(whole.clone())?;
        // An address alone is a link only as long as it is whole.
        if !raw && !source.ends_with([')', ']']) && !written.contains("://") && !written.starts_with("mailto:") {
            let text = if text.is_empty() { destination } else { text };
            return at(whole, format!("[{text}]({written})"));
        }
        // Nobody knows where in the whole link its address stands.
        (range != whole).then(|| at(range, written.to_owned()))?
    }
}

/// The change of a field's text that puts one address in the place of another, where it stands there once.
pub(super) fn fix_in_field(entry: &Entry, path: &[Step], address: &str, written: &str) -> Option<Fix> {
    let text = entry.inner_bodies.iter().find(|(way, ..)| way == path).map(|(_, text, _)| text.as_ref());
    if address.is_empty() || text.is_some_and(|text| text.matches(address).count() != 1) {
        return None;
    }
    // A text over several lines stands below its place.
    let span = entry.field_span(path);
    let at = entry.front.text.get(span.start..entry.front.range.end)?.find(address)?;
    let start = span.start + at;
    let span = Span::new(&span.file, start..start + address.len());
    Some(Fix { span, replacement: written.to_owned() })
}

/// All links, with the pages that they stand on. What is not published is no address.
pub(super) fn links(scene: &Scene) -> impl Iterator<Item = Linked<'_>> {
    let library = &scene.library;
    let settled = |target| settled(&scene.plan, target);
    library.entries.iter().enumerate().flat_map(move |(from, entry)| {
        let body = entry.body.links.iter().zip(library.links[from].iter());
        let body = body.map(move |(link, target)| Linked { from, link, target: settled(target), entry, field: None });
        let inner = entry.inner_bodies.iter().zip(library.inner_links[from].iter());
        let inner = inner.flat_map(move |((path, _, body), targets)| {
            let field = Some(path.as_slice());
            let links = body.links.iter().zip(targets);
            links.map(move |(link, target)| Linked { from, link, target: settled(target), entry, field })
        });
        body.chain(inner)
    })
}

/// What a link leads to, now that all addresses are planned. One that is to come stays one.
fn settled<'t>(plan: &Plan, target: &'t Target) -> &'t Target {
    match target {
        Target::Address { path, otherwise, .. } => match plan.claims.named(path).map(|(_, claim)| claim.made) {
            Some(Made::Today) => target,
            // Of a page that is to come the page itself says why.
            Some(Made::Later) if !matches!(**otherwise, Target::Entry { .. }) => target,
            _ => settled(plan, otherwise),
        },
        target => target,
    }
}
