//! Checks the architecture: layers point one way, only the edges do I/O, and files stay small.

#[path = "../support/circles.rs"]
mod circles;

use std::collections::BTreeSet;
use std::path::Path;

use circles::{Code, Uses, circles, told, uses};

/// The rooms, the highest layer first. A file may use its own room and the rooms below it.
const LAYERS: &[&str] = &[
    "main",
    "cli",
    "lib",
    "serve",
    "pipeline",
    "disk",
    "output",
    "search",
    "check",
    "page",
    "view",
    "scene",
    "plan",
    "verdict",
    "checklist",
    "path_graph",
    "library",
    "content",
    "format",
    "site",
    "config",
    "schema",
    "theme",
    "document",
    "href",
    "markdown",
    "highlight",
    "diagnostic",
    "yaml",
    "source",
    "media",
    "direction",
    "language",
    "drawing",
    "escape",
    "artifact",
    "memo",
    "timer",
    "named",
    "fingerprint",
];

#[test]
fn the_architecture_lists_the_rooms_in_the_order_of_the_layers() {
    let architecture =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).expect("the document");
    let (_, table) = architecture.split_once("| room | what it does |").expect("the table of rooms");
    let (table, _) = table.split_once("\n\n").expect("text behind the table");
    let rooms = table.lines().filter_map(|row| row.strip_prefix("| `")?.split(['.', '/']).next());
    assert_eq!(rooms.collect::<Vec<_>>(), LAYERS);
}

/// Rooms that the design names and that do not exist yet.
const TO_COME: &[&str] = &[];

/// Texts that only some rooms may contain, and those rooms.
const KEPT_TO: &[(&str, &[&str])] = &[
    ("std::fs", &["disk"]),
    ("walkdir", &["disk"]),
    ("tempfile", &["disk"]),
    ("serde_yaml", &["yaml"]),
    ("syntect", &["highlight"]),
    ("pulldown_cmark::", &["markdown"]),
    ("pulldown_cmark_escape", &["escape"]),
    ("pulldown_latex", &["markdown"]),
    ("ammonia", &["markdown"]),
    ("annotate_snippets", &["diagnostic"]),
    ("tiny_http", &["serve"]),
    ("rustix::", &["disk"]),
    ("fdeflate", &["disk"]),
    ("use image::", &["disk"]),
    ("tera::", &["theme"]),
    ("std::net", &["serve", "cli"]),
    ("TcpListener", &["serve"]),
    ("TcpStream", &["serve"]),
    ("println!", &["cli", "main"]),
    ("print!", &["cli", "main"]),
    ("eprintln!", &["cli", "main"]),
    ("dbg!", &[]),
    ("stdout()", &["cli"]),
    ("stderr()", &["cli"]),
    ("process::exit", &[]),
    ("std::env", &["cli"]),
    ("Zoned::now", &["cli"]),
    ("Timestamp::now", &["cli"]),
    ("SystemTime::now", &["disk"]),
    ("unsafe {", &[]),
    ("unsafe fn", &[]),
    ("#[allow", &[]),
    ("#![allow", &[]),
    (".unwrap()", &[]),
    (".expect(", &[]),
    ("panic!(", &[]),
    ("todo!(", &[]),
    ("static mut", &[]),
    ("thread_local!", &[]),
];

/// Names of types and functions that make other threads wait.
const WAITING: [&str; 9] =
    ["Mutex", "RwLock", "Condvar", "LazyLock", "LazyCell", "OnceLock", "OnceCell", "Barrier", "call_once"];

/// The files that may contain those names, each with the reason why no thread waits there for parallel work. Such a
/// wait could last forever: a thread that waits for its own parallel work takes up other pieces of work meanwhile, and
/// one of those may wait for a lock that this thread holds.
const WAITED_FOR: &[(&str, &str)] = &[
    ("cli/serve.rs", "the terminal; lines are written while it is held"),
    ("disk/picture/smaller.rs", "the desk for large pictures; one thread decodes while it is held"),
    ("document/source.rs", "the places of a YAML text; one thread finds them, and nothing else runs inside"),
    ("highlight.rs", "the grammars; loading them is one thread's work, and nothing of ours runs inside"),
    ("memo.rs", "a table; values are made while no lock is held"),
    ("output/deferred.rs", "an artifact; it is made before it is put there"),
    ("output/search.rs", "the index; `search/` makes it on one thread"),
    ("serve/days.rs", "a list of days; sites are laid out while no lock is held"),
    ("serve/state.rs", "what is shown; it is exchanged, and the old value is dropped after the lock is released"),
];

/// The files that start parallel work.
const STARTING: &[&str] =
    &["library/mod.rs", "check/mod.rs", "disk/read.rs", "disk/refresh.rs", "disk/write.rs", "pipeline.rs"];

/// Names that start parallel work, and the files that may contain them. None of these files may be in `WAITED_FOR`, and
/// no code in them may run under a lock or inside of a lazy value.
const PARALLEL: &[(&str, &[&str])] = &[
    ("rayon", STARTING),
    ("par_iter", STARTING),
    ("Library::new(", &["pipeline.rs"]),
    // In `cli/` this is the function of the command `check`, which is something else.
    ("check::run(", &["pipeline.rs", "cli/mod.rs"]),
    ("lay_out(", &["pipeline.rs", "serve/preview.rs", "cli/check.rs"]),
    ("lay_out_timed(", &["pipeline.rs", "cli/build.rs"]),
    (".check(", &["pipeline.rs", "serve/findings.rs"]),
    (".laid().at(", &["serve/preview.rs"]),
];

/// The most lines that a file may have, without its tests.
const LINES: usize = 400;

/// The most lines that a script of the theme may have. A longer one has to be split into a bundle.
const SCRIPT_LINES: usize = 250;

/// Files that may be longer, each with the reason.
const LONG: &[(&str, &str)] = &[];

/// A source file: its path below `src/`, and its lines without tests and comments.
struct Source {
    path: String,
    lines: Vec<(usize, String)>,
    /// The number of lines, without tests.
    length: usize,
}

impl Source {
    /// The room of the file: `page` for `page/plan.rs`.
    fn room(&self) -> &str {
        self.path.split(['/', '.']).next().expect("a name")
    }
}

fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    gather(Path::new("src"), &mut paths);
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn gather(folder: &Path, paths: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            gather(&path, paths);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
            paths.push(path.strip_prefix("src").expect("below src").to_string_lossy().replace('\\', "/"));
        }
    }
}

fn read(path: &str) -> Source {
    let text = std::fs::read_to_string(Path::new("src").join(path)).expect("a file");
    let mut lines = Vec::new();
    let mut length = 0;
    let mut all = text.lines().enumerate();
    while let Some((number, line)) = all.next() {
        if line == "#[cfg(test)]" {
            // Tests are either `mod tests;`, or a block that ends with a brace at the start of a line.
            for (_, line) in all.by_ref() {
                if line == "}" || line.ends_with("tests;") {
                    break;
                }
            }
            continue;
        }
        length += 1;
        let code = if line.trim_start().starts_with("//") { "" } else { line.split(" // ").next().unwrap_or("") };
        lines.push((number + 1, code.to_owned()));
    }
    Source { path: path.to_owned(), lines, length }
}

/// The rooms that a line of code names: `crate::page::plan`, and the public names at the crate's root.
fn named(line: &str) -> Vec<String> {
    let rooms = line.match_indices("crate::").map(|(at, found)| &line[at + found.len()..]);
    let word = |text: &str| text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    rooms.map(word).collect()
}

#[test]
fn layers_point_one_way() {
    let place = |room: &str| LAYERS.iter().position(|layer| *layer == room);
    let mut wrong = Vec::new();
    for source in sources() {
        let own = place(source.room()).unwrap_or_else(|| panic!("src/{} stands in no layer", source.path));
        for (number, line) in &source.lines {
            for room in named(line) {
                match place(&room) {
                    Some(below) if below >= own => {}
                    Some(_) => wrong.push(format!("src/{}:{number} reaches up to `{room}`", source.path)),
                    None => {
                        wrong.push(format!("src/{}:{number} names `{room}`, which stands in no layer", source.path))
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Files that use each other in a circle can only be read together. What they share belongs in a file that both use.
#[test]
fn files_of_a_room_use_each_other_in_no_circle() {
    let sources = sources();
    let files: Vec<Code<'_>> = sources.iter().map(|source| Code { path: &source.path, lines: &source.lines }).collect();
    let uses = uses(&files);
    let found: Vec<String> = circles(&uses).iter().map(|circle| told(circle, &uses)).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn a_circle_is_found_wherever_it_begins() {
    let pairs = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "b"), ("d", "e"), ("f", "f"), ("g", "a")];
    let mut uses = Uses::new();
    for (line, (from, to)) in pairs.iter().enumerate() {
        uses.entry((*from).to_owned()).or_default().insert((*to).to_owned(), line + 1);
    }
    let found = circles(&uses);
    let names: Vec<Vec<&str>> = found.iter().map(|circle| circle.iter().map(String::as_str).collect()).collect();
    assert_eq!(names, [vec!["b", "c", "d"], vec!["f"]]);
    let text =
        "a circle of 3 files: b -> c -> d -> b\n  src/b:2 uses src/c\n  src/c:3 uses src/d\n  src/d:4 uses src/b\n";
    assert_eq!(told(&found[0], &uses), text);
}

#[test]
fn what_a_file_uses_is_read_from_its_paths() {
    let code = |text: &str| -> Vec<(usize, String)> {
        text.lines().enumerate().map(|(number, line)| (number + 1, line.to_owned())).collect()
    };
    let files = [
        ("door.rs", "pub struct Door;"),
        ("room/mod.rs", "mod chair;\npub use table::leg::{Leg, of as legs_of};\npub struct Shared;"),
        (
            "room/chair.rs",
            "use super::Leg;\nfn sit() { super::lamp::on(\"crate::room::table\"); crate::door::open(); }",
        ),
        ("room/lamp.rs", "use crate::{\n    door::Door,\n    room::{table::{self, leg::Leg as Foot}, chair},\n};"),
        ("room/table.rs", "mod leg;\npub(in crate::room) fn lay() { if leg::is_short() { self::leg::mend() } }"),
        ("room/table/leg.rs", "use std::fmt;\nuse super::super::Shared;\nfn leg(chair: fmt::Chair) { lamp.on() }"),
    ];
    let files: Vec<(&str, Vec<(usize, String)>)> = files.iter().map(|(path, text)| (*path, code(text))).collect();
    let files: Vec<Code<'_>> = files.iter().map(|(path, lines)| Code { path, lines }).collect();
    let uses = uses(&files);
    let of =
        |file: &str| -> Vec<(&str, usize)> { uses[file].iter().map(|(file, line)| (file.as_str(), *line)).collect() };
    assert_eq!(of("door.rs"), []);
    assert_eq!(of("room/mod.rs"), [("room/table/leg.rs", 2)]);
    assert_eq!(of("room/chair.rs"), [("room/lamp.rs", 2), ("room/mod.rs", 1)]);
    assert_eq!(of("room/lamp.rs"), [("room/chair.rs", 3), ("room/table.rs", 3), ("room/table/leg.rs", 3)]);
    assert_eq!(of("room/table.rs"), [("room/table/leg.rs", 2)]);
    assert_eq!(of("room/table/leg.rs"), [("room/mod.rs", 2)]);
    // Two circles: chair and lamp, and the room with the table's leg.
    assert_eq!(circles(&uses).len(), 2);
}

#[test]
fn every_layer_of_the_list_exists() {
    let sources = sources();
    let rooms: BTreeSet<&str> = sources.iter().map(Source::room).collect();
    for layer in LAYERS {
        assert_eq!(rooms.contains(layer), !TO_COME.contains(layer), "the layer `{layer}`");
    }
}

#[test]
fn each_crate_and_each_effect_is_used_only_in_its_rooms() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (number, line) in &source.lines {
            for (text, rooms) in KEPT_TO {
                if line.contains(text) && !rooms.contains(&source.room()) {
                    wrong.push(format!("src/{}:{number} names `{text}`", source.path));
                }
            }
            let is_static = line.trim_start().trim_start_matches("pub ").starts_with("static ");
            if is_static && ["Mutex", "RwLock", "Atomic", "Cell<", "Lazy"].iter().any(|word| line.contains(word)) {
                wrong.push(format!("src/{}:{number} holds static state", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_lock_is_held_during_parallel_work() {
    let sources = sources();
    let mut wrong = Vec::new();
    for source in &sources {
        let waited_for = WAITED_FOR.iter().any(|(path, _)| *path == source.path);
        for (number, line) in &source.lines {
            if let Some(word) = WAITING.iter().find(|word| line.contains(**word) && !waited_for) {
                wrong.push(format!(
                    "src/{}:{number} names `{word}`; say in WAITED_FOR why no thread waits there for parallel work",
                    source.path
                ));
            }
            for (text, files) in PARALLEL {
                if line.contains(text) && (waited_for || !files.contains(&source.path.as_str())) {
                    wrong.push(format!("src/{}:{number} names `{text}`, where others may wait for it", source.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (path, _) in WAITED_FOR {
        let source = sources.iter().find(|source| source.path == *path).expect("a file of the list");
        let names = |(_, line): &(usize, String)| WAITING.iter().any(|word| line.contains(word));
        assert!(source.lines.iter().any(names), "src/{path} makes nobody wait; take it off the list");
    }
}

#[test]
fn files_have_at_most_400_lines() {
    for source in sources() {
        let reason = LONG.iter().find(|(path, _)| *path == source.path);
        match reason {
            None => assert!(source.length <= LINES, "src/{} has {} lines", source.path, source.length),
            Some(_) => assert!(source.length > LINES, "src/{} is short now; take it off the list", source.path),
        }
    }
}

#[test]
fn scripts_of_the_theme_have_at_most_250_lines() {
    let files =
        walkdir::WalkDir::new("themes/default/assets").into_iter().map(|entry| entry.expect("an asset").into_path());
    let scripts: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "js")).collect();
    assert!(scripts.len() > 20, "{} scripts", scripts.len());
    for path in scripts {
        let text = std::fs::read_to_string(&path).expect("a script");
        assert!(text.starts_with("// "), "{} does not say what it is", path.display());
        assert!(text.lines().count() <= SCRIPT_LINES, "{} is longer than {SCRIPT_LINES} lines", path.display());
    }
}

#[test]
fn every_file_says_what_it_is() {
    for source in sources() {
        let text = std::fs::read_to_string(Path::new("src").join(&source.path)).expect("a file");
        assert!(text.starts_with("//! "), "src/{} does not start with what it does", source.path);
    }
}
