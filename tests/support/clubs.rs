//! A small site with its own kind, and the texts that random edits give to its files.

use std::collections::BTreeMap;

/// A site as texts by path.
pub type Site = BTreeMap<&'static str, &'static str>;

/// A site with its own kind, templates and words, with pages that link to each other, sections and an alias.
pub fn site() -> Site {
    BTreeMap::from([
        (
            "homeroom.yaml",
            "title: Handbook\nbase_url: https://handbook.example/\ncontacts: [{ key: desk, label: Desk, email: desk@handbook.example }]\n",
        ),
        ("kinds/club.yaml", CLUB),
        ("content/index.md", "# Handbook\n\nStart with [chess](clubs/chess.md).\n"),
        (
            "content/about.md",
            "# About\n\nSee [chess](clubs/chess.md#when) and [drama](clubs/drama.md).\n\n## Who\n\nWe do.\n",
        ),
        ("content/clubs/index.md", "# All clubs\n\nThere are a few.\n"),
        (
            "content/clubs/chess.md",
            "---\ntitle: Chess\nsummary: Meets in the library.\nday: monday\nupdated: 2026-10-01\naliases: [old-chess]\n---\n\n## When\n\nAt noon, as [drama](drama.md).\n",
        ),
        (
            "content/clubs/drama.md",
            "---\ntitle: Drama\nsummary: Meets on the stage.\nday: tuesday\nwith: [chess]\nfee: $5\n---\n\nWith *masks*.\n",
        ),
        (
            "content/clubs/robots.md",
            "---\ntitle: Robots\nsummary: Meets in the lab.\nday: monday\ndate: 2026-12-01\n---\n\nSoon.\n",
        ),
        ("kinds/gear.yaml", GEAR),
        ("content/gear/board.md", BOARD),
        (
            "content/gear/clock.md",
            "---\ntitle: Reloj\nlang: es\nfor: 3-5\nlent: true\nparts: [board]\nask: [desk]\n---\n\nTic.\n",
        ),
        ("content/gear/board.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"/>"),
        ("templates/404.html", "{% extends \"base.html\" %}{% block main %}<h1>{{ page.title }}</h1>{% endblock %}\n"),
    ])
}

/// A kind with a field of every type.
const GEAR: &str = "label: { one: Thing, many: Gear }
folder: gear
scales:
  wear:
    - { key: new, label: As new, tone: ok }
    - { key: worn, label: Worn, short: W, tone: cond }
fields:
  note: { type: text }
  guide: { type: markdown }
  state: { type: choice, of: wear, facet: true }
  for: { type: grades, facet: true }
  price: { type: money, figure: true }
  site: { type: url }
  mail: { type: email }
  photo: { type: image }
  bought: { type: date }
  lasts: { type: duration }
  count: { type: number, unit: boxes }
  used: { type: percent }
  costs: { type: range, of: money }
  club: { type: reference, to: club, facet: true }
  lent: { type: boolean, facet: true }
  parts: { type: list, of: { type: reference, to: gear } }
  ask: { type: list, of: { type: choice, of: contacts } }
  box: { type: group, fields: { shelf: text, with: { type: reference, to: club } } }
views:
  - { shape: catalogue, title: Gear, card: [state, for, club] }
  - { shape: index, title: By name, url: names, show: state }
  - { shape: table, title: All, url: all, columns: [title, price, for, club, bought], sort: [title, -price] }
";

const BOARD: &str = "---
title: Board
summary: A board and its pieces.
note: Keep it dry.
guide: \"Set up as [chess](../clubs/chess.md#when).\"
state: worn
for: K-2
price: { amount: 12, source: { title: Office }, year: 2026 }
site: https://board.example/
mail: board@handbook.example
photo: { src: board.svg, alt: The board }
bought: 2026-09-01
lasts: 3 years
count: 4
used: 20%
costs: $10-$20
club: drama
lent: true
parts: [clock]
ask: [desk]
box: { shelf: North, with: drama }
---

Black and white.
";

const CLUB: &str = "label: { one: Club, many: Clubs }
folder: clubs
scales:
  week:
    - { key: monday, label: Monday }
    - { key: tuesday, label: Tuesday }
fields:
  summary: { type: text }
  day: { type: choice, of: week, facet: true }
  with: { type: list, of: { type: reference, to: club } }
  fee: { type: money, figure: true }
  notes: { type: markdown }
views:
  - { shape: catalogue, title: Clubs, card: [day] }
  - { shape: table, title: Compare, url: compare, columns: [title, day, fee], sort: [title, -day] }
";

/// The files that edits change, each with the texts that it may get. Several are wrong on purpose.
pub const CHOICES: &[(&str, &[&str])] = &[
    (
        "homeroom.yaml",
        &[
            "title: Handbook\n",
            "title: Other\nlanguage: es\ncontacts: [{ key: desk, label: Mesa }]\nsearch: { synonyms: [[board, table]] }\n",
            "title: Handbook\ntheme: plain\nvocabularies:\n  days: [{ key: monday, label: Mon }]\n",
            "title: Handbook\nmarkdown: { raw_html: escape }\nchecks: { figure-source: error }\ncurrency: EUR\n",
            "title: [\n",
        ],
    ),
    (
        "kinds/club.yaml",
        &[
            CLUB,
            "label: { one: Circle, many: Circles }\nfolder: clubs\nfields:\n  day: { type: text, facet: true }\n  room: { type: reference, to: room }\n",
            "folder: circles\n",
            "label: [\n",
        ],
    ),
    (
        "kinds/room.yaml",
        &["label: { one: Room, many: Rooms }\nfields:\n  seats: { type: number }\n", "folder: clubs\n"],
    ),
    ("kinds/about.yaml", &["folder: about\n"]),
    ("words/en.yaml", &["home: Start\n", "nothing: x\n"]),
    (
        "words/es.yaml",
        &[
            "home: Inicio\n",
            "grade_many: \"Grados {grades}\"\nyes: Sí\n",
            "grade_many: \"Cursos {grades}\"\nsearch_title: Buscar\n",
        ],
    ),
    (
        "kinds/gear.yaml",
        &[
            GEAR,
            "label: { one: Tool, many: Tools }\nfolder: gear\nfields:\n  state: { type: text }\n  for: { type: grades }\n  club: { type: reference, to: room, facet: true }\n",
        ],
    ),
    (
        "content/gear/board.md",
        &[
            BOARD,
            "---\ntitle: Tablero\nlang: es\nfor: K-2\nclub: drama\nstate: new\n---\n",
            "---\ntitle: Board\ndraft: true\nfor: 4\n---\n",
            "---\ntitle: Board\ndate: 2026-12-05\nphoto: { src: board.svg, alt: B }\n---\n",
        ],
    ),
    (
        "content/gear/clock.md",
        &[
            "---\ntitle: Clock\nfor: 3-5\nparts: [board]\n---\n",
            "---\ntitle: Clock\nlang: EN\nfor: 3-5\nclub: robots\n---\n",
        ],
    ),
    (
        "content/gear/board.svg",
        &["<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\"/>", "no picture"],
    ),
    ("templates/macros.html", &["{{ nothing }}"]),
    ("assets/site.css", &["p{}", "q{}"]),
    ("templates/404.html", &["<p>{{ page.title }}</p>", "{{ page.titel }}", "{% if %}"]),
    ("themes/plain/templates/404.html", &["<p>{{ page.title }}</p>", "{{ page.titel }}"]),
    ("themes/plain/theme.yaml", &["styles: [site.css]\n", "styles: [other.css]\n"]),
    ("themes/plain/assets/site.css", &["a{}", "b{}"]),
    ("templates/entry.html", &["{{ page.title }} {{ entry.html | safe }}", "{{ entry.html.deep.er }}"]),
    ("static/a.txt", &["one", "two"]),
    ("content/index.md", &["# Home\n", "---\ntitle: Start\nlang: es\n---\n[x](about.md)\n"]),
    ("content/about.md", &["# About\n\n[a](clubs/chess.md#when)\n", "# About us\n\n[a](clubs/) <b onclick=x>b</b>\n"]),
    ("content/about/index.md", &["# About the rest\n", "---\ntitle: About, deeper\nday: monday\n---\n"]),
    ("content/rooms/lab.md", &["---\ntitle: Lab\nseats: 30\n---\n"]),
    ("content/room/lab.md", &["---\ntitle: Lab\nseats: many\n---\n"]),
    ("content/clubs/index.md", &["# Clubs\n", "---\ntitle: All\ndraft: true\n---\n"]),
    (
        "content/clubs/chess.md",
        &[
            "---\ntitle: Chess\nday: monday\nupdated: 2026-10-01\n---\n\n## When\n\nAt [noon](drama.md).\n",
            "---\ntitle: Chess\nday: tuesday\nroom: lab\naliases: [old, about]\n---\n\n## Where\n\nHere[^1].\n\n[^1]: There.\n",
            "---\ntitle: Chess\ndate: 2026-12-01\nnotes: \"[x](drama.md) *y*\"\n---\n",
            "---\ntitle: Chess\n",
        ],
    ),
    (
        "content/clubs/drama.md",
        &[
            "---\ntitle: Drama\nwith: [chess]\nfee: $5\nlang: es\n---\n\n[a](chess.md#when)\n",
            "---\ntitle: Chess\nwith: [chess, drama]\nfee: { amount: 5, source: Office, year: 2026 }\n---\n\n> [!NOTE]\n> a\n",
            "Nothing.\n",
        ],
    ),
    ("content/clubs/Drama.md", &["# Second drama\n"]),
];
