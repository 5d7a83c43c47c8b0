//! Folders to which no output can be written.

use super::*;

#[test]
fn output_folders_that_are_refused() {
    let site = site(&[("content/a.md", b"# A\n"), ("file", b"")]);
    let build = |out: &Path| {
        let told = homeroom(&["build", "--out", out.to_str().expect("Unicode")], site.path());
        format!("{}exit {}\n", told.err.replace(&site.path().display().to_string(), "SITE"), told.code)
    };
    assert_snapshot!(build(&site.path().join("content/public")), @r"
    error: cannot write the site to `SITE/content/public`: the site's own files lie in `content`
    help: choose a folder that is empty or does not exist yet
    exit 2
    ");
    assert_snapshot!(build(&site.path().join("content")), @r"
    error: cannot write the site to `SITE/content`: the site's own files lie in `content`
    help: choose a folder that is empty or does not exist yet
    exit 2
    ");
    assert_snapshot!(build(site.path()), @r"
    error: cannot write the site to `SITE`: the site itself lies there
    help: choose a folder that is empty or does not exist yet
    exit 2
    ");
    assert_snapshot!(build(&site.path().join("file")), @r"
    error: cannot write the site to `SITE/file`: it is not a folder
    help: choose a folder that is empty or does not exist yet
    exit 2
    ");
    assert_snapshot!(build(&site.path().join("file/public")), @r"
    error: cannot look at `SITE/file/public`: Not a directory (os error 20)
    exit 2
    ");
    assert_eq!(fs::read_to_string(site.path().join("content/a.md")).expect("the page stands"), "# A\n");
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_cannot_be_written() {
    let site = site(&[("content/a.md", b"# A\n")]);
    // A file system to which nobody can write, not even root.
    let told = homeroom(&["build", "--out", "/proc/homeroom"], site.path());
    assert_eq!(told.code, 2);
    assert!(told.err.contains("/proc/homeroom") || told.err.contains("`/proc`"), "{}", told.err);
}
