//! The texts of the files that have findings, with an index of their lines, and the paths of these files for programs.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::{LineIndex, VPath};

/// The texts of the files that have findings, each with an index of its lines.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    texts: BTreeMap<VPath, LineIndex>,
    names: Names,
}

/// The folder at which the paths for programs start, so that programs can open the files from there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Names {
    /// The site's own folder: `content/about.md`.
    #[default]
    Site,
    /// A folder outside of the site, by the path that leads from there to the site: `handbook`, `../handbook`.
    Outside(String),
    /// A folder of the site: `content/tools`.
    Inside(VPath),
}

impl Sources {
    /// The text of a file with its lines.
    #[must_use]
    pub fn get(&self, file: &VPath) -> Option<&LineIndex> {
        self.texts.get(file)
    }

    /// The same texts, with paths that start at a different folder.
    #[must_use]
    pub fn named(self, names: Names) -> Self {
        Self { names, ..self }
    }

    /// The path of a file for programs.
    #[must_use]
    pub fn name(&self, file: &VPath) -> String {
        if file.is_built_in() {
            return file.to_string();
        }
        match &self.names {
            Names::Site => file.to_string(),
            Names::Outside(way) => format!("{way}/{file}"),
            Names::Inside(folder) => {
                let (from, to): (Vec<&str>, Vec<&str>) =
                    (folder.as_str().split('/').collect(), file.as_str().split('/').collect());
                let shared = from.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
                format!("{}{}", "../".repeat(from.len() - shared), to[shared..].join("/"))
            }
        }
    }
}

impl FromIterator<(VPath, Arc<str>)> for Sources {
    fn from_iter<T: IntoIterator<Item = (VPath, Arc<str>)>>(files: T) -> Self {
        let texts = files.into_iter().map(|(file, text)| (file, LineIndex::new(text))).collect();
        Self { texts, names: Names::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_from_where_programs_look() {
        let path = |text: &str| VPath::new(text).expect("a path");
        for (names, file, named) in [
            (Names::Site, "content/a.md", "content/a.md"),
            (Names::Outside("handbook".to_owned()), "content/a.md", "handbook/content/a.md"),
            (Names::Outside("../handbook".to_owned()), "homeroom.yaml", "../handbook/homeroom.yaml"),
            (Names::Inside(path("content/tools")), "content/tools/a.md", "a.md"),
            (Names::Inside(path("content/tools")), "content/tools/x/a.md", "x/a.md"),
            (Names::Inside(path("content/tools")), "content/a.md", "../a.md"),
            (Names::Inside(path("content/tools")), "homeroom.yaml", "../../homeroom.yaml"),
            (Names::Inside(path("content/tools")), "content/toolsmith/a.md", "../toolsmith/a.md"),
            (Names::Inside(path("content/a")), "content/a", "../a"),
            (Names::Outside("handbook".to_owned()), "kinds/(built in)/tool.yaml", "kinds/(built in)/tool.yaml"),
        ] {
            let sources = Sources::default().named(names.clone());
            assert_eq!(sources.name(&path(file)), named, "{names:?}");
        }
    }
}
