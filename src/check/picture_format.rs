//! Pictures in formats that are not published.

use super::files::{pictures, withheld_picture};
use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::source::{Metadata, Picture, Span};

rule! {
    /// A picture is in a format that not all browsers show, and from which the build cannot remove the camera's notes:
    /// HEIC, which some phones use, AVIF, TIFF, BMP, or a raw format of a camera. The notes may say where a picture was
    /// taken, so the picture is not published.
    ///
    /// Export the picture as JPEG, PNG or WebP. Renaming the file does not help, because the check looks at its
    /// content. A site with `pictures: { metadata: keep }` in its settings publishes such files.
    pub(super) PICTURE_FORMAT = "picture-format", Error
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    if scene.site.config.metadata == Metadata::Keep {
        return Vec::new();
    }
    let tell = |(path, picture)| {
        let Picture::Foreign(format) = picture else { return None };
        let message =
            format!("`{path}` is not published: it is a picture in the format {format}, which not all browsers show");
        let help = "export it as JPEG or WebP; a new name does not change the format";
        Some(withheld_picture(PICTURE_FORMAT.at(Span::file(path), message).help(help), scene, path))
    };
    pictures(scene).filter_map(tell).collect()
}
