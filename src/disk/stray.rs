//! Finds files and folders whose name is nearly one that the site reads, such as `homeroom.yml` or `contents/`.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use super::names::{LISTS, SETTINGS, TREES};
use crate::diagnostic::did_you_mean;
use crate::source::{Unreadable, VPath};

/// Endings that settings and kinds have or get by mistake, the longest first.
const ENDINGS: [&str; 9] =
    [".yaml.txt", ".yml.txt", ".yaml.yaml", ".yaml.yml", ".yaml", ".yml", ".txt", ".json", ".toml"];

/// Names of texts that people often keep beside other files. They are no misnamed kinds.
const NOTES: [&str; 6] = ["readme", "license", "notes", "todo", "copying", "changelog"];

/// The files and folders in the site's folder, in `kinds/` and in `words/` that have nearly the right name.
pub(super) fn strays(root: &Path) -> Vec<(VPath, Unreadable)> {
    let mut found = Vec::new();
    let mut add = |path: String, meant: String| {
        found.extend(VPath::new(&path).map(|path| (path, Unreadable::Misnamed { meant })));
    };
    for (name, is_folder) in names(root) {
        let meant = if is_folder { folder(root, &name) } else { settings(root, &name) };
        let meant = meant.or_else(|| beside_content(root, &name, is_folder));
        if let Some(meant) = meant {
            add(name, meant);
        }
    }
    for list in LISTS {
        let folder = root.join(list);
        for (name, is_folder) in names(&folder) {
            let path = format!("{list}/{name}");
            if is_folder {
                if holds(&folder.join(&name), &["yaml", "yml"], 1) {
                    add(path, format!("{list}/"));
                }
            } else if let Some(meant) = listed(&folder, &name) {
                add(path, format!("{list}/{meant}"));
            }
        }
    }
    found
}

/// Whether a path that was touched may be one of those. `names` are the names of the path, from the site's folder on.
pub(super) fn may_be(root: &Path, names: &[&str]) -> bool {
    match names {
        [first, ..] if is_of_content(root, first) => true,
        [name] => stem_of(name).is_some() || nearly_a_folder(name).is_some(),
        [list, name] => LISTS.contains(list) && ENDINGS.iter().any(|end| name.to_lowercase().ends_with(end)),
        [list, ..] => LISTS.contains(list),
        _ => false,
    }
}

/// The names in a folder, each with whether it is a folder. Links and hidden files are left out.
fn names(folder: &Path) -> Vec<(String, bool)> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let named = entries.filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.file_type().ok()?)));
    let mut names: Vec<(String, bool)> = named
        .filter(|(name, kind)| !name.starts_with('.') && !kind.is_symlink())
        .map(|(name, kind)| (name, kind.is_dir()))
        .collect();
    names.sort();
    names
}

/// The name of a folder of the site that is nearly `name`.
fn nearly_a_folder(name: &str) -> Option<&'static str> {
    let known = || TREES.iter().chain(&LISTS).copied();
    if known().any(|folder| folder == name) {
        return None;
    }
    let lower = name.trim().to_lowercase();
    known().find(|folder| *folder == lower).or_else(|| did_you_mean(&lower, known()))
}

/// The folder that the folder `name` is meant to be: its name differs only by capitals, or it is nearly the name of a
/// folder that is missing and it holds files that belong there.
fn folder(root: &Path, name: &str) -> Option<String> {
    let meant = nearly_a_folder(name)?;
    let is_same = name.trim().eq_ignore_ascii_case(meant);
    let endings: &[&str] = match meant {
        "content" => &["md", "markdown"],
        "kinds" | "words" => &["yaml", "yml"],
        "templates" => &["html"],
        "themes" => &["css", "html", "yaml"],
        _ => &["css", "js", "svg", "png", "jpg", "pdf"],
    };
    let is_meant = is_same || !root.join(meant).exists() && holds(&root.join(name), endings, 3);
    is_meant.then(|| format!("{meant}/"))
}

/// Whether a name beside `content/`, without `.md`, is also the name of a folder inside `content/`.
fn is_of_content(root: &Path, name: &str) -> bool {
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let is_known = TREES.contains(&stem) || LISTS.contains(&stem);
    !is_known && !stem.is_empty() && root.join("content").join(stem).is_dir()
}

/// Where a page, or a folder of pages, belongs that lies beside `content/` and has the name of a folder inside it.
fn beside_content(root: &Path, name: &str, is_folder: bool) -> Option<String> {
    if !is_of_content(root, name) {
        return None;
    }
    match name.strip_suffix(".md") {
        None if is_folder && holds(&root.join(name), &["md", "markdown"], 3) => Some(format!("content/{name}/")),
        Some(stem) if !is_folder => Some(format!("content/{stem}/index.md")),
        _ => None,
    }
}

/// Whether a folder holds a file with one of these endings, at most `depth` levels deep.
fn holds(folder: &Path, endings: &[&str], depth: usize) -> bool {
    /// How many files and folders are looked at; more would cost time and hardly change the answer.
    const LOOKED_AT: usize = 1_000;
    let walk = WalkDir::new(folder).max_depth(depth).into_iter().filter_map(Result::ok).take(LOOKED_AT);
    let mut files = walk.filter(|entry| entry.file_type().is_file());
    files.any(|entry| {
        entry.path().extension().is_some_and(|end| endings.iter().any(|ending| end.eq_ignore_ascii_case(ending)))
    })
}

/// The name without its ending, in lower case, if it looks like the name of the settings.
fn stem_of(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let end = ENDINGS.iter().find(|ending| lower.ends_with(*ending))?;
    let stem = lower[..lower.len() - end.len()].trim().to_owned();
    let copy = stem.split(" (").next().unwrap_or("").trim_end_matches("copy").trim_end_matches([' ', '-', '_']);
    let settings = SETTINGS.split('.').next().unwrap_or("");
    let plain = copy.replace(['-', '_', ' '], "");
    (plain == settings || did_you_mean(&plain, [settings]).is_some()).then_some(stem)
}

/// The name that a file should have if it is meant as the settings. A copy beside the settings is left alone.
fn settings(root: &Path, name: &str) -> Option<String> {
    let stem = stem_of(name).filter(|_| name != SETTINGS)?;
    let is_same = SETTINGS.split('.').next() == Some(stem.as_str());
    (is_same || !root.join(SETTINGS).exists()).then(|| SETTINGS.to_owned())
}

/// The name that a file should have if it is meant as a kind or as words.
fn listed(folder: &Path, name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let end = ENDINGS.iter().find(|ending| lower.ends_with(*ending))?;
    let stem = name[..name.len() - end.len()].trim();
    let is_read = matches!(*end, ".yaml" | ".yml");
    let meant = format!("{stem}.yaml");
    let is_note = NOTES.contains(&stem.to_lowercase().as_str());
    (!is_read && !stem.is_empty() && !is_note && !folder.join(&meant).exists()).then_some(meant)
}
