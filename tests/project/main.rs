//! Tests of the project itself: its layers, its documents, its rules, and the specification of Markdown.

#[path = "../support/mod.rs"]
mod support;

mod architecture;
mod docs;
mod rules;
mod spec;
