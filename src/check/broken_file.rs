//! Pictures and other files that are not there.

use super::broken_link::way;
use super::{Scene, links};
use crate::catalog::{Missing, Nearest, Target};
use crate::diagnostic::{Diagnostic, rule};
use crate::document::excerpt;
use crate::schema::Value;
use crate::schema::value::walk_fields;
use crate::source::{File, Span};

rule! {
    /// A picture or another file that is not there. Files lie beside the page that shows them, or
    /// anywhere else below `content/`. A page in the place of a picture is told as well.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// # About
    ///
    /// ![The office's front door](door.png)
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// # About
    ///
    /// ![The office's front door](door.svg)
    /// ```
    /// ```svg content/door.svg
    /// <svg xmlns="http://www.w3.org/2000/svg"/>
    /// ```
    pub(super) BROKEN_FILE = "broken-file", Error
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut nearest = Nearest::new(&scene.catalog);
    for linked in links(scene) {
        let is_shown = linked.link.image;
        let file = match linked.target {
            Target::Missing(Missing::File(file)) => file,
            // A draft is told by another rule.
            Target::Entry { index, .. } if is_shown && scene.catalog.is_published(*index) => {
                found.push(page(linked.span(), &linked.link.destination));
                continue;
            }
            Target::Here(_) | Target::Address { .. } if is_shown => {
                found.push(page(linked.span(), &linked.link.destination));
                continue;
            }
            _ => continue,
        };
        let what = if is_shown { "picture" } else { "file" };
        let message = format!("there is no {what} `{}`", excerpt(&linked.link.destination));
        let span = linked.span();
        let diagnostic = BROKEN_FILE.at(span.clone(), message).about(file.as_str());
        found.push(match nearest.file(file).map(|near| way(linked.entry.file.folder(), near)) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(span, near),
            None => diagnostic.help("put the file beside the page, and mind its ending and capitals"),
        });
    }
    found.extend(fields(scene, &mut nearest));
    found
}

/// A page in the place of a picture, a sound or a film.
fn page(span: Span, destination: &str) -> Diagnostic {
    let message = format!("`{}` is a page and no picture", excerpt(destination));
    let found = BROKEN_FILE.at(span, message).about(destination);
    found.help("name the file of a picture, or write a link, which has no `!` in front")
}

/// Pictures that fields name.
fn fields(scene: &Scene, nearest: &mut Nearest<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in &scene.catalog.entries {
        walk_fields(&entry.fields, &mut Vec::new(), &mut |value, path| {
            let Value::Image { src, .. } = value else { return };
            let file = entry.file_named(src);
            let there = file.as_ref().is_some_and(|file| {
                matches!(scene.snapshot.files.get(file), Some(File::Text { .. } | File::Blob { .. }))
            });
            if !there {
                let message = format!("there is no picture `{}`", excerpt(src));
                let near = file.and_then(|file| nearest.file(&file).map(|near| way(entry.file.folder(), near)));
                let help = near.map_or_else(
                    || "put the file beside the page, and mind its ending and capitals".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                found.push(BROKEN_FILE.at(entry.field_span(path), message).about(src.as_str()).help(help));
            }
        });
    }
    found
}
