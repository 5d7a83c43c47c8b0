//! Links to pages that are not published.

use super::linked::{Linked, links};
use crate::content::Standing;
use crate::diagnostic::{Diagnostic, rule};
use crate::library::{EntryIndex, Reference, Target};
use crate::plan::claims::Made;
use crate::scene::Scene;
use crate::source::Span;

rule! {
    /// A link or a reference leads to a draft, or to a page with a future date. Until that page is published, readers
    /// see the words of the link without a link, and nothing of the reference.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// # About
    ///
    /// See [our plans](plans.md).
    /// ```
    /// ```markdown content/plans.md
    /// ---
    /// title: Plans
    /// draft: true
    /// ---
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// # About
    ///
    /// See [our plans](plans.md).
    /// ```
    /// ```markdown content/plans.md
    /// # Plans
    /// ```
    pub(super) UNPUBLISHED_LINK = "unpublished-link", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let library = &scene.library;
    let mut found = Vec::new();
    let mut tell = |from: EntryIndex, target: EntryIndex, span: &dyn Fn() -> Span| {
        if !library.is_published(from) || library.is_published(target) {
            return;
        }
        let entry = &library.entries[target];
        let (why, help) = match library.standings[target] {
            Standing::Draft => ("is a draft".to_owned(), "publish it, or delete the link"),
            Standing::Future(day) => {
                (format!("is published from {day} on"), "the link works in the first build on or after that day")
            }
            Standing::Published => return,
        };
        let told = UNPUBLISHED_LINK.at(span(), format!("`{}` {why}", entry.file));
        found.push(told.about(entry.file.as_str()).help(help));
    };
    for linked in links(scene) {
        if let Target::Entry { index, .. } = linked.target {
            tell(linked.from, *index, &|| linked.span());
        }
    }
    for (from, entry) in library.entries.iter().enumerate() {
        for (path, reference) in library.references[from].iter() {
            if let Reference::Entry(target) = reference {
                tell(from, *target, &|| entry.field_span(path));
            }
        }
    }
    found.extend(links(scene).filter_map(|linked| to_come(&linked, scene)));
    found
}

/// The finding of a link to an address that exists once a page is published, such as the section of a kind that has no
/// published entry yet.
fn to_come(linked: &Linked<'_>, scene: &Scene) -> Option<Diagnostic> {
    let Target::Address { path, .. } = linked.target else { return None };
    let (_, claim) = scene.plan.claims.named(path).filter(|(_, claim)| claim.made == Made::Later)?;
    let is_told = scene.library.is_published(linked.from);
    let message = format!("`{}` is not published yet, because {} is not", claim.url, claim.owner);
    is_told.then(|| UNPUBLISHED_LINK.at(linked.span(), message).help("wait until it is published, or delete the link"))
}
