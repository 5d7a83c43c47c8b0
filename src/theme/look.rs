//! What a site's settings change about the look of its theme: colors, style sheets, logo, and the picture for
//! previews of links.

use std::collections::BTreeMap;

use super::color::Color;
use super::tokens::{Scheme, Token, Tokens};
use crate::diagnostic::{Diagnostic, Suggestions, rule};
use crate::document::{At, DUPLICATE_KEY, Keys, excerpt};
use crate::source::Span;

rule! {
    /// A color cannot be used: the settings name a color that the theme does not have, or they do not write it in the
    /// form `"#1a2b3c"`, or the theme lists the contrast of a color that no style sheet declares.
    ///
    /// Bad:
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// colors: { paper: light yellow }
    /// ```
    /// Good:
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// colors: { paper: "#fffdf5" }
    /// ```
    pub(crate) BAD_COLOR = "bad-color", Error
}

/// What the settings say about the look.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// Colors of the theme that the site replaces.
    pub colors: Vec<ColorSetting>,
    /// The site's own style sheets, as paths below `assets/`, with the places in the settings that name them.
    pub styles: Vec<(String, Span)>,
    /// The logo, as a path below `assets/`.
    pub logo: Option<(String, Span)>,
    /// The picture that previews of links show.
    pub preview: Option<Preview>,
}

/// One color of the settings.
#[derive(Debug, Clone)]
pub struct ColorSetting {
    /// The theme's name for it: `ink`.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// The color in light, if the settings give one.
    pub light: Option<(Color, Span)>,
    /// The color in dark, if the settings give one.
    pub dark: Option<(Color, Span)>,
}

/// The picture that previews of links show.
#[derive(Debug, Clone)]
pub struct Preview {
    /// Its path below `assets/`.
    pub image: String,
    /// What it shows, in words.
    pub alt: Option<String>,
    /// Where the settings name it.
    pub span: Span,
}

/// Reads `colors`, `styles`, `logo` and `card` of the settings.
pub(crate) fn read(keys: &mut Keys<'_, '_>) -> Look {
    let place = |at: &At<'_>| Some((at.scalar()?.text.trim().to_owned(), at.span()));
    let colors = keys.value("colors").map(|at| read_colors(&at, keys.faults)).unwrap_or_default();
    let styles = keys.items("styles").iter().filter_map(place).collect();
    let logo = keys.text("logo").and_then(|_| place(&keys.value("logo")?));
    let preview = keys.value("card").and_then(|at| read_preview(&at, keys.faults));
    Look { colors, styles, logo, preview }
}

fn read_preview(at: &At<'_>, faults: &mut Vec<Diagnostic>) -> Option<Preview> {
    let mut keys = Keys::open(at, "`card`", &["image", "alt"], faults)?;
    let alt = keys.text("alt");
    let span = keys.value("image")?.span();
    Some(Preview { image: keys.required_text("image")?, alt, span })
}

fn read_colors(at: &At<'_>, faults: &mut Vec<Diagnostic>) -> Vec<ColorSetting> {
    let Some(entries) = at.entries() else {
        faults.push(at.wrong_type("colors", "names with their colors"));
        return Vec::new();
    };
    let mut colors: Vec<ColorSetting> = Vec::new();
    let mut places = BTreeMap::new();
    for (name, value) in entries {
        if let Some(first) = places.get(name).and_then(|place: &usize| colors.get(*place)) {
            let finding = DUPLICATE_KEY.at(value.key_span(), format!("`{name}` is written twice"));
            faults.push(finding.other(first.span.clone(), "the first one is here").help("keep one of the two"));
            continue;
        }
        let mut setting = ColorSetting { name: name.to_owned(), span: value.key_span(), light: None, dark: None };
        if value.entries().is_some() {
            let Some(keys) = Keys::open(&value, &format!("the color `{name}`"), &["light", "dark"], faults) else {
                continue;
            };
            let (light, dark) = (keys.value("light"), keys.value("dark"));
            setting.light = light.and_then(|at| color(name, &at, faults));
            setting.dark = dark.and_then(|at| color(name, &at, faults));
        } else {
            setting.light = color(name, &value, faults);
            setting.dark.clone_from(&setting.light);
        }
        places.insert(name, colors.len());
        colors.push(setting);
    }
    colors
}

fn color(name: &str, at: &At<'_>, faults: &mut Vec<Diagnostic>) -> Option<(Color, Span)> {
    if at.is_null() {
        // `paper: #fffdf5` without quotes: YAML reads the color as a comment.
        let help = "put the color into quotes: in YAML a `#` after a space starts a comment";
        faults.push(BAD_COLOR.at(at.key_span(), format!("`{name}` has no color")).help(help));
        return None;
    }
    let text = at.scalar().map(|scalar| scalar.text.trim());
    let found = text.and_then(|text| Color::parse(text).or_else(|| Color::hexadecimal(text)));
    if found.is_none() {
        let message = format!("`{name}` expects a color, not {}", at.describe());
        faults.push(BAD_COLOR.at(at.span(), message).help("write it as \"#1a2b3c\", with the quotes"));
    }
    found.map(|color| (color, at.span()))
}

impl Look {
    /// The tokens for the colors of the settings, and the style sheet that declares them, which is empty without
    /// colors. `theme` holds the tokens of the theme's style sheets.
    pub(super) fn colors_sheet(&self, theme: &Tokens) -> (Vec<Token>, String) {
        let mut tokens = Vec::new();
        for ColorSetting { name, light, dark, .. } in &self.colors {
            let mut add = |scheme, value: String, span: &Span| {
                tokens.push(Token { name: name.clone(), value, scheme, unlayered: true, span: span.clone() });
            };
            if let Some((color, span)) = light {
                add(Scheme::Light, color.css(), span);
            }
            match (dark, light) {
                (Some((color, span)), _) => add(Scheme::Dark, color.css(), span),
                // A color only for light would count in dark too, since it stands outside of the theme's layers. So the
                // theme's dark color is declared again.
                (None, Some(_)) => {
                    if let Some(token) = theme.get(name, Scheme::Dark) {
                        add(Scheme::Dark, token.value.clone(), &token.span);
                    }
                }
                (None, None) => {}
            }
        }
        let of = |scheme| {
            let of_scheme = tokens.iter().filter(|token| token.scheme == scheme);
            of_scheme.map(|token| format!("--{}:{};", token.name, token.value)).collect::<String>()
        };
        let (light, dark) = (of(Scheme::Light), of(Scheme::Dark));
        if light.is_empty() && dark.is_empty() {
            return (tokens, String::new());
        }
        // The colors are only for screens. Printed pages have the theme's own colors.
        let css = format!(
            "@media screen{{:root{{{light}}}\n:root[data-theme=dark]{{{dark}}}}}\n\
             @media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n"
        );
        (tokens, css)
    }

    /// Makes a finding of each color that no style sheet declares.
    pub(super) fn tell_unknown(&self, tokens: &Tokens, faults: &mut Vec<Diagnostic>) {
        let names = Suggestions::new(tokens.names().into_iter().filter(|name| is_color(name, tokens)));
        for setting in self.colors.iter().filter(|setting| names.position(&setting.name).is_none()) {
            let message = format!("the theme has no color `{}`", excerpt(&setting.name));
            let finding = BAD_COLOR.at(setting.span.clone(), message);
            faults.push(match names.near(&setting.name) {
                Some(near) => finding.help(format!("did you mean `{near}`?")).fix(setting.span.clone(), near),
                None => finding.help(format!("its colors are {}", names.listed())),
            });
        }
    }
}

fn is_color(name: &str, tokens: &Tokens) -> bool {
    Scheme::BOTH.iter().any(|scheme| tokens.color(name, *scheme).is_some())
}
