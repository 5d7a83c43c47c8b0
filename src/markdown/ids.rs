//! The ids of a finished page, to which links can lead.

use super::raw_html::{Piece, pieces, unescape};

/// The ids of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ids {
    /// All ids, sorted.
    pub all: Vec<String>,
    /// The ids of headings, in their order.
    pub headings: Vec<String>,
    /// The text of the first heading of the first level.
    pub title: String,
}

/// Reads the ids of a page's HTML. The template of the page does not matter.
#[must_use]
pub(crate) fn ids(html: &str) -> Ids {
    let mut ids = Ids::default();
    let mut in_title = None;
    for piece in pieces(html) {
        match piece {
            Piece::Tag(tag) if tag.closing => {
                if tag.name == "h1" && in_title == Some(true) {
                    in_title = Some(false);
                }
            }
            // A `symbol` is a part of a drawing, and no link leads to it.
            Piece::Tag(tag) if tag.name == "symbol" => {}
            Piece::Tag(tag) => {
                if tag.name == "h1" && in_title.is_none() {
                    in_title = Some(true);
                }
                let is_heading = matches!(tag.name.as_bytes(), [b'h', b'1'..=b'6']);
                ids.headings.extend(tag.anchors().filter(|_| is_heading).map(str::to_owned));
                ids.all.extend(tag.anchors().map(str::to_owned));
            }
            Piece::Text(range) if in_title == Some(true) => ids.title.push_str(&unescape(&html[range])),
            Piece::Text(_) | Piece::Hidden(_) | Piece::End(_) => {}
        }
    }
    ids.all.sort_unstable();
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ids_of_a_page_are_read_off_it() {
        let html = "<!DOCTYPE html><svg><symbol id=icon></symbol></svg><main id=\"HR-main\"><h1>Tools &amp; <b>more</b></h1>\
                    <h2 id='b'>B</h2><a name=old></a><script>\"<i id=no>\"</script><p id=a>x</p><h1 id=c>Two</h1>";
        let found = ids(html);
        assert_eq!(found.all, ["HR-main", "a", "b", "c", "old"]);
        assert_eq!(found.headings, ["b", "c"]);
        assert_eq!(found.title, "Tools & more");
    }
}
