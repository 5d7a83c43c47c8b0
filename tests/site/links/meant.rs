//! Guesses at what was meant by a link that leads nowhere.

use super::*;

const MOVED: (&str, &str) = (
    "content/clubs/go-and-shogi.md",
    "---\ntitle: Go and shogi\nroom: b12\naliases: [clubs/go, clubs/board-games.html]\n---\n\n## Dates\n",
);

#[test]
fn each_mistake_in_a_link_is_reported_with_its_meaning_and_a_fix_that_works() {
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
        // The page has moved; a fragment or a query of the link stays.
        ("[x](../clubs/go.md#dates)", "../clubs/go-and-shogi.md#dates"),
        ("[x](../clubs/go.md?print#dates)", "../clubs/go-and-shogi.md?print#dates"),
        ("[x](../clubs/board-games.md)", "../clubs/go-and-shogi.md"),
        ("[x](../clubs/board-gmaes.md)", "../clubs/go-and-shogi.md"),
        ("[x](../clubs/go.md#gone)", "../clubs/go-and-shogi.md"),
        ("[x](../clubs/go.md#Dates)", "../clubs/go-and-shogi.md#dates"),
        ("[x](Families.md#user-content-forms)", "families.md#forms"),
        // A short name is similar to any other short name, so there is no guess.
        ("[x](../clubs/qx.md)", ""),
        // The page was renamed, or the link is misspelled.
        ("[x](familes.md#forms)", "families.md#forms"),
        ("[x](../clubs/ches.md?print#when)", "../clubs/chess.md?print#when"),
        ("[x](chess.md)", "../clubs/chess.md"),
        ("[x](pear-deck-(new).md)", "Pear%20Deck%20%28new%29.md"),
        // The link is written as if its page lay in another folder.
        ("[x](content/clubs/chess.md#when)", "../clubs/chess.md#when"),
        ("[x](../content/clubs/chess.md)", "../clubs/chess.md"),
        ("[x](../../clubs/chess.md)", "../clubs/chess.md"),
        ("[x](clubs/chess.md)", "../clubs/chess.md"),
        ("[x](../../clubs/chess/)", "../clubs/chess.md"),
        ("[x](static/forms/consent.pdf#page=2)", "/forms/consent.pdf#page=2"),
        ("[x](../public/forms/consent.pdf)", "/forms/consent.pdf"),
        ("[x](consent.pdf)", "/forms/consent.pdf"),
        // The link is written like a path on a disk.
        ("[x](..\\clubs\\chess.md#when)", "../clubs/chess.md#when"),
        ("[x](C:\\Users\\me\\handbook\\content\\clubs\\chess.md)", "../clubs/chess.md"),
        ("[x](C:/Users/me/chess.md)", "../clubs/chess.md"),
        ("[x](file:///C:/Users/me/handbook/content/help/families.md#forms)", "families.md#forms"),
        ("[x](file:///home/me/static/forms/consent.pdf)", "/forms/consent.pdf"),
        ("[x](\\\\\\\\server\\share\\content\\clubs\\chess.md)", "../clubs/chess.md"),
        // The link starts as in other tools.
        ("[x](@site/clubs/chess.md#when)", "../clubs/chess.md#when"),
        ("[x](@site/docs/clubs/chess.md)", "../clubs/chess.md"),
        ("[x](@/help/families.md)", "families.md"),
        ("[x](~/clubs/chess)", "../clubs/chess.md"),
        ("[x]({filename}/clubs/chess.md)", "../clubs/chess.md"),
        ("[x]({static}/forms/consent.pdf)", "/forms/consent.pdf"),
        ("[x](${base}/clubs/chess.md)", "../clubs/chess.md"),
        ("[x](%base%/clubs/chess.html)", "../clubs/chess.md"),
        // Capitals or the ending differ.
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
        // The link means a page that the build makes.
        ("[x](/feeds.xml)", "/feed.xml"),
        ("[x](/clubs/compair/)", "/clubs/compare/"),
        ("[x](/A-Z/)", "/a-z/"),
        ("[x](/rss.xml)", "/feed.xml"),
        ("[x](/index.xml)", "/feed.xml"),
        ("[x](/feed/)", "/feed.xml"),
        ("[x](/sitemap)", "/sitemap.xml"),
        ("[x](/data/clubs.json)", "/clubs/clubs.json"),
        ("[x](../clubs/club.csv)", "/clubs/clubs.csv"),
        // The link is a whole address of this site.
        ("[x](https://handbook.example/clubs/chess/#when)", "../clubs/chess.md#when"),
        ("[x](http://handbook.example/clubs/?room=b12)", "/clubs/?room=b12"),
        ("[x](https://handbook.example)", "../index.md"),
        ("[x](http://localhost:8080/help/families/)", "families.md"),
        ("[x](http://127.0.0.1:4000/forms/consent.pdf)", "/forms/consent.pdf"),
        ("<https://handbook.example/help/families/>", "[https://handbook.example/help/families/](families.md)"),
        // The link means another site.
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
            // No name is similar.
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
fn help_names_only_pages_of_this_site() {
    let (helps, _) = mended("content/help/page.md", &[], &["[x](zzzzzz.md)"]);
    assert_eq!(helps, ["link to the page's file, such as `../clubs/chess.md`"]);
    let site: BTreeMap<String, String> =
        BTreeMap::from([("content/page.md".to_owned(), "# P\n\n[x](zzzzzz.md)\n".to_owned())]);
    let found = built(&site, Options::default()).diagnostics;
    assert_eq!(found[0].help.as_deref(), Some("link to the page's file"));
}

#[test]
fn help_suggests_an_alias_only_if_there_is_none() {
    let helps = |page: (&str, &str)| mended("content/help/page.md", &[page], &["[x](../clubs/kahoot.md)"]).0;
    let quiz = "content/clubs/kahoot-quiz.md";
    assert_eq!(
        helps((quiz, "# Quiz\n")),
        [
            "did you mean `../clubs/kahoot-quiz.md`? If the page was renamed, write `aliases: [clubs/kahoot]` in it to keep its old address"
        ]
    );
    let page = "---\ntitle: Quiz\naliases: [clubs/kahoot]\n---\n";
    assert_eq!(helps((quiz, page)), ["did you mean `../clubs/kahoot-quiz.md`?"]);
}

#[test]
fn guesses_for_references_use_aliases_files_and_titles() {
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
fn links_in_fields_are_fixed_in_the_field() {
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
fn wrong_items_of_the_navigation_are_reported_with_what_was_meant() {
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
        ("help/", "the page is a draft or has a future date; publish it, or delete the item"),
        ("help/README.md", "the page is a draft or has a future date; publish it, or delete the item"),
        ("feed.xml", "set `base_url`: without the site's address there is no feed and no sitemap"),
    ] {
        let mut files = files(&[draft]);
        files.insert(SETTINGS.0.to_owned(), format!("title: Handbook\nnavigation: [{item}]\n"));
        let found = built(&files, Options::default()).diagnostics;
        assert_eq!(found.iter().map(|found| found.help.as_deref()).collect::<Vec<_>>(), [Some(help)], "{item}");
    }
}

#[test]
fn each_sort_of_missing_target_has_its_own_name_and_advice() {
    let more: Files<'_> = &[("static/posters/May.svg", SVG), ("content/hugo/_index.md", "# Hugo\n")];
    for (written, message, help) in [
        ("![x](a.mp4)", "there is no film `a.mp4`", "put the file into the folder of this page"),
        ("<audio src=\"a.mp3\"></audio>", "there is no sound `a.mp3`", "put the file into the folder of this page"),
        ("![x](a.pdf)", "there is no file `a.pdf`", "put the file into the folder of this page"),
        ("![x](a)", "there is no picture `a`", "put the file into the folder of this page"),
        ("![x]()", "a picture names no file", "write the name of the picture's file, or delete the picture"),
        ("![x](data:image/png;base64,iVBORw0KGgo=)", "`data:`", "save it as a file in the folder of this page"),
        ("![x](cid:image001.png)", "`cid:`", "save it as a file in the folder of this page"),
        ("[x](blob:https://a.example/1)", "`blob:`", "save it as a file in the content folder"),
        ("[x](@site/none.md)", "there is no page", "`@site/` belongs to a different tool"),
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
fn a_copy_of_a_plain_page_is_reported_and_an_equal_title_is_not() {
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
fn the_copy_is_reported_and_not_its_original() {
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
        // A name that says that the file is a copy is reported by another rule.
        let mut all = found.iter().chain(found.iter().flat_map(|found| &found.followers));
        let same = all.find(|found| found.rule.code == "same-title").expect("it is told");
        let file = |span: &homeroom::source::Span| span.file.as_str().to_owned();
        assert_eq!(same.span.as_ref().map(file), Some(path), "{copy}");
        assert_eq!(file(&same.others[0].0), "content/clubs/chess.md", "{copy}");
    }
}

#[test]
fn a_file_whose_link_markdown_does_not_read_is_reported_only_at_the_link() {
    let page = ("content/page.md", "# Page\n\n[x](my form.pdf)\n");
    let site = files(&[page, ("content/my form.pdf", "%PDF"), ("content/other.pdf", "%PDF")]);
    let told = told(&built(&site, Options::default()));
    let codes: Vec<&str> = told.lines().filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0)).collect();
    assert_eq!(codes, ["unused-file", "unread-markdown"], "{told}");
    assert!(told.contains("content/other.pdf"));
}
