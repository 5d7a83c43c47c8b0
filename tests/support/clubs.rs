//! A small site with a kind of its own, and the texts that random edits give its files.

use std::collections::BTreeMap;

/// A site as texts by path.
pub type Site = BTreeMap<&'static str, &'static str>;

/// A site with a kind, pages that link to each other, sections, an alias, and templates and words of its own.
pub fn site() -> Site {
    BTreeMap::from([
        ("homeroom.yaml", "title: Handbook\nbase_url: https://handbook.example/\n"),
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
        ("templates/404.html", "{% extends \"base.html\" %}{% block main %}<h1>{{ page.title }}</h1>{% endblock %}\n"),
    ])
}

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

/// The files that edits touch, each with texts that it may hold. Several are wrong on purpose.
pub const CHOICES: &[(&str, &[&str])] = &[
    (
        "homeroom.yaml",
        &[
            "title: Handbook\n",
            "title: Other\nlanguage: es\n",
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
    ("words/es.yaml", &["home: Inicio\n"]),
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
