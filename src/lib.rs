//! Homeroom.
pub mod artifact;
pub mod diagnostic;
pub mod document;
pub mod fingerprint;
pub mod memo;
pub mod schema;
pub mod source;
pub mod yaml;
