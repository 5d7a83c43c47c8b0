//! What of a site's folder is read, by name.

/// The settings of a site.
pub(super) const SETTINGS: &str = "homeroom.yaml";

/// The folders that are read to their depths.
pub(super) const TREES: [&str; 5] = ["assets", "content", "static", "templates", "themes"];

/// The folders of which only the YAML files directly in them are read.
pub(super) const LISTS: [&str; 2] = ["kinds", "words"];
