//! Pairs of colors with too little contrast.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::source::Span;
use crate::theme::contrast::{Low, low};
use crate::theme::{Token, Tokens};

rule! {
    /// The color of a text or a symbol has too little contrast with its background. The theme lists the pairs of colors
    /// in `theme.yaml`, each with its limit. The build computes the contrast ratio of WCAG 2 from the colors that the
    /// page finally has, in light and in dark.
    ///
    /// Bad:
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// theme: slate
    /// colors: { ink: "#999999" }
    /// ```
    /// ```yaml themes/slate/theme.yaml
    /// styles: [slate.css]
    /// contrast: [{ color: ink, on: [paper], least: 7 }]
    /// ```
    /// ```css themes/slate/assets/slate.css
    /// :root { --paper: #ffffff; --ink: #222222; }
    /// ```
    /// Good:
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// theme: slate
    /// colors: { ink: "#333333" }
    /// ```
    /// ```yaml themes/slate/theme.yaml
    /// styles: [slate.css]
    /// contrast: [{ color: ink, on: [paper], least: 7 }]
    /// ```
    /// ```css themes/slate/assets/slate.css
    /// :root { --paper: #ffffff; --ink: #222222; }
    /// ```
    pub(super) LOW_CONTRAST = "low-contrast", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let theme = &scene.site.theme;
    let mut by_place: BTreeMap<&Span, Vec<Low<'_>>> = BTreeMap::new();
    for found in low(&theme.contrast, &theme.tokens) {
        by_place.entry(&chosen_last(&found, &theme.tokens).span).or_default().push(found);
    }
    // One color can be in a dozen bad pairs; they are one finding, because one change mends them.
    by_place.into_iter().filter_map(|(place, found)| tell(place, &found)).collect()
}

/// The color of the pair that was declared last, most often by the site. Its author can choose a different color.
fn chosen_last<'t>(found: &Low<'t>, tokens: &Tokens) -> &'t Token {
    let at = |token: &Token| tokens.all().iter().rposition(|other| other == token);
    let [color, ground] = found.tokens;
    if at(ground) > at(color) { ground } else { color }
}

fn tell(place: &Span, found: &[Low<'_>]) -> Option<Diagnostic> {
    let share = |low: &Low<'_>| low.ratio / low.pair.least;
    let worst = found.iter().min_by(|a, b| share(a).total_cmp(&share(b)))?;
    let Low { pair, scheme, tokens, colors: [color, ground], ratio } = worst;
    let message = format!(
        "`{}` ({}) on `{}` ({}) has a contrast of {:.2} in {}, but needs {}",
        pair.color,
        color.css(),
        pair.on,
        ground.css(),
        // The ratio is rounded down, because 4.499 is not enough and must not read as 4.5.
        (ratio * 100.0).floor() / 100.0,
        scheme.word(),
        pair.least
    );
    let [text, behind] = tokens;
    let other = if text.span == *place { behind } else { text };
    let way = if color.luminance() > ground.luminance() { "lighter" } else { "darker" };
    let help = format!("make `{}` {way}, or choose a different color for `{}`", pair.color, pair.on);
    let help = match found.len() - 1 {
        0 => help,
        1 => format!("{help}; 1 other pair with this color has too little contrast too"),
        more => format!("{help}; {more} other pairs with this color have too little contrast too"),
    };
    Some(LOW_CONTRAST.at(place.clone(), message).other(other.span.clone(), "the other color").help(help))
}
