//! Pages: which there are, what their templates see, and their bytes.

pub mod links;
pub mod model;
pub mod plan;
pub mod render;
