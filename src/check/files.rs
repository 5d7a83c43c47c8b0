//! Files as checks look at them: the pictures of a site, and what is not published.

use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::files::Withheld;
use crate::scene::Scene;
use crate::source::{Picture, VPath};

/// What every picture of the site is, wherever it lies.
pub(super) fn pictures(scene: &Scene) -> impl Iterator<Item = (&VPath, Picture)> {
    let files = ["assets", "content", "static", "themes"].iter().flat_map(|folder| scene.snapshot.below(folder));
    files.filter_map(|(path, _)| Some((path, scene.snapshot.picture(path)?)))
}

/// The finding of a file that is not published: an error where a page leads to it, since the page then lacks it.
pub(super) fn withheld(found: Diagnostic, file: &Withheld) -> Diagnostic {
    if file.used { found } else { Diagnostic { severity: Severity::Warning, ..found } }
}

/// The finding of a picture that is not published, as [`withheld`] has it for those of content.
pub(super) fn withheld_picture(found: Diagnostic, scene: &Scene, path: &VPath) -> Diagnostic {
    match scene.plan.withheld.get(path).filter(|_| path.below("content").is_some()) {
        Some(file) => withheld(found, file),
        None => found,
    }
}
