//! The theme: templates, assets and words in three layers.
//!
//! The site's `templates/` and `words/` lie over those of its theme, which lie over the built-in
//! ones. Tera is named here and nowhere else.

mod assets;
mod builtin;
mod templates;
mod words;

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Reported, did_you_mean, one_of, rule};
use crate::document::{At, Document, Keys, YamlSource};
use crate::fingerprint::Mixer;
use crate::source::{Snapshot, Span, VPath};
pub use assets::Asset;
pub use builtin::text as builtin_text;
pub use templates::{Fault, Templates};
#[cfg(test)]
pub use words::builtin_words;
pub use words::{Dictionary, Words};

rule! {
    /// A template that cannot be read, or that fails for a page.
    ///
    /// A template sees the model of its page and nothing else; `docs/themes.md` lists every field.
    ///
    /// Bad:
    /// ```html templates/404.html
    /// <h1>{{ page.titel }}</h1>
    /// ```
    /// Good:
    /// ```html templates/404.html
    /// <h1>{{ page.title }}</h1>
    /// ```
    pub TEMPLATE_FAULT = "template-fault", Error
}
rule! {
    /// The settings name a theme that is neither built in nor in the folder `themes/`.
    ///
    /// Bad:
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// theme: midnight
    /// ```
    /// Good:
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// theme: default
    /// ```
    pub UNKNOWN_THEME = "unknown-theme", Error
}
rule! {
    /// `theme.yaml` or the settings name a style, script, font or icon that is not there.
    ///
    /// Bad:
    /// ```yaml themes/plain/theme.yaml
    /// styles: [plain.css]
    /// ```
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// theme: plain
    /// ```
    /// Good:
    /// ```yaml themes/plain/theme.yaml
    /// styles: [site.css]
    /// ```
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// theme: plain
    /// ```
    pub MISSING_ASSET = "missing-asset", Error
}

/// A theme, ready to render.
pub struct Theme {
    /// The templates.
    pub templates: Templates,
    /// What the theme publishes, by its path below `assets/`.
    pub assets: Vec<Asset>,
    /// The style sheets that every page loads, as paths below `assets/`.
    pub styles: Vec<String>,
    /// The scripts that run before a page is painted.
    pub first: Vec<String>,
    /// The scripts that every page loads.
    pub scripts: Vec<String>,
    /// The scripts that templates load where a page needs them.
    pub parts: Vec<String>,
    /// The fonts that every page needs at once.
    pub fonts: Vec<String>,
    /// The icon of the site.
    pub icon: Option<String>,
    /// The theme's words by language.
    pub words: Words,
}

impl Theme {
    /// The asset of a path below `assets/`.
    #[must_use]
    pub fn asset(&self, path: &str) -> Option<&Asset> {
        self.assets.iter().find(|asset| asset.path == path)
    }
}

/// Gathers the layers of the theme `name`, which the settings name at `span`, and the style sheets
/// that the site adds.
#[must_use]
pub fn load(snapshot: &Snapshot, name: &str, span: &Span, styles: &[(String, Span)]) -> Reported<Theme> {
    let mut diagnostics = Vec::new();
    let folder = format!("themes/{name}");
    let exists = snapshot.below(&folder).next().is_some();
    if !exists && name != builtin::NAME {
        let mut names: Vec<&str> =
            snapshot.below("themes").filter_map(|(path, _)| path.below("themes")?.split('/').next()).collect();
        names.push(builtin::NAME);
        names.sort_unstable();
        names.dedup();
        let help = match did_you_mean(name, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the themes are {}", one_of(names.iter().copied())),
        };
        diagnostics.push(UNKNOWN_THEME.at(span.clone(), format!("there is no theme `{name}`")).help(help));
    }
    let read = templates::load(snapshot, &folder);
    diagnostics.extend(read.diagnostics);
    let templates = read.value;
    let assets = assets::load(snapshot, &folder);
    let read = words::load(snapshot, &folder);
    diagnostics.extend(read.diagnostics);
    let mut theme = Theme {
        templates,
        assets,
        styles: Vec::new(),
        first: Vec::new(),
        scripts: Vec::new(),
        parts: Vec::new(),
        fonts: Vec::new(),
        icon: None,
        words: read.value,
    };
    read_manifest(snapshot, &folder, &mut theme, &mut diagnostics);
    add_styles(styles, &mut theme, &mut diagnostics);
    Reported { value: theme, diagnostics }
}

/// Reads `theme.yaml`: what the theme's own leaves out is that of the built-in one.
fn read_manifest(snapshot: &Snapshot, folder: &str, theme: &mut Theme, diagnostics: &mut Vec<Diagnostic>) {
    let built_in = VPath::new("themes/default/theme.yaml");
    let built_in = built_in.and_then(|path| Some((Arc::from(builtin::text(&path)?), path)));
    let own = VPath::new(&format!("{folder}/theme.yaml"));
    let own = own.and_then(|path| Some((snapshot.text(&path)?.clone(), path)));
    for (text, file) in built_in.into_iter().chain(own) {
        let range = 0..text.len();
        match Document::parse(YamlSource { file, text, range }) {
            Ok(document) => read_keys(&document, theme, diagnostics),
            Err(fault) => diagnostics.push(*fault),
        }
    }
}

/// The keys of `theme.yaml`.
const MANIFEST: [&str; 7] = ["title", "styles", "first", "scripts", "parts", "fonts", "icon"];

fn read_keys(document: &Document, theme: &mut Theme, diagnostics: &mut Vec<Diagnostic>) {
    let Some(mut keys) = Keys::open(&document.root(), "`theme.yaml`", &MANIFEST, diagnostics) else { return };
    let Theme { assets, styles, first, scripts, parts, fonts, icon, .. } = theme;
    for (key, list) in [("styles", styles), ("first", first), ("scripts", scripts), ("parts", parts), ("fonts", fonts)]
    {
        if keys.value(key).is_none() {
            continue;
        }
        // The built-in templates ask for the built-in parts, whatever a theme adds.
        if key != "parts" {
            list.clear();
        }
        list.extend(keys.items(key).iter().filter_map(|at| asset_name(at, assets, keys.faults)));
    }
    if let Some(at) = keys.value("icon") {
        *icon = asset_name(&at, assets, keys.faults);
    }
}

/// Adds the site's own style sheets, which come after those of the theme.
fn add_styles(own: &[(String, Span)], theme: &mut Theme, diagnostics: &mut Vec<Diagnostic>) {
    for (name, span) in own {
        match theme.asset(name) {
            Some(_) => theme.styles.push(name.clone()),
            None => diagnostics.push(missing_asset(name, span.clone(), &theme.assets)),
        }
    }
}

/// The path of an asset that the theme has; tells one that it has not.
fn asset_name(at: &At<'_>, assets: &[Asset], faults: &mut Vec<Diagnostic>) -> Option<String> {
    let name = at.scalar().map_or("", |scalar| scalar.text.trim());
    if assets.iter().any(|asset| asset.path == name) {
        return Some(name.to_owned());
    }
    faults.push(missing_asset(name, at.span(), assets));
    None
}

fn missing_asset(name: &str, span: Span, assets: &[Asset]) -> Diagnostic {
    let near = did_you_mean(name, assets.iter().map(|asset| asset.path.as_str()));
    let help = near.map_or("put the file into the folder `assets/` of the theme or the site".to_owned(), |near| {
        format!("did you mean `{near}`?")
    });
    MISSING_ASSET.at(span, format!("there is no asset `{name}`")).help(help)
}

/// The print of what a template's output depends on besides its page's model.
#[must_use]
pub fn print(theme: &Theme, site: &serde_json::Value) -> crate::fingerprint::Fingerprint {
    let mixer = Mixer::new().print(theme.templates.print()).text(&site.to_string());
    mixer.print(theme.words.print()).finish()
}
