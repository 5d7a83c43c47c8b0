//! Paths of files and folders, as the settings name them: `archive/**`, `kinds/tool.yaml`.

use std::collections::BTreeSet;

use crate::source::VPath;

/// A path with `*` for a part of a name, `?` for a letter, and `**` for folders. It fits a file if it fits its path or
/// the path of a folder that the file is in. It starts at the site's folder or at `content/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathPattern {
    text: String,
    names: Vec<String>,
}

/// A set of path patterns. Patterns without `*` and `?` are looked up, so a long list of them costs nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PathPatterns {
    plain: BTreeSet<String>,
    others: Vec<PathPattern>,
}

impl PathPatterns {
    pub(crate) fn push(&mut self, pattern: PathPattern) {
        match pattern.plain() {
            Some(path) => drop(self.plain.insert(path)),
            None => self.others.push(pattern),
        }
    }

    /// Whether any of the patterns fits a file.
    #[must_use]
    pub(crate) fn fit(&self, file: &VPath) -> bool {
        let mut ways = ways(file);
        ways.any(|way| self.plain.contains(way)) || self.others.iter().any(|pattern| pattern.fits(file))
    }
}

/// A set of patterns for the subjects of findings, looked up in the same way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamePatterns {
    plain: BTreeSet<String>,
    others: Vec<String>,
}

impl NamePatterns {
    /// The set of the names and patterns in a list.
    #[must_use]
    pub fn new(names: Vec<String>) -> Self {
        let (others, plain): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| name.contains(['*', '?']));
        Self { plain: plain.into_iter().collect(), others }
    }

    /// Whether any of the patterns fits a name.
    #[must_use]
    pub(crate) fn fit(&self, name: &str) -> bool {
        self.plain.contains(name) || self.others.iter().any(|pattern| fits_name(pattern, name))
    }
}

/// The paths of a file and of the folders that it is in, each from the site's folder and from `content/`.
pub(crate) fn ways(file: &VPath) -> impl Iterator<Item = &str> {
    let whole = [Some(file.as_str()), file.below("content")];
    whole.into_iter().flatten().flat_map(|path| {
        let folders = path.match_indices('/').map(|(end, _)| &path[..end]);
        folders.chain([path])
    })
}

impl PathPattern {
    /// The pattern of a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let names = text.split('/').filter(|name| !matches!(*name, "" | "."));
        let mut names: Vec<String> = names.map(str::to_owned).collect();
        // A pattern for a folder also fits all that is in it, so a `**` at the end can go. Several in a row mean one.
        names.dedup_by(|a, b| *a == "**" && *b == "**");
        if names.len() > 1 && names.last().is_some_and(|name| name == "**") {
            names.pop();
        }
        Self { text: text.to_owned(), names }
    }

    /// The pattern as it is written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The path, if the pattern has no `*` and no `?`.
    #[must_use]
    pub(crate) fn plain(&self) -> Option<String> {
        let is_plain = !self.names.iter().any(|name| name.contains(['*', '?']));
        (is_plain && !self.names.is_empty()).then(|| self.names.join("/"))
    }

    /// Whether the pattern fits a file or a folder that it is in.
    #[must_use]
    pub(crate) fn fits(&self, file: &VPath) -> bool {
        let fits = |path: &str| fits(&self.names, &path.split('/').collect::<Vec<_>>());
        fits(file.as_str()) || file.below("content").is_some_and(fits)
    }
}

/// Whether the pattern fits the whole path that `names` spell, or the path of a folder in it.
fn fits(pattern: &[String], names: &[&str]) -> bool {
    // `reached[n]` is whether the part of the pattern read so far fits the first `n` names.
    let mut reached = vec![false; names.len() + 1];
    reached[0] = true;
    for part in pattern {
        let before = reached.clone();
        reached.fill(false);
        for (number, name) in names.iter().enumerate().filter(|(number, _)| part != "**" && before[*number]) {
            reached[number + 1] = fits_name(part, name);
        }
        if part == "**" {
            let first = before.iter().position(|is_reached| *is_reached).unwrap_or(before.len());
            reached[first..].fill(true);
        }
    }
    // The empty path is no file and no folder.
    reached[1..].iter().any(|is_reached| *is_reached)
}

/// Whether a pattern fits a name: `*` stands for any letters, `?` for one. It is enough to go back to the last `*`
/// only.
#[must_use]
pub(crate) fn fits_name(part: &str, name: &str) -> bool {
    let (part, name): (Vec<char>, Vec<char>) = (part.chars().collect(), name.chars().collect());
    let (mut at, mut letter) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while letter < name.len() {
        match part.get(at) {
            Some('*') => {
                star = Some((at, letter));
                at += 1;
            }
            Some(wanted) if *wanted == '?' || *wanted == name[letter] => {
                at += 1;
                letter += 1;
            }
            _ => {
                let Some((back, from)) = star else { return false };
                star = Some((back, from + 1));
                at = back + 1;
                letter = from + 1;
            }
        }
    }
    part[at..].iter().all(|rest| *rest == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_fits_a_file_or_all_in_a_folder() {
        for (pattern, file, fits) in [
            ("archive/**", "content/archive/a.md", true),
            ("archive/**", "content/archive/2019/a.md", true),
            ("archive/**", "content/archive.md", false),
            ("archive/**", "content/archives/a.md", false),
            ("archive/**", "content/old/archive/a.md", false),
            ("**/archive", "content/old/archive/a.md", true),
            ("archive", "content/archive/a.md", true),
            ("archive/", "content/archive/2019/a.md", true),
            ("archive/*", "content/archive/2019/a.md", true),
            ("./archive", "content/archive/a.md", true),
            ("/content/archive", "content/archive/a.md", true),
            ("content/archive/**", "content/archive/a.md", true),
            ("tools/*.md", "content/tools/a.md", true),
            ("tools/*.md", "content/tools/x/a.md", false),
            ("tools/old-*", "content/tools/old-deck.md", true),
            ("tools/?.md", "content/tools/a.md", true),
            ("tools/?.md", "content/tools/ab.md", false),
            ("**/*.md", "content/a.md", true),
            ("**", "homeroom.yaml", true),
            ("a*b*c.md", "content/axbxxc.md", true),
            ("a*b*c.md", "content/axbxxcd.md", false),
            ("kinds/tool.yaml", "kinds/tool.yaml", true),
            ("a.md", "content/x/a.md", false),
            ("", "content/a.md", false),
            ("/", "content/a.md", false),
        ] {
            let file = VPath::new(file).expect("a path");
            assert_eq!(PathPattern::new(pattern).fits(&file), fits, "{pattern} {file}");
            let mut patterns = PathPatterns::default();
            patterns.push(PathPattern::new("nowhere"));
            patterns.push(PathPattern::new(pattern));
            assert_eq!(patterns.fit(&file), fits, "{pattern} {file}, looked up");
        }
    }

    #[test]
    fn a_pattern_of_many_stars_ends_soon() {
        let file = VPath::new(&format!("content/{}.md", "a".repeat(200))).expect("a path");
        assert!(!PathPattern::new(&format!("{}b", "*a".repeat(100))).fits(&file));
        assert!(!PathPattern::new(&format!("{}b", "**/".repeat(100))).fits(&file));
    }
}
