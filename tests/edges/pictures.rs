//! Smaller versions of pictures in the output folder: when they are made, and when they are made again.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use homeroom::disk::{self, Written};
use homeroom::{Memos, Options, build};

fn png(shift: u32) -> Vec<u8> {
    png_of(1300, shift)
}

fn png_of(width: u32, shift: u32) -> Vec<u8> {
    let pixel = |x: u32, y: u32| image::Rgb([(x * 7 + y * 3) as u8, (x * y / 5 + shift) as u8, (y * 11 + x) as u8]);
    let mut bytes = Cursor::new(Vec::new());
    image::RgbImage::from_fn(width, 130, pixel).write_to(&mut bytes, image::ImageFormat::Png).expect("an encoder");
    bytes.into_inner()
}

fn publish(site: &Path) -> Written {
    let out = site.join("public");
    let snapshot =
        disk::read(site, Some(&out), jiff::civil::date(2026, 11, 22), Options::default()).expect("a snapshot");
    let built = build(&snapshot, &Memos::default());
    assert_eq!(built.diagnostics, []);
    disk::write(&out, site, &built.output).expect("an output")
}

#[test]
fn smaller_pictures_are_made_only_when_their_picture_changes() {
    let site = tempfile::tempdir().expect("a folder");
    let put = |file: &str, bytes: &[u8]| {
        let path = site.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, bytes).expect("a file");
    };
    let made = site.path().join("public/map.480w.png");
    let width = || image::image_dimensions(&made).expect("a picture").0;
    put("content/index.md", b"# Home\n\n![The way to the office](map.png)\n");
    put("content/map.png", &png(0));
    publish(site.path());
    assert_eq!(width(), 480);
    assert!(fs::read(&made).expect("bytes").len() < png(0).len());

    // Nothing has changed. A file that was made again would have another time.
    let before = fs::metadata(&made).expect("a file").modified().expect("a time");
    assert_eq!(publish(site.path()).changed, 0);
    assert_eq!(fs::metadata(&made).expect("a file").modified().expect("a time"), before);

    // A new picture of the same name: three files are written, the picture and its two smaller versions.
    let first = fs::read(&made).expect("bytes");
    put("content/map.png", &png(90));
    assert_eq!(publish(site.path()).changed, 3);
    assert_ne!(fs::read(&made).expect("bytes"), first);

    // Somebody has changed a smaller version: only that one is made again.
    let second = fs::read(&made).expect("bytes");
    fs::write(&made, b"scribbled over, in another size").expect("a file");
    assert_eq!(publish(site.path()).changed, 1);
    assert_eq!(fs::read(&made).expect("bytes"), second);

    // No page shows the picture any more.
    put("content/index.md", b"# Home\n\n[The way to the office](map.png)\n");
    assert_eq!(publish(site.path()).removed, 2);
    assert!(!made.exists() && site.path().join("public/map.png").exists());
}

#[test]
fn a_smaller_picture_is_not_made_if_its_address_is_taken() {
    let site = tempfile::tempdir().expect("a folder");
    let put = |file: &str, bytes: &[u8]| {
        let path = site.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, bytes).expect("a file");
    };
    let long = "l".repeat(247);
    let home = format!("# Home\n\n![Map](map.png) ![Way](Way.PNG) ![Long]({long}.png)\n");
    put("content/index.md", home.as_bytes());
    for picture in ["map.png", "Way.PNG", &format!("{long}.png")] {
        put(&format!("content/{picture}"), &png(0));
    }
    put("static/MAP.480w.png", &png_of(40, 0));
    put("static/way.480w.png/a.txt", b"mine");
    publish(site.path());
    let public = site.path().join("public");
    let made = |file: &str| public.join(file).is_file();
    assert!(!made("map.480w.png") && made("MAP.480w.png") && made("map.960w.png"));
    assert!(!made("Way.480w.PNG") && made("way.480w.png/a.txt") && made("Way.960w.PNG"));
    assert!(made(&format!("{long}.png")) && !made(&format!("{long}.480w.png")));
    let page = fs::read_to_string(public.join("index.html")).expect("a page");
    assert!(page.contains("map.960w.png 960w") && !page.contains("480w"), "{page}");
}

#[test]
fn smaller_pictures_are_made_of_pictures_that_are_large_enough() {
    let site = tempfile::tempdir().expect("a folder");
    fs::create_dir(site.path().join("content")).expect("a folder");
    fs::write(site.path().join("content/index.md"), "# Home\n\n![Map](map.png)\n").expect("a file");
    let memos = Memos::default();
    for (width, expected) in [(300, 0), (1300, 2), (300, 0)] {
        fs::write(site.path().join("content/map.png"), png_of(width, 0)).expect("a file");
        let day = jiff::civil::date(2026, 11, 22);
        let snapshot = disk::read(site.path(), None, day, Options::default()).expect("a snapshot");
        let built = build(&snapshot, &memos);
        let smaller = built.output.keys().filter(|url| url.as_str().starts_with("map.") && url.as_str() != "map.png");
        assert_eq!(smaller.count(), expected, "{width} pixels");
    }
}

#[test]
fn a_page_in_place_of_a_picture_is_reported() {
    let text = "# Plan\n\n![a](other.md)\n\n![a](?x)\n\n![a](.)\n\n<img src=\"other.md\" srcset=\"/other.md 2x\" alt=\"a\">\n\n\
        <video src=\"#plan\" poster=\"other.md\"></video>\n\n[a](other.md) ![a](draft.md)\n";
    let site = tempfile::tempdir().expect("a folder");
    fs::create_dir(site.path().join("content")).expect("a folder");
    for (name, text) in
        [("index", "# Home\n"), ("other", "# Other\n"), ("draft", "---\ndraft: true\n---\n# D\n"), ("plan", text)]
    {
        fs::write(site.path().join(format!("content/{name}.md")), text).expect("a file");
    }
    let day = jiff::civil::date(2026, 11, 22);
    let snapshot = disk::read(site.path(), None, day, Options::default()).expect("a snapshot");
    let built = build(&snapshot, &Memos::default());
    let told: Vec<&str> = built.diagnostics.iter().map(|told| told.message.as_str()).collect();
    let pages = ["other.md", "?x", ".", "other.md", "/other.md", "#plan", "other.md"];
    let mut expected = pages.map(|page| format!("`{page}` is a page, not a picture")).to_vec();
    expected.push("`content/draft.md` is a draft".to_owned());
    assert_eq!(told, expected);
}

/// All pictures that a `srcset` names are checked, published and reported like any other picture.
#[test]
fn pictures_of_a_srcset_are_checked_and_published_like_others() {
    let site = tempfile::tempdir().expect("a folder");
    let put = |file: &str, bytes: &[u8]| {
        let path = site.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, bytes).expect("a file");
    };
    put("content/index.md", b"# Home\n");
    put("content/plans/gym.png", &png(0));
    put("content/plans/gym-dark.png", &png(1));
    let text = "# Plan\n\n<picture>\n<source media=\"print\" srcset=\"../plans/gym-dark.png 1x, gone.png 2x\">\n\
        <source srcset=\"https://elsewhere.example/gym.png\">\n<img src=\"../plans/gym.png\" alt=\"The gym\">\n</picture>\n";
    put("content/help/plan.md", text.as_bytes());
    let day = jiff::civil::date(2026, 11, 22);
    let snapshot = disk::read(site.path(), None, day, Options::default()).expect("a snapshot");
    let built = build(&snapshot, &Memos::default());
    let told: Vec<(&str, &str)> = built
        .diagnostics
        .iter()
        .map(|told| {
            let place = told.span.as_ref().and_then(|span| text.get(span.start..span.end));
            (told.rule.code, place.unwrap_or_default())
        })
        .collect();
    assert_eq!(told, [("broken-file", "gone.png"), ("outside-image", "https://elsewhere.example/gym.png")]);
    let page = built.output.iter().find(|(url, _)| url.as_str() == "help/plan/").expect("the page").1;
    let homeroom::Artifact::Bytes(bytes) = page else { panic!("no text") };
    let text = String::from_utf8_lossy(bytes);
    assert!(text.contains("<source media=\"print\" srcset=\"../../plans/gym-dark.png 1x\">\n\n<img src"), "{text}");
    assert!(!text.contains("elsewhere") && !text.contains("gone.png"));
    assert!(built.output.keys().any(|url| url.as_str() == "plans/gym-dark.480w.png"), "a picture that a page uses");
}
