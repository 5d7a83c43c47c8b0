//! The project itself: its layers, its documents, its rules, and the specification it follows.

#[path = "../support/mod.rs"]
mod support;

mod architecture;
mod docs;
mod rules;
mod spec;
