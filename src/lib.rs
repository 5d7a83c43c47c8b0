//! Homeroom.
pub mod artifact;
pub mod diagnostic;
pub mod fingerprint;
pub mod memo;
pub mod source;
pub mod yaml;
