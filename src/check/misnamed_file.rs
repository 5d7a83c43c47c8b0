//! Files and folders that almost have the name of one that a site has.

use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::source::{File, Span, Unreadable, VPath};

rule! {
    /// A file or a folder whose name is nearly that of one that Homeroom reads: `homeroom.yml` or `Homeroom.yaml` for
    /// `homeroom.yaml`, `Content` for `content`, `kinds/club.yaml.txt` for `kinds/club.yaml`. Nothing in it counts, and
    /// on some systems it does and on others not. Rename it.
    ///
    /// Pages beside `content/` are told too, where they have the name of a folder in it: `help/` beside `content/help/`.
    ///
    /// Windows hides the endings of files that it knows: `homeroom.yaml` may truly be `homeroom.yaml.txt`. In the
    /// Explorer, "View" and "File name extensions" show them.
    pub(super) MISNAMED_FILE = "misnamed-file", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let tell = |(path, file): (&VPath, &File)| {
        let File::Unreadable(Unreadable::Misnamed { meant }) = file else { return None };
        let is_deeper = path.as_str().contains('/') && meant.ends_with('/');
        let (message, help) =
            if meant.starts_with("content/") && !path.as_str().starts_with("content") && meant != "content/" {
                let message = format!("`{path}` is not published: pages lie below `content/`");
                let help = match meant.strip_suffix("index.md") {
                    Some(_) => format!("move it to `{meant}`, or to another place below `content/`"),
                    None => format!("move its pages into `{meant}`"),
                };
                (message, help)
            } else if is_deeper {
                let message = format!("`{path}` is not read: only the files directly in `{meant}` are");
                (message, format!("move its files into `{meant}`"))
            } else {
                let message = format!("`{path}` is not read: it is not called `{meant}`");
                let right = meant.trim_end_matches('/');
                let is_there = scene.snapshot.files.keys().any(|file| file.as_str() == right)
                    || scene.snapshot.below(right).next().is_some();
                let help = if is_there {
                    format!("`{meant}` is there too; move into it what counts, and delete this one")
                } else {
                    format!("rename it to `{right}`")
                };
                (message, help)
            };
        Some(MISNAMED_FILE.at(Span::file(path), message).help(help))
    };
    scene.snapshot.files.iter().filter_map(tell).collect()
}
