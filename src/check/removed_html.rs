//! Raw HTML that the site does not publish.

use super::Scene;
use crate::diagnostic::{Diagnostic, rule};

rule! {
    /// HTML in a text that is taken out, because it could run code, load something from another site
    /// or break the page: `<script>`, `<iframe>`, `<style>`, `onclick=`, a block in the middle of bold text, a tag
    /// with more attributes than anybody needs. Nothing is taken out silently.
    ///
    /// Classes are the theme's, since one of them laid over the page would hide what stands there. Yours begin with
    /// `own-`: `<div class="own-box">`, `## Dates {.own-wide}`. What they look like stands in a style sheet of your own.
    /// Names that begin with `HR-` are the theme's as well.
    ///
    /// `markdown: { raw_html: escape }` shows all HTML as text instead; `trust` lets all of it pass.
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
    for entry in &scene.catalog.entries {
        for tag in &entry.body.raw_tags {
            found.push(tell(tag, entry.body_span(&tag.range)));
        }
        for (path, _, body) in &entry.inner_bodies {
            found.extend(body.raw_tags.iter().map(|tag| tell(tag, entry.field_span(path))));
        }
    }
    found
}

fn tell(tag: &crate::markdown::RawTag, span: crate::source::Span) -> Diagnostic {
    let reason = tag.reason.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
    let help = match tag.name.as_str() {
        "iframe" | "embed" | "object" => "link to it instead; a page of this site loads nothing from elsewhere",
        "class" => "begin the class with `own-`, and give it its look in a style sheet of your own",
        "id" | "name" => "give it another name",
        "style" | "script" => "styles and scripts belong into the theme",
        _ => "write it in Markdown, or leave it out",
    };
    let found = REMOVED_HTML.at(span, format!("`{}` is taken out of the page{reason}", tag.name));
    found.about(tag.name.as_str()).of_many(format!("`{}` is taken out of pages", tag.name)).help(help)
}
