//! Assets: style sheets, scripts, fonts and icons. The published name of each contains the fingerprint of its content,
//! so that browsers may keep the file for ever.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::builtin;
use crate::artifact::{Artifact, UrlPath};
use crate::fingerprint::Fingerprint;
use crate::source::{Metadata, Snapshot, VPath};

/// A file that a theme publishes, or a bundle of files published as one.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its path below the theme's `assets/`.
    pub path: String,
    /// Its address: `assets/site.1a2b3c4d.css`.
    pub url: UrlPath,
    /// Its content.
    pub artifact: Artifact,
    /// The files that it is read from: several for a bundle, none when the build makes it.
    pub files: Vec<VPath>,
}

impl Asset {
    /// An asset with a text that the build has made.
    pub(super) fn made(path: &str, text: &str) -> Self {
        let url = published(path, Fingerprint::of(text.as_bytes()));
        Self { path: path.to_owned(), url, artifact: Artifact::text(text.to_owned()), files: Vec::new() }
    }
}

/// The layer that a file belongs to. A file of a later layer replaces one of an earlier layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Layer {
    BuiltIn,
    Theme,
    Site,
}

/// The uppermost file of each path below `assets/`.
pub(super) struct Files {
    pub(super) by_path: BTreeMap<String, Found>,
    /// The address of each file.
    urls: BTreeMap<String, UrlPath>,
}

/// A file with its layer.
pub(super) struct Found {
    pub(super) layer: Layer,
    pub(super) artifact: Artifact,
    pub(super) file: VPath,
}

impl Files {
    /// Gathers the files of the built-in theme, of the site's theme and of the site. Later ones replace earlier ones.
    pub(super) fn gather(snapshot: &Snapshot, theme: &str, metadata: Metadata) -> Self {
        let mut by_path: BTreeMap<String, Found> = BTreeMap::new();
        for (path, bytes) in builtin::below("assets") {
            let file = VPath::unchecked(&format!("themes/default/assets/{path}"));
            let artifact = Artifact::Bytes(Arc::from(bytes));
            by_path.insert(path.to_owned(), Found { layer: Layer::BuiltIn, artifact, file });
        }
        for (layer, folder) in [(Layer::Theme, format!("{theme}/assets")), (Layer::Site, "assets".to_owned())] {
            for (file, found) in snapshot.below(&folder) {
                let Some(artifact) = found.published(metadata) else { continue };
                if let Some(path) = file.below(&folder) {
                    by_path.insert(path.to_owned(), Found { layer, artifact, file: file.clone() });
                }
            }
        }
        let url = |(path, found): (&String, &Found)| (path.clone(), published(path, found.artifact.fingerprint()));
        let urls = by_path.iter().map(url).collect();
        Self { by_path, urls }
    }

    /// Each file as an asset.
    pub(super) fn publish(&self) -> Vec<Asset> {
        let publish = |(path, found): (&String, &Found)| {
            let artifact = match &found.artifact {
                Artifact::Bytes(bytes) => Artifact::Bytes(self.text(path, bytes, path).into()),
                artifact => artifact.clone(),
            };
            Asset {
                url: published(path, artifact.fingerprint()),
                artifact,
                path: path.clone(),
                files: vec![found.file.clone()],
            }
        };
        self.by_path.iter().map(publish).collect()
    }

    /// The text of a file inside the asset `within`. In a style sheet, the names of other assets become their published
    /// names.
    pub(super) fn text<'b>(&self, path: &str, bytes: &'b [u8], within: &str) -> Cow<'b, [u8]> {
        if path.ends_with(".css") { point_urls(path, bytes, within, &self.urls).into() } else { bytes.into() }
    }
}

/// The address of an asset: `fonts/a.woff2` becomes `assets/fonts/a.1a2b3c4d.woff2`.
pub(super) fn published(path: &str, fingerprint: Fingerprint) -> UrlPath {
    let (stem, end) = path.rsplit_once('.').unwrap_or((path, ""));
    let end = if end.is_empty() { String::new() } else { format!(".{end}") };
    UrlPath::new(&format!("assets/{stem}.{}{end}", fingerprint.short(8)))
}

/// Replaces each `url(fonts/a.woff2)` in the style sheet `path` by the published name, relative to the style sheet
/// `within` that the text becomes a part of.
fn point_urls(path: &str, css: &[u8], within: &str, names: &BTreeMap<String, UrlPath>) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(css) else { return css.to_vec() };
    let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let from = UrlPath::new(&format!("assets/{within}"));
    let linker = crate::href::Linker::page(&from, false);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("url(") {
        let (before, after) = rest.split_at(at + "url(".len());
        out.push_str(before);
        let Some(end) = after.find(')') else {
            rest = after;
            break;
        };
        let written = &after[..end];
        let name = written.trim().trim_matches(['"', '\'']);
        let (name, suffix) = name.find(['#', '?']).map_or((name, ""), |at| name.split_at(at));
        match names.get(&format!("{folder}{name}")) {
            Some(url) => {
                out.push_str(&linker.to(url));
                out.push_str(suffix);
            }
            None => out.push_str(written),
        }
        rest = &after[end..];
    }
    out.push_str(rest);
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_point_at_published_names() {
        let names = BTreeMap::from([("fonts/a.woff2".to_owned(), UrlPath::new("assets/fonts/a.12345678.woff2"))]);
        let css = b"@font-face{src:url(\"fonts/a.woff2\")}b{background:url(#x)}i{x:url(other.png)}";
        let pointed = String::from_utf8(point_urls("site.css", css, "site.css", &names)).unwrap();
        assert_eq!(pointed, "@font-face{src:url(fonts/a.12345678.woff2)}b{background:url(#x)}i{x:url(other.png)}");
    }
}
