//! Which files of a site are published: no file of an author that runs, no picture that reveals where it was taken, and
//! no file that no page links to.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use crate::support::{TODAY, snapshot, told};
use homeroom::diagnostic::Severity;
use homeroom::disk;
use homeroom::{Built, Memos, Options, UrlPath, build};
use tempfile::TempDir;

const HOME: (&str, &str) = ("content/index.md", "# Home\n");

fn built(files: &[(&str, &str)]) -> Built {
    build(&snapshot(files.iter().copied()), &Memos::default())
}

fn has(built: &Built, address: &str) -> bool {
    built.output.contains_key(&UrlPath::new(address))
}

fn page(built: &Built, address: &str) -> String {
    match built.output.get(&UrlPath::new(address)) {
        Some(homeroom::Artifact::Bytes(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        other => panic!("{address}: {other:?}"),
    }
}

#[test]
fn no_file_of_a_content_author_runs_in_a_browser_or_on_a_server() {
    for name in [
        "game.html",
        "game.HTM",
        "game.xhtml",
        "game.xht",
        "game.shtml",
        "game.xml",
        "style.xsl",
        "game.js",
        "game.mjs",
        "sw.js",
        "game.wasm",
        "game.swf",
        "game.hta",
        "game.svgz",
        "game.css",
        "game.php",
        "list.php.pdf",
        "feed.rss",
        "map.kml",
        "game.mhtml",
        "_redirects",
        "_headers",
        "_Worker.js",
        "CNAME",
        "Web.Config",
        "netlify.toml",
        "vercel.json",
        "staticwebapp.config.json",
        "manifest.json",
        "robots.txt",
        "ads.txt",
        "game",
        "game.html.",
        "game.html ",
        "data.json",
        "program.exe",
        "x.\u{ff48}tml",
    ] {
        let file = format!("content/files/{name}");
        let written = name.replace(' ', "%20");
        let link = format!("# Home\n\n[the game](<files/{written}>)\n");
        let built = built(&[("content/index.md", &link), (&file, "<script>alert(1)</script>")]);
        assert!(!has(&built, &format!("files/{name}")), "{name}");
        let found = told(&built);
        assert!(found.contains(&format!("{file}:1:1: error[file-type]")), "{name}: {found}");
        assert!(!page(&built, "").contains("href=\"files/"), "{name}: the page shows the words without a link");
        // On Windows no file can have such a name, not even in `static/`.
        if name.ends_with(['.', ' ']) {
            continue;
        }
        let rooted = format!("# Home\n\n[the game](</files/{written}>)\n");
        let moved = self::built(&[
            ("content/index.md", &rooted),
            (&format!("static/files/{name}"), "<script>alert(1)</script>"),
        ]);
        assert!(has(&moved, &format!("files/{name}")), "{name}: the technologist may");
        assert!(page(&moved, "").contains("href=\"files/"), "{name}: a link from the root leads there");
    }
}

#[test]
fn no_drawing_of_a_content_author_runs_or_loads_anything() {
    let link = ("content/index.md", "# Home\n\n![the way](map.svg)\n");
    let plain = built(&[link, ("content/map.svg", "<svg width='4' height='2'><path d='M0 0'/></svg>")]);
    assert_eq!(told(&plain), "");
    assert!(page(&plain, "").contains("width=\"4\" height=\"2\"") && has(&plain, "map.svg"));
    let scripted = built(&[link, ("content/map.svg", "<svg>\n  <g onload='alert(1)'/>\n</svg>")]);
    assert!(told(&scripted).starts_with("content/map.svg:2:6: error[unsafe-drawing]: "), "{}", told(&scripted));
    assert!(!page(&scripted, "").contains("map.svg") && !has(&scripted, "map.svg"));
    assert!(has(&built(&[HOME, ("static/map.svg", "<svg onload='alert(1)'/>")]), "map.svg"));
}

#[test]
fn settings_can_add_endings_but_none_of_files_that_run() {
    let files =
        [("content/index.md", "# Home\n\n[a part](part.stl) [a game](game.htm)\n"), ("content/part.stl", "solid")];
    let with = |settings: &str| {
        let all = files.iter().copied().chain([("homeroom.yaml", settings), ("content/game.htm", "<p>")]);
        build(&snapshot(all), &Memos::default())
    };
    assert!(!has(&with("title: Site\n"), "part.stl"));
    let added = with("title: Site\nfile_types: [.STL, htm]\n");
    assert!(has(&added, "part.stl") && !has(&added, "game.htm"));
    let found = told(&added);
    assert!(found.contains("homeroom.yaml:2:20: error[bad-setting]: files that end in `.htm` are never"), "{found}");
}

#[test]
fn files_with_nearly_the_name_of_a_page_are_reported_and_not_published() {
    for (name, meant) in [
        ("kahoot.md.txt", "kahoot.md"),
        ("kahoot.mdx", "kahoot.md"),
        ("kahoot.MD", "kahoot.md"),
        ("kahoot.md.bak", "kahoot.md"),
        ("kahoot.markdown.md", "kahoot.md"),
        ("kahoot.md.docx", "kahoot.md"),
        ("kahoot.mkd", "kahoot.md"),
    ] {
        let built = built(&[HOME, (&format!("content/{name}"), "# Kahoot\n")]);
        let found = told(&built);
        assert!(found.contains("error[file-name]") && found.contains(name), "{name}: {found}");
        let help = built.diagnostics.iter().find_map(|diagnostic| diagnostic.help.clone()).unwrap_or_default();
        assert!(help.contains(&format!("`{meant}`")), "{name}: {help}");
        assert!(!has(&built, name), "{name}");
    }
}

#[test]
fn a_file_is_published_only_if_a_published_page_leads_to_it() {
    let kind = (
        "kinds/thing.yaml",
        "label: { one: Thing, many: Things }\nfolder: things\nfields:\n  picture: { type: image }\n  more: { type: url }\n  notes: { type: list, of: { type: markdown } }\n",
    );
    let thing = (
        "content/things/a.md",
        "---\ntitle: A\npicture: field.svg\nmore: https://site.example/whole/plan.pdf\nnotes: [\"[n](note.pdf)\"]\n---\n",
    );
    let body = "# Home\n\n![s](shown.svg) [l](<linked file.pdf>) [r][] [w](https://site.example/whole/guide.pdf#p2)\n\n\
        <img src=\"raw.svg\" srcset=\"small.svg 1x, sub/large.svg 2x\" alt=\"\"> <video src=\"film.mp4\" poster=\"poster.svg\"></video>\n\n\
        <audio src=\"sound.mp3\"></audio> <picture><source srcset=\"wide.svg\"><img src=\"raw.svg\" alt=\"\"></picture>\n\n\
        <div>\n<video src=\"film.mp4\"><track src=\"words.vtt\" kind=\"captions\"></video>\n</div>\n\n[r]: reference.pdf\n";
    let used = [
        "things/field.svg",
        "whole/plan.pdf",
        "things/note.pdf",
        "shown.svg",
        "linked file.pdf",
        "whole/guide.pdf",
        "raw.svg",
        "small.svg",
        "sub/large.svg",
        "film.mp4",
        "poster.svg",
        "sound.mp3",
        "wide.svg",
        "words.vtt",
        "reference.pdf",
    ];
    let draft = ("content/draft.md", "---\ntitle: Draft\ndraft: true\n---\n\n[d](draft.pdf) [s](shown.svg)\n");
    let future = ("content/future.md", "---\ntitle: Future\ndate: 2027-05-01\n---\n\n[f](future.pdf)\n");
    let settings = ("homeroom.yaml", "title: Site\nbase_url: https://site.example/\n");
    let mut files: BTreeMap<String, String> = [kind, thing, ("content/index.md", body), draft, future, settings]
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .into();
    for name in used.iter().chain(&["draft.pdf", "future.pdf", "unused.pdf", "things/beside.svg"]) {
        files.insert(format!("content/{name}"), "<svg/>".to_owned());
    }
    let mut snapshot = snapshot(&files);
    let built = build(&snapshot, &Memos::default());
    for name in used {
        assert!(has(&built, name), "{name}: {}", told(&built));
    }
    for name in ["draft.pdf", "future.pdf", "unused.pdf", "things/beside.svg"] {
        assert!(!has(&built, name), "{name}");
    }
    let unused = built.diagnostics.iter().filter(|diagnostic| diagnostic.rule.code == "unused-file");
    let unused: Vec<String> = unused.filter_map(|found| Some(found.span.as_ref()?.file.to_string())).collect();
    assert_eq!(unused, ["content/things/beside.svg", "content/unused.pdf"], "what drafts lead to is not told");
    assert!(built.diagnostics.iter().all(|diagnostic| diagnostic.severity < Severity::Error), "{}", told(&built));

    snapshot.options = Options { drafts: true, ..Options::default() };
    let drafts = build(&snapshot, &Memos::default());
    assert!(has(&drafts, "draft.pdf") && has(&drafts, "future.pdf") && !has(&drafts, "unused.pdf"));
}

#[test]
fn a_link_in_any_spelling_publishes_its_file() {
    let published = |address: &str, options: Options| {
        let body = format!("# Home\n\n[x]({address})\n");
        let settings = "title: Site\nbase_url: https://d.example/h/\n";
        let files = [("homeroom.yaml", settings), ("content/index.md", &body), ("content/a/x.pdf", "%PDF")];
        let mut snapshot = snapshot(files);
        snapshot.options = options;
        has(&build(&snapshot, &Memos::default()), "a/x.pdf")
    };
    for address in [
        "https://d.example/h/a/x.pdf",
        "https://D.Example/h/a/x.pdf",
        "HTTPS://d.example/h/a/x.pdf",
        "http://d.example/h/a/x.pdf",
        "https://d.example:443/h/a/x.pdf",
        "https://d.example/h/./b/../a/x.pdf?v=2#page=3",
        "https://d.example/h/a/%78.pdf",
    ] {
        assert!(published(address, Options::default()), "{address}");
        let elsewhere = Options { base_url: Some("https://staging.example/".to_owned()), ..Options::default() };
        assert!(published(address, elsewhere), "{address}, published elsewhere for once");
    }
    for address in [
        "https://other.example/h/a/x.pdf",
        "https://d.example/a/x.pdf",
        "https://d.example.other/h/a/x.pdf",
        "https://d.example:8443/h/a/x.pdf",
        "ftp://d.example/h/a/x.pdf",
    ] {
        assert!(!published(address, Options::default()), "{address}");
    }
}

#[test]
fn files_that_trusted_html_loads_are_published() {
    let settings = ("homeroom.yaml", "title: Site\nmarkdown: { raw_html: trust }\n");
    let body = "# Home\n\n<object data=\"plan.pdf\"></object> <div style=\"background:url('back.svg')\"></div>\n\n\
        <style>p { background: url(\"tile.svg\") }</style>\n\n<!-- other.pdf -->\n";
    let built = built(&[
        settings,
        ("content/index.md", body),
        ("content/plan.pdf", "%PDF"),
        ("content/back.svg", "<svg/>"),
        ("content/tile.svg", "<svg/>"),
        ("content/other.pdf", "%PDF"),
    ]);
    assert!(has(&built, "tile.svg"), "{}", told(&built));
    assert!(has(&built, "plan.pdf") && has(&built, "back.svg") && !has(&built, "other.pdf"), "{}", told(&built));
}

#[test]
fn a_link_that_is_added_or_removed_counts_in_a_warm_build_too() {
    let memos = Memos::default();
    let with = |body: &str| build(&snapshot([("content/index.md", body), ("content/a.pdf", "%PDF")]), &memos);
    assert!(has(&with("# Home\n\n[a](a.pdf)\n"), "a.pdf"));
    assert!(!has(&with("# Home\n\na\n"), "a.pdf"));
    assert!(has(&with("# Home\n\n[a](a.pdf)\n"), "a.pdf"));
}

/// The note of a camera that says where the picture was taken.
const NOTE: &[u8] = b"37.7749 N 122.4194 W";

fn photo() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let pixel = |x: u32, y: u32| image::Rgb([(x * 7 + y * 3) as u8, (x * y / 5) as u8, (y * 11 + x) as u8]);
    image::RgbImage::from_fn(1300, 130, pixel).write_to(&mut bytes, image::ImageFormat::Jpeg).expect("an encoder");
    let jpeg = bytes.into_inner();
    let length = u16::try_from(NOTE.len() + 2).expect("short").to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length[..], NOTE, &jpeg[2..], NOTE].concat()
}

fn site(files: &[(&str, &[u8])]) -> TempDir {
    let site = tempfile::tempdir().expect("a folder");
    for (path, bytes) in files {
        let path = site.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, bytes).expect("a file");
    }
    site
}

fn publish(site: &Path) -> Built {
    let out = site.join("public");
    let snapshot = disk::read(site, Some(&out), TODAY, Options::default()).expect("a snapshot");
    let built = build(&snapshot, &Memos::default());
    disk::write(&out, site, &built.output).expect("an output");
    built
}

/// The published files that hold the note.
fn leaks(site: &Path) -> Vec<String> {
    let files = walkdir::WalkDir::new(site.join("public")).into_iter().map(|entry| entry.expect("a file"));
    let holds = |path: &Path| fs::read(path).expect("bytes").windows(NOTE.len()).any(|window| window == NOTE);
    let leaks = files.filter(|entry| entry.file_type().is_file() && holds(entry.path()));
    leaks.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn no_published_picture_tells_where_it_was_taken() {
    let photo = photo();
    let page: &[u8] = b"# Home\n\n![shown](shown.jpg) [linked](linked.JPG) [misnamed](plan.pdf) ![png](odd.png)\n";
    let files: [(&str, &[u8]); 9] = [
        ("content/index.md", page),
        ("content/shown.jpg", &photo),
        ("content/linked.JPG", &photo),
        ("content/plan.pdf", &photo),
        ("content/odd.png", &photo),
        ("static/deep/old.jpe", &photo),
        ("assets/photo.jpg", &photo),
        ("themes/own/assets/hero.jpeg", &photo),
        ("homeroom.yaml", b"title: Site\ntheme: own\n"),
    ];
    let site = site(&files);
    let built = publish(site.path());
    assert_eq!(told(&built), "");
    assert_eq!(leaks(site.path()), [""; 0]);
    for file in ["shown.jpg", "linked.JPG", "plan.pdf", "odd.png", "deep/old.jpe", "shown.480w.jpg"] {
        assert!(site.path().join("public").join(file).exists(), "{file}");
    }
    let shown = fs::read(site.path().join("public/shown.jpg")).expect("bytes");
    assert_eq!(
        image::load_from_memory(&shown).expect("a picture"),
        image::load_from_memory(&photo).expect("a picture")
    );
    assert_eq!(publish(site.path()).output.len(), built.output.len(), "and again, into the same folder");
    assert_eq!(leaks(site.path()), [""; 0]);

    fs::write(site.path().join("homeroom.yaml"), "title: Site\ntheme: own\npictures: { metadata: keep }\n")
        .expect("a file");
    let avif: &[u8] = b"\0\0\0\x18ftypavif";
    fs::write(site.path().join("content/odd.png"), avif).expect("a file");
    let kept = publish(site.path());
    assert_eq!(leaks(site.path()).len(), 6, "for those who must");
    assert!(has(&kept, "odd.png"), "{}", told(&kept));
}

#[test]
fn pictures_whose_notes_cannot_be_removed_are_reported_and_not_published() {
    let heic: &[u8] = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    let photo = photo();
    let cut = &photo[..photo.len() / 2];
    let home: &[u8] = b"# Home\n\n![a](a.jpg) ![b](b.jpg) ![c](c.heic)\n";
    let site = site(&[
        ("content/index.md", home),
        ("content/a.jpg", heic),
        ("content/b.jpg", cut),
        ("static/d.heic", heic),
        ("static/e.png", cut),
        ("static/f.dng", b"II*\0"),
        ("assets/g.tif", b"MM\0*"),
        ("content/c.heic", heic),
        ("content/beside.heic", heic),
    ]);
    let built = publish(site.path());
    let found = told(&built);
    for (file, finding) in [
        ("content/a.jpg", "error[picture-format]"),
        ("content/b.jpg", "warning[broken-picture]"),
        ("static/d.heic", "error[picture-format]"),
        ("static/e.png", "warning[broken-picture]"),
        ("static/f.dng", "error[picture-format]"),
        ("assets/g.tif", "error[picture-format]"),
        ("content/c.heic", "error[picture-format]"),
        ("content/beside.heic", "warning[picture-format]"),
    ] {
        assert!(found.contains(&format!("{file}: {finding}")), "{file}: {found}");
    }
    let files = built
        .output
        .keys()
        .filter(|url| ["a.jpg", "b.jpg", "heic", "e.png", "dng", "tif"].iter().any(|end| url.as_str().ends_with(end)));
    assert_eq!(files.count(), 0);
    assert!(!page(&built, "").contains("<img"), "readers see the words in place of the pictures");
}

#[test]
fn a_small_picture_file_cannot_fill_the_memory_of_the_machine() {
    let chunk = |name: &[u8], body: &[u8]| {
        let sum = body.iter().chain(name).fold(0u32, |sum, byte| sum.wrapping_add(u32::from(*byte)));
        [&u32::try_from(body.len()).expect("short").to_be_bytes()[..], name, body, &sum.to_be_bytes()].concat()
    };
    let head = [&65_535u32.to_be_bytes()[..], &65_535u32.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let bomb =
        [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &head), &chunk(b"IDAT", b"x\x9c"), &chunk(b"IEND", b"")].concat();
    let site =
        site(&[("content/index.md", b"# Home\n\n![a](a.png)\n"), ("content/a.png", &bomb), ("static/b.png", &bomb)]);
    let built = publish(site.path());
    let found = told(&built);
    assert_eq!(found.matches("error[large-picture]").count(), 2, "{found}");
    assert!(!has(&built, "a.png") && !has(&built, "a.480w.png") && !has(&built, "b.png"));
}
