//! Pairs of colors that need enough contrast, as `theme.yaml` lists them.

use super::color::Color;
use super::look::BAD_COLOR;
use super::tokens::{Scheme, Token, Tokens};
use crate::diagnostic::{Diagnostic, Suggestions};
use crate::document::{At, Keys, excerpt};
use crate::source::Span;

/// A color of text or of a mark, and the color behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The token of the text or of the mark: `ink`.
    pub color: String,
    /// The token of the color behind it: `paper`.
    pub on: String,
    /// The lowest contrast ratio that is enough: 4.5 for text, 3 for marks.
    pub least: f64,
    /// Where the site's own `theme.yaml` lists the pair; `None` for a pair of the built-in theme. The two files can
    /// have the same path, but their texts differ.
    pub span: Option<Span>,
}

/// A pair with too little contrast in a scheme.
#[derive(Debug, Clone, PartialEq)]
pub struct Low<'t> {
    /// The pair.
    pub pair: &'t Pair,
    /// The scheme.
    pub scheme: Scheme,
    /// The declarations of both colors; the one of the text is first.
    pub tokens: [&'t Token; 2],
    /// Both colors.
    pub colors: [Color; 2],
    /// Their contrast ratio.
    pub ratio: f64,
}

/// Reads one item of `contrast`: a color, the colors behind it, and the lowest ratio.
pub(super) fn read(at: &At<'_>, faults: &mut Vec<Diagnostic>) -> Vec<Pair> {
    let Some(mut keys) = Keys::open(at, "an item of `contrast`", &["color", "on", "least"], faults) else {
        return Vec::new();
    };
    keys.required("on");
    keys.required("least");
    let color = keys.required_text("color");
    let (Some(color), Some(least)) = (color, keys.number("least")) else { return Vec::new() };
    let grounds = keys.items("on").into_iter().filter_map(|at| Some((at.scalar()?.text.trim().to_owned(), at.span())));
    grounds.map(|(on, span)| Pair { color: color.clone(), on, least, span: Some(span) }).collect()
}

/// Makes a finding of each token that a pair of the site's own theme names and no style sheet declares. There is none
/// for the built-in pairs: a theme need not have all of their colors.
pub(super) fn tell_unknown(pairs: &[Pair], tokens: &Tokens, faults: &mut Vec<Diagnostic>) {
    let names = Suggestions::new(tokens.names());
    let own = pairs.iter().filter_map(|pair| Some((pair, pair.span.as_ref()?)));
    let named = own.flat_map(|(pair, span)| [(&pair.color, span), (&pair.on, span)]);
    for (name, span) in named.filter(|(name, _)| names.position(name).is_none()) {
        let finding = BAD_COLOR.at(span.clone(), format!("no style sheet declares `--{}`", excerpt(name)));
        faults.push(match names.near(name) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help(format!("declare `--{}` in a rule for `:root`", excerpt(name))),
        });
    }
}

/// The pairs with too little contrast. A pair whose colors are missing or cannot be read is left out.
#[must_use]
pub fn low<'t>(pairs: &'t [Pair], tokens: &'t Tokens) -> Vec<Low<'t>> {
    let mut found: Vec<Low<'t>> = Vec::new();
    for pair in pairs {
        for scheme in Scheme::BOTH {
            let one = |name: &str| Some((tokens.get(name, scheme)?, tokens.color(name, scheme)?));
            let (Some((token, color)), Some((ground, behind))) = (one(&pair.color), one(&pair.on)) else { continue };
            let ratio = color.contrast(behind);
            let tokens = [token, ground];
            let is_known = found.iter().any(|low| low.pair == pair && low.tokens == tokens);
            if ratio < pair.least && !is_known {
                found.push(Low { pair, scheme, tokens, colors: [color, behind], ratio });
            }
        }
    }
    found
}
