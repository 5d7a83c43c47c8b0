//! Proves for random sites that what is built can be written.

use super::*;

/// Why an output cannot be a folder of files on some system. `None` if it can.
fn clash<'u>(output: impl Iterator<Item = &'u UrlPath>) -> Option<String> {
    let fold = |file: &str| file.nfc().collect::<String>().to_uppercase().nfc().collect::<String>();
    let mut files = BTreeSet::new();
    for url in output {
        if !files.insert(fold(&url.file())) {
            return Some(format!("{url} is there twice"));
        }
    }
    let folders = |file: &String| file.match_indices('/').map(|(at, _)| file[..at].to_owned()).collect::<Vec<_>>();
    let folder = files.iter().flat_map(folders).find(|folder| files.contains(folder));
    folder.map(|folder| format!("{folder} is a file and a folder"))
}

#[test]
fn every_address_of_an_output_is_claimed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sites = fs::read_dir(root.join("tests/sites")).expect("the golden sites");
    let sites = sites.map(|site| site.expect("a site").path()).chain([root.to_owned()]);
    for site in sites {
        let options = Options { base_url: Some("https://a.example/".to_owned()), drafts: true, portable: false };
        let snapshot = disk::read(&site, None, TODAY, options).expect("a site");
        let laid = lay_out(&snapshot, &Memos::default());
        let claims = &laid.scene.plan.claims;
        for url in laid.output.keys() {
            assert!(claims.owner(url).is_some(), "{}: {url}", site.display());
        }
        for (maker, url, _) in output::list(&laid.scene, &output::Memos::default()).files {
            let owner = claims.owner(&url);
            assert!(owner.is_some(), "{}: {maker:?} makes {url} and has not claimed it", site.display());
        }
        assert!(laid.output.contains_key(&UrlPath::new("search/shards/table.js")), "{}", site.display());
        assert_eq!(clash(laid.output.keys()), None, "{}", site.display());
    }
}

/// Names that are the same on some system, or that the build or the theme uses.
const NAMES: [&str; 36] = [
    "a",
    "A",
    "b",
    "\u{e9}",
    "e\u{301}",
    "\u{c9}",
    "stra\u{df}e",
    "STRASSE",
    "index",
    "Index",
    "404",
    "404.html",
    "index.html",
    "a.html",
    "a.pdf",
    "A.pdf",
    "assets",
    "Assets",
    "search",
    "shards",
    "a-z",
    "new",
    "robots.txt",
    "feed.xml",
    "clubs",
    "clubs.csv",
    "compare",
    "topic",
    "con",
    "x.",
    "x ",
    "a:b",
    ".homeroom-x",
    "more-cards.js",
    "_headers",
    "index.md",
];

fn name() -> impl Strategy<Value = String> {
    proptest::sample::select(&NAMES[..]).prop_map(str::to_owned)
}

fn path() -> impl Strategy<Value = String> {
    proptest::collection::vec(name(), 1..4).prop_map(|names| names.join("/"))
}

/// A site in which many names clash.
fn crowded() -> impl Strategy<Value = BTreeMap<String, String>> {
    let quoted = |text: &String| serde_json::to_string(text).expect("JSON");
    let entry = (path(), proptest::collection::vec(path(), 0..3), name(), proptest::bool::ANY);
    let files = (proptest::collection::vec(path(), 0..5), proptest::collection::vec(path(), 0..3));
    let kind = (path(), path(), proptest::bool::ANY);
    (proptest::collection::vec(entry, 1..7), files, kind).prop_map(move |(entries, (files, assets), kind)| {
        let (folder, view, is_kind) = kind;
        let mut site = BTreeMap::from([("homeroom.yaml".to_owned(), "hosting: [netlify, iis]\n".to_owned())]);
        if is_kind {
            let kind = CLUB.replace("folder: clubs", &format!("folder: {}", quoted(&folder)));
            site.insert("kinds/club.yaml".to_owned(), kind.replace("url: compare", &format!("url: {}", quoted(&view))));
        }
        for (number, (path, aliases, topic, in_kind)) in entries.into_iter().enumerate() {
            let in_kind = in_kind && is_kind;
            let topic = if in_kind { format!("topic: {}\n", quoted(&topic)) } else { String::new() };
            let aliases = aliases.iter().map(quoted).collect::<Vec<_>>().join(", ");
            let path = if in_kind { format!("content/{folder}/{path}.md") } else { format!("content/{path}.md") };
            site.insert(path, format!("---\ntitle: T{number}\naliases: [{aliases}]\n{topic}---\n"));
        }
        site.extend(files.into_iter().map(|path| (format!("static/{path}"), "static\n".to_owned())));
        site.extend(assets.into_iter().map(|path| (format!("assets/{path}"), "own\n".to_owned())));
        site
    })
}

/// A build parses every template, so there are few cases by default. `PROPTEST_CASES=1000` tries more.
fn config() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(16), failure_persistence: finds(), ..ProptestConfig::default() }
}

/// Where failing inputs are kept. They are tried first in every later run; commit the file together with the fix.
fn finds() -> Option<Box<dyn FailurePersistence>> {
    Some(Box::new(FileFailurePersistence::Direct("tests/claims.finds.txt")))
}

proptest! {
    #![proptest_config(config())]

    /// Whatever names clash, a site without errors can be written, and so can a site whose findings are off.
    #[test]
    fn a_site_without_errors_can_be_written(site in crowded()) {
        let off = "checks: { address-taken: off, unusable-name: off, bad-alias: off, kind-fault: off, unknown-key: off, kind-folder: off, file-name: off, file-type: off }\n";
        for settings in ["", off] {
            let mut site = site.clone();
            site.entry("homeroom.yaml".to_owned()).or_default().push_str(settings);
            let snapshot = crate::support::snapshot(&site);
            let laid = lay_out(&snapshot, &Memos::default());
            prop_assert_eq!(clash(laid.output.keys()), None);
            for asset in laid.scene.site.theme.assets.iter().filter(|asset| !asset.files.iter().any(|file| site.contains_key(file.as_str()))) {
                let published = laid.output.get(&asset.url).map(|deferred| deferred.get());
                let Some(Ok(artifact)) = published else { panic!("{} is not published", asset.url) };
                prop_assert_eq!(artifact.fingerprint(), asset.artifact.fingerprint());
            }
            let built = laid.finish();
            let errors = built.count(Severity::Error);
            prop_assert!(settings.is_empty() || errors == 0, "{}", crate::support::told(&built));
            if errors == 0 {
                let folder = tempfile::tempdir().expect("a temporary folder");
                let written = disk::write(&folder.path().join("public"), folder.path(), &built.output);
                prop_assert!(written.is_ok(), "{:?}", written.err().map(|error| error.to_string()));
            }
        }
    }
}
