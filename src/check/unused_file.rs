//! Files that no page leads to.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::broken_file;
use super::guess::Guesser;
use super::linked::links;
use crate::content::Entry;
use crate::diagnostic::{Diagnostic, rule};
use crate::href::Tail;
use crate::library::{Missing, Target};
use crate::markdown::Unread;
use crate::plan::files::Why;
use crate::scene::Scene;
use crate::source::{Span, VPath};

rule! {
    /// No published page shows a file of `content/` or links to it. The file is not published, because it may be a
    /// first version or may not be meant for readers. The check ignores files that only drafts lead to; they are
    /// published together with the draft.
    ///
    /// If other sites link to the file, put it into `static/`, where everything is published.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// # About
    /// ```
    /// ```csv content/names.csv
    /// name,room
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// # About
    ///
    /// [All rooms](rooms.csv)
    /// ```
    /// ```csv content/rooms.csv
    /// name,room
    /// ```
    pub(super) UNUSED_FILE = "unused-file", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let unused: Vec<_> = scene.plan.withheld.iter().filter(|(_, file)| file.why == Why::Unused).collect();
    if unused.is_empty() {
        return Vec::new();
    }
    let mut causes = unread(scene);
    causes.extend(meant(scene));
    let tell = |(path, _)| {
        let told = UNUSED_FILE.at(Span::file(path), format!("`{path}` is not published: no page leads to it"));
        let told = told.help("link to it from a page, move it to `static/`, or remove it");
        Diagnostic { follows: causes.get(path).cloned(), ..told }
    };
    unused.into_iter().map(tell).collect()
}

/// The files that broken links and fields most likely meant, each with the place of one such link or field.
fn meant(scene: &Scene) -> BTreeMap<VPath, Span> {
    let mut guesser = Guesser::new(scene);
    let mut meant = BTreeMap::new();
    for linked in links(scene) {
        let is_broken = matches!(
            linked.target,
            Target::Missing(Missing::File(_) | Missing::Page(_) | Missing::Capitals(_) | Missing::Outside)
        );
        let Some(guess) = (if is_broken { guesser.of(&linked) } else { None }) else { continue };
        if let Target::File { file, .. } = scene.library.follow(linked.entry, &guess.written, linked.link.image) {
            meant.entry(file).or_insert_with(|| linked.span());
        }
    }
    broken_file::missing_in_fields(scene, &mut guesser, |entry, path, _, near| {
        if let Some(near) = near {
            meant.entry(near.clone()).or_insert_with(|| entry.field_span(path));
        }
    });
    meant
}

/// The files that links name which Markdown does not read as links, each with the place of one such link.
fn unread(scene: &Scene) -> BTreeMap<VPath, Span> {
    let style = &scene.site.config.markdown;
    let mut unread = BTreeMap::new();
    let mut add = |entry: &Entry, text: &str, slip: &Unread, span: Span| {
        for address in slip.addresses(text, style) {
            let address = percent_decode_str(Tail::split(&address).0).decode_utf8_lossy();
            unread.extend(entry.file_named(&address).map(|file| (file, span.clone())));
        }
    };
    for entry in &scene.library.entries {
        for slip in &entry.body.unread {
            add(entry, entry.markdown(), slip, entry.body_span(&slip.range));
        }
        for (path, text, body) in &entry.inner_bodies {
            body.unread.iter().for_each(|slip| add(entry, text, slip, entry.field_span(path)));
        }
    }
    unread
}
