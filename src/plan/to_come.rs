//! The claims of pages that are to come: drafts, and pages with a future date. When such an address is taken, there is
//! a warning today, so that the day on which the page appears brings no error.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::addresses;
use super::claims::{Claim, Made, Maker, Place};
use super::files::{Why, Withheld};
use super::order::Orders;
use super::pages::Section;
use super::planner::Planner;
use crate::artifact::UrlPath;
use crate::content::address::alias_url;
use crate::content::{Role, Standing};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::excerpt;
use crate::library::EntryIndex;
use crate::schema::Value;
use crate::source::VPath;

/// Claims the addresses of pages that are to come, after all of today's. An address that is taken becomes a warning.
pub(super) fn claim(planner: &mut Planner<'_>, homeless: &BTreeSet<String>) {
    let library = planner.library;
    let coming: Vec<EntryIndex> = (0..library.entries.len()).filter(|index| !library.is_published(*index)).collect();
    // Only for pages with a date: a draft has no day, and until it is published its alias may be free.
    let dated = |index: &&EntryIndex| matches!(library.standings[**index], Standing::Future(_));
    sections_to_come(planner, &coming, homeless);
    for index in &coming {
        let entry = &library.entries[*index];
        if matches!(entry.role, Role::Entry | Role::Page) && !homeless.contains(&entry.kind.id) {
            let (owner, place) = (format!("`{}`", entry.file), Place::File(entry.file.clone()));
            await_address(planner, entry.url.clone(), Maker::Page, owner, place);
        }
    }
    let waits = |(path, file): (&VPath, &Withheld)| (file.why == Why::Unpublished).then(|| path.clone());
    for path in planner.plan.withheld.iter().filter_map(waits).collect::<Vec<_>>() {
        if let Some(below) = path.below("content") {
            await_address(planner, UrlPath::new(below), Maker::File, format!("`{path}`"), Place::File(path.clone()));
        }
    }
    for index in coming.iter().filter(dated) {
        let Some(aliases) = library.entries[*index].fields.get("aliases").and_then(Value::as_list) else { continue };
        for (number, alias) in aliases.iter().enumerate() {
            let Some(alias) = alias.as_text() else { continue };
            let owner = format!("the alias `{}` of `{}`", excerpt(alias), library.entries[*index].file);
            if let Some(url) = alias_url(alias) {
                await_address(planner, url, Maker::Page, owner, Place::Alias(*index, number));
            }
        }
    }
}

/// Claims the pages and data of kinds that have no entry yet and whose first one has a future date.
fn sections_to_come(planner: &mut Planner<'_>, coming: &[EntryIndex], homeless: &BTreeSet<String>) {
    let library = planner.library;
    let there: BTreeSet<String> = planner.plan.sections.iter().map(|section| section.kind.id.clone()).collect();
    for kind in planner.site.kinds.sections().filter(|kind| !there.contains(&kind.id) && !homeless.contains(&kind.id)) {
        let is_first = |index: &&EntryIndex| {
            library.entries[**index].kind.id == kind.id && matches!(library.standings[**index], Standing::Future(_))
        };
        let Some(first) = coming.iter().find(is_first) else { continue };
        let place = Place::File(library.entries[*first].file.clone());
        let url = addresses::section(kind);
        for view in &kind.views {
            let owner = format!("the view `{}` of {}", view.head().title, kind.many);
            await_address(planner, addresses::view(&url, view), Maker::Page, owner, place.clone());
        }
        let (entries, orders, facets, linked) = (Vec::new(), Orders::default(), Vec::new(), Vec::new());
        let section = Section { kind: Arc::clone(kind), url, entries, orders, facets, opening: None, linked };
        for claimant in planner.claimants {
            for wish in claimant.of_section(&section) {
                await_address(planner, wish.url, claimant.maker(), wish.owner, place.clone());
            }
        }
    }
}

fn await_address(planner: &mut Planner<'_>, url: UrlPath, maker: Maker, owner: String, place: Place) {
    if let Err(vain) = planner.plan.claims.claim(Claim { url, maker, owner, place, made: Made::Later, purpose: None }) {
        let finding = planner.plan.claims.tell(&vain, planner.library);
        planner.diagnostics.push(Diagnostic { severity: Severity::Warning, ..finding });
    }
}
