//! `README.md` as the page of its folder.

use super::*;

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
fn an_index_wins_over_a_readme_and_the_readme_is_reported() {
    let site = files(&[("content/help/index.md", "# Help\n"), ("content/help/README.md", "# Notes\n")]);
    let built = built(&site, Options::default());
    assert_eq!(
        told(&built),
        "content/help/README.md:1:1: warning[file-name]: `help/README.md` is not published as the page of its folder, because `index.md` is\n"
    );
    assert!(
        page(&built, "help/").contains("<h1 id=\"help\">Help</h1>")
            && page(&built, "help/readme/").contains("<h1 id=\"notes\">Notes</h1>")
    );
}

#[test]
fn a_readme_needs_a_title_and_a_page_called_readme_stays_a_page() {
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
