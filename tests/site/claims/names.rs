//! Names that no file can have.

use super::*;

#[test]
fn an_alias_of_300_letters() {
    let alias = "a".repeat(300);
    let page = format!("---\ntitle: A\naliases: [{alias}, {alias}.html, b]\n---\n");
    let start = &alias[..60];
    assert_told(
        &[("content/a.md", &page)],
        &[
            &format!(
                "content/a.md:3:11: error[unusable-name]: the address of the alias `{start}…` of `content/a.md` contains a name that is 300 bytes long, and a system takes at most 255"
            ),
            &format!(
                "content/a.md:3:313: error[unusable-name]: the address of the alias `{start}…` of `content/a.md` contains a name that is 305 bytes long, and a system takes at most 255"
            ),
        ],
    );
}

#[test]
fn names_and_paths_that_are_too_long() {
    // This capital letter takes two bytes, but its small letter takes three.
    let name = "\u{130}".repeat(120);
    assert_told(
        &[(&format!("content/{name}.md"), PAGE)],
        &[&format!(
            "content/{name}.md:1:1: error[unusable-name]: the address of `content/{name}.md` contains a name that is 360 bytes long, and a system takes at most 255"
        )],
    );
    let path = format!("static/{}.pdf", ["b".repeat(100).as_str(); 9].join("/"));
    assert_told(
        &[(&path, "x")],
        &[&format!(
            "{path}: error[unusable-name]: the address of `{path}` is 912 bytes long, and a system takes at most 768"
        )],
    );
    let topic = "w".repeat(300);
    let chess = CHESS.1.replace("Games", &topic);
    assert_told(
        &[("kinds/club.yaml", CLUB), ("content/clubs/chess.md", &chess)],
        &[&format!(
            "content/clubs/chess.md:1:1: error[unusable-name]: the address of the page of Clubs with the topic `{topic}` contains a name that is 300 bytes long, and a system takes at most 255"
        )],
    );
    let alias = "x/".repeat(2500);
    assert_told(
        &[("content/a.md", &format!("---\ntitle: A\naliases: [{alias}]\n---\n"))],
        &[&format!(
            "content/a.md:3:11: error[unusable-name]: the address of the alias `{}…` of `content/a.md` is 5010 bytes long, and a system takes at most 768",
            "x/".repeat(30)
        )],
    );
}

#[test]
fn a_static_file_with_the_name_of_the_manifest() {
    assert_told(
        &[("static/.homeroom-manifest.json", "{}"), ("static/a/.Homeroom-x/b.pdf", "x")],
        &[
            "static/.homeroom-manifest.json: error[unusable-name]: the address of `static/.homeroom-manifest.json` contains the name `.homeroom-manifest.json`, and names that start like this are reserved for Homeroom's own files",
            "static/a/.Homeroom-x/b.pdf: error[unusable-name]: the address of `static/a/.Homeroom-x/b.pdf` contains the name `.Homeroom-x`, and names that start like this are reserved for Homeroom's own files",
        ],
    );
}

#[cfg(unix)]
#[test]
fn names_that_no_file_can_have_on_windows() {
    assert_told(
        &[
            ("static/what?.pdf", "x"),
            ("static/a\\b.pdf", "x"),
            ("static/aux.pdf", "x"),
            ("static/end./a.pdf", "x"),
            ("static/bell\u{7}.pdf", "x"),
        ],
        &[
            "static/a\\b.pdf: error[unusable-name]: the address of `static/a\\b.pdf` contains the name `a\\b.pdf`, which Windows does not allow",
            "static/aux.pdf: error[unusable-name]: the address of `static/aux.pdf` contains the name `aux.pdf`, which Windows reserves for a device",
            "static/bell\u{fffd}.pdf: error[unusable-name]: the address of `static/bell\u{fffd}.pdf` contains the name `bell\u{fffd}.pdf`, which contains an invisible control character",
            "static/end./a.pdf: error[unusable-name]: the address of `static/end./a.pdf` contains the name `end.`, and Windows does not allow a dot or a space at the end of a name",
            "static/what?.pdf: error[unusable-name]: the address of `static/what?.pdf` contains the name `what?.pdf`, which Windows does not allow",
        ],
    );
    assert_told(
        &[("assets/odd|name.css", "b {}\n"), ("content/a.md", "---\ntitle: A\naliases: ['a|b.html', nul.html]\n---\n")],
        &[
            "assets/odd|name.css:1:1: error[unusable-name]: the address of the theme's `odd|name.css` contains the name `odd|name.533f3b65.css`, which Windows does not allow",
            "content/a.md:3:11: error[unusable-name]: the address of the alias `a|b.html` of `content/a.md` contains the name `a|b.html`, which Windows does not allow",
            "content/a.md:3:23: error[unusable-name]: the address of the alias `nul.html` of `content/a.md` contains the name `nul.html`, which Windows reserves for a device",
        ],
    );
}

#[cfg(unix)]
#[test]
fn addresses_of_kinds_that_cannot_be_files() {
    for (from, to, why) in [
        (
            "folder: clubs",
            "folder: 'clubs: ours'",
            "view `Clubs` of Clubs contains the name `clubs: ours`, which Windows does not allow",
        ),
        (
            "url: compare",
            "url: 'compare?'",
            "view `Compare` of Clubs contains the name `compare?`, which Windows does not allow",
        ),
        (
            "of: [low, high] }",
            "of: ['?', low], facet: true }",
            "page of Clubs with the help `?` contains an empty name",
        ),
    ] {
        let kind = CLUB.replace(from, to);
        let chess = if from == "folder: clubs" { "content/clubs: ours/chess.md" } else { CHESS.0 };
        let finding = format!("kinds/club.yaml:1:1: error[unusable-name]: the address of the {why}");
        assert_told(&[("kinds/club.yaml", &kind), (chess, CHESS.1)], &[&finding]);
    }
}

/// The name of a shard contains the language.
#[test]
fn a_language_cannot_lead_out_of_the_folder_of_shards() {
    let kind = CLUB.replace("fields:\n", "fields:\n  lang: { type: text }\n");
    let long = format!("en{}", "-abcdefgh".repeat(40));
    for language in ["../../assets/x", "x/../../../y", &long, "con|", "a b"] {
        let chess = format!("---\ntitle: Chess\nlang: {language:?}\n---\n");
        let site = site(&[("kinds/club.yaml", &kind), ("content/clubs/chess.md", &chess), ("content/b.md", "# B\n")]);
        agreed(site.path(), 0);
        let page = fs::read_to_string(site.path().join("public/clubs/chess/index.html")).expect("a page");
        assert!(page.contains("<html lang=\"en-US\""), "{language}");
    }
}
