//! Unpublished pages leave no trace: nothing that is built holds a word of a draft or of a page with a future date.

use crate::support::{TODAY, snapshot, told};
use homeroom::{Artifact, Memos, Options, Snapshot, build};

/// A page with a unique word in every place that can hold one. `{}` stands for the line that keeps it unpublished.
const SECRET: &str = "---
title: Qtitle
{}
summary: Qsummary
note: Qnote
guide: Qguide *Qguide*
state: hidden
for: 11
price: { amount: 98765, source: Qsource, year: 1999 }
site: https://qsite.example/
mail: qmail@handbook.example
photo: { src: qphoto.svg, alt: Qalt }
bought: 1987-06-05
lasts: 77 years
count: 87654
used: 67%
costs: $76543-$87655
ask: [qcontact]
box: { shelf: Qshelf }
aliases: [qalias]
related: [../open.md]
parts: [open]
changes: [{ date: 2026-10-01, what: Qchange }]
lang: tlh
---

# Qheading

Qbody with `Qcode` and [Qlink](../open.md) and [^q].

```qlanguage
Qblock
```

[^q]: Qfootnote
";

/// The unique words of the page, of its name and of its folder, in lower case. The choice of its state is not among
/// them, since it is a word of the kind: a catalogue lists all choices, even those that no page has.
const WORDS: [&str; 31] = [
    "qtitle",
    "qsummary",
    "qnote",
    "qguide",
    "98765",
    "98,765",
    "qsource",
    "1999",
    "qsite",
    "qmail",
    "qalt",
    "1987",
    "77 years",
    "87654",
    "87,654",
    "67%",
    "76543",
    "76,543",
    "qcontact",
    "qshelf",
    "qalias",
    "qchange",
    "tlh",
    "qheading",
    "qbody",
    "qcode",
    "qlink",
    "qlanguage",
    "qblock",
    "qfootnote",
    "qname",
];

const KIND: &str = "label: { one: Thing, many: Gear }
folder: gear
scales:
  wear: [{ key: new, label: As new, tone: ok }, { key: hidden, label: Hidden-state, tone: cond }, { key: gone, label: Gone, tone: \"no\" }]
fields:
  note: { type: text, facet: true }
  guide: { type: markdown }
  state: { type: choice, of: wear, facet: true }
  for: { type: grades, facet: true }
  price: { type: money, figure: true }
  site: { type: url }
  mail: { type: email }
  photo: { type: image }
  bought: { type: date }
  lasts: { type: duration }
  count: { type: number }
  used: { type: percent }
  costs: { type: range, of: money }
  parts: { type: list, of: { type: reference, to: gear }, facet: true }
  instead: { type: list, of: { type: reference, to: gear } }
  one: { type: reference, to: gear, facet: true }
  any: { type: reference }
  ask: { type: list, of: { type: choice, of: contacts } }
  box: { type: group, fields: { shelf: text, with: { type: reference, to: gear } } }
  steps: { type: list, of: { type: group, fields: { key: text, title: text, tool: { type: reference, to: gear } } } }
life:
  status: state
  states: { approved: new, sunsetting: hidden, retired: gone }
  use_instead: instead
views:
  - { shape: catalogue, title: Gear, card: [state, one, parts] }
  - { shape: table, title: All, url: all, columns: [title, one, parts, any, box, price, count], sort: [title, -count] }
  - { shape: index, title: Names, url: names, show: one }
  - { shape: path, title: Way, steps: steps }
";

/// A published page that names the unpublished one in every possible way.
const OPEN: &str = "---
title: Open
state: gone
one: qname
any: gear/qname
parts: [qname, open]
instead: [qname]
box: { shelf: South, with: qname }
steps: [{ key: a, title: First, tool: qname }]
related: [qname.md]
---

[A link](qname.md), [another](qname.md#qheading), [a third](/gear/qname/) and [a fourth](../qname.md).
";

fn site(held: &str, options: Options) -> Snapshot {
    let secret = SECRET.replace("{}", held);
    let plain =
        format!("---\ntitle: Qtitle\n{held}\nsummary: Qsummary\n---\n\n# Qheading\n\nQbody [Qlink](gear/open.md)\n");
    let files = [
        (
            "homeroom.yaml",
            "title: Handbook\nbase_url: https://handbook.example/\ncontacts: [{ key: qcontact, label: Qcontact, email: qcontact@handbook.example, phone: 555-qcontact }, { key: desk, label: Desk }]\n",
        ),
        ("kinds/gear.yaml", KIND),
        ("content/index.md", "# Home\n\n[A link](qname.md)\n"),
        ("content/gear/open.md", OPEN),
        ("content/gear/qname.md", &secret),
        ("content/qname.md", &plain),
        ("content/qname/index.md", &plain),
        ("content/gear/qname/qname.md", &secret),
        ("content/about.md", "# About\n\n[x](qname.md) ![y](qname.md)\n"),
    ];
    Snapshot { options, today: TODAY, ..snapshot(files) }
}

/// The words of the unpublished page that are found in what is built, each with its address. The published page writes
/// `qname` in its link, so there only whole words count.
fn traces(site: &Snapshot) -> Vec<String> {
    let built = build(site, &Memos::default());
    assert!(!built.output.is_empty(), "{}", told(&built));
    let mut found = Vec::new();
    for (url, artifact) in &built.output {
        let text = match artifact {
            Artifact::Bytes(bytes) => String::from_utf8_lossy(bytes).to_lowercase(),
            Artifact::Copy { .. } | Artifact::Derived { .. } => String::new(),
        };
        // Files of the theme hold no word of a page.
        if url.as_str().starts_with("assets/") {
            continue;
        }
        for word in WORDS {
            if text.contains(word) || url.as_str().to_lowercase().contains(word) {
                let at = text.find(word).unwrap_or_default();
                let start = text[..at].char_indices().rev().nth(60).map_or(0, |(start, _)| start);
                found.push(format!("{url}: `{word}` in …{}", text[start..].chars().take(120).collect::<String>()));
            }
        }
    }
    found
}

#[test]
fn a_published_page_leaves_the_words_that_these_tests_look_for() {
    let found = traces(&site("draft: false", Options::default()));
    for word in WORDS {
        let is_there = found.iter().any(|trace| trace.contains(&format!("`{word}`")));
        // An amount is written in two ways, and one of them is enough.
        let other = word.replace(',', "");
        let is_there = is_there || found.iter().any(|trace| trace.contains(&format!("`{other}`")));
        assert!(is_there, "{word} is nowhere");
    }
}

#[test]
fn a_draft_leaves_no_trace() {
    assert_eq!(traces(&site("draft: true", Options::default())), Vec::<String>::new());
}

#[test]
fn a_page_with_a_future_date_leaves_no_trace() {
    assert_eq!(traces(&site("date: 2026-11-23", Options::default())), Vec::<String>::new());
    assert_eq!(
        traces(&site("date: 2026-11-23", Options { portable: true, ..Options::default() })),
        Vec::<String>::new()
    );
}

#[test]
fn a_page_that_was_withdrawn_leaves_no_trace_in_a_warm_build() {
    let memos = Memos::default();
    let _ = build(&site("draft: false", Options::default()), &memos);
    let built = build(&site("draft: true", Options::default()), &memos);
    let cold = build(&site("draft: true", Options::default()), &Memos::default());
    for (url, artifact) in &built.output {
        assert_eq!(Some(artifact.fingerprint()), cold.output.get(url).map(Artifact::fingerprint), "{url}");
    }
    assert_eq!(built.output.len(), cold.output.len());
}

/// Contacts of the settings are published with the pages that name them.
#[test]
fn a_contact_that_no_published_page_names_is_not_published() {
    let table = |held: &str| {
        let built = build(&site(held, Options::default()), &Memos::default());
        let table = built.output.iter().find(|(url, _)| url.as_str() == "search/shards/table.js").expect("a table").1;
        match table {
            Artifact::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            other => panic!("{other:?}"),
        }
    };
    assert!(table("draft: false").contains("qcontact@handbook.example"));
    for held in ["draft: false", "draft: true"] {
        assert!(!table(held).contains("Desk"), "nobody names it");
    }
}
