//! Finds circles of files: reads which file uses which from the paths in their code, and which files use themselves
//! through other files.
//!
//! 1. A file's module is its path: `page/plan.rs` is `page::plan`, and `page/mod.rs` and `page.rs` are `page`.
//! 2. A file uses what its `use` lines name, and every path in its code that starts with `crate`, `self`, `super` or
//!    the name of a child.
//! 3. A path means the file of the longest module that it starts with. So `super::Item` means the file of the parent,
//!    even if that file only re-exports an item of another file.
//! 4. The path of a visibility, as in `pub(in crate::page)`, is no use: it says who may see an item.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A source file: its path below `src/`, and its lines of code with their numbers, without tests and comments.
pub struct Code<'s> {
    pub path: &'s str,
    pub lines: &'s [(usize, String)],
}

/// Which file uses which, each with the first line that does so.
pub type Uses = BTreeMap<String, BTreeMap<String, usize>>;

/// For every file, the files of its own room that it uses. A room is all files whose module starts with the same name.
pub fn uses(files: &[Code<'_>]) -> Uses {
    let modules: BTreeMap<Vec<String>, &str> = files.iter().map(|file| (module(file.path), file.path)).collect();
    let mut uses = Uses::new();
    for file in files {
        let own = module(file.path);
        let of_file = uses.entry(file.path.to_owned()).or_default();
        for (path, line) in named(file, &own, &modules) {
            let used = (1..=path.len()).rev().find_map(|length| modules.get(&path[..length]));
            if let Some(used) = used.filter(|used| **used != file.path && path.first() == own.first()) {
                of_file.entry((*used).to_owned()).or_insert(line);
            }
        }
    }
    uses
}

/// The groups of files in which each file uses all others, directly or through other files.
pub fn circles(uses: &Uses) -> Vec<BTreeSet<String>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        uses.keys().map(|file| (file.as_str(), reached(uses, file))).collect();
    let reaches = |from: &str, to: &str| reached.get(from).is_some_and(|files| files.contains(to));
    let mut circles: Vec<BTreeSet<String>> = Vec::new();
    for file in uses.keys().filter(|file| reaches(file, file)) {
        if !circles.iter().any(|circle| circle.contains(file)) {
            let members = uses.keys().filter(|other| reaches(file, other) && reaches(other, file));
            circles.push(members.cloned().collect());
        }
    }
    circles
}

/// A circle as text: its shortest way from the first file back to it, then every line in which its files use each
/// other.
pub fn told(circle: &BTreeSet<String>, uses: &Uses) -> String {
    let inner = |file: &str| {
        uses.get(file)
            .into_iter()
            .flatten()
            .filter(|(used, _)| circle.contains(*used))
            .map(|(used, line)| (used.clone(), *line))
    };
    let way = circle.first().map(|first| way_round(first, inner)).unwrap_or_default();
    let mut text = format!("a circle of {} files: {}\n", circle.len(), way.join(" -> "));
    for file in circle {
        for (used, line) in inner(file) {
            text.push_str(&format!("  src/{file}:{line} uses src/{used}\n"));
        }
    }
    text
}

/// The files that a file uses, directly or through other files.
fn reached<'u>(uses: &'u Uses, file: &str) -> BTreeSet<&'u str> {
    let mut reached = BTreeSet::new();
    let mut open = vec![file];
    while let Some(file) = open.pop() {
        for used in uses.get(file).into_iter().flat_map(BTreeMap::keys) {
            if reached.insert(used.as_str()) {
                open.push(used);
            }
        }
    }
    reached
}

/// The shortest way from a file to itself.
fn way_round<I: Iterator<Item = (String, usize)>>(first: &str, used: impl Fn(&str) -> I) -> Vec<String> {
    let mut open = VecDeque::from([vec![first.to_owned()]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = open.pop_front() {
        for (next, _) in way.last().map(|last| used(last)).into_iter().flatten() {
            let longer: Vec<String> = way.iter().cloned().chain([next.clone()]).collect();
            if next == first {
                return longer;
            }
            if seen.insert(next) {
                open.push_back(longer);
            }
        }
    }
    Vec::new()
}

/// The module of a file: `[page, plan]` for `page/plan.rs`.
fn module(path: &str) -> Vec<String> {
    let path = path.strip_suffix(".rs").unwrap_or(path);
    path.strip_suffix("/mod").unwrap_or(path).split('/').map(str::to_owned).collect()
}

/// The paths from the crate's root that a file names, each with its line.
fn named(file: &Code<'_>, own: &[String], modules: &BTreeMap<Vec<String>, &str>) -> Vec<(Vec<String>, usize)> {
    let is_child = |name: &str| modules.contains_key(&[own, &[name.to_owned()]].concat());
    let words = words(file.lines);
    let is = |at: usize, sign: &str| words.get(at).is_some_and(|(word, _)| word == sign);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((word, line)) = words.get(at) {
        at += 1;
        if word == "use" {
            at = branch(&words, at, &[], &mut found);
        } else if word == "(" && is(at, "in") {
            at += words[at..].iter().take_while(|(word, _)| word != ")").count();
        } else if is(at, "::") && !(at > 1 && (is(at - 2, "::") || is(at - 2, "."))) {
            let mut path = vec![word.clone()];
            while is(at, "::") && at + 1 < words.len() {
                path.push(words[at + 1].0.clone());
                at += 2;
            }
            found.push((path, *line));
        }
    }
    found.into_iter().filter_map(|(path, line)| Some((target_from_root(&path, own, is_child)?, line))).collect()
}

/// Reads one branch of a `use` tree from the word `at` on. Adds the paths that it names, each starting with `before`,
/// to `found`. Gives where the branch ends.
fn branch(words: &[(String, usize)], mut at: usize, before: &[String], found: &mut Vec<(Vec<String>, usize)>) -> usize {
    let mut path = before.to_vec();
    let mut last = 0;
    while let Some((word, line)) = words.get(at) {
        match word.as_str() {
            "{" => loop {
                at = branch(words, at + 1, &path, found);
                if words.get(at).is_none_or(|(word, _)| word != ",") {
                    return at + 1;
                }
            },
            "," | "}" | ";" => break,
            "as" => at += 2,
            "::" => at += 1,
            name => {
                path.push(name.to_owned());
                last = *line;
                at += 1;
            }
        }
    }
    if path.len() > before.len() {
        found.push((path, last));
    }
    at
}

/// The path from the crate's root for a path that starts with `crate`, `self`, `super` or the name of a child.
fn target_from_root(path: &[String], own: &[String], is_child: impl Fn(&str) -> bool) -> Option<Vec<String>> {
    let (first, rest) = path.split_first()?;
    match first.as_str() {
        "crate" => Some(rest.to_vec()),
        "self" => Some([own, rest].concat()),
        "super" => {
            let ups = path.iter().take_while(|word| *word == "super").count();
            Some([own.get(..own.len().checked_sub(ups)?)?, &path[ups..]].concat())
        }
        child => is_child(child).then(|| [own, path].concat()),
    }
}

/// The words and signs of code, each with its line. Strings are left out.
fn words(lines: &[(usize, String)]) -> Vec<(String, usize)> {
    let mut words = Vec::new();
    let mut in_text = false;
    for (number, line) in lines {
        let mut rest = line.as_str();
        while let Some(first) = rest.chars().next() {
            let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
            let length = match first {
                '\\' if in_text => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
                '"' => 1,
                _ if in_text => first.len_utf8(),
                '\'' if rest.starts_with("'\"'") => 3,
                '\'' if rest.starts_with("'\\\"'") => 4,
                _ if is_name(first) => rest.find(|letter| !is_name(letter)).unwrap_or(rest.len()),
                _ if rest.starts_with("::") => 2,
                _ => first.len_utf8(),
            };
            let word = &rest[..length];
            if word == "\"" {
                in_text = !in_text;
            } else if !in_text && !first.is_whitespace() {
                words.push((word.to_owned(), *number));
            }
            rest = &rest[length..];
        }
    }
    assert!(!in_text, "a text in quotes does not end");
    words
}
