//! Pictures that are too large to be decoded.

use super::files::{pictures, withheld_picture};
use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::source::{Picture, Span};

rule! {
    /// A picture would need too much memory: it has more than 100 million pixels, more than 2,000 frames, more than 64
    /// MiB, or a color profile that unpacks to more than 4 MiB. Even a file of a few bytes can claim such a size. The
    /// picture is not published, because readers' browsers would have to decode it.
    ///
    /// Save the picture with fewer pixels: a width of 2,000 pixels is enough for a page.
    pub(super) LARGE_PICTURE = "large-picture", Error
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let tell = |(path, picture)| {
        let Picture::TooLarge(what) = picture else { return None };
        let told = LARGE_PICTURE.at(Span::file(path), format!("`{path}` is too large for a picture: {what}"));
        let told = told.help("save it with fewer pixels; a width of 2,000 pixels is enough for a page");
        Some(withheld_picture(told, scene, path))
    };
    pictures(scene).filter_map(tell).collect()
}
