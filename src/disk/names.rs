//! The names of the files and folders of a site that are read.

/// The file with the settings of a site.
pub(super) const SETTINGS: &str = "homeroom.yaml";

/// The folders that are read with all folders inside them.
pub(super) const TREES: [&str; 5] = ["assets", "content", "static", "templates", "themes"];

/// The folders of which only the YAML files directly inside are read.
pub(super) const LISTS: [&str; 2] = ["kinds", "words"];
