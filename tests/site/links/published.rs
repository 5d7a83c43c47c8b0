//! Links to pages and files that are published, and to those that are not published yet.

use super::*;

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
fn links_from_the_home_page_lead_to_pages_beside_it() {
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
fn links_work_from_a_disk_and_below_a_path() {
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
fn navigation_and_quick_links_lead_to_published_pages() {
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
fn links_to_unpublished_pages_are_reported_as_of_the_day() {
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
        ("![x](/a-z/)", "error[broken-file]: `/a-z/` is a page, not a picture"),
    ] {
        let told = site(text);
        assert!(told.lines().count() == 1 && told.contains(expected), "{text}: {told}");
    }
}
