//! Files of a type that is not published from `content/`.

use super::files::withheld;
use crate::diagnostic::{Diagnostic, rule};
use crate::media::Use;
use crate::plan::files::Why;
use crate::scene::Scene;
use crate::source::Span;

rule! {
    /// A file of `content/` has an ending that is not published. Pictures, documents, office files, data, sound, film
    /// and captions are published. Files that a browser or a server would run, such as HTML and scripts, are never
    /// published from there, because a person who may write a page may not thereby change the whole site. For the same
    /// reason, files that tell a host how to treat the site, such as `_redirects`, are not published. The finding is
    /// only a warning if no page leads to the file.
    ///
    /// `docs/configuration.md` lists the published endings under `file_types`, a setting that can add more. Files in
    /// `static/` are published as they are.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// # About
    ///
    /// Play [the game](game.html).
    /// ```
    /// ```html content/game.html
    /// <script src="game.js"></script>
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// # About
    ///
    /// Read [the rules of the game](rules.pdf).
    /// ```
    /// ```text content/rules.pdf
    /// %PDF-1.7
    /// ```
    pub(super) FILE_TYPE = "file-type", Error
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (path, file) in &scene.plan.withheld {
        let Why::Name(name) = file.why else { continue };
        let end = path.extension();
        let (why, help) = match name {
            Use::Runs => (
                "a browser or a server can run it".to_owned(),
                "ask the technologist to move it to `static/`, and link to it with `/` in front",
            ),
            Use::HostFile => (
                "hosts and browsers take instructions for the site from it".to_owned(),
                "ask the technologist to move it to `static/`",
            ),
            Use::Unknown if end.is_empty() => (
                "its name has no ending".to_owned(),
                "add the ending for the type of file that it is, such as `.pdf`, or move it to `static/`",
            ),
            Use::Unknown => (
                format!("files that end in `.{end}` are not published"),
                "add the ending to `file_types` in `homeroom.yaml`, or move the file to `static/`",
            ),
            // A different check reports the name that the file should have.
            Use::Page | Use::Published => continue,
        };
        let told = FILE_TYPE.at(Span::file(path), format!("`{path}` is not published: {why}")).help(help);
        found.push(withheld(told, file));
    }
    found
}
