//! HTML in texts that the build removes.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, rule};
use crate::document::excerpt;
use crate::markdown::{Body, Meant, RawTag, Why};
use crate::scene::Scene;
use crate::source::Span;

rule! {
    /// The build removes HTML from a text, because it could run code, load something from another site or break the
    /// page: `<script>`, `<iframe>`, `<style>`, `onclick=`, a block in the middle of bold text, or a tag with very many
    /// attributes. Each removal is a finding.
    ///
    /// Classes belong to the theme, because a wrong class could cover the page. Begin your own classes with `own-`:
    /// `<div class="own-box">`, `## Dates {.own-wide}`. A style sheet of your site says how they look. Names that begin
    /// with `HR-` belong to the theme too.
    ///
    /// Words in angle brackets are read as HTML, as on GitHub: write a key such as `<Enter>` as code, or with `&lt;`
    /// for `<`. HTML with which a word processor describes the look of a text is reported once for each page.
    ///
    /// `markdown: { raw_html: escape }` shows all HTML as text instead. `trust` publishes all of it unchanged.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// # About
    ///
    /// <iframe src="https://video.example/1"></iframe>
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// # About
    ///
    /// [Watch the video](https://video.example/1)
    /// ```
    pub(super) REMOVED_HTML = "removed-html", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in &scene.library.entries {
        let text = entry.markdown();
        found.extend(of_text(text, &closed(&entry.body), |range| entry.body_span(range), true));
        for (path, text, body) in &entry.inner_bodies {
            found.extend(of_text(text, &closed(body), |_| entry.field_span(path), false));
        }
    }
    found
}

/// With fewer tags and attributes for the look of a text than this, each of them is a finding; with more, all of them
/// together are one finding.
const FORMATTING: usize = 3;

/// The removed tags without those that are never closed, which have their own finding.
fn closed(body: &Body) -> Vec<&RawTag> {
    let open = body.lost.iter().filter(|lost| matches!(lost.why, Why::NeverClosed { .. }));
    let open: BTreeSet<usize> = open.map(|lost| lost.range.start).collect();
    body.raw_tags.iter().filter(|tag| !open.contains(&tag.range.start)).collect()
}

/// Attributes and tags for the look of a text that people also write by hand.
const BY_HAND: &[&str] = &[
    "align",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "center",
    "clear",
    "height",
    "nowrap",
    "size",
    "valign",
    "width",
];

/// The findings of one text. `fixes` is whether the places are exact, so that a fix can replace the tag there.
fn of_text(text: &str, tags: &[&RawTag], place: impl Fn(&Range<usize>) -> Span, fixes: bool) -> Vec<Diagnostic> {
    let is_pasted = tags.iter().filter(|tag| tag.meant == Meant::Formatting).count() >= FORMATTING;
    // The HTML of word processors is also badly nested.
    let (pasted, single): (Vec<&RawTag>, Vec<&RawTag>) =
        tags.iter().copied().partition(|tag| is_pasted && matches!(tag.meant, Meant::Formatting | Meant::Misplaced));
    let mut found: Vec<Diagnostic> = single
        .into_iter()
        .map(|tag| {
            let written = text.get(tag.range.clone()).unwrap_or_default();
            let told = tell(tag, written, place(&tag.range));
            let is_word = tag.meant == Meant::Words && fixes && !written.contains(['`', '\n']);
            if is_word { told.fix(place(&tag.range), format!("`{written}`")) } else { told }
        })
        .collect();
    if let Some(first) = pasted.first() {
        let message = format!(
            "the build removes {} tags and attributes for the look of the text; this is the first one",
            pasted.len()
        );
        let help = if pasted.iter().all(|tag| BY_HAND.contains(&tag.name.as_str())) {
            "delete them; the theme decides how pages look"
        } else {
            "the text was copied from a word processor or a web page: paste it again without formatting \
             (Ctrl+Shift+V), or download the document as Markdown"
        };
        found.push(REMOVED_HTML.at(place(&first.range), message).help(help));
    }
    found
}

fn tell(tag: &RawTag, written: &str, span: Span) -> Diagnostic {
    let written = excerpt(written);
    let (message, help) = match tag.meant {
        Meant::Words => (
            format!("`{written}` is read as HTML, so the page does not show it"),
            format!(
                "write it between backticks, as code, or write `&lt;` for `<`: &lt;{}",
                written.trim_start_matches('<')
            ),
        ),
        Meant::Component => (
            // The name is shown as it is written; the subject of the finding is in lower case.
            format!("`{}` is removed from the page: HTML has no such element", name_in(&written)),
            "it belongs to a different tool; write in Markdown what it would show".to_owned(),
        ),
        Meant::Template => (
            format!(
                "`{written}` is removed from the page: it is a command of a different tool, which does not run here"
            ),
            "write the text that the command would insert".to_owned(),
        ),
        Meant::Html | Meant::Misplaced | Meant::Formatting => {
            let reason = tag.reason.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
            (format!("`{}` is removed from the page{reason}", tag.name), remedy(tag, &written))
        }
    };
    let told = REMOVED_HTML.at(span, message).about(tag.name.as_str());
    told.of_many(format!("`{}` is removed from pages", tag.name)).help(help)
}

/// The name of an element as its tag is written.
fn name_in(written: &str) -> &str {
    let bare = written.trim_start_matches(['<', '/']);
    let ends = |letter: char| letter.is_whitespace() || matches!(letter, '>' | '/' | '\u{2026}');
    bare.split(ends).next().unwrap_or(bare)
}

/// What to do about HTML that the build removes.
fn remedy(tag: &RawTag, written: &str) -> String {
    match tag.name.as_str() {
        "iframe" | "embed" | "object" => "link to it instead; pages of this site load nothing from other sites",
        "class" if written.contains("language-") => {
            "write a line of three tildes above and below the code, and the language after the first three: ~~~python"
        }
        "class" => "let the name of the class begin with `own-`, and define its look in a style sheet of your site",
        "name" if tag.reason.as_deref().is_some_and(|reason| reason.ends_with("no such attribute")) => {
            "write `id` instead, so that links can lead to it"
        }
        "id" | "name" => "give it another name",
        "svg" => {
            "save the drawing as a file that ends in `.svg` in the folder of this page, and show it: ![What it shows](name.svg)"
        }
        "style" | "script" => "delete it; styles and scripts belong into the theme",
        // In a text such as `a<b c`, the words after `<b` were read as attributes.
        _ if !written.contains(['<', '=']) => "delete it; if you mean the sign `<`, write `&lt;`",
        _ if tag.meant == Meant::Formatting => "delete it; the theme decides how pages look",
        _ => "write it in Markdown, or delete it",
    }
    .to_owned()
}
