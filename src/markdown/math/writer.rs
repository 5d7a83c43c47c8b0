//! Writes MathML Core and plain text from the parser's events, in one walk.
//!
//! Themes style columns and lines by their classes; no element has an inline style.

use std::fmt::Write as _;

use pulldown_latex::event::{
    Content, Dimension, DimensionUnit, EnvironmentFlow, Event, Font, Grouping, ScriptPosition, ScriptType, StateChange,
    Style, Visual,
};

use super::written::Written;
use crate::escape;
use crate::markdown::writer;

/// The deepest nesting of parts. Parsers of HTML stop at 512 elements, and a part takes up to four.
const DEPTH: usize = 50;

/// The invisible operator which says that a function applies to what follows.
const APPLY: &str = "<mo>\u{2061}</mo>";

/// Writes a formula; `None` if it is nested too deep.
pub(super) fn write(events: &[Event<'_>], source: &str, display: bool) -> Option<Written> {
    let mut writer = Writer { events, display, ..Writer::default() };
    while writer.at < events.len() {
        writer.row();
    }
    if writer.is_too_deep {
        return None;
    }
    // A block can be wider than the page, so it takes the focus and a keyboard can scroll it.
    let opening = if display { "<math display=\"block\" tabindex=\"0\">" } else { "<math>" };
    let mut mathml =
        format!("{opening}<semantics><mrow>{}</mrow><annotation encoding=\"application/x-tex\">", writer.html);
    escape::text(&mut mathml, source);
    mathml.push_str("</annotation></semantics></math>");
    Some(Written { mathml, plain: writer.plain.split_whitespace().collect::<Vec<_>>().join(" ") })
}

#[derive(Default)]
pub(super) struct Writer<'e> {
    pub(super) events: &'e [Event<'e>],
    pub(super) at: usize,
    pub(super) html: String,
    pub(super) plain: String,
    pub(super) display: bool,
    pub(super) depth: usize,
    pub(super) is_too_deep: bool,
    pub(super) state: State,
    /// Whether an operand stands directly before, so that an operator here has two operands.
    pub(super) is_after_operand: bool,
}

#[derive(Default, Clone, Copy)]
pub(super) struct State {
    pub(super) font: Option<Font>,
    pub(super) style: Option<Style>,
    /// Whether a line goes through all signs.
    pub(super) is_struck: bool,
}

impl<'e> Writer<'e> {
    /// Writes elements up to the end of the group, or up to the end of a cell or a row, which it returns.
    pub(super) fn row(&mut self) -> Option<&'e EnvironmentFlow> {
        while let Some(event) = self.next() {
            match event {
                Event::End => return None,
                Event::EnvironmentFlow(flow) => return Some(flow),
                event => {
                    let base =
                        if matches!(event, Event::Script { .. }) { self.events.get(self.at) } else { Some(event) };
                    self.element(event);
                    if matches!(base, Some(Event::Content(Content::Function(_)))) {
                        self.apply();
                    }
                }
            }
        }
        None
    }

    fn next(&mut self) -> Option<&'e Event<'e>> {
        let event = self.events.get(self.at)?;
        self.at += 1;
        Some(event)
    }

    /// Writes one element with all its events, unless it is nested too deep.
    fn element(&mut self, event: &'e Event<'e>) {
        self.depth += 1;
        self.is_too_deep |= self.depth > DEPTH;
        if !self.is_too_deep {
            self.element_within(event);
        }
        self.depth -= 1;
    }

    fn element_within(&mut self, event: &'e Event<'e>) {
        match event {
            Event::Content(content) => self.content(content),
            Event::Begin(grouping) => self.group(grouping),
            Event::Visual(visual) => self.visual(*visual),
            Event::Script { ty, position } => self.script(*ty, *position),
            Event::Space { width, .. } => self.space(width.as_ref()),
            Event::StateChange(StateChange::Font(font)) => self.state.font = *font,
            Event::StateChange(StateChange::Style(style)) => self.state.style = Some(*style),
            Event::StateChange(StateChange::Color(_)) | Event::End | Event::EnvironmentFlow(_) => {}
        }
    }

    /// Writes the content of a place that must hold exactly one element.
    fn part(&mut self) {
        let before = self.html.len();
        self.is_after_operand = false;
        while self.html.len() == before && !self.is_too_deep {
            match self.events.get(self.at) {
                Some(Event::End | Event::EnvironmentFlow(_)) | None => self.html.push_str("<mrow></mrow>"),
                Some(event) => {
                    self.at += 1;
                    self.element(event);
                }
            }
        }
    }

    /// Writes the same content, with brackets in the plain text if it has several signs.
    fn bracketed_part(&mut self) {
        // The plain text starts empty, so that a line through a sign cannot reach text before this part.
        let before = std::mem::take(&mut self.plain);
        self.part();
        let written = std::mem::replace(&mut self.plain, before);
        let part = written.trim();
        if part.chars().count() > 1 && !part.chars().all(|letter| letter.is_alphanumeric() || letter == '.') {
            let _ = write!(self.plain, "({part})");
        } else {
            self.plain.push_str(part);
        }
    }

    fn visual(&mut self, visual: Visual) {
        match visual {
            Visual::SquareRoot => {
                self.open("msqrt");
                self.plain.push('\u{221a}');
                self.bracketed_part();
                self.close("msqrt");
            }
            Visual::Root => {
                self.open("mroot");
                let before = self.plain.len();
                self.bracketed_part();
                let radicand = self.plain.split_off(before);
                self.bracketed_part();
                let _ = write!(self.plain, "\u{221a}{radicand}");
                self.close("mroot");
            }
            Visual::Fraction(line) => {
                self.open_tag("mfrac");
                if let Some(width) = line.as_ref().and_then(length) {
                    writer::attribute(&mut self.html, "linethickness", &width);
                }
                self.html.push('>');
                self.bracketed_part();
                self.plain.push_str(if line.is_some_and(|line| line.value == 0.0) { " " } else { "/" });
                self.bracketed_part();
                self.close("mfrac");
            }
            Visual::Negation => {
                let was_struck = std::mem::replace(&mut self.state.is_struck, true);
                self.part();
                self.state.is_struck = was_struck;
            }
        }
        self.is_after_operand = true;
    }

    fn script(&mut self, ty: ScriptType, position: ScriptPosition) {
        let is_display = match self.state.style {
            Some(style) => style == Style::Display,
            None => self.display,
        };
        let above = match position {
            ScriptPosition::Right => false,
            ScriptPosition::AboveBelow => true,
            ScriptPosition::Movable => is_display,
        };
        let tag = match (ty, above) {
            (ScriptType::Subscript, false) => "msub",
            (ScriptType::Superscript, false) => "msup",
            (ScriptType::SubSuperscript, false) => "msubsup",
            (ScriptType::Subscript, true) => "munder",
            (ScriptType::Superscript, true) => "mover",
            (ScriptType::SubSuperscript, true) => "munderover",
        };
        self.open(tag);
        let style = self.state.style;
        self.part();
        self.state.style = None;
        let signs: &[&str] = match ty {
            ScriptType::Subscript => &["_"],
            ScriptType::Superscript => &["^"],
            ScriptType::SubSuperscript => &["_", "^"],
        };
        for sign in signs {
            if position == ScriptPosition::AboveBelow && self.accent() {
                continue;
            }
            let before = self.plain.len();
            self.bracketed_part();
            // The signs of `90°` and `f′` are already raised, so they need no `^`.
            if !matches!(&self.plain[before..], "\u{2218}" | "\u{2032}") {
                self.plain.insert_str(before, sign);
            } else if self.plain.ends_with('\u{2218}') {
                self.plain.truncate(before);
                self.plain.push('\u{b0}');
            }
        }
        self.state.style = style;
        self.close(tag);
        self.is_after_operand = true;
    }

    /// Writes a single sign above or below something, such as a bar, if one follows. A bar gets as wide as what it
    /// marks.
    fn accent(&mut self) -> bool {
        let Some(Event::Content(Content::Ordinary { content, stretchy })) = self.events.get(self.at) else {
            return false;
        };
        if content.is_alphanumeric() {
            return false;
        }
        self.at += 1;
        let stretchy = *stretchy || matches!(content, '\u{203e}' | '\u{af}' | '_' | '\u{332}');
        let _ = write!(self.html, "<mo stretchy=\"{stretchy}\">");
        self.sign(*content);
        self.html.push_str("</mo>");
        self.plain.push(*content);
        true
    }

    pub(super) fn bracket(&mut self, bracket: Option<char>, form: &str) {
        let Some(bracket) = bracket else { return };
        let _ = write!(self.html, "<mo stretchy=\"true\" form=\"{form}\">");
        self.sign(bracket);
        self.html.push_str("</mo>");
        self.plain.push(bracket);
    }

    fn space(&mut self, width: Option<&Dimension>) {
        // MathML has no negative space, so it becomes no space.
        let wide = width.filter(|width| width.value > 0.0);
        let length = wide.and_then(length).unwrap_or_else(|| "0".to_owned());
        let _ = write!(self.html, "<mspace width=\"{length}\"></mspace>");
        if wide.is_some() {
            self.plain.push(' ');
        }
    }

    /// Writes the operator which says that a function applies to what follows, if anything follows.
    fn apply(&mut self) {
        let is_delimiter = match self.events.get(self.at) {
            None | Some(Event::End | Event::EnvironmentFlow(_)) => return,
            Some(Event::Content(Content::Relation { .. } | Content::Punctuation(_) | Content::BinaryOp { .. })) => {
                return;
            }
            Some(
                Event::Content(Content::Delimiter { .. }) | Event::Begin(Grouping::LeftRight(..)) | Event::Space { .. },
            ) => true,
            Some(_) => false,
        };
        self.html.push_str(APPLY);
        if !is_delimiter {
            self.html.push_str("<mspace width=\"0.1667em\"></mspace>");
            self.plain.push(' ');
        }
    }

    /// Writes `<name` and the attributes of the current style.
    pub(super) fn open_tag(&mut self, name: &str) {
        self.html.push('<');
        self.html.push_str(name);
        self.html.push_str(match self.state.style {
            None => "",
            Some(Style::Display) => " displaystyle=\"true\" scriptlevel=\"0\"",
            Some(Style::Text) => " displaystyle=\"false\" scriptlevel=\"0\"",
            Some(Style::Script) => " displaystyle=\"false\" scriptlevel=\"1\"",
            Some(Style::ScriptScript) => " displaystyle=\"false\" scriptlevel=\"2\"",
        });
    }

    pub(super) fn open(&mut self, name: &str) {
        self.open_tag(name);
        self.html.push('>');
    }

    pub(super) fn close(&mut self, name: &str) {
        writer::end(&mut self.html, name);
    }
}

/// A length in MathML; `None` if it is larger than any page.
fn length(dimension: &Dimension) -> Option<String> {
    let (factor, unit) = match dimension.unit {
        DimensionUnit::Em => (1.0, "em"),
        DimensionUnit::Mu => (1.0 / 18.0, "em"),
        DimensionUnit::Ex => (1.0, "ex"),
        DimensionUnit::Pt | DimensionUnit::Bp => (1.0, "pt"),
        DimensionUnit::Pc => (1.0, "pc"),
        DimensionUnit::In => (1.0, "in"),
        DimensionUnit::Cm => (1.0, "cm"),
        DimensionUnit::Mm => (1.0, "mm"),
        DimensionUnit::Dd => (1.07, "pt"),
        DimensionUnit::Cc => (12.84, "pt"),
        DimensionUnit::Sp => (1.0 / 65536.0, "pt"),
    };
    let value = dimension.value * factor;
    let rounded = (value * 10_000.0).round() / 10_000.0;
    (value.abs() <= 100.0).then(|| format!("{rounded}{unit}"))
}
