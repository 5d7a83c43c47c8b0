//! Pictures in formats that are not published.

use super::files::{pictures, withheld_picture};
use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::source::{Metadata, Picture, Span};

rule! {
    /// A picture in a format that not all browsers show, and in which the build cannot find the notes of the
    /// camera: HEIC, as telephones take it, AVIF, TIFF, BMP, the raw formats of cameras. Such notes say where a
    /// picture was taken, so it is not published.
    ///
    /// Export the picture as JPEG, PNG or WebP. Its content counts and not its name: another ending does not help.
    /// A site with `pictures: { metadata: keep }` in its settings publishes such files.
    pub(super) PICTURE_FORMAT = "picture-format", Error
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    if scene.site.config.metadata == Metadata::Keep {
        return Vec::new();
    }
    let tell = |(path, picture)| {
        let Picture::Foreign(format) = picture else { return None };
        let message = format!("`{path}` is not published: it is a picture in the format {format}");
        let help = "export it as JPEG or WebP; renaming it does not change what it is";
        Some(withheld_picture(PICTURE_FORMAT.at(Span::file(path), message).help(help), scene, path))
    };
    pictures(scene).filter_map(tell).collect()
}
