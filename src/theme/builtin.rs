//! The built-in theme, compiled into the binary, so that a site without a `themes/` folder works.

use crate::source::VPath;

pub(super) const NAME: &str = "default";

macro_rules! files {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_bytes!(concat!("../../themes/default/", $path)) as &[u8])),+]
    };
}

/// Every file of the theme by its path below `themes/default/`.
pub(super) const FILES: &[(&str, &[u8])] = files![
    "assets/cards.js",
    "assets/catalogue.js",
    "assets/code.css",
    "assets/code.js",
    "assets/compare.js",
    "assets/dom.js",
    "assets/favicon.svg",
    "assets/fonts/OFL-figures.txt",
    "assets/fonts/OFL.txt",
    "assets/fonts/figures.woff2",
    "assets/fonts/hyperlegible-next-latin-ext.woff2",
    "assets/fonts/hyperlegible-next-latin.woff2",
    "assets/grade.js",
    "assets/search-engine/filters.js",
    "assets/search-engine/find.js",
    "assets/search-engine/index.js",
    "assets/search-engine/ranking.js",
    "assets/search-engine/results.js",
    "assets/search-engine/shapes.js",
    "assets/search-engine/shards.js",
    "assets/search-engine/slots.js",
    "assets/search-engine/terms.js",
    "assets/search-engine/titles.js",
    "assets/search-engine/words.js",
    "assets/search.css",
    "assets/search/dialog.js",
    "assets/search/page.js",
    "assets/search/pills.js",
    "assets/search/results.js",
    "assets/search/start.js",
    "assets/search/wire.js",
    "assets/site.css",
    "assets/site.js",
    "assets/table.js",
    "assets/theme.js",
    "templates/404.html",
    "templates/base.html",
    "templates/catalogue.html",
    "templates/changes.html",
    "templates/entry.html",
    "templates/home.html",
    "templates/index.html",
    "templates/ladder.html",
    "templates/matrix.html",
    "templates/parts/amount.html",
    "templates/parts/card.html",
    "templates/parts/checklist.html",
    "templates/parts/data.html",
    "templates/parts/endings.html",
    "templates/parts/facts.html",
    "templates/parts/foreign.html",
    "templates/parts/grade_picker.html",
    "templates/parts/icon.html",
    "templates/parts/meta.html",
    "templates/parts/path.html",
    "templates/parts/section.html",
    "templates/parts/unplaced.html",
    "templates/parts/value.html",
    "templates/parts/verdict.html",
    "templates/ranges.html",
    "templates/redirect.html",
    "templates/search.html",
    "templates/table.html",
    "theme.yaml",
    "words/en.yaml",
];

/// The files below a folder of the theme, such as `templates`.
pub(super) fn below(folder: &str) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let prefix = format!("{folder}/");
    FILES.iter().filter_map(move |(path, bytes)| Some((path.strip_prefix(&prefix)?, *bytes)))
}

/// The text of a built-in file, so that findings can point into it.
#[must_use]
pub(crate) fn text(file: &VPath) -> Option<&'static str> {
    let path = file.below("themes/default")?;
    let (_, bytes) = FILES.iter().find(|(name, _)| *name == path)?;
    std::str::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of the theme that is not in the list would be missing from the binary.
    #[test]
    fn the_list_is_the_folder() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
        let walk = walkdir::WalkDir::new(&root).sort_by_file_name();
        let mut found: Vec<String> = walk
            .into_iter()
            .map(|entry| entry.expect("the theme's folder can be read"))
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| entry.path().strip_prefix(&root).expect("below").to_string_lossy().replace('\\', "/"))
            .collect();
        found.sort();
        let listed: Vec<&str> = FILES.iter().map(|(path, _)| *path).collect();
        assert_eq!(found, listed);
    }
}
