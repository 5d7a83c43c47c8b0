//! Files that no page leads to.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::Scene;
use crate::content::Entry;
use crate::diagnostic::{Diagnostic, rule};
use crate::href::Tail;
use crate::markdown::Unread;
use crate::page::files::Why;
use crate::source::{Span, VPath};

rule! {
    /// A file of `content/` that no published page shows or links to. It is not published: what lies beside pages may
    /// be a first version, or was never meant for readers. Files that only drafts lead to wait with them, and are not
    /// told.
    ///
    /// A file that others link to from elsewhere belongs into `static/`, where everything is published.
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
    let unread = unread(scene);
    let unused = scene.plan.withheld.iter().filter(|(_, file)| file.why == Why::Unused);
    let tell = |(path, _)| {
        let told = UNUSED_FILE.at(Span::file(path), format!("`{path}` is not published: no page leads to it"));
        let told = told.help("link to it from a page, move it to `static/`, or remove it");
        Diagnostic { follows: unread.get(path).cloned(), ..told }
    };
    unused.map(tell).collect()
}

/// The files that links would lead to which Markdown does not read, each with the place of such a link.
fn unread(scene: &Scene) -> BTreeMap<VPath, Span> {
    let style = &scene.site.config.markdown;
    let mut unread = BTreeMap::new();
    let mut add = |entry: &Entry, text: &str, slip: &Unread, span: Span| {
        for address in slip.addresses(text, style) {
            let address = percent_decode_str(Tail::split(&address).0).decode_utf8_lossy();
            unread.extend(entry.file_named(&address).map(|file| (file, span.clone())));
        }
    };
    for entry in &scene.catalog.entries {
        for slip in &entry.body.unread {
            add(entry, entry.markdown(), slip, entry.body_span(&slip.range));
        }
        for (path, text, body) in &entry.inner_bodies {
            body.unread.iter().for_each(|slip| add(entry, text, slip, entry.field_span(path)));
        }
    }
    unread
}
