//! How settings change the theme, and what pages say to browsers, search engines and web hosts.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::{TODAY, snapshot, told};
use homeroom::fingerprint::Fingerprint;
use homeroom::pipeline::lay_out;
use homeroom::theme::contrast::low;
use homeroom::theme::{Scheme, policy};
use homeroom::{Artifact, Built, File, Memos, Options, UrlPath, VPath, build};

fn built(files: &[(&str, &str)]) -> Built {
    let files: BTreeMap<String, String> =
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    build(&snapshot(&files), &Memos::default())
}

fn text(built: &Built, url: &str) -> String {
    match built.output.get(&UrlPath::new(url)) {
        Some(Artifact::Bytes(bytes)) => String::from_utf8(bytes.to_vec()).expect("text"),
        other => panic!("{url}: {other:?}"),
    }
}

fn codes(built: &Built) -> Vec<&str> {
    built.diagnostics.iter().map(|found| found.rule.code).collect()
}

/// The JSON-LD of a page, as a browser reads it from the page.
fn graph(page: &str) -> Vec<serde_json::Value> {
    let (_, rest) = page.split_once("<script type=\"application/ld+json\">").expect("linked data");
    let (json, _) = rest.split_once("</script>").expect("an end");
    let data: serde_json::Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(data["@context"], "https://schema.org");
    data["@graph"].as_array().expect("a graph").clone()
}

#[test]
fn every_pair_of_colors_of_the_built_in_theme_has_enough_contrast() {
    let snapshot = snapshot(&BTreeMap::from([("content/index.md".to_owned(), "# Home\n".to_owned())]));
    let site = homeroom::site::declare(&snapshot).value;
    assert!(site.theme.contrast.len() > 30, "{} pairs", site.theme.contrast.len());
    for pair in &site.theme.contrast {
        for (name, scheme) in [&pair.color, &pair.on].into_iter().flat_map(|name| Scheme::BOTH.map(|one| (name, one))) {
            assert!(site.theme.tokens.color(name, scheme).is_some(), "`{name}` has no color in {}", scheme.word());
        }
    }
    let found: Vec<String> = low(&site.theme.contrast, &site.theme.tokens)
        .iter()
        .map(|low| format!("{} on {}: {:.2} in {}", low.pair.color, low.pair.on, low.ratio, low.scheme.word()))
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn the_built_in_theme_causes_no_finding() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sample = homeroom::disk::read(sample, None, TODAY, Options::default()).expect("the sample site");
    let settings = VPath::new("homeroom.yaml").expect("a path");
    let text = sample.text(&settings).expect("settings").replace("theme: default", "theme: plain");
    assert!(text.contains("theme: plain"));
    let mut plain = sample.clone();
    let fingerprint = Fingerprint::of(text.as_bytes());
    plain.files.insert(settings, File::Text { text: text.into(), fingerprint });
    // The sample has only its own warnings, about its tools.
    let expected: Vec<String> =
        lay_out(&sample, &Memos::default()).check(Vec::new()).0.into_iter().map(|d| d.message).collect();
    let found: Vec<String> = build(&plain, &Memos::default()).diagnostics.into_iter().map(|d| d.message).collect();
    assert_eq!(found, expected);
}

const THEME: [(&str, &str); 3] = [
    ("themes/slate/theme.yaml", "styles: [slate.css]\ncontrast: [{ color: ink, on: [paper], least: 4.5 }]\n"),
    (
        "themes/slate/assets/slate.css",
        "@layer t{:root{--paper:#fff;--ink:#222}:root[data-theme=dark]{--paper:#111;--ink:#eee}}",
    ),
    ("content/index.md", "# Home\n"),
];

fn slate(settings: &str, more: &[(&str, &str)]) -> Built {
    let settings = format!("title: Handbook\ntheme: slate\n{settings}");
    let files: Vec<(&str, &str)> =
        THEME.into_iter().chain([("homeroom.yaml", settings.as_str())]).chain(more.iter().copied()).collect();
    built(&files)
}

#[test]
fn the_settings_colors_come_after_the_theme_and_before_the_sites_own_sheets() {
    let built = slate(
        "colors: { ink: { light: \"#333\" }, paper: { dark: \"#000\" } }\nstyles: [own.css]\nlogo: mark.svg\n",
        &[("assets/own.css", "h1{background:url(mark.svg)}"), ("assets/mark.svg", "<svg/>")],
    );
    assert_eq!(told(&built), "");
    let home = text(&built, "");
    let at = |what: &str| home.find(what).unwrap_or_else(|| panic!("no {what} in {home}"));
    assert!(at("assets/slate.") < at("assets/settings/colors.") && at("assets/settings/colors.") < at("assets/own."));
    assert!(home.contains("<img src=\"assets/mark."));
    let sheet = |start: &str| {
        let url = built.output.keys().find(|url| url.as_str().starts_with(start)).expect("a sheet");
        text(&built, url.as_str())
    };
    // The theme's dark colors are written out again. Otherwise the new light color would count in dark mode too.
    let colors = sheet("assets/settings/colors.");
    assert!(colors.contains(":root{--ink:#333333;}"), "{colors}");
    assert!(colors.contains(":root[data-theme=dark]{--ink:#eee;--paper:#000000;}"), "{colors}");
    assert!(colors.starts_with("@media screen{"), "paper keeps the theme's colors: {colors}");
    assert!(sheet("assets/own.").contains("url(mark."), "a site's own sheet points at published names");
}

#[test]
fn a_bundle_is_one_asset_of_several_files() {
    let manifest = "bundles:\n  clubs.js: [clubs/list.js, dom.js, clubs/fold.js]\n  clubs/all.css: [clubs/a.css, b.css]\n\
                    scripts: [site.js, clubs.js]\nstyles: [clubs/all.css, b.css]\ncontrast: []\n";
    let files = [
        ("themes/plain/theme.yaml", manifest),
        ("themes/plain/assets/clubs/list.js", "const clubs = [1] // no semicolon"),
        ("themes/plain/assets/clubs/fold.js", "(() => fold(clubs))()\n"),
        ("themes/plain/assets/clubs/a.css", ":root{--ink:#222} a{background:url(../mark.svg)}\n"),
        ("themes/plain/assets/b.css", "b{background:url(mark.svg)}\n"),
        ("themes/plain/assets/mark.svg", "<svg/>"),
        ("homeroom.yaml", "title: Handbook\ntheme: plain\ncolors: { ink: \"#333\" }\n"),
        ("content/index.md", "# Home\n"),
    ];
    let with = |more: &[(&'static str, &'static str)]| {
        let built = built(&[&files, more].concat());
        assert_eq!(told(&built), "");
        built
    };
    // The names without their fingerprints.
    let assets = |built: &Built| -> BTreeMap<String, String> {
        let urls = built.output.keys().map(|url| url.as_str()).filter(|url| url.starts_with("assets/"));
        urls.filter(|url| !url.ends_with(".woff2"))
            .map(|url| {
                let parts: Vec<&str> = url.split('.').collect();
                (format!("{}.{}", parts[0], parts[parts.len() - 1]), text(built, url))
            })
            .collect()
    };
    let whole = with(&[]);
    let found = assets(&whole);
    let script = &found["assets/clubs.js"];
    let at = |what: &str| script.find(what).unwrap_or_else(|| panic!("no {what} in {script}"));
    assert!(at("// no semicolon\n;\n") < at("const el =") && at("const el =") < at("\n;\n(() => fold(clubs))()\n"));
    let sheet = &found["assets/clubs/all.css"];
    assert_eq!(sheet.matches("url(../mark.").count(), 2, "each url is one of the bundle: {sheet}");
    // A file that only bundles use is not published by itself; `dom.js` is such a part, and `b.css` is a style sheet.
    for (name, is) in
        [("clubs/list.js", false), ("clubs/fold.js", false), ("clubs/a.css", false), ("b.css", true), ("dom.js", true)]
    {
        assert_eq!(found.contains_key(&format!("assets/{name}")), is, "{name}");
    }
    assert!(text(&whole, "").contains("<script src=\"assets/clubs."));
    assert!(found["assets/settings/colors.css"].contains("--ink:#333333"), "a token of a file of the bundle is known");
    // A theme on top can replace one file of a bundle or the whole bundle.
    let own = assets(&with(&[("assets/clubs/list.js", "const clubs = [2]")]));
    assert!(own["assets/clubs.js"].starts_with("const clubs = [2]\n;\n"));
    let own = assets(&with(&[("assets/clubs.js", "0"), ("themes/plain/assets/search.js", "1")]));
    assert_eq!([&own["assets/clubs.js"], &own["assets/search.js"]], ["0", "1"]);
    assert!(!own.contains_key("assets/clubs/list.js") && !own.contains_key("assets/search/wire.js"));
}

#[test]
fn a_color_without_enough_contrast_is_reported_at_its_setting() {
    let tell = |settings: &str, more: &[(&str, &str)]| {
        let built = slate(settings, more);
        let told = built.diagnostics.iter().map(|found| {
            let place = found.span.as_ref().map_or(String::new(), |span| {
                built.sources.get(&span.file).map_or("", |lines| &lines.text()[span.range()]).to_owned()
            });
            format!("{} {place}: {}; {}", found.rule.code, found.message, found.help.clone().unwrap_or_default())
        });
        told.collect::<Vec<_>>().join("\n")
    };
    let low = "low-contrast \"#999\": `ink` (#999999) on `paper` (#ffffff) has a contrast of 2.84 in light, but needs \
               4.5; make `ink` darker, or choose a different color for `paper`";
    assert_eq!(tell("colors: { ink: \"#999\" }\n", &[]), low);
    let dark = tell("colors: { paper: { dark: \"#999\" } }\n", &[]);
    assert!(dark.starts_with("low-contrast \"#999\": `ink` (#eeeeee) on `paper` (#999999)"), "{dark}");
    let sheet = tell("styles: [own.css]\n", &[("assets/own.css", ":root { --ink: #888 }")]);
    assert!(sheet.starts_with("low-contrast --ink: #888: `ink`"), "{sheet}");
    let cases = [
        ("colors: { imk: \"#222\" }", "bad-color imk: the theme has no color `imk`; did you mean `ink`?"),
        (
            "colors: { ink: blue }",
            "bad-color blue: `ink` expects a color, not `blue`; write it as \"#1a2b3c\", with the quotes",
        ),
        (
            "colors: { ink: [1] }",
            "bad-color [1]: `ink` expects a color, not a list; write it as \"#1a2b3c\", with the quotes",
        ),
        (
            "colors:\n  ink: #222222",
            "bad-color ink: `ink` has no color; put the color into quotes: in YAML a `#` after a space starts a comment",
        ),
        (
            "styles: [our-district.css]",
            "missing-asset our-district.css: there is no file `our-district.css` in the folder `assets/`; put the file into the folder `assets/` of the theme or the site",
        ),
        (
            "logo: slat.css",
            "missing-asset slat.css: there is no file `slat.css` in the folder `assets/`; did you mean `slate.css`?",
        ),
    ];
    for (settings, expected) in cases {
        assert_eq!(tell(settings, &[]), expected, "{settings}");
    }
}

#[test]
fn a_pair_of_colors_in_the_sites_own_theme_may_name_only_existing_colors() {
    let mut files = THEME.to_vec();
    files[0].1 = "styles: [slate.css]\ncontrast: [{ color: inc, on: [paper], least: 3 }, { color: ink, least: 3 }]\n";
    files.push(("homeroom.yaml", "title: Handbook\ntheme: slate\n"));
    let built = built(&files);
    let mut told = codes(&built);
    told.sort_unstable();
    assert_eq!(told, ["bad-color", "missing-key"]);
}

#[test]
fn linked_data_cannot_break_out_of_its_element() {
    let title = "</script><script>alert(1)</script><!-- <script>";
    let settings = format!("title: {title:?}\ndistrict: {title:?}\nbase_url: https://a.example/b/\n");
    let page = format!("---\ntitle: {title:?}\nsummary: {title:?}\n---\n");
    let built = built(&[("homeroom.yaml", &settings), ("content/a/index.md", &page), ("content/a/b.md", "# B\n")]);
    for url in ["", "a/", "a/b/", "a-z/"] {
        let page = text(&built, url);
        assert!(!page.contains("<script>alert"), "{page}");
        let graph = graph(&page);
        assert!(graph.iter().any(|thing| thing["@type"] == "BreadcrumbList") != url.is_empty(), "{url}: {graph:?}");
    }
    let entry = &graph(&text(&built, "a/"))[0];
    assert_eq!(entry["name"], title);
    assert_eq!(entry["publisher"]["name"], title);
    let crumbs = graph(&text(&built, "a/b/"))[1]["itemListElement"].clone();
    assert_eq!(crumbs[1]["item"], "https://a.example/b/a/");
    assert_eq!(crumbs[2]["item"], "https://a.example/b/a/b/");
    assert!(!text(&built, "404.html").contains("ld+json"));
}

#[test]
fn a_kind_declares_the_type_of_its_entries_for_search_engines() {
    let kind = "label: { one: Course, many: Courses }\nfolder: courses\nschema_org:\n  type: Course\n  set: ItemList\n  \
                in: isPartOf\n  properties: { timeRequired: time, offers: fee, educationalLevel: level, about: terms, \
                startDate: from, numberOfCredits: credits, coursePrerequisites: before, salary: pay }\nfields:\n  time: \
                duration\n  fee: money\n  level: grades\n  terms: { type: list, of: { type: choice, of: terms } }\n  from: \
                date\n  credits: number\n  before: { type: reference, to: course }\n  pay: { type: range, of: money }\n  \
                mail: email\n";
    let course = "---\ntitle: Two\ntime: 2 hours\nfee: 4.50\nlevel: 3-5\nterms: [fall]\nfrom: 2026-09-01\ncredits: 3\n\
                  before: one\npay: 100-200\nmail: a@b.example\nupdated: 2026-10-01\n---\n";
    let built = built(&[
        ("homeroom.yaml", "title: T\nbase_url: https://a.example/\nvocabularies: { terms: [fall, spring] }\n"),
        ("kinds/course.yaml", kind),
        ("content/courses/one.md", "# One\n"),
        ("content/courses/two.md", course),
    ]);
    assert_eq!(told(&built), "");
    let expected = serde_json::json!({
        "@type": "Course",
        "name": "Two",
        "url": "https://a.example/courses/two/",
        "inLanguage": "en-US",
        "dateModified": "2026-10-01",
        "isPartOf": "https://a.example/courses/",
        "timeRequired": "PT2H",
        "offers": { "@type": "MonetaryAmount", "currency": "USD", "value": 4.5 },
        "educationalLevel": "Grades 3–5",
        "about": ["Fall"],
        "startDate": "2026-09-01",
        "numberOfCredits": 3,
        "coursePrerequisites": { "@type": "Course", "name": "One", "url": "https://a.example/courses/one/" },
        "salary": { "@type": "MonetaryAmount", "currency": "USD", "minValue": 100, "maxValue": 200 },
    });
    assert_eq!(graph(&text(&built, "courses/two/"))[0], expected);
    assert_eq!(graph(&text(&built, "courses/"))[0]["@type"], "ItemList");
}

#[test]
fn a_wrong_declaration_of_linked_data_is_reported() {
    let kind = |declared: &str| {
        format!("label: {{ one: A, many: B }}\nschema_org: {declared}\nfields: {{ time: duration }}\n")
    };
    for (declared, expected) in [
        ("learning resource", "`learning resource` is not a type of schema.org"),
        ("{ type: Course, properties: { Time: time } }", "`Time` is not a property of schema.org"),
        ("{ type: Course, properties: { timeRequired: tme } }", "the kind has no field `tme`"),
        ("{ type: Course, in: \"x\\\"y\" }", "`x\"y` is not a property of schema.org"),
        ("{ set: Course }", "`schema_org` has no `type`"),
    ] {
        let built = built(&[("kinds/a.yaml", &kind(declared)), ("content/index.md", "# Home\n")]);
        let told: Vec<&str> = built.diagnostics.iter().map(|found| found.message.as_str()).collect();
        assert_eq!(told, [expected], "{declared}");
    }
}

#[test]
fn previews_of_links_need_whole_addresses() {
    let head = |base: &str| {
        let settings = format!("title: T\ndescribe: D\n{base}card: {{ image: card.png, alt: A card }}\n");
        text(&built(&[("homeroom.yaml", &settings), ("assets/card.png", "x"), ("content/index.md", "# Home\n")]), "")
    };
    let whole = head("base_url: https://a.example/b/\n");
    for tag in [
        "<meta property=\"og:image\" content=\"https://a.example/b/assets/card.",
        "<meta property=\"og:image:alt\" content=\"A card\">",
        "<meta property=\"og:url\" content=\"https://a.example/b/\">",
        "<meta property=\"og:description\" content=\"D\">",
        "content=\"summary_large_image\"",
    ] {
        assert!(whole.contains(tag), "{tag}");
    }
    let without = head("");
    assert!(!without.contains("og:image") && !without.contains("og:url") && without.contains("content=\"summary\""));
}

#[test]
fn the_headers_for_hosts_hold_the_policy_of_the_pages() {
    let settings = "title: T\nbase_url: https://a.example/b/\nhosting: [netlify, cloudflare, apache, iis]\n";
    let built = built(&[("homeroom.yaml", settings), ("content/index.md", "# Home\n")]);
    for file in ["_headers", ".htaccess"] {
        assert!(text(&built, file).contains(&policy::header()), "{file}");
    }
    assert!(text(&built, "web.config").contains(&policy::header().replace('\'', "&#39;")));
    assert!(text(&built, ".htaccess").contains("ErrorDocument 404 /b/404.html"));
    let meta = policy::meta().replace('\'', "&#39;");
    for (url, page) in built.output.iter().filter(|(url, _)| url.file().ends_with(".html")) {
        let Artifact::Bytes(bytes) = page else { panic!("{url}") };
        let page = String::from_utf8_lossy(bytes);
        let policy = page.find(&meta);
        let first = ["<link", "<script", "<style"].iter().filter_map(|tag| page.find(tag)).min();
        assert!(policy.is_some() && (first.is_none() || policy < first), "{url}: the policy comes too late");
    }
    let documented = std::fs::read_to_string("docs/publishing.md").expect("docs");
    assert!(documented.contains(&policy::header()), "docs/publishing.md has another policy");
}

#[test]
fn a_file_that_a_host_would_not_serve_is_reported() {
    let settings = ("homeroom.yaml", "title: T\nhosting: [netlify, github]\n");
    let built = built(&[settings, ("static/_headers", "/*\n"), ("content/index.md", "# Home\n")]);
    let mut told = codes(&built);
    told.sort_unstable();
    assert_eq!(told, ["address-taken", "unknown-choice"]);
}

#[test]
fn assets_for_code_are_loaded_only_on_pages_with_code() {
    let built = built(&[("content/index.md", "# Home\n\n`words`\n"), ("content/a.md", "# A\n\n```c\nint n;\n```\n")]);
    let (home, page) = (text(&built, ""), text(&built, "a/"));
    assert!(page.contains("assets/code.") && page.contains("data-copy=\"Copy\" data-copied=\"Copied\""));
    assert!(!home.contains("assets/code."));
}
