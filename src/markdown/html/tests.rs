use proptest::prelude::*;

use super::*;
use crate::highlight::Highlighter;
use crate::markdown::read::tests::{hostile, soup};
use crate::markdown::read::{Body, parse};
use crate::markdown::rendering::{Href, Place, Words};

pub(crate) fn words() -> Words {
    Words {
        alerts: ["Note", "Tip", "Important", "Warning", "Caution"].map(str::to_owned),
        footnotes: "Footnotes".to_owned(),
        back_to_text: "Back to text".to_owned(),
        table_region: "Table".to_owned(),
        done: "Done".to_owned(),
        to_do: "To do".to_owned(),
    }
}

/// Makes every link lead to its destination. A link to `gone.md` or `gone.png` becomes text.
fn hrefs(body: &Body) -> Vec<Href> {
    let href = |destination: &str| match destination {
        "gone.md" | "gone.png" => Href::Text,
        _ => Href::To { href: destination.to_owned(), external: destination.starts_with("http"), picture: None },
    };
    body.links.iter().map(|link| href(&link.destination)).collect()
}

fn html_as(markdown: &str, raw_html: RawHtml) -> String {
    let style = MarkdownStyle { smart_punctuation: true, raw_html, math: false };
    let body = parse(markdown, &style);
    render(
        markdown,
        &style,
        &Rendering {
            links: &hrefs(&body),
            omit: None,
            place: Place::default(),
            words: &words(),
            highlighter: &Highlighter::default(),
        },
    )
}

fn html(markdown: &str) -> String {
    html_as(markdown, RawHtml::Sanitize)
}

/// Pairs of Markdown and its HTML.
fn check(cases: &[(&str, &str)]) {
    for (markdown, expected) in cases {
        assert_eq!(html(markdown).trim_end(), *expected, "{markdown}");
    }
}

/// Other tools fold `[!NOTE]-`. A comment is not a title.
#[test]
fn an_alert_of_whose_title_nothing_is_seen_has_its_word_as_title() {
    let note = "<div class=\"note note-note\" role=\"note\">\n<p class=\"ttl\">Note</p>\n";
    for sign in ["-", "+", ":", "\u{a0}", " <!-- x -->", "\\", "- <!-- x -->"] {
        let html = html(&format!("> [!NOTE]{sign}\n> On paper."));
        assert!(html.starts_with(note) && html.contains("\nOn paper.</p>"), "{sign:?}: {html}");
        assert!(!html.contains("[!NOTE]") && html.matches("ttl").count() == 1, "{sign:?}: {html}");
    }
    assert_eq!(html("> [!NOTE]-").trim_end(), format!("{note}</div>"));
    assert!(html(">\n> [!NOTE]\n> x").starts_with(note));
}

/// The text after the word is the title. The word stays as a label for screen readers.
#[test]
fn an_alert_takes_the_title_behind_its_word() {
    let note = |word: &str, class: &str, inside: &str| {
        format!("<div class=\"note note-{class}\" role=\"note\" aria-label=\"{word}\">\n{inside}</div>")
    };
    let both = "<p class=\"ttl\">No form, <em>no</em> sign-in</p>\n<p>On paper.</p>\n";
    let cases = [
        ("> [!WARNING] No form, *no* sign-in\n> On paper.", note("Warning", "warning", both)),
        ("> [!warning]  No form, *no* sign-in  \n> On paper.", note("Warning", "warning", both)),
        ("> [!Tip]- Bring it", note("Tip", "tip", "<p class=\"ttl\">Bring it</p>\n")),
        (
            "> [!NOTE] **Bring\n> it**\n> now",
            note("Note", "note", "<p class=\"ttl\"><strong>Bring\nit</strong></p>\n<p>now</p>\n"),
        ),
        (
            "> [!NOTE] See [x][y]\n> [y2][y]\n>\n> - z\n\n[y]: x.md",
            note(
                "Note",
                "note",
                "<p class=\"ttl\">See <a href=\"x.md\">x</a></p>\n<p><a href=\"x.md\">y2</a></p>\n<ul>\n<li>z</li>\n</ul>\n",
            ),
        ),
        (
            "- > [!CAUTION] Hot\n  > x",
            format!("<ul>\n<li>{}\n</li>\n</ul>", note("Caution", "caution", "<p class=\"ttl\">Hot</p>\n<p>x</p>\n")),
        ),
    ];
    for (markdown, expected) in &cases {
        assert_eq!(html(markdown).trim_end(), *expected, "{markdown}");
    }
    for markdown in ["> \\[!NOTE] x\n> y", "> **[!NOTE] x**", "> [!recipe] x", "> a [!NOTE] x", "[!NOTE] x"] {
        assert!(!html(markdown).contains("role=\"note\""), "{markdown}");
    }
}

#[test]
fn writes_text_and_links() {
    check(&[
        ("a & <b\r\n\"q\" -- 'x'...", "<p>a &amp; &lt;b\n“q” – ‘x’…</p>"),
        ("a  \nb ~~c~~ `<d>`\n\n***", "<p>a<br>\nb <del>c</del> <code>&lt;d&gt;</code></p>\n<hr>"),
        ("[*a*](x.md 'T \"q\"')", r#"<p><a href="x.md" title="T &quot;q&quot;"><em>a</em></a></p>"#),
        ("<https://e.org/?a&b>", r#"<p><a href="https://e.org/?a&amp;b" class="out">https://e.org/?a&amp;b</a></p>"#),
        ("<me@x.org>", r#"<p><a href="mailto:me@x.org">me@x.org</a></p>"#),
        ("[é](<é \"x.md#ü>)", r#"<p><a href="%C3%A9%20%22x.md#%C3%BC">é</a></p>"#),
        ("![a *b*](x.png 'T')", r#"<p><img src="x.png" alt="a b" title="T" loading="lazy" decoding="async"></p>"#),
        ("![](x.png)", r#"<p><img src="x.png" alt="" loading="lazy" decoding="async"></p>"#),
        ("![a ![b](c) [d](e)](f)", r#"<p><img src="f" alt="a b d" loading="lazy" decoding="async"></p>"#),
        ("[**gone**](gone.md) ![a<b](gone.png)", "<p><strong>gone</strong> a&lt;b</p>"),
        ("[x](javascript:y) [x](<JAVA&#115;cript:y>) ![z](data:,z)", "<p>x x z</p>"),
        ("a\0b\u{1b}c", "<p>a\u{fffd}b\u{fffd}c</p>"),
    ]);
}

#[test]
fn writes_blocks() {
    check(&[
        ("# A {#own .own-big .plate onclick=x}\n### A", "<h2 id=\"own\" class=\"own-big\">A</h2>\n<h3 id=\"a\">A</h3>"),
        (
            "```rust,ignore\n<x>\n```",
            "<div class=\"codeblock\">\n<pre tabindex=\"0\"><code class=\"language-rust\">&lt;x&gt;\n</code></pre>\n</div>",
        ),
        ("    x\n", "<div class=\"codeblock\">\n<pre tabindex=\"0\"><code>x\n</code></pre>\n</div>"),
        (
            "```\"><b>\n```",
            "<div class=\"codeblock\">\n<pre tabindex=\"0\"><code class=\"language-&quot;&gt;&lt;b&gt;\"></code></pre>\n</div>",
        ),
        ("3) a\n   - b", "<ol start=\"3\">\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ol>"),
        (
            "- [ ] a\n- [x] b",
            "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"To do\"> a</li>\n\
             <li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"Done\"> b</li>\n</ul>",
        ),
        (
            "- [x] a\n\n- b",
            "<ul>\n<li class=\"task\"><p><input type=\"checkbox\" disabled checked aria-label=\"Done\"> a</p>\n</li>\n\
             <li><p>b</p>\n</li>\n</ul>",
        ),
        (
            "> [!WARNING]\n> Careful.\n\n> quote",
            "<div class=\"note note-warning\" role=\"note\">\n<p class=\"ttl\">Warning</p>\n<p>Careful.</p>\n</div>\n\
             <blockquote>\n<p>quote</p>\n</blockquote>",
        ),
        ("Term\n: What it *is*", "<dl>\n<dt>Term</dt>\n<dd>What it <em>is</em></dd>\n</dl>"),
        (
            "| A | B | |\n|:--|:-:|--:|\n| 1 | 2 |",
            "<section class=\"tbl\" tabindex=\"0\" aria-label=\"Table\">\n<table>\n<thead>\n\
             <tr><th scope=\"col\" class=\"al-l\">A</th><th scope=\"col\" class=\"al-c\">B</th><td class=\"al-r\"></td></tr>\n\
             </thead>\n<tbody>\n<tr><td class=\"al-l\">1</td><td class=\"al-c\">2</td><td class=\"al-r\"></td></tr>\n\
             </tbody>\n</table>\n</section>",
        ),
    ]);
}

#[test]
fn several_tables_have_several_names() {
    let html = html("|a|\n|-|\n\n> |b|\n> |-|\n");
    assert!(html.contains("aria-label=\"Table 1\"") && html.contains("aria-label=\"Table 2\""));
    assert!(!html.contains("<tbody>"), "a table without rows has no body");
}

#[test]
fn numbers_footnotes_by_use() {
    let markdown =
        "One[^a] two[^b] again[^A] [^no]\n\n[^b]: B, see[^c].\n[^a]: A\n\n    - list\n[^c]: C\n[^unused]: not[^c]\n";
    insta::assert_snapshot!(html(markdown), @r##"
    <p>One<sup class="fn"><a href="#HR-fn-1" id="HR-fnref-1" aria-describedby="HR-footnotes">1</a></sup> two<sup class="fn"><a href="#HR-fn-2" id="HR-fnref-2" aria-describedby="HR-footnotes">2</a></sup> again<sup class="fn"><a href="#HR-fn-1" id="HR-fnref-1-2" aria-describedby="HR-footnotes">1</a></sup> [^no]</p>
    <section class="footnotes" aria-labelledby="HR-footnotes">
    <h2 id="HR-footnotes">Footnotes</h2>
    <ol>
    <li id="HR-fn-1">
    <p>A</p>
    <ul>
    <li>list</li>
    </ul>
    <p><a href="#HR-fnref-1" class="back" aria-label="Back to text 1">↩</a> <a href="#HR-fnref-1-2" class="back" aria-label="Back to text 1-2">↩<sup>2</sup></a></p>
    </li>
    <li id="HR-fn-2">
    <p>B, see<sup class="fn"><a href="#HR-fn-3" id="HR-fnref-3" aria-describedby="HR-footnotes">3</a></sup>. <a href="#HR-fnref-2" class="back" aria-label="Back to text 2">↩</a></p>
    </li>
    <li id="HR-fn-3">
    <p>C <a href="#HR-fnref-3" class="back" aria-label="Back to text 3">↩</a></p>
    </li>
    </ol>
    </section>
    "##);
}

#[test]
fn leaves_out_the_heading_that_is_the_title() {
    let markdown = "\n # T [l](a.md)[^1] <b>x</b>\n[m](b.md)\n\n# T\n\n[^1]: n";
    let style = MarkdownStyle::default();
    let body = parse(markdown, &style);
    let omit = Some(body.outline[0].range.clone());
    let html = render(
        markdown,
        &style,
        &Rendering {
            links: &hrefs(&body),
            omit,
            place: Place::default(),
            words: &words(),
            highlighter: &Highlighter::default(),
        },
    );
    assert!(html.starts_with("<p><a href=\"b.md\">m</a></p>\n<h2 id=\"t\">T</h2>\n"), "{html}");
    assert!(!html.contains("fnref"));
}

#[test]
fn keeps_raw_html_that_does_no_harm() {
    check(&[
        (
            "<details>\n<summary>More</summary>\n\n*x*\n\n</details>\n\n|a|\n|-|",
            "<details>\n<summary>More</summary>\n<p><em>x</em></p>\n</details>\n\
             <section class=\"tbl\" tabindex=\"0\" aria-label=\"Table\">\n<table>\n<thead>\n\
             <tr><th scope=\"col\">a</th></tr>\n</thead>\n</table>\n</section>",
        ),
        ("<a id=\"here\"></a>H<sub>2</sub>O <kbd>x</kbd>", "<p><a id=\"here\"></a>H<sub>2</sub>O <kbd>x</kbd></p>"),
        ("<h1 id=x>A</h1>", "<h2 id=\"x\">A</h2>"),
        ("<h2>A<script>x</script> &amp; <i>B</i></h2>", "<h2 id=\"a--b\">A &amp; <i>B</i></h2>"),
        (
            "<img alt=A src=p.png width=3> <a href=https://e.org>e</a>",
            "<p><img alt=\"A\" src=\"p.png\" width=\"3\" loading=\"lazy\" decoding=\"async\"> <a href=\"https://e.org\" class=\"out\">e</a></p>",
        ),
        (
            "<img alt=\"A&amp;B\" src=gone.png> <a href=gone.md class='c own-c'>e</a>",
            "<p>A&amp;B <a class=\"own-c\">e</a></p>",
        ),
        (
            "<video controls poster=p.png><source src=v.mp4><track src=v.vtt></video>\n",
            "<p><video controls=\"\" poster=\"p.png\"><source src=\"v.mp4\"><track src=\"v.vtt\"></video></p>",
        ),
        (
            "- [ ] a <b>b</b>",
            "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled=\"\" aria-label=\"To do\"> a <b>b</b></li>\n</ul>",
        ),
        ("a <!-- note --> b", "<p>a  b</p>"),
    ]);
}

#[test]
fn a_heading_with_an_empty_id_gets_one_of_its_own() {
    assert_eq!(html("<h2 id=\"\">Dates</h2>"), "<h2 id=\"dates\">Dates</h2>\n");
}

#[test]
fn the_language_of_code_in_html_is_no_language_that_somebody_speaks() {
    for (lang, kept) in [("python", ""), ("js", ""), ("c", ""), ("es", " lang=\"es\" dir=\"ltr\"")] {
        let made = html(&format!("<pre lang=\"{lang}\">x</pre>"));
        assert_eq!(made, format!("<div class=\"codeblock\">\n<pre{kept} tabindex=\"0\">x</pre>\n</div>\n"));
    }
}

#[test]
fn html_gets_what_markdown_gets() {
    check(&[
        // A table, in one block or in several.
        (
            "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>",
            "<section class=\"tbl\" tabindex=\"0\" aria-label=\"Table\">\n<table><tbody>\
             <tr><th scope=\"col\">A</th><th scope=\"col\">B</th></tr><tr><td>1</td><td>2</td></tr></tbody></table>\n</section>",
        ),
        (
            "<table>\n<tr><th>A</th>\n<td>\n\n*1*\n\n</td>\n</tr>\n\n</table>\n\n|a|\n|-|",
            "<section class=\"tbl\" tabindex=\"0\" aria-label=\"Table 1\">\n<table>\n<tbody><tr><th scope=\"row\">A</th>\n\
             <td>\n<p><em>1</em></p>\n</td>\n</tr>\n</tbody></table>\n</section>\n\
             <section class=\"tbl\" tabindex=\"0\" aria-label=\"Table 2\">\n<table>\n<thead>\n\
             <tr><th scope=\"col\">a</th></tr>\n</thead>\n</table>\n</section>",
        ),
        (
            "<table><tr><td><table><tr><td>x</table></table>",
            "<section class=\"tbl\" tabindex=\"0\" aria-label=\"Table\">\n<table><tbody><tr><td><table><tbody><tr><td>x\
             </td></tr></tbody></table></td></tr></tbody></table>\n</section>",
        ),
        (
            "<p align=center>a</p><div align=RIGHT class='own-b x'>c</div><p align=justify><img align=left>",
            "<p class=\"al-c\">a</p><div class=\"own-b al-r\">c</div><p><img>\n</p>",
        ),
        // A block of code.
        (
            "<pre>a <b>b</b>\n\n*c*</pre>\n\n<pre tabindex=-1></pre>",
            "<div class=\"codeblock\">\n<pre tabindex=\"0\">a <b>b</b>\n\n*c*</pre>\n</div>\n\
             <div class=\"codeblock\">\n<pre tabindex=\"-1\"></pre>\n</div>",
        ),
        // A heading.
        (
            "<h2 align=center>\n  <img src=a.png alt=B>\n  What's <br>\n  new\n</h2>\n\n## What's new",
            "<h2 class=\"al-c\" id=\"whats-new\">\n  <img src=\"a.png\" alt=\"B\" loading=\"lazy\" decoding=\"async\">\n  What's <br>\n  new\n</h2>\n\
             <h2 id=\"whats-new-1\">What’s new</h2>",
        ),
        ("<h3>\n\nA *b*\n\n</h3>", "<h3 id=\"a-b\">\n<p>A <em>b</em></p>\n</h3>"),
        ("x <h3>A -- *b*</h3> y", "<p>x </p><h3 id=\"a----b\">A – <em>b</em></h3> y<p></p>"),
        ("<h2>A</h3>b", "<h2 id=\"a\">A</h2>b"),
        // A heading that never ends holds only the rest of its block.
        ("<h2>A\n\nb", "<h2 id=\"a\">A\n</h2><p>b</p>"),
        ("<div><h2>A\n\n- b\n</div>", "<div><h2 id=\"a\">A\n</h2><ul>\n<li>b</li>\n</ul>\n</div>"),
        // A checkbox, which nobody can tick.
        (
            "<input type=checkbox> a <input type=\"CheckBox\" checked> b <input type=checkbox aria-label=c disabled>",
            "<p><input type=\"checkbox\" disabled=\"\" aria-label=\"To do\"> a \
             <input type=\"CheckBox\" checked=\"\" disabled=\"\" aria-label=\"Done\"> b \
             <input type=\"checkbox\" aria-label=\"c\" disabled=\"\"></p>",
        ),
    ]);
}

#[test]
fn headings_of_html_tables_say_what_they_belong_to() {
    let scopes = |html_table: &str| {
        let html = html(&format!("<table>{html_table}</table>"));
        let marks = |tag: &str| tag.split('>').next().map(|tag| tag.replace(" scope=", "").replace('"', ""));
        html.split("<th").skip(1).filter(|tag| !tag.starts_with("ead")).filter_map(marks).collect::<Vec<_>>().join(" ")
    };
    for (rows, expected) in [
        ("<thead><tr><th>A<th>B<tbody><tr><th>c<td>1<tr><th>d<td>2", "col col row row"),
        ("<tr><td></td><th>A</th><th>B</th></tr><tr><th>c</th><td>1</td><td>2</td></tr>", "col col row"),
        ("<tr><th></th><th>A</th></tr><tr><th>c</th><td>1</td></tr>", " col row"),
        ("<tr><th>a</th><td>1</td></tr><tr><th>b</th><td>2</td></tr>", "row row"),
        (
            "<tr><th>A</th><th>B</th></tr><tr><th>A1</th><th>B1</th></tr><tr><td>1</td><td>2</td></tr>",
            "col col col col",
        ),
        ("<tr><td>1</td><td>2</td></tr><tr><th>x</th><th>y</th></tr>", " "),
        ("<tr><td>1</td><td>2</td></tr><tr><th colspan=2>Part</th></tr><tr><td>1</td><th>x</th></tr>", " colspan=2 "),
        ("<tr><th scope=row>a</th><th>b</th></tr>", "row col"),
        ("<thead><tr><td>x</td><th>A</th></tr></thead><tfoot><tr><th>sum</th><td>1</td></tr></tfoot>", "col row"),
        ("<tr><th>A</th></tr>\n\n<tr>\n<th>\n\n*b*\n\n</th>\n<td>\n\n1\n\n</td></tr>", "col row"),
    ] {
        assert_eq!(scopes(rows), expected, "{rows}");
    }
}

#[test]
fn trusted_html_is_framed_where_it_ends() {
    let trusted = |markdown: &str| html_as(markdown, RawHtml::Trust);
    assert_eq!(
        trusted("<h2 class=x/>A</h2>\n<table border=1><tr><th>B</table>\n<pre>c</pre>\n<input>"),
        "<h2 class=x/ id=\"a\">A</h2>\n<section class=\"tbl\" tabindex=\"0\" aria-label=\"Table\">\n\
         <table border=1><tr><th scope=\"col\">B</table>\n</section>\n<div class=\"codeblock\">\n<pre tabindex=\"0\">c</pre>\n</div>\n<input>\n"
    );
    assert_eq!(
        trusted("<h2>A\n\n<table><tr><td>\n\n- <pre>\n\n</pre>"),
        "<h2>A\n<table><tr><td>\n<ul>\n<li><pre>\n\n</li>\n</ul>\n</pre>\n"
    );
}

#[test]
fn leaves_out_an_html_heading_that_is_the_title() {
    for (markdown, expected, raw_html) in [
        ("<!-- x -->\n<h1 align=center><a href=a.md>T</a></h1>\n\nb", "\n\n<p>b</p>\n", RawHtml::Sanitize),
        (
            "<div>\n<h1>T</h1>\n<p>b</p></div>\n\n# T",
            "<div>\n\n<p>b</p></div>\n<h2 id=\"t-1\">T</h2>\n",
            RawHtml::Sanitize,
        ),
        ("<h1>\n\nT\n\n</h1>\n\nb", "\n<p>b</p>\n", RawHtml::Sanitize),
        ("<h1>T\n\nb", "<p>b</p>\n", RawHtml::Sanitize),
        ("<h1>T</h1><p>b", "<p>b\n", RawHtml::Trust),
    ] {
        let style = MarkdownStyle { smart_punctuation: true, raw_html, math: false };
        let body = parse(markdown, &style);
        assert!(body.has_title && body.outline[0].text == "T", "{markdown}: {:?}", body.outline);
        let omit = body.outline.first().map(|heading| heading.range.clone());
        let rendering = Rendering {
            links: &hrefs(&body),
            omit,
            place: Place::default(),
            words: &words(),
            highlighter: &Highlighter::default(),
        };
        assert_eq!(render(markdown, &style, &rendering), expected, "{markdown}");
    }
}

#[test]
fn a_character_written_by_its_name_is_that_character_in_attributes() {
    check(&[
        (
            "<abbr title=\"Universit&eacute; &copy; 2&times;3\">U</abbr>",
            "<p><abbr title=\"Université © 2×3\">U</abbr></p>",
        ),
        (
            "<abbr title='&CounterClockwiseContourIntegral; &NotEqualTilde; &AMP;'>U</abbr>",
            "<p><abbr title=\"∳ ≂̸ &amp;\">U</abbr></p>",
        ),
        (
            "<abbr title='&nothing; &amp;eacute; & &; &e acute;'>U</abbr>",
            "<p><abbr title=\"&amp;nothing; &amp;eacute; &amp; &amp;; &amp;e acute;\">U</abbr></p>",
        ),
        ("<a href='javascript&colon;a&lpar;1&rpar;'>U</a>", "<p><a>U</a></p>"),
    ]);
}

#[test]
fn drops_raw_html_that_does_harm() {
    check(&[
        ("a <script>x</script> *b*", "<p>a x <em>b</em></p>"),
        ("<div><script>x</script>\ny\n</div>", "<div>\ny\n</div>"),
        ("<div>\n<textarea>\n\n*after*", "<div>\n\n<p><em>after</em></p>\n</div>"),
        ("<b onclick=x style=y data-z>b</b>", "<p><b>b</b></p>"),
        ("<a href=\"java&#115;cript&colon;x\">b</a>", "<p><a>b</a></p>"),
        ("<a href=\"java&Tab;script:x\">b</a> <img src=data:,x>", "<p><a>b</a> <img></p>"),
        ("<input type=password>x<input>y<input type>", "<p>xy</p>"),
        ("<p tabindex=3>x", "<p>x\n</p>"),
        ("</div></p>x", "x"),
    ]);
}

#[test]
fn escapes_or_trusts_raw_html_when_told_to() {
    let markdown = "a <b onclick=x>b</b>\n\n<script>\n*c*\n</script>\n<img src=gone.png>\n";
    assert_eq!(
        html_as(markdown, RawHtml::Escape),
        "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n<p>&lt;script&gt;\n*c*\n&lt;/script&gt;</p>\n<p>&lt;img src=gone.png&gt;</p>\n"
    );
    assert_eq!(html_as(markdown, RawHtml::Trust), "<p>a <b onclick=x>b</b></p>\n<script>\n*c*\n</script>\n\n");
}

#[test]
fn hostile_texts_do_not_grow_out_of_bounds() {
    for text in hostile(20_000) {
        for text in [text.clone(), format!("<b>x</b> {text}")] {
            let length = html(&text).len();
            assert!(length < 50_000_000, "{:?} grew to {length}", text.get(..14));
        }
    }
}

#[test]
fn srcset_leads_where_src_does() {
    check(&[
        (
            "A <img src=a.png srcset=\"a.png 1x,b,.png 2x, gone.png 3x\" sizes=10vw alt=A>",
            "<p>A <img src=\"a.png\" srcset=\"a.png 1x, b%2C.png 2x\" sizes=\"10vw\" alt=\"A\" loading=\"lazy\" decoding=\"async\"></p>",
        ),
        ("A <img srcset=gone.png alt=A>", "<p>A A</p>"),
        (
            "A <picture><source srcset=gone.png><source srcset=' d.png ' media=print><img src=l.png alt=L></picture>",
            "<p>A <picture><source srcset=\"d.png\" media=\"print\">\
             <img src=\"l.png\" alt=\"L\" loading=\"lazy\" decoding=\"async\"></picture></p>",
        ),
        (
            "A <img src=a.png srcset='data:,x 2x' alt=A>",
            "<p>A <img src=\"a.png\" alt=\"A\" loading=\"lazy\" decoding=\"async\"></p>",
        ),
        ("A <video><source src=gone.png><source src=v.mp4></video>", "<p>A <video><source src=\"v.mp4\"></video></p>"),
    ]);
    assert_eq!(
        html_as("<img src=a.png srcset='a.png 1x, gone.png 2x' alt=A onload=x>", RawHtml::Trust),
        "<img src=\"a.png\" srcset=\"a.png 1x\" alt=A onload=x loading=\"lazy\" decoding=\"async\">\n"
    );
}

/// Authors may not use classes and ids of the theme, such as one for an overlay, one that a script searches for, or one
/// that contains a character reference.
#[test]
fn authors_cannot_carry_the_names_of_the_theme() {
    check(&[
        ("<div class=plate id=HR-main hidden role=note data-days=1>x</div>", "<div role=\"note\">x</div>"),
        ("<p class=' own-a\ntoc\town-b'>x", "<p class=\"own-a own-b\">x\n</p>"),
        ("<a name=HR-toc class=out>x</a>", "<p><a>x</a></p>"),
        ("# A {#HR-toc .toc}", "<h2 id=\"a\">A</h2>"),
        ("# HR toc", "<h2 id=\"hr-toc\">HR toc</h2>"),
        (
            "```a&#10;toc\n```",
            "<div class=\"codeblock\">\n<pre tabindex=\"0\"><code class=\"language-a\"></code></pre>\n</div>",
        ),
        (
            "<p id=x>1<p id=x>2\n\n# 3 {#x}\n\n# X",
            "<p id=\"x\">1</p><p>2\n</p><h2 id=\"3\">3</h2>\n<h2 id=\"x-1\">X</h2>",
        ),
    ]);
}

/// HTML that parsers would repair by copying elements or by searching everything they have read, `n` times.
fn soups(n: usize) -> Vec<String> {
    let counted = |piece: &str, of: usize| (0..of).map(|at| piece.replace('#', &at.to_string())).collect::<String>();
    let formats = counted("<b title=#>", 500);
    let (marks, ends) = ("*a **b ".repeat(40), "b** a* ".repeat(40));
    vec![
        format!("<b {}>", counted("a#=1 ", n)),
        format!("<img {}>", "src=a.png ".repeat(n)),
        counted("<b id=x#><p>", n),
        counted("<b title=#>\n\nx\n\n", n),
        format!("{formats}{}", "\n\nx".repeat(n)),
        format!("<div>{formats}{}", "<p>x".repeat(n)),
        format!("x {formats}{}", "<div>x</div>".repeat(n)),
        format!("x {marks}{} {ends}", "<div>x</div>".repeat(n)),
        format!("- x {marks}{} {ends}", "<li>y".repeat(n)),
        format!("x {formats}{}", "<a>y".repeat(n)),
        format!("x {formats}{}\n\n[^1]: z", "<a>[^1]".repeat(n)),
        "<a name=x>\n\n[y](y.md)\n\n".repeat(n),
        "<a>".repeat(n),
        "<div>".repeat(n),
        "<div>\n\n".repeat(n),
        "<b><i><u><s>".repeat(n) + &"</b></i></u></s>".repeat(n),
        format!("{}<table>{}", "x\n\n".repeat(n), "<tr>x".repeat(n)),
        format!("{}<table>{}", "x\n\n".repeat(n), "<b>y</b>".repeat(n)),
        format!("<table>{formats}{}", "<tr>x".repeat(n)),
        format!("<div><table>{}", "\n\ny".repeat(n)),
        "<table><tr><td>".repeat(n),
        "<table>".repeat(n),
        format!("<ul>{}", "<li><b><ul>".repeat(n)),
        "<h2><h3>".repeat(n),
        "<dl><dt><dd>".repeat(n),
        "<ruby><rt><rp>".repeat(n),
        "<details><summary>".repeat(n),
        "</p></div></b>".repeat(n),
        "<p></b>".repeat(n),
        "<img srcset='a.png 1x,'>".repeat(n),
        format!("<img srcset='{}'>", "a.png 1x,".repeat(n)),
        format!("<p class='{}'>", "a own-a ".repeat(n)),
        format!("<p title='{}'>x", "&amp;<".repeat(n)),
        "<!--x--><?x?>".repeat(n),
        "<pre><code>".repeat(n),
        "<title>".repeat(n),
        "<pre>".repeat(n),
        "<Enter>".repeat(n),
        "</Enter>".repeat(n),
        "<time>".repeat(n),
        "<h2>x</h2>".repeat(n),
        "<h2>x\n\n".repeat(n),
        "<h1><h2></h3>".repeat(n),
        "<table><th>x<td>y</table>".repeat(n),
        "<table><th>x".repeat(n),
    ]
}

/// Page and time grow linearly with the text. If they grew faster, the tests would take minutes.
#[test]
fn no_soup_of_tags_grows_out_of_bounds() {
    for text in soups(20_000) {
        let length = html(&text).len();
        assert!(length < 30 * text.len(), "{:?} of {} bytes grew to {length}", text.get(..40), text.len());
    }
}

/// The attributes of every tag in a sanitized body.
fn attributes(html: &str) -> Vec<(String, String)> {
    use crate::markdown::raw_html::{Piece, pieces};
    let tags = pieces(html).into_iter().filter_map(|piece| match piece {
        Piece::Tag(tag) => Some(tag.attributes),
        Piece::Text(_) | Piece::Hidden(_) | Piece::End(_) => None,
    });
    tags.flatten().map(|attribute| (attribute.name, attribute.value)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn nothing_harmful_survives(text in soup()) {
        let html = html(&text);
        prop_assert!(!html.contains("<script") && !html.contains("<style") && !html.contains("<iframe"), "{html}");
        for (name, value) in attributes(&html) {
            prop_assert!(!name.starts_with("on") && name != "style", "{html}");
            if matches!(name.as_str(), "href" | "src" | "poster" | "cite") {
                prop_assert!(!crate::markdown::policy::is_dangerous(&value), "{html}");
            }
        }
        prop_assert!(!html.contains(|letter: char| letter.is_control() && letter != '\n' && letter != '\t'), "{html:?}");
    }

    #[test]
    fn every_link_takes_one_address(text in soup(), mode in 0usize..3) {
        let raw_html = [RawHtml::Sanitize, RawHtml::Escape, RawHtml::Trust][mode];
        let style = MarkdownStyle { smart_punctuation: false, raw_html, math: false };
        let body = parse(&text, &style);
        let (hrefs, words, highlighter) = (hrefs(&body), words(), Highlighter::default());
        let place = Place::default();
        let rendering = Rendering { links: &hrefs, omit: None, place, words: &words, highlighter: &highlighter };
        let text = unified(&text);
        let events = events(&text, &style);
        let renderer = Renderer::new(&style, &rendering, &body.outline, &events).run(&events);
        prop_assert_eq!(renderer.links, body.links.len());
    }

    #[test]
    fn the_same_text_gives_the_same_bytes(text in soup(), mode in 0usize..3) {
        let mode = [RawHtml::Sanitize, RawHtml::Escape, RawHtml::Trust][mode];
        prop_assert_eq!(html_as(&text, mode), html_as(&text, mode));
    }
}

#[test]
fn a_comment_that_allows_findings_is_on_no_page() {
    let comment = "<!-- homeroom: allow broken-link because it comes in May -->";
    for raw_html in [RawHtml::Sanitize, RawHtml::Escape, RawHtml::Trust] {
        let markdown = format!("{comment}\n\nOne {comment} two\n\n<!-- é -->{comment}<b>x</b>\n");
        let html = html_as(&markdown, raw_html);
        assert!(!html.contains("homeroom") && !html.contains("May") && html.contains("One"), "{html}");
        assert!(!html.contains("<p></p>"), "{html}");
        assert_eq!(parse(&markdown, &MarkdownStyle { raw_html, ..MarkdownStyle::default() }).allowances.len(), 3);
    }
}

/// A colon at the start of a line begins a definition only if a space follows.
#[test]
fn a_colon_without_a_space_behind_it_is_text() {
    check(&[
        ("Have fun!\n\n:)\n\nx", "<p>Have fun!</p>\n<p>:)</p>\n<p>x</p>"),
        ("Done.\n:tada: You *did* it", "<p>Done.\n:tada: You <em>did</em> it</p>"),
        ("a\n:::tip\nb\n:::", "<p>a\n:::tip\nb\n:::</p>"),
        ("opens at\n:30 past", "<p>opens at\n:30 past</p>"),
        ("a\n:\nb", "<p>a\n:\nb</p>"),
        ("*a\n:b*\n:\"x\"", "<p><em>a\n:b</em>\n:“x”</p>"),
        ("`a\n:b` [c\n:d](e)", "<p><code>a :b</code> <a href=\"e\">c\n:d</a></p>"),
        ("> a\n> :)\n\n- b\n  :)", "<blockquote>\n<p>a\n:)</p>\n</blockquote>\n<ul>\n<li>b\n:)</li>\n</ul>"),
        ("<div>\n:x\n</div>", "<div>\n:x\n</div>"),
        ("a\n: b\n:\tc", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n<dd>c</dd>\n</dl>"),
        (
            "a | b\n:--|--:\n:) | d",
            "<section class=\"tbl\" tabindex=\"0\" aria-label=\"Table\">\n<table>\n<thead>\n<tr>\
          <th scope=\"col\" class=\"al-l\">a</th><th scope=\"col\" class=\"al-r\">b</th></tr>\n</thead>\n<tbody>\n<tr>\
          <td class=\"al-l\">:)</td><td class=\"al-r\">d</td></tr>\n</tbody>\n</table>\n</section>",
        ),
    ]);
}

#[test]
fn braces_at_the_end_of_a_heading_are_text_unless_they_name_it() {
    check(&[
        ("## Set {1, 2}", "<h2 id=\"set-1-2\">Set {1, 2}</h2>"),
        ("Set {a}\n===", "<h2 id=\"set-a\">Set {a}</h2>"),
        ("## Weight {.5} {}", "<h2 id=\"weight-5-\">Weight {.5} {}</h2>"),
        ("> - ## A {#}", "<blockquote>\n<ul>\n<li><h2 id=\"a-\">A {#}</h2>\n</li>\n</ul>\n</blockquote>"),
        ("## A \\{#b}", "<h2 id=\"a-b\">A {#b}</h2>"),
        ("## A {#12 #13}", "<h2 id=\"a-12-13\">A {#12 #13}</h2>"),
        ("## A {#fff,#000}", "<h2 id=\"a-fff000\">A {#fff,#000}</h2>"),
        ("## A {width=50%}", "<h2 id=\"a-width50\">A {width=50%}</h2>"),
        (
            "## A {#b .own-c}\n\nD {.own-e}\n---",
            "<h2 id=\"b\" class=\"own-c\">A</h2>\n<h2 id=\"d\" class=\"own-e\">D</h2>",
        ),
        (
            "`## A {1}`\n\n    ## A {1}",
            "<p><code>## A {1}</code></p>\n<div class=\"codeblock\">\n<pre tabindex=\"0\"><code>## A {1}</code></pre>\n</div>",
        ),
    ]);
}

#[test]
fn addresses_are_links_as_on_github() {
    let link = |href: &str, text: &str| {
        let class = if href.starts_with("mailto") { "" } else { " class=\"out\"" };
        format!("<a href=\"{href}\"{class}>{text}</a>")
    };
    let same = |href: &str| link(href, href);
    let cases = [
        ("https://e.org.", format!("{}.", same("https://e.org"))),
        ("(see http://e.org/a_(b)/_c_?d=*e*f)", format!("(see {})", same("http://e.org/a_(b)/_c_?d=*e*f"))),
        ("www.e.org, xwww.e.org", format!("{}, xwww.e.org", link("http://www.e.org", "www.e.org"))),
        (
            "desk@e.org; a.b+c-d@e-f.org",
            format!(
                "{}; {}",
                link("mailto:desk@e.org", "desk@e.org"),
                link("mailto:a.b+c-d@e-f.org", "a.b+c-d@e-f.org")
            ),
        ),
        ("mailto:desk@e.org", link("mailto:desk@e.org", "mailto:desk@e.org")),
        (
            "**https://e.org** _www.e.org_",
            format!("<strong>{}</strong> <em>{}</em>", same("https://e.org"), link("http://www.e.org", "www.e.org")),
        ),
        ("https://e.org/a--b...c'd", same("https://e.org/a--b...c'd")),
        ("見てhttps://e.org。", format!("見て{}。", same("https://e.org"))),
        ("https://e.org?a&copy; b", format!("{}© b", same("https://e.org?a"))),
        ("https://e.org/<b>x</b>", format!("{}<b>x</b>", same("https://e.org/"))),
        // Pages link to no `ftp`, and a text that was not meant as a link must not break the site.
        ("ftp://e.org", "ftp://e.org".to_owned()),
        ("\\https://e.org", format!("\\{}", same("https://e.org"))),
    ];
    for (markdown, expected) in cases {
        assert_eq!(html(markdown).trim_end(), format!("<p>{expected}</p>"), "{markdown}");
    }
    for text in
        ["# www.e.org", "- www.e.org", "| www.e.org |\n|--|\n| x |", "a\n: www.e.org", "x[^1]\n\n[^1]: www.e.org"]
    {
        assert!(html(text).contains(&link("http://www.e.org", "www.e.org")), "{text}");
    }
    assert!(html("| a |\n|--|\n| https://e.org/b\\|c |").contains(">https://e.org/b|c</a></td>"));
}

#[test]
fn addresses_stay_text_in_code_links_and_tags() {
    for text in [
        "`https://e.org www.e.org a@e.org`",
        "    https://e.org",
        "[https://e.org www.e.org a@e.org](x.md)",
        "![https://e.org](x.png)",
        "<a href=\"x.md\">https://e.org a@e.org</a>",
        "<img src=\"x.png\" alt=\"https://e.org a@e.org\">",
        "[x](x.md \"https://e.org a@e.org\")",
        "[https://e.org]",
        "https:// http://_x www. www.a_b.c a@b a@b.1",
        "a\\_b@e.org a@e.org\\_x \\+@e.org",
    ] {
        let html = html(text);
        assert!(!html.contains("href=\"http") && !html.contains("mailto:") && !html.contains("&lt;"), "{html}");
        assert!(!html.contains('\\'), "{html}");
    }
}

#[test]
fn one_tilde_strikes_through_as_on_github() {
    check(&[
        ("~one~ ~~two~~ H~2~O", "<p><del>one</del> <del>two</del> H<del>2</del>O</p>"),
        ("~5 to ~10, ~ x ~, a ~b~~ c", "<p>~5 to ~10, ~ x ~, a ~b~~ c</p>"),
    ]);
}

#[test]
fn a_table_needs_no_outer_pipes() {
    let table = |markdown: &str| html(markdown).matches("<td").count();
    for (markdown, cells) in [
        ("a | b\n--|--\n1 | 2", 2),
        ("text\na | b\n--|--\n1 | 2", 2),
        ("text\na | b\n:--|--:\n1 | 2\n3", 4),
        ("a\n:--\nb", 1),
        ("text\na | b\n:--\t|\t--\n1 | 2", 2),
        ("a\n-|\nb", 1),
        ("- text\n  a | b\n  --\t|--\n  1 | 2", 2),
        ("> text\n> a | b\n> --|--\n> https://e.org|www.e.org", 2),
        ("text\n| a |\n|--|\n| b |", 1),
    ] {
        let html = html(markdown);
        assert_eq!((table(markdown), html.matches("<th ").count() > 0), (cells, true), "{html}");
        assert!(!html.contains("|"), "{html}");
    }
    for text in [
        "> text\na | b\n--|--",
        "a | b\n---|---|---",
        "```\na | b\n:--|--:\n```",
        "`a | b\n:--|--:`",
        "# a | b\n:--|--:",
    ] {
        assert!(!html(text).contains("<table"), "{text}");
    }
    assert!(html("```\nx\na | b\n:--|--:\n```").contains(">x\na | b\n:--|--:\n<"));
}

#[test]
fn a_quotation_mark_behind_a_digit_never_opens() {
    check(&[
        (
            "An 11\" Chromebook, 5'10\", 8.5\" x 11\", 24\"x36\"",
            "<p>An 11\" Chromebook, 5'10\", 8.5\" x 11\", 24\"x36\"</p>",
        ),
        ("**11\"** 8½\" (13\") 10' x 12' 6\".", "<p><strong>11\"</strong> 8½\" (13\") 10' x 12' 6\".</p>"),
        ("11'' and 5''x7'' and 12'x14' and 5'X 7'", "<p>11'' and 5''x7'' and 12'x14' and 5'X 7'</p>"),
        ("\"5'10\"\", he said, and \"...yes\".", "<p>“5'10””, he said, and “…yes”.</p>"),
        ("\"He is 11\" and 'she is 12'", "<p>“He is 11” and ‘she is 12’</p>"),
        ("the '90s kids' music of the 1990's", "<p>the ’90s kids’ music of the 1990’s</p>"),
        ("\"*q*\" (\"p\") *\"q\"* it's", "<p>“<em>q</em>” (“p”) <em>“q”</em> it’s</p>"),
        ("请带\"同意书\"来", "<p>请带“同意书”来</p>"),
        ("# 11\" Chromebook", "<h2 id=\"11-chromebook\">11\" Chromebook</h2>"),
    ]);
}

#[test]
fn bold_beside_full_width_signs_is_bold() {
    check(&[
        ("**注意。**次へ", "<p><strong>注意。</strong>次へ</p>"),
        ("请带**“同意书”**来", "<p>请带<strong>“同意书”</strong>来</p>"),
        ("**テスト（重要）**です", "<p><strong>テスト（重要）</strong>です</p>"),
        ("これは*「強調」*です", "<p>これは<em>「強調」</em>です</p>"),
        ("**안녕(중요)**하세요", "<p><strong>안녕(중요)</strong>하세요</p>"),
        ("~~注意。~~次へ", "<p><del>注意。</del>次へ</p>"),
        ("say**“hi”**there", "<p>say**“hi”**there</p>"),
        (
            "`**注意。**次` [a](x '**注。**次')",
            "<p><code>**注意。**次</code> <a href=\"x\" title=\"**注。**次\">a</a></p>",
        ),
    ]);
}

#[test]
fn every_end_of_a_line_counts() {
    let text = "# Title\n\nText\n\n```\na\nb\n```\t\n\n- x\n\n| a |\n|--|\n| b |\n";
    for end in ["\r", "\r\n"] {
        assert_eq!(html(&text.replace('\n', end)), html(text));
    }
    check(&[
        (
            "````\n```\t\n````  \t\nx",
            "<div class=\"codeblock\">\n<pre tabindex=\"0\"><code>```\t\n</code></pre>\n</div>\n<p>x</p>",
        ),
        (
            "<PRE>\nx\n</PRE>\n\n*y*",
            "<div class=\"codeblock\">\n<pre tabindex=\"0\">x\n</pre>\n</div>\n<p><em>y</em></p>",
        ),
    ]);
}

/// No page shows a sign that was inserted for the parser.
#[test]
fn nothing_that_is_put_in_is_shown() {
    let signs: String = ('\u{10a50}'..='\u{10a58}').collect();
    for text in [":x\n:y **注。**次 https://e.org", "a | b\n:--|--:\nx"] {
        let html = html(text);
        assert!(!html.contains(|letter| ('\u{10a50}'..='\u{10a58}').contains(&letter)), "{html}");
        // A text that contains all possible signs is parsed without edits.
        assert!(self::html(&format!("{signs}\n\n{text}")).contains(&signs));
    }
}
