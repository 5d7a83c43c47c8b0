//! Renders the examples of CommonMark and of GitHub's extensions. Each gives the HTML that the specification expects,
//! or is listed here with the reason why it differs.
//!
//! The examples come from the package of pulldown-cmark; cargo knows its folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

use homeroom::highlight::Highlighter;
use homeroom::markdown::{Href, MarkdownStyle, Place, RawHtml, Rendering, Words, parse, render};
use html5gum::{DefaultEmitter, Token, Tokenizer};
use percent_encoding::percent_decode;

/// The examples, by name: the Markdown and the HTML.
type Examples = BTreeMap<String, (String, String)>;

/// Differences on purpose in single examples.
const DIFFERS: [(&str, &str); 5] = [
    ("spec 602", "an address is a link without angle brackets too, as on GitHub"),
    ("spec 608", "an address is a link without angle brackets too, as on GitHub"),
    ("spec 611", "an address is a link without angle brackets too, as on GitHub"),
    ("spec 612", "an address is a link without angle brackets too, as on GitHub"),
    ("gfm_table 8", "a table without rows has no body, as on GitHub"),
];

/// Differences on purpose in all examples. Each entry changes our HTML to the expected one, and is needed by some
/// example.
const EVERYWHERE: [(&str, Unify); 9] = [
    ("a page has one `h1`, which is its title", |_, theirs| rename(theirs, "h1", "h2")),
    ("a heading has an id", |ours, _| remove_attributes(ours, |tag, name| is_heading(tag) && name == "id")),
    ("a link that leaves the site has a class", |ours, _| {
        remove_attributes(ours, |tag, name| tag == "a" && name == "class")
    }),
    ("a picture is loaded when it is near", |ours, _| {
        remove_attributes(ours, |tag, name| tag == "img" && ["loading", "decoding"].contains(&name))
    }),
    ("a block of code scrolls inside a frame, and has colors", |ours, _| {
        let is_frame = |token: &Piece| token.is("div", &["class"], &["codeblock"]);
        unwrap(ours, is_frame, "div") | remove_attributes(ours, |tag, name| tag == "pre" && name == "tabindex")
    }),
    ("code has colors", |ours, _| unwrap(ours, |token| matches!(token, Piece::Start(tag, _) if tag == "span"), "span")),
    ("a table scrolls inside a frame that has a name", |ours, _| {
        unwrap(ours, |token| matches!(token, Piece::Start(tag, _) if tag == "section"), "section")
    }),
    ("a cell has its direction from a class, and says what it is the head of", |ours, theirs| {
        remove_attributes(ours, |tag, name| ["td", "th"].contains(&tag) && ["class", "scope"].contains(&name))
            | remove_attributes(theirs, |tag, name| ["td", "th"].contains(&tag) && ["style", "align"].contains(&name))
    }),
    ("a task has a label", |ours, _| {
        remove_attributes(ours, |tag, name| tag == "input" && name == "aria-label")
            | remove_attributes(ours, |tag, name| tag == "li" && name == "class")
    }),
];

/// Changes our HTML or the expected HTML so that both are alike. Gives whether anything was changed.
type Unify = fn(&mut Vec<Piece>, &mut Vec<Piece>) -> bool;

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Start(String, BTreeMap<String, String>),
    End(String),
    Text(String),
    Other(String),
}

impl Piece {
    fn is(&self, name: &str, attributes: &[&str], values: &[&str]) -> bool {
        matches!(self, Self::Start(tag, own) if tag == name
            && own.keys().map(String::as_str).eq(attributes.iter().copied())
            && own.values().map(String::as_str).eq(values.iter().copied()))
    }
}

fn is_heading(tag: &str) -> bool {
    matches!(tag.as_bytes(), [b'h', b'1'..=b'6'])
}

fn rename(pieces: &mut [Piece], from: &str, to: &str) -> bool {
    let mut found = false;
    for piece in pieces {
        if let Piece::Start(tag, _) | Piece::End(tag) = piece
            && tag == from
        {
            found = true;
            *tag = to.to_owned();
        }
    }
    found
}

fn remove_attributes(pieces: &mut [Piece], is_ours: impl Fn(&str, &str) -> bool) -> bool {
    let mut found = false;
    for piece in pieces {
        if let Piece::Start(tag, attributes) = piece {
            attributes.retain(|name, _| {
                let remove = is_ours(tag, name);
                found |= remove;
                !remove
            });
        }
    }
    found
}

/// Removes the tags of an element, but not its content.
fn unwrap(pieces: &mut Vec<Piece>, is_start: impl Fn(&Piece) -> bool, name: &str) -> bool {
    let before = pieces.len();
    let mut open = Vec::new();
    pieces.retain(|piece| match piece {
        Piece::Start(tag, _) if tag == name => {
            open.push(is_start(piece));
            !open.last().expect("just put there")
        }
        Piece::End(tag) if tag == name => !open.pop().unwrap_or(false),
        _ => true,
    });
    pieces.len() < before
}

/// The folder of pulldown-cmark's package.
fn package() -> PathBuf {
    let told = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).expect("cargo tells JSON");
    let packages = told["packages"].as_array().expect("packages");
    let package = packages.iter().find(|package| package["name"] == "pulldown-cmark").expect("it is a dependency");
    let manifest = PathBuf::from(package["manifest_path"].as_str().expect("a path"));
    manifest.parent().expect("a folder").to_owned()
}

/// The examples in one file of the package.
fn examples(file: &str) -> Examples {
    let path = package().join("tests/suite").join(file);
    let text = std::fs::read_to_string(&path).expect("the package brings its examples along").replace("\r\n", "\n");
    let quoted = |text: &str, name: &str| {
        let (_, rest) = text.split_once(&format!("let {name} = r##\"")).expect("an example has both texts");
        rest.split_once("\"##;").expect("an end").0.to_owned()
    };
    let functions = text.split("\nfn ").skip(1);
    functions
        .map(|function| {
            let name = function.split('(').next().expect("a name").replace("_test_", " ");
            (name, (quoted(function, "original"), quoted(function, "expected")))
        })
        .collect()
}

fn ours(markdown: &str) -> String {
    let style = MarkdownStyle { smart_punctuation: false, raw_html: RawHtml::Trust, math: false };
    let href = |destination: &String| Href::To {
        href: destination.clone(),
        external: destination.contains(':'),
        picture: None,
    };
    let links: Vec<Href> = parse(markdown, &style).links.iter().map(|link| href(&link.destination)).collect();
    let words = Words {
        alerts: ["Note", "Tip", "Important", "Warning", "Caution"].map(str::to_owned),
        footnotes: "Footnotes".to_owned(),
        back_to_text: "Back to text".to_owned(),
        table_region: "Table".to_owned(),
        done: "Done".to_owned(),
        to_do: "To do".to_owned(),
    };
    let (place, highlighter) = (Place::default(), Highlighter::default());
    let rendering = Rendering { links: &links, omit: None, place, words: &words, highlighter: &highlighter };
    render(markdown, &style, &rendering)
}

/// HTML in pieces. White space beside blocks and the order of attributes do not count.
fn pieces(html: &str) -> Vec<Piece> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut is_pre = false;
    for token in Tokenizer::new_with_emitter(html.as_bytes(), DefaultEmitter::default()).flatten() {
        match token {
            Token::StartTag(tag) => {
                let name = text(&tag.name);
                is_pre |= name == "pre";
                let attribute = |(name, value): (&html5gum::HtmlString, &html5gum::HtmlString)| {
                    let value = if matches!(&name[..], b"href" | b"src") {
                        // Characters that an address cannot hold may be encoded in two ways.
                        percent_decode(value).decode_utf8_lossy().into_owned()
                    } else {
                        text(value)
                    };
                    (text(name), value)
                };
                let attributes = tag.attributes.iter().map(|(name, value)| attribute((name, value))).collect();
                pieces.push(Piece::Start(name, attributes));
            }
            Token::EndTag(tag) => {
                let name = text(&tag.name);
                is_pre &= name != "pre";
                pieces.push(Piece::End(name));
            }
            Token::String(string) => {
                let string = text(&string);
                let shown = if is_pre { string } else { words(&string) };
                match pieces.last_mut() {
                    Some(Piece::Text(before)) => before.push_str(&shown),
                    _ => pieces.push(Piece::Text(shown)),
                }
            }
            other => pieces.push(Piece::Other(format!("{other:?}"))),
        }
    }
    pieces
}

/// The text with a single space for each run of white space.
fn words(text: &str) -> String {
    let mut words = String::new();
    for letter in text.chars() {
        match letter {
            ' ' | '\n' | '\t' if words.ends_with(' ') => {}
            ' ' | '\n' | '\t' => words.push(' '),
            letter => words.push(letter),
        }
    }
    words
}

/// The pieces without the white space beside blocks.
fn tidy(pieces: Vec<Piece>) -> Vec<Piece> {
    const BLOCKS: &[&str] = &[
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "hr",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "div",
        "section",
        "br",
        "dl",
        "dt",
        "dd",
        "input",
    ];
    let is_block = |piece: Option<&Piece>| match piece {
        Some(Piece::Start(tag, _) | Piece::End(tag)) => BLOCKS.contains(&tag.as_str()),
        Some(Piece::Text(_)) => false,
        Some(Piece::Other(_)) | None => true,
    };
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        match (joined.last_mut(), piece) {
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (_, piece) => joined.push(piece),
        }
    }
    let pieces = joined;
    let mut tidied = Vec::new();
    let mut is_pre = false;
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Start(tag, _) => is_pre |= tag == "pre",
            Piece::End(tag) => is_pre &= tag != "pre",
            Piece::Text(_) | Piece::Other(_) => {}
        }
        let Piece::Text(text) = piece else {
            tidied.push(piece.clone());
            continue;
        };
        let mut text = text.as_str();
        if !is_pre {
            if is_block(at.checked_sub(1).map(|before| &pieces[before])) {
                text = text.trim_start();
            }
            if is_block(pieces.get(at + 1)) {
                text = text.trim_end();
            }
        }
        if !text.is_empty() {
            tidied.push(Piece::Text(text.to_owned()));
        }
    }
    tidied
}

#[test]
fn the_examples_of_commonmark_and_github_give_the_html_that_they_expect() {
    let mut differing = BTreeSet::new();
    let mut told = String::new();
    let mut done = [false; EVERYWHERE.len()];
    let (mut count, mut same) = (0, 0);
    for file in ["spec.rs", "gfm_table.rs", "gfm_strikethrough.rs", "gfm_tasklist.rs"] {
        for (name, (markdown, expected)) in examples(file) {
            count += 1;
            let (mut ours, mut theirs) = (pieces(&ours(&markdown)), pieces(&expected));
            for ((_, unify), done) in EVERYWHERE.iter().zip(&mut done) {
                *done |= unify(&mut ours, &mut theirs);
            }
            let (ours, theirs) = (tidy(ours), tidy(theirs));
            if ours == theirs {
                same += 1;
                continue;
            }
            if !DIFFERS.iter().any(|(listed, _)| *listed == name) {
                let at = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
                let (ours, theirs) = (ours.get(at), theirs.get(at));
                writeln!(told, "{name}: {markdown:?}\n  ours: {ours:?}\n  theirs: {theirs:?}").expect("memory");
            }
            differing.insert(name);
        }
    }
    for (name, reason) in DIFFERS {
        if !differing.contains(name) {
            writeln!(told, "{name} differs no more ({reason})").expect("memory");
        }
    }
    for ((reason, _), done) in EVERYWHERE.iter().zip(done) {
        if !done {
            writeln!(told, "{reason}: this is nowhere to be seen").expect("memory");
        }
    }
    assert!(count > 660, "only {count} examples were found");
    assert!(told.is_empty(), "{told}{same} of {count} are the same");
}
