//! Judges where a symbolic link of a site may lead.
//!
//! A link gives a file a second name, and a name decides how a file is used. So a link may lead only to what the site
//! reads anyway, and to nothing hidden. Some files are not published as they are: the text of a page (which may be a
//! draft), templates and settings. A link must not give such a file a name under which it would be published.

use std::path::{Component, Path};

use super::leftover::is_ignored;
use super::names::{LISTS, SETTINGS, TREES};
use crate::source::{Unreadable, VPath};

/// The site path of what lies at `way` from the site's folder. In a name that is not Unicode, the wrong bytes are
/// replaced. `None` for the folder itself.
pub(super) fn site_path(way: &Path) -> Option<VPath> {
    let names = way.components().map(|component| match component {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    VPath::new(&names.collect::<Option<Vec<_>>>()?.join("/"))
}

/// Errs when the site does not read what lies at `way` from its folder.
pub(super) fn require_read(way: &Path) -> Result<(), Unreadable> {
    let refusal = || Unreadable::LinkUnread { target: way.to_string_lossy().replace('\\', "/") };
    let path = site_path(way).ok_or_else(refusal)?;
    let top = path.as_str().split('/').next().unwrap_or_default();
    let is_listed = match path.below(top) {
        None => true,
        Some(name) => !name.contains('/') && matches!(path.extension().as_str(), "yaml" | "yml"),
    };
    let is_read = path.as_str() == SETTINGS || TREES.contains(&top) || (LISTS.contains(&top) && is_listed);
    if is_read && !is_ignored_anywhere(&path) { Ok(()) } else { Err(refusal()) }
}

/// Whether the path, or one of the folders that it lies in, is ignored when the site is listed.
pub(super) fn is_ignored_anywhere(path: &VPath) -> bool {
    let ends = path.as_str().match_indices('/').map(|(at, _)| at).chain([path.as_str().len()]);
    ends.map(|end| VPath::unchecked(&path.as_str()[..end])).any(|path| is_ignored(&path))
}

/// What a file of the site is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Published as it is.
    Published,
    /// Read as the text of a page.
    Page,
    /// Read to make pages: settings, kinds, words, templates.
    Declaration,
}

fn use_of(path: &VPath) -> Use {
    let is_page = path.is_markdown();
    let is_theme_asset = || path.below("themes").and_then(|below| below.split('/').nth(1)) == Some("assets");
    match path.as_str().split('/').next() {
        Some("content") if is_page => Use::Page,
        Some("content" | "static" | "assets") => Use::Published,
        Some("themes") if is_theme_asset() => Use::Published,
        _ => Use::Declaration,
    }
}

/// Judges a link that gives the file at `way` the second name `path`. Errs when the file would be published under that
/// name although it is not published under its own.
pub(super) fn require_same_use(path: &VPath, way: &Path) -> Result<(), Unreadable> {
    let Some(target) = site_path(way).filter(|target| target != path) else { return Ok(()) };
    let is_allowed = use_of(&target) == Use::Published || use_of(&target) == use_of(path);
    if is_allowed { Ok(()) } else { Err(Unreadable::LinkUnpublished { target: target.to_string() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_may_lead_only_to_what_the_site_reads() {
        for way in [
            "content",
            "content/a/b.md",
            "static/.well-known/security.txt",
            "assets/a.css",
            "kinds",
            "kinds/tool.yaml",
            "homeroom.yaml",
        ] {
            assert_eq!(require_read(Path::new(way)), Ok(()), "{way}");
        }
        for way in [
            "",
            ".git/config",
            ".env",
            "public/index.html",
            "shared/x.png",
            "content/.obsidian/data.json",
            "content/.hidden/deep/a.md",
            "content/node_modules/a/b.js",
            "content/a.md~",
            "static/.git/config",
            "static/.GIT/config",
            "kinds/deep/tool.yaml",
            "kinds/notes.txt",
            "homeroom.yaml.bak",
        ] {
            assert!(require_read(Path::new(way)).is_err(), "{way}");
        }
    }

    #[test]
    fn a_link_cannot_publish_a_file_that_is_not_published_itself() {
        let judge = |path: &str, way: &str| require_same_use(&VPath::unchecked(path), Path::new(way));
        for (path, way) in [
            ("content/b.md", "content/a.md"),
            ("content/b.md", "static/a.md"),
            ("content/b.pdf", "content/a.pdf"),
            ("content/logo.svg", "assets/logo.svg"),
            ("static/b.pdf", "content/a.pdf"),
            ("assets/a.css", "themes/blue/assets/a.css"),
            ("themes/red/templates/a.html", "themes/blue/templates/a.html"),
            ("templates/a.html", "content/a.html"),
            ("kinds/b.yaml", "kinds/a.yaml"),
        ] {
            assert_eq!(judge(path, way), Ok(()), "{path} -> {way}");
        }
        for (path, way) in [
            ("content/a.txt", "content/draft.md"),
            ("static/draft.md", "content/draft.md"),
            ("themes/blue/assets/a.txt", "content/draft.md"),
            ("templates/a.html", "content/draft.md"),
            ("content/a.md", "templates/a.html"),
            ("content/a.yaml", "kinds/a.yaml"),
            ("static/a.txt", "homeroom.yaml"),
            ("assets/a.txt", "themes/blue/templates/a.html"),
            ("content/a.MD", "words/es.yaml"),
        ] {
            assert!(judge(path, way).is_err(), "{path} -> {way}");
        }
    }
}
