//! The plan: which pages there are, which owner each address has, and which files are published.
//!
//! The first claim on an address gets it (see [`claims`]). The order is: pages at fixed addresses, files of outputs,
//! sections, entries, files, aliases, smaller pictures, and then pages that are to come.

pub(crate) mod addresses;
pub(crate) mod claimant;
pub(crate) mod claims;
pub(crate) mod facets;
pub(crate) mod files;
pub(crate) mod lead;
pub(crate) mod names;
pub(crate) mod order;
mod own;
pub(crate) mod pages;
pub(crate) mod pictures;
mod planner;
mod sections;
pub(crate) mod squares;
mod to_come;

use crate::diagnostic::Reported;
use crate::library::Library;
use crate::site::Site;
use crate::source::Snapshot;
pub(crate) use claimant::{Claimant, Wish};
pub(crate) use claims::Purpose;
use files::Published;
pub(crate) use own::BAD_ALIAS;
pub(crate) use pages::{Plan, Planned, Section, Variant};
use planner::Planner;

/// Plans a site. `published` says which files are published; `claimants` are the outputs, which declare their files.
#[must_use]
pub(crate) fn plan(
    site: &Site,
    library: &Library,
    snapshot: &Snapshot,
    published: Published,
    claimants: &[&dyn Claimant],
) -> Reported<Plan> {
    let Published { files, withheld } = published;
    let mut planner = Planner::new(site, library, snapshot, claimants, withheld);
    own::folders(&mut planner);
    own::pages(&mut planner);
    own::outputs(&mut planner);
    let homeless = sections::claim(&mut planner);
    own::entries(&mut planner, &homeless);
    own::files(&mut planner, &files);
    own::aliases(&mut planner);
    own::pictures(&mut planner);
    to_come::claim(&mut planner, &homeless);
    planner.finish()
}
