//! Pages: which there are, what their templates see, and their bytes.

pub mod claims;
mod entry_page;
pub mod files;
mod home_page;
mod linked_data;
pub mod links;
pub mod model;
pub mod names;
pub mod navigation;
pub mod plan;
pub mod render;
mod section_claims;
mod section_page;
mod to_come;
mod trail;
