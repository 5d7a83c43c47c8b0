//! Pictures and other files that do not exist.

use super::broken_link::unmade;
use super::guess::{Guesser, way};
use super::linked::{fix_in_field, links};
use crate::content::Entry;
use crate::diagnostic::{Diagnostic, rule};
use crate::document::excerpt;
use crate::library::{Missing, Target, Wanted};
use crate::media::PUBLISHED;
use crate::plan::claims::{Made, Maker};
use crate::scene::Scene;
use crate::schema::Value;
use crate::schema::value::walk_fields;
use crate::source::{File, Span, VPath};
use crate::yaml::Step;

rule! {
    /// A page shows a picture or links to a file that does not exist. Put the file beside the page, or anywhere else
    /// below `content/`. The check also finds a page in the place of a picture.
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

const HELP: &str =
    "put the file into the folder of this page, and check the spelling, the ending and the capital letters of its name";

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut guesser = Guesser::new(scene);
    for linked in links(scene) {
        let is_shown = linked.link.image;
        let file = match linked.target {
            Target::Missing(Missing::File(file)) => file,
            // A different rule reports links to drafts.
            Target::Entry { index, .. } if is_shown && scene.library.is_published(*index) => {
                found.push(page(linked.span(), &linked.link.destination));
                continue;
            }
            Target::Here(_) if is_shown => {
                found.push(page(linked.span(), &linked.link.destination));
                continue;
            }
            Target::Address { path, .. } if is_shown => {
                let url = scene.plan.published(path);
                // A file of the theme may be a picture.
                let is_file = url.as_ref().is_some_and(|url| !url.is_page());
                if !is_file || !Wanted::can_show(&VPath::unchecked(path)) {
                    found.push(page(linked.span(), &linked.link.destination));
                }
                continue;
            }
            _ => continue,
        };
        let claim = file.below("content").and_then(|below| scene.plan.claims.named(below));
        if claim.is_some_and(|(_, claim)| claim.made == Made::Perhaps && claim.maker != Maker::Picture) {
            found.push(unmade(&BROKEN_FILE, &linked));
            continue;
        }
        let what = if is_shown { word(file) } else { "file" };
        let message = format!("there is no {what} `{}`", excerpt(&linked.link.destination));
        let diagnostic = BROKEN_FILE.at(linked.span(), message).about(file.as_str());
        found.push(match guesser.of(&linked) {
            Some(guess) => {
                let help = format!("did you mean `{}`?", excerpt(&guess.written));
                linked.mended(diagnostic.help(help), &guess.written)
            }
            None => diagnostic.help(help(&linked.link.destination)),
        });
    }
    found.extend(fields(scene, &mut guesser));
    found
}

/// The word for a file that a page shows, by the ending of its name.
fn word(file: &VPath) -> &'static str {
    let Wanted::Shown(group) = Wanted::shown(file) else { return "file" };
    match PUBLISHED.get(group) {
        Some(("pictures", _)) | None => "picture",
        Some(("sound", _)) => "sound",
        Some(("film", _)) => "film",
        Some(_) => "file",
    }
}

/// What to do about a file that does not exist.
fn help(destination: &str) -> &'static str {
    if destination.starts_with("/assets/") {
        "put the file into `static/`; do not link to files of the theme, because their names change with each edit"
    } else if destination.starts_with('/') {
        "put the file into `content/` or `static/`, and check the spelling, the ending and the capital letters of its name"
    } else {
        HELP
    }
}

/// The finding of a page that is named where a picture, a sound or a film has to be named.
fn page(span: Span, destination: &str) -> Diagnostic {
    let message = format!("`{}` is a page, not a picture", excerpt(destination));
    BROKEN_FILE.at(span, message).help("name the file of a picture, or delete the `!` to write a link to the page")
}

/// The findings of pictures that fields name and that do not exist.
fn fields<'s>(scene: &'s Scene, guesser: &mut Guesser<'s>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    missing_in_fields(scene, guesser, |entry, path, src, near| {
        let message = format!("there is no picture `{}`", excerpt(src));
        let diagnostic = BROKEN_FILE.at(entry.field_span(path), message).about(src);
        found.push(match near.map(|near| way(entry.file.folder(), near.as_str())) {
            Some(near) => {
                let fix = fix_in_field(entry, path, src, &near);
                Diagnostic { fix, ..diagnostic.help(format!("did you mean `{near}`?")) }
            }
            None => diagnostic.help(HELP),
        });
    });
    found
}

/// Calls `tell` for each picture that a field names and that does not exist, with the entry, the field, the name as it
/// is written, and the file with the most similar name.
pub(super) fn missing_in_fields<'s>(
    scene: &'s Scene,
    guesser: &mut Guesser<'s>,
    mut tell: impl FnMut(&Entry, &[Step], &str, Option<&VPath>),
) {
    for entry in &scene.library.entries {
        walk_fields(&entry.fields, &mut Vec::new(), &mut |value, path| {
            let Value::Image { src, .. } = value else { return };
            let file = entry.file_named(src);
            let there = file.as_ref().is_some_and(|file| {
                matches!(scene.snapshot.files.get(file), Some(File::Text { .. } | File::Blob { .. }))
            });
            if !there {
                let near = file.and_then(|file| guesser.nearest.file(&file, Wanted::shown(&file)));
                // Fields name files beside the page.
                tell(entry, path, src, near.filter(|near| near.below("content").is_some()));
            }
        });
    }
}
