//! Pages: the models that templates see, and the HTML made from them.

mod entry_page;
pub(crate) mod fault;
pub(crate) mod frame;
mod home_page;
mod linked_data;
pub(crate) mod model;
pub(crate) mod navigation;
pub(crate) mod render;
mod section_page;
mod text;
mod titles;
mod trail;
