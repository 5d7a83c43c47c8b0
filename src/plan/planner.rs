//! The plan while it is made: each claim gets its address or becomes a finding.

use std::collections::BTreeMap;

use super::claimant::{Claimant, Wish};
use super::claims::{Claim, Claims, Made, Maker, Place, Purpose};
use super::files::Withheld;
use super::pages::{Plan, Planned};
use crate::artifact::UrlPath;
use crate::diagnostic::{Diagnostic, Reported};
use crate::library::Library;
use crate::site::Site;
use crate::source::{Snapshot, VPath};

/// The plan while it is made, with everything that the claims need.
pub(super) struct Planner<'p> {
    pub(super) plan: Plan,
    pub(super) site: &'p Site,
    pub(super) library: &'p Library,
    pub(super) snapshot: &'p Snapshot,
    pub(super) claimants: &'p [&'p dyn Claimant],
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'p> Planner<'p> {
    pub(super) fn new(
        site: &'p Site,
        library: &'p Library,
        snapshot: &'p Snapshot,
        claimants: &'p [&'p dyn Claimant],
        withheld: BTreeMap<VPath, Withheld>,
    ) -> Self {
        let plan = Plan {
            sections: Vec::new(),
            pages: BTreeMap::new(),
            files: BTreeMap::new(),
            withheld,
            claims: Claims::default(),
            linked: Vec::new(),
        };
        Self { plan, site, library, snapshot, claimants, diagnostics: Vec::new() }
    }

    pub(super) fn finish(self) -> Reported<Plan> {
        Reported { value: self.plan, diagnostics: self.diagnostics }
    }

    /// Claims an address. Returns whether it was free; when it was not, there is a finding.
    pub(super) fn claim(&mut self, url: &UrlPath, maker: Maker, place: Place, owner: impl Into<String>) -> bool {
        self.reserve(url, maker, place, owner, Made::Today)
    }

    /// Claims an address, with `made` for whether its file is made today.
    pub(super) fn reserve(
        &mut self,
        url: &UrlPath,
        maker: Maker,
        place: Place,
        owner: impl Into<String>,
        made: Made,
    ) -> bool {
        let (url, owner) = (url.clone(), owner.into());
        self.want(Claim { url, maker, owner, place, made, purpose: None })
    }

    fn want(&mut self, claim: Claim) -> bool {
        let claimed = self.plan.claims.claim(claim);
        let vain = claimed.as_ref().err().map(|vain| self.plan.claims.tell(vain, self.library));
        self.diagnostics.extend(vain);
        claimed.is_ok()
    }

    /// Claims the addresses that an output wants, and returns those that readers use, with their purpose.
    pub(super) fn grant(&mut self, maker: Maker, wishes: Vec<Wish>) -> Vec<(Purpose, UrlPath)> {
        let mut linked = Vec::new();
        for Wish { url, owner, place, made, purpose } in wishes {
            if self.want(Claim { url: url.clone(), maker, owner, place, made, purpose }) {
                linked.extend(purpose.map(|purpose| (purpose, url)));
            }
        }
        linked
    }

    /// Claims an address for a page. Returns whether it was free.
    pub(super) fn page(&mut self, url: UrlPath, page: Planned, place: Place, owner: impl Into<String>) -> bool {
        let free = self.claim(&url, Maker::Page, place, owner);
        if free {
            self.plan.pages.insert(url, page);
        }
        free
    }
}
