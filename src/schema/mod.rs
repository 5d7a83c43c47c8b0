//! Kinds: what a district records, declared as data.
//!
//! 1. `kind` reads a kind's YAML: labels, folder, scales, fields, views.
//! 2. `field` has the declarations of fields, `field_reader` reads them.
//! 3. `view_spec` has the declarations of views, `view_reader` reads them.
//! 4. `read` turns front matter into typed values by the declarations, with findings on its faults.
//! 5. `guess`, `near` and `synonyms` find out what a wrong value or key most likely means.
//! 6. `describe` describes kinds and fields for people.

pub mod base;
pub(crate) mod checklist_spec;
pub(crate) mod choice;
mod choice_names;
pub(crate) mod constraint;
pub mod describe;
mod duration;
pub(crate) mod elsewhere;
pub(crate) mod field;
pub mod field_names;
pub(crate) mod field_reader;
pub(crate) mod grades;
pub(crate) mod guess;
pub mod kind;
pub(crate) mod life;
pub mod near;
pub mod parse;
pub(crate) mod read;
pub(crate) mod scale;
pub(crate) mod schema_org;
pub mod synonyms;
pub(crate) mod type_groups;
pub(crate) mod value;
mod view_reader;
pub mod view_spec;
pub(crate) mod walk;
pub(crate) mod web_address;

pub(crate) use choice::{Choice, Tone};
pub(crate) use field::{Field, Type};
pub(crate) use grades::{Grade, GradeSet};
pub(crate) use kind::Kind;
pub use kind::Kinds;
pub(crate) use scale::{Scale, Scales};
pub(crate) use value::Value;
pub(crate) use view_spec::{Order, ViewSpec};
