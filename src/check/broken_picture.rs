//! Files that are no pictures, whatever their names say.

use super::files::pictures;
use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::source::{Picture, Span};

rule! {
    /// The name of a file says that it is a picture, and its content is none: a download that broke off, a
    /// renamed document. The file is not published, and readers see its text alternative.
    pub(super) BROKEN_PICTURE = "broken-picture", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let tell = |(path, picture)| {
        let Picture::Broken(why) = picture else { return None };
        let told = BROKEN_PICTURE.at(Span::file(path), format!("`{path}` cannot be read as a picture: {why}"));
        Some(told.help("save the picture again, or give the file the ending that it should have"))
    };
    pictures(scene).filter_map(tell).collect()
}
