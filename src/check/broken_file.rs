//! Pictures and other files that are not there.

use super::broken_link::way;
use super::{Scene, links};
use crate::catalog::{Missing, Target};
use crate::content::address::composed;
use crate::diagnostic::{Diagnostic, did_you_mean, rule};
use crate::document::excerpt;
use crate::schema::Value;
use crate::schema::value::walk_fields;
use crate::source::{File, VPath};

rule! {
    /// A picture or another file that is not there. Files lie beside the page that shows them, or
    /// anywhere else below `content/`.
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
    for (index, link, target, span) in links(scene) {
        let what = if link.image { "picture" } else { "file" };
        let message = format!("there is no {what} `{}`", excerpt(&link.destination));
        let folder = scene.catalog.entries[index].file.folder();
        let diagnostic = BROKEN_FILE.at(span.clone(), message);
        match target {
            Target::Missing(Missing::File(Some(near))) => {
                let near = way(folder, near);
                found.push(diagnostic.help(format!("did you mean `{near}`?")).fix(span, near));
            }
            Target::Missing(Missing::File(None)) => {
                found.push(diagnostic.help("put the file beside the page, and mind its ending and capitals"));
            }
            _ => {}
        }
    }
    found.extend(fields(scene));
    found
}

/// Pictures that fields name.
fn fields(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in &scene.catalog.entries {
        walk_fields(&entry.fields, &mut Vec::new(), &mut |value, path| {
            let Value::Image { src, .. } = value else { return };
            let file = entry.file_named(src);
            let there = file.is_some_and(|file| {
                matches!(scene.snapshot.files.get(&file), Some(File::Text { .. } | File::Blob { .. }))
            });
            if !there {
                let message = format!("there is no picture `{}`", excerpt(src));
                let files = scene.snapshot.below("content").map(|(file, _)| file);
                let wanted = format!("{}/{}", entry.file.folder(), composed(src));
                let near = did_you_mean(&wanted, files.map(VPath::as_str)).map(|near| way(entry.file.folder(), near));
                let help = near.map_or_else(
                    || "put the file beside the page, and mind its ending and capitals".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                found.push(BROKEN_FILE.at(entry.field_span(path), message).help(help));
            }
        });
    }
    found
}
