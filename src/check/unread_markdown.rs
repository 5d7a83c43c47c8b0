//! Text that looks like Markdown but is not read as Markdown.

mod words;

use std::collections::BTreeMap;

use super::guess::way;
use crate::content::Entry;
use crate::diagnostic::{Diagnostic, rule};
use crate::document::excerpt;
use crate::markdown::{Form, Unread};
use crate::scene::Scene;
use crate::source::Span;

rule! {
    /// A text looks like Markdown but is not, so readers see its signs: a heading or a list item without the space
    /// behind its sign, a table without its second line, a link with a space in its address, a link with an undefined
    /// name, or the syntax of other tools, such as `[[Page]]`, `==marked==`, `{% include %}` or `!!! note`.
    ///
    /// The check also finds text between `%%`. It is not hidden here, so a private note would be published.
    ///
    /// To show such signs on purpose, write them as code, between backticks. The check ignores code.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// # About
    ///
    /// ##Materials
    ///
    /// ![The office's front door](front door.svg)
    /// ```
    /// ```svg content/front door.svg
    /// <svg xmlns="http://www.w3.org/2000/svg"/>
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// # About
    ///
    /// ## Materials
    ///
    /// ![The office's front door](<front door.svg>)
    /// ```
    /// ```svg content/front door.svg
    /// <svg xmlns="http://www.w3.org/2000/svg"/>
    /// ```
    pub(super) UNREAD_MARKDOWN = "unread-markdown", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut pages = None;
    // A page that cannot be read has its own finding.
    for entry in scene.library.entries.iter().filter(|entry| entry.readable) {
        for unread in &entry.body.unread {
            let span = entry.body_span(&unread.range);
            let told = tell(unread, entry.markdown(), span);
            let mut named = || {
                let pages = pages.get_or_insert_with(|| Pages::new(&scene.library.entries));
                pages.link(unread, entry)
            };
            found.push(match &unread.fix {
                Some((range, text)) => told.fix(entry.body_span(range), text.clone()),
                None => match named() {
                    Some(link) => {
                        told.help(format!("write `{}`", excerpt(&link))).fix(entry.body_span(&unread.range), link)
                    }
                    None => told,
                },
            });
        }
        for (path, text, body) in &entry.inner_bodies {
            found.extend(body.unread.iter().map(|unread| tell(unread, text, entry.field_span(path))));
        }
    }
    found
}

fn tell(unread: &Unread, markdown: &str, span: Span) -> Diagnostic {
    let Unread { form, range, fix, instead } = unread;
    let written = excerpt(markdown.get(range.clone()).unwrap_or_default().trim());
    let mended = fix.as_ref().map(|(_, text)| excerpt(text.trim())).unwrap_or_default();
    let message = words::headline(*form).replacen("{}", &written.replace('`', "'").replace('\t', " "), 1);
    let headline = words::headline(*form);
    let told = UNREAD_MARKDOWN.at(span, message).about(words::name(*form)).of_many(headline.replacen("`{}`", "…", 1));
    told.help(words::help(*form, instead.as_deref(), &mended))
}

/// The pages, by the names that a link in double brackets may use.
struct Pages<'s> {
    /// `None` for a name that several pages have.
    names: BTreeMap<String, Option<&'s Entry>>,
}

impl<'s> Pages<'s> {
    fn new(entries: &'s [std::sync::Arc<Entry>]) -> Self {
        let mut names: BTreeMap<String, Option<&Entry>> = BTreeMap::new();
        for entry in entries {
            let mut own = vec![fold(&entry.title), fold(entry.file.stem()), fold(&entry.slug)];
            own.sort_unstable();
            own.dedup();
            for name in own {
                names.entry(name).and_modify(|known| *known = None).or_insert(Some(entry));
            }
        }
        Self { names }
    }

    /// The link that a link in double brackets stands for.
    fn link(&self, unread: &Unread, from: &Entry) -> Option<String> {
        let inside = unread.instead.as_deref().filter(|_| unread.form == Form::WikiLink)?;
        let (target, text) = inside.split_once('|').unwrap_or((inside, inside));
        let (name, heading) = target.split_once('#').unwrap_or((target, ""));
        let page = (*self.names.get(&fold(name))?)?;
        let id = || page.body.outline.iter().find(|known| fold(&known.text) == fold(heading)).map(|known| &known.id);
        let anchor = if heading.is_empty() { String::new() } else { format!("#{}", id()?) };
        let way = format!("{}{anchor}", way(from.file.folder(), page.file.as_str()));
        let way = if way.contains(' ') { format!("<{way}>") } else { way };
        Some(format!("[{}]({way})", text.trim()))
    }
}

/// A name in the form in which names are compared.
fn fold(name: &str) -> String {
    name.trim().trim_end_matches(".md").to_lowercase().replace([' ', '_'], "-")
}
