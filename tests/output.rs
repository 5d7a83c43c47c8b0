//! The sample site as readers get it: every page of it parsed, every link of it followed, in each way of linking.

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
    /// Where the site starts on its server: what links from the root begin with.
    base_path: &'static str,
    base_url: &'static str,
    portable: bool,
    output: Output,
    /// Every address that a link may lead to: pages in one way of linking, files in the other.
    addresses: BTreeSet<String>,
    /// Every HTML page, by its address as links write it.
    pages: BTreeMap<String, Html>,
}

/// What the tests look at in a page.
struct Html {
    tags: Vec<StartTag<()>>,
    /// The bodies of `<script>` elements that hold more than white space.
    scripts: Vec<String>,
    title: String,
    /// What a fragment may name.
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

/// What an element links to or loads: the attribute and the address, as written.
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

/// The scheme of an address that has one, in lower case.
fn scheme(address: &str) -> Option<String> {
    let address: String = address.chars().filter(|letter| !letter.is_control() && *letter != ' ').collect();
    let (scheme, _) = address.split_once(':')?;
    let is_scheme = scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

impl Site {
    /// The address that a browser asks for, and the fragment, or why it would ask outside the site.
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
        // The page's own name is not encoded; a name of a link is.
        let address = if path.is_empty() { page.to_owned() } else { decoded(&address) };
        Ok((address, decoded(fragment)))
    }

    /// What is wrong with a link, if anything is.
    fn fault(&self, page: &str, link: &str) -> Option<String> {
        let (address, fragment) = match self.follow(page, link) {
            Ok(target) => target,
            Err(why) => return Some(why),
        };
        if !self.addresses.contains(&address) {
            return Some(format!("there is no `{address}`"));
        }
        let target = self.pages.get(&address);
        // `#top` is every page's top, by the standard.
        let known = fragment == "top" || target.map_or(fragment.is_empty(), |html| html.anchors.contains(&fragment));
        (!known).then(|| format!("`{address}` has no `#{fragment}`"))
    }
}

/// Runs a look at every page of each site, and fails with all that was found.
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

#[test]
fn every_link_leads_somewhere() {
    every_page(|site, page, html| {
        let mut faults = Vec::new();
        for (tag, (name, link)) in html.tags.iter().flat_map(|tag| links(tag).into_iter().map(move |link| (tag, link)))
        {
            let outside = matches!(scheme(&link).as_deref(), Some("http" | "https" | "mailto" | "tel" | "sms"));
            if let Some(fault) = (!outside).then(|| site.fault(page, &link)).flatten() {
                faults.push(format!("<{} {name}=\"{link}\">: {fault}", string(&tag.name)));
            }
        }
        faults
    });
}

#[test]
fn nothing_is_loaded_from_elsewhere_and_no_address_is_code() {
    every_page(|site, _, html| {
        let mut faults = Vec::new();
        for tag in &html.tags {
            for (name, link) in links(tag) {
                let relation = attribute(tag, "rel").unwrap_or_default();
                let is_told = ["canonical", "alternate", "license", "me", "author"].contains(&relation.as_str());
                let loads = name != "href" || (*tag.name == b"link" && !is_told);
                let foreign = scheme(&link).is_some() || link.starts_with("//");
                let code = matches!(scheme(&link).as_deref(), Some("javascript" | "data" | "vbscript"));
                if code || (loads && foreign) {
                    faults.push(format!("<{} {name}=\"{link}\">", string(&tag.name)));
                }
                if relation == "canonical" {
                    let below =
                        link.strip_prefix(site.base_url).map(|path| percent_decode_str(path).decode_utf8_lossy());
                    if !below.is_some_and(|path| site.output.contains_key(&UrlPath::new(&path))) {
                        faults.push(format!("no page has the canonical address {link}"));
                    }
                }
            }
        }
        faults
    });
}

#[test]
fn style_sheets_load_nothing_from_elsewhere() {
    for site in SITES.iter() {
        for (url, artifact) in site.output.iter().filter(|(url, _)| url.as_str().ends_with(".css")) {
            let text = text(artifact);
            for foreign in ["url(http", "url(\"http", "url('http", "url(//", "url(\"//", "url('//", "@import"] {
                assert!(!text.contains(foreign), "{url} has {foreign}");
            }
        }
    }
}

#[test]
fn pages_keep_a_strict_content_security_policy() {
    every_page(|_, _, html| {
        // Linked data is no script: JSON, which would be a fault of syntax to whoever ran it.
        let is_data = |script: &String| {
            let data: Result<serde_json::Value, _> = serde_json::from_str(script);
            data.is_ok_and(|data| data["@context"] == "https://schema.org")
        };
        let scripts = html.scripts.iter().filter(|script| !is_data(script));
        let mut faults: Vec<String> = scripts.map(|script| format!("an inline script: {script}")).collect();
        for tag in &html.tags {
            if *tag.name == b"style" {
                faults.push("a <style>".to_owned());
            }
            for name in tag.attributes.keys().map(|name| string(name)) {
                if name == "style" || name.starts_with("on") {
                    faults.push(format!("<{} {name}>", string(&tag.name)));
                }
            }
        }
        faults
    });
}

#[test]
fn pages_have_one_first_heading_and_no_level_is_left_out() {
    every_page(|_, _, html| {
        let levels: Vec<u8> = html
            .tags
            .iter()
            .filter_map(|tag| match tag.name.as_slice() {
                [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
                _ => None,
            })
            .collect();
        let mut faults = Vec::new();
        let firsts = levels.iter().filter(|level| **level == 1).count();
        if firsts != 1 {
            faults.push(format!("{firsts} h1"));
        }
        let mut before = 0;
        for level in levels {
            if level > before + 1 {
                faults.push(format!("h{level} after h{before}"));
            }
            before = level;
        }
        faults
    });
}

#[test]
fn pages_name_their_language_title_and_pictures_and_no_id_twice() {
    every_page(|_, _, html| {
        let mut faults = Vec::new();
        let mut ids = BTreeSet::new();
        for tag in &html.tags {
            let name = string(&tag.name);
            if name == "html" && attribute(tag, "lang").is_none_or(|language| language.is_empty()) {
                faults.push("no language".to_owned());
            }
            if name == "img" && attribute(tag, "alt").is_none() {
                faults.push(format!("no alt on the picture {}", attribute(tag, "src").unwrap_or_default()));
            }
            if let Some(id) = attribute(tag, "id") {
                if id.is_empty() || id.contains(char::is_whitespace) {
                    faults.push(format!("the id `{id}`"));
                }
                if !ids.insert(id.clone()) {
                    faults.push(format!("the id `{id}` twice"));
                }
            }
        }
        if html.title.is_empty() {
            faults.push("no title".to_owned());
        }
        faults
    });
}

#[test]
fn titles_tell_pages_apart() {
    for site in SITES.iter() {
        let mut titles: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (page, html) in site.pages.iter().filter(|(_, html)| !is_redirect(html)) {
            titles.entry(&html.title).or_default().push(page);
        }
        let most = titles.values().map(Vec::len).max().unwrap_or_default();
        let told = titles.iter().filter(|(_, pages)| pages.len() > 3).collect::<Vec<_>>();
        assert!(most <= 3, "{}: titles of many pages: {told:#?}", site.name);
    }
}

fn is_redirect(html: &Html) -> bool {
    html.tags.iter().any(|tag| attribute(tag, "http-equiv").is_some_and(|kind| kind.eq_ignore_ascii_case("refresh")))
}

#[test]
fn the_sitemap_lists_pages_and_each_once() {
    for site in SITES.iter() {
        let sitemap = text(&site.output[&UrlPath::new("sitemap.xml")]);
        let mut listed = BTreeSet::new();
        for location in sitemap.split("<loc>").skip(1).filter_map(|rest| rest.split_once("</loc>")).map(|found| found.0)
        {
            let path = location.strip_prefix(site.base_url).unwrap_or_else(|| panic!("{location} is elsewhere"));
            let url = UrlPath::new(&percent_decode_str(path).decode_utf8_lossy().replace("&amp;", "&"));
            assert!(url.is_page() && site.output.contains_key(&url), "the sitemap lists {location}");
            let written = if site.portable { url.file() } else { url.as_str().to_owned() };
            assert!(!is_redirect(&site.pages[&written]), "the sitemap lists the redirect {location}");
            assert!(listed.insert(url), "the sitemap lists {location} twice");
        }
        assert!(listed.len() > 100, "the sitemap lists {} pages", listed.len());
    }
}

#[test]
fn the_feed_leads_to_pages() {
    for site in SITES.iter() {
        let feed = html(&text(&site.output[&UrlPath::new("feed.xml")]));
        let links: Vec<String> = feed.tags.iter().filter_map(|tag| attribute(tag, "href")).collect();
        assert!(links.len() > 5, "the feed has {} links", links.len());
        for link in links {
            let path = link.strip_prefix(site.base_url).unwrap_or_else(|| panic!("{link} is elsewhere"));
            let url = UrlPath::new(&percent_decode_str(path).decode_utf8_lossy());
            assert!(site.output.contains_key(&url), "the feed links to {link}");
        }
    }
}

#[test]
fn open_data_says_the_same_as_csv_and_as_json() {
    for site in SITES.iter() {
        let mut tables = 0;
        for (url, artifact) in site.output.iter().filter(|(url, _)| url.as_str().ends_with(".csv")) {
            let twin = UrlPath::new(&url.as_str().replace(".csv", ".json"));
            let json: serde_json::Value = serde_json::from_str(&text(&site.output[&twin])).expect("JSON");
            let json = json.as_array().unwrap_or_else(|| panic!("{twin} holds a list"));
            let csv = text(artifact);
            assert!(csv.starts_with('\u{feff}'), "{url}: Excel would take it for another encoding");
            let mut reader = csv::Reader::from_reader(csv.as_bytes());
            let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
            let columns: BTreeSet<&String> = header.iter().collect();
            assert_eq!(columns.len(), header.len(), "{url}: a column twice in {header:?}");
            let ids: Vec<String> = reader
                .records()
                .map(|row| row.unwrap_or_else(|error| panic!("{url}: {error}"))[0].to_owned())
                .collect();
            let json_ids: Vec<&str> = json.iter().filter_map(|row| row["id"].as_str()).collect();
            assert_eq!(ids, json_ids, "{url} and {twin}");
            assert!(!ids.is_empty(), "{url} is empty");
            tables += 1;
        }
        assert!(tables >= 5, "{tables} kinds have open data");
    }
}
