//! Text that was meant as an alert but is not read as one: its word is unknown, or stands at a wrong place.

use super::found::{Form, Unread};
use super::view::{Block, Leaf, View};
use crate::diagnostic::did_you_mean;

/// The words of alerts, each with the words of other tools and other languages for it.
const WORDS: [(&str, &[&str]); 5] = [
    (
        "NOTE",
        &[
            "note",
            "info",
            "information",
            "notice",
            "abstract",
            "summary",
            "tldr",
            "example",
            "question",
            "help",
            "faq",
            "quote",
            "cite",
            "seealso",
            "details",
            "todo",
            "nota",
            "hinweis",
            "remarque",
        ],
    ),
    ("TIP", &["tip", "hint", "success", "check", "done", "idea", "best-practice", "consejo", "tipp", "astuce"]),
    ("IMPORTANT", &["important", "attention", "key", "remember", "importante", "wichtig"]),
    (
        "WARNING",
        &["warning", "warn", "alert", "careful", "advertencia", "aviso", "warnung", "achtung", "avertissement"],
    ),
    (
        "CAUTION",
        &[
            "caution", "danger", "error", "failure", "fail", "missing", "bug", "critical", "stop", "cuidado",
            "peligro", "vorsicht",
        ],
    ),
];

/// The word of an alert that a similar word means; `None` if no word is similar.
pub(super) fn near(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let known = WORDS.iter().find(|(_, synonyms)| synonyms.contains(&word.as_str())).map(|(name, _)| *name);
    known.or_else(|| {
        let near = did_you_mean(&word, WORDS.iter().map(|(_, synonyms)| synonyms[0]))?;
        WORDS.iter().find(|(_, synonyms)| synonyms[0] == near).map(|(name, _)| *name)
    })
}

fn is_word(word: &str) -> bool {
    WORDS.iter().any(|(name, _)| name.eq_ignore_ascii_case(word))
}

pub(super) fn find(view: &View<'_>, block: &Block, found: &mut Vec<Unread>) {
    let is_heading = block.leaf == Leaf::Heading;
    if block.leaf == Leaf::Cell {
        return;
    }
    for (at, line) in block.lines.iter().enumerate() {
        let is_first = at == 0 && block.opens_quote;
        let text = view.raw(&line.range);
        // The brackets must have been read as text, possibly between signs of emphasis.
        let start = text.len() - text.trim_start_matches(['*', '_']).len();
        let seen = view.seen(&(line.range.start + start..line.range.end));
        if !seen.starts_with('!') && !seen.starts_with(OPEN) || is_heading && !is_first {
            continue;
        }
        let Some(opener) = Opener::read(&text[start..]) else { continue };
        let marks =
            text[start + opener.length..].chars().take_while(|letter| start > 0 && "*_".contains(*letter)).count();
        // The signs of a heading are part of the place.
        let from = if is_heading { block.range.start } else { line.range.start };
        let place = from..line.range.start + start + opener.length + marks;
        let near = near(opener.word);
        let title = if opener.title.is_empty() { String::new() } else { format!(" {}", opener.title) };
        let mended = near.map(|word| format!("[!{word}]{title}"));
        let is_alone = place.end == line.range.end;
        let is_spoiled = start > 0 || !opener.is_sound || is_heading;
        let form = match (block.quotes > 0, is_word(opener.word)) {
            // A word in brackets without `!` is only meant as an alert at the start of a quotation, on a line of its
            // own.
            _ if !(opener.has_sign || is_first && is_alone && is_word(opener.word)) => continue,
            // Other brackets than square ones mean an alert only at the start of a quotation.
            (_, known) if !(opener.is_square || opener.has_sign && known && is_first) => continue,
            (true, _) if !is_first => Form::AlertPlace,
            (true, false) => Form::AlertWord,
            (true, true) if is_spoiled => Form::AlertSign,
            // It was read as an alert, or its title contains something that a title cannot contain.
            (true, true) => continue,
            (false, known) if known || near.is_some() => Form::AlertPlace,
            (false, _) => continue,
        };
        let unread = Unread::new(form, place.clone()).instead(near);
        found.push(match (form, mended) {
            (Form::AlertWord | Form::AlertSign, Some(mended)) => unread.fix(place, mended),
            (Form::AlertPlace, Some(mended)) if block.quotes == 0 && at == 0 => {
                unread.fix(place, format!("> {mended}"))
            }
            _ => unread,
        });
        return;
    }
}

/// Brackets that open the word of an alert, or that authors use by mistake.
const OPEN: [char; 5] = ['[', '(', '{', '［', '【'];
const CLOSE: [char; 5] = [']', ')', '}', '］', '】'];

/// The start of an alert, such as `[!NOTE]`, or a text that was meant as one.
struct Opener<'t> {
    word: &'t str,
    length: usize,
    /// Whether it contains a `!`.
    has_sign: bool,
    /// Whether it has exactly the form `[!WORD]`.
    is_sound: bool,
    /// Whether its brackets are square. The closing one may be missing.
    is_square: bool,
    /// A title inside of the brackets.
    title: &'t str,
}

impl<'t> Opener<'t> {
    /// Reads forms such as `[!NOTE]`, `[! NOTE]`, `[!NOTE`, `![NOTE]`, `[NOTE!]`, `[NOTE]`, `{!NOTE}` and
    /// `[!NOTE A title]`.
    fn read(text: &'t str) -> Option<Self> {
        let body = text.strip_prefix('!').unwrap_or(text);
        let open = body.chars().next().filter(|open| OPEN.contains(open))?;
        let inner = body[open.len_utf8()..].trim_start_matches(['!', '！', ' ', '\u{a0}']);
        let start = text.len() - inner.len();
        let is_marked = text[..start].contains(['!', '！']);
        let rest = inner.trim_start_matches(|letter: char| letter.is_alphabetic() || letter == '-');
        let word = &inner[..inner.len() - rest.len()];
        let tail = rest.len() - rest.trim_start_matches(['!', ':', ' ']).len();
        let more = || rest.find(CLOSE).filter(|_| is_marked && is_word(word) && rest.starts_with([' ', '|', ':']));
        let end = if rest[tail..].starts_with(CLOSE) { Some(tail) } else { more() };
        let close = end.and_then(|end| rest[end..].chars().next());
        let title = match end.map(|end| &rest[..end]) {
            // After a bar, other tools have settings.
            Some(inside) if !inside.starts_with('|') => inside.trim_matches(['!', ':', ' ']),
            _ => "",
        };
        let length = start + word.len() + end.zip(close).map_or(0, |(end, close)| end + close.len_utf8());
        let written = &text[..length];
        let behind = text[length..].chars().next();
        let is_alone = behind.is_none_or(|next| !matches!(next, '(' | '[' | ':') && !next.is_alphanumeric());
        let has_sign = written.contains(['!', '！']);
        let is_closed = end.is_some();
        let is_open = !(is_closed || written.starts_with("[!") && rest.is_empty());
        (!word.is_empty() && !is_open && (is_closed && (is_alone || has_sign) || rest.is_empty())).then(|| Self {
            word,
            length,
            has_sign,
            is_sound: written.len() == word.len() + 3 && written.starts_with("[!") && close == Some(']'),
            is_square: open == '[' && close.is_none_or(|close| close == ']'),
            title,
        })
    }
}
