//! Makes sites with many faults of one form, to measure that the cost of each fault does not grow with their number.

/// The files of a site, each as path and text.
type Files = Vec<(String, String)>;

/// A form of fault: its name, the number of faults with which `benches/measure` starts, and a function that makes a
/// site with a given number of faults.
pub type Form = (&'static str, usize, fn(usize) -> Files);

/// All forms of faults.
pub const FORMS: &[Form] = &[
    ("broken links", 2_000, broken_links),
    ("broken links, the check off", 2_000, broken_links_off),
    ("broken links in one file", 5_000, |n| page(&repeat(n, |i| format!("See [one]({}.md).\n\n", name(i))))),
    ("broken links on one line", 2_000, |n| page(&repeat(n, |i| format!("[one]({}.md) ", name(i))))),
    ("broken pictures", 2_000, |n| pages(n, |i| format!("# Page {i}\n\n![A map]({}.png)\n", name(i)))),
    ("broken addresses", 2_000, |n| pages(n, |i| format!("# Page {i}\n\n[There](/guides/{}/)\n", name(i)))),
    ("renamed hub", 2_500, renamed_hub),
    ("links to former addresses", 1_500, |n| {
        pages(n, |i| {
            front(&format!("title: Page {i}\naliases: [old/{}]\n", name(i))) + &format!("[a](/old/{}.md)\n", name(i))
        })
    }),
    ("paths of a disk", 2_000, |n| pages(n, |i| format!("# Page {i}\n\n[a](C:\\files\\{}.md)\n", name(i)))),
    ("places on a list", 2_000, |n| pages(n, |i| format!("# Page {i}\n\n[a](/a-z/#HR-{})\n", name(i)))),
    ("broken headings in one file", 5_000, headings),
    ("links to one long page", 2_000, long_page),
    ("links to drafts", 2_000, drafts),
    ("broken related", 2_000, |n| pages(n, |i| front(&format!("title: Page {i}\nrelated: [{}]\n", name(i))))),
    ("broken related in one file", 2_000, |n| page(&front(&format!("title: One\nrelated:\n{}", items(n, name))))),
    ("aliases", 1_500, |n| {
        page(&front(&format!("title: One\naliases:\n{}", items(n, |i| format!("old/{}", name(i))))))
    }),
    ("bad aliases", 1_500, |n| page(&front(&format!("title: One\naliases:\n{}", items(n, |i| format!("a?{i}")))))),
    ("navigation", 1_000, |n| settings(&format!("navigation:\n{}", items(n, name)))),
    ("checks in the settings", 1_000, |n| {
        settings(&format!("checks:\n{}", repeat(n, |i| format!("  {}: off\n", name(i)))))
    }),
    ("a vocabulary", 1_000, vocabulary),
    ("views", 500, views),
    ("kinds", 250, kinds),
    ("fields of a kind", 500, fields),
    ("unknown keys in one file", 2_000, |n| {
        page(&front(&format!("title: One\n{}", repeat(n, |i| format!("{}: x\n", name(i))))))
    }),
    ("one key again and again", 2_000, |n| page(&front(&format!("title: One\n{}", "summary: x\n".repeat(n))))),
    ("maps without their keys", 1_500, |n| {
        page(&front(&format!("title: One\nchanges:\n{}", items(n, |i| format!("{{ what: {i} }}")))))
    }),
    ("wrong items of a list", 2_000, |n| {
        page(&front(&format!("title: One\nrelated: [{}]\n", repeat(n, |_| "[], ".into()))))
    }),
    ("cut texts", 1_000, |n| page(&front(&format!("title: One\naliases:\n{}", items(n, |i| format!("a #b{i}")))))),
    ("steps of a path", 500, steps),
    ("same titles", 2_000, same_titles),
    ("same headings", 5_000, |n| page(&repeat(n, |_| "## Same\n\nText.\n\n".into()))),
    ("same names of headings", 3_000, |n| page(&repeat(n, |_| "## Same {#same}\n\nText.\n\n".into()))),
    ("footnotes", 3_000, |n| page(&repeat(n, |i| format!("Text[^{i}] and [^{i}] again.\n\n[^{i}]: A note.\n\n")))),
    ("footnotes twice", 3_000, |n| page(&repeat(n, |i| format!("[^{}]: A note.\n\n", i / 2)))),
    ("addresses twice", 3_000, |n| page(&repeat(n, |i| format!("[{}]: x{i}.md\n", i / 2)))),
    ("lost cells", 3_000, |n| page(&format!("| A |\n| --- |\n{}", repeat(n, |i| format!("| `{i}|{i}` |\n"))))),
    ("fences in lists", 3_000, |n| page(&repeat(n, |i| format!("- {i}\n\n  ```\n  x\n\n")))),
    ("addresses without brackets", 3_000, |n| {
        page(&repeat(n, |i| format!("https://e{i}.example or www.e{i}.example\n")))
    }),
    ("tables without outer pipes", 3_000, |n| page(&repeat(n, |i| format!("{i}\na | b\n:--|--:\n1 | 2\n\n")))),
    ("rows of a table", 5_000, |n| {
        page(&format!("| A | B |\n| --- | --- |\n{}", repeat(n, |i| format!("| {i} | [x](#y{i}) |\n"))))
    }),
    ("items of a list", 5_000, |n| page(&repeat(n, |i| format!("- [ ] item {i}\n")))),
    ("unread Markdown", 500, unread),
    ("unread Markdown on one line", 1_000, |n| {
        page(&repeat(n, |i| format!("[x](a b{i}.pdf) [[P{i}]] ==m== **b ** :tea: {{{{ x }}}} [a][b{i}] **u (x [y ")))
    }),
    ("raw HTML", 3_000, |n| page(&repeat(n, |i| format!("<b onclick=\"x()\">a</b> <script>{i}</script>\n\n")))),
    ("code", 3_000, |n| page(&format!("```python\n{}```\n", repeat(n, |i| format!("x{i} = {i}\n"))))),
    ("code in unknown languages", 500, |n| page(&repeat(n, |i| format!("```lang{i}\nx\n```\n\n")))),
    ("comments that allow", 2_000, |n| page(&repeat(n, |i| format!("{}[one]({}.md)\n\n", comment(i), name(i))))),
    ("comments that allow in a row", 2_000, |n| {
        page(&format!("{}{}", repeat(n, comment), repeat(n, |i| format!("[one]({}.md) ", name(i)))))
    }),
    ("comments that allow on one line", 2_000, |n| {
        page(&repeat(n, |i| format!("{} [one]({}.md) ", comment(i).trim(), name(i))))
    }),
    ("comments that allow nothing", 2_000, |n| page(&repeat(n, |i| format!("{}Text\n\n", comment(i))))),
    ("allowances of keys", 2_000, |n| {
        let allow = items(n, |i| format!("{{ code: unknown-key, because: x, keys: [{}] }}", name(i)));
        page(&front(&format!("title: One\nallow:\n{allow}{}", repeat(n, |i| format!("{}: x\n", name(i))))))
    }),
    ("allowances of unknown checks", 1_000, |n| {
        page(&front(&format!("title: One\nallow:\n{}", repeat(n, |i| format!("  {}: x\n", name(i))))))
    }),
    ("paths of checks", 1_000, |n| {
        let paths = repeat(n, |i| format!("guides/{}-page.md, ", name(i)));
        let mut files = pages(n, |i| format!("# Page {i}\n\n[one]({}.md)\n", name(i)));
        let checks = format!("title: Handbook\nchecks: {{ broken-link: {{ severity: info, paths: [{paths}] }} }}\n");
        files.push(("homeroom.yaml".to_owned(), checks));
        files
    }),
    ("names of files", 2_000, |n| {
        (0..n).map(|i| (format!("content/guides/Page {i} & more.md"), format!("# Page {i}\n"))).chain(site()).collect()
    }),
    ("formulas", 3_000, |n| formulas(&repeat(n, |i| format!("So $\\frac{{{i}}}{{2}} + x^2$.\n\n")))),
    ("formulas in one paragraph", 3_000, |n| formulas(&repeat(n, |i| format!("$x_{{{i}}}$ and $5-$6 ")))),
    ("faulty formulas", 3_000, |n| formulas(&repeat(n, |i| format!("So $\\fraction{{{i}}}$ and $\\left({i}$.\n\n")))),
    ("faulty formulas on one line", 2_000, |n| formulas(&repeat(n, |i| format!("$\\fraction{{{i}}}$ ")))),
    ("formulas, the setting off", 3_000, |n| page(&repeat(n, |i| format!("So $\\fraction{{{i}}}$.\n\n")))),
    ("MathML", 3_000, |n| page(&repeat(n, |i| format!("<math><mi>x</mi><maction><mn>{i}</mn></maction></math>\n\n")))),
    ("words", 1_000, |n| with("words/en.yaml", repeat(n, |i| format!("{}: x\n", name(i))))),
    ("colors", 1_000, |n| settings(&format!("colors:\n{}", repeat(n, |i| format!("  {}: \"#000\"\n", name(i)))))),
];

/// A site without faults: settings and a home page.
fn site() -> Files {
    settings("")
}

fn settings(more: &str) -> Files {
    let home = ("content/index.md".to_owned(), "# Handbook\n".to_owned());
    vec![("homeroom.yaml".to_owned(), format!("title: Handbook\n{more}")), home]
}

fn with(path: &str, text: String) -> Files {
    let mut files = site();
    files.push((path.to_owned(), text));
    files
}

/// A site with one page that has this text.
fn page(text: &str) -> Files {
    let text = if text.starts_with("---") { text.to_owned() } else { format!("# One\n\n{text}") };
    with("content/one.md", text)
}

/// A site with one page that has this text, and with formulas turned on.
fn formulas(text: &str) -> Files {
    let page = ("content/one.md".to_owned(), format!("# One\n\n{text}"));
    settings("markdown: { math: true }\n").into_iter().chain([page]).collect()
}

/// A site with `count` guides.
fn pages(count: usize, text: impl Fn(usize) -> String) -> Files {
    (0..count).map(|i| (format!("content/guides/{}-page.md", name(i)), text(i))).chain(site()).collect()
}

fn front(yaml: &str) -> String {
    format!("---\n{yaml}---\n\nText.\n")
}

fn repeat(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(text).collect()
}

fn items(count: usize, text: impl Fn(usize) -> String) -> String {
    repeat(count, |i| format!("  - {}\n", text(i)))
}

/// A name that is not similar to the names of other numbers.
fn name(number: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["an", "bel", "cor", "dan", "el", "fer", "gal", "hin", "is", "jor", "kel", "lum", "mar", "nos", "or", "pel"];
    let mixed = number.wrapping_mul(0x9e37_79b1) ^ number;
    let part = |shift: usize| SYLLABLES[mixed >> shift & 15];
    format!("{}{}-{}{}{}", part(0), part(4), part(8), part(12), number)
}

/// Broken links. Every second one has nearly the name of a page.
fn broken_links(count: usize) -> Files {
    let near = |i: usize| if i.is_multiple_of(2) { format!("{}-pagex", name(i / 2)) } else { format!("gone-{i}") };
    pages(count, |i| format!("# Page {i}\n\nSee [the other]({}.md).\n", near(i)))
}

fn broken_links_off(count: usize) -> Files {
    let mut files = broken_links(count);
    files.retain(|(path, _)| path != "homeroom.yaml");
    files.push(("homeroom.yaml".to_owned(), "title: Handbook\nchecks: { broken-link: off }\n".to_owned()));
    files
}

fn renamed_hub(count: usize) -> Files {
    let mut files = pages(count, |i| format!("# Page {i}\n\nSee [the hub](../hub.md).\n"));
    files.push(("content/hub-of-the-district.md".to_owned(), "# Hub\n".to_owned()));
    files
}

/// Many sorts of text that look like Markdown but are not read as such.
fn unread(count: usize) -> Files {
    page(&repeat(count, |i| {
        format!(
            "##Part {i}\n\n1.Open\n2.Close\n\n- [] box\n-Two\n\n| A | B |\n| {i} | 2 |\n\nA\tB\n1\t{i}\n\n1. a\n  - b\n2. c\n\n> [!DANGER]\n> x\n\n"
        )
    }))
}

fn headings(count: usize) -> Files {
    page(&repeat(count, |i| format!("## {}\n\nSee [below](#{}x) and [there](#{0}).\n\n", name(i), name(i / 2))))
}

fn long_page(count: usize) -> Files {
    let mut files = pages(count, |i| format!("# Page {i}\n\n[There](../one.md#{}) [gone](../one.md#x{i})\n", name(i)));
    files.push(("content/one.md".to_owned(), format!("# One\n\n{}", repeat(count, |i| format!("## {}\n\n", name(i))))));
    files
}

fn drafts(count: usize) -> Files {
    let mut files = pages(count, |i| format!("# Page {i}\n\n[There](../one.md)\n"));
    files.push(("content/one.md".to_owned(), front("title: One\ndraft: true\n")));
    files
}

/// Pages with a choice of a large vocabulary. Every second page misspells it.
fn vocabulary(count: usize) -> Files {
    let mut files =
        settings(&format!("vocabularies:\n  schools:\n{}", repeat(count, |i| format!("    - {}\n", name(i)))));
    let kind = "label: { one: Club, many: Clubs }\nfields:\n  school: { type: choice, of: schools, facet: true }\n";
    files.push(("kinds/club.yaml".to_owned(), kind.to_owned()));
    files.extend((0..count).map(|i| {
        let school = if i.is_multiple_of(2) { name(i) } else { format!("{}x", name(i)) };
        (format!("content/club/club-{i}.md"), front(&format!("title: Club {i}\nschool: {school}\n")))
    }));
    files
}

/// Views with faults, which are not made. Each page of a section would list all of its views.
fn views(count: usize) -> Files {
    let view = |i: usize| match i % 3 {
        0 => format!("  - {{ shape: tabel, url: {} }}\n", name(i)),
        1 => format!("  - {{ shape: index, url: same, title: {} }}\n", name(i)),
        _ => format!("  - {{ shape: index, url: same, show: {} }}\n", name(i)),
    };
    let kind = format!("label: {{ one: Club, many: Clubs }}\nviews:\n{}", repeat(count, view));
    let mut files = with("kinds/club.yaml", kind);
    files.push(("content/club/one.md".to_owned(), "# One\n".to_owned()));
    files
}

/// Kinds that refer to missing kinds, and as many pages.
fn kinds(count: usize) -> Files {
    let kind = |i: usize| {
        let name = name(i);
        let field = format!("  other: {{ type: reference, to: {name}x }}\n");
        (format!("kinds/{name}.yaml"), format!("label: {{ one: A, many: As }}\nfolder: {name}\nfields:\n{field}"))
    };
    (0..count).map(kind).chain(pages(count, |i| format!("# Page {i}\n"))).collect()
}

fn fields(count: usize) -> Files {
    let field = |i: usize| name(i).replace('-', "_");
    let kind =
        repeat(count, |i| format!("  {}: {{ type: date, required_when: {{ {}x: [a] }} }}\n", field(i), field(i)));
    let mut files = with("kinds/club.yaml", format!("label: {{ one: Club, many: Clubs }}\nfields:\n{kind}"));
    let entry = front(&format!("title: One\n{}", repeat(count, |i| format!("{}: soon\n{}x: 1\n", field(i), field(i)))));
    files.push(("content/club/one.md".to_owned(), entry));
    files
}

fn steps(count: usize) -> Files {
    let step = |i: usize| {
        let after = if i.is_multiple_of(2) { format!("{}x", name(i)) } else { name(i - 1) };
        format!("  - {{ key: {}, title: Step {i}, after: [{after}] }}\n", name(i))
    };
    let entry = front(&format!("title: One\nsummary: A way.\ngoal: coach\nsteps:\n{}", repeat(count, step)));
    with("content/certification/one.md", entry)
}

fn same_titles(count: usize) -> Files {
    let entry = |i: usize| {
        let text = front("title: Same\nsummary: A word.\n");
        (format!("content/glossary/{}.md", name(i)), text)
    };
    let kind =
        "label: { one: Word, many: Words }\nfolder: glossary\nfields:\n  summary: { type: text, unique: true }\n";
    (0..count).map(entry).chain(with("kinds/word.yaml", kind.to_owned())).collect()
}

fn comment(number: usize) -> String {
    format!("<!-- homeroom: allow broken-link because of {number} -->\n")
}
