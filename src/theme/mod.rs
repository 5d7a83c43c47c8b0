//! The theme: templates, assets and words in three layers.
//!
//! A file of the site's `templates/`, `assets/` or `words/` replaces one of its theme, which replaces a built-in
//! one. Only this room uses Tera, the template engine.

mod assets;
mod builtin;
mod bundles;
mod color;
pub mod contrast;
pub(crate) mod look;
mod missing;
pub mod policy;
mod shared;
mod templates;
mod tokens;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Reported, did_you_mean, one_of, rule};
use crate::document::{At, Document, Keys, YamlSource};
use crate::fingerprint::Mixer;
use crate::source::{Metadata, Snapshot, Span, VPath};
pub(crate) use assets::Asset;
use assets::{Files, Layer};
pub(crate) use builtin::text as builtin_text;
pub(crate) use bundles::BAD_BUNDLE;
use bundles::Bundles;
pub(crate) use contrast::Pair;
pub(crate) use look::{BAD_COLOR, Look};
pub(crate) use missing::MISSING_ASSET;
use missing::missing_asset;
pub(crate) use shared::Shared;
pub(crate) use templates::{Fault, TEMPLATE_FAULT, Templates};
pub use tokens::Scheme;
pub(crate) use tokens::{Token, Tokens};
pub use words::Words;
#[cfg(test)]
pub(crate) use words::builtin_words;
pub(crate) use words::{Dictionary, UNKNOWN_PLACE};

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
/// A theme, ready to render.
pub struct Theme {
    /// The templates.
    pub templates: Templates,
    /// What the theme publishes, by its path below `assets/`.
    pub assets: Vec<Asset>,
    /// The style sheets that every page loads, as paths below `assets/`: the theme's, the one with the colors of
    /// the settings, and the site's own.
    pub styles: Vec<String>,
    /// The scripts that run before a page is painted.
    pub first: Vec<String>,
    /// The scripts that every page loads.
    pub scripts: Vec<String>,
    /// The style sheets that only pages with code load.
    pub code_styles: Vec<String>,
    /// The scripts that only pages with code load.
    pub code_scripts: Vec<String>,
    /// The scripts that a template loads when its page needs them.
    pub parts: Vec<String>,
    /// The fonts that every page fetches ahead.
    pub fonts: Vec<String>,
    /// The icon of the site.
    pub icon: Option<String>,
    /// The logo of the site.
    pub logo: Option<String>,
    /// The picture that previews of links show, with its text alternative.
    pub preview: Option<(String, Option<String>)>,
    /// How wide pictures in texts are shown, as the HTML attribute `sizes`.
    pub picture_sizes: String,
    /// The tokens of all style sheets.
    pub tokens: Tokens,
    /// The pairs of colors that need enough contrast.
    pub contrast: Vec<Pair>,
    /// The theme's words by language.
    pub words: Words,
}

impl Theme {
    /// The asset of a path below `assets/`.
    #[must_use]
    pub(crate) fn asset(&self, path: &str) -> Option<&Asset> {
        self.assets.iter().find(|asset| asset.path == path)
    }

    /// The paths of the assets that `theme.yaml` or the settings name.
    fn named(&self) -> BTreeSet<String> {
        let lists = [&self.styles, &self.first, &self.scripts, &self.code_styles, &self.code_scripts, &self.parts];
        let single = [&self.icon, &self.logo].into_iter().flatten().chain(self.preview.as_ref().map(|(path, _)| path));
        lists.into_iter().chain([&self.fonts]).flatten().chain(single).cloned().collect()
    }
}

/// Gathers the layers of the theme `name`. `span` is where the settings name it, `look` is what the settings change.
#[must_use]
pub(crate) fn load(snapshot: &Snapshot, name: &str, span: &Span, look: &Look, metadata: Metadata) -> Reported<Theme> {
    let mut diagnostics = Vec::new();
    // A theme is a folder directly in `themes/`. Which files a symbolic link may publish depends on the folder of the
    // assets, so a theme must not lie deeper.
    let is_name = !name.contains('/');
    let folder = format!("themes/{}", if is_name { name } else { builtin::NAME });
    let exists = is_name && snapshot.below(&folder).next().is_some();
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
    let files = Files::gather(snapshot, &folder, metadata);
    let read = words::load(snapshot, &folder);
    diagnostics.extend(read.diagnostics);
    let mut theme = Theme {
        templates,
        assets: files.publish(),
        styles: Vec::new(),
        first: Vec::new(),
        scripts: Vec::new(),
        parts: Vec::new(),
        fonts: Vec::new(),
        code_styles: Vec::new(),
        code_scripts: Vec::new(),
        icon: None,
        logo: None,
        preview: None,
        picture_sizes: PICTURE_SIZES.to_owned(),
        tokens: Tokens::default(),
        contrast: Vec::new(),
        words: read.value,
    };
    let bundles = read_manifests(snapshot, &folder, &files, &mut theme, &mut diagnostics);
    apply(snapshot, look, &mut theme, &mut diagnostics);
    let named = theme.named();
    theme.assets.retain(|asset| !bundles.hold_alone(&asset.path, &named));
    Reported { value: theme, diagnostics }
}

/// Reads the built-in `theme.yaml` and then the theme's own, whose keys replace the built-in ones.
fn read_manifests(
    snapshot: &Snapshot,
    folder: &str,
    files: &Files,
    theme: &mut Theme,
    diagnostics: &mut Vec<Diagnostic>,
) -> Bundles {
    let built_in = VPath::new("themes/default/theme.yaml");
    let built_in = built_in.and_then(|path| Some((Layer::BuiltIn, Arc::from(builtin::text(&path)?), path)));
    let own = VPath::new(&format!("{folder}/theme.yaml"));
    let own = own.and_then(|path| Some((Layer::Theme, snapshot.text(&path)?.clone(), path)));
    let mut bundles = Bundles::default();
    for (layer, text, file) in built_in.into_iter().chain(own) {
        let range = 0..text.len();
        match Document::parse(YamlSource::new(file, text, range)) {
            Ok(document) => {
                if let Some(at) = document.root().get("bundles").filter(|at| !at.is_null()) {
                    bundles.read(&at, layer, files, &mut theme.assets, diagnostics);
                }
                read_keys(&document, theme, diagnostics);
                if layer == Layer::BuiltIn {
                    theme.contrast.iter_mut().for_each(|pair| pair.span = None);
                }
            }
            Err(fault) => diagnostics.push(*fault),
        }
    }
    bundles
}

/// How wide pictures are shown when a theme does not say it: as wide as a column of text.
const PICTURE_SIZES: &str = "(max-width: 45rem) 100vw, 43rem";

/// The style sheet with the colors of the settings, as a path below `assets/`.
const COLORS_SHEET: &str = "settings/colors.css";

/// Applies what the settings change: colors after the theme's style sheets, and the site's own style sheets last.
fn apply(snapshot: &Snapshot, look: &Look, theme: &mut Theme, diagnostics: &mut Vec<Diagnostic>) {
    let read = |theme: &Theme, names: &[String]| -> Vec<Token> {
        let files = names.iter().filter_map(|name| Some(theme.asset(name)?.files.clone())).flatten();
        let texts = files.map(|file| (snapshot.text(&file).cloned(), builtin::text(&file), file));
        let read = texts.filter_map(|(own, built_in, file)| {
            let text = own.as_deref().or(built_in)?;
            Some(tokens::read(text, &|range| Span::new(&file, range)))
        });
        read.flatten().collect()
    };
    let theme_styles: Vec<String> = theme.styles.iter().chain(&theme.code_styles).cloned().collect();
    let theme_tokens = read(theme, &theme_styles);
    let (colors, css) = look.colors_sheet(&Tokens::new(theme_tokens.clone()));
    if !css.is_empty() {
        theme.assets.push(Asset::made(COLORS_SHEET, &css));
        theme.styles.push(COLORS_SHEET.to_owned());
    }
    let mut named = |name: &str, span: &Span| known_asset(name, span, &theme.assets, diagnostics);
    let own: Vec<String> = look.styles.iter().filter_map(|(name, span)| named(name, span)).collect();
    theme.logo = look.logo.as_ref().and_then(|(name, span)| named(name, span));
    let preview = look.preview.as_ref();
    theme.preview = preview.and_then(|preview| Some((named(&preview.image, &preview.span)?, preview.alt.clone())));
    let own_tokens = read(theme, &own);
    theme.styles.extend(own);
    let declared = Tokens::new(theme_tokens.iter().chain(&own_tokens).cloned().collect());
    look.tell_unknown(&declared, diagnostics);
    contrast::tell_unknown(&theme.contrast, &declared, diagnostics);
    theme.tokens = Tokens::new(theme_tokens.into_iter().chain(colors).chain(own_tokens).collect());
}

/// The keys of `theme.yaml`.
const MANIFEST: [&str; 11] =
    ["title", "bundles", "styles", "first", "scripts", "parts", "fonts", "icon", "code", "picture_sizes", "contrast"];

fn read_keys(document: &Document, theme: &mut Theme, diagnostics: &mut Vec<Diagnostic>) {
    let Some(mut keys) = Keys::open(&document.root(), "`theme.yaml`", &MANIFEST, diagnostics) else { return };
    let Theme { assets, styles, first, scripts, parts, fonts, code_styles, code_scripts, .. } = theme;
    for (key, list) in [("styles", styles), ("first", first), ("scripts", scripts), ("parts", parts), ("fonts", fonts)]
    {
        if keys.value(key).is_none() {
            continue;
        }
        // A theme only adds parts, since the built-in templates need the built-in ones.
        if key != "parts" {
            list.clear();
        }
        list.extend(asset_names(&mut keys, key, assets));
    }
    if let Some(at) = keys.value("icon") {
        theme.icon = asset_name(&at, assets, keys.faults);
    }
    if let Some(sizes) = keys.text("picture_sizes") {
        theme.picture_sizes = sizes;
    }
    if keys.value("contrast").is_some() {
        let pairs = keys.items("contrast");
        theme.contrast = pairs.iter().flat_map(|at| contrast::read(at, keys.faults)).collect();
    }
    if let Some(at) = keys.value("code")
        && let Some(mut keys) = Keys::open(&at, "`code`", &["styles", "scripts"], diagnostics)
    {
        *code_styles = asset_names(&mut keys, "styles", assets);
        *code_scripts = asset_names(&mut keys, "scripts", assets);
    }
}

fn asset_names(keys: &mut Keys<'_, '_>, key: &str, assets: &[Asset]) -> Vec<String> {
    let items = keys.items(key);
    items.iter().filter_map(|at| asset_name(at, assets, keys.faults)).collect()
}

fn asset_name(at: &At<'_>, assets: &[Asset], faults: &mut Vec<Diagnostic>) -> Option<String> {
    let name = at.scalar().map_or("", |scalar| scalar.text.trim());
    known_asset(name, &at.span(), assets, faults)
}

/// The path of an asset if it exists; if not, a finding is added to `faults`.
fn known_asset(name: &str, span: &Span, assets: &[Asset], faults: &mut Vec<Diagnostic>) -> Option<String> {
    if assets.iter().any(|asset| asset.path == name) {
        return Some(name.to_owned());
    }
    faults.push(missing_asset(name, span, assets.iter().map(|asset| asset.path.as_str())));
    None
}

/// The names of the templates that pages are made with.
pub(crate) fn template_names() -> impl Iterator<Item = &'static str> {
    builtin::below("templates").map(|(name, _)| name)
}

/// The texts of the built-in templates.
pub(crate) fn template_texts() -> impl Iterator<Item = &'static str> {
    builtin::below("templates").filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok())
}

/// The fingerprint of what a template's output depends on besides its page's model.
#[must_use]
pub fn fingerprint(theme: &Theme, site: &serde_json::Value) -> crate::fingerprint::Fingerprint {
    let mixer = Mixer::new().fingerprint(theme.templates.fingerprint()).text(&site.to_string());
    mixer.fingerprint(theme.words.fingerprint()).finish()
}
