//! YAML to a tree of texts, and the places of its nodes.
//!
//! 1. `parse` reads a text twice: once for its shape (which scalars are null, numbers, strings), once
//!    for its texts, so that `1.10` and `NO` stay what was written. The reader of a field decides by
//!    the field's type.
//! 2. Aliases repeat a text, so a short file can become a huge tree. The first reading counts the repeated text, and
//!    stops at a limit.
//! 3. `places` finds the places of all nodes in one walk. This happens only if there is a finding.
//!
//! Only this room uses `serde_yaml`.

mod node;
mod parse;
mod places;

pub(crate) use node::{Node, Part, Scalar, ScalarKind, Step, find_text};
pub(crate) use parse::{SyntaxFault, TOO_MUCH, parse};
pub(crate) use places::Places;

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;

    fn key(name: &str) -> Step {
        Step::Key(name.to_owned())
    }

    fn found<'t>(text: &'t str, path: &[Step], part: Part) -> &'t str {
        &text[locate(text, path, part).expect("the node is there")]
    }

    fn locate(text: &str, path: &[Step], part: Part) -> Option<Range<usize>> {
        Places::of(text).find(text, path, part)
    }

    #[test]
    fn scalars_stay_what_was_written() {
        let Node::Map(entries) = parse("a: 1.10\nb: NO\nc: ~\nd: \"2\"\ne:\nf: true\n").unwrap() else { panic!() };
        let told: Vec<_> = entries
            .iter()
            .map(|(_, node)| match node {
                Node::Scalar(scalar) => (scalar.text.as_str(), scalar.kind),
                _ => panic!("scalars only"),
            })
            .collect();
        use ScalarKind::{Boolean, Null, Number, Text};
        assert_eq!(told, [("1.10", Number), ("NO", Text), ("~", Null), ("2", Text), ("", Null), ("true", Boolean)]);
    }

    #[test]
    fn duplicates_are_kept_and_told_apart() {
        let text = "a: 1\nb: 2\na: 3\n";
        let Node::Map(entries) = parse(text).unwrap() else { panic!() };
        assert_eq!(entries.len(), 3);
        assert_eq!(locate(text, &[Step::Entry(2)], Part::Key), Some(10..11));
        assert_eq!(found(text, &[Step::Entry(2)], Part::Value), "3");
    }

    #[test]
    fn places() {
        let text = "é: x\npilot: { from: 2026-01-02, until: soon }\nlist:\n  - one\n  - \"two, three\" # why\n";
        assert_eq!(found(text, &[key("pilot"), key("until")], Part::Value), "soon");
        assert_eq!(found(text, &[key("pilot"), key("until")], Part::Key), "until");
        assert_eq!(found(text, &[key("pilot")], Part::Value), "{ from: 2026-01-02, until: soon }");
        assert_eq!(found(text, &[key("list"), Step::Item(1)], Part::Value), "\"two, three\"");
        assert_eq!(found(text, &[key("list"), Step::Item(0)], Part::Value), "one");
        assert_eq!(locate(text, &[key("nowhere")], Part::Value), None);
    }

    #[test]
    fn hostile_documents_are_faults() {
        for text in [
            "[".repeat(100_000),
            "{".repeat(100_000),
            "- ".repeat(5_000),
            "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n".to_owned(),
            "a: b: c".to_owned(),
            "a:\n\t- b".to_owned(),
            "a: !!binary x\nb: !custom y".to_owned(),
            "---\na: 1\n---\nb: 2\n".to_owned(),
        ] {
            let fault = parse(&text);
            assert!(fault.is_err(), "{text:.40}");
        }
    }

    #[test]
    fn places_of_what_stands_in_brackets_behind_anchors_and_in_quotes() {
        let text = "a: &x [one, 'it''s', \"t\\\"wo\", *y , {}, []]\nb:\n  - &y\n    c: é, ü\n    d: [ ]\n  - *y\ne: [\n  f,\n  {g: h}\n]\n";
        let text = text.replace("*y ,", "x,");
        let at = |path: &[Step]| found(&text, path, Part::Value);
        let items = |name: &str, index: usize| at(&[key(name), Step::Item(index)]).to_owned();
        let told: Vec<String> = (0..6).map(|index| items("a", index)).collect();
        assert_eq!(told, ["one", "'it''s'", "\"t\\\"wo\"", "x", "{}", "[]"]);
        assert_eq!(at(&[key("b"), Step::Item(0), key("c")]), "é, ü");
        assert_eq!(at(&[key("b"), Step::Item(0), key("d")]), "[ ]");
        assert_eq!(items("b", 1), "*y", "an alias stands where it is written");
        assert_eq!((items("e", 0), items("e", 1)), ("f".to_owned(), "{g: h}".to_owned()));
        assert_eq!(found(&text, &[key("e"), Step::Item(1), key("g")], Part::Key), "g");
    }

    #[test]
    fn empty_documents_are_empty_maps() {
        for text in ["", "\n\n", "# only a comment\n"] {
            assert_eq!(parse(text), Ok(Node::Map(Vec::new())));
        }
    }
}
