//! Pairs of colors that a theme promises to keep apart, as `theme.yaml` lists them.

use super::color::Color;
use super::look::BAD_COLOR;
use super::tokens::{Scheme, Token, Tokens};
use crate::diagnostic::{Diagnostic, Suggestions};
use crate::document::{At, Keys, excerpt};
use crate::source::Span;

/// A color that is read, or seen, on another one.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The token of the text or of the mark: `ink`.
    pub color: String,
    /// The token of what lies behind it: `paper`.
    pub on: String,
    /// The least contrast ratio that will do: 4.5 for text, 3 for what only has to be seen.
    pub least: f64,
    /// Where the site's own `theme.yaml` asks for it. The built-in one can have the same path and is another text.
    pub span: Option<Span>,
}

/// A pair that falls below its limit in a scheme.
#[derive(Debug, Clone, PartialEq)]
pub struct Low<'t> {
    /// The pair.
    pub pair: &'t Pair,
    /// Where.
    pub scheme: Scheme,
    /// The declarations of both colors, that of the text first.
    pub tokens: [&'t Token; 2],
    /// Both colors.
    pub colors: [Color; 2],
    /// Their contrast ratio.
    pub ratio: f64,
}

/// Reads one item of `contrast`: a color, those that it stands on, and the limit.
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

/// Tells the tokens that pairs of the site's own theme name and no style sheet declares. A theme that takes over
/// the built-in list of pairs need not have all of its colors.
pub(super) fn tell_unknown(pairs: &[Pair], tokens: &Tokens, faults: &mut Vec<Diagnostic>) {
    let names = Suggestions::new(tokens.names());
    let own = pairs.iter().filter_map(|pair| Some((pair, pair.span.as_ref()?)));
    let named = own.flat_map(|(pair, span)| [(&pair.color, span), (&pair.on, span)]);
    for (name, span) in named.filter(|(name, _)| names.position(name).is_none()) {
        let told = BAD_COLOR.at(span.clone(), format!("no style sheet declares `--{}`", excerpt(name)));
        faults.push(match names.near(name) {
            Some(near) => told.help(format!("did you mean `{near}`?")),
            None => told.help(format!("declare `--{}` in a rule for `:root`", excerpt(name))),
        });
    }
}

/// The pairs that fall below their limits. One whose colors cannot be told, or are not there, does not.
#[must_use]
pub fn low<'t>(pairs: &'t [Pair], tokens: &'t Tokens) -> Vec<Low<'t>> {
    let mut found: Vec<Low<'t>> = Vec::new();
    for pair in pairs {
        for scheme in Scheme::BOTH {
            let one = |name: &str| Some((tokens.get(name, scheme)?, tokens.color(name, scheme)?));
            let (Some((token, color)), Some((ground, behind))) = (one(&pair.color), one(&pair.on)) else { continue };
            let ratio = color.contrast(behind);
            let tokens = [token, ground];
            let told = found.iter().any(|low| low.pair == pair && low.tokens == tokens);
            if ratio < pair.least && !told {
                found.push(Low { pair, scheme, tokens, colors: [color, behind], ratio });
            }
        }
    }
    found
}
