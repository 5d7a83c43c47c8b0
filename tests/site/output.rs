//! Checks the sample site as readers get it, built for a server and for a disk: parses every page and follows every
//! link.

mod pages;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use homeroom::diagnostic::Severity;
use homeroom::source::Options;
use homeroom::{Artifact, Memos, Output, UrlPath, disk};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use percent_encoding::percent_decode_str;

/// A way to publish the sample.
struct Site {
    name: &'static str,
    /// The path of the site on its server. Links from the root start with it.
    base_path: &'static str,
    base_url: &'static str,
    portable: bool,
    output: Output,
    /// Every address that a link may lead to: those of pages on a server, those of files on a disk.
    addresses: BTreeSet<String>,
    /// Every HTML page by its address, as links write it.
    pages: BTreeMap<String, Html>,
}

/// The parts of a page that the tests check.
struct Html {
    tags: Vec<StartTag<()>>,
    /// The contents of `<script>` elements, unless they are empty.
    scripts: Vec<String>,
    title: String,
    /// The names that a fragment may have.
    anchors: BTreeSet<String>,
}

static SITES: LazyLock<[Site; 3]> = LazyLock::new(|| {
    [
        site("links to folders", "/", None, false),
        site("links to files", "/", None, true),
        site("below a path", "/sub/handbook/", Some("https://x.example/sub/handbook/"), false),
    ]
});

fn site(name: &'static str, base_path: &'static str, base_url: Option<&'static str>, portable: bool) -> Site {
    let options = Options { base_url: base_url.map(str::to_owned), portable, ..Options::default() };
    let day = jiff::civil::date(2026, 11, 22);
    let snapshot = disk::read(Path::new(env!("CARGO_MANIFEST_DIR")), None, day, options).expect("the sample");
    let built = homeroom::build(&snapshot, &Memos::default());
    let errors: Vec<&str> = built
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(|diagnostic| diagnostic.message.as_str())
        .collect();
    assert!(errors.is_empty(), "the sample has errors: {errors:#?}");
    let address = |url: &UrlPath| if portable { url.file() } else { url.as_str().to_owned() };
    let pages = built
        .output
        .iter()
        .filter(|(url, _)| url.file().ends_with(".html"))
        .map(|(url, artifact)| (address(url), html(&text(artifact))))
        .collect();
    Site {
        name,
        base_path,
        base_url: base_url.unwrap_or("https://handbook.larkspur.example/"),
        portable,
        addresses: built.output.keys().map(address).collect(),
        output: built.output,
        pages,
    }
}

fn text(artifact: &Artifact) -> String {
    match artifact {
        Artifact::Bytes(bytes) => String::from_utf8(bytes.to_vec()).expect("text"),
        Artifact::Copy { origin, .. } | Artifact::Derived { origin, .. } => {
            std::fs::read_to_string(origin.path()).expect("text")
        }
    }
}

fn html(text: &str) -> Html {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut html =
        Html { tags: Vec::new(), scripts: Vec::new(), title: String::new(), anchors: BTreeSet::from([String::new()]) };
    let mut inside = String::new();
    for token in Tokenizer::new_with_emitter(text, emitter) {
        match token.expect("text in memory can be read") {
            Token::StartTag(tag) => {
                inside = string(&tag.name);
                let names = [attribute(&tag, "id"), attribute(&tag, "name").filter(|_| inside == "a")];
                html.anchors.extend(names.into_iter().flatten());
                html.tags.push(tag);
            }
            Token::EndTag(_) => inside.clear(),
            Token::String(string) => {
                let string = String::from_utf8_lossy(&string);
                match inside.as_str() {
                    "title" if html.title.is_empty() => html.title = string.trim().to_owned(),
                    "script" if !string.trim().is_empty() => html.scripts.push(string.into_owned()),
                    _ => {}
                }
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    html
}

fn string(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| string(value))
}

/// The addresses that an element links to or loads, as written, each with its attribute.
fn links(tag: &StartTag<()>) -> Vec<(String, String)> {
    let mut links = Vec::new();
    for (name, value) in &tag.attributes {
        let (name, value) = (string(name), string(value));
        match name.as_str() {
            "href" | "src" | "action" | "formaction" | "poster" | "data" | "xlink:href" => links.push((name, value)),
            "srcset" => {
                let candidates = value.split(',').filter_map(|candidate| candidate.split_whitespace().next());
                links.extend(candidates.map(|address| (name.clone(), address.to_owned())));
            }
            "content" if attribute(tag, "http-equiv").is_some_and(|kind| kind.eq_ignore_ascii_case("refresh")) => {
                let target = value.split_once("url=").map_or("", |(_, target)| target);
                links.push((name, target.to_owned()));
            }
            _ => {}
        }
    }
    links
}

/// The scheme of an address in lower case. `None` if it has no scheme.
fn scheme(address: &str) -> Option<String> {
    let address: String = address.chars().filter(|letter| !letter.is_control() && *letter != ' ').collect();
    let (scheme, _) = address.split_once(':')?;
    let is_scheme = scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

impl Site {
    /// The address that a browser asks for, and the fragment. Errs with a reason if the address is outside of the site.
    fn follow(&self, page: &str, link: &str) -> Result<(String, String), String> {
        let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        let mut names: Vec<&str> = Vec::new();
        let rest = if let Some(rest) = path.strip_prefix('/') {
            if page != "404.html" {
                return Err("starts at the root of the server".to_owned());
            }
            let below = path.strip_prefix(self.base_path);
            below.ok_or_else(|| format!("/{rest} is not below {}", self.base_path))?
        } else {
            if page == "404.html" && !path.is_empty() {
                return Err("is relative, where every address may be the page's".to_owned());
            }
            names.extend(page.split('/').filter(|name| !name.is_empty()));
            if !page.is_empty() && !page.ends_with('/') && !path.is_empty() {
                names.pop();
            }
            path
        };
        for name in rest.split('/') {
            match name {
                ".." if names.pop().is_none() => return Err("leaves the site".to_owned()),
                ".." | "." | "" => {}
                name => names.push(name),
            }
        }
        let mut address = names.join("/");
        let last = if path.is_empty() { page } else { rest };
        let is_folder =
            last.is_empty() || last.ends_with('/') || last.ends_with("..") || last.ends_with("/.") || last == ".";
        if is_folder && !address.is_empty() {
            address.push('/');
        }
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        // The name of the page is not encoded, but the names in a link are.
        let address = if path.is_empty() { page.to_owned() } else { decoded(&address) };
        Ok((address, decoded(fragment)))
    }

    /// What is wrong with a link. `None` if nothing is.
    fn fault(&self, page: &str, link: &str) -> Option<String> {
        let (address, fragment) = match self.follow(page, link) {
            Ok(target) => target,
            Err(why) => return Some(why),
        };
        if !self.addresses.contains(&address) {
            return Some(format!("there is no `{address}`"));
        }
        let target = self.pages.get(&address);
        // By the HTML standard, `#top` means the top of every page.
        let known = fragment == "top" || target.map_or(fragment.is_empty(), |html| html.anchors.contains(&fragment));
        (!known).then(|| format!("`{address}` has no `#{fragment}`"))
    }
}

/// Checks every page of each site with `look`, and fails with a list of everything that it found.
fn every_page(look: impl Fn(&Site, &str, &Html) -> Vec<String>) {
    let mut faults = Vec::new();
    for site in SITES.iter() {
        assert!(site.pages.len() > 100, "{} pages in the sample ({})", site.pages.len(), site.name);
        for (page, html) in &site.pages {
            faults.extend(look(site, page, html).into_iter().map(|fault| format!("{}: /{page}: {fault}", site.name)));
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults, the first of them:\n{}",
        faults.len(),
        faults[..faults.len().min(40)].join("\n")
    );
}
