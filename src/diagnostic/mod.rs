//! Findings: their rules, severities, places and helps, and the formats in which they are reported.

mod digest;
mod finding;
mod github;
mod json;
mod place;
mod render;
pub(crate) mod rule;
mod sarif;
pub(crate) mod severity;
mod sources;
mod suggest;
mod suggestions;

pub(crate) use digest::Alike;
pub use digest::Digest;
pub(crate) use finding::Reported;
pub use finding::{Diagnostic, Fix, sort};
pub use json::render_json;
pub(crate) use render::excerpt;
pub use render::{Format, render};
pub use rule::Rule;
pub(crate) use rule::rule;
pub use sarif::render_sarif;
pub use severity::Severity;
pub use sources::{Names, Sources};
pub(crate) use suggest::{all_of, begins_alike};
pub use suggest::{did_you_mean, one_of};
pub use suggestions::Suggestions;
