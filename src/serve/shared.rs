//! What the threads that answer requests share.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::day::DayCookie;
use super::hosts::Hosts;
use super::state::State;
use super::watch::Signal;

/// What the threads that answer requests share.
pub(super) struct Shared {
    pub(super) state: Arc<State>,
    pub(super) hosts: Hosts,
    pub(super) signals: Sender<Signal>,
    pub(super) day: DayCookie,
    /// The site's true folder.
    pub(super) root: PathBuf,
}
