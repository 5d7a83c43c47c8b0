//! Pages: what their templates see, and their bytes.

mod entry_page;
pub mod fault;
pub(crate) mod frame;
mod home_page;
mod linked_data;
pub mod model;
pub mod navigation;
pub mod render;
mod section_page;
mod text;
mod titles;
mod trail;
