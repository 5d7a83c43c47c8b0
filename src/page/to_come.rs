//! What is in the way of pages that are to come. A finding about one of them fails no build today, and none comes up on
//! the day that a page appears.

use std::collections::BTreeSet;

use super::claims::{Claim, Made, Maker, Place};
use super::files::{Why, Withheld};
use super::plan::{Planner, data_url, view_url};
use crate::artifact::UrlPath;
use crate::catalog::EntryIndex;
use crate::content::address::alias_url;
use crate::content::{Role, Standing};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::excerpt;
use crate::schema::Value;
use crate::site::Site;
use crate::source::VPath;

impl Planner<'_> {
    /// Claims the addresses that are to come, after all that is there today, and tells those that are taken.
    pub(super) fn unpublished(&mut self, site: &Site, homeless: &BTreeSet<String>) {
        let catalog = self.catalog;
        let coming: Vec<EntryIndex> =
            (0..catalog.entries.len()).filter(|index| !catalog.is_published(*index)).collect();
        // A draft has no day: what it is to take the place of may be gone by then.
        let dated = |index: &&EntryIndex| matches!(catalog.standings[**index], Standing::Future(_));
        self.sections_to_come(site, &coming, homeless);
        for index in &coming {
            let entry = &catalog.entries[*index];
            if matches!(entry.role, Role::Entry | Role::Page) && !homeless.contains(&entry.kind.id) {
                let (owner, place) = (format!("`{}`", entry.file), Place::File(entry.file.clone()));
                self.await_address(entry.url.clone(), Maker::Page, owner, place);
            }
        }
        let waits = |(path, file): (&VPath, &Withheld)| (file.why == Why::Unpublished).then(|| path.clone());
        for path in self.plan.withheld.iter().filter_map(waits).collect::<Vec<_>>() {
            if let Some(below) = path.below("content") {
                self.await_address(UrlPath::new(below), Maker::File, format!("`{path}`"), Place::File(path.clone()));
            }
        }
        for index in coming.iter().filter(dated) {
            let Some(Value::List(aliases)) = catalog.entries[*index].fields.get("aliases") else { continue };
            for (number, alias) in aliases.iter().enumerate() {
                let Value::Text(alias) = alias else { continue };
                let owner = format!("the alias `{}` of `{}`", excerpt(alias), catalog.entries[*index].file);
                if let Some(url) = alias_url(alias) {
                    self.await_address(url, Maker::Page, owner, Place::Alias(*index, number));
                }
            }
        }
    }

    /// The pages and data of kinds whose first entry is to come.
    fn sections_to_come(&mut self, site: &Site, coming: &[EntryIndex], homeless: &BTreeSet<String>) {
        let catalog = self.catalog;
        let there: BTreeSet<String> = self.plan.sections.iter().map(|section| section.kind.id.clone()).collect();
        for kind in site.kinds.sections().filter(|kind| !there.contains(&kind.id) && !homeless.contains(&kind.id)) {
            let is_first = |index: &&EntryIndex| {
                catalog.entries[**index].kind.id == kind.id && matches!(catalog.standings[**index], Standing::Future(_))
            };
            let Some(first) = coming.iter().find(is_first) else { continue };
            let place = Place::File(catalog.entries[*first].file.clone());
            let section = UrlPath::new(&format!("{}/", kind.folder));
            for view in &kind.views {
                let owner = format!("the view `{}` of {}", view.head().title, kind.many);
                self.await_address(view_url(&section, view), Maker::Page, owner, place.clone());
            }
            for format in ["csv", "json"] {
                self.await_address(
                    data_url(kind, format),
                    Maker::Data,
                    format!("the data of {}", kind.many),
                    place.clone(),
                );
            }
        }
    }

    fn await_address(&mut self, url: UrlPath, maker: Maker, owner: String, place: Place) {
        if let Err(vain) = self.plan.claims.claim(Claim { url, maker, owner, place, made: Made::Later }) {
            let told = self.plan.claims.tell(&vain, self.catalog);
            self.diagnostics.push(Diagnostic { severity: Severity::Warning, ..told });
        }
    }
}
