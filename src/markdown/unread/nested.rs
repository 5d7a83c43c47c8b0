//! Text below a numbered step that is indented too little to belong to the step, so that it ends the list.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Tag, TagEnd};

use super::found::{Form, Unread};
use crate::markdown::nodes::{Events, Item, Node};
use crate::source::floor_boundary;

/// An item of a numbered list.
#[derive(Clone, Copy)]
struct Step {
    /// The column of its number.
    column: usize,
    /// The column of its text.
    text: usize,
    number: u64,
}

/// A list that is open.
struct Open {
    /// For a numbered list, the column of its first number, and its last item so far.
    steps: Option<(usize, Option<Step>)>,
}

pub(super) fn find(events: &Events<'_>, markdown: &str, found: &mut Vec<Unread>) {
    let mut lists: Vec<Open> = Vec::new();
    // The last item of the numbered list that has just ended. At each depth there is at most one such list.
    let mut over: Option<Step> = None;
    let mut suspects: Vec<Range<usize>> = Vec::new();
    let (mut depth, mut quotes) = (0usize, 0usize);
    // The depth of the suspects, which is the depth of the list that ended.
    let mut level = 0;
    for Item { node, range } in &events.items {
        if let Node::Start(tag) = node {
            if let Some(step) = over.filter(|_| depth == level) {
                let place = Place::of(markdown, range.start);
                let continues =
                    matches!(tag, Tag::List(Some(first)) if (step.number..=step.number + 1).contains(first));
                let is_inside = place.column > step.column && place.column < step.text;
                match tag {
                    Tag::List(None) if is_inside => {
                        found.push(tell(markdown, Form::ListLeft, range, step.text - place.column, quotes));
                    }
                    Tag::Paragraph | Tag::Table(_) | Tag::BlockQuote(_) | Tag::CodeBlock(CodeBlockKind::Fenced(_))
                        if is_inside =>
                    {
                        suspects.push(range.clone());
                    }
                    // The next number, or the same number again, shows that the suspects stood inside of the list.
                    Tag::List(Some(_)) if continues => {
                        found.extend(suspects.drain(..).map(|range| {
                            let room = step.text - Place::of(markdown, range.start).column;
                            tell(markdown, Form::ListLeft, &range, room, quotes)
                        }));
                    }
                    _ => over = None,
                }
                if over.is_none() || !is_inside {
                    (over, suspects) = (None, Vec::new());
                }
            }
            match tag {
                Tag::List(first) => {
                    let column = || Place::of(markdown, range.start).column;
                    lists.push(Open { steps: first.map(|_| (column(), None)) });
                }
                Tag::Item => {
                    if let Some(Open { steps: Some((column, last)) }) = lists.last_mut() {
                        let step = step(markdown, &Place::of(markdown, range.start));
                        if let (Some(step), Some(last)) = (step, *last)
                            && step.column >= *column + 2
                            && step.column < last.text
                            && step.number <= last.number
                        {
                            found.push(tell(markdown, Form::ListLeft, range, last.text - step.column, quotes));
                        } else {
                            *last = step.or(*last);
                        }
                    }
                }
                Tag::BlockQuote(_) => quotes += 1,
                _ => {}
            }
            depth += 1;
        }
        if let Node::Rule | Node::Raw(_) = node
            && depth == level
        {
            over = None;
        }
        if let Node::End(tag) = node {
            depth = depth.saturating_sub(1);
            match tag {
                TagEnd::List(_) => {
                    let list = lists.pop();
                    if let Some(Open { steps: Some((_, Some(step))) }) = list {
                        (over, level) = (Some(step), depth);
                        suspects.clear();
                    }
                }
                TagEnd::BlockQuote(_) => quotes = quotes.saturating_sub(1),
                _ => {}
            }
            if depth < level {
                over = None;
            }
        }
    }
}

/// The place where a block begins, and its column in its line.
struct Place {
    at: usize,
    column: usize,
}

impl Place {
    fn of(markdown: &str, start: usize) -> Self {
        let rest = markdown.get(start..).unwrap_or_default();
        let at = start + rest.len() - rest.trim_start_matches([' ', '\t']).len();
        // Nobody indents further. Without a bound, the time for lists inside of lists would grow with the square of
        // their number.
        let back = floor_boundary(markdown, at.saturating_sub(200));
        let line = markdown[back..at].rfind('\n').map_or(back, |end| back + end + 1);
        let column = markdown[line..at]
            .chars()
            .fold(0, |column, letter| if letter == '\t' { column / 4 * 4 + 4 } else { column + 1 });
        Self { at, column }
    }
}

fn step(markdown: &str, place: &Place) -> Option<Step> {
    let rest = &markdown[place.at..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let behind = rest.get(digits + 1..)?;
    let spaces = behind.bytes().take_while(|byte| *byte == b' ').count();
    let spaces = if (1..5).contains(&spaces) { spaces } else { 1 };
    Some(Step { column: place.column, text: place.column + digits + 1 + spaces, number: rest[..digits].parse().ok()? })
}

/// The finding of a block. Its fix moves the lines of the block to the right, unless they stand in a quotation.
fn tell(markdown: &str, form: Form, block: &Range<usize>, room: usize, quotes: usize) -> Unread {
    let place = Place::of(markdown, block.start);
    let first = markdown[place.at..].lines().next().unwrap_or_default().trim_end();
    let unread = Unread::new(form, place.at..place.at + first.len());
    if quotes > 0 {
        return unread;
    }
    let text = markdown[place.at..block.end.max(place.at)].trim_end();
    let indent = " ".repeat(room);
    let mut moved = indent.clone();
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            moved.push('\n');
            moved.push_str(if line.trim().is_empty() { "" } else { &indent });
        }
        moved.push_str(line);
    }
    unread.fix(place.at..place.at + text.len(), moved)
}
