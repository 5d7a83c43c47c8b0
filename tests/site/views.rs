//! Every shape of view with no entry, with one entry and with five hundred.

use std::collections::BTreeSet;

use crate::support::{snapshot, told};
use homeroom::diagnostic::Severity;
use homeroom::{Artifact, Built, Memos, build};

/// A kind with views of every shape, a life and a checklist.
const KIND: &str = "\
label: { one: Thing, many: Things }
scales:
  thing-rung: [{ key: low, group: Floor }, { key: mid }, { key: high, group: Roof }]
  thing-side: [{ key: left, short: L }, { key: right, short: R }]
  thing-height: [{ key: up, short: U }, { key: down, short: D }]
  thing-state: [{ key: approved, tone: ok }, { key: retired, tone: \"no\" }]
fields:
  rung: { type: choice, of: thing-rung, facet: true }
  side: { type: choice, of: thing-side }
  height: { type: choice, of: thing-height }
  series: text
  fee: { type: range, of: money }
  hours: number
  state: { type: choice, of: thing-state }
  steps: { type: list, facts: false, of: { type: group, fields: { key: { type: text }, title: { type: text }, cost: { type: range, of: money } } } }
views:
  - { shape: catalogue, card: [rung] }
  - { shape: table, url: table, columns: [title, rung, fee, hours], sort: [title, fee, -hours] }
  - { shape: index, url: index, show: rung }
  - { shape: matrix, url: matrix, rows: height, columns: side }
  - { shape: ladder, url: ladder, by: rung, series: series }
  - { shape: ranges, url: ranges, range: fee, group: rung, label: hours }
  - { shape: path, steps: steps }
life: { status: state }
checklist: [{ key: state, tones: [state] }]
";

/// The pages of the views that list every entry.
const VIEWS: [&str; 8] =
    ["", "table/", "table/by-fee/", "table/by-hours-highest-first/", "index/", "matrix/", "ladder/", "ranges/"];

/// An entry. Some entries lack a field, and each field is missing in different entries.
fn entry(number: usize) -> String {
    let mut text = format!("---\ntitle: Thing {number}\nstate: {}\n", ["approved", "retired"][number % 2]);
    let mut field = |every: usize, line: String| {
        if number % every != every - 1 {
            text += &line;
        }
    };
    field(7, format!("rung: {}\n", ["low", "mid", "high"][number % 3]));
    field(5, format!("side: {}\n", ["left", "right"][number % 2]));
    field(11, format!("height: {}\n", ["up", "down"][number / 2 % 2]));
    field(3, format!("series: of-{}\n", number / 9));
    let per = [", per: year", ", per: hour", ""][number % 3];
    let currency = ["USD", "EUR"][number / 3 % 2];
    field(13, format!("fee: {{ from: {number}, to: {}, currency: {currency}{per} }}\n", number * 2));
    field(4, format!("hours: {}\n", number as f64 / 4.0));
    let cost = format!("{{ from: {number}, to: {number}, currency: {currency} }}");
    field(6, format!("steps:\n  - {{ key: a, title: A, cost: {cost} }}\n  - {{ key: b, title: B }}\n"));
    text + "---\n\nText.\n"
}

fn site(count: usize) -> Built {
    let fixed = [
        ("homeroom.yaml".to_owned(), "title: Things\n".to_owned()),
        ("kinds/thing.yaml".to_owned(), KIND.to_owned()),
        ("content/index.md".to_owned(), "# Home\n".to_owned()),
        ("content/thing/index.md".to_owned(), "# Things\n".to_owned()),
    ];
    let entries = (0..count).map(|number| (format!("content/thing/t{number}.md"), entry(number)));
    build(&snapshot(fixed.into_iter().chain(entries)), &Memos::default())
}

fn page<'b>(built: &'b Built, address: &str) -> &'b str {
    let artifact = built.output.iter().find(|(url, _)| url.as_str() == address).map(|(_, artifact)| artifact);
    let Some(Artifact::Bytes(bytes)) = artifact else { panic!("there is no page at {address}") };
    let page = std::str::from_utf8(bytes).expect("pages are text");
    page.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).map_or(page, |(main, _)| main)
}

/// The entries that a page links to.
fn listed(page: &str) -> BTreeSet<usize> {
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(href, _)| href);
    links.filter_map(|href| href.trim_start_matches("../").strip_prefix('t')?.strip_suffix('/')?.parse().ok()).collect()
}

#[test]
fn every_view_lists_all_of_its_entries() {
    for count in [0, 1, 500] {
        let built = site(count);
        let errors = built.count(Severity::Error);
        assert_eq!(errors, 0, "{}", told(&built));
        let all: BTreeSet<usize> = (0..count).collect();
        for view in VIEWS {
            let page = page(&built, &format!("thing/{view}"));
            let named = listed(page);
            if view == "matrix/" {
                // A square names its first three entries; the others are on the square's own page.
                let squares = ["ul", "ur", "dl", "dr"];
                let squares = squares.iter().filter(|code| page.contains(&format!("href=\"{code}/\"")));
                let on_squares = squares.flat_map(|code| listed(self::page(&built, &format!("thing/matrix/{code}/"))));
                let together: BTreeSet<usize> = named.iter().copied().chain(on_squares).collect();
                assert_eq!(together, all, "{count} entries in the matrix");
            } else if page.contains(" data-rest=") {
                // The page of a long catalogue holds its first cards; a script loads the others from a file.
                let file = self::page(&built, &format!("thing/{view}more-cards.js"));
                let rest = listed(&file.replace("\"href\":\"", "href=\""));
                assert!(named.is_disjoint(&rest), "thing/{view} lists an entry twice");
                assert_eq!(&named | &rest, all, "{count} entries in thing/{view} and its file");
            } else if view.contains("/by-") && count > 100 {
                // The page of another order shows only its beginning, and links to the whole table.
                assert_eq!(named.len(), 100, "thing/{view} holds the first rows");
                assert!(page.contains(&format!("The first 100 of {count} rows")), "thing/{view} tells how many");
                assert!(page.contains("<a href=\"../\">A to Z</a></p>"), "thing/{view} leads to all");
                assert!(!page.contains("data-key=\"0\""), "a script does not sort a part");
            } else {
                assert_eq!(named, all, "{count} entries in thing/{view}");
            }
        }
        let table = page(&built, "thing/table/");
        let rows = if count == 1 { "row" } else { "rows" };
        assert!(table.contains(&format!(">Things: {count} {rows}</caption>")), "the caption counts {count}");
        assert_eq!(table.matches("<tr role=\"row\"").count(), count + 1, "a row for each of {count}, and the heading");
        let html = built.output.keys().filter(|url| url.is_page()).count();
        assert_eq!(built.pages, html + 1, "the folders, and 404.html");
    }
}

#[test]
fn empty_cells_and_mixed_units_stay_apart() {
    let built = site(500);
    let table = page(&built, "thing/table/");
    let empty = table.matches("<div><span aria-hidden=\"true\">–</span>").count();
    let lack = |every: usize| (0..500).filter(|number| number % every == every - 1).count();
    assert_eq!(empty, lack(7) + lack(13) + lack(4), "a dash for each field that an entry lacks");
    let ranges = page(&built, "thing/ranges/");
    let units: Vec<&str> = ranges
        .split("<h2 id=\"HR-scale-")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('>')?.1.split_once('<')?.0))
        .collect();
    let mut sorted = units.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, ["EUR", "EUR per hour", "EUR per year", "USD", "USD per hour", "USD per year"]);
    // There are no amounts before the first chart; the part of the last chart ends with the page.
    for chart in ranges.split("<h2 id=\"HR-scale-").skip(1) {
        assert!(!(chart.contains('$') && chart.contains('€')), "two currencies share an axis");
    }
}

/// A page is in its own language, a card in that of its section, and a search result in that of its page.
#[test]
fn a_verdict_is_worded_in_the_language_of_its_page() {
    let spanish = "answer_yes: Vale\nverdict_yes: \"Se puede.\"\n";
    let thing = |lang: &str| format!("---\ntitle: Thing {lang}\nstate: approved\nlang: {lang}\n---\n");
    let files = [
        ("kinds/thing.yaml", KIND.to_owned()),
        ("words/es.yaml", spanish.to_owned()),
        ("content/thing/en.md", thing("en")),
        ("content/thing/es.md", thing("es")),
    ];
    let memos = Memos::default();
    // The second build uses the memos of the first.
    for _ in 0..2 {
        let built = build(&snapshot(files.clone()), &memos);
        let count = |text: &str, sentence: &str| text.matches(&format!("class=\"says\">{sentence}</p>")).count();
        for (url, english, translated) in
            [("thing/", 2, 0), ("thing/table/", 2, 0), ("thing/en/", 1, 0), ("thing/es/", 0, 1)]
        {
            let page = page(&built, url);
            assert_eq!((count(page, "Yes."), count(page, "Se puede.")), (english, translated), "{url}");
        }
        let shards = built.output.keys().filter(|url| url.as_str().starts_with("search/shards/t"));
        let found: String = shards.map(|url| page(&built, url.as_str())).collect();
        assert_eq!((found.matches("\"Yes.\"").count(), found.matches("\"Se puede.\"").count()), (1, 1));
        memos.end_round();
    }
}

/// A site with a kind that has one facet with many values and one with few.
fn narrowed(count: usize) -> Built {
    let kind = "label: { one: Club, many: Clubs }\nfolder: club\nfields:\n  room: { type: text, facet: true }\n  day: { type: text, facet: true }\n";
    let room = |number: usize| if number < 3 { "Often".to_owned() } else { format!("Room {number}") };
    let entry = |number: usize| {
        let text = format!("---\ntitle: Club {number}\nroom: {}\nday: Monday\n---\n\nText.\n", room(number));
        (format!("content/club/t{number}.md"), text)
    };
    let fixed = [
        ("homeroom.yaml".to_owned(), "title: Clubs\n".to_owned()),
        ("kinds/club.yaml".to_owned(), kind.to_owned()),
        ("content/index.md".to_owned(), "# Home\n".to_owned()),
    ];
    build(&snapshot(fixed.into_iter().chain((0..count).map(entry))), &Memos::default())
}

#[test]
fn of_very_many_values_only_the_frequent_ones_have_a_page() {
    let pages = |built: &Built| built.output.keys().filter(|url| url.as_str().starts_with("club/room/")).count();
    let few = narrowed(62);
    assert_eq!(pages(&few), 60);
    assert!(!page(&few, "club/").contains("<li class=\"js-only\"><a data-f"));
    let many = narrowed(120);
    assert_eq!(many.count(Severity::Error), 0, "{}", told(&many));
    assert_eq!(pages(&many), 60, "so many have a page");
    assert!(page(&many, "club/room/often/").contains("Club 2"), "the most frequent value is among them");
    let own = page(&many, "club/");
    assert_eq!(own.matches("data-f=\"room\"").count(), 118, "scripts narrow by all values");
    assert_eq!(own.matches("<li class=\"js-only\"><a data-f=\"room\"").count(), 58);
    let links = own.matches("href=\"room/").count();
    assert_eq!(links, 60, "nothing links a page that is not there");
}

#[test]
fn the_page_of_one_value_holds_only_its_first_cards() {
    let built = narrowed(120);
    let page = page(&built, "club/day/monday/");
    assert_eq!(page.matches("<article class=\"card\"").count(), 100);
    assert!(page.contains("The first 100 of 120 entries."));
    assert!(page.contains("<a class=\"js-only\" href=\"../../?day=monday\">Show all</a>"), "scripts show the others");
}
