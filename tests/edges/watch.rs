//! `homeroom serve` with a real watcher: it notices every way of saving, and holds back broken files.

use std::fs;
use std::io::Write;
use std::process::Command;

use crate::server::{Preview, SITE};

/// Editors save files in different ways, and each is noticed.
#[test]
fn sees_every_way_of_saving() {
    let preview = Preview::new(SITE);
    let path = preview.path("content/about.md");
    let text = |words: &str| format!("# About\n\n{words}\n");
    let mut round = 0;
    let mut save = |how: &str, save: &dyn Fn(&str)| {
        round += 1;
        let words = format!("Saved {how}, {round}.");
        save(&text(&words));
        preview.until_holds("/about/", &words);
    };
    for _ in 0..3 {
        save("in place", &|text| fs::write(&path, text).expect("written"));
        save("through another file", &|text| {
            let other = preview.path("content/.about.md.tmp");
            fs::write(&other, text).expect("written");
            fs::rename(&other, &path).expect("renamed");
        });
        save("with a backup", &|text| {
            fs::rename(&path, preview.path("content/about.md~")).expect("renamed");
            fs::write(&path, text).expect("written");
        });
        save("truncated first", &|text| {
            let mut file = fs::File::create(&path).expect("truncated");
            for part in text.as_bytes().chunks(5) {
                file.write_all(part).expect("written");
            }
        });
        save("removed first", &|text| {
            fs::remove_file(&path).expect("removed");
            fs::write(&path, text).expect("written");
        });
        save("twice within a moment", &|text| {
            fs::write(&path, "# About\n\nNot this.\n").expect("written");
            fs::write(&path, text).expect("written");
        });
    }
    // At no moment did the preview report a page as gone or broken.
    let told = preview.told.lock().expect("a list").clone();
    assert!(told.iter().all(|told| told.starts_with("fresh")), "{told:?}");
}

#[test]
fn sees_folders_that_appear_move_and_vanish() {
    let preview = Preview::new(SITE);
    fs::rename(preview.path("content/guides"), preview.path("content/help")).expect("renamed");
    preview.until_holds("/help/start/", "Begin here.");
    assert_eq!(preview.get("/guides/start/").header("x-homeroom-moved"), Some("/help/start/"));
    // Saves inside of the folder that was moved are still noticed.
    preview.write("content/help/start.md", "# Start\n\nBegin there.\n");
    preview.until_holds("/help/start/", "Begin there.");
    preview.write("content/new/deep/down.md", "# Down\n\nDeep words.\n");
    preview.until_holds("/new/deep/down/", "Deep words.");
    preview.write("content/new/deep/down.md", "# Down\n\nDeeper words.\n");
    preview.until_holds("/new/deep/down/", "Deeper words.");
    preview.write("kinds/club.yaml", "label: { one: Club, many: Clubs }\nfolder: new\n");
    preview.until("/new/", |answer| answer.status == 200);
    preview.write("templates/404.html", "Lost.");
    preview.until_holds("/nothing/", "Lost.");
    fs::remove_dir_all(preview.path("content/new")).expect("removed");
    preview.until("/new/deep/down/", |answer| answer.status == 404);
    preview.equals_a_cold_build();
    // The whole site vanishes, and comes back.
    let away = preview.folder.path().with_extension("away");
    fs::rename(preview.path("content"), &away).expect("moved away");
    preview.until("/help/start/", |answer| answer.status == 404);
    fs::rename(&away, preview.path("content")).expect("moved back");
    preview.until_holds("/help/start/", "Begin there.");
}

/// The watcher does not follow a link out of the site. It would have to walk through the whole disk.
#[cfg(unix)]
#[test]
fn does_not_watch_what_a_link_leads_to() {
    use std::os::unix::fs::symlink;
    let link = |folder: &std::path::Path| {
        for name in ["static/all", "content/all", "assets"] {
            fs::create_dir_all(folder.join(name).parent().expect("a folder")).expect("folders");
            symlink("/", folder.join(name)).expect("a link");
        }
    };
    // One link is made before the preview starts, and one while it runs.
    let folder = tempfile::tempdir().expect("a folder");
    link(folder.path());
    drop(crate::server::start(crate::server::read(folder.path()).expect("a site"), 0, false));
    let preview = Preview::new(SITE);
    link(preview.folder.path());
    preview.write("content/about.md", "# About\n\nBeside links.\n");
    preview.until_holds("/about/", "Beside links.");
    preview.write("content/about.md", "# About\n\nOnce more.\n");
    preview.until_holds("/about/", "Once more.");
    // A folder that a link inside of the site leads to is watched at its true place.
    fs::create_dir(preview.path("static/shared")).expect("a folder");
    symlink("../static/shared", preview.path("content/shared")).expect("a link");
    preview.write("static/shared/note.md", "# Note\n\nShared.\n");
    preview.until_holds("/shared/note/", "Shared.");
    preview.write("static/shared/note.md", "# Note\n\nShared anew.\n");
    preview.until_holds("/shared/note/", "Shared anew.");
}

#[test]
fn sees_a_switch_to_another_branch() {
    let preview = Preview::new(SITE);
    let git = |arguments: &[&str]| {
        let done = Command::new("git").current_dir(preview.folder.path()).args(arguments).output().expect("git");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    let author = ["-c", "user.name=Tests", "-c", "user.email=tests@example.invalid", "-c", "commit.gpgsign=false"];
    let commit = || git(&[&author[..], &["commit", "-q", "-m", "state"]].concat());
    let fill = |words: &str| {
        for number in 0..500 {
            preview.write(&format!("content/many/page-{number}.md"), &format!("# Page {number}\n\n{words}\n"));
        }
    };
    git(&["init", "-q", "-b", "main"]);
    fill("On the first branch.");
    git(&["add", "-A"]);
    commit();
    git(&["checkout", "-q", "-b", "other"]);
    fill("On the other branch.");
    git(&["add", "-A"]);
    commit();
    preview.until_holds("/many/page-499/", "On the other branch.");
    for (branch, words) in [("main", "On the first branch."), ("other", "On the other branch.")] {
        git(&["checkout", "-q", branch]);
        for number in [0, 250, 499] {
            preview.until_holds(&format!("/many/page-{number}/"), words);
        }
    }
    preview.equals_a_cold_build();
}

/// A thousand similar findings are one item of the card, and a few lines on the terminal.
#[test]
fn reports_many_similar_findings_as_one() {
    let preview = Preview::new(SITE);
    let links: String = (0..200).map(|number| format!("[gone](gone.md) and [own](own-{number}.md)\n\n")).collect();
    preview.write("content/about.md", &format!("# About\n\n{links}"));
    let told = preview.until_holds("/_homeroom/findings.json", "gone.md").text();
    let findings: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    let items = findings["items"].as_array().expect("items");
    assert_eq!((items.len(), &findings["errors"], &findings["left_out"]), (10, &400.into(), &191.into()), "{told}");
    assert_eq!(items[0]["message"], "there is no page `content/gone.md`: 200 times");
    assert_eq!(
        items[0]["elsewhere"],
        "also content/about.md:5, content/about.md:7, content/about.md:9, content/about.md:11 and 195 more"
    );
}

#[test]
fn serves_the_last_good_version_while_a_file_is_broken() {
    let preview = Preview::new(SITE);
    let findings = |path: &str| preview.until_holds("/_homeroom/findings.json", path).text();
    preview.write("content/about.md", "---\ntitle: [\n---\n\nBroken words.\n");
    let told = findings("content/about.md");
    assert!(
        told.contains("\"errors\":1") && told.contains("\"line\":2") && told.contains("/_homeroom/editor/2:"),
        "{told}"
    );
    assert!(preview.get("/about/").text().contains("First words."));
    preview.write("content/about.md", "# About\n\nMended words.\n");
    preview.until_holds("/about/", "Mended words.");
    preview.until("/_homeroom/findings.json", |answer| answer.text().contains("\"errors\":0"));

    // This template has no fault of its own, but fails when a page is made.
    preview.write("templates/404.html", "<p>Lost: {{ page.title }}</p>");
    preview.until_holds("/nothing/", "Lost:");
    preview.write("templates/404.html", "{{ page.titel }}");
    findings("templates/404.html");
    preview.until_holds("/nothing/", "Lost:");
    preview.write("templates/404.html", "<p>Found again</p>");
    preview.until_holds("/nothing/", "Found again");
    preview.until("/_homeroom/findings.json", |answer| answer.text().contains("\"errors\":0"));

    let told = preview.told.lock().expect("a list").clone();
    assert_eq!(told.iter().filter(|told| *told == "findings 0: 0 new, 1 fixed").count(), 2, "{told:?}");
    preview.equals_a_cold_build();
}

#[test]
fn reports_a_template_that_fails_for_a_text_until_the_text_is_fixed() {
    let preview = Preview::new(SITE);
    let errors = |number: usize| {
        preview.until_holds("/_homeroom/findings.json", &format!("\"errors\":{number}"));
    };
    let template = "{% if page.title == 'Odd' %}{{ page.titel }}{% else %}<p>Own: {{ page.title }}</p>{% endif %}";
    preview.write("templates/entry.html", template);
    preview.until_holds("/about/", "Own: About");
    errors(0);
    // No browser opens the page.
    preview.write("content/about.md", "# Odd\n");
    errors(1);
    assert!(preview.get("/_homeroom/findings.json").text().contains("templates/entry.html"));
    preview.write("content/about.md", "# Even\n");
    errors(0);
    preview.until_holds("/about/", "Own: Even");
    // The text stays as it is, and the template that fails for it is replaced.
    preview.write("content/about.md", "# Odd\n");
    errors(1);
    preview.write("templates/entry.html", "<p>Plain: {{ page.title }}</p>");
    preview.until_holds("/about/", "Plain: Odd");
    errors(0);
    // A template that fails is held back. It is used again once the text that it failed for has changed.
    preview.write("templates/entry.html", template);
    errors(1);
    preview.until_holds("/about/", "Plain: Odd");
    preview.write("content/about.md", "# Even\n");
    preview.until_holds("/about/", "Own: Even");
    errors(0);
    preview.equals_a_cold_build();
}

#[test]
fn reports_a_finding_once_and_again_when_it_is_fixed() {
    let preview = Preview::new(SITE);
    let until = |words: &str| preview.until_holds("/_homeroom/findings.json", words);
    preview.write("content/about.md", "# About\n\n[gone](gone.md)\n");
    until("\"errors\":1");
    preview.write("content/guides/start.md", "# Start\n\n[lost](lost.md)\n");
    until("\"errors\":2");
    // The finding moves down in the file, and is still the same finding.
    preview.write("content/about.md", "# About\n\nNew.\n\nAnd new.\n\n[gone](gone.md)\n");
    until("\"line\":7");
    preview.write("content/about.md", "# About\n");
    until("\"errors\":1");
    preview.write("content/guides/start.md", "# Start\n");
    until("\"errors\":0");
    let told = preview.told.lock().expect("a list").clone();
    let findings: Vec<&String> = told.iter().filter(|told| told.starts_with("findings")).collect();
    let expected = ["1: 1 new, 0 fixed", "2: 1 new, 0 fixed", "1: 0 new, 1 fixed", "0: 0 new, 1 fixed"];
    assert_eq!(findings, expected.map(|told| format!("findings {told}")).iter().collect::<Vec<_>>());
}

#[test]
fn a_file_that_cannot_be_read_for_a_moment_is_held_back() {
    let preview = Preview::new(SITE);
    let path = preview.path("content/about.md");
    // A folder in place of the file makes it unreadable, even if the tests run as root.
    fs::write(&path, b"# About\n\n\xff\xfe not a text\n").expect("written");
    preview.until_holds("/_homeroom/findings.json", "\"errors\":1");
    assert!(preview.get("/about/").text().contains("First words."));
    fs::write(&path, "# About\n\nReadable words.\n").expect("written");
    preview.until_holds("/about/", "Readable words.");
}

#[test]
fn with_poll_changes_are_found_without_reports_of_the_system() {
    let preview = Preview::with(SITE, true);
    preview.write("content/about.md", "# About\n\nPolled words.\n");
    preview.until_holds("/about/", "Polled words.");
    preview.write("content/extra/page.md", "# Extra\n\nPolled folder.\n");
    preview.until_holds("/extra/page/", "Polled folder.");
}
