//! Files that have the name of a picture but cannot be read as one.

use super::files::pictures;
use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::source::{Picture, Span};

rule! {
    /// A file has the name of a picture, but its content is not a complete picture: a download was interrupted, or a
    /// document was renamed. The file is not published, and readers see its text alternative.
    pub(super) BROKEN_PICTURE = "broken-picture", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let tell = |(path, picture)| {
        let Picture::Broken(why) = picture else { return None };
        let told = BROKEN_PICTURE.at(Span::file(path), format!("`{path}` cannot be read as a picture: {why}"));
        Some(told.help("save the picture again; if it is no picture, give the file its right ending"))
    };
    pictures(scene).filter_map(tell).collect()
}
