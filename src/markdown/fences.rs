//! Blocks of code whose fence is never closed, and the line that was meant to close it.

use std::ops::Range;

use super::loss::{Lost, Nearly, Why};

/// A block of code between fences.
pub(super) struct Fence {
    pub(super) block: Range<usize>,
    /// Where the code ends, without the closing fence.
    pub(super) content: usize,
    /// How many items of lists, quotes, notes and definitions are around the block.
    pub(super) depth: usize,
}

/// Finds the blocks that are never closed.
pub(super) fn open(markdown: &str, fences: &[Fence], found: &mut Vec<Lost>) {
    // If the line that should close a fence stands outside of its list, it opens the next block instead. Then all later
    // fences are the wrong way round, and only the first is worth a finding.
    let mut is_turned = false;
    let last_open = fences.iter().rposition(|fence| open_fence(markdown, fence).is_some());
    for (at, fence) in fences.iter().enumerate() {
        if is_turned {
            break;
        }
        let Some(mut lost) = open_fence(markdown, fence) else { continue };
        if let Why::NeverClosed { opener, nearly, .. } = &mut lost.why {
            let meant = fences.get(at + 1).filter(|next| {
                let line = markdown[next.block.clone()].lines().next().unwrap_or_default().trim_end();
                next.depth < fence.depth
                    && line.starts_with(opener.as_str())
                    && line.trim_start_matches(&opener[..1]).is_empty()
            });
            if nearly.is_none() && meant.is_some() && last_open > Some(at) {
                let outside = markdown[fence.block.end..].lines().find(|line| !line.trim().is_empty());
                *nearly = outside.map(|line| (line.trim().to_owned(), Nearly::Code));
            }
            is_turned = matches!(nearly, Some((_, Nearly::Outside | Nearly::Code)));
        }
        found.push(lost);
    }
}

/// What is lost after a fence that has no closing line; `None` if it has one.
fn open_fence(markdown: &str, fence: &Fence) -> Option<Lost> {
    let block = &fence.block;
    let text = &markdown[block.clone()];
    let sign = text.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let count = text.len() - text.trim_start_matches(sign).len();
    let rest = markdown.get(fence.content..block.end).unwrap_or_default();
    if rest.trim_start_matches([' ', '\t', '>', '\n', '\r']).starts_with(sign) {
        return None;
    }
    let fence: String = text.chars().take(count).collect();
    let (first, inside) = text.split_once('\n').unwrap_or((text, ""));
    let is_fence = |line: &&str| {
        let mut letters = line.chars();
        let sign = letters.next().filter(|sign| matches!(sign, '`' | '~'));
        line.len() > 1 && sign.is_some_and(|sign| letters.all(|letter| letter == sign))
    };
    let of_line = |line: &str| line.trim_matches([' ', '\t', '>', '\r', '\n']).to_owned();
    let outside = of_line(markdown[block.end..].lines().next().unwrap_or_default());
    let lines = || inside.lines().map(|line| line.trim_matches([' ', '\t', '\r']));
    let quoted = || inside.lines().map(|line| line.trim_matches([' ', '\t', '>', '\r']));
    let tell = |line: &str, nearly| Some((line.to_owned(), nearly));
    let nearly = match quoted().find(is_fence) {
        _ if outside.starts_with(&fence) && is_fence(&&*outside) => Some((outside, Nearly::Outside)),
        Some(line) if !line.starts_with(sign) => tell(line, Nearly::OtherSign),
        Some(line) if line.len() < count => tell(line, Nearly::TooFew),
        Some(line) if lines().any(|own| own == line) => tell(line, Nearly::Indented),
        Some(_) => None,
        None => {
            let words = quoted().find(|line| line.starts_with(&fence));
            let behind = || quoted().find(|line| line.ends_with(&fence));
            words.and_then(|line| tell(line, Nearly::Words)).or_else(|| tell(behind()?, Nearly::Behind))
        }
    };
    let range = block.start..block.start + first.trim_end().len();
    Some(Lost { why: Why::NeverClosed { opener: fence.clone(), closer: fence, nearly }, range })
}
