//! Paths that a broken link may have meant, by the usual mistakes in addresses.

use crate::content::Entry;
use crate::scene::Scene;
use crate::source::VPath;

/// The endings that pages have in other tools and on disks.
const ENDS: [&str; 10] = ["html", "htm", "md", "markdown", "mdx", "txt", "php", "aspx", "doc", "docx"];

/// The schemes of files on a disk or in a network.
pub(super) const FILES: [&str; 4] = ["file", "smb", "afp", "nfs"];

/// Paths that a broken path may have meant, the likeliest first. A path with a slash in front starts at the content
/// folder, any other path at the page's file. `base_paths` are the folders of the web server in which the site is
/// published, with slashes at both ends.
pub(super) fn rewrites(entry: &Entry, path: &str, image: bool, base_paths: &[&str]) -> Vec<String> {
    let plain = path.trim().replace('\\', "/");
    let is_disk = is_on_a_disk(&plain);
    let mut found = Vec::new();
    if plain != path && !is_disk {
        found.push(plain.clone());
    }
    for base in base_paths.iter().filter(|base| base.len() > 1) {
        found.extend(plain.strip_prefix(base).map(|rest| format!("/{rest}")));
    }
    // The path may contain a folder of the site, as on the disk and on GitHub. The last such folder counts.
    for folder in ["content/", "static/", "public/"] {
        let begins = plain.rmatch_indices(folder).find(|(at, _)| *at == 0 || plain[..*at].ends_with('/'));
        found.extend(begins.map(|(at, _)| format!("/{}", &plain[at + folder.len()..])));
    }
    if let Some(rest) = without_mark(&plain) {
        let bare = rest.strip_prefix("docs/").unwrap_or(rest);
        found.extend([format!("/{rest}"), format!("/{bare}"), rest.to_owned()]);
    }
    if !is_disk {
        let below = plain.trim_start_matches(['.', '/']);
        found.push(format!("/{below}"));
        // The path may start at the page's address, as in a browser.
        let page = VPath::new(&format!("content/{}index.html", entry.url.as_str()));
        let seen = page.and_then(|page| page.follow(&plain)).filter(|_| !plain.starts_with('/'));
        found.extend(seen.and_then(|seen| Some(format!("/{}", seen.below("content")?))));
    }
    if !image {
        let pages: Vec<String> = found.iter().chain([&plain]).filter_map(|path| without_end(path)).collect();
        found.extend(pages);
    }
    found
}

/// The rest of a path behind a mark of a different tool for the folder of the site: `@site/`, `~/`, `{static}/`,
/// `{{ site.baseurl }}/`.
pub(super) fn without_mark(path: &str) -> Option<&str> {
    const FOLDERS: [&str; 4] = ["@site/", "@/", "~@/", "~/"];
    const SETTINGS: [(&str, &str); 6] = [("${", "}"), ("{{", "}}"), ("{%", "%}"), ("{", "}"), ("<%", "%>"), ("%", "%")];
    let behind_setting = |(open, close): &(&str, &str)| Some(path.strip_prefix(open)?.split_once(close)?.1);
    let rest = FOLDERS.iter().find_map(|folder| path.strip_prefix(folder));
    let rest = rest.or_else(|| SETTINGS.iter().find_map(behind_setting))?.trim_start_matches('/');
    (!rest.is_empty()).then_some(rest)
}

/// Whether a path leads to a disk or a network drive.
pub(super) fn is_on_a_disk(plain: &str) -> bool {
    let drive = plain.as_bytes();
    let has_letter = drive.len() > 1 && drive[0].is_ascii_alphabetic() && drive[1] == b':';
    let scheme = plain.split_once(':').map_or("", |(scheme, _)| scheme).to_ascii_lowercase();
    has_letter || FILES.contains(&scheme.as_str()) || plain.starts_with("//")
}

/// The path without an ending that pages have in other tools; `None` if it has no such ending.
fn without_end(path: &str) -> Option<String> {
    let path = path.trim_end_matches('/');
    let (stem, end) = path.rsplit_once('.')?;
    if !ENDS.contains(&end.to_ascii_lowercase().as_str()) || stem.is_empty() || stem.ends_with('/') {
        return None;
    }
    let stem = stem.strip_suffix(".md").unwrap_or(stem);
    let folder = ["/index", "/default", "/README"].iter().find_map(|name| stem.strip_suffix(name));
    Some(folder.map_or_else(|| stem.to_owned(), |folder| format!("{folder}/")))
}

/// The path of a web address that is this site's own or the reader's own computer, with its slash; `None` for an
/// address of a different site.
pub(super) fn own_path<'a>(address: &'a str, bases: &[&str]) -> Option<Own<'a>> {
    let (host, path) = host_and_path(address)?;
    if is_local(host) {
        return Some(Own::Local(path));
    }
    bases.iter().find_map(|base| {
        let (own_host, own_path) = host_and_path(base)?;
        let same = host.eq_ignore_ascii_case(own_host);
        let rest = path.strip_prefix(own_path.trim_end_matches('/')).filter(|_| same)?;
        (rest.is_empty() || rest.starts_with(['/', '?', '#'])).then_some(Own::Site(rest))
    })
}

/// The base URLs of the site: from the settings and from the command line.
pub(super) fn own_bases(scene: &Scene) -> Vec<&str> {
    let config = &scene.site.config;
    [&config.base_url, &config.usual_base_url].into_iter().flatten().map(String::as_str).collect()
}

/// The path of a web address that does not lead to a different site.
pub(super) enum Own<'a> {
    /// A path of this site.
    Site(&'a str),
    /// A path on the reader's own computer, such as one of `localhost`.
    Local(&'a str),
}

fn is_local(host: &str) -> bool {
    let name = if host.starts_with('[') { host } else { host.split(':').next().unwrap_or(host) };
    let name = name.to_ascii_lowercase();
    matches!(name.as_str(), "localhost" | "0.0.0.0") || name.starts_with("127.") || name.starts_with("[::1]")
}

/// The host of a web address without the usual port, and what follows it.
fn host_and_path(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once("://")?;
    let is_web = ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let bare = host.strip_suffix(":443").or_else(|| host.strip_suffix(":80")).unwrap_or(host);
    (is_web && !bare.is_empty()).then_some((bare, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_addresses_are_told_from_those_of_others() {
        let bases = ["https://district.example/handbook/"];
        let told = |address| match own_path(address, &bases) {
            Some(Own::Site(rest)) => format!("site {rest}"),
            Some(Own::Local(rest)) => format!("local {rest}"),
            None => "other".to_owned(),
        };
        for (address, expected) in [
            ("https://district.example/handbook/tools/", "site /tools/"),
            ("http://District.Example:80/handbook?a", "site ?a"),
            ("https://district.example/handbook", "site "),
            ("https://district.example/handbooks/", "other"),
            ("https://district.example/", "other"),
            ("https://district.example.org/handbook/", "other"),
            ("http://localhost:8080/tools/", "local /tools/"),
            ("http://127.0.0.1:4000", "local "),
            ("http://[::1]:80/a", "local /a"),
            ("https://localhost.example/", "other"),
            ("mailto:a@localhost", "other"),
        ] {
            assert_eq!(told(address), expected, "{address}");
        }
    }

    #[test]
    fn endings_of_pages_elsewhere_are_taken_off() {
        for (path, expected) in [
            ("/tools/nearpod.html", Some("/tools/nearpod")),
            ("nearpod.MD", Some("nearpod")),
            ("nearpod.md.txt", Some("nearpod")),
            ("tools/index.htm", Some("tools/")),
            ("../tools/README.md", Some("../tools/")),
            ("map.png", None),
            ("../", None),
            (".md", None),
        ] {
            assert_eq!(without_end(path).as_deref(), expected, "{path}");
        }
    }
}
