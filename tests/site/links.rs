//! Links lead to everything that the build publishes, however they are written, and to nothing else. A link that leads
//! nowhere is reported with what was meant.

mod meant;
mod places;
mod published;
mod readme;

use std::collections::BTreeMap;

use crate::support::{snapshot, told};
use homeroom::diagnostic::{Diagnostic, Fix};
use homeroom::{Artifact, Built, Memos, Options, Snapshot, UrlPath, build};

type Files<'f> = &'f [(&'f str, &'f str)];

const SETTINGS: (&str, &str) = ("homeroom.yaml", "title: Handbook\nbase_url: https://handbook.example/\n");
/// Settings for tests with oddly named files, which are not to be reported.
const ODD_NAMES: (&str, &str) =
    ("homeroom.yaml", "title: Handbook\nbase_url: https://handbook.example/\nchecks: { file-name: off }\n");
const KIND: (&str, &str) = (
    "kinds/club.yaml",
    "label: { one: Club, many: Clubs }\nfolder: clubs\nfields:\n  room: { type: text, facet: true }\n  after: { type: reference, to: club }\n\
     views:\n  - { shape: catalogue }\n  - { shape: table, title: Compare, url: compare, columns: [title, room], sort: [title] }\n",
);
const CHESS: (&str, &str) = ("content/clubs/chess.md", "---\ntitle: Chess\nroom: b12\n---\n\n## When\n\nMondays.\n");

fn files(more: Files<'_>) -> BTreeMap<String, String> {
    let base = [SETTINGS, KIND, CHESS, ("content/index.md", "# Home\n"), ("static/forms/consent.pdf", "%PDF-1.7")];
    let more = more.iter().copied();
    let more = more.chain([("static/old/index.html", "<p>Old.</p>"), ("static/crest.svg", SVG)]);
    base.into_iter().chain(more).map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"/>";

fn built(files: &BTreeMap<String, String>, options: Options) -> Built {
    build(&Snapshot { options, ..snapshot(files) }, &Memos::default())
}

/// The text at an address.
fn page(built: &Built, url: &str) -> String {
    match built.output.get(&UrlPath::new(url)) {
        Some(Artifact::Bytes(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        other => panic!("nothing at `{url}`: {other:?}\n{}", told(built)),
    }
}

/// The targets of the links and pictures in a page's text, in their order.
fn hrefs(page: &str) -> Vec<String> {
    let text = page.split_once("<div class=\"prose\">").or(page.split_once("<main")).map_or(page, |(_, text)| text);
    let text = text.split_once("</main>").map_or(text, |(text, _)| text);
    let links = text.split([' ', '\n']).filter_map(|word| word.strip_prefix("href=\"").or(word.strip_prefix("src=\"")));
    links.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
}

/// Asserts the targets of links in a page. `links` holds each link as it is written and as it is published.
#[track_caller]
fn assert_leads(page_file: &str, url: &str, more: Files<'_>, links: &[(&str, &str)]) {
    for raw in [false, true] {
        let link = |(written, _): &(&str, &str)| match raw {
            true => format!("<a href=\"{written}\">x</a>\n\n"),
            false => format!("[x](<{written}>)\n\n"),
        };
        let text = format!("# Page\n\n{}", links.iter().map(link).collect::<String>());
        let mut files = files(more);
        files.insert(page_file.to_owned(), text);
        let built = built(&files, Options::default());
        assert_eq!(told(&built), "", "raw HTML: {raw}");
        let made = hrefs(&page(&built, url));
        let expected: Vec<&str> = links.iter().map(|(_, made)| *made).collect();
        assert_eq!(made[..expected.len().min(made.len())], expected, "raw HTML: {raw}");
    }
}

/// The findings about a page with these links, and the findings that are left after all fixes are applied.
fn mended(page_file: &str, more: Files<'_>, links: &[&str]) -> (Vec<String>, String) {
    let mut files = files(more);
    let text: String = links.iter().map(|link| format!("{link}\n\n")).collect();
    files.insert(page_file.to_owned(), format!("# Page\n\n{text}"));
    let found = built(&files, Options::default()).diagnostics;
    let help = |diagnostic: &Diagnostic| diagnostic.help.clone().unwrap_or_default();
    let helps = found.iter().map(help).collect();
    apply(&mut files, &found);
    (helps, told(&built(&files, Options::default())))
}

/// Applies every fix, the last one in the text first.
fn apply(files: &mut BTreeMap<String, String>, found: &[Diagnostic]) {
    let mut fixes: Vec<&Fix> = found.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()).collect();
    fixes.sort_by_key(|fix| std::cmp::Reverse(fix.span.start));
    for Fix { span, replacement } in fixes {
        let text = files.get_mut(span.file.as_str()).expect("a fix in a file of the site");
        text.replace_range(span.start..span.end, replacement);
    }
}
