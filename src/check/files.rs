//! What checks of files share: all pictures of a site, and the severity for files that are not published.

use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::files::Withheld;
use crate::scene::Scene;
use crate::source::{Picture, VPath};

/// All pictures of the site, in whatever folder, with what reading found out about them.
pub(super) fn pictures(scene: &Scene) -> impl Iterator<Item = (&VPath, Picture)> {
    let files = ["assets", "content", "static", "themes"].iter().flat_map(|folder| scene.snapshot.below(folder));
    files.filter_map(|(path, _)| Some((path, scene.snapshot.picture(path)?)))
}

/// Lowers the finding of a file that is not published to a warning if no page needs the file.
pub(super) fn withheld(found: Diagnostic, file: &Withheld) -> Diagnostic {
    if file.used { found } else { Diagnostic { severity: Severity::Warning, ..found } }
}

/// The same as [`withheld`] for a picture of `content/`. A picture elsewhere keeps its severity.
pub(super) fn withheld_picture(found: Diagnostic, scene: &Scene, path: &VPath) -> Diagnostic {
    match scene.plan.withheld.get(path).filter(|_| path.below("content").is_some()) {
        Some(file) => withheld(found, file),
        None => found,
    }
}
