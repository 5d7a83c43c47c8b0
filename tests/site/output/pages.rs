//! What must be true of every page, and of the files beside the pages.

use super::*;

#[test]
fn every_link_leads_to_a_page_or_a_file() {
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
fn nothing_is_loaded_from_other_sites_and_no_address_is_code() {
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
fn style_sheets_load_nothing_from_other_sites() {
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
        // Linked data does not run: it is JSON, which would be a syntax error as a script.
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
fn pages_have_one_main_heading_and_skip_no_level() {
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
fn pages_have_a_language_a_title_described_pictures_and_unique_ids() {
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
fn at_most_three_pages_share_a_title() {
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
fn every_entry_of_the_feed_leads_to_a_page() {
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
fn open_data_is_the_same_as_csv_and_as_json() {
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
