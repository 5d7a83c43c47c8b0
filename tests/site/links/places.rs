//! Links to places on pages: their fragments.

use super::*;

#[test]
fn fragments_are_checked_against_the_pages_that_the_build_makes() {
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
        // The page of an entry without an action at its top has no button to print it.
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
    // The prefix of the theme's ids must not make two of them the same.
    assert!(link("../clubs/#When").0[0].starts_with("its headings are"));
}

#[test]
fn fragments_may_name_ids_of_the_sites_own_templates() {
    let base = ("templates/404.html", "<h1>Lost &amp; found</h1><p id=\"way-home\">x</p>");
    let page = |link: &str| mended("content/page.md", &[base], &[&format!("[x]({link})")]).1;
    assert_eq!(page("/404.html#way-home"), "");
    assert_eq!(page("/404.html#lost--found"), "");
    assert!(page("/404.html#HR-main").contains("broken-anchor"), "the template has replaced it");
}

#[test]
fn a_page_whose_template_fails_is_reported_once() {
    let (_, told) = mended("content/page.md", &[("templates/404.html", "{{ nothing }}")], &["[x](/404.html#a)"]);
    assert!(told.contains("template-fault") && !told.contains("broken-anchor"), "{told}");
}

#[test]
fn fragments_on_a_section_may_name_ids_of_its_list_and_of_its_text() {
    let more = [("content/clubs/index.md", "# All clubs\n\n## Rules\n")];
    let links = ["[x](clubs/#rules)", "[x](clubs/#HR-facets)", "[x](clubs/index.md#all-clubs)", "[x](clubs/#rule)"];
    let (helps, after) = mended("content/page.md", &more, &links);
    assert_eq!((helps, after), (vec!["did you mean `#rules`?".to_owned()], String::new()));
}
