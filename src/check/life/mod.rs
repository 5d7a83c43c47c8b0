//! The rules of a tool's life: for every entry whose kind declares `life`.

mod alive;
pub(super) mod approval_past;
pub(super) mod harm_reported;
pub(super) mod low_use;
pub(super) mod pilot_shape;
pub(super) mod sunset_notice;
pub(super) mod too_many_at_once;
pub(super) mod unchecked_point;
