//! The list of all settings, and the opening of maps in the settings.

use crate::diagnostic::{Diagnostic, rule};
use crate::document::{At, Keys};
use crate::schema::elsewhere::KeyWords;

rule! {
    /// A setting in `homeroom.yaml` cannot be used.
    ///
    /// Bad:
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// base_url: handbook.example
    /// ```
    /// Good:
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// base_url: https://handbook.example/
    /// ```
    pub(crate) BAD_SETTING = "bad-setting", Error
}

/// Every key of the settings, with dots between levels and `[]` for the items of a list.
pub const KEYS: [&str; 67] = [
    "title",
    "district",
    "tagline",
    "describe",
    "base_url",
    "language",
    "currency",
    "time_zone",
    "theme",
    "colors",
    "colors.*",
    "colors.*.light",
    "colors.*.dark",
    "styles",
    "logo",
    "card",
    "card.image",
    "card.alt",
    "footer",
    "hosting",
    "navigation",
    "navigation[].to",
    "navigation[].label",
    "quick_links",
    "quick_links[].to",
    "quick_links[].label",
    "repository",
    "repository.url",
    "repository.edit",
    "contacts",
    "contacts[].key",
    "contacts[].label",
    "contacts[].email",
    "contacts[].phone",
    "contacts[].schools",
    "contacts[].describe",
    "vocabularies",
    "vocabularies.subjects",
    "vocabularies.schools",
    "vocabularies.grade_bands",
    "vocabularies.grade_bands[].grades",
    "vocabularies.*[].key",
    "vocabularies.*[].label",
    "vocabularies.*[].short",
    "vocabularies.*[].tone",
    "vocabularies.*[].group",
    "vocabularies.*[].describe",
    "vocabularies.*[].also",
    "markdown",
    "markdown.raw_html",
    "markdown.smart_punctuation",
    "markdown.math",
    "file_types",
    "pictures",
    "pictures.metadata",
    "feed",
    "feed.title",
    "feed.entries",
    "search",
    "search.synonyms",
    "checks",
    "checks.*",
    "checks.*.severity",
    "checks.*.paths",
    "checks.*.keys",
    "preview",
    "preview.editor",
];

/// The keys directly below `prefix` (`""` for the top).
pub(super) fn keys_below(prefix: &str) -> Vec<&'static str> {
    let below = |key: &'static str| {
        let name = key.strip_prefix(prefix)?;
        (!name.is_empty() && !name.contains(['.', '[', '*'])).then_some(name)
    };
    KEYS.iter().filter_map(|key| below(key)).collect()
}

/// Opens a map of settings. `words` are those that other generators use for its keys.
pub(super) fn open<'d, 'f>(
    at: &At<'d>,
    name: &str,
    prefix: &str,
    words: &[(&str, &[&str])],
    faults: &'f mut Vec<Diagnostic>,
) -> Option<Keys<'d, 'f>> {
    let known = keys_below(prefix);
    Keys::open_advised(at, name, &known, Some(&KeyWords { known: &known, words }), faults)
}
