use proptest::prelude::*;

use super::*;
use crate::markdown::loss::Why;
use crate::markdown::style::RawHtml;

fn read(markdown: &str) -> Body {
    parse(markdown, &MarkdownStyle { smart_punctuation: true, raw_html: RawHtml::Sanitize, math: false })
}

/// A link as `destination | text | range | whole`, images with `!` and raw HTML with `<` in front.
fn links(markdown: &str) -> Vec<String> {
    let line = |link: Link| {
        let mark = if link.raw { "<" } else { "" }.to_owned() + if link.image { "!" } else { "" };
        let Link { destination, text, range, whole, .. } = link;
        format!("{mark}{destination} | {text} | {} | {}", &markdown[range], &markdown[whole])
    };
    read(markdown).links.into_iter().map(line).collect()
}

#[test]
fn finds_links_with_their_places() {
    let cases: &[(&str, &[&str])] = &[
        ("[a **b**](x.md 'T')", &["x.md | a b | x.md | [a **b**](x.md 'T')"]),
        ("![alt *x*](p.png)", &["!p.png | alt x | p.png | ![alt *x*](p.png)"]),
        (
            "[![pic](in.png)](out.md)",
            &["out.md | pic | out.md | [![pic](in.png)](out.md)", "!in.png | pic | in.png | ![pic](in.png)"],
        ),
        ("![a ![b](c) [d](d) e](f)", &["!f | a b d e | f | ![a ![b](c) [d](d) e](f)"]),
        (
            "<https://e.org/?a&b>",
            &["https://e.org/?a&b | https://e.org/?a&b | https://e.org/?a&b | <https://e.org/?a&b>"],
        ),
        ("<me@x.org>", &["mailto:me@x.org | me@x.org | me@x.org | <me@x.org>"]),
        ("[t][R]\n\n[r]: <a b.md>\n  'title'", &["a b.md | t | a b.md | [t][R]"]),
        ("[x]\n\n[x]:\r\ny.md", &["y.md | x | y.md | [x]"]),
        ("[x](<a b> 't')", &["a b | x | a b | [x](<a b> 't')"]),
        (r"[y](a\_b.md)", &[r"a_b.md | y | a\_b.md | [y](a\_b.md)"]),
        ("[z](a&amp;b)", &["a&b | z | a&amp;b | [z](a&amp;b)"]),
        ("[é](é(1).md#ü)", &["é(1).md#ü | é | é(1).md#ü | [é](é(1).md#ü)"]),
        ("[e]()", &[" | e |  | [e]()"]),
        ("> [q\r\n> r](\r\n> <c d>)", &["c d | q r | c d | [q\r\n> r](\r\n> <c d>)"]),
        ("# [a](b)", &["b | a | b | [a](b)"]),
        ("`[a](b)` \\[a](b) [a] (b)", &[]),
        ("é https://e.org/ü.", &["https://e.org/ü | https://e.org/ü | https://e.org/ü | https://e.org/ü"]),
        ("www.e.org", &["http://www.e.org | www.e.org | www.e.org | www.e.org"]),
        ("> - me@x.org\r\n", &["mailto:me@x.org | me@x.org | me@x.org | me@x.org"]),
        ("| a |\n|-|\n| http://x/\\|y |", &["http://x/|y | http://x/|y | http://x/\\|y | http://x/\\|y"]),
        (
            "x <img alt='A' src=\"p&amp;q.png\"> <a href=y.md>y</a>",
            &["<!p&q.png | A | p&amp;q.png | <img alt='A' src=\"p&amp;q.png\">", "<y.md |  | y.md | <a href=y.md>"],
        ),
        ("> <div\n> id=x><a\n> href='ü.md'>\n", &["<ü.md |  | ü.md | <a\n> href='ü.md'>"]),
        ("<a href='javascript:x'>x</a><iframe src=x.md></iframe>", &[]),
    ];
    for (markdown, expected) in cases {
        assert_eq!(links(markdown), *expected, "{markdown}");
    }
}

#[test]
fn outlines() {
    let markdown = "# A `b` *c*\r\n\
        ## A b c\n\
        Facts\n=====\n\
        ### \"Own\" {#own .x}\n\
        ## ![Logo](l.png) It's -- <kbd>K</kbd>\n\
        <a id=\"set-up\"></a><a name=named></a>\n\n## Set up [x](y)\n> # Quoted\n\n#\n\nx[^1]\n\n# Fn 1\n\n[^1]: n";
    let body = read(markdown);
    let lines: Vec<String> = body
        .outline
        .iter()
        .map(|heading| {
            let mark = if heading.explicit { "!" } else { "" };
            format!("{} {} #{mark}{} {:?}", heading.level, heading.text, heading.id, &markdown[heading.range.clone()])
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r####"
    1 A b c #a-b-c "# A `b` *c*"
    2 A b c #a-b-c-1 "## A b c"
    1 Facts #facts "Facts\n====="
    3 “Own” #!own "### \"Own\" {#own .x}"
    2 Logo It’s – K #-its----k "## ![Logo](l.png) It's -- <kbd>K</kbd>"
    2 Set up x #set-up-x "## Set up [x](y)"
    1 Quoted #quoted "# Quoted"
    1  #section "#"
    1 Fn 1 #fn-1 "# Fn 1"
    "####);
    assert_eq!(body.anchors[9..], ["set-up", "named", "HR-fn-1", "HR-fnref-1"]);
}

#[test]
fn the_first_heading_is_the_title_whatever_stands_before_it_that_is_not_read() {
    let title = |markdown: &str, raw_html: RawHtml| {
        let body = parse(markdown, &MarkdownStyle { smart_punctuation: true, raw_html, math: false });
        body.outline.into_iter().next().filter(|_| body.has_title).map(|heading| heading.text)
    };
    for before in [
        "",
        "\n\n",
        "<!-- a note -->\n\n",
        "<!-- a\nnote -->\n",
        "<!DOCTYPE x>\n",
        "![Badge](a.svg)\n\n",
        "[![Badge](a.svg)](b.md) ![](c.png)\n",
        "<p align=\"center\">\n  <img src=a.png alt=\"Our logo\">\n</p>\n\n",
        "<p align=center><a href=x.md><img src=a.png></a>&nbsp;</p>\n\n",
        "<picture><source srcset=a.png><img src=b.png></picture>\n\n",
        "[ref]: x.md\n[b]: y.md 'B'\n",
        "[^1]: A note.\n\n",
        "<a name=\"top\"></a>\n",
        "<a id=top></a>\n\n",
        "<br>\n\n---\n\n",
        "<style>a{}</style>\n\n",
        "<div align=center>\n\n",
        "<details></details>\n\n",
    ] {
        for raw_html in [RawHtml::Sanitize, RawHtml::Escape, RawHtml::Trust] {
            let found = title(&format!("{before}# The *title*\n\ntext [^1]"), raw_html);
            assert_eq!(found.as_deref(), Some("The title"), "{before}, {raw_html:?}");
        }
        let found = title(&format!("{before}\n<h1 align=center>The <b>title</b></h1>\n\ntext [^1]"), RawHtml::Sanitize);
        assert_eq!(found.as_deref(), Some("The title"), "{before}");
    }
    for markdown in [
        "words\n\n# T",
        "`code`\n\n# T",
        "<p>words</p>\n\n# T",
        "&copy;\n\n# T",
        "~~~\n~~~\n\n# T",
        "> # T",
        "- # T",
        "<details>\n\n# T",
        "<table><tr><td><h1>T</h1></td></tr></table>",
        "<blockquote><h1>T</h1></blockquote>",
        "## T\n\n# U",
        "<h2>T</h2>\n\n# U",
        "[^1]: # T\n\n# U",
    ] {
        assert_eq!(title(markdown, RawHtml::Sanitize), None, "{markdown}");
    }
}

#[test]
fn html_headings_are_in_the_outline_and_begin_sections() {
    let markdown =
        "a\n\n<h2>One &amp; <i>two</i></h2>\nb\n<h3 id=own>Three</h3> c\n\nd <h4>F*o*ur</h4> e\n\n# Five <h2>x</h2>";
    let body = read(markdown);
    let lines: Vec<String> = body
        .outline
        .iter()
        .map(|heading| {
            format!("{} {} #{} {:?}", heading.level, heading.text, heading.id, &markdown[heading.range.clone()])
        })
        .collect();
    assert_eq!(
        lines,
        [
            "2 One & two #one--two \"<h2>\"",
            "3 Three #own \"<h3 id=own>\"",
            "4 Four #four \"<h4>\"",
            "1 Five x #five-x \"# Five <h2>x</h2>\"",
        ]
    );
    let sections: Vec<_> = body.sections.iter().map(|section| (section.heading, section.text.as_str())).collect();
    assert_eq!(sections, [(None, "a"), (Some(0), "b"), (Some(1), "c\nd"), (Some(2), "e"), (Some(3), "")]);
    let escaped = parse(markdown, &MarkdownStyle { smart_punctuation: false, raw_html: RawHtml::Escape, math: false });
    assert_eq!(escaped.outline.len(), 1);
}

#[test]
fn an_explicit_id_wins_wherever_it_stands() {
    let ids = |markdown: &str| read(markdown).outline.into_iter().map(|heading| heading.id).collect::<Vec<_>>();
    assert_eq!(ids("# X\n# Y {#x}\n# X\n# Z {#x}"), ["x-1", "x", "x-2", "x"]);
}

#[test]
fn an_id_that_is_taken_is_told_wherever_it_stands_and_an_empty_one_is_none() {
    let told = |markdown: &str| {
        let tags = read(markdown).raw_tags;
        tags.iter().map(|tag| markdown[tag.range.clone()].to_owned()).collect::<Vec<_>>()
    };
    let ids = |markdown: &str| read(markdown).outline.into_iter().map(|heading| heading.id).collect::<Vec<_>>();
    assert_eq!(told("## A {#x}\n\n<p id=\"x\">1</p>\n"), ["id=\"x\""]);
    let late = "<p id=\"x\">1</p>\n\n## A {#x}\n";
    assert_eq!((told(late), ids(late)), (vec!["{#x}".to_owned()], vec!["a".to_owned()]));
    let empty = "<h2 id=\"\">E</h2>\n\n<a name=\" \"></a>\n";
    assert_eq!((told(empty), ids(empty)), (vec![], vec!["e".to_owned()]));
}

#[test]
fn a_part_of_what_is_told_is_told_with_it() {
    let names = |markdown: &str| read(markdown).raw_tags.into_iter().map(|tag| tag.name).collect::<Vec<_>>();
    assert_eq!(names("<svg viewBox=\"0 0 1 1\"><g><path d=\"M0\"/></g></svg>\n"), ["svg"]);
    assert_eq!(names("<select name=\"a\"><option value=\"1\">x</option></select>\n"), ["select"]);
    assert_eq!(names("<map name=\"a\"><area href=\"a.md\"></map>\n"), ["map"]);
    assert_eq!(names("<option value=\"1\">x</option>\n"), ["option"]);
}

#[test]
fn names_what_does_not_stay() {
    let markdown = "a <script>x</script> <b onclick=\"x()\">b</b> <a href=\"javascript:x()\">j</a>\n\n\
        <form>\n<p style='color: red'\nalign=justify>\n</form>\n\n> <div\n> ONCLICK=y>\n> </div>\n\n<!-- <iframe> -->";
    let body = read(markdown);
    let lines: Vec<String> = body
        .raw_tags
        .iter()
        .map(|tag| format!("{}: {} ({})", tag.name, &markdown[tag.range.clone()], tag.reason.as_deref().unwrap_or("-")))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    script: <script> (-)
    onclick: onclick="x()" (it runs a script)
    href: href="javascript:x()" (an address that begins with `javascript:` is not kept)
    form: <form> (-)
    style: style='color: red' (a style sheet sets the look of a page; use a class that begins with `own-`)
    align: align=justify (`p` keeps no such attribute)
    onclick: ONCLICK=y (it runs a script)
    "#);
    for raw_html in [RawHtml::Escape, RawHtml::Trust] {
        let body = parse(markdown, &MarkdownStyle { smart_punctuation: false, raw_html, math: false });
        assert!(body.has_raw_html && body.raw_tags.is_empty());
    }
    assert!(!read("no <3 raw").has_raw_html);
}

/// `style={{ … }}` of another tool gets one finding, even if it contains several words.
#[test]
fn a_value_in_double_braces_is_told_once() {
    let body = read("<div style={{ overflowX: 'auto', width: '100%' }} id=\"x\" onclick=\"y\">\n\nx\n\n</div>");
    let names: Vec<&str> = body.raw_tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(names, ["style", "onclick"]);
}

#[test]
fn reads_plain_text_by_section() {
    let markdown = "![only a picture](x.png)\n\n- item\n  - nested\n\nThe *first*\nparagraph[^1] &amp; `code`.\n\n\
        # One\n| a | b |\n|---|---|\n| c | d |\n\n<details>\n<summary>More &lt;</summary>\n<script>x</script>\n\n\
        in\n</details>\n\n## Two\n```rs\nlet x;\n```\n> [!TIP]\n> tip\n\n[^1]: note";
    let body = read(markdown);
    assert_eq!(body.first_paragraph.as_deref(), Some("The first paragraph & code."));
    let sections: Vec<String> =
        body.sections.iter().map(|section| format!("{:?} {:?}", section.heading, section.text)).collect();
    insta::assert_snapshot!(sections.join("\n"), @r#"
    None "only a picture\nitem\nnested\nThe first paragraph & code."
    Some(0) "a b\nc d\nMore <\nin"
    Some(1) "let x;\ntip\nnote"
    "#);
}

#[test]
fn raw_html_shown_as_text_is_text() {
    let style = MarkdownStyle { smart_punctuation: false, raw_html: RawHtml::Escape, math: false };
    let body = parse("# A <b>c</b>\n<a id=x href=y>\n", &style);
    assert_eq!((body.outline[0].text.as_str(), body.outline[0].id.as_str()), ("A <b>c</b>", "a-bcb"));
    assert!(body.links.is_empty());
    assert_eq!(body.anchors, ["a-bcb"]);
}

/// The lost parts of a text, as `why: what`.
fn lost(markdown: &str) -> Vec<String> {
    let line = |lost: Lost| {
        let what = &markdown[lost.range];
        match lost.why {
            Why::NeverClosed { opener, closer, nearly } => {
                let nearly = nearly.map_or_else(String::new, |(line, why)| format!(" {line} {why:?}"));
                format!("open {opener} {closer}{nearly}: {what}")
            }
            Why::Cell { split: None } => format!("cell: {what}"),
            Why::Cell { split: Some(code) } => format!("cell: {what} for {}", &markdown[code]),
            Why::SplitCode => format!("code: {what}"),
            Why::UnusedFootnote(label) => format!("unused {label}: {what}"),
            Why::Twice { first, .. } => format!("twice {}: {what}", &markdown[first]),
        }
    };
    read(markdown).lost.into_iter().map(line).collect()
}

#[test]
fn tells_what_is_never_closed() {
    let cases: &[(&str, &[&str])] = &[
        ("a\n\n<!-- TODO ->\n\n# b", &["open <!-- -->: <!--"]),
        ("<div>\n<!-- a\n\nb -->\n</div>", &["open <!-- -->: <!--"]),
        ("<!DOCTYPE html\n\nx", &["open <!DOCTYPE >: <!DOCTYPE"]),
        ("> <?php\n>\n> x", &["open <? ?>: <?"]),
        ("<![CDATA[\nx", &["open <![CDATA[ ]]>: <![CDATA["]),
        ("- <script>\n  x\n\ny", &["open <script> </script>: <script>"]),
        ("<style>\nx\n\ny", &["open <style> </style>: <style>"]),
        ("<textarea>\n\ny", &["open <textarea> </textarea>: <textarea>"]),
        ("<pre>\n\ny", &["open <pre> </pre>: <pre>"]),
        ("<div class=\"a\nb\n\nc", &["open <div >: <div"]),
        ("```py\nx\n``\n\n# b", &["open ``` ``` `` TooFew: ```py"]),
        ("~~~\nx\n```\n\ny", &["open ~~~ ~~~ ``` OtherSign: ~~~"]),
        ("- a\n  ```\n  x\n```\n\ny\n\n```\nz\n```", &["open ``` ``` ``` Outside: ```"]),
        ("> ````\n> x\n\ny", &["open ```` ````: ````"]),
        ("- ```\n  x\n  ``` (new)\n\ny", &["open ``` ``` ``` (new) Words: ```"]),
        ("```", &["open ``` ```: ```"]),
        ("```\rx\r``\r", &["open ``` ``` `` TooFew: ```"]),
        ("````\n```\n````\n\n~~~\n~~~\t\n\n> ```\n> x\n> ```", &[]),
        ("<!-- a\n\nb --> <!-->\n\n<PRE>\n\nx</PRE>\n\n<!DOCTYPE html>\n\n<?x?>\n\n<script>a</SCRIPT>", &[]),
        ("a <!-- b `<!--`\n\n    <!--\n\n<iframe src=x>\n\n</iframe>", &[]),
    ];
    for (markdown, expected) in cases {
        assert_eq!(lost(markdown), *expected, "{markdown}");
    }
}

#[test]
fn tells_a_comment_that_a_later_comment_ends() {
    let cases: &[(&str, &[&str])] = &[
        ("<!-- TODO ->\n\nLost.\n\n<!-- b -->\n\nSeen.", &["open <!-- --> -> Next: <!--"]),
        ("<!-- TODO —>\n\nLost.\n\n<!-- b -->", &["open <!-- --> —> Next: <!--"]),
        ("<!-- TODO\n\nLost.\n\n<!-- b -->", &["open <!-- -->  Next: <!--"]),
        ("a <!-- b -> lost <!-- c --> d", &["open <!-- --> -> Next: <!--"]),
        ("> <!-- b ->\n> lost\n> <!-- c --> d", &["open <!-- --> -> Next: <!--"]),
        ("<div>\n<!-- b -> lost\n<!-- c -->\n</div>", &["open <!-- --> -> Next: <!--"]),
        ("<!DOCTYPE html\n\nLost.\n\n> Quoted.", &["open <!DOCTYPE >: <!DOCTYPE"]),
        ("<!-- a\n\n-> b\n--> <!-- c -->\n\n<!-- of `<!--` -->\n\n<!DOCTYPE html\n  PUBLIC \"x\">", &[]),
    ];
    for (markdown, expected) in cases {
        assert_eq!(lost(markdown), *expected, "{markdown}");
    }
}

#[test]
fn tells_what_keeps_a_line_from_closing_a_fence() {
    let cases: &[(&str, &[&str])] = &[
        ("```\nx\n    ```\n\ny", &["open ``` ``` ``` Indented: ```"]),
        ("```\nx ```\n\ny", &["open ``` ``` x ``` Behind: ```"]),
        ("```\nx\n> ```\n\ny", &["open ``` ```: ```"]),
        ("- a\n  ```\nx\n  ```\n\ny", &["open ``` ``` x Code: ```"]),
        ("- a\n  ```\nx\n  ```\n\n```\ny\n```", &["open ``` ``` x Code: ```"]),
        ("> ```\n> x\n\ny\n```\n\nz", &["open ``` ``` y Code: ```"]),
        // The second comment does not end the first one, because the first one has an end of its own.
        ("- ```\n  x\n\ny\n\n```\nz\n```", &["open ``` ```: ```"]),
        ("- ```\n  x\n\n- ```\n  y", &["open ``` ```: ```", "open ``` ```: ```"]),
    ];
    for (markdown, expected) in cases {
        assert_eq!(lost(markdown), *expected, "{markdown}");
    }
}

#[test]
fn one_cause_is_told_once() {
    let cases: &[(&str, &[&str])] = &[
        ("a\n\n[^a]: b[^c]\n\n[^c]: d[^a]\n\n[^e]: f[^e]", &["unused a: [^a]:", "unused e: [^e]:"]),
        ("[^1]: a\n\n- ```\n  x\n```\n\ny[^1]", &["open ``` ``` ``` Outside: ```"]),
        ("| a |\n|--|\n| b | c[^1] |\n\n[^1]: d", &["cell: c[^1]"]),
    ];
    for (markdown, expected) in cases {
        assert_eq!(lost(markdown), *expected, "{markdown}");
    }
}

#[test]
fn tells_the_cells_of_a_row_that_are_lost_and_no_others() {
    let cases: &[(&str, &[&str])] = &[
        ("| a | b |\n|--|--|\n| 1 | 2 | \\| |", &["cell: \\|"]),
        ("| a | b |\n|--|--|\n| 1 | 2 | <!-- c --> |", &[]),
        ("| a | b |\n|--|--|\n| `x` | `y|z` | `w` |", &["cell: z` | `w` for `y|z`"]),
        ("| `a | b` |\n|--|--|\n| 1 | 2 |", &["code: `a | b`"]),
    ];
    for (markdown, expected) in cases {
        assert_eq!(lost(markdown), *expected, "{markdown}");
    }
}

#[test]
fn tells_what_a_table_a_footnote_and_a_definition_lose() {
    let cases: &[(&str, &[&str])] = &[
        ("| a |\n|--|\n| 1 | 2 |\n| 3 | |\n4|*5*|6", &["cell: 2", "cell: *5*|6"]),
        ("| a | b |\n|--|--|\n| `x|y` | z |", &["cell: z for `x|y`"]),
        ("| a | b |\n|--|--|\n| ``x`|`y`` | z |\n| `x\\|y` | \\` |", &["cell: z for ``x`|`y``"]),
        ("| a | b |\n|--|--|\n| ` | \\` |", &[]),
        ("x[^a]\n\n[^a]: b\n\n[^A]: c\n\n[^d]: e[^f]\n\n[^f]: g", &["twice [^a]:: [^A]:", "unused d: [^d]:"]),
        (
            "[a]: b\n[ A ]: c\n\n[a]\n\n- [a]: d\n\n> [a]: e",
            &["twice [a]: b: [ A ]:", "twice [a]: b: [a]:", "twice [a]: b: [a]:"],
        ),
        ("[a]: b\n[A]: b\n\n[//]: # (one)\n[//]: # (two)\n\n[//]: #\n\n[a]: <b> 'c'", &["twice [a]: b: [a]:"]),
        ("[a]: b\n\nx\n[a]: c\n\n`y\n[a]: d`\n\n```\n[a]: e\n```", &[]),
    ];
    for (markdown, expected) in cases {
        assert_eq!(lost(markdown), *expected, "{markdown}");
    }
}

/// Texts that a careless or hostile author could paste, each repeated `n` times.
pub(crate) fn hostile(n: usize) -> Vec<String> {
    let mut texts: Vec<String> = [
        "[",
        "]",
        "![",
        "[](",
        ">",
        "> ",
        "*",
        "**a ",
        "_a*",
        "`",
        "<",
        "<a ",
        "<!--",
        "<?",
        "&",
        "\\",
        "~",
        "|",
        "- ",
        "1. ",
        "#",
        "# a\n",
        "[^1]",
        "[a][a]",
        "![a](b",
        "[a](b c ",
        "[a](b \"",
        "<b>",
        "</b>",
        "<div>\n",
        "\r",
        "\0",
        "é",
        "\"",
        "'",
        "- [ ] ",
        ": a\n",
        "<script>",
        "<b id=1><p>",
        "> <div>\n",
        "[a]: b\n",
        "[^a]: b\n",
        "[^a]: ",
        "https://",
        "www.a_",
        "_www.",
        "http://_",
        "a@",
        "@a.b",
        "https://e.org/`",
        "|-\n",
        "a\n:-\n",
        "a|b\n-|-\n",
        ":\n",
        "**。",
        "~a",
        "\"1",
        "</PRE>",
        "[a]:",
        "# {a}\n",
    ]
    .iter()
    .map(|piece| piece.repeat(n))
    .collect();
    texts.push((0..600).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect());
    texts.push("| a ".repeat(500) + "\n" + &"|---".repeat(500) + "\n" + &"| b ".repeat(20_000));
    texts.push(format!("{}a{}", "![".repeat(20_000), "](b)".repeat(20_000)));
    texts
}

/// If the work grew with the square of such a text, the tests would take minutes.
#[test]
fn hostile_texts_are_read_to_their_end() {
    for text in hostile(100_000) {
        read(&text);
    }
}

/// Random texts of pieces of markup, multi-byte letters and control characters.
pub(crate) fn soup() -> impl Strategy<Value = String> {
    let markup = prop::sample::select(vec![
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "](x.md)",
        "![a](b.png)",
        "[a][b]",
        "[b]: <x y> 't'\n",
        "[^a]",
        "[^a]: t\n",
        "<",
        ">",
        "<https://e.org>",
        "<a@b.c>",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```\n",
        "# ",
        "## ",
        "{#id .c}",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "> ",
        "> [!NOTE]\n",
        "> [!NOTE] ",
        "##",
        "[[",
        "]]",
        "](",
        "{{",
        "}}",
        "%%",
        "1.A",
        "\u{a0}",
        "•",
        "- ",
        "- [x] ",
        "1. ",
        "    ",
        "\t",
        "|",
        "|-|\n",
        "| a | b |\n|:-|-:|\n",
        ": d\n",
        "---\n",
        "===\n",
        "\\",
        "&amp;",
        "&#58;",
        "\"",
        "'",
        "--",
        "...",
        "\0",
        "\u{1b}",
        "\u{feff}",
        "é",
        "👩‍🏫",
        "你",
        "a",
        " ",
        "<details>\n",
        "</details>",
        "<b onclick=x>",
        "</b>",
        "<script>",
        "</script>",
        "<img src=x.png",
        " onerror=x ",
        "<a href='java&#115;cript:x'>",
        "[x](javascript:y)",
        "[x](<data:,x>)",
        "<!--",
        "-->",
        "<svg>",
        "<style>",
        "<p id=a>",
        "<h1>",
        "<textarea>",
        "<table>",
        "<td>",
        "/>",
        "=\"",
        "www.e.org",
        "https://e.org/",
        ":--|",
        "a | b\n",
        ":x",
        "{1}",
        "。",
        "</PRE>",
        "11\"",
    ]);
    let piece = prop_oneof![8 => markup.prop_map(str::to_owned), 1 => "\\PC{0,3}", 1 => "[\\x00-\\x7f]{0,3}"];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn ranges_are_inside_the_text(text in soup(), smart_punctuation: bool, mode in 0usize..3) {
        let raw_html = [RawHtml::Sanitize, RawHtml::Escape, RawHtml::Trust][mode];
        let body = parse(&text, &MarkdownStyle { smart_punctuation, raw_html, math: smart_punctuation });
        let links = body.links.iter().flat_map(|link| [&link.range, &link.whole]);
        let others = body.outline.iter().map(|heading| &heading.range).chain(body.raw_tags.iter().map(|tag| &tag.range));
        let lost = body.lost.iter().map(|lost| &lost.range);
        let unread = body.unread.iter().flat_map(|unread| [Some(&unread.range), unread.fix.as_ref().map(|fix| &fix.0)]);
        for range in links.chain(others).chain(lost).chain(unread.flatten()) {
            prop_assert!(text.get(range.clone()).is_some(), "{range:?}");
        }
        let generated: Vec<_> = body.outline.iter().filter(|heading| !heading.explicit).collect();
        for heading in &generated {
            prop_assert_eq!(body.anchors.iter().filter(|id| **id == heading.id).count(), 1);
            prop_assert!(!heading.id.starts_with(crate::markdown::THEME_ID));
        }
        prop_assert!(body.sections.iter().all(|section| section.heading.is_none_or(|at| at < body.outline.len())));
    }
}
