//! Signs inside of a text that belong to other tools, or that belong to Markdown but were not read.

use std::ops::Range;

use super::found::{Form, REACH, Unread};
use super::view::{Block, CODE, LINK, MARK, View};
use crate::markdown::style::RawHtml;
use crate::source::floor_boundary;

mod braces;
mod emoji;

pub(super) fn find(view: &View<'_>, block: &Block, html: RawHtml, found: &mut Vec<Unread>) {
    let text = view.seen(&block.range);
    let mut scan = Scan { view, block, html, text, found, open: [None; 5], done: 0 };
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let step = match bytes[at] {
            b'=' | b'%' | b'*' | b'_' | b'~' => scan.pair(at),
            b':' => scan.shortcode(at),
            b'{' => scan.braces(at),
            b'^' => scan.superscript(at),
            b'<' => scan.comment(at),
            0xef => scan.wide(at),
            _ => 1,
        };
        at += step.max(1);
    }
    scan.finish();
}

/// The search for signs in one block. Places are bytes of `text`.
struct Scan<'s, 'm> {
    view: &'s View<'m>,
    block: &'s Block,
    html: RawHtml,
    text: &'s str,
    found: &'s mut Vec<Unread>,
    /// For each of `=%*_~`, the place of the pair that has no partner yet.
    open: [Option<usize>; 5],
    /// The end of the last finding. Signs before it need no other finding.
    done: usize,
}

/// Whether a sign may open or close beside this character. `None` is the edge of a text.
fn is_edge(letter: Option<char>) -> bool {
    letter.is_none_or(|letter| letter.is_whitespace() || letter < ' ' || !letter.is_alphanumeric())
}

impl Scan<'_, '_> {
    fn tell(&mut self, form: Form, range: Range<usize>) -> &mut Unread {
        self.done = self.done.max(range.end);
        let start = self.block.range.start;
        self.found.push(Unread::new(form, start + range.start..start + range.end));
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Adds a finding with the text that corrects it.
    fn mend(&mut self, form: Form, range: Range<usize>, text: impl Into<String>) {
        let start = self.block.range.start;
        let place = start + range.start..start + range.end;
        self.tell(form, range).fix = Some((place, text.into()));
    }

    fn raw(&self, range: &Range<usize>) -> &str {
        let start = self.block.range.start;
        self.view.raw(&(start + range.start..start + range.end))
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at).and_then(|text| text.chars().next_back())
    }

    fn after(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|text| text.chars().next())
    }

    /// Reads a run of a sign, such as `**`. Two of a sign get a finding if the pair before them is their partner.
    fn pair(&mut self, at: usize) -> usize {
        let sign = self.text.as_bytes()[at];
        let run = self.text.as_bytes()[at..].iter().take_while(|byte| **byte == sign).count();
        let slot = b"=%*_~".iter().position(|known| *known == sign).unwrap_or_default();
        if sign == b'*' && run == 1 {
            self.lone(at);
        }
        let is_beside_mark = [self.before(at), self.after(at + run)].contains(&Some(char::from(MARK)));
        if run != 2 || is_beside_mark && matches!(sign, b'*' | b'_') {
            // In a longer run it is unclear which signs belong to a pair.
            if run > 2 {
                self.open[slot] = None;
            }
            return run;
        }
        let Some(open) = self.open[slot].take() else {
            // In `100%%`, the signs belong to a number.
            let is_number = sign == b'%' && self.before(at).is_some_and(char::is_alphanumeric);
            self.open[slot] = Some(at).filter(|_| !is_number);
            return run;
        };
        let told = match sign {
            b'=' => self.highlight(open, at),
            b'%' => self.private(open, at),
            _ => self.emphasis(open, at),
        };
        if !told {
            self.open[slot] = Some(at);
        }
        run
    }

    /// `==x==`
    fn highlight(&mut self, open: usize, close: usize) -> bool {
        let inside = &self.text[open + 2..close];
        let is_line =
            self.before(open).is_none_or(|before| before == '\n') && inside.starts_with(' ') && inside.ends_with(' ');
        let is_tight = !inside.starts_with(char::is_whitespace) && !inside.ends_with(char::is_whitespace);
        let is_words = inside.contains(|letter: char| letter.is_alphanumeric() || letter < ' ') && inside.len() < REACH;
        let is_apart = is_edge(self.before(open)) && is_edge(self.after(close + 2));
        if !(is_words && is_apart && (is_tight || is_line && !inside.contains('\n'))) {
            return false;
        }
        let mended = self.raw(&(open + 2..close)).trim().to_owned();
        if is_line {
            self.mend(Form::Highlight, open..close + 2, format!("## {mended}"));
        } else if self.html == RawHtml::Escape {
            self.mend(Form::Highlight, open..close + 2, format!("**{mended}**"));
        } else {
            self.mend(Form::Highlight, open..close + 2, format!("<mark>{mended}</mark>"));
        }
        true
    }

    /// `%%x%%`
    fn private(&mut self, open: usize, close: usize) -> bool {
        let inside = &self.text[open + 2..close];
        if inside.trim().is_empty() || self.before(open).is_some_and(char::is_alphanumeric) && !inside.contains(' ') {
            return false;
        }
        let raw = self.raw(&(open + 2..close)).trim().to_owned();
        // Unless HTML is sanitized, a comment would be published too, so there is no fix.
        if self.html == RawHtml::Sanitize && !raw.contains("--") && !raw.contains("\n\n") {
            self.mend(Form::Private, open..close + 2, format!("<!-- {raw} -->"));
        } else {
            self.tell(Form::Private, open..close + 2);
        }
        true
    }

    /// `**bold **`, and signs that stand between a letter and punctuation.
    fn emphasis(&mut self, open: usize, close: usize) -> bool {
        let inside = &self.text[open + 2..close];
        let words = inside.trim();
        let (front, back) = (inside.starts_with(char::is_whitespace), inside.ends_with(char::is_whitespace));
        let letters = words.chars().filter(|letter| letter.is_alphabetic()).count()
            + usize::from(words.contains([char::from(CODE), char::from(LINK)])) * 3;
        let is_apart = is_edge(self.before(open)) && is_edge(self.after(close + 2));
        let touches = |letter: Option<char>| letter.is_some_and(|letter| !letter.is_whitespace() && letter != '\n');
        // In `a ** b ** c`, the signs belong to a formula.
        let is_formula = front && back && (touches(self.before(open)) || self.before(open).is_some()) && letters < 3;
        if letters < 2 || inside.len() > 300 || inside.contains('\n') && (front || back) || is_formula {
            return false;
        }
        let sign = self.raw(&(open..open + 2)).to_owned();
        if front || back {
            // Arguments of programs have the signs in front of them: `**kwargs and **opts`.
            let is_word = !front && is_edge(self.before(open)) && inside.starts_with(char::is_uppercase);
            if !is_apart && !is_word {
                return false;
            }
            let raw = self.raw(&(open + 2..close)).trim().to_owned();
            let gap = |is: bool, beside: Option<char>| if is && touches(beside) { " " } else { "" };
            let mended =
                format!("{}{sign}{raw}{sign}{}", gap(front, self.before(open)), gap(back, self.after(close + 2)));
            self.mend(Form::MarkSpace, open..close + 2, mended);
            return true;
        }
        // Between punctuation and a letter, the signs cannot open or close: `**「語」**の`, `re**"x"**y`.
        let edge = |letter: Option<char>| letter.is_some_and(|letter| !letter.is_alphanumeric());
        let is_stuck = edge(words.chars().next()) && !is_edge(self.before(open))
            || edge(words.chars().next_back()) && !is_edge(self.after(close + 2));
        if sign == "**" && is_stuck {
            self.tell(Form::MarkSpace, open..close + 2);
            return true;
        }
        false
    }

    /// `**bold*` and `*bold**`: one sign too many or too few.
    fn lone(&mut self, at: usize) {
        let start = self.block.range.start;
        let mark = |place: Option<usize>| place.filter(|place| self.text.as_bytes().get(*place) == Some(&MARK));
        let star = |place: usize| self.view.markdown.as_bytes().get(start + place) == Some(&b'*');
        let single = |place: Option<usize>, beside: Option<usize>| {
            mark(place).is_some_and(star) && mark(beside).is_none_or(|beside| !star(beside))
        };
        let opens = single(Some(at + 1), Some(at + 2)) && is_edge(self.before(at));
        let closes = single(at.checked_sub(1), at.checked_sub(2)) && is_edge(self.after(at + 1));
        if opens || closes {
            self.tell(Form::MarkPair, at..at + 1);
        }
    }

    /// `:warning:`
    fn shortcode(&mut self, at: usize) -> usize {
        let rest = &self.text[at + 1..];
        let length = rest
            .bytes()
            .take(40)
            .take_while(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_+-".contains(byte))
            .count();
        let name = &rest[..length];
        let end = at + length + 2;
        let is_beside = |letter: Option<char>| {
            letter.is_some_and(|letter| letter.is_alphanumeric() || ":/\u{3}\u{8}".contains(letter))
        };
        let sign = emoji::sign(name);
        // Several emoji may stand side by side.
        let follows = sign.is_some() && self.done == at && self.before(at) == Some(':');
        let precedes = || {
            let next = self.text.get(end + 1..).and_then(|next| next.split(':').next()).unwrap_or_default();
            sign.is_some() && self.after(end) == Some(':') && emoji::sign(next).is_some()
        };
        if length == 0
            || !rest[length..].starts_with(':')
            || is_beside(self.before(at)) && !follows
            || is_beside(self.after(end)) && !precedes()
        {
            return 1;
        }
        // At the start of a line, other tools have settings of this form: `:toc:`.
        let is_name = name.starts_with(|letter: char| letter.is_ascii_lowercase()) && length > 2;
        let is_setting =
            self.before(at).is_none_or(|before| before == '\n' || before == '\u{1}') && self.after(end).is_some();
        match sign {
            Some(sign) => self.mend(Form::Shortcode, at..end, sign),
            None if is_name && !is_setting => {
                self.tell(Form::Shortcode, at..end);
            }
            None => return 1,
        }
        length + 2
    }

    /// A comment with a wrong start or end: `<!- private ->`, `<!-- TODO ->`, or dashes of a word processor in place of
    /// `--`.
    fn comment(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let Some(open) = ["<!-", "<!–", "<!—"].into_iter().find(|open| rest.starts_with(open)) else { return 1 };
        let start = at + open.len();
        let Some(end) = ["->", "–>", "—>"].into_iter().filter_map(|sign| self.end_of(start, sign)).min() else {
            // A comment without an end is published, including its start.
            let line = rest.split(['\n', '\u{1}']).next().unwrap_or_default().len();
            if rest.starts_with("<!--") {
                self.tell(Form::Comment, at..at + line);
            }
            return line;
        };
        let is_dash = |letter: char| "<!->–—".contains(letter) || letter.is_whitespace();
        let inside = self.raw(&(at..end)).trim_matches(is_dash).to_owned();
        if inside.is_empty() || inside.contains("--") || self.html != RawHtml::Sanitize {
            self.tell(Form::Comment, at..end);
        } else {
            self.mend(Form::Comment, at..end, format!("<!-- {inside} -->"));
        }
        end - at
    }

    /// The end of the next `sign` at or after `at`; `None` if there is none within `REACH` bytes.
    fn end_of(&self, at: usize, sign: &str) -> Option<usize> {
        let rest = &self.text[at..];
        let reach = floor_boundary(rest, REACH.min(rest.len()));
        rest[..reach].find(sign).map(|end| at + end + sign.len())
    }

    /// `＊＊bold＊＊`
    fn wide(&mut self, at: usize) -> usize {
        const SIGN: &str = "＊＊";
        if !self.text.is_char_boundary(at) || !self.text[at..].starts_with(SIGN) {
            return 1;
        }
        let start = at + SIGN.len();
        let Some(end) = self.end_of(start, SIGN).filter(|end| *end > start + SIGN.len()) else { return SIGN.len() };
        let mended = format!("**{}**", self.raw(&(start..end - SIGN.len())));
        self.mend(Form::FullWidth, at..end, mended);
        end - at
    }

    /// `10^th^`
    fn superscript(&mut self, at: usize) -> usize {
        let rest = &self.text[at + 1..];
        let length = rest.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
        let end = at + length + 2;
        let is_word = self.before(at).is_some_and(|before| before.is_alphanumeric() || before == ')');
        if length == 0
            || !rest[length..].starts_with('^')
            || !is_word
            || !is_edge(self.after(end))
            || self.after(end) == Some('^')
        {
            return 1;
        }
        let inside = rest[..length].to_owned();
        if self.html == RawHtml::Escape {
            self.tell(Form::Superscript, at..end);
        } else {
            self.mend(Form::Superscript, at..end, format!("<sup>{inside}</sup>"));
        }
        length + 2
    }

    /// Adds findings for signs without a partner, at the end of a block.
    fn finish(&mut self) {
        if let Some(at) = self.open[1] {
            // The partner may stand in a later block.
            let line = self.text[at + 2..].split('\n').next().unwrap_or_default();
            let is_first = self.before(at).is_none_or(|before| before == '\n');
            if is_first && self.block.has_lines() {
                self.tell(Form::Private, at..at + 2 + line.trim_end_matches('\u{1}').len());
            }
        }
        let Some(at) = self.open[2] else { return };
        let rest = &self.text[at + 2..];
        let is_open = self.before(at).is_none_or(|before| before.is_whitespace() || before == '(');
        let line = rest.split('\n').next().unwrap_or_default();
        // `**kwargs` and `**/*.js` belong to programs.
        if is_open && rest.starts_with(char::is_uppercase) && line.contains(' ') {
            self.tell(Form::MarkEnd, at..at + 2);
        }
    }
}
