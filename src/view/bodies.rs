//! Markdown as HTML, each text once for each set of links.

use std::ops::Range;
use std::sync::Arc;

use crate::fingerprint::{Fingerprint, Mixer};
use crate::highlight::Highlighter;
use crate::markdown::{self, Href, MarkdownStyle, Place, Rendering};
use crate::memo::Memo;
use crate::theme::Dictionary;

/// Makes HTML of Markdown, and keeps it.
#[derive(Default)]
pub struct Bodies {
    /// HTML by Markdown, links and settings.
    pub memo: Memo<Arc<str>>,
    /// What puts code into color; it has loaded its grammars once there is code.
    highlighter: Highlighter,
}

impl Bodies {
    /// Renders Markdown with its links.
    #[must_use]
    pub fn html(
        &self,
        text: &str,
        style: &MarkdownStyle,
        hrefs: &[Href],
        omit: Option<Range<usize>>,
        place: Place<'_>,
        words: &Dictionary,
    ) -> Arc<str> {
        let words = markdown::Words {
            alerts: ["note", "tip", "important", "warning", "caution"].map(|key| words.get(key).to_owned()),
            footnotes: words.get("footnotes").to_owned(),
            back_to_text: words.get("back_to_text").to_owned(),
            table_region: words.get("table").to_owned(),
            done: words.get("done").to_owned(),
            to_do: words.get("to_do").to_owned(),
        };
        let rendering = Rendering { links: hrefs, omit, place, words: &words, highlighter: &self.highlighter };
        self.memo.get(key(text, style, &rendering), || Arc::from(markdown::render(text, style, &rendering)))
    }
}

/// The print of everything that the HTML depends on.
fn key(text: &str, style: &MarkdownStyle, rendering: &Rendering<'_>) -> Fingerprint {
    let Rendering { links, omit, place, words, highlighter: _ } = rendering;
    let mixer = Mixer::new().text(text).text(&format!("{style:?} {omit:?} {place:?} {words:?}"));
    let add = |mixer: Mixer, href: &Href| match href {
        Href::To { href, rel, external, picture } => mixer.text(href).text(&format!("{rel:?} {external} {picture:?}")),
        Href::Text => mixer.bytes(&[0]),
    };
    links.iter().fold(mixer, add).finish()
}
