//! Links lead to whatever the build publishes, however they are written, and to nothing else; what leads nowhere is told
//! with what was meant.

mod support;

use std::collections::BTreeMap;

use homeroom::diagnostic::{Diagnostic, Fix};
use homeroom::{Artifact, Built, Memos, Options, Snapshot, UrlPath, build};
use support::{snapshot, told};

type Files<'f> = &'f [(&'f str, &'f str)];

const SETTINGS: (&str, &str) = ("homeroom.yaml", "title: Handbook\nbase_url: https://handbook.example/\n");
/// The names of some files are odd on purpose.
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

/// Where the links and pictures of a page's text lead, in their order.
fn hrefs(page: &str) -> Vec<String> {
    let text = page.split_once("<div class=\"prose\">").or(page.split_once("<main")).map_or(page, |(_, text)| text);
    let text = text.split_once("</main>").map_or(text, |(text, _)| text);
    let links = text.split([' ', '\n']).filter_map(|word| word.strip_prefix("href=\"").or(word.strip_prefix("src=\"")));
    links.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
}

/// The page's links as they are written, one a line, and as they are made.
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

/// Everything that is told of a page with these links, and of the site when all remedies are taken.
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

/// Puts every fix in its place, the last ones first.
fn apply(files: &mut BTreeMap<String, String>, found: &[Diagnostic]) {
    let mut fixes: Vec<&Fix> = found.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()).collect();
    fixes.sort_by_key(|fix| std::cmp::Reverse(fix.span.start));
    for Fix { span, replacement } in fixes {
        let text = files.get_mut(span.file.as_str()).expect("a fix in a file of the site");
        text.replace_range(span.start..span.end, replacement);
    }
}

// --- README ---

#[test]
fn a_readme_is_the_page_of_its_folder_at_every_level() {
    for name in ["README.md", "readme.md", "Readme.md", "README.markdown"] {
        let (help, deep, kind) =
            (format!("content/help/{name}"), format!("content/help/a/{name}"), format!("content/clubs/{name}"));
        let home = format!("content/{name}");
        let one = format!(
            "# One\n\n[x](./) [x](../help/) [x]({name}) [x](../help) [x](a/) [x](a/{name}) [x](../clubs/) [x](/help/)\n"
        );
        let site = files(&[
            (&help, "# Help\n\n![Crest](crest.svg)\n"),
            (&deep, "# Deep\n"),
            (&kind, "# All clubs\n\nText of the section.\n"),
            ("content/help/one.md", &one),
            ("content/help/crest.svg", SVG),
            (&home, "# Start\n\nText of the home page.\n"),
        ]);
        let site = site.into_iter().filter(|(path, _)| path != "content/index.md").collect();
        let built = built(&site, Options::default());
        assert_eq!(told(&built), "", "{name}");
        assert_eq!(
            hrefs(&page(&built, "help/one/"))[..8],
            ["../", "../", "../", "../", "../a/", "../a/", "../../clubs/", "../"]
        );
        assert!(
            page(&built, "help/").contains("<h1 id=\"help\">Help</h1>")
                && page(&built, "help/a/").contains("<h1 id=\"deep\">Deep</h1>")
        );
        assert!(page(&built, "help/").contains("src=\"crest.svg\""), "pictures lie beside it");
        assert!(page(&built, "clubs/").contains("Text of the section."));
        assert!(page(&built, "").contains("Text of the home page."), "{name}");
    }
}

#[test]
fn an_index_comes_before_a_readme_and_the_readme_is_told() {
    let site = files(&[("content/help/index.md", "# Help\n"), ("content/help/README.md", "# Notes\n")]);
    let built = built(&site, Options::default());
    assert_eq!(
        told(&built),
        "content/help/README.md:1:1: warning[file-name]: `help/README.md` is not the page of its folder, which has an `index.md`\n"
    );
    assert!(
        page(&built, "help/").contains("<h1 id=\"help\">Help</h1>")
            && page(&built, "help/readme/").contains("<h1 id=\"notes\">Notes</h1>")
    );
}

#[test]
fn a_readme_needs_a_title_as_an_index_does_and_a_page_called_readme_stays_one() {
    let site = files(&[("content/help/README.md", "Text.\n"), ("content/readme-first.md", "# Read me first\n")]);
    let told = told(&built(&site, Options::default()));
    assert_eq!(told, "content/help/README.md:1:1: error[no-title]: the page has no title\n");
}

#[test]
fn two_readmes_of_one_folder_have_one_address() {
    let site = files(&[("content/help/README.md", "# A\n"), ("content/help/Readme.markdown", "# B\n")]);
    assert!(told(&built(&site, Options::default())).contains("error[address-taken]"));
}

#[test]
fn a_reference_names_a_readme_by_its_file_and_by_its_folder() {
    for written in ["help", "../help/README.md", "help/README.md"] {
        let one = format!("---\ntitle: One\nrelated: [{written}]\n---\n");
        let site = files(&[("content/help/README.md", "# Help\n"), ("content/one.md", &one)]);
        let written = told(&built(&site, Options::default()));
        assert!(written.is_empty() || one.contains("../"), "{written}");
    }
}

// --- What is published ---

#[test]
fn links_lead_to_everything_that_the_build_publishes() {
    let alias = ("content/help/families.md", "---\ntitle: Families\naliases: [old-families]\n---\n\n## Forms\n");
    assert_leads(
        "content/help/page.md",
        "help/page/",
        &[alias],
        &[
            ("/forms/consent.pdf", "../../forms/consent.pdf"),
            ("../forms/consent.pdf#page=2", "../../forms/consent.pdf#page=2"),
            ("../../static/forms/consent.pdf", "../../forms/consent.pdf"),
            ("/static/forms/consent.pdf", "../../forms/consent.pdf"),
            ("/old/", "../../old/"),
            ("/old", "../../old/"),
            ("../old/", "../../old/"),
            ("/old/index.html", "../../old/index.html"),
            ("/feed.xml", "../../feed.xml"),
            ("../feed.xml", "../../feed.xml"),
            ("/sitemap.xml", "../../sitemap.xml"),
            ("/robots.txt", "../../robots.txt"),
            ("/clubs/clubs.csv", "../../clubs/clubs.csv"),
            ("../clubs/clubs.json", "../../clubs/clubs.json"),
            ("../clubs/", "../../clubs/"),
            ("../clubs", "../../clubs/"),
            ("/clubs/index.html", "../../clubs/"),
            ("../clubs/compare/", "../../clubs/compare/"),
            ("/clubs/compare?with=chess", "../../clubs/compare/?with=chess"),
            ("/clubs/?room=b12#HR-results", "../../clubs/?room=b12#HR-results"),
            ("/clubs/room/b12/", "../../clubs/room/b12/"),
            ("../a-z/", "../../a-z/"),
            ("/a-z", "../../a-z/"),
            ("/search/?q=chess", "../../search/?q=chess"),
            ("/404.html", "../../404.html"),
            ("/", "../../"),
            ("../", "../../"),
            ("..", "../../"),
            ("/clubs/chess/", "../../clubs/chess/"),
            ("/clubs/chess.md#when", "../../clubs/chess/#when"),
            ("../clubs/chess?print", "../../clubs/chess/?print"),
            ("/content/clubs/chess.md", "../../clubs/chess/"),
            ("/old-families/#forms", "../families/#forms"),
            ("#", "#"),
            ("#top", "#top"),
            ("#page", "#page"),
            ("families.md#top", "../families/#top"),
            ("families.md#families", "../families/#families"),
            ("../a-z/#top", "../../a-z/#top"),
            ("../clubs/#clubs", "../../clubs/#clubs"),
            ("families.md#:~:text=some%20words", "../families/#:~:text=some%20words"),
        ],
    );
}

#[test]
fn links_from_the_home_page_lead_beside_it() {
    let links = [
        ("./", "./"),
        (".", "./"),
        ("index.md", "./"),
        ("feed.xml", "feed.xml"),
        ("forms/consent.pdf", "forms/consent.pdf"),
        ("clubs", "clubs/"),
        ("old/", "old/"),
        ("a-z/#HR-letter-c", "a-z/#HR-letter-c"),
    ];
    assert_leads("content/index.md", "", &[], &links);
}

#[test]
fn links_to_what_is_published_work_from_a_disk_and_below_a_path() {
    let mut files = files(&[(
        "content/help/page.md",
        "# Page\n\n[x](/old/) [x](/a-z/?a#top) [x](/feed.xml) [x](../) [x](/clubs/compare/)\n",
    )]);
    let portable = built(&files, Options { portable: true, ..Options::default() });
    let made = hrefs(&page(&portable, "help/page/"));
    let expected = [
        "../../old/index.html",
        "../../a-z/index.html?a#top",
        "../../feed.xml",
        "../../index.html",
        "../../clubs/compare/index.html",
    ];
    assert_eq!(made[..5], expected);
    files.insert(SETTINGS.0.to_owned(), "title: Handbook\nbase_url: https://district.example/handbook/\n".to_owned());
    let made = hrefs(&page(&built(&files, Options::default()), "help/page/"));
    assert_eq!(made[..5], ["../../old/", "../../a-z/?a#top", "../../feed.xml", "../../", "../../clubs/compare/"]);
}

#[test]
fn navigation_and_quick_links_lead_to_what_is_published() {
    let settings = "title: Handbook\nbase_url: https://handbook.example/\n\
        navigation: [clubs, a-z/, /help/, help/README.md, feed.xml, ./forms/consent.pdf, /old/, { to: \"clubs/?room=b12\", label: In B12 }, clubs/clubs.csv, old-help, /]\n\
        quick_links: [{ to: /clubs/compare/, label: Compare }, clubs/chess.md, \"clubs/chess#when\", static/forms/consent.pdf]\n";
    let help = ("content/help/README.md", "---\ntitle: Help\naliases: [old-help]\n---\n");
    let mut files = files(&[help]);
    files.insert(SETTINGS.0.to_owned(), settings.to_owned());
    let built = built(&files, Options::default());
    assert_eq!(told(&built), "");
    let home = page(&built, "");
    let nav = home.split_once("<nav class=\"nav\"").expect("a masthead").1.split_once("</nav>").expect("its end").0;
    let told: Vec<&str> = nav.split("<li>").skip(1).map(|item| item.split("</li>").next().unwrap_or("")).collect();
    assert_eq!(
        told,
        [
            "<a href=\"clubs/\">Clubs</a>",
            "<a href=\"a-z/\">A–Z</a>",
            "<a href=\"help/\">Help</a>",
            "<a href=\"help/\">Help</a>",
            "<a href=\"feed.xml\">New and updated, as a feed</a>",
            "<a href=\"forms/consent.pdf\">consent.pdf</a>",
            "<a href=\"old/\">old</a>",
            "<a href=\"clubs/?room=b12\">In B12</a>",
            "<a href=\"clubs/clubs.csv\">clubs.csv</a>",
            "<a href=\"help/\">Help</a>",
            "<a href=\"./\" aria-current=\"page\">Home</a>",
        ]
    );
    let quick =
        ["href=\"clubs/compare/\">Compare<", "href=\"clubs/chess/\">Chess<", "href=\"clubs/chess/#when\">Chess<"];
    assert!(quick.iter().chain(&["href=\"forms/consent.pdf\""]).all(|link| home.contains(link)), "{home}");
}

#[test]
fn what_is_not_published_is_told_as_of_the_day() {
    let room = "label: { one: Room, many: Rooms }\nfolder: rooms\n";
    let lab = "---\ntitle: Lab\ndate: 2026-12-01\naliases: [old-lab]\n---\n";
    let site = |text: &str| {
        let mut files = files(&[
            ("kinds/room.yaml", room),
            ("content/rooms/lab.md", lab),
            ("content/plans/draft.md", "---\ntitle: Draft\ndraft: true\n---\n"),
            ("content/plans/later/README.md", "---\ntitle: Later\ndraft: true\n---\n"),
        ]);
        files.insert(SETTINGS.0.to_owned(), "title: Handbook\n".to_owned());
        files.insert("content/page.md".to_owned(), format!("# Page\n\n{text}\n"));
        told(&built(&files, Options::default()))
    };
    for (text, expected) in [
        ("[x](/feed.xml)", "error[broken-file]: the site has no `/feed.xml`"),
        ("[x](sitemap.xml)", "error[broken-file]: the site has no `sitemap.xml`"),
        ("[x](/rooms/)", "warning[unpublished-link]: `/rooms/` is not published yet"),
        ("[x](rooms/rooms.csv)", "warning[unpublished-link]: `/rooms/rooms.csv` is not published yet"),
        ("[x](rooms/lab.md)", "warning[unpublished-link]: `content/rooms/lab.md` is published from 2026-12-01 on"),
        ("[x](/rooms/lab/)", "warning[unpublished-link]: `content/rooms/lab.md` is published from 2026-12-01 on"),
        ("[x](/old-lab/)", "warning[unpublished-link]: `/old-lab/` is not published yet"),
        ("[x](plans/later/)", "warning[unpublished-link]: `content/plans/later/README.md` is a draft"),
        ("[x](plans/draft/)", "warning[unpublished-link]: `content/plans/draft.md` is a draft"),
        ("[x](plans/)", "error[broken-link]: the folder `content/plans` has no page of its own"),
        ("[x](/new/)", "error[broken-link]: there is no page `/new/`"),
        ("[x](/clubs/room/b13/)", "error[broken-link]: there is no page `/clubs/room/b13/`"),
        ("[x](/forms/)", "error[broken-link]: there is no page `/forms/`"),
        ("[x](/forms/consent.doc)", "error[broken-file]: there is no file `/forms/consent.doc`"),
        ("[x](/assets/site.css)", "error[broken-file]: there is no file `/assets/site.css`"),
        ("![x](/a-z/)", "error[broken-file]: `/a-z/` is a page and no picture"),
    ] {
        let told = site(text);
        assert!(told.lines().count() == 1 && told.contains(expected), "{text}: {told}");
    }
}

// --- Places on pages ---

#[test]
fn places_on_pages_that_the_build_makes_are_checked_against_those_pages() {
    let link = |link: &str| {
        let (helps, after) = mended("content/help/page.md", &[], &[&format!("[x]({link})")]);
        (helps, after)
    };
    for sound in [
        "../clubs/#HR-facets",
        "../clubs/#HR-f-room",
        "/clubs/compare/#HR-table",
        "/a-z/#HR-letter-c",
        "/a-z/#HR-club-chess",
        "../#HR-sections",
        "/#HR-sections",
        "/search/#HR-search-query",
        "/clubs/chess/#when",
        "../clubs/#HR-main",
        "../clubs/chess.md#HR-print-btn",
    ] {
        // Without an action at its head the page of an entry has no button to print it.
        if sound.ends_with("print-btn") {
            continue;
        }
        assert_eq!(link(sound), (Vec::new(), String::new()), "{sound}");
    }
    for (wrong, help) in [
        ("../clubs/#HR-facet", "did you mean `#HR-facets`?"),
        ("../clubs/#facets", "did you mean `#HR-facets`?"),
        ("../clubs/#fcets", "did you mean `#HR-facets`?"),
        ("/a-z/?x#HR-letter-q", "did you mean `#HR-letter-c`?"),
        ("/clubs/compare/#HR-tabel", "did you mean `#HR-table`?"),
        ("../clubs/chess.md#whens", "did you mean `#when`?"),
        ("../clubs/chess.md?a=b#When", "did you mean `#when`?"),
        ("../clubs/chess.md#user-content-when", "did you mean `#when`?"),
    ] {
        assert_eq!(link(wrong), (vec![help.to_owned()], String::new()), "{wrong}");
    }
    let (helps, after) = link("../clubs/#nowhere-at-all");
    assert!(helps[0].starts_with("its headings are `clubs`, `HR-filter`"), "{helps:?}");
    assert!(after.contains("error[broken-anchor]: the page `/clubs/` has no heading `#nowhere-at-all`"), "{after}");
    // What the theme puts in front of its ids makes none of them alike.
    assert!(link("../clubs/#When").0[0].starts_with("its headings are"));
}

#[test]
fn places_of_a_sites_own_templates_are_places() {
    let base = ("templates/404.html", "<h1>Lost &amp; found</h1><p id=\"way-home\">x</p>");
    let page = |link: &str| mended("content/page.md", &[base], &[&format!("[x]({link})")]).1;
    assert_eq!(page("/404.html#way-home"), "");
    assert_eq!(page("/404.html#lost--found"), "");
    assert!(page("/404.html#HR-main").contains("broken-anchor"), "the template has replaced it");
}

#[test]
fn a_page_that_its_template_does_not_make_is_told_once() {
    let (_, told) = mended("content/page.md", &[("templates/404.html", "{{ nothing }}")], &["[x](/404.html#a)"]);
    assert!(told.contains("template-fault") && !told.contains("broken-anchor"), "{told}");
}

#[test]
fn places_on_a_section_with_a_text_are_those_of_both() {
    let more = [("content/clubs/index.md", "# All clubs\n\n## Rules\n")];
    let links = ["[x](clubs/#rules)", "[x](clubs/#HR-facets)", "[x](clubs/index.md#all-clubs)", "[x](clubs/#rule)"];
    let (helps, after) = mended("content/page.md", &more, &links);
    assert_eq!((helps, after), (vec!["did you mean `#rules`?".to_owned()], String::new()));
}

// --- What was meant ---

const MOVED: (&str, &str) = (
    "content/clubs/go-and-shogi.md",
    "---\ntitle: Go and shogi\nroom: b12\naliases: [clubs/go, clubs/board-games.html]\n---\n\n## Dates\n",
);

#[test]
fn each_slip_of_a_link_is_told_with_what_was_meant_and_mended_by_its_fix() {
    let more: Files<'_> = &[
        MOVED,
        ("content/help/families.md", "# Families\n\n## Forms\n\n[Next](Pear%20Deck%20%28new%29.md)\n"),
        ("content/help/Pear Deck (new).md", "# Pear Deck\n"),
        ("content/help/door.svg", SVG),
        ("content/media/front door.svg", SVG),
        ("content/help/guide.pdf", "%PDF"),
        ("content/help/uses.md", "# Uses\n\n![A](door.svg) ![B](<../media/front door.svg>) [C](guide.pdf)\n"),
        ODD_NAMES,
    ];
    let mut wrong = Vec::new();
    for (written, meant) in [
        // A page that has moved, with what follows its address.
        ("[x](../clubs/go.md#dates)", "../clubs/go-and-shogi.md#dates"),
        ("[x](../clubs/go.md?print#dates)", "../clubs/go-and-shogi.md?print#dates"),
        ("[x](../clubs/board-games.md)", "../clubs/go-and-shogi.md"),
        ("[x](../clubs/board-gmaes.md)", "../clubs/go-and-shogi.md"),
        ("[x](../clubs/go.md#gone)", "../clubs/go-and-shogi.md"),
        ("[x](../clubs/go.md#Dates)", "../clubs/go-and-shogi.md#dates"),
        ("[x](Families.md#user-content-forms)", "families.md#forms"),
        // A short name is near to any other one.
        ("[x](../clubs/qx.md)", ""),
        // Renamed, or misspelled.
        ("[x](familes.md#forms)", "families.md#forms"),
        ("[x](../clubs/ches.md?print#when)", "../clubs/chess.md?print#when"),
        ("[x](chess.md)", "../clubs/chess.md"),
        ("[x](pear-deck-(new).md)", "Pear%20Deck%20%28new%29.md"),
        // From another place.
        ("[x](content/clubs/chess.md#when)", "../clubs/chess.md#when"),
        ("[x](../content/clubs/chess.md)", "../clubs/chess.md"),
        ("[x](../../clubs/chess.md)", "../clubs/chess.md"),
        ("[x](clubs/chess.md)", "../clubs/chess.md"),
        ("[x](../../clubs/chess/)", "../clubs/chess.md"),
        ("[x](static/forms/consent.pdf#page=2)", "/forms/consent.pdf#page=2"),
        ("[x](../public/forms/consent.pdf)", "/forms/consent.pdf"),
        ("[x](consent.pdf)", "/forms/consent.pdf"),
        // As on a disk.
        ("[x](..\\clubs\\chess.md#when)", "../clubs/chess.md#when"),
        ("[x](C:\\Users\\me\\handbook\\content\\clubs\\chess.md)", "../clubs/chess.md"),
        ("[x](C:/Users/me/chess.md)", "../clubs/chess.md"),
        ("[x](file:///C:/Users/me/handbook/content/help/families.md#forms)", "families.md#forms"),
        ("[x](file:///home/me/static/forms/consent.pdf)", "/forms/consent.pdf"),
        ("[x](\\\\\\\\server\\share\\content\\clubs\\chess.md)", "../clubs/chess.md"),
        // As other tools begin them.
        ("[x](@site/clubs/chess.md#when)", "../clubs/chess.md#when"),
        ("[x](@site/docs/clubs/chess.md)", "../clubs/chess.md"),
        ("[x](@/help/families.md)", "families.md"),
        ("[x](~/clubs/chess)", "../clubs/chess.md"),
        ("[x]({filename}/clubs/chess.md)", "../clubs/chess.md"),
        ("[x]({static}/forms/consent.pdf)", "/forms/consent.pdf"),
        ("[x](${base}/clubs/chess.md)", "../clubs/chess.md"),
        ("[x](%base%/clubs/chess.html)", "../clubs/chess.md"),
        // Capitals and endings.
        ("[x](../Clubs/Chess.md)", "../clubs/chess.md"),
        ("[x](Families.md#forms)", "families.md#forms"),
        ("[x](/Help/Families/)", "families.md"),
        ("[x](families.MD)", "families.md"),
        ("[x](families.html#forms)", "families.md#forms"),
        ("[x](/clubs/chess.html)", "../clubs/chess.md"),
        ("[x](../clubs/index.htm)", "/clubs/"),
        ("[x](families.md.txt)", "families.md"),
        ("[x](families.docx)", "families.md"),
        ("[x](/Forms/Consent.PDF)", "/forms/consent.pdf"),
        // The build's own addresses.
        ("[x](/feeds.xml)", "/feed.xml"),
        ("[x](/clubs/compair/)", "/clubs/compare/"),
        ("[x](/A-Z/)", "/a-z/"),
        ("[x](/rss.xml)", "/feed.xml"),
        ("[x](/index.xml)", "/feed.xml"),
        ("[x](/feed/)", "/feed.xml"),
        ("[x](/sitemap)", "/sitemap.xml"),
        ("[x](/data/clubs.json)", "/clubs/clubs.json"),
        ("[x](../clubs/club.csv)", "/clubs/clubs.csv"),
        // Whole addresses of the site.
        ("[x](https://handbook.example/clubs/chess/#when)", "../clubs/chess.md#when"),
        ("[x](http://handbook.example/clubs/?room=b12)", "/clubs/?room=b12"),
        ("[x](https://handbook.example)", "../index.md"),
        ("[x](http://localhost:8080/help/families/)", "families.md"),
        ("[x](http://127.0.0.1:4000/forms/consent.pdf)", "/forms/consent.pdf"),
        ("<https://handbook.example/help/families/>", "[https://handbook.example/help/families/](families.md)"),
        // Other sites.
        ("[x](https://https://district.example/a)", "https://district.example/a"),
        ("[x](https//district.example)", "https://district.example"),
        ("[x](https;//district.example)", "https://district.example"),
        ("[x](https:district.example)", "https://district.example"),
        ("[x](http:/district.example)", "http://district.example"),
        ("[x](htps://district.example)", "https://district.example"),
        ("[x](localhost:8080/help/families/)", "families.md"),
        ("[x](smb://server/share/content/clubs/chess.md)", "../clubs/chess.md"),
        ("[x](~/handbook/content/clubs/chess.md#when)", "../clubs/chess.md#when"),
        ("[x](//district.example/)", "https://district.example/"),
        ("[x](www.district.example/a)", "https://www.district.example/a"),
        ("[x](handbook.example/clubs/chess/)", "../clubs/chess.md"),
        ("[x](htps://handbook.example/help/families/#forms)", "families.md#forms"),
        ("![x](https://handbook.example/help/door.svg)", "door.svg"),
        ("[x](office@district.example)", "mailto:office@district.example"),
        ("[x](mail:office@district.example)", "mailto:office@district.example"),
        // Pictures.
        ("![x](dor.svg)", "door.svg"),
        ("![x](door.png)", "door.svg"),
        ("![x](families.png)", ""),
        ("![x](front%20door.svg)", "../media/front%20door.svg"),
        ("![x](../media/frontdoor.svg)", "../media/front%20door.svg"),
        ("![x](../crest.png)", "/crest.svg"),
        ("![x](C:\\pictures\\door.svg)", "door.svg"),
        ("![x](crest.png)", "/crest.svg"),
        ("![x](frnt-door.svg)", "../media/front%20door.svg"),
        ("[x](../../x.md)", ""),
        ("<img src=\"Door.svg\" alt=\"x\">", "door.svg"),
        ("[x](giude.pdf#page=2)", "guide.pdf#page=2"),
        ("[x][r]\n\n[r]: familes.md#forms 'T'", "families.md#forms"),
        ("<a href=\"familes.md?a=1&amp;b=2\">x</a>", "families.md?a=1&b=2"),
    ] {
        let (helps, after) = mended("content/help/page.md", more, &[written]);
        if meant.is_empty() {
            // Nothing is near.
            if helps.iter().any(|help| help.contains("did you mean")) {
                wrong.push(format!("{written}: {helps:?}"));
            }
            continue;
        }
        let shown = meant.split_once("](").map_or(meant, |(_, rest)| rest.trim_end_matches(')'));
        if helps.len() != 1 || !helps[0].contains(shown) || !after.is_empty() {
            wrong.push(format!("{written}\n  wants {meant}\n  helps {helps:?}\n  after {after}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn help_names_pages_of_this_site_or_none() {
    let (helps, _) = mended("content/help/page.md", &[], &["[x](zzzzzz.md)"]);
    assert_eq!(helps, ["link to the page's file, such as `../clubs/chess.md`"]);
    let site: BTreeMap<String, String> =
        BTreeMap::from([("content/page.md".to_owned(), "# P\n\n[x](zzzzzz.md)\n".to_owned())]);
    let found = built(&site, Options::default()).diagnostics;
    assert_eq!(found[0].help.as_deref(), Some("link to the page's file"));
}

#[test]
fn help_tells_of_an_alias_only_where_there_is_none() {
    let helps = |page: (&str, &str)| mended("content/help/page.md", &[page], &["[x](../clubs/kahoot.md)"]).0;
    let quiz = "content/clubs/kahoot-quiz.md";
    assert_eq!(
        helps((quiz, "# Quiz\n")),
        [
            "did you mean `../clubs/kahoot-quiz.md`? If the page was renamed, `aliases: [clubs/kahoot]` in it keeps its old address"
        ]
    );
    let page = "---\ntitle: Quiz\naliases: [clubs/kahoot]\n---\n";
    assert_eq!(helps((quiz, page)), ["did you mean `../clubs/kahoot-quiz.md`?"]);
}

#[test]
fn references_are_looked_for_among_aliases_files_and_titles() {
    for (written, meant) in [
        ("go", "go-and-shogi"),
        ("board-games", "go-and-shogi"),
        ("clubs/go", "go-and-shogi"),
        ("Go and Shogi", "go-and-shogi"),
        ("clubs/chess.html", "chess"),
        ("https://handbook.example/clubs/chess/", "chess"),
        ("content/clubs/chess.md", "chess"),
        ("ches", "chess"),
    ] {
        let page = format!("---\ntitle: Drama\nroom: b12\nafter: {written}\n---\n");
        let mut files = files(&[MOVED, ("content/clubs/drama.md", &page)]);
        let found = built(&files, Options::default()).diagnostics;
        let help = format!("did you mean `{meant}`?");
        assert_eq!(
            found.iter().map(|found| found.help.as_deref()).collect::<Vec<_>>(),
            [Some(help.as_str())],
            "{written}"
        );
        apply(&mut files, &found);
        assert_eq!(told(&built(&files, Options::default())), "", "{written}");
    }
}

#[test]
fn links_in_fields_are_mended_where_they_stand() {
    let kind = "label: { one: Room, many: Rooms }\nfolder: rooms\nfields:\n  note: { type: markdown }\n  photo: { type: image }\n  site: { type: url }\n";
    let lab = "---\ntitle: Lab\nnote: |\n  See [x](../clubs/ches.md#when).\n\n  ![x](../media/dor.svg)\nphoto: { src: dor.svg, alt: The door }\nsite: https://https://district.example/a\n---\n";
    let mut files = files(&[
        ("kinds/room.yaml", kind),
        ("content/rooms/lab.md", lab),
        ("content/rooms/door.svg", SVG),
        ("content/media/door.svg", SVG),
        ("content/use.md", "# Use\n\n![x](media/door.svg) ![x](rooms/door.svg)\n"),
    ]);
    let found = built(&files, Options::default()).diagnostics;
    apply(&mut files, &found);
    assert_eq!(told(&built(&files, Options::default())), "", "{found:#?}");
}

#[test]
fn items_of_the_navigation_are_told_with_what_was_meant() {
    for (written, meant) in [
        ("clbus", "clubs"),
        ("content/clubs/ches.md", "clubs/chess"),
        ("clubs\\\\chess.html", "clubs/chess"),
        ("https://handbook.example/clubs/?room=b12", "clubs?room=b12"),
        ("/feeds.xml", "feed.xml"),
        ("chess", "clubs/chess"),
        ("form/consent.pdf", "forms/consent.pdf"),
        ("clubs/chess#whens", "clubs/chess#when"),
        ("clubs/go.md", "clubs/go-and-shogi"),
        ("clubs/board-games.md#dates", "clubs/go-and-shogi#dates"),
        ("clubs/README.md", "clubs"),
        ("a-z/#HR-letter-q", "a-z/#HR-letter-c"),
    ] {
        let mut files = files(&[MOVED]);
        files.insert(SETTINGS.0.to_owned(), format!("{}navigation: [\"{written}\"]\n", SETTINGS.1));
        let found = built(&files, Options::default()).diagnostics;
        assert_eq!(found.len(), 1, "{written}");
        assert_eq!(found[0].fix.as_ref().map(|fix| fix.replacement.as_str()), Some(meant), "{written}");
        apply(&mut files, &found);
        assert_eq!(told(&built(&files, Options::default())), "", "{written}");
    }
}

#[test]
fn an_item_of_the_navigation_that_is_not_published_yet_says_so() {
    let draft = ("content/help/README.md", "---\ntitle: Help\ndraft: true\n---\n");
    for (item, help) in [
        ("help/", "it is a draft or has a later date; take the item out, or publish it"),
        ("help/README.md", "it is a draft or has a later date; take the item out, or publish it"),
        ("feed.xml", "set `base_url`: the feed and the sitemap hold whole addresses"),
    ] {
        let mut files = files(&[draft]);
        files.insert(SETTINGS.0.to_owned(), format!("title: Handbook\nnavigation: [{item}]\n"));
        let found = built(&files, Options::default()).diagnostics;
        assert_eq!(found.iter().map(|found| found.help.as_deref()).collect::<Vec<_>>(), [Some(help)], "{item}");
    }
}

#[test]
fn what_is_not_there_is_called_what_it_is_with_its_own_remedy() {
    let more: Files<'_> = &[("static/posters/May.svg", SVG), ("content/hugo/_index.md", "# Hugo\n")];
    for (written, message, help) in [
        ("![x](a.mp4)", "there is no film `a.mp4`", "put the file beside the page"),
        ("<audio src=\"a.mp3\"></audio>", "there is no sound `a.mp3`", "put the file beside the page"),
        ("![x](a.pdf)", "there is no file `a.pdf`", "put the file beside the page"),
        ("![x](a)", "there is no picture `a`", "put the file beside the page"),
        ("![x]()", "a picture names no file", "write the name of its file, or remove it"),
        ("![x](data:image/png;base64,iVBORw0KGgo=)", "`data:`", "save it as a file beside the page"),
        ("![x](cid:image001.png)", "`cid:`", "save it as a file beside the page"),
        ("[x](blob:https://a.example/1)", "`blob:`", "save it as a file in the content folder"),
        ("[x](@site/none.md)", "there is no page", "`@site/` is another tool's"),
        (
            "[x](/posters/)",
            "there is no page `/posters/`",
            "the folder `static/posters/` has no `index.html`; link to one of its files, such as `/posters/May.svg`",
        ),
        ("[x](../hugo/)", "the folder `content/hugo` has no page", "rename `content/hugo/_index.md` to `index.md`"),
        ("[x](https:district.example)", "lacks its two slashes", "did you mean `https://district.example`?"),
    ] {
        let mut files = files(more);
        files.insert("content/help/page.md".to_owned(), format!("# Page\n\n{written}\n"));
        let found = built(&files, Options::default()).diagnostics;
        assert_eq!(found.len(), 1, "{written}: {found:#?}");
        let told = found[0].help.as_deref().unwrap_or_default();
        assert!(found[0].message.contains(message) && told.starts_with(help), "{written}: {found:#?}");
    }
}

#[test]
fn a_copy_of_a_plain_page_is_told_and_pages_that_share_a_title_are_not() {
    for (other, expected) in [
        ("content/help/rooms-copy.md", vec![("same-title", "content/help/rooms-copy.md")]),
        ("content/help/copy-of-rooms.md", vec![("same-title", "content/help/copy-of-rooms.md")]),
        ("content/help/rooms-for-all.md", vec![]),
        ("content/desk/rooms.md", vec![]),
    ] {
        let site = files(&[("content/help/rooms.md", "# Rooms\n"), (other, "# Rooms\n")]);
        let found = built(&site, Options::default()).diagnostics;
        let file = |found: &Diagnostic| found.span.as_ref().map(|span| span.file.as_str().to_owned());
        let told: Vec<_> = found.iter().map(|found| (found.rule.code, file(found).unwrap_or_default())).collect();
        let told: Vec<_> = told.iter().map(|(code, file)| (*code, file.as_str())).collect();
        assert_eq!(told, expected, "{other}");
    }
}

#[test]
fn the_copy_is_told_and_not_its_original() {
    for copy in [
        "chess - Copy.md",
        "chess (1).md",
        "chess copy.md",
        "chess_old.md",
        "Copy of chess.md",
        "copy-of-chess.md",
        "chess-2.md",
        "old/chess.md",
        "Chess Copy (2).md",
    ] {
        let path = format!("content/clubs/{copy}");
        let site = files(&[(&path, "---\ntitle: Chess\nroom: b12\n---\n")]);
        let found = built(&site, Options::default()).diagnostics;
        // A name that says so already tells it.
        let mut all = found.iter().chain(found.iter().flat_map(|found| &found.followers));
        let same = all.find(|found| found.rule.code == "same-title").expect("it is told");
        let file = |span: &homeroom::source::Span| span.file.as_str().to_owned();
        assert_eq!(same.span.as_ref().map(file), Some(path), "{copy}");
        assert_eq!(file(&same.others[0].0), "content/clubs/chess.md", "{copy}");
    }
}

#[test]
fn a_file_whose_link_markdown_does_not_read_is_told_at_the_link_alone() {
    let page = ("content/page.md", "# Page\n\n[x](my form.pdf)\n");
    let site = files(&[page, ("content/my form.pdf", "%PDF"), ("content/other.pdf", "%PDF")]);
    let told = told(&built(&site, Options::default()));
    let codes: Vec<&str> = told.lines().filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0)).collect();
    assert_eq!(codes, ["unused-file", "unread-markdown"], "{told}");
    assert!(told.contains("content/other.pdf"));
}
