//! All links with what they lead to, and fixes that replace the address of a link.

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
    /// The path of the field whose text holds the link; `None` for the body.
    pub(super) field: Option<&'s [Step]>,
}

impl Linked<'_> {
    /// The place of the link. A link in a field gets the place of the field, because YAML may fold or quote the text.
    pub(super) fn span(&self) -> Span {
        match self.field {
            None => self.entry.body_span(&self.link.range),
            Some(path) => self.entry.field_span(path),
        }
    }

    /// Adds a fix to a finding: `written` replaces the address of the link.
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
        // A bare address is a link only if it is whole, so other addresses need the brackets of Markdown.
        if !raw && !source.ends_with([')', ']']) && !written.contains("://") && !written.starts_with("mailto:") {
            let text = if text.is_empty() { destination } else { text };
            return at(whole, format!("[{text}]({written})"));
        }
        // If both ranges are the same, the place of the address inside the link is not known.
        (range != whole).then(|| at(range, written.to_owned()))?
    }
}

/// The fix that replaces an address in the text of a field; `None` unless the address is there exactly once.
pub(super) fn fix_in_field(entry: &Entry, path: &[Step], address: &str, written: &str) -> Option<Fix> {
    let text = entry.inner_bodies.iter().find(|(way, ..)| way == path).map(|(_, text, _)| text.as_ref());
    if address.is_empty() || text.is_some_and(|text| text.matches(address).count() != 1) {
        return None;
    }
    // The value of a text over several lines begins after the place of its field.
    let span = entry.field_span(path);
    let at = entry.front.text.get(span.start..entry.front.range.end)?.find(address)?;
    let start = span.start + at;
    let span = Span::new(&span.file, start..start + address.len());
    Some(Fix { span, replacement: written.to_owned() })
}

/// All links of all entries, with what they lead to. A link to an address that is not published leads to the file or
/// the entry of that name instead.
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

/// What a link leads to, now that all addresses are planned. An address that is published later stays an address.
fn settled<'t>(plan: &Plan, target: &'t Target) -> &'t Target {
    match target {
        Target::Address { path, otherwise, .. } => match plan.claims.named(path).map(|(_, claim)| claim.made) {
            Some(Made::Today) => target,
            // A page that is published later is an entry, which tells the reason.
            Some(Made::Later) if !matches!(**otherwise, Target::Entry { .. }) => target,
            _ => settled(plan, otherwise),
        },
        target => target,
    }
}
