use proptest::prelude::*;

use super::*;
use crate::markdown::read::tests::{hostile, soup};
use crate::markdown::read::{Body, parse};

fn words() -> Words {
    Words {
        alerts: ["Note", "Tip", "Important", "Warning", "Caution"].map(str::to_owned),
        footnotes: "Footnotes".to_owned(),
        back_to_text: "Back to text".to_owned(),
        table_region: "Table".to_owned(),
        done: "Done".to_owned(),
        to_do: "To do".to_owned(),
    }
}

/// Every link leads where it says; one to `gone.md` or `gone.png` is text.
fn hrefs(body: &Body) -> Vec<Href> {
    let href = |destination: &str| match destination {
        "gone.md" | "gone.png" => Href::Text,
        _ => Href::To {
            href: destination.to_owned(),
            rel: None,
            external: destination.starts_with("http"),
            picture: None,
        },
    };
    body.links.iter().map(|link| href(&link.destination)).collect()
}

fn html_as(markdown: &str, raw_html: RawHtml) -> String {
    let style = MarkdownStyle { smart_punctuation: true, raw_html };
    let body = parse(markdown, &style);
    render(
        markdown,
        &style,
        &Rendering { links: &hrefs(&body), omit: None, words: &words(), highlighter: &Highlighter::default() },
    )
}

fn html(markdown: &str) -> String {
    html_as(markdown, RawHtml::Sanitize)
}

/// Markdown, and the HTML that it becomes.
fn check(cases: &[(&str, &str)]) {
    for (markdown, expected) in cases {
        assert_eq!(html(markdown).trim_end(), *expected, "{markdown}");
    }
}

/// What stands behind the word is the title; the word is still heard by those who do not see the look.
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
        &Rendering { links: &hrefs(&body), omit, words: &words(), highlighter: &Highlighter::default() },
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
        ("<div>\n<textarea>\n\n*after*", "<div>\n<p><em>after</em></p>\n</div>"),
        ("<b onclick=x style=y data-z>b</b>", "<p><b>b</b></p>"),
        ("<a href=\"java&#115;cript&colon;x\">b</a>", "<p><a>b</a></p>"),
        ("<a href=\"java&Tab;script:x\">b</a> <img src=data:,x>", "<p><a>b</a> <img></p>"),
        ("<input type=password>x", "<p><input disabled=\"\">x</p>"),
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

/// An overlay, a name that a script asks for, a class inside of a reference: none is an author's to give.
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
        ("<p id=x>1<p id=x>2\n\n# 3 {#x}\n\n# X", "<p id=\"x\">1</p><p>2\n</p><h2>3</h2>\n<h2 id=\"x-1\">X</h2>"),
    ]);
}

/// What parsers would mend by copying elements or by looking through all there is, `n` times.
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
    ]
}

/// The page grows as the text does, and so does the time: more would hold the tests up for minutes.
#[test]
fn no_soup_of_tags_grows_out_of_bounds() {
    for text in soups(20_000) {
        let length = html(&text).len();
        assert!(length < 30 * text.len(), "{:?} of {} bytes grew to {length}", text.get(..40), text.len());
    }
}

/// The attributes of every tag in a sanitised body.
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
        let style = MarkdownStyle { smart_punctuation: false, raw_html };
        let body = parse(&text, &style);
        let (hrefs, words, highlighter) = (hrefs(&body), words(), Highlighter::default());
        let rendering = Rendering { links: &hrefs, omit: None, words: &words, highlighter: &highlighter };
        let events = events(&text, &style);
        let renderer = Renderer::new(&text, &style, &rendering, &body.outline, &events).run(&events);
        prop_assert_eq!(renderer.links, body.links.len());
    }

    #[test]
    fn the_same_text_gives_the_same_bytes(text in soup(), mode in 0usize..3) {
        let mode = [RawHtml::Sanitize, RawHtml::Escape, RawHtml::Trust][mode];
        prop_assert_eq!(html_as(&text, mode), html_as(&text, mode));
    }
}
