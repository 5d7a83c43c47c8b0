//! Files and folders with the same name.

use super::*;

#[test]
fn a_static_file_where_a_page_needs_a_folder() {
    assert_told(
        &[("static/about", "x"), ("content/about.md", PAGE)],
        &[
            "static/about: error[address-taken]: `static/about` is a file at `/about`, where `content/about.md` needs a folder",
        ],
    );
    assert_told(
        &[("static/A\u{301}/b", "x"), ("content/\u{e1}/b/c/d.md", PAGE)],
        &[
            "static/A\u{301}/b: error[address-taken]: `static/A\u{301}/b` is a file at `/A\u{301}/b`, where `content/\u{e1}/b/c/d.md` needs a folder",
        ],
    );
    assert_told(
        &[("content/guide.pdf", "x"), ("static/Guide.pdf/a/b.pdf", "x")],
        &[
            "static/Guide.pdf/a/b.pdf: error[address-taken]: `static/Guide.pdf/a/b.pdf` needs a folder at `/guide.pdf`, where `content/guide.pdf` is a file",
        ],
    );
}

#[test]
fn an_alias_on_a_file_or_below_one() {
    let page = "---\ntitle: A\naliases: [guide.pdf, guide.pdf/old, a/index.html, Old.html, old.html/deep]\n---\n";
    assert_told(
        &[("content/guide.pdf", "x"), ("content/a.md", page)],
        &[
            "content/a.md:3:11: error[address-taken]: the alias `guide.pdf` of `content/a.md` needs a folder at `/guide.pdf`, where `content/guide.pdf` is a file",
            "content/a.md:3:22: error[address-taken]: the alias `guide.pdf/old` of `content/a.md` needs a folder at `/guide.pdf`, where `content/guide.pdf` is a file",
            "content/a.md:3:37: error[address-taken]: the alias `a/index.html` of `content/a.md` and `content/a.md` have the same address `/a/`",
            "content/a.md:3:61: error[address-taken]: the alias `old.html/deep` of `content/a.md` needs a folder at `/Old.html`, where the alias `Old.html` of `content/a.md` is a file",
        ],
    );
}

#[test]
fn a_page_with_the_address_of_its_kinds_data() {
    let kind = ("kinds/club.yaml", CLUB);
    assert_told(
        &[kind, CHESS, ("content/clubs/clubs.csv.md", "# A\n"), ("static/clubs/Clubs.json", "{}")],
        &[
            "content/clubs/clubs.csv.md:1:1: error[address-taken]: `content/clubs/clubs.csv.md` needs a folder at `/clubs/clubs.csv`, where the data of Clubs is a file",
            "static/clubs/Clubs.json: error[address-taken]: `static/clubs/Clubs.json` and the data of Clubs have the same address `/clubs/Clubs.json`",
        ],
    );
}

#[test]
fn pages_with_the_addresses_of_their_kinds_views() {
    let kind = ("kinds/club.yaml", CLUB);
    assert_told(
        &[
            kind,
            CHESS,
            ("content/clubs/compare.md", PAGE),
            ("content/clubs/map/low-big.md", PAGE),
            ("content/clubs/compare/by-topic.md", PAGE),
            ("content/clubs/topic/games.md", PAGE),
            ("static/clubs/topic", "x"),
            ("static/clubs/index.html", "x"),
        ],
        &[
            "content/clubs/compare.md:1:1: error[address-taken]: `content/clubs/compare.md` and the view `Compare` of Clubs have the same address `/clubs/compare/`",
            "content/clubs/compare/by-topic.md:1:1: error[address-taken]: `content/clubs/compare/by-topic.md` and the table of Clubs by `topic` have the same address `/clubs/compare/by-topic/`",
            "content/clubs/map/low-big.md:1:1: error[address-taken]: `content/clubs/map/low-big.md` and the square `low-big` of Clubs have the same address `/clubs/map/low-big/`",
            "content/clubs/topic/games.md:1:1: error[address-taken]: `content/clubs/topic/games.md` and the page of Clubs with the topic `games` have the same address `/clubs/topic/games/`",
            "static/clubs/index.html: error[address-taken]: `static/clubs/index.html` and the view `Clubs` of Clubs have the same address `/clubs/index.html`",
            "static/clubs/topic: error[address-taken]: `static/clubs/topic` is a file at `/clubs/topic`, where the page of Clubs with the topic `games` needs a folder",
        ],
    );
}

#[test]
fn a_kind_whose_folder_is_taken_is_one_finding() {
    for (folder, why) in [
        ("assets", "has the address `/assets/`, but everything in `/assets/` belongs to the theme"),
        (
            "search/shards/more",
            "has the address `/search/shards/more/`, but everything in `/search/shards/` belongs to the search index",
        ),
        ("search", "and the search page have the same address `/search/`"),
        ("A-Z", "and the list of everything from A to Z have the same address `/A-Z/`"),
        ("robots.txt", "needs a folder at `/robots.txt`, where Homeroom's own `robots.txt` is a file"),
    ] {
        let kind = CLUB.replace("folder: clubs", &format!("folder: {folder}"));
        let entry = |name: &str| format!("content/{folder}/{name}.md");
        let (chess, drama) = (entry("chess"), entry("drama"));
        let files = [("kinds/club.yaml", kind.as_str()), (&chess, CHESS.1), (&drama, "# Drama\n")];
        assert_told(
            &files,
            &[&format!("kinds/club.yaml: error[address-taken]: the view `Clubs` of Clubs {why}")
                .replace("yaml:", "yaml:1:1:")],
        );
    }
    // The folders of two kinds differ only in capitals.
    let other = ("kinds/team.yaml", "label: { one: Team, many: Teams }\nfolder: CLUBS\n");
    assert_told(
        &[("kinds/club.yaml", CLUB), other, CHESS, ("content/CLUBS/run.md", PAGE)],
        &[
            "kinds/team.yaml:1:1: error[address-taken]: the view `Teams` of Teams and the view `Clubs` of Clubs have the same address `/CLUBS/`",
        ],
    );
}

#[test]
fn the_page_of_news_keeps_its_address_before_there_is_any_news() {
    let changed = "---\ntitle: A\nchanges: [{ date: 2027-01-01, what: Something }]\n---\n";
    assert_told(
        &[("content/a.md", changed), ("content/new.md", PAGE)],
        &[
            "content/new.md:1:1: error[address-taken]: `content/new.md` and the list of what is new have the same address `/new/`",
        ],
    );
    // If the site can have no news, the address is free.
    agreed(site(&[("content/a.md", PAGE), ("content/new.md", PAGE)]).path(), 0);
}

#[test]
fn a_future_page_whose_address_is_taken_is_a_warning() {
    let site = site(&[
        ("content/a.md", PAGE),
        ("content/a/index.md", "---\ntitle: B\ndate: 2027-01-01\n---\n"),
        ("content/con.md", "---\ntitle: C\ndraft: true\n---\n"),
    ]);
    let told = agreed(site.path(), 0);
    assert_eq!(
        told.lines().filter(|line| line.contains(": warning[")).collect::<Vec<_>>(),
        [
            "content/a/index.md:1:1: warning[address-taken]: `content/a/index.md` and `content/a.md` have the same address `/a/`",
            "content/con.md:1:1: warning[unusable-name]: the address of `content/con.md` contains the name `con`, which Windows reserves for a device",
        ]
    );
}

#[test]
fn every_clash_of_a_future_day_is_reported_beforehand() {
    let date = "date: 2027-01-01\n";
    let dated = |more: &str| format!("---\ntitle: A\n{date}{more}---\n");
    let linking = format!("{}[x](x.pdf)\n", dated(""));
    let (page, alias) = (dated(""), dated("aliases: [b]\n"));
    let sites: [(&str, Vec<(&str, &str)>); 5] = [
        ("two pages to come", vec![("content/a.md", &page), ("content/A.md", &page)]),
        ("an alias to come", vec![("content/a.md", &alias), ("content/b.md", PAGE)]),
        ("a file to come", vec![("content/a.md", &linking), ("content/x.pdf", "x"), ("static/X.pdf", "y")]),
        ("a page to come below a file", vec![("content/a.md", &page), ("static/a", "x")]),
        (
            "the first page of a kind",
            vec![("kinds/club.yaml", CLUB), ("content/clubs/a.md", &page), ("static/clubs/index.html", "x")],
        ),
    ];
    for (what, files) in sites {
        let site = site(&files);
        let told = agreed(site.path(), 0);
        assert_eq!(told.matches(": warning[address-taken]").count(), 1, "{what}: {told}");
        let (exit, on_the_day) = homeroom(&["check", "--format", "short", "--as-of", "2027-01-01"], site.path());
        assert!(exit == 1 && on_the_day.contains("address-taken"), "{what}: {on_the_day}");
    }
    // A draft is not reported: when it is published, the other page may be gone.
    let draft = "---\ntitle: B\ndraft: true\naliases: [a]\n---\n";
    let told = agreed(site(&[("content/a.md", PAGE), ("content/b.md", draft)]).path(), 0);
    assert!(!told.contains("address-taken"), "{told}");
}

#[test]
fn the_opening_page_of_a_folder_may_have_either_ending() {
    let kind = ("kinds/club.yaml", CLUB);
    let opening = ("content/clubs/index.markdown", "# Our clubs\n");
    let site = site(&[kind, CHESS, opening, ("content/index.markdown", "# Welcome\n")]);
    agreed(site.path(), 0);
    let home = fs::read_to_string(site.path().join("public/index.html")).expect("the home page");
    assert!(home.contains("Welcome"), "{home}");
    assert_told(
        &[kind, CHESS, opening, ("content/clubs/index.md", "# Clubs\n"), ("content/index.markdown", "# Welcome\n")],
        &[
            "content/clubs/index.markdown:1:1: error[address-taken]: `content/clubs/index.markdown` and the view `Clubs` of Clubs have the same address `/clubs/`",
            "content/index.markdown:1:1: error[address-taken]: `content/index.markdown` and the home page have the same address `/`",
        ],
    );
}
