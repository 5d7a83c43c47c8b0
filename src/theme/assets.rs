//! Assets: styles, scripts, fonts and icons, published under names that carry their content's print,
//! so that a browser may keep them for ever.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::builtin;
use crate::artifact::{Artifact, UrlPath};
use crate::fingerprint::Fingerprint;
use crate::source::{File, Snapshot, VPath};

/// One file that a theme publishes.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its path below the theme's `assets/`.
    pub path: String,
    /// Where it is published: `assets/site.1a2b3c4d.css`.
    pub url: UrlPath,
    /// Its content.
    pub artifact: Artifact,
    /// The file that it was read from; `None` when the build has made it.
    pub file: Option<VPath>,
}

impl Asset {
    /// The asset that holds a text which the build has made.
    pub(super) fn made(path: &str, text: &str) -> Self {
        let url = published(path, Fingerprint::of(text.as_bytes()));
        Self { path: path.to_owned(), url, artifact: Artifact::text(text.to_owned()), file: None }
    }
}

/// Gathers the assets of the built-in theme, over them those of the site's theme, and over both the site's own.
pub(super) fn load(snapshot: &Snapshot, theme: &str) -> Vec<Asset> {
    let mut files: BTreeMap<String, (Artifact, VPath)> = BTreeMap::new();
    for (path, bytes) in builtin::below("assets") {
        let file = VPath::unchecked(&format!("themes/default/assets/{path}"));
        files.insert(path.to_owned(), (Artifact::Bytes(Arc::from(bytes)), file));
    }
    for folder in [format!("{theme}/assets"), "assets".to_owned()] {
        for (file, found) in snapshot.below(&folder) {
            let artifact = match found {
                File::Text { text, .. } => Artifact::Bytes(Arc::from(text.as_bytes())),
                File::Blob { origin, print, picture: _ } => Artifact::Copy { origin: origin.clone(), print: *print },
                File::Unreadable(_) => continue,
            };
            if let Some(path) = file.below(&folder) {
                files.insert(path.to_owned(), (artifact, file.clone()));
            }
        }
    }
    let names: BTreeMap<String, UrlPath> =
        files.iter().map(|(path, (artifact, _))| (path.clone(), published(path, artifact.print()))).collect();
    let publish = |(path, (artifact, file)): (String, (Artifact, VPath))| match artifact {
        // A style sheet that names other assets gets their published names, and then a print of its own.
        Artifact::Bytes(bytes) if path.ends_with(".css") => {
            let bytes = point_urls(&path, &bytes, &names);
            let url = published(&path, Fingerprint::of(&bytes));
            Asset { url, artifact: Artifact::Bytes(bytes.into()), path, file: Some(file) }
        }
        artifact => Asset { url: names[&path].clone(), artifact, path, file: Some(file) },
    };
    files.into_iter().map(publish).collect()
}

/// `fonts/a.woff2` becomes `assets/fonts/a.1a2b3c4d.woff2`.
fn published(path: &str, print: Fingerprint) -> UrlPath {
    let (stem, end) = path.rsplit_once('.').unwrap_or((path, ""));
    let end = if end.is_empty() { String::new() } else { format!(".{end}") };
    UrlPath::new(&format!("assets/{stem}.{}{end}", print.short(8)))
}

/// Replaces `url(fonts/a.woff2)` by the published name, relative to the style sheet.
fn point_urls(path: &str, css: &[u8], names: &BTreeMap<String, UrlPath>) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(css) else { return css.to_vec() };
    let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let from = UrlPath::new(&format!("assets/{path}"));
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
        let pointed = String::from_utf8(point_urls("site.css", css, &names)).unwrap();
        assert_eq!(pointed, "@font-face{src:url(fonts/a.12345678.woff2)}b{background:url(#x)}i{x:url(other.png)}");
    }
}
