//! Checks the ids on every page of the sample and of the sites in `tests/sites`: no id is on a page twice, and every
//! link or label that names an id finds it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use homeroom::markdown::slug::slug;
use homeroom::source::Options;
use homeroom::{Artifact, Memos, disk};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use percent_encoding::percent_decode_str;
use rayon::prelude::*;

/// Sites whose ids are not checked: there, authors write them in HTML that is passed on as it is, or in their own
/// templates.
const OWN: [&str; 2] = ["raw-html-trust", "theme-layers"];

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned())
}

fn tags(page: &str) -> Vec<StartTag<()>> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let tokens = Tokenizer::new_with_emitter(page, emitter);
    let tag = |token| match token {
        Ok(Token::StartTag(tag)) => Some(tag),
        _ => None,
    };
    tokens.filter_map(tag).collect()
}

/// The text of the page's title.
fn title(page: &str) -> &str {
    let title = page.split_once("<h1").and_then(|(_, rest)| rest.split_once('>')).map_or("", |(_, rest)| rest);
    title.split_once("</h1>").map_or(title, |(title, _)| title)
}

/// What is wrong with the ids of a page. `broken` are the fragments that findings already report as missing.
fn faults(page: &str, is_redirect: bool, broken: &BTreeSet<String>) -> Vec<String> {
    let tags = tags(page);
    let mut faults = Vec::new();
    let mut ids: BTreeSet<String> = BTreeSet::new();
    for id in tags.iter().filter_map(|tag| attribute(tag, "id")) {
        if !ids.insert(id.clone()) {
            faults.push(format!("the id {id} stands there twice"));
        }
    }
    let anchors = tags.iter().filter(|tag| *tag.name == b"a").filter_map(|tag| attribute(tag, "name"));
    let anchors: BTreeSet<String> = anchors.chain(ids.iter().cloned()).collect();
    for tag in &tags {
        let link = attribute(tag, "href").and_then(|href| href.strip_prefix('#').map(str::to_owned));
        let link = link.map(|fragment| percent_decode_str(&fragment).decode_utf8_lossy().into_owned());
        if let Some(fragment) = link.filter(|link| !anchors.contains(link) && !broken.contains(link)) {
            faults.push(format!("#{fragment} leads nowhere"));
        }
        for name in ["for", "headers", "aria-labelledby", "aria-describedby", "aria-controls"] {
            let named = attribute(tag, name).unwrap_or_default();
            faults.extend(
                named.split_whitespace().filter(|id| !ids.contains(*id)).map(|id| format!("{name} names no {id}")),
            );
        }
    }
    if !anchors.contains("top") {
        faults.push("it has no top".to_owned());
    }
    let titles: Vec<_> = tags.iter().filter(|tag| *tag.name == b"h1").collect();
    // A heading of the text may have the id that the title would get.
    let is_taken = anchors.contains(&slug(title(page)));
    if titles.len() != 1 || (attribute(titles[0], "id").is_none() && !is_redirect && !is_taken) {
        faults.push("its title has no id".to_owned());
    }
    faults
}

fn sites() -> Vec<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sites = std::fs::read_dir(here.join("tests/sites")).expect("the folder is there");
    let mut sites: Vec<PathBuf> = sites.map(|entry| entry.expect("it can be listed").path()).collect();
    sites.push(here.to_owned());
    sites
}

/// The pages of a site, and the fragments that its findings report as missing.
fn pages(site: &Path, options: Options) -> (BTreeMap<String, String>, BTreeSet<String>) {
    let day = jiff::civil::date(2026, 11, 22);
    let built = homeroom::build(&disk::read(site, None, day, options).expect("a site"), &Memos::default());
    let page = |(url, artifact): (&homeroom::UrlPath, &Artifact)| match artifact {
        Artifact::Bytes(bytes) if url.file().ends_with(".html") => {
            Some((url.as_str().to_owned(), String::from_utf8_lossy(bytes).into_owned()))
        }
        Artifact::Bytes(_) | Artifact::Copy { .. } | Artifact::Derived { .. } => None,
    };
    let broken = built.diagnostics.iter().filter(|told| told.rule.code == "broken-anchor");
    let named = broken.filter_map(|told| Some(told.subject.as_ref()?.name.split_once('#')?.1.to_owned()));
    (built.output.iter().filter_map(page).collect(), named.collect())
}

#[test]
fn every_id_is_on_a_page_only_once_and_is_found_by_all_that_name_it() {
    let options = [Options::default(), Options { portable: true, drafts: true, ..Options::default() }];
    let wanted = sites().into_iter().filter(|site| !OWN.iter().any(|own| site.ends_with(own)));
    let wanted: Vec<_> = wanted.flat_map(|site| options.clone().map(|options| (site.clone(), options))).collect();
    let look = |(site, options): (PathBuf, Options)| {
        let (pages, broken) = pages(&site, options);
        let of_page = |(url, page): (String, String)| {
            let is_redirect = page.contains("http-equiv=\"refresh\"");
            let name = site.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            faults(&page, is_redirect, &broken).into_iter().map(move |fault| format!("{name}: /{url}: {fault}"))
        };
        pages.into_iter().flat_map(of_page).collect::<Vec<_>>()
    };
    let faults: Vec<String> = wanted.into_par_iter().flat_map(look).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults[..faults.len().min(40)].join("\n"));
}

/// A heading keeps the id that GitHub gives it, even if a part of the page has the same name.
#[test]
fn the_theme_uses_no_id_that_a_heading_can_get() {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/ids");
    let (pages, _) = pages(&site, Options::default());
    let heading = |page: &str, id: &str, text: &str| pages[page].contains(&format!("<h2 id=\"{id}\">{text}</h2>"));
    for name in ["Main", "Nav", "Toc", "Footnotes", "Top", "Search", "Menu", "Path", "Checklist", "Results"] {
        assert!(heading("names/", &name.to_lowercase(), name), "{name}");
    }
    assert!(heading("names/", "hr-main", "HR main"));
    // Every id of the theme starts with capital letters, which the id of a heading never has.
    for page in pages.values() {
        let body = page.split_once("<body").expect("a body").1;
        let (before, rest) = body.split_once("<main").expect("a main part");
        let after = rest.split_once("</main>").expect("its end").1;
        for tag in tags(before).iter().chain(&tags(after)) {
            let id = attribute(tag, "id").unwrap_or("HR-".to_owned());
            assert!(id.starts_with("HR-"), "{id}");
        }
    }
}
