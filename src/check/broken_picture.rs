//! Files that are no pictures, whatever their names say.

use super::Scene;
use crate::diagnostic::{Diagnostic, rule};
use crate::source::{File, Picture, Span};

rule! {
    /// The name of a file says that it is a picture, and its content is none: a download that broke off, a
    /// renamed document. The file is published as it is, and browsers show its text alternative.
    pub(super) BROKEN_PICTURE = "broken-picture", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let folders = ["assets", "content", "static", "themes"];
    let files = folders.iter().flat_map(|folder| scene.snapshot.below(folder));
    let tell = |(path, file)| match file {
        &File::Blob { picture: Some(Picture::Broken(ref why)), .. } => {
            let told = BROKEN_PICTURE.at(Span::file(path), format!("`{path}` cannot be read as a picture: {why}"));
            Some(told.help("save the picture again, or give the file the ending that it should have"))
        }
        _ => None,
    };
    files.filter_map(tell).collect()
}
