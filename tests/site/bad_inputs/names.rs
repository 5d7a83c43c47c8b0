//! Odd names, names that clash, and things that are not files.

use super::*;

// Windows has no such names.
#[cfg(unix)]
#[test]
fn odd_names() {
    let text: &[u8] = b"# A\n";
    assert_snapshot!(told(&[("content/pear deck.md", text)]), @r"
    content/pear deck.md:1:1: warning[file-name]: the name `pear deck` differs from the page's address, `/pear-deck/`
    exit 0
    ");
    assert_snapshot!(told(&[("content/c#.md", text), ("content/100%.md", text), ("content/q&a.md", text)]), @r"
    content/100%.md:1:1: warning[file-name]: the name `100%` differs from the page's address, `/100/`
    content/c#.md:1:1: warning[file-name]: the name `c#` differs from the page's address, `/c/`
    content/q&a.md:1:1: warning[file-name]: the name `q&a` differs from the page's address, `/q-a/`
    exit 0
    ");
    assert_snapshot!(told(&[("content/%2e%2e.md", text), ("content/...md", text), ("content/---.md", text)]), @r"
    content/%2e%2e.md:1:1: warning[file-name]: the name `%2e%2e` differs from the page's address, `/2e2e/`
    content/---.md:1:1: warning[file-name]: the name `---` differs from the page's address, `/page/`
    exit 0
    ");
    assert_snapshot!(told(&[("content/caf\u{e9}.md", text)]), @r"exit 0");
    assert_snapshot!(told(&[("content/cafe\u{301}.md", text)]), @r"
    content/café.md:1:1: warning[file-name]: the name `café` differs from the page's address, `/café/`
    exit 0
    ");
    assert_snapshot!(told(&[("content/con.md", text), ("content/aux/nul.md", text)]), @r"
    content/aux/nul.md:1:1: error[unusable-name]: the address of `content/aux/nul.md` contains the name `aux`, which Windows reserves for a device
    content/con.md:1:1: error[unusable-name]: the address of `content/con.md` contains the name `con`, which Windows reserves for a device
    exit 1
    ");
    assert_snapshot!(told(&[("content/a\u{1b}[31m.md", text), ("content/new\nline.md", text)]), @r"
    content/a�[31m.md:1:1: warning[file-name]: the name `a�[31m` differs from the page's address, `/a31m/`
    content/new�line.md:1:1: warning[file-name]: the name `new line` differs from the page's address, `/newline/`
    exit 0
    ");
    assert_snapshot!(told(&[("content/<b>&amp;.md", b"Text.\n")]), @r"
    content/<b>&amp;.md:1:1: warning[file-name]: the name `<b>&amp;` differs from the page's address, `/b-amp/`
    content/<b>&amp;.md:1:1: error[no-title]: the page has no title
    exit 1
    ");
}

#[test]
fn links_to_odd_names() {
    assert_snapshot!(told(&[
        ("content/a b.md", b"# A\n"),
        ("content/c#.md", b"# C\n"),
        ("content/100%.md", b"# P\n"),
        ("content/caf\u{e9}.md", b"# Cafe\n"),
        ("content/links.md", "# L\n\n[a](a%20b.md) [c](c%23.md) [p](100%25.md) [nfd](cafe\u{301}.md) [enc](caf%C3%A9.md) [bad](%zz.md) [bad](%ff.md)\n".as_bytes()),
    ]), @r"
    content/100%.md:1:1: warning[file-name]: the name `100%` differs from the page's address, `/100/`
    content/a b.md:1:1: warning[file-name]: the name `a b` differs from the page's address, `/a-b/`
    content/c#.md:1:1: warning[file-name]: the name `c#` differs from the page's address, `/c/`
    content/links.md:3:85: error[broken-link]: there is no page `%zz.md`
    content/links.md:3:99: error[broken-link]: there is no page `%ff.md`
    exit 1
    ");
}

#[test]
fn names_that_clash() {
    let text: &[u8] = b"# A\n";
    assert_snapshot!(told(&[("content/about.md", text), ("content/about/index.md", text)]), @r"
    content/about/index.md:1:1: error[address-taken]: `content/about/index.md` and `content/about.md` have the same address `/about/`
    exit 1
    ");
    assert_snapshot!(told(&[("content/a-b.md", text), ("content/a b.md", text), ("content/A-B.md", text)]), @r"
    content/A-B.md:1:1: warning[file-name]: the name `A-B` differs from the page's address, `/a-b/`
    content/a b.md:1:1: error[address-taken]: `content/a b.md` and `content/A-B.md` have the same address `/a-b/`
    content/a b.md:1:1: warning[file-name]: the name `a b` differs from the page's address, `/a-b/`
    content/a-b.md:1:1: error[address-taken]: `content/a-b.md` and `content/A-B.md` have the same address `/a-b/`
    exit 1
    ");
    assert_snapshot!(told(&[("content/caf\u{e9}.md", text), ("content/cafe\u{301}.md", text)]), @r"
    content/café.md:1:1: warning[file-name]: the name `café` differs from the page's address, `/café/`
    content/café.md:1:1: error[address-taken]: `content/café.md` and `content/café.md` have the same address `/café/`
    exit 1
    ");
    assert_snapshot!(told(&[("content/404.html.md", text), ("content/robots.txt", text), ("static/index.html", text)]), @r"
    content/404.html.md:1:1: error[address-taken]: `content/404.html.md` needs a folder at `/404.html`, where the page for addresses that do not exist is a file
    content/robots.txt: warning[file-type]: `content/robots.txt` is not published: hosts and browsers take instructions for the site from it
    static/index.html: error[address-taken]: `static/index.html` and the home page have the same address `/index.html`
    exit 1
    ");
    assert_snapshot!(told(&[("content/a-z.md", text), ("content/a.md", text), ("content/a.markdown", text)]), @r"
    content/a-z.md:1:1: error[address-taken]: `content/a-z.md` and the list of everything from A to Z have the same address `/a-z/`
    content/a.md:1:1: error[address-taken]: `content/a.md` and `content/a.markdown` have the same address `/a/`
    exit 1
    ");
    assert_snapshot!(told(&[("content/a.md", b"# A\n\n[a](pic.pdf) [b](PIC.pdf)\n".as_slice()), ("content/pic.pdf", text), ("static/pic.pdf", text), ("content/PIC.pdf", text)]), @r"
    content/pic.pdf: error[address-taken]: `content/pic.pdf` and `content/PIC.pdf` have the same address `/pic.pdf`
    static/pic.pdf: error[address-taken]: `static/pic.pdf` and `content/PIC.pdf` have the same address `/pic.pdf`
    exit 1
    ");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_publishes_no_more_than_the_folder_itself() {
    use std::os::unix::fs::symlink;
    // Hidden files are published from `static/`, but not from `content/`, not even through a link in `static/`.
    let linked = site(&[("content/a.md", b"# A\n"), ("content/a.pdf", b"%PDF"), ("content/.drafts/b.pdf", b"%PDF")]);
    symlink("content", linked.path().join("static")).expect("a link");
    let built = built_site(linked.path(), "title: Site\nchecks: { unreadable-file: off }\n");
    assert!(built.join("a.pdf").exists() && !built.join(".drafts").exists());
    // A theme lies directly in `themes/`. Through a link at another depth, a template would be taken for an asset.
    let nested = site(&[("content/a.md", b"# A\n"), ("themes/a/b/templates/t.html", b"secret")]);
    fs::create_dir(nested.path().join("themes/a/b/assets")).expect("a folder");
    symlink("../templates/t.html", nested.path().join("themes/a/b/assets/t.txt")).expect("a link");
    put(nested.path(), &[("homeroom.yaml", b"title: Site\ntheme: a/b\n")]);
    let told = report(nested.path());
    assert!(told.contains("error[unknown-theme]: there is no theme `a/b`"), "{told}");
    let checks = "title: Site\ntheme: a/b\nchecks: { unknown-theme: off, unreadable-file: off }\n";
    let assets = fs::read_dir(built_site(nested.path(), checks).join("assets")).expect("a folder");
    let names = assets.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    assert!(names.into_iter().all(|name| !name.starts_with("t.")));
}

#[cfg(unix)]
#[test]
fn symbolic_links() {
    use std::os::unix::fs::symlink;
    let outside = site(&[("secret.md", b"# Secret\n")]);
    let site = site(&[("content/a.md", b"# A\n"), ("content/deep/b.md", b"# B\n")]);
    let content = site.path().join("content");
    symlink(outside.path().join("secret.md"), content.join("secret.md")).expect("a link");
    symlink(outside.path(), content.join("outside")).expect("a link");
    symlink("..", content.join("deep/up")).expect("a link");
    symlink("me.md", content.join("me.md")).expect("a link");
    symlink("gone.md", content.join("dangling.md")).expect("a link");
    fs::create_dir(site.path().join(".git")).expect("a folder");
    fs::write(site.path().join(".git/config"), "token\n").expect("a file");
    symlink("../.git/config", content.join("config.txt")).expect("a link");
    symlink("a.md", content.join("a.txt")).expect("a link");
    symlink("../..", content.join("up")).expect("a link");
    assert_snapshot!(report(site.path()), @r"
    content/a.txt: error[unreadable-file]: the symbolic link would publish `content/a.md`, which is not published as a file
    content/config.txt: error[unreadable-file]: the symbolic link leads to `.git/config`, which is not a file of the site
    content/dangling.md: error[unreadable-file]: the symbolic link leads nowhere
    content/deep/up: error[unreadable-file]: the symbolic link leads back to itself or to a folder above it
    content/me.md: error[unreadable-file]: the symbolic link leads back to itself or to a folder above it
    content/outside: error[unreadable-file]: the symbolic link leads out of the site, to an absolute path
    content/secret.md: error[unreadable-file]: the symbolic link leads out of the site, to an absolute path
    content/up: error[unreadable-file]: the symbolic link leads out of the site, to `../..`
    exit 1
    ");
}

#[cfg(unix)]
#[test]
fn special_files_and_folders_in_place_of_files() {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::net::UnixListener;
    let site = site(&[("content/a.md", b"# A\n"), ("content/locked.md", b"# Locked\n")]);
    let content = site.path().join("content");
    let _listener = UnixListener::bind(content.join("socket.md")).expect("a socket");
    fs::create_dir(content.join("folder.md")).expect("a folder");
    fs::write(content.join(std::ffi::OsStr::from_bytes(b"caf\xe9.md")), "# C\n").expect("a file");
    assert_snapshot!(report(site.path()), @r"
    content/caf�.md: error[unreadable-file]: the file's name is not Unicode
    content/socket.md: error[unreadable-file]: this is neither a file nor a folder
    exit 1
    ");

    let locked = content.join("locked.md");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).expect("its owner may");
    // Root can read every file.
    if fs::read(&locked).is_err() {
        let told = homeroom(&["check", "--format", "short"], site.path());
        assert!(
            told.out.contains("content/locked.md: error[unreadable-file]: the file cannot be read"),
            "{}",
            told.out
        );
    }
}
