//! Text that was meant as a link but is not read as one.

use std::ops::Range;

use address::{fault, is_address, is_gap, is_picture, is_sentence, is_sound};

use super::found::{Form, REACH, Unread};
use super::view::{Block, LINK, Leaf, View};
use crate::source::floor_boundary;

mod address;
mod brackets;

/// Names that the specification of JavaScript writes in double brackets.
const SLOTS: &[&str] = &[
    "AlreadyResolved",
    "BoundThis",
    "Call",
    "Class",
    "Configurable",
    "Construct",
    "DefineOwnProperty",
    "Delete",
    "Enumerable",
    "Extensible",
    "Get",
    "GetOwnProperty",
    "GetPrototypeOf",
    "HasProperty",
    "HomeObject",
    "IsHTMLDDA",
    "OwnPropertyKeys",
    "PrimitiveValue",
    "PromiseResult",
    "PromiseState",
    "Prototype",
    "Prototypes",
    "Put",
    "Set",
    "SetPrototypeOf",
    "Value",
    "Writable",
];

pub(super) fn find(view: &View<'_>, block: &Block, found: &mut Vec<Unread>) {
    if block.has_lines() {
        definitions(view, block, found);
        found.extend(block.lines.iter().filter_map(|line| image_gap(view, line.range.clone())));
    }
    let bytes = view.seen(&block.range).as_bytes();
    let (mut brackets, mut parentheses) = (Vec::new(), Vec::new());
    let mut scan = Scan { view, block, found, done: 0 };
    for (at, byte) in bytes.iter().enumerate() {
        let at = block.range.start + at;
        match byte {
            b'[' => brackets.push(at),
            b'(' => parentheses.push(at),
            b']' => {
                if let Some(open) = brackets.pop() {
                    scan.bracket(open, at);
                } else {
                    scan.lacks_opener(at);
                }
            }
            b')' => {
                if let Some(open) = parentheses.pop() {
                    scan.parenthesis(open, at);
                }
            }
            0xef => scan.full_width(at),
            _ => {}
        }
    }
    brackets.into_iter().for_each(|open| scan.lacks_closer(open));
}

/// `! [Door](door.svg)`
fn image_gap(view: &View<'_>, line: Range<usize>) -> Option<Unread> {
    let text = view.seen(&line);
    let gap = text.strip_prefix('!')?.trim_start_matches(' ');
    let space = text.len() - 1 - gap.len();
    let is_link = space > 0 && gap.as_bytes().first() == Some(&LINK);
    let address = view.raw(&line).split_once("](")?.1.split([')', ' ']).next()?;
    (is_link && is_picture(address))
        .then(|| Unread::new(Form::ImageGap, line.clone()).fix(line.start + 1..line.start + 1 + space, ""))
}

/// Finds definitions of links that are read as text: directly below a paragraph, or with a space in the address.
fn definitions(view: &View<'_>, block: &Block, found: &mut Vec<Unread>) {
    // If one definition is wrong, those below it are not read either, so only the first gets a finding.
    let mut is_told = false;
    for (at, line) in block.lines.iter().enumerate() {
        let Some(inside) = view.seen(&line.range).strip_prefix('[') else { continue };
        let Some((label, rest)) = inside.split_once(']') else { continue };
        let gap = rest.len() - rest.trim_start_matches(is_gap).len();
        let Some(rest) = rest[gap..].strip_prefix(':') else { continue };
        let address = rest.trim_start();
        if label.starts_with('^') || label.contains(['[', ']']) || address.is_empty() {
            continue;
        }
        let place = line.range.end - address.len()..line.range.end;
        let written = view.raw(&place);
        if gap > 0 {
            if is_address(written) {
                is_told = true;
                let colon = line.range.start + label.len() + 2;
                found.push(Unread::new(Form::LinkGap, line.range.clone()).fix(colon..colon + gap, ""));
            }
        } else if is_sound(written) {
            if at > 0 && !std::mem::replace(&mut is_told, true) {
                let unread = Unread::new(Form::Definition, line.range.clone());
                let start = line.range.start;
                found.push(if block.nested { unread } else { unread.fix(start..start, "\n") });
            }
        } else if let Some(unread) = fault(written, place.start) {
            is_told = true;
            found.push(unread);
        }
    }
}

/// The search for links in one block.
struct Scan<'j, 'm> {
    view: &'j View<'m>,
    block: &'j Block,
    found: &'j mut Vec<Unread>,
    /// The end of the last finding. Brackets before it need no other finding.
    done: usize,
}

impl Scan<'_, '_> {
    fn tell(&mut self, unread: Unread) {
        self.done = self.done.max(unread.range.end);
        self.found.push(unread);
    }

    /// The Markdown from a place to the end of the block, at most `REACH` bytes.
    fn rest(&self, at: usize) -> &str {
        let raw = self.view.raw(&(at..self.block.range.end.max(at)));
        let end = floor_boundary(raw, REACH.min(raw.len()));
        &raw[..end]
    }

    fn bracket(&mut self, open: usize, close: usize) {
        let (view, block) = (self.view, self.block);
        let inside = open + 1..close;
        let seen = view.seen(&inside);
        let before = view.before(block, open);
        let behind = view.seen(&(close + 1..block.range.end.max(close + 1)));
        // Without a bound, the text in nested brackets would be searched again and again.
        if open < self.done || inside.len() > 2 * REACH {
            return;
        }
        if before == Some('[') && behind.starts_with(']') {
            self.wiki(open, close);
        } else if seen.eq_ignore_ascii_case("toc")
            && block.lines.len() == 1
            && block.lines[0].range == (open..close + 1)
        {
            self.tell(Unread::new(Form::Contents, open..close + 1));
        } else if let Some(label) = seen.strip_prefix('^') {
            let label = label.to_owned();
            self.footnote(open..close + 1, &label, before, behind.chars().next());
        } else if before == Some('^') && seen.trim().contains(' ') && seen.contains(char::is_alphabetic) {
            let range = open - 1..close + 1;
            self.tell(Unread::new(Form::FootnoteInline, range));
        } else if behind.starts_with('(') {
            self.inline(open, close);
        } else if behind.starts_with('（') {
            self.wide(open, close);
        } else if behind.starts_with('[') {
            self.reference(open, close, before);
        } else if before == Some('!') && is_picture(view.raw(&inside)) {
            self.tell(Unread::new(Form::ImageBracket, open - 1..close + 1));
        } else if !self.encyclopedia(open, close) {
            self.gap(open, close);
        }
    }

    /// `[https://a.example/ The page]`
    fn encyclopedia(&mut self, open: usize, close: usize) -> bool {
        let inside = self.view.raw(&(open + 1..close));
        let Some((address, text)) = inside.split_once(' ') else { return false };
        let is_link = address.contains("://")
            && is_address(address)
            && text.contains(char::is_alphabetic)
            && !text.contains("://")
            && !inside.contains('\n');
        if is_link {
            let range = open..close + 1;
            self.tell(
                Unread::new(Form::LinkReversed, range.clone()).fix(range, format!("[{}]({address})", text.trim())),
            );
        }
        is_link
    }

    /// `[[Page]]`, `[[Page|text]]`, `![[map.png]]`
    fn wiki(&mut self, open: usize, close: usize) {
        let (view, block) = (self.view, self.block);
        let inside = view.raw(&(open + 1..close));
        let before = view.before(block, open - 1);
        let is_embed = before == Some('!');
        let range = open - 1 - usize::from(is_embed)..close + 2;
        let name = inside.trim_matches('_');
        if name.eq_ignore_ascii_case("toc") {
            self.tell(Unread::new(Form::Contents, range));
            return;
        }
        // Programs have brackets in brackets too: `a[[1]]`, `[[ -f x ]]`, `[[0, 1], [2, 3]]`.
        let is_program = SLOTS.contains(&inside)
            || inside.starts_with(' ')
            || inside.contains(['[', ']', '=', '$', '"', '\n'])
            || before.is_some_and(|before| before.is_alphanumeric() || "_])(,".contains(before));
        if !is_program && inside.contains(char::is_alphabetic) {
            let form = if is_embed { Form::WikiEmbed } else { Form::WikiLink };
            let inside = inside.to_owned();
            self.tell(Unread::new(form, range).instead(Some(inside)));
        }
    }

    /// A reference to a footnote without a definition. `[^a-z]`, a set of letters in a program, looks similar.
    fn footnote(&mut self, range: Range<usize>, label: &str, before: Option<char>, behind: Option<char>) {
        let is_name = !label.is_empty()
            && label.len() < 40
            && label.chars().all(|letter| letter.is_alphanumeric() || "-_".contains(letter));
        let is_number = label.bytes().all(|byte| byte.is_ascii_digit());
        let is_set = before.is_some_and(|before| "([\\+*^/|\"'{".contains(before))
            || behind.is_some_and(|behind| "+*?{(])/\\|\"'".contains(behind));
        let is_behind_text = before.is_some_and(|before| !before.is_whitespace());
        let is_word = |word: &str| word.trim_end_matches(['.', ',']).chars().all(char::is_alphabetic);
        if label.contains(' ') && is_behind_text && !is_set && label.len() > 6 && label.split(' ').all(is_word) {
            self.tell(Unread::new(Form::FootnoteInline, range));
            return;
        }
        if is_name
            && !is_set
            && (is_number || label.len() > 3 || is_behind_text && label.len() > 1 && !label.contains('-'))
        {
            self.tell(Unread::new(Form::Footnote, range));
        }
    }

    /// `[Form](…)` that was not read as a link.
    fn inline(&mut self, open: usize, close: usize) {
        let start = close + 2;
        let rest = self.rest(start);
        let line = rest.split('\n').next().unwrap_or_default();
        let mut depth = 0usize;
        let balanced = line.char_indices().find_map(|(at, letter)| {
            match letter {
                '(' => depth += 1,
                ')' if depth == 0 => return Some(at),
                ')' => depth -= 1,
                _ => {}
            }
            None
        });
        // If a link contains a link, only the inner one is read.
        if self.view.seen(&(open + 1..close)).bytes().any(|byte| byte == LINK) {
            let end = balanced.or_else(|| line.find(')'));
            if let Some(end) = end.filter(|end| is_address(line[..*end].split(' ').next().unwrap_or_default())) {
                self.tell(Unread::new(Form::LinkNested, open..start + end + 1));
            }
            return;
        }
        let found = balanced.or_else(|| line.find(')')).filter(|end| !is_sentence(&line[..*end]));
        let Some(end) = found else {
            let word = line.split_whitespace().next().unwrap_or_default();
            let word = word.trim_end_matches(['.', ',', ';', ':', '*', '_', '|', ']', '}']);
            if is_address(word) && line.starts_with(word) {
                let end = start + word.len();
                let opens = start - 1..end;
                // A wrong bracket may stand in place of the closing parenthesis.
                let other = usize::from(line[word.len()..].starts_with([']', '}']));
                self.tell(Unread::new(Form::LinkEnd, opens).fix(end..end + other, ")"));
            }
            return;
        };
        if let Some(unread) = fault(&line[..end], start) {
            self.tell(unread);
        } else if balanced.is_none() && is_address(&line[..end]) {
            let place = start..start + end;
            let mended = format!("<{}>", &line[..end]);
            self.tell(Unread::new(Form::LinkSpace, place.clone()).fix(place, mended));
        }
    }

    /// `[Form]（form.md）`
    fn wide(&mut self, open: usize, close: usize) {
        let start = close + 1 + '（'.len_utf8();
        let rest = self.rest(start);
        let Some((address, sign)) =
            rest.find(['）', ')']).map(|end| (&rest[..end], rest[end..].chars().next().map_or(0, char::len_utf8)))
        else {
            return;
        };
        if is_address(address) {
            let (range, mended) = (open..start + address.len() + sign, format!("({address})"));
            self.tell(Unread::new(Form::FullWidth, range.clone()).fix(close + 1..range.end, mended));
        }
    }

    /// `[the form][consent]`, where `consent` is not defined.
    fn reference(&mut self, open: usize, close: usize, before: Option<char>) {
        let rest = self.rest(close + 2);
        let Some(label) =
            rest.find(['[', ']', '\n']).filter(|end| rest[*end..].starts_with(']')).map(|end| &rest[..end])
        else {
            return;
        };
        let text = self.view.raw(&(open + 1..close));
        let range = open..close + 3 + label.len();
        let behind = self.view.after(self.block, range.end);
        // `list[a][b]` belongs to a program, and so do arguments in brackets.
        let is_program = before.is_some_and(|before| before.is_alphanumeric() || "_])>`$.\u{3}".contains(before))
            || behind.is_some_and(|behind| behind == '[' || behind == '(')
            || text.contains(['<', '>', '|', '='])
            || text.starts_with('-')
            || label.contains(['<', '>', '=', '"'])
            || label.starts_with('-');
        // Several short words in brackets at the start of a line are tags, as in a list of changes.
        let is_tag = |text: &str| {
            !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        let is_program = is_program
            || is_tag(text)
                && is_tag(label)
                && behind == Some(' ')
                && self.block.lines.iter().any(|line| line.range.start == open);
        let is_image = before == Some('!');
        let range = range.start - usize::from(is_image)..range.end;
        let has_words = text.contains(char::is_alphabetic) || text.contains("![");
        let is_named = if label.is_empty() { text.trim().len() > 1 } else { !label.trim().is_empty() };
        if is_program || !has_words || !is_named {
            return;
        }
        let place = close + 1..range.end;
        if is_address(label) {
            let mended = format!("({label})");
            self.tell(Unread::new(Form::ReferenceAddress, range).fix(place, mended));
        } else {
            let named = if label.is_empty() { text } else { label }.to_owned();
            self.tell(Unread::new(Form::Reference, range).instead(Some(named)));
        }
    }

    /// `[Form] (form.md)`
    fn gap(&mut self, open: usize, close: usize) {
        let rest = self.rest(close + 1);
        let body = rest.trim_start_matches(|letter: char| is_gap(letter) || letter == '\n');
        let gap = rest.len() - body.len();
        if gap > 0
            && gap < 4
            && let Some(end) = body.strip_prefix('[').and_then(|body| body.find([']', '\n']))
            && is_address(&body[1..=end])
        {
            let (range, mended) = (open..close + 1 + gap + end + 2, format!("({})", &body[1..=end]));
            let place = close + 1..range.end;
            self.tell(Unread::new(Form::ReferenceAddress, range).fix(place, mended));
            return;
        }
        let Some(end) = body.strip_prefix('(').and_then(|body| body.find([')', '\n'])) else { return };
        let is_image = self.view.before(self.block, open) == Some('!');
        let open = open - usize::from(is_image);
        if gap > 0 && gap < 4 && open + 1 < close && is_address(&body[1..=end]) && body[1 + end..].starts_with(')') {
            let range = open..close + 1 + gap + end + 2;
            self.tell(Unread::new(Form::LinkGap, range).fix(close + 1..close + 1 + gap, ""));
        }
    }

    /// `(Form)[form.md]`
    fn parenthesis(&mut self, open: usize, close: usize) {
        if self.is_lone_picture(open, close) {
            self.tell(Unread::new(Form::ImageBracket, open - 1..close + 1));
        }
        let behind = self.view.seen(&(close + 1..self.block.range.end.max(close + 1)));
        if !behind.starts_with('[') || self.block.leaf == Leaf::Heading && open < self.done {
            return;
        }
        let rest = self.rest(close + 2);
        let Some(address) = rest.find([']', '\n']).filter(|end| rest[*end..].starts_with(']')).map(|end| &rest[..end])
        else {
            return;
        };
        let text = self.view.raw(&(open + 1..close));
        if is_address(text) && text.contains("://") && address.contains(char::is_alphabetic) && !is_address(address) {
            let (range, mended) = (open..close + 3 + address.len(), format!("[{address}]({text})"));
            self.tell(Unread::new(Form::LinkReversed, range.clone()).fix(range, mended));
            return;
        }
        if is_address(address) && !text.trim().is_empty() {
            let range = open..close + 3 + address.len();
            let mended = format!("[{text}]({address})");
            self.tell(Unread::new(Form::LinkReversed, range.clone()).fix(range, mended));
        }
    }
}
