//! Colors that cannot be told apart well enough.

use super::Scene;
use crate::diagnostic::{Diagnostic, rule};
use crate::theme::contrast::{Low, low};

rule! {
    /// A text or a mark whose color is too near to what lies behind it. The theme lists the pairs that
    /// have to be told apart, each with its limit, in `theme.yaml`; the build computes the contrast ratio of
    /// WCAG 2 from the colors that the page ends up with, in light and in dark.
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

pub(super) fn run(scene: &Scene<'_>) -> Vec<Diagnostic> {
    let theme = &scene.site.theme;
    low(&theme.contrast, &theme.tokens).iter().map(|found| tell(found, scene)).collect()
}

fn tell(found: &Low<'_>, scene: &Scene<'_>) -> Diagnostic {
    let Low { pair, scheme, tokens, colors: [color, ground], ratio } = found;
    let message = format!(
        "`{}` ({color}) on `{}` ({ground}) has a contrast of {:.2} in {}, and needs {}",
        pair.color,
        pair.on,
        // Rounded down: 4.499 is not enough, and shall not read as if it were.
        (ratio * 100.0).floor() / 100.0,
        scheme.word(),
        pair.least
    );
    // Whoever chose a color last can choose another one: the settings rather than the theme.
    let is_own = |at: usize| scene.site.theme.tokens.0.iter().rposition(|token| token == tokens[at]);
    let (first, second) = if is_own(1) > is_own(0) { (1, 0) } else { (0, 1) };
    let (first, second) = (tokens[first], tokens[second]);
    let way = if lighter_is_better(color, ground) { "lighter" } else { "darker" };
    let help = format!("make `{}` {way}, or choose another color for `{}`", pair.color, pair.on);
    LOW_CONTRAST.at(first.span.clone(), message).other(second.span.clone(), "the other color").help(help)
}

/// Whether the text is the lighter one of the two.
fn lighter_is_better(color: &str, ground: &str) -> bool {
    let black = crate::theme::Color { rgb: [0; 3] };
    let light = |text: &str| crate::theme::Color::parse(text).map_or(0.0, |color| color.contrast(black));
    light(color) > light(ground)
}
