//! The signs of formulas: letters, numbers, operators, brackets, words.

use std::borrow::Cow;
use std::fmt::Write as _;

use pulldown_latex::event::{Content, DelimiterSize, DelimiterType, Font};

use super::letters::letter;
use super::writer::Writer;
use crate::escape;

/// Cleans up a text inside of a formula. The parser writes a no-break space as `&nbsp;` or `~`, and does not remove the
/// backslash of an escaped sign.
fn words(text: &str) -> Cow<'_, str> {
    if text == "&nbsp;" || !text.contains(['\\', '~']) {
        return Cow::Borrowed(if text == "&nbsp;" { "\u{a0}" } else { text });
    }
    let mut words = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if letters.peek().is_some_and(|next| "$%&#_{}".contains(*next)) => words.extend(letters.next()),
            '~' => words.push('\u{a0}'),
            _ => words.push(letter),
        }
    }
    Cow::Owned(words)
}

/// The combining character that draws a line through a sign.
const SLASH: char = '\u{338}';

impl Writer<'_> {
    pub(super) fn content(&mut self, content: &Content<'_>) {
        let (is_operand, plain) = (true, self.plain.len());
        self.is_after_operand = match content {
            Content::Text(text) => {
                let text = &*words(text);
                self.open("mtext");
                // Browsers drop white space at both ends, so a no-break space replaces it.
                let edge = |is_there: bool| if is_there { "\u{a0}" } else { "" };
                self.html.push_str(edge(text.starts_with(char::is_whitespace)));
                escape::text(&mut self.html, text.trim());
                self.html.push_str(edge(text.ends_with(char::is_whitespace) && !text.trim().is_empty()));
                self.close("mtext");
                self.plain.push_str(text);
                is_operand
            }
            Content::Number(number) => {
                self.open("mn");
                number.chars().for_each(|digit| self.sign(digit));
                self.close("mn");
                self.plain.push_str(number);
                is_operand
            }
            Content::Function(name) => {
                self.open_tag("mi");
                self.html.push_str(if name.chars().count() == 1 { " mathvariant=\"normal\">" } else { ">" });
                escape::text(&mut self.html, name);
                self.close("mi");
                self.spaced(name);
                false
            }
            Content::Ordinary { content, stretchy: true } => {
                self.html.push_str("<mo stretchy=\"true\">");
                self.sign(*content);
                self.close("mo");
                self.plain.push(*content);
                is_operand
            }
            Content::Ordinary { content, stretchy: false } => {
                // Greek capitals stand upright, as in TeX.
                let is_upright = match self.state.font {
                    Some(font) => font == Font::UpRight,
                    None => content.is_uppercase() && !content.is_ascii(),
                };
                self.open_tag("mi");
                self.html.push_str(if is_upright { " mathvariant=\"normal\">" } else { ">" });
                self.sign(*content);
                self.close("mi");
                self.plain.push(*content);
                is_operand
            }
            Content::LargeOp { content, small } => {
                self.open_tag("mo");
                self.html.push_str(if *small { " largeop=\"false\"" } else { "" });
                self.html.push_str(" movablelimits=\"false\">");
                self.sign(*content);
                self.close("mo");
                self.plain.push(*content);
                false
            }
            Content::BinaryOp { content, small: _ } => {
                self.open_tag("mo");
                // An operator with no operand before it belongs to the operand after it: `-3`.
                self.html.push_str(if self.is_after_operand {
                    ">"
                } else {
                    " form=\"prefix\" lspace=\"0\" rspace=\"0\">"
                });
                self.sign(*content);
                self.close("mo");
                match self.is_after_operand && *content != '/' {
                    true => self.spaced_sign(&content.to_string()),
                    false => self.plain.push(*content),
                }
                false
            }
            Content::Relation { content, small: _ } => {
                self.open("mo");
                let mut bytes = [0; 8];
                let signs = String::from_utf8_lossy(content.encode_utf8_to_buf(&mut bytes)).into_owned();
                signs.chars().for_each(|sign| self.sign(sign));
                self.close("mo");
                self.spaced_sign(&signs);
                false
            }
            Content::Delimiter { content, size, ty } => {
                let form = match ty {
                    DelimiterType::Open => "prefix",
                    DelimiterType::Fence => "infix",
                    DelimiterType::Close => "postfix",
                };
                let stretchy = *ty == DelimiterType::Fence || size.is_some();
                let _ = write!(self.html, "<mo form=\"{form}\" stretchy=\"{stretchy}\"");
                if let Some(size) = size {
                    let size = match size {
                        DelimiterSize::Big => "1.2em",
                        DelimiterSize::BIG => "1.8em",
                        DelimiterSize::Bigg => "2.4em",
                        DelimiterSize::BIGG => "3em",
                    };
                    let _ = write!(self.html, " symmetric=\"true\" minsize=\"{size}\" maxsize=\"{size}\"");
                }
                self.html.push('>');
                self.sign(*content);
                self.close("mo");
                self.plain.push(*content);
                *ty == DelimiterType::Close
            }
            Content::Punctuation(content) => {
                self.open("mo");
                self.sign(*content);
                self.close("mo");
                self.plain.push(*content);
                self.plain.push(' ');
                false
            }
        };
        if self.state.is_struck && self.plain.len() > plain {
            // If the sign is only a space, the text before it stays as it is.
            let end = self.plain.trim_end().len().max(plain);
            self.plain.insert(end, SLASH);
        }
    }

    /// Adds a word to the plain text, separated from a word before it.
    fn spaced(&mut self, word: &str) {
        if self.plain.ends_with(char::is_alphanumeric) {
            self.plain.push(' ');
        }
        self.plain.push_str(word);
    }

    /// Adds a sign to the plain text, with spaces around it.
    fn spaced_sign(&mut self, sign: &str) {
        let _ = write!(self.plain, " {sign} ");
    }

    /// Writes a sign in the current typeface, with a line through it if the formula negates it.
    pub(super) fn sign(&mut self, sign: char) {
        let mut bytes = [0; 4];
        escape::text(&mut self.html, letter(self.state.font, sign).encode_utf8(&mut bytes));
        if self.state.is_struck {
            self.html.push(SLASH);
        }
    }
}
