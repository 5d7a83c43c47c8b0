//! Tokens: the custom properties that style sheets declare for the whole page, in light and in dark.
//!
//! It reads only as much of CSS as the question "which color is `--ink` on screen?" needs: declarations
//! `--name: value` in rules for `:root`, inside `@layer`, `@supports`, `@media screen` and
//! `@media (prefers-color-scheme: …)`. Rules for parts of a page and for print are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::color::Color;
use crate::source::Span;

/// A color scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// The scheme of a page unless its reader asks for dark.
    Light,
    /// The scheme for readers who ask for dark.
    Dark,
}

impl Scheme {
    /// Both, light first.
    pub const BOTH: [Self; 2] = [Self::Light, Self::Dark];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// One declaration of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its name without the hyphens in front: `ink`.
    pub name: String,
    /// Its value as written.
    pub value: String,
    /// The scheme that it is declared for. A declaration for light counts in dark too, unless there is one for dark.
    pub scheme: Scheme,
    /// Whether it stands outside of all layers; such a declaration wins over those in layers.
    pub unlayered: bool,
    /// Where it stands.
    pub span: Span,
}

/// All declarations, in the order in which the style sheets are loaded.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    all: Vec<Token>,
    /// For each name, the declaration that counts in light, and the one that counts in dark.
    holding: BTreeMap<String, [Option<usize>; 2]>,
}

impl Tokens {
    /// Finds out which declarations count. They are given in the order in which they are loaded.
    #[must_use]
    pub fn new(all: Vec<Token>) -> Self {
        let mut holding: BTreeMap<String, [Option<usize>; 2]> = BTreeMap::new();
        let rank = |token: &Token| (token.unlayered, token.scheme == Scheme::Dark);
        for (number, token) in all.iter().enumerate() {
            let held = holding.entry(token.name.clone()).or_default();
            for scheme in Scheme::BOTH {
                let held = &mut held[scheme as usize];
                let applies = token.scheme == Scheme::Light || scheme == Scheme::Dark;
                // Of equal ones the last one counts.
                if applies && held.is_none_or(|held| rank(token) >= rank(&all[held])) {
                    *held = Some(number);
                }
            }
        }
        Self { all, holding }
    }

    /// All declarations, in the order in which they are loaded.
    #[must_use]
    pub(crate) fn all(&self) -> &[Token] {
        &self.all
    }

    /// The declaration that counts in a scheme, by the rules of the cascade.
    #[must_use]
    pub fn get(&self, name: &str, scheme: Scheme) -> Option<&Token> {
        self.holding.get(name)?[scheme as usize].map(|number| &self.all[number])
    }

    /// The color that a token has in a scheme; `var(--other)` is followed. `None` when it is no color that can be read.
    #[must_use]
    pub fn color(&self, name: &str, scheme: Scheme) -> Option<Color> {
        let mut name = name.to_owned();
        // The number of steps is limited, since tokens can name each other in a circle.
        for _ in 0..8 {
            let value = &self.get(&name, scheme)?.value;
            match value.strip_prefix("var(--").and_then(|rest| rest.strip_suffix(')')) {
                Some(other) => name = other.trim().to_owned(),
                None => return Color::parse(value),
            }
        }
        None
    }

    /// The names of all tokens, each once, in the order in which they are loaded.
    #[must_use]
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        self.all.iter().map(|token| token.name.as_str()).filter(|name| seen.insert(*name)).collect()
    }
}

/// What a rule applies to, by its own selector and by the rules around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Surroundings {
    /// `None` for rules that do not apply to the page on screen, such as those for print.
    scheme: Option<Scheme>,
    unlayered: bool,
    is_root: bool,
}

/// Reads the declarations of a style sheet. `span` turns a range of its bytes into a place.
pub(super) fn read(css: &str, span: &dyn Fn(Range<usize>) -> Span) -> Vec<Token> {
    let css = &without_comments(css);
    let mut tokens = Vec::new();
    let outside = Surroundings { scheme: Some(Scheme::Light), unlayered: true, is_root: false };
    let mut open = vec![outside];
    let mut start = 0;
    let mut quote = None;
    for (at, letter) in css.char_indices() {
        match (quote, letter) {
            (Some(mark), letter) if letter == mark => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(letter),
            (None, '{') => {
                let around = open.last().copied().unwrap_or(outside);
                open.push(entered(around, css[start..at].trim()));
                start = at + 1;
            }
            (None, ';' | '}') => {
                let around = open.last().copied().unwrap_or(outside);
                tokens.extend(declaration(css, start..at, around, span));
                if letter == '}' && open.len() > 1 {
                    open.pop();
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    tokens
}

/// The text with spaces in place of comments, so that all places stay the same.
fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("/*") {
        out.push_str(&rest[..at]);
        let end = rest[at..].find("*/").map_or(rest.len(), |end| at + end + "*/".len());
        out.extend(std::iter::repeat_n(' ', end - at));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

fn entered(around: Surroundings, prelude: &str) -> Surroundings {
    let compact: String = prelude.chars().filter(|letter| !letter.is_whitespace() && *letter != '"').collect();
    let compact = compact.replace('\'', "").to_ascii_lowercase();
    let with = |scheme| Surroundings { scheme, ..around };
    match compact.as_str() {
        layer if layer.starts_with("@layer") => Surroundings { unlayered: false, ..around },
        supports if supports.starts_with("@supports") => around,
        "@mediascreen" => around,
        "@media(prefers-color-scheme:dark)" | "@mediascreenand(prefers-color-scheme:dark)" => {
            with(around.scheme.map(|_| Scheme::Dark))
        }
        "@media(prefers-color-scheme:light)" | "@mediascreenand(prefers-color-scheme:light)" => around,
        at_rule if at_rule.starts_with('@') => with(None),
        _ => {
            let of_root = prelude.split(',').map(str::trim).find(|selector| is_root(selector));
            let dark = |selector: &str| {
                let selector = selector.replace(['"', '\''], "");
                selector.contains("[data-theme=dark]") && !selector.contains(":not([data-theme=dark]")
            };
            let scheme = match of_root {
                Some(selector) if dark(selector) => around.scheme.map(|_| Scheme::Dark),
                _ => around.scheme,
            };
            Surroundings { scheme, is_root: of_root.is_some(), ..around }
        }
    }
}

/// Whether a selector stands for the whole page.
fn is_root(selector: &str) -> bool {
    let starts = [":root", "html"].iter().any(|name| {
        selector.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['[', ':', '.']))
    });
    starts && !selector.contains([' ', '>', '+', '~'])
}

fn declaration(
    css: &str,
    range: Range<usize>,
    around: Surroundings,
    span: &dyn Fn(Range<usize>) -> Span,
) -> Option<Token> {
    let scheme = around.scheme.filter(|_| around.is_root)?;
    let text = &css[range.clone()];
    let start = range.start + (text.len() - text.trim_start().len());
    let text = text.trim();
    let (name, value) = text.strip_prefix("--")?.split_once(':')?;
    let span = span(start..start + text.len());
    let value = value.trim().trim_end_matches("!important").trim_end().to_owned();
    Some(Token { name: name.trim().to_owned(), value, scheme, unlayered: around.unlayered, span })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::VPath;

    fn tokens(css: &str) -> Tokens {
        let file = VPath::unchecked("a.css");
        Tokens::new(read(css, &|range| Span::new(&file, range)))
    }

    fn values(css: &str, name: &str) -> [Option<String>; 2] {
        let tokens = tokens(css);
        Scheme::BOTH.map(|scheme| tokens.get(name, scheme).map(|token| token.value.clone()))
    }

    fn both(light: &str, dark: &str) -> [Option<String>; 2] {
        [Some(light.to_owned()), Some(dark.to_owned())]
    }

    #[test]
    fn reads_light_and_dark() {
        let css = "@layer a, b; @font-face{font-family:\"a;}\";src:url(x)} @layer a{:root{color-scheme:light;--ink:#111;--t:1px}
            @media (prefers-color-scheme:dark){:root:not([data-theme=light]){--ink:#eee}}
            :root[data-theme=\"dark\"]{--ink:#ddd} .part{--ink:red} @media print{:root{--ink:#000}}}";
        assert_eq!(values(css, "ink"), both("#111", "#ddd"));
        assert_eq!(values(css, "t"), both("1px", "1px"));
        assert_eq!(values(css, "none"), [None, None]);
    }

    #[test]
    fn what_is_outside_of_layers_wins() {
        let css = ":root{--ink:#222}@layer t{:root{--ink:#111} :root[data-theme=dark]{--ink:#eee}}";
        assert_eq!(values(css, "ink"), both("#222", "#222"), "in dark too");
        assert_eq!(values("html{--a:1}:root{--a:2 !important}", "a"), both("2", "2"), "the later one");
        assert_eq!(values(":root .x{--a:1} :rooted{--a:2} a,:root{--a:3}", "a"), both("3", "3"));
    }

    #[test]
    fn follows_names_and_ends_in_circles() {
        let tokens = tokens(":root{--a:var(--b);--b:#fff;--c:var(--d);--d:var(--c);--e:oklch(1 0 0)}");
        let color = |name| tokens.color(name, Scheme::Light).map(Color::css);
        assert_eq!(color("a").as_deref(), Some("#ffffff"));
        assert_eq!(color("c"), None);
        assert_eq!(color("e"), None);
        assert_eq!(tokens.names(), ["a", "b", "c", "d", "e"]);
    }

    #[test]
    fn places_are_those_of_the_file() {
        let css = "/* é { */ :root { --ink : #111 }";
        let tokens = tokens(css);
        let token = &tokens.all()[0];
        assert_eq!(&css[token.span.range()], "--ink : #111");
        assert!(read("}}}{{;--a:1;", &|_| token.span.clone()).is_empty());
    }

    #[test]
    fn a_style_sheet_of_many_tokens_is_read_in_one_go() {
        const MANY: usize = 60_000;
        let css: String = (0..MANY).map(|number| format!("--a{number}:var(--a{});", number + 1)).collect();
        let tokens = tokens(&format!(":root{{{css}}}"));
        let names = tokens.names();
        assert_eq!(names.len(), MANY);
        // A search through all of them for each of them would take minutes.
        assert!(names.iter().all(|name| tokens.color(name, Scheme::Dark).is_none()));
    }
}
