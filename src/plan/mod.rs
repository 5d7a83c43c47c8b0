//! The plan: which pages there are, every address with its one owner, which files are published.
//!
//! The first that claims an address gets it (see [`claims`]): what the build makes at fixed addresses and what outputs
//! declare, then sections, entries, files, aliases and smaller pictures.

pub mod addresses;
pub mod claimant;
pub mod claims;
pub mod facets;
pub mod files;
pub mod lead;
pub mod names;
pub mod order;
mod own;
pub mod pages;
pub mod pictures;
mod planner;
mod sections;
pub mod squares;
mod to_come;

use crate::catalog::Catalog;
use crate::diagnostic::Reported;
use crate::site::Site;
use crate::source::Snapshot;
pub use claimant::{Claimant, Wish};
pub use claims::Purpose;
use files::Published;
pub use own::BAD_ALIAS;
pub use pages::{Plan, Planned, Section, Variant};
use planner::Planner;

/// Plans a site. `claimants` are those who make files besides pages.
#[must_use]
pub fn plan(
    site: &Site,
    catalog: &Catalog,
    snapshot: &Snapshot,
    published: Published,
    claimants: &[&dyn Claimant],
) -> Reported<Plan> {
    let Published { files, withheld } = published;
    let mut planner = Planner::new(site, catalog, snapshot, claimants, withheld);
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
