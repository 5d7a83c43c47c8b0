//! Files and folders whose names are similar to a name that Homeroom reads.

use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::source::{File, Span, Unreadable, VPath};

rule! {
    /// The name of a file or a folder is similar to one that Homeroom reads: `homeroom.yml` or `Homeroom.yaml` for
    /// `homeroom.yaml`, `Content` for `content`, `kinds/club.yaml.txt` for `kinds/club.yaml`. Homeroom ignores it, or
    /// reads it on some systems only. Rename it.
    ///
    /// The check also finds a folder of pages beside `content/` that has the name of a folder in it: `help/` beside
    /// `content/help/`.
    ///
    /// Windows hides common endings of file names: a file that looks like `homeroom.yaml` may be `homeroom.yaml.txt`.
    /// In the Explorer, choose "View" and "File name extensions" to see the endings.
    pub(super) MISNAMED_FILE = "misnamed-file", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let tell = |(path, file): (&VPath, &File)| {
        let File::Unreadable(Unreadable::Misnamed { meant }) = file else { return None };
        let is_deeper = path.as_str().contains('/') && meant.ends_with('/');
        let (message, help) =
            if meant.starts_with("content/") && !path.as_str().starts_with("content") && meant != "content/" {
                let message = format!("`{path}` is not published: only pages in `content/` are");
                let help = match meant.strip_suffix("index.md") {
                    Some(_) => format!("move it to `{meant}`, or to a different folder of `content/`"),
                    None => format!("move its pages into `{meant}`"),
                };
                (message, help)
            } else if is_deeper {
                let message =
                    format!("`{path}` is not read: only files directly in `{meant}` are, not those in its folders");
                (message, format!("move its files into `{meant}`"))
            } else {
                let message = format!("`{path}` is not read: its name has to be `{meant}`");
                let right = meant.trim_end_matches('/');
                let is_there = scene.snapshot.files.keys().any(|file| file.as_str() == right)
                    || scene.snapshot.below(right).next().is_some();
                let help = if is_there {
                    format!("`{meant}` exists too; move what you need into it, and delete this one")
                } else {
                    format!("rename it to `{right}`")
                };
                (message, help)
            };
        Some(MISNAMED_FILE.at(Span::file(path), message).help(help))
    };
    scene.snapshot.files.iter().filter_map(tell).collect()
}
