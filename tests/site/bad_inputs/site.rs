//! Faults in the parts that all pages depend on: settings, kinds, templates, bundles.

use super::*;

#[test]
fn without_content() {
    let without = |files| {
        let Told { code, out, .. } = homeroom(&["check", "--format", "short"], site(files).path());
        format!("{out}exit {code}\n")
    };
    let empty = site(&[]);
    let told = homeroom(&["build"], empty.path());
    assert_eq!(told.code, 2);
    assert!(!empty.path().join("public").exists(), "no site is built in the wrong folder");
    assert_snapshot!(told.err.replace(&empty.path().display().to_string(), "SITE"), @r"
    error: `SITE` is not a site: it has neither homeroom.yaml nor content/
    help: go to the site's folder or into it, or name it with --site; to start a site here, write a first page: content/index.md with the line `# Handbook`
    ");
    assert_snapshot!(without(&[("homeroom.yaml", b"title: A\n")]), @r"
    warning[missing-content]: the site has no folder `content/`, or the folder is empty
    exit 0
    ");
    assert_snapshot!(without(&[("content", b"a file\n")]), @r"
    warning[missing-content]: the site has no folder `content/`, or the folder is empty
    content: error[unreadable-file]: it is a file, and a folder is wanted here
    exit 1
    ");
    let gone = site(&[]).path().join("gone");
    let told = homeroom(&["check"], &gone);
    assert_eq!(told.code, 2);
    assert_snapshot!(told.err.replace(&gone.display().to_string(), "GONE"), @r"error: cannot list the site's folder `GONE`: No such file or directory (os error 2)");
    let file = site(&[("file", b"")]);
    let told = homeroom(&["check"], &file.path().join("file"));
    assert_eq!(told.code, 2);
    assert_snapshot!(told.err.replace(&file.path().display().to_string(), "SITE"), @r"error: cannot list the site's folder `SITE/file`: Not a directory (os error 20)");
}

#[test]
fn settings() {
    let with = |settings: &str| told(&[("homeroom.yaml", settings.as_bytes()), ("content/a.md", b"# A\n")]);
    assert_snapshot!(with("theme: midnight\n"), @r"
    homeroom.yaml:1:8: error[unknown-theme]: there is no theme `midnight`
    exit 1
    ");
    assert_snapshot!(with("theme: ../../etc\n"), @r"
    homeroom.yaml:1:8: error[unknown-theme]: there is no theme `../../etc`
    exit 1
    ");
    assert_snapshot!(with("theme: \"\"\n"), @r"exit 0");
    assert_snapshot!(with("- a\n- b\n"), @r"
    homeroom.yaml:1:1: error[wrong-type]: `homeroom.yaml` has to consist of keys with values, not of a list
    exit 1
    ");
    assert_snapshot!(with("title: A\n---\ntitle: B\n"), @r"
    homeroom.yaml:2:1: error[yaml-syntax]: this is not YAML: a second document starts here
    exit 1
    ");
    assert_snapshot!(with("title: [\n"), @r"
    homeroom.yaml:1:9: error[yaml-syntax]: this is not YAML: did not find expected node content
    exit 1
    ");
    assert_snapshot!(with("\t\n"), @r"exit 0");
    assert_snapshot!(told(&[("homeroom.yaml/x", b""), ("kinds", b""), ("content/a.md", b"# A\n")]), @r"
    homeroom.yaml: error[unreadable-file]: it is a folder, and a file is wanted here
    kinds: error[unreadable-file]: it is a file, and a folder is wanted here
    exit 1
    ");
}

#[test]
fn a_base_url_cannot_lead_elsewhere_or_break_the_headers_file_of_a_host() {
    let with = |url: &str| told(&[("homeroom.yaml", format!("title: T\nbase_url: '{url}'\n").as_bytes())]);
    for sound in
        ["https://a.example", "http://localhost:8080/b.c/", "https://[::1]/%C3%A9_~-/d", "https://a.example/é/"]
    {
        assert_eq!(with(sound).trim(), "exit 0", "{sound}");
    }
    for other in [
        "https://a.example//evil.example/",
        "https://a.example/a(b/",
        "https://a.example/../b",
        "https://a.example/?b",
        "https://me@a.example/",
        "https://a.example/b\\c",
        "https://a.example/[b",
        "https://a.example/b$/",
    ] {
        let told = with(other);
        assert!(told.contains("cannot be the address of a site"), "{other}: {told}");
    }
}

#[test]
fn kinds() {
    let with = |kind: &str| {
        told(&[("kinds/club.yaml", kind.as_bytes()), ("content/club/a.md", b"---\ntitle: A\nroom: [x]\n---\n")])
    };
    assert_snapshot!(with(""), @r"
    content/club/a.md:3:1: error[unknown-key]: `a.md` (club) has no key `room`
    exit 1
    ");
    assert_snapshot!(with("fields: { room: { type: text, pattern: \"(((((a*)*)*)*)*)*$\" } }\n"), @r"
    content/club/a.md:3:7: error[wrong-type]: `room` has to be a text, not a list
    exit 1
    ");
    assert_snapshot!(with("fields: { room: { type: text, pattern: \"a{1000}{1000}{1000}\" } }\n"), @r"
    kinds/club.yaml:1:40: error[kind-fault]: `a{1000}{1000}{1000}` is not a regular expression
    content/club/a.md:3:7: error[wrong-type]: `room` has to be a text, not a list
    exit 1
    ");
    assert_snapshot!(with("folder: content/../..\nfields: { room: text }\n"), @r"
    kinds/club.yaml:1:9: error[kind-fault]: the `folder` of a kind has to be inside the folder `content`
    content/club/a.md:3:1: error[unknown-key]: `a.md` (the page) has no key `room`
    exit 1
    ");
    assert_snapshot!(with("fields: { room: { type: list, of: { type: list, of: { type: list, of: text } } } }\n"), @r"
    content/club/a.md:3:8: error[wrong-type]: `room` has to be a list, not `x`
    exit 1
    ");
    assert_snapshot!(with("fields: { room: { type: number, min: 1e999, max: -.inf } }\n"), @r"
    kinds/club.yaml:1:38: error[wrong-type]: `min` has to be a number, not `1e999`
    kinds/club.yaml:1:50: error[wrong-type]: `max` has to be a number, not `-.inf`
    content/club/a.md:3:7: error[wrong-type]: `room` has to be a number, not a list
    exit 1
    ");
}

#[test]
fn templates() {
    let with = |name: &str, text: &str| told(&[(name, text.as_bytes()), ("content/a.md", b"# A\n")]);
    assert_snapshot!(with("templates/entry.html", "{% if %}"), @r"
    templates/entry.html:1:7: error[template-fault]: the template `entry.html` cannot be read: found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`
    exit 1
    ");
    assert_snapshot!(with("templates/entry.html", "{{ page.nothing }}"), @r"
    templates/entry.html:1:9: error[template-fault]: the template `entry.html` fails for the page `/a/`: field `nothing` is not defined. Available fields: a_to_z, address, canonical, changes, code_scripts, crumbs, description, direction, feed, first, fonts, full_title, grades, home, icon, is_home, language, linked_data, logo, navigation, parts, preview, preview_alt, scripts, search, styles, title, title_id, top_id
    exit 1
    ");
    assert_snapshot!(with("templates/entry.html", "{% extends \"entry.html\" %}"), @r#"
    templates/entry.html:1:1: error[template-fault]: the template `entry.html` cannot be read: circular extend detected for template 'entry.html'. Inheritance chain: `["entry.html"]`
    exit 1
    "#);
    assert_snapshot!(with("templates/base.html", "{% extends \"entry.html\" %}"), @r#"
    templates/base.html:1:1: error[template-fault]: the template `base.html` cannot be read: circular extend detected for template '404.html'. Inheritance chain: `["base.html", "entry.html", "base.html"]`
    exit 1
    "#);
    assert_snapshot!(with("templates/parts/x.html", "{% include \"parts/y.html\" %}"), @r"
    templates/parts/x.html:1:1: warning[unused-theme-file]: no page uses the template `parts/x.html`
    templates/parts/x.html:1:12: error[template-fault]: the template `parts/x.html` cannot be read: unknown template `parts/y.html`
    exit 1
    ");
    assert_snapshot!(with("templates/entry.html", &"{% if true %}".repeat(2_000)), @r"
    templates/entry.html:1:519: error[template-fault]: the template `entry.html` cannot be read: the template nesting is too deep
    exit 1
    ");
    assert_snapshot!(with("templates/404.html", "<p>\n{{ page.title | shout }} {{ now() }}"), @r"
    templates/404.html:2:17: error[template-fault]: the template `404.html` cannot be read: unknown filter `shout`
    exit 1
    ");
    assert_snapshot!(with("templates/404.html", "{{ 1 / 0 }}"), @r"
    templates/404.html:1:8: error[template-fault]: the template `404.html` fails for the page `/404.html`: cannot divide by 0
    exit 1
    ");
}

#[test]
fn a_template_cannot_fill_the_memory_of_the_machine() {
    let endless = format!(
        "{{% for a in range(end=9999) %}}{{% for b in range(end=9999) %}}{}{{% endfor %}}{{% endfor %}}",
        "x".repeat(9_999)
    );
    assert_snapshot!(told(&[("templates/404.html", endless.as_bytes()), ("content/a.md", b"# A\n")]), @r"
    templates/404.html:1:1: error[template-fault]: the template `404.html` fails for the page `/404.html`: the page is larger than 64 MB
    exit 1
    ");
}

#[test]
fn bundles() {
    let with = |bundles: &str| {
        told(&[
            ("homeroom.yaml", b"theme: plain\n"),
            ("themes/plain/theme.yaml", format!("bundles: {bundles}\n").as_bytes()),
            ("themes/plain/assets/a.js", b"a()"),
            ("themes/plain/assets/a.css", b"a {}"),
            ("themes/plain/assets/a.woff2", b"\xff\xfe\0"),
            ("content/a.md", b"# A\n"),
        ])
    };
    assert_snapshot!(with("{ b.js: [a.js, dom.js], site.js: [site.js, a.js], c.js: [], d.js: ~ }"), @r"exit 0");
    assert_snapshot!(with("{ b.js: [aa.js, c.js], c.js: [a.js] }"), @r"
    themes/plain/theme.yaml:1:19: error[missing-asset]: there is no file `aa.js` in the folder `assets/`
    themes/plain/theme.yaml:1:26: error[missing-asset]: there is no file `c.js` in the folder `assets/`
    exit 1
    ");
    assert_snapshot!(with("{ b.js: [a.css, a.woff2, a.js] }"), @r"
    themes/plain/theme.yaml:1:19: error[bad-bundle]: the bundle `b.js` cannot contain `a.css`
    themes/plain/theme.yaml:1:26: error[bad-bundle]: the bundle `b.js` cannot contain `a.woff2`
    exit 1
    ");
    assert_snapshot!(with("{ a.js: [a.js], ../b.js: [a.js], b: [a.js] }"), @r"
    themes/plain/theme.yaml:1:12: error[bad-bundle]: `a.js` is the name of both a bundle and a file
    themes/plain/theme.yaml:1:26: error[bad-bundle]: `../b.js` cannot be the name of a bundle
    themes/plain/theme.yaml:1:43: error[bad-bundle]: `b` cannot be the name of a bundle
    exit 1
    ");
    assert_snapshot!(with("{ b.js: a.js, c.js: [{ a: b }], c.js: [a.js] }"), @r"
    themes/plain/theme.yaml:1:18: error[wrong-type]: `b.js` has to be a list, not `a.js`
    themes/plain/theme.yaml:1:31: error[missing-asset]: there is no file `` in the folder `assets/`
    themes/plain/theme.yaml:1:42: error[duplicate-key]: `c.js` is written twice
    exit 1
    ");
    assert_snapshot!(with("[a.js]"), @r"
    themes/plain/theme.yaml:1:10: error[wrong-type]: `bundles` has to consist of keys with values, not of a list
    exit 1
    ");
}
