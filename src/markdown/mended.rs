//! Where the links of a line would lead if the unread Markdown in the line were corrected.

use super::read::parse;
use super::style::MarkdownStyle;
use super::unread::found::{REACH, Unread};

impl Unread {
    /// The destinations of the links in the line of this text, once its fix is applied. Empty if it has no fix.
    #[must_use]
    pub fn addresses(&self, markdown: &str, style: &MarkdownStyle) -> Vec<String> {
        let Some((range, text)) = &self.fix else { return Vec::new() };
        // The fix of a definition is the address itself.
        if let Some(address) = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
            return vec![address.to_owned()];
        }
        let start = markdown[..range.start].rfind('\n').map_or(0, |end| end + 1);
        let end = markdown[range.end..].find('\n').map_or(markdown.len(), |end| range.end + end);
        // A line is parsed once for each mistake in it, so a long line is not parsed at all.
        if end - start > REACH || range.is_empty() && text.is_empty() {
            return Vec::new();
        }
        let line = format!("{}{text}{}", &markdown[start..range.start], &markdown[range.end..end]);
        parse(&line, style).links.into_iter().map(|link| link.destination).collect()
    }
}
