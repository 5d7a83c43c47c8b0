//! Builds sites in memory and with the program, and checks their outputs and findings.

#[path = "../support/clubs.rs"]
mod clubs;
#[path = "../support/mod.rs"]
mod support;
#[path = "../support/survives.rs"]
mod survives;

mod advice;
mod allowances;
mod bad_inputs;
mod claims;
mod hostile;
mod ids;
mod links;
mod looks;
mod output;
mod published;
mod rebuild;
mod reports;
mod search;
mod slips;
mod threads;
mod unpublished;
mod views;
