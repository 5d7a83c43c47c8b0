//! Clashes with addresses of the theme and of the build.

use super::*;

#[test]
fn content_never_replaces_a_published_file_of_the_theme() {
    for folder in ["content", "static"] {
        let site = site(&[("content/index.md", "# Home\n")]);
        agreed(site.path(), 0);
        let mut names = fs::read_dir(site.path().join("public/assets")).expect("a folder");
        let is_script = |name: &String| name.starts_with("site.") && name.ends_with(".js");
        let script = names.find_map(|entry| Some(entry.ok()?.file_name().into_string().ok()?).filter(is_script));
        let name = format!("assets/{}", script.expect("the script of every page"));
        let theirs = fs::read_to_string(site.path().join("public").join(&name)).expect("the script");
        let other_case = name.replace("assets/", "Assets/");
        for below in [&name, &name.to_uppercase(), &other_case, &format!("{name}/index.html"), "assets/x.js", "assets"]
        {
            let path = format!("{folder}/{below}");
            let home = format!("# Home\n\n[a](<{below}>)\n");
            put(site.path(), &[(&path, "alert(1)\n"), ("content/index.md", &home), ("homeroom.yaml", "title: T\n")]);
            if folder == "static" {
                let told = agreed(site.path(), 1);
                assert!(told.contains(&format!("{path}: error[address-taken]: `{path}` ")), "{told}");
            }
            put(
                site.path(),
                &[(
                    "homeroom.yaml",
                    "title: T\nchecks: { address-taken: off, broken-file: off, broken-link: off, file-type: warning }\n",
                )],
            );
            agreed(site.path(), 0);
            let published = fs::read_to_string(site.path().join("public").join(&name)).expect("it is published");
            assert_eq!(published, theirs, "{path}");
            let first = site.path().join(path.split('/').take(2).collect::<Vec<_>>().join("/"));
            if first.is_dir() { fs::remove_dir_all(first) } else { fs::remove_file(first) }.expect("it was there");
        }
    }
}

#[test]
fn a_content_file_or_folder_named_assets() {
    assert_told(
        &[("static/assets", "x")],
        &[
            "static/assets: error[address-taken]: `static/assets` is a file at `/assets`, where the theme needs a folder",
        ],
    );
    assert_told(
        &[("content/assets.md", PAGE)],
        &[
            "content/assets.md:1:1: error[address-taken]: `content/assets.md` has the address `/assets/`, but everything in `/assets/` belongs to the theme",
        ],
    );
    assert_told(
        &[("static/assets/logo.pdf", "x")],
        &[
            "static/assets/logo.pdf: error[address-taken]: `static/assets/logo.pdf` has the address `/assets/logo.pdf`, but everything in `/assets/` belongs to the theme",
        ],
    );
    assert_told(
        &[("content/Assets/tips.md", PAGE)],
        &[
            "content/Assets/tips.md:1:1: error[address-taken]: `content/Assets/tips.md` has the address `/assets/tips/`, but everything in `/assets/` belongs to the theme",
        ],
    );
}

#[test]
fn a_static_file_with_the_name_of_a_page_that_the_build_makes() {
    assert_told(
        &[("static/404.html", "x"), ("static/INDEX.html", "x"), ("static/search", "x")],
        &[
            "static/404.html: error[address-taken]: `static/404.html` and the page for addresses that do not exist have the same address `/404.html`",
            "static/INDEX.html: error[address-taken]: `static/INDEX.html` and the home page have the same address `/INDEX.html`",
            "static/search: error[address-taken]: `static/search` is a file at `/search`, where the search index needs a folder",
        ],
    );
    assert_told(
        &[("static/404.html/a.pdf", "x"), ("static/a-z/index.html", "x"), ("static/robots.txt/a.pdf", "x")],
        &[
            "static/404.html/a.pdf: error[address-taken]: `static/404.html/a.pdf` needs a folder at `/404.html`, where the page for addresses that do not exist is a file",
            "static/a-z/index.html: error[address-taken]: `static/a-z/index.html` and the list of everything from A to Z have the same address `/a-z/index.html`",
            "static/robots.txt/a.pdf: error[address-taken]: `static/robots.txt/a.pdf` needs a folder at `/robots.txt`, where Homeroom's own `robots.txt` is a file",
        ],
    );
    let netlify = ("homeroom.yaml", "hosting: [netlify, cloudflare, iis]\n");
    assert_told(
        &[netlify, ("static/_headers", "x"), ("static/Web.config/a.pdf", "x")],
        &[
            "static/Web.config/a.pdf: error[address-taken]: `static/Web.config/a.pdf` needs a folder at `/web.config`, where Homeroom's own `web.config` is a file",
            "static/_headers: error[address-taken]: `static/_headers` and Homeroom's own `_headers` have the same address `/_headers`",
        ],
    );
}

#[test]
fn a_file_in_a_folder_that_the_build_fills() {
    assert_told(
        &[
            ("static/Search/shards/mine.js", "x"),
            ("static/_homeroom/preview.js", "x"),
            ("content/search/shards/tips.md", PAGE),
        ],
        &[
            "content/search/shards/tips.md:1:1: error[address-taken]: `content/search/shards/tips.md` has the address `/search/shards/tips/`, but everything in `/search/shards/` belongs to the search index",
            "static/Search/shards/mine.js: error[address-taken]: `static/Search/shards/mine.js` has the address `/Search/shards/mine.js`, but everything in `/search/shards/` belongs to the search index",
            "static/_homeroom/preview.js: error[address-taken]: `static/_homeroom/preview.js` has the address `/_homeroom/preview.js`, but everything in `/_homeroom/` belongs to the preview",
        ],
    );
}
