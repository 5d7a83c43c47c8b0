//! Text that was meant as an item of a list but is not read as one: its sign lacks a space, or does not belong to
//! Markdown.

use super::found::{Form, Unread};
use super::view::{Block, CODE, LINK, MARK, View, is_odd_space};

/// A sign at the start of a line that was meant as that of an item.
struct Marker {
    form: Form,
    /// The length of the sign in bytes, with the space after it.
    length: usize,
    /// The sign in Markdown, with a space.
    mended: String,
    /// What the next line must begin with to be an item of the same list.
    next: Next,
    /// Whether it is a finding even if the line before and the line after are no items.
    alone: bool,
}

/// What decides whether two signs belong to the same list.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Next {
    /// The same sign.
    Same(char),
    /// The next number.
    Number(u32),
    /// The next letter, or the next Roman number.
    Letter(Option<u32>, Option<u32>),
    /// Any sign of the same form.
    Any,
}

impl Marker {
    fn precedes(&self, next: &Self) -> bool {
        self.form == next.form
            && match (self.next, next.next) {
                (Next::Same(a), Next::Same(b)) => a == b || matches!((a, b), ('☐' | '☑' | '☒', '☐' | '☑' | '☒')),
                (Next::Number(a), Next::Number(b)) => b == a.saturating_add(1),
                (Next::Letter(a, c), Next::Letter(b, d)) => {
                    let follows = |a: Option<u32>, b: Option<u32>| a.is_some_and(|a| b == Some(a + 1));
                    follows(a, b) || follows(c, d)
                }
                (Next::Any, Next::Any) => true,
                _ => false,
            }
    }
}

pub(super) fn find(view: &View<'_>, block: &Block, found: &mut Vec<Unread>) {
    let markers: Vec<Option<Marker>> = (0..block.lines.len()).map(|at| marker(view, block, at)).collect();
    let mut at = 0;
    while at < markers.len() {
        let Some(first) = &markers[at] else {
            at += 1;
            continue;
        };
        let follows = |next: usize| match (&markers[next - 1], markers.get(next)) {
            (Some(marker), Some(Some(next))) => marker.precedes(next),
            _ => false,
        };
        let mut end = at + 1;
        while end < markers.len() && follows(end) {
            end += 1;
        }
        // If all line breaks are forced, the page shows the lines below each other anyway, as in a list.
        let is_run = end - at > 1 && (first.alone || block.lines[at + 1..end].iter().any(|line| !line.broken));
        if is_run || first.alone {
            let end = if is_run { end } else { at + 1 };
            found.push(tell(view, block, &markers[at..end], at));
        }
        at = end;
    }
}

/// One finding for all items of a list, with one fix for all of them.
fn tell(view: &View<'_>, block: &Block, markers: &[Option<Marker>], first: usize) -> Unread {
    let start = block.lines[first].range.start;
    let mut mended = String::new();
    let mut written = start;
    for (number, (marker, line)) in markers.iter().zip(&block.lines[first..]).enumerate() {
        let Some(marker) = marker else { continue };
        mended.push_str(view.raw(&(written..line.range.start)));
        match marker.next {
            Next::Letter(..) => mended.push_str(&format!("{}. ", number + 1)),
            _ => mended.push_str(&marker.mended),
        }
        written = line.range.start + marker.length;
    }
    let form = markers.first().and_then(Option::as_ref).map_or(Form::BulletSign, |marker| marker.form);
    // A list directly below text must begin with 1, so the fix is an empty line. Inside of other blocks that line would
    // need signs of its own, so there is no fix.
    let is_above = first > 0 && form == Form::NumberText;
    let unread = Unread::new(form, block.lines[first].range.clone());
    match (is_above, block.nested) {
        (true, true) => unread,
        (true, false) => unread.fix(start..start, "\n"),
        (false, _) => unread.fix(start..written, mended),
    }
}

fn marker(view: &View<'_>, block: &Block, at: usize) -> Option<Marker> {
    let text = view.seen(&block.lines[at].range);
    let is_item = at == 0 && block.item.is_some();
    task(text, is_item)
        .or_else(|| number(text, at))
        .or_else(|| hyphen(view, block, at, text))
        .or_else(|| bullet(view, block, at, text))
        .or_else(|| letter(text))
}

/// The length of the white space at the start of a text, in bytes.
fn gap(text: &str) -> usize {
    text.len() - text.trim_start_matches(|letter: char| letter == ' ' || letter == '\t' || is_odd_space(letter)).len()
}

fn is_covered(text: &str) -> bool {
    text.bytes().next().is_some_and(|byte| matches!(byte, MARK | CODE | LINK))
}

/// A box of a task that is not read as one: `[]`, `[x]text`, `[ ]` without the sign of a list.
fn task(text: &str, is_item: bool) -> Option<Marker> {
    let sign = if is_item { 0 } else { text.len() - text.trim_start_matches(['-', '*', '+']).len() };
    if sign > 1 {
        return None;
    }
    if is_item && text.len() > 4 && text.starts_with("( ) ") {
        let mended = "[ ] ".to_owned();
        return Some(Marker { form: Form::TaskBox, length: 4, mended, next: Next::Any, alone: true });
    }
    let (inside, rest) = text[sign..].strip_prefix('[')?.split_once(']')?;
    let state = inside.trim_matches(|letter: char| letter == ' ' || is_odd_space(letter));
    let done = match state {
        "" if inside.len() < 5 => false,
        "x" | "X" | "✓" | "✔" | "✅" | "√" | "☑" | "×" | "✗" | "✘" | "v" | "V" => true,
        "-" | "~" | "/" | ">" if is_item && rest.starts_with(' ') => {
            return Some(Marker {
                form: Form::TaskBox,
                length: inside.len() + 2,
                mended: "[ ]".to_owned(),
                next: Next::Any,
                alone: true,
            });
        }
        _ => return None,
    };
    let space = gap(rest);
    let body = &rest[space..];
    let is_text =
        body.starts_with(|letter: char| letter.is_alphanumeric() || "\"“¿¡".contains(letter)) || is_covered(body);
    // Empty brackets also occur in programs.
    let is_program = state.is_empty() && (body.contains("{}") || body.contains("[ ]"));
    let is_plain = inside == " " || state.eq_ignore_ascii_case("x");
    if !is_text
        || is_program
        || is_item && is_plain && inside.len() == 1 && rest.starts_with(' ')
        || !is_item && !is_plain && (space == 0 || sign == 0 && !inside.is_empty())
    {
        return None;
    }
    let mended = if done { "[x] " } else { "[ ] " };
    let (form, mended) =
        if is_item { (Form::TaskBox, mended.to_owned()) } else { (Form::TaskBullet, format!("- {mended}")) };
    Some(Marker { form, length: sign + inside.len() + 2 + space, mended, next: Next::Any, alone: true })
}

/// A number that is not read as that of an item: it lacks a space, has a wrong sign, or stands directly below text.
fn number(text: &str, at: usize) -> Option<Marker> {
    let make =
        |form, length, mended, number, alone| Some(Marker { form, length, mended, next: Next::Number(number), alone });
    let open = text.starts_with(['(', '（']);
    let body = text.strip_prefix(['(', '（']).unwrap_or(text);
    let rest = body.trim_start_matches(|letter: char| letter.is_ascii_digit() || ('０'..='９').contains(&letter));
    let digits = &body[..body.len() - rest.len()];
    if digits.is_empty() {
        let circled = text.chars().next().filter(|letter| ('①'..='⑳').contains(letter))?;
        let number = circled as u32 - '①' as u32 + 1;
        let length = circled.len_utf8() + gap(&text[circled.len_utf8()..]);
        return make(Form::NumberSign, length, format!("{number}. "), number, false);
    }
    if digits.chars().count() > 3 {
        return None;
    }
    let number = digits.chars().fold(0, |sum, digit| sum * 10 + digit.to_digit(10).unwrap_or(digit as u32 % 16 % 10));
    let is_wide = digits.len() > 3 || !digits.is_ascii();
    let before = gap(rest);
    let sign = rest[before..].chars().next()?;
    let front = text.len() - rest.len() + before + sign.len_utf8();
    let behind = &rest[before + sign.len_utf8()..];
    let space = gap(behind);
    let next = behind[space..].chars().next()?;
    let length = front + space;
    match sign {
        ')' | '）' if open => make(Form::NumberSign, length, format!("{number}. "), number, false),
        _ if open => None,
        '、' | '．' | '。' | '）' => make(Form::NumberSign, length, format!("{number}. "), number, false),
        // Some countries write `1.)` and `1.-`.
        '.' | ')' if before == 0 && behind.starts_with([')', '.', '-', '–', '°']) => {
            let behind = behind.trim_start_matches([')', '.', '-', '–', '°']);
            let space = gap(behind);
            let length = text.len() - behind.len() + space;
            if space == 0 || space == behind.len() {
                None
            } else {
                make(Form::NumberSign, length, format!("{number}. "), number, sign == '.' && !text.contains(".."))
            }
        }
        ':' | ']' | '-' | '–' | '/' if space > 0 && before < 2 => {
            make(Form::NumberSign, length, format!("{number}. "), number, false)
        }
        '.' | ')' if before > 0 && !is_odd_space(next) => {
            make(Form::NumberSign, length, format!("{number}{sign} "), number, false)
        }
        '.' | ')' if is_wide => make(Form::NumberSign, length, format!("{number}{sign} "), number, false),
        '.' | ')' if space == 0 && (next.is_alphabetic() || is_covered(behind)) => {
            let word = behind.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
            let is_name = word.chars().skip(1).any(|letter| letter.is_uppercase() || letter.is_numeric());
            let is_sentence = next.is_uppercase()
                && !is_name
                && !word.is_empty()
                && behind[word.len()..].is_empty() | behind[word.len()..].starts_with([' ', ',', ':', '.']);
            // At the start of a text, a few words in lower case are a step too.
            let is_step = at == 0
                && word.len() > 2
                && word.is_ascii()
                && behind[word.len()..].matches(' ').count() > 1
                && behind[word.len()..].starts_with(' ');
            let alone = is_sentence || is_step || is_covered(behind) || !next.is_ascii();
            make(Form::NumberSpace, length, format!("{number}{sign} "), number, alone)
        }
        '.' | ')' if at > 0 && behind.starts_with(' ') && number != 1 => {
            make(Form::NumberText, length, format!("{number}{sign} "), number, false)
        }
        _ => None,
    }
}

/// `-Open`: a sign that lacks its space.
fn hyphen(view: &View<'_>, block: &Block, at: usize, text: &str) -> Option<Marker> {
    let sign = text.chars().next().filter(|sign| matches!(sign, '-' | '*' | '+' | '－' | '＊' | '＋'))?;
    let behind = &text[sign.len_utf8()..];
    let space = gap(behind);
    if !sign.is_ascii() {
        let mended = if sign == '＋' { "+ " } else { "- " }.to_owned();
        let is_item = !behind[space..].is_empty();
        return is_item.then(|| Marker {
            form: Form::BulletSign,
            length: sign.len_utf8() + space,
            mended,
            next: Next::Same(sign),
            alone: space > 0,
        });
    }
    let first = behind.chars().next()?;
    let is_strong = behind.as_bytes().first() == Some(&MARK)
        && view.raw(&block.lines[at].range).get(1..).is_some_and(|raw| raw.starts_with(['*', '_']));
    let is_link = behind.as_bytes().first() == Some(&LINK);
    let is_quoted = "\"“„«".contains(first) || first.is_ascii_digit() && behind.contains(' ');
    if !(first.is_alphabetic() || is_link || is_quoted || is_strong && sign != '*') {
        return None;
    }
    let words: Vec<&str> = behind.split(' ').take(4).collect();
    let is_word = |word: &str| {
        word.trim_end_matches([',', ':', '.', '!', '?'])
            .chars()
            .all(|letter| letter.is_alphabetic() || "'’-".contains(letter))
    };
    let is_capital =
        first.is_uppercase() && words[0].chars().skip(1).all(|letter| !letter.is_uppercase()) && is_word(words[0]);
    // Authors write a hyphen before the name under a quotation, and an asterisk before a remark below a table.
    let is_below = at > 0 || block.after_text || block.quotes > 0;
    let is_name = is_below
        && words.len() < 4
        && words.iter().all(|word| word.starts_with(char::is_uppercase) || is_covered(word));
    let is_remark = sign == '*'
        && (at > 0 || words.len() < 3 || text.ends_with(['.', ':', ')']) || view.has_asterisks || block.item.is_some());
    let in_list = block.list == Some(sign as u8) && at > 0;
    let alone = in_list || is_strong || is_link && at == 0 || is_capital && !is_name && !is_remark;
    // `--deny` and `-v` are options, and `-Xmx512m` is one too.
    let is_letter = words[0].len() == 1 && !is_capital;
    let is_option = !is_covered(behind) && !is_quoted && (!is_word(words[0]) || is_letter);
    (!is_option).then(|| Marker {
        form: Form::BulletSpace,
        length: 1,
        mended: format!("{sign} "),
        next: Next::Same(sign),
        alone,
    })
}

/// `•` and similar bullets, as word processors write them.
fn bullet(view: &View<'_>, block: &Block, at: usize, text: &str) -> Option<Marker> {
    // Text from a word processor may contain the bullet as a character reference.
    let named = ["&bull;", "&#8226;", "&middot;", "&#183;"]
        .into_iter()
        .find(|name| view.raw(&block.lines[at].range).starts_with(name));
    if let Some(name) = named {
        let length = name.len() + text.get(name.len()..).map_or(0, gap);
        return (length < text.len()).then(|| Marker {
            form: Form::BulletSign,
            length,
            mended: "- ".to_owned(),
            next: Next::Same('•'),
            alone: false,
        });
    }
    let sign = text.chars().next()?;
    if let Some(drawn) = ["-- ", "--> ", "-> "].into_iter().find(|drawn| text.starts_with(drawn)) {
        let next = Next::Same(if drawn.contains('>') { '>' } else { '-' });
        let mended = "- ".to_owned();
        return Some(Marker { form: Form::BulletSign, length: drawn.len(), mended, next, alone: false });
    }
    let behind = &text[sign.len_utf8()..];
    let space = gap(behind);
    let next = behind[space..].chars().next()?;
    // A sign that also stands inside of the line, or of the line before, separates parts of a sentence.
    let is_between = || {
        sign != 'o'
            && at > 0
            && view.seen(&block.lines[at - 1].range).contains(sign)
            && !view.seen(&block.lines[at - 1].range).starts_with(sign)
            || sign != 'o' && behind.contains(sign)
    };
    let (mended, alone) = match sign {
        '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' | '\u{f0fc}' => ("- ", true),
        '•' | '‣' | '⁃' | '▪' | '◦' | '●' | '○' | '■' | '➢' | '➤' | '►' | '▸' | '◆' | '∙' => {
            ("- ", !is_between() && "•‣⁃▪◦".contains(sign))
        }
        '☐' | '□' | '▢' | '◻' => ("- [ ] ", false),
        '→' | '⇒' | '➔' | '➜' | '➝' | '➡' | '»' | '›' | '★' | '☆' | '✦' | '❖' | '◊' | '✓' | '✔' | '✅' | '❌' | '✗'
        | '✘' | '👉' | '📌' => (if "✓✔✅❌✗✘👉📌".contains(sign) { "" } else { "- " }, false),
        '☑' | '☒' => ("- [x] ", false),
        // Word processors turn the hyphen of an item into a dash.
        '–' | '—' | '−' if space > 0 && block.list.is_some() && is_at_margin(view, block, at) => ("- ", true),
        '–' | '—' | '−' | '·' | '・' | '―' if space > 0 => ("- ", false),
        '–' | '·' if next.is_uppercase() => ("- ", false),
        'o' if space == 1 && next.is_uppercase() && behind.starts_with(' ') => ("- ", false),
        'o' if behind.starts_with(['\t', '\u{a0}']) => ("  - ", false),
        _ => return None,
    };
    if is_between() && !alone {
        return None;
    }
    Some(Marker {
        form: Form::BulletSign,
        length: sign.len_utf8() + space,
        // A sign that has a meaning, such as a check mark, stays in the text.
        mended: if mended.is_empty() { format!("- {sign} ") } else { mended.to_owned() },
        next: Next::Same(sign),
        alone,
    })
}

/// Whether a later line of an item begins at the left margin, where the next item would begin.
fn is_at_margin(view: &View<'_>, block: &Block, at: usize) -> bool {
    let start = block.lines[at].range.start;
    at > 0 && block.quotes == 0 && view.line_start(start) == start
}

/// `a.` and `i.`, which Markdown does not read as numbers.
fn letter(text: &str) -> Option<Marker> {
    const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    let body = text.strip_prefix('(').unwrap_or(text);
    let length = body.bytes().take(5).take_while(u8::is_ascii_alphabetic).count();
    let letters = body[..length].to_ascii_lowercase();
    let rest = body[length..].strip_prefix(['.', ')'])?;
    let space = gap(rest);
    let roman = ROMAN.iter().position(|number| **number == letters).map(|at| at as u32 + 1);
    let first = letters.bytes().next()?;
    let number = (length == 1).then(|| u32::from(first - b'a') + 1);
    (space > 0 && space < rest.len() && (number.is_some() || roman.is_some())).then(|| Marker {
        form: Form::NumberSign,
        length: text.len() - rest.len() + space,
        mended: format!("{}. ", roman.or(number).unwrap_or(1)),
        next: Next::Letter(number, roman),
        alone: false,
    })
}
