//! Notes that miss: the word that opens an alert is another one, or does not stand where it is read.

use super::view::{Block, View};
use super::{Form, Unread};
use crate::diagnostic::did_you_mean;

/// The words of alerts, each with those that other tools have for it.
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

/// The word of an alert that is meant by another one.
pub(super) fn near(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let known = WORDS.iter().find(|(_, others)| others.contains(&word.as_str())).map(|(name, _)| *name);
    known.or_else(|| {
        let near = did_you_mean(&word, WORDS.iter().map(|(_, others)| others[0]))?;
        WORDS.iter().find(|(_, others)| others[0] == near).map(|(name, _)| *name)
    })
}

fn is_word(word: &str) -> bool {
    WORDS.iter().any(|(name, _)| name.eq_ignore_ascii_case(word))
}

pub(super) fn find(view: &View<'_>, block: &Block, found: &mut Vec<Unread>) {
    for (at, line) in block.lines.iter().enumerate() {
        let is_first = at == 0 && block.opens_quote;
        let text = view.raw(&line.range);
        // Only what came out as text, or as text between signs of emphasis.
        let start = text.len() - text.trim_start_matches(['*', '_']).len();
        if !view.seen(&(line.range.start + start..line.range.end)).starts_with(['[', '!']) {
            continue;
        }
        let Some(opener) = Opener::read(&text[start..]) else { continue };
        let marks =
            text[start + opener.length..].chars().take_while(|letter| start > 0 && "*_".contains(*letter)).count();
        let place = line.range.start..line.range.start + start + opener.length + marks;
        let near = near(opener.word);
        let mended = near.map(|word| format!("[!{word}]"));
        let is_alone = place.end == line.range.end;
        let is_spoiled = start > 0 || !opener.is_sound;
        let form = match (block.quotes > 0, is_word(opener.word)) {
            // A word in brackets is a word, unless it stands where that of an alert does.
            _ if !(opener.has_sign || is_first && is_alone && is_word(opener.word)) => continue,
            (true, _) if !is_first => Form::AlertPlace,
            (true, false) => Form::AlertWord,
            (true, true) if is_spoiled => Form::AlertSign,
            // It is read, or holds what no title can hold.
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

/// What opens an alert, or was meant to.
struct Opener<'t> {
    word: &'t str,
    length: usize,
    /// Whether `!` stands anywhere in it.
    has_sign: bool,
    /// Whether it is written as it is read.
    is_sound: bool,
}

impl<'t> Opener<'t> {
    /// `[!NOTE]`, `[! NOTE]`, `[!NOTE`, `![NOTE]`, `[NOTE!]`, `[NOTE]`
    fn read(text: &'t str) -> Option<Self> {
        let inner = text.strip_prefix('[').or_else(|| text.strip_prefix("!["))?;
        let inner = inner.trim_start_matches(['!', ' ', '\u{a0}']);
        let start = text.len() - inner.len();
        let rest = inner.trim_start_matches(|letter: char| letter.is_alphabetic() || letter == '-');
        let length = inner.len() - rest.len();
        let word = &inner[..length];
        let tail = rest.len() - rest.trim_start_matches(['!', ':', ' ']).len();
        let closed = rest[tail..].starts_with(']');
        let length = start + length + if closed { tail + 1 } else { 0 };
        let written = &text[..length];
        let behind = text[length..].chars().next();
        let is_alone = behind.is_none_or(|next| !matches!(next, '(' | '[' | ':') && !next.is_alphanumeric());
        let has_sign = written.contains('!');
        let is_open = !(closed || written.starts_with("[!") && rest.is_empty());
        (!word.is_empty() && !is_open && (closed && (is_alone || has_sign) || rest.is_empty())).then(|| Self {
            word,
            length,
            has_sign,
            is_sound: written.len() == word.len() + 3 && written.starts_with("[!") && closed,
        })
    }
}
