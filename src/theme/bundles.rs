//! Bundles: files that are published as one, so that a script is written as several files and asked for once.

use std::collections::BTreeSet;

use super::assets::{Asset, Files, Layer, published};
use super::missing::missing_asset;
use crate::artifact::Artifact;
use crate::diagnostic::{Diagnostic, rule};
use crate::document::{At, Keys, excerpt};
use crate::source::VPath;

rule! {
    /// A bundle of `theme.yaml` cannot be made: it has the name of a file of its theme, or it contains files that
    /// cannot be joined. A bundle joins either scripts or style sheets.
    ///
    /// Bad:
    /// ```yaml themes/plain/theme.yaml
    /// bundles: { notes.js: [notes.js, fold.js] }
    /// scripts: [site.js, notes.js]
    /// ```
    /// ```js themes/plain/assets/notes.js
    /// homeroom.notes = [];
    /// ```
    /// ```js themes/plain/assets/fold.js
    /// homeroom.fold = () => homeroom.notes.forEach((note) => note.remove());
    /// ```
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// theme: plain
    /// ```
    /// Good:
    /// ```yaml themes/plain/theme.yaml
    /// bundles: { notes.js: [notes/list.js, notes/fold.js] }
    /// scripts: [site.js, notes.js]
    /// ```
    /// ```js themes/plain/assets/notes/list.js
    /// homeroom.notes = [];
    /// ```
    /// ```js themes/plain/assets/notes/fold.js
    /// homeroom.fold = () => homeroom.notes.forEach((note) => note.remove());
    /// ```
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// theme: plain
    /// ```
    pub(crate) BAD_BUNDLE = "bad-bundle", Error
}

/// The bundles of all layers.
#[derive(Default)]
pub(super) struct Bundles {
    names: BTreeSet<String>,
    /// The paths of the files that they hold.
    members: BTreeSet<String>,
}

impl Bundles {
    /// Whether an asset is there as a part of bundles alone, since nothing names it.
    pub(super) fn hold_alone(&self, path: &str, named: &BTreeSet<String>) -> bool {
        self.members.contains(path) && !self.names.contains(path) && !named.contains(path)
    }

    /// Reads `bundles` of the `theme.yaml` of a layer. Each becomes an asset, in the place of a file of its name in a
    /// layer below.
    pub(super) fn read(
        &mut self,
        at: &At<'_>,
        layer: Layer,
        files: &Files,
        assets: &mut Vec<Asset>,
        faults: &mut Vec<Diagnostic>,
    ) {
        let entries = at.entries().unwrap_or_default();
        let names: Vec<&str> = entries.iter().map(|(name, _)| *name).collect();
        let Some(mut keys) = Keys::open(at, "`bundles`", &names, faults) else { return };
        for name in names.iter().copied().collect::<BTreeSet<_>>() {
            let Some(value) = keys.value(name) else { continue };
            if end(name).is_none() || VPath::new(name).is_none() {
                let message = format!("`{}` is no name of a bundle", excerpt(name));
                let told = BAD_BUNDLE.at(value.key_span(), message);
                keys.faults.push(told.help("write it as a path below `assets/` that ends in `.js` or `.css`"));
                continue;
            }
            let items = keys.items(name);
            let parts: Vec<Part<'_>> = items.iter().filter_map(|at| part(name, at, files, keys.faults)).collect();
            self.members.extend(parts.iter().map(|part| part.path.to_owned()));
            match files.by_path.get(name).map(|found| found.layer) {
                Some(upper) if upper > layer => {}
                Some(own) if own == layer => {
                    let told = BAD_BUNDLE.at(value.key_span(), format!("`{name}` is a bundle and a file"));
                    keys.faults.push(told.help("give one of them a different name"));
                }
                Some(_) | None => {
                    assets.retain(|asset| asset.path != name);
                    assets.push(join(name, &parts, files));
                    self.names.insert(name.to_owned());
                }
            }
        }
    }
}

/// A file of a bundle.
struct Part<'f> {
    /// Its path below `assets/`.
    path: &'f str,
    text: &'f [u8],
    file: &'f VPath,
}

/// The file that an item of a bundle names.
fn part<'f>(bundle: &str, at: &At<'_>, files: &'f Files, faults: &mut Vec<Diagnostic>) -> Option<Part<'f>> {
    let name = at.scalar().map_or("", |scalar| scalar.text.trim());
    let Some((path, found)) = files.by_path.get_key_value(name) else {
        faults.push(missing_asset(name, &at.span(), files.by_path.keys().map(String::as_str)));
        return None;
    };
    match &found.artifact {
        Artifact::Bytes(text) if end(path) == end(bundle) => Some(Part { path, text, file: &found.file }),
        _ => {
            let told = BAD_BUNDLE.at(at.span(), format!("the bundle `{bundle}` cannot hold `{path}`"));
            faults.push(told.help("a bundle joins scripts (`.js`), or style sheets (`.css`)"));
            None
        }
    }
}

/// The kind of a text that can be joined with others of its kind.
fn end(path: &str) -> Option<&str> {
    path.rsplit_once('.').map(|(_, end)| end).filter(|end| matches!(*end, "js" | "css"))
}

fn join(name: &str, parts: &[Part<'_>], files: &Files) -> Asset {
    // A script may end without a semicolon, or in a comment.
    let between: &[u8] = if name.ends_with(".js") { b"\n;\n" } else { b"\n" };
    let mut joined = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        joined.extend_from_slice(if place == 0 { b"" } else { between });
        joined.extend_from_slice(files.text(part.path, part.text, name).trim_ascii_end());
    }
    joined.push(b'\n');
    let artifact = Artifact::Bytes(joined.into());
    let files = parts.iter().map(|part| part.file.clone()).collect();
    Asset { path: name.to_owned(), url: published(name, artifact.fingerprint()), artifact, files }
}
