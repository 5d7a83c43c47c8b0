//! Which files may be published from `content/`, by the endings of their names.
//!
//! The right to write a page must not include the right to run a program at the site's address. So files that browsers
//! or servers run are published only from `static/`, which the technologist keeps.

use crate::fingerprint::mixed;

/// The endings of files that are published from `content/`, in groups. The settings can add more.
pub(crate) const PUBLISHED: &[(&str, &[&str])] = &[
    ("pictures", &["apng", "avif", "gif", "jfif", "jpe", "jpeg", "jpg", "png", "svg", "webp"]),
    ("documents", &["epub", "pdf", "rtf", "txt"]),
    (
        "office files",
        &[
            "doc", "docx", "dotx", "key", "numbers", "odg", "odp", "ods", "odt", "pages", "potx", "pps", "ppsx", "ppt",
            "pptx", "xls", "xlsx", "xltx",
        ],
    ),
    ("data", &["csv", "ics", "tsv", "zip"]),
    ("sound", &["aac", "flac", "m4a", "mp3", "oga", "ogg", "opus", "wav"]),
    ("film", &["m4v", "mov", "mp4", "ogv", "webm"]),
    ("captions", &["srt", "vtt"]),
    ("programs of the classroom", &["ggb", "ipynb", "py", "sb3"]),
];

/// Endings of files that browsers run or take for a page, and whose media type does not say so.
const BROWSERS: &[&str] = &[
    "html",
    "htm",
    "xhtml",
    "xht",
    "xhtm",
    "dhtml",
    "shtml",
    "shtm",
    "stm",
    "mht",
    "mhtml",
    "hta",
    "htc",
    "xml",
    "xsl",
    "xslt",
    "xbl",
    "xul",
    "svgz",
    "rss",
    "atom",
    "rdf",
    "js",
    "mjs",
    "cjs",
    "jsm",
    "jse",
    "css",
    "wasm",
    "swf",
    "jar",
    "class",
    "jnlp",
    "xap",
    "appcache",
    "manifest",
    "webmanifest",
    "webarchive",
    "wbn",
    "sxg",
    "crx",
    "xpi",
    "vml",
];

/// Endings of files that servers run or read. They count anywhere in a name: some servers run `list.php.pdf`.
const SERVERS: &[&str] = &[
    "php", "php3", "php4", "php5", "php7", "php8", "phps", "pht", "phtm", "phtml", "phar", "asp", "aspx", "asa",
    "asax", "ascx", "ashx", "asmx", "axd", "cer", "cshtml", "vbhtml", "jsp", "jspx", "jspf", "jhtml", "cfm", "cfc",
    "cgi", "fcgi", "pl", "shtml", "shtm", "stm", "ssi", "config", "htaccess", "htpasswd",
];

/// Published endings that not every server knows. Where Apache does not know the last ending, it goes by the one
/// before: it serves `game.html.sb3` as a page. The same is true of all endings that the settings add.
const NOT_KNOWN_TO_ALL: &[&str] = &[
    "apng", "avif", "jfif", "webp", "dotx", "key", "numbers", "pages", "potx", "ppsx", "xltx", "aac", "flac", "m4a",
    "opus", "m4v", "ogv", "webm", "srt", "vtt", "ggb", "ipynb", "py", "sb3",
];

/// Names of files in which hosts and browsers read how to treat a site, in lower case.
const HOST_FILES: &[&str] = &[
    "_headers",
    "_redirects",
    "_routes.json",
    "_worker.js",
    "_config.yml",
    "_config.yaml",
    ".htaccess",
    ".htpasswd",
    ".user.ini",
    "web.config",
    "cname",
    ".nojekyll",
    "netlify.toml",
    "vercel.json",
    "now.json",
    "firebase.json",
    "staticwebapp.config.json",
    "routes.json",
    "static.json",
    "app.yaml",
    "wrangler.toml",
    "wrangler.json",
    "render.yaml",
    "caddyfile",
    "sw.js",
    "service-worker.js",
    "serviceworker.js",
    "manifest.json",
    "crossdomain.xml",
    "clientaccesspolicy.xml",
    "browserconfig.xml",
    "robots.txt",
    "security.txt",
    "ads.txt",
    "app-ads.txt",
];

/// What a file is for, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Readers look at it or download it.
    Published,
    /// Its ending is not on the list of those that are published.
    Unknown,
    /// A browser or a server runs it, or takes it for a page.
    Runs,
    /// A host or a browser reads it to learn how to treat the site.
    HostFile,
    /// It seems to be meant as a page, but its name is not quite right; `page_name` gives the right one.
    Page,
}

mixed!(
    enum Use {
        Published,
        Unknown,
        Runs,
        HostFile,
        Page,
    }
);

/// What a file in `content/` is for, by its name. `more` are the endings that the settings add.
#[must_use]
pub(crate) fn use_of(name: &str, more: &[String]) -> Use {
    let name = name.to_lowercase();
    if HOST_FILES.contains(&name.as_str()) {
        return Use::HostFile;
    }
    if page_name(&name).is_some() {
        return Use::Page;
    }
    let Some((stem, end)) = name.rsplit_once('.') else { return Use::Unknown };
    // Old versions of IIS end a name at a semicolon.
    let inner: Vec<&str> = stem.split(['.', ';']).skip(1).collect();
    if runs(end) || inner.iter().any(|part| SERVERS.contains(part)) {
        return Use::Runs;
    }
    let is_added = more.iter().any(|added| added == end);
    if (is_added || NOT_KNOWN_TO_ALL.contains(&end)) && inner.iter().any(|part| runs(part) || *part == "svg") {
        return Use::Runs;
    }
    let known = PUBLISHED.iter().any(|(_, ends)| ends.contains(&end)) || is_added;
    if known { Use::Published } else { Use::Unknown }
}

/// Whether a browser or a server runs files of this ending, or takes them for a page. No setting publishes them.
#[must_use]
pub(crate) fn runs(end: &str) -> bool {
    let end = end.to_lowercase();
    // The content of a drawing (SVG) is checked, so its media type does not count.
    let by_type = end != "svg" && mime_guess::from_ext(&end).iter().any(|kind| is_run(kind.essence_str()));
    by_type || BROWSERS.contains(&end.as_str()) || SERVERS.contains(&end.as_str())
}

/// Whether browsers take a media type for a page, a script or a style.
fn is_run(essence: &str) -> bool {
    let types =
        ["text/html", "text/xml", "application/xml", "text/css", "application/wasm", "application/java-archive"];
    types.contains(&essence)
        || essence.ends_with("+xml")
        || ["javascript", "ecmascript", "shockwave", "x-httpd", "cache-manifest"]
            .iter()
            .any(|part| essence.contains(part))
}

/// The right name for a file that seems to be meant as a page: `kahoot.md` for `kahoot.md.txt`. `None` for pages whose
/// name is right, and for files that are meant to be something else.
#[must_use]
pub(crate) fn page_name(name: &str) -> Option<String> {
    const ENDS: [&str; 2] = ["md", "markdown"];
    const LIKE: [&str; 13] =
        ["mdx", "mdown", "mdwn", "mkd", "mkdn", "mkdown", "markdn", "markdwon", "mdtxt", "mdtext", "rmd", "qmd", "mmd"];
    let trimmed = name.trim().trim_end_matches('.').trim_end();
    let (stem, written) = trimmed.rsplit_once('.')?;
    let end = written.trim().to_lowercase();
    if ENDS.contains(&end.as_str()) {
        let inner = stem.rsplit_once('.').filter(|(_, inner)| ENDS.contains(&inner.to_lowercase().as_str()));
        let is_right = written == end && name == trimmed && inner.is_none() && !stem.is_empty();
        let stem = inner.map_or(stem, |(stem, _)| stem);
        return (!is_right && !stem.is_empty()).then(|| format!("{stem}.{end}"));
    }
    if LIKE.contains(&end.as_str()) {
        return Some(format!("{stem}.md"));
    }
    // `kahoot.md.txt`, which editors make that hide endings, or a copy such as `kahoot.md (1)`.
    let (inner, page) = stem.rsplit_once('.')?;
    if ENDS.contains(&page.to_lowercase().as_str()) && !inner.is_empty() {
        return Some(format!("{inner}.{}", page.to_lowercase()));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_readers_look_at_is_published_and_nothing_that_runs() {
        for end in PUBLISHED.iter().flat_map(|(_, ends)| *ends) {
            assert!(!runs(end), "{end}");
            assert_eq!(use_of(&format!("a.{}", end.to_uppercase()), &[]), Use::Published, "{end}");
        }
        for end in [
            "html",
            "HTM",
            "xhtml",
            "xml",
            "xsl",
            "js",
            "mjs",
            "svgz",
            "wasm",
            "swf",
            "hta",
            "css",
            "php",
            "aspx",
            "kml",
            "gpx",
            "rss",
            "xsd",
            "mathml",
            "wsdl",
            "dae",
            "shtml",
            "webmanifest",
        ] {
            assert_eq!(
                use_of(&format!("a.{end}"), &[end.to_lowercase()]),
                Use::Runs,
                "{end}, whatever the settings say"
            );
        }
        assert_eq!(use_of("a.stl", &[]), Use::Unknown);
        assert_eq!(use_of("a.stl", &["stl".to_owned()]), Use::Published);
        assert_eq!(use_of("a", &[String::new()]), Use::Unknown);
        assert_eq!(use_of("list.php.pdf", &[]), Use::Runs);
        for name in ["about-node.js.pdf", "saved.html.pdf", "plan.v2.sb3", "a.b.webp", "u.s.map.png"] {
            assert_eq!(use_of(name, &[]), Use::Published, "{name}");
        }
        for name in ["game.html.sb3", "Game.HTM.webp", "map.svg.vtt", "a.b.js.key", "a.xml.py", "a.asp;.pdf"] {
            assert_eq!(use_of(name, &[]), Use::Runs, "{name}, which a server may take for what runs");
        }
        assert_eq!(use_of("game.html.stl", &["stl".to_owned()]), Use::Runs);
        for name in ["_Headers", "_redirects", "CNAME", "Web.Config", "SW.js", "Vercel.json", "robots.TXT"] {
            assert_eq!(use_of(name, &["json".to_owned()]), Use::HostFile, "{name}");
        }
    }

    #[test]
    fn pages_with_a_slip_in_their_names_are_told() {
        for (name, meant) in [
            ("a.MD", "a.md"),
            ("a.Markdown", "a.markdown"),
            ("a.md.txt", "a.md"),
            ("a.MD.TXT", "a.md"),
            ("a.md.bak", "a.md"),
            ("a.md.docx", "a.md"),
            ("a.markdown.md", "a.md"),
            ("a.md.md", "a.md"),
            ("a.mdx", "a.md"),
            ("a.mkd", "a.md"),
            ("a.md ", "a.md"),
            ("a.md.", "a.md"),
            ("a. md", "a.md"),
            ("a.b.Rmd", "a.b.md"),
        ] {
            assert_eq!(page_name(name).as_deref(), Some(meant), "{name}");
        }
        for name in ["a.md", "a.markdown", "a.txt", "amd", "a.pdf", "v1.2.md", ".md", "md.txt", "a.b.txt"] {
            assert_eq!(page_name(name), None, "{name}");
        }
    }
}
