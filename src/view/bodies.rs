//! Markdown as HTML. A text is rendered once for each set of links.

use std::ops::Range;
use std::sync::Arc;

use crate::fingerprint::{Fingerprint, Mixer};
use crate::highlight::Highlighter;
use crate::markdown::{self, Href, Layout, MarkdownStyle, Place, Rendering};
use crate::memo::Memo;
use crate::theme::Dictionary;

/// Makes HTML from Markdown, and keeps it.
#[derive(Default)]
pub struct Bodies {
    /// HTML by Markdown, links and settings.
    pub memo: Memo<Arc<str>>,
    /// Colors code. It loads its grammars when there is code for the first time.
    pub highlighter: Arc<Highlighter>,
}

impl Bodies {
    /// Makes HTML and keeps none of it.
    #[must_use]
    pub fn off(highlighter: Arc<Highlighter>) -> Self {
        Self { memo: Memo::off(), highlighter }
    }

    /// Renders Markdown with its links.
    #[must_use]
    pub(crate) fn html(
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
        let make = || Arc::from(markdown::render(text, style, &rendering));
        if self.memo.keeps() { self.memo.get(key(text, style, &rendering), make) } else { make() }
    }
}

/// The fingerprint of everything that the HTML depends on.
fn key(text: &str, style: &MarkdownStyle, rendering: &Rendering<'_>) -> Fingerprint {
    let Rendering { links, omit, place, words, highlighter: _ } = rendering;
    let Place { number, clashes } = place;
    let markdown::Words { alerts, footnotes, back_to_text, table_region, done, to_do } = words;
    let mixer = Mixer::new().text(text).with(style).with(omit).with(number).with(*clashes);
    let mixer = mixer.with(&alerts[..]).text(footnotes).text(back_to_text).text(table_region).text(done).text(to_do);
    links.iter().fold(mixer.with(&links.len()), add).finish()
}

fn add(mixer: Mixer, href: &Href) -> Mixer {
    match href {
        Href::To { href, external, picture } => {
            let mixer = mixer.bytes(&[1]).text(href).with(external);
            match picture.as_deref() {
                Some(Layout { width, height, sources, sizes }) => {
                    mixer.bytes(&[1]).with(width).with(height).with(sources).text(sizes)
                }
                None => mixer.bytes(&[0]),
            }
        }
        Href::Text => mixer.bytes(&[0]),
    }
}
