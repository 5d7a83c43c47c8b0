use proptest::prelude::*;

use crate::highlight::Highlighter;
use crate::markdown::html::tests::words;
use crate::markdown::read::{Body, parse};
use crate::markdown::{MarkdownStyle, Place, RawHtml, Rendering, render};

fn style(math: bool) -> MarkdownStyle {
    MarkdownStyle { smart_punctuation: true, raw_html: RawHtml::Sanitize, math }
}

fn body(markdown: &str) -> Body {
    parse(markdown, &style(true))
}

fn shown(markdown: &str, style: &MarkdownStyle) -> String {
    let words = words();
    let (place, highlighter) = (Place::default(), Highlighter::default());
    let rendering = Rendering { links: &[], omit: None, place, words: &words, highlighter: &highlighter };
    render(markdown, style, &rendering).trim_end().to_owned()
}

fn html(markdown: &str) -> String {
    shown(markdown, &style(true))
}

/// The formula without the MathML that is the same around all formulas.
fn formula(latex: &str) -> String {
    let html = html(&format!("${latex}$"));
    let inside = html.strip_prefix("<p><math><semantics><mrow>").and_then(|rest| rest.split_once("</mrow><annotation"));
    inside.map_or(html.clone(), |(inside, _)| inside.to_owned())
}

fn plain(latex: &str) -> String {
    body(&format!("${latex}$")).first_paragraph.unwrap_or_default()
}

/// The faults of the formulas in a text, each with the wrong part.
fn bad(markdown: &str) -> Vec<(String, String)> {
    let bad = body(markdown).bad_math;
    bad.into_iter().map(|bad| (markdown[bad.range].to_owned(), bad.what)).collect()
}

#[test]
fn formulas_become_mathml() {
    for (latex, expected) in [
        ("x^2", "<msup><mi>x</mi><mn>2</mn></msup>"),
        ("a<b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
        (r"\frac{1}{2}", "<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>"),
        (r"\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        (r"\sqrt[3]{x}", "<mroot><mrow><mi>x</mi></mrow><mn>3</mn></mroot>"),
        ("-3+4", "<mo form=\"prefix\" lspace=\"0\" rspace=\"0\">−</mo><mn>3</mn><mo>+</mo><mn>4</mn>"),
        (r"\overline{AB}", "<mover><mrow><mi>A</mi><mi>B</mi></mrow><mo stretchy=\"true\">‾</mo></mover>"),
        (r"\mathbb{R}", "<mrow><mi>ℝ</mi></mrow>"),
        (r"\text{a & <b>}", "<mtext>a &amp; &lt;b&gt;</mtext>"),
        (r"\text{5\% of \$2 \& 1~m}", "<mtext>5% of $2 &amp; 1\u{a0}m</mtext>"),
        (r"a~b", "<mi>a</mi><mtext>\u{a0}</mtext><mi>b</mi>"),
        (r"\operatorname{<i>}", "<mi>&lt;i&gt;</mi>"),
        (r"\not=", "<mo>=\u{338}</mo>"),
        (
            r"\binom nk",
            "<mrow><mo stretchy=\"true\" form=\"prefix\">(</mo><mfrac linethickness=\"0em\"><mi>n</mi><mi>k</mi></mfrac>\
             <mo stretchy=\"true\" form=\"postfix\">)</mo></mrow>",
        ),
        (r"\sin x", "<mi>sin</mi><mo>\u{2061}</mo><mspace width=\"0.1667em\"></mspace><mi>x</mi>"),
        (r"\displaystyle x", "<mi displaystyle=\"true\" scriptlevel=\"0\">x</mi>"),
    ] {
        assert_eq!(formula(latex), expected, "{latex}");
    }
}

#[test]
fn equations_stand_one_below_the_other() {
    let html = html("$$\n\\begin{aligned}\na &= b \\\\\nc &= d\n\\end{aligned}\n$$");
    assert!(
        html.starts_with("<p><math display=\"block\" tabindex=\"0\"><semantics><mrow><mrow><mtable class=\"eq\">"),
        "{html}"
    );
    assert_eq!(html.matches("<mtr>").count(), 2, "{html}");
    assert_eq!(html.matches("<mtd class=\"al-r\">").count(), 2, "{html}");
    assert!(html.contains("<annotation encoding=\"application/x-tex\">\\begin{aligned}\na &amp;= b \\\\\nc"), "{html}");
    let sum = formula(r"\begin{array}{r}12\\+34\\\hline 46\end{array}");
    assert_eq!(sum.matches("<mtr class=\"ln\">").count(), 1, "{sum}");
    // Every row that begins also ends, for all kinds of line breaks.
    for latex in [
        r"\begin{cases}1&x\\2&y\\\end{cases}",
        r"\begin{array}{c|c}\hline a&b\\ \hline\end{array}",
        r"\begin{pmatrix}\end{pmatrix}",
    ] {
        let html = formula(latex);
        for tag in ["mtr", "mtd", "mtable", "mrow"] {
            let (begun, ended) = (html.matches(&format!("<{tag}")).count(), html.matches(&format!("</{tag}>")).count());
            assert_eq!(begun, ended, "{latex} {tag} {html}");
        }
    }
}

#[test]
fn every_form_of_a_formula_is_read() {
    for markdown in [
        "$x$",
        "a$x$.",
        "$$x$$",
        "$`x`$",
        "```math\nx\n```",
        "> $x$",
        "- $x$",
        "| a |\n| - |\n| $x$ |",
        "# $x$",
        "*a $x$*",
    ] {
        assert!(html(markdown).contains("<mi>x</mi>"), "{markdown}");
    }
    assert!(html("```math\nx\n```\n\ny").starts_with("<p><math display=\"block\""));
    for markdown in ["`$x$`", "    $x$", "```\n$x$\n```", "\\$x\\$", "<b title='$x$'>y</b>"] {
        assert!(!html(markdown).contains("<math"), "{markdown}");
    }
}

#[test]
fn prices_stay_text() {
    for (markdown, expected) in [
        ("$5 and $10", "<p>$5 and $10</p>"),
        ("from $5-$10", "<p>from $5-$10</p>"),
        ("$5/$10 $5+$10 $5–$10 $5 – $10", "<p>$5/$10 $5+$10 $5–$10 $5 – $10</p>"),
        ("($5)-($10) **5$** **\\$5** – **\\$10**", ""),
        ("| $5 | $10 |\n| - | - |\n| $5 | $10 |", ""),
        ("US$5, CA$7", "<p>US$5, CA$7</p>"),
        ("$ 5 $ 6", "<p>$ 5 $ 6</p>"),
        ("a $5/month b", "<p>a $5/month b</p>"),
    ] {
        let html = html(markdown);
        assert!(html == expected || expected.is_empty() && !html.contains("<math"), "{markdown}: {html}");
        assert!(bad(markdown).is_empty() && body(markdown).unread_math.is_none(), "{markdown}");
    }
}

/// The parser pairs the dollar signs first, so it does not read the asterisks between them.
#[test]
fn bold_prices_that_read_as_a_formula_are_told() {
    assert_eq!(
        bad("**$5** and **$10**"),
        [("5** and **".to_owned(), "the dollar signs of two prices are read as one formula".to_owned())]
    );
    assert_eq!(html("**$5** and **$10**"), "<p><strong><code>$5** and **$</code>10</strong></p>");
}

#[test]
fn without_the_setting_dollars_stay_text() {
    let off = style(false);
    for (markdown, expected) in [
        ("$5 and $10", "<p>$5 and $10</p>"),
        ("$x_1$ $$y$$", "<p>$x_1$ $$y$$</p>"),
        (
            "```math\nx\n```",
            "<div class=\"codeblock\">\n<pre tabindex=\"0\"><code class=\"language-math\">x\n</code></pre>\n</div>",
        ),
    ] {
        assert_eq!(shown(markdown, &off), expected, "{markdown}");
    }
}

#[test]
fn a_formula_that_readers_see_as_it_is_written_is_told() {
    let unread =
        |markdown: &str, math: bool| parse(markdown, &style(math)).unread_math.map(|range| markdown[range].to_owned());
    for (markdown, expected) in [
        (r"A half is $\frac{1}{2}$.", Some(r"$\frac{1}{2}$")),
        ("Area $a^2$", Some("$a^2$")),
        ("$5 and $10", None),
        ("$a*b$", None),
        (r"C:\users\$HOME$ and D:\x$", None),
        (r"`$\frac12$`", None),
        ("$5^ and 3$", None),
        ("costs $5, ^_^ 3$", None),
        ("a\n\n```math\nx\n```", Some("```math")),
    ] {
        assert_eq!(unread(markdown, false).as_deref(), expected, "{markdown}");
    }
    for (markdown, is_told) in [
        (r"A half is $\frac{1}{2$.", true),
        (r"A half is $ \frac{1}{2} $.", true),
        (r"A half is $\frac{1}{2}$, for $5.", false),
        (r"`$\frac{1}` costs $5", false),
        ("$$\n\nx\n\n$$", true),
        ("| $$ |\n|----|\n| $$ |\n\nIt is $$.", false),
        (r"C:\users is a folder, and\n\nit costs $5", false),
    ] {
        assert_eq!(unread(markdown, true).is_some(), is_told, "{markdown}");
    }
}

#[test]
fn search_and_summaries_read_a_formula() {
    for (latex, expected) in [
        (r"E = mc^2", "E = mc^2"),
        (r"\frac{a+b}{2}", "(a + b)/2"),
        (r"\sqrt{x}", "√x"),
        (r"\sqrt[3]{x+1}", "3√(x + 1)"),
        (r"\text{speed} = \frac{\text{distance}}{\text{time}}", "speed = distance/time"),
        (r"90^\circ", "90°"),
        (r"x_{12}", "x_12"),
        (r"\mathbf{v}", "v"),
        (r"\sin x", "sin x"),
        (r"-3 \times 4", "−3 × 4"),
        (r"\begin{aligned}a&=b\\c&=d\end{aligned}", "a = b c = d"),
    ] {
        assert_eq!(plain(latex), expected, "{latex}");
    }
    let headed = body("# Solve $x^2$\n\nWith $y$.");
    assert_eq!(headed.outline[0].text, "Solve x^2");
    // GitHub does the same.
    assert_eq!(headed.outline[0].id, "solve-x2");
    assert_eq!(headed.first_paragraph.as_deref(), Some("With y."));
    assert!(shown("![a $x^2$](a.png)", &style(true)).contains("a x^2"));
}

#[test]
fn a_link_with_a_formula_for_its_text_has_a_text() {
    assert!(body("[$x$](a.md) and [`x`](b.md)").unread.is_empty());
}

#[test]
fn a_formula_that_cannot_be_read_is_told_with_its_faulty_part() {
    for (markdown, part, what) in [
        (r"a $\fraction{1}{2}$ b", r"\fraction", "formulas have no command `\\fraction`"),
        (r"$\frac{1}$", r"\frac{1}", "a command, a subscript or a superscript is incomplete"),
        ("$x^1^2$", "x^1^2", "a sign has two superscripts"),
        ("$x_1_2$", "x_1_2", "a sign has two subscripts"),
        (r"$$a \\ b$$", r"a \\ b", "`\\\\` stands outside of a table"),
        ("$$\na &\u{a0}b\n$$", "$$\na &\u{a0}b\n$$", "`&` stands outside of a table, or after its last column"),
        ("$$\na & b\n$$", "a & b", "`&` stands outside of a table, or after its last column"),
        ("$$a & b$$", "a & b", "`&` stands outside of a table, or after its last column"),
        (r"$\text{if $x$}$", "$", "`$` stands inside a formula"),
        ("$50%$", "%", "`%` hides the text after it in a formula"),
        (r"$\begin{tikz}x\end{tikz}$", r"\begin{tikz}", "formulas have no environment `tikz`"),
        (r"$\begin{cases}x\end{aligned}$", r"\end{aligned}", "`\\begin{cases}` is closed by `\\end{aligned}`"),
        (r"$\begin{cases}x$", r"\begin{cases}", "`\\begin{cases}` is never closed"),
        (r"$\left(x$", r"\left", "`\\left` is never closed"),
        (r"$x\right)$", r"\right", "`\\right` closes nothing"),
        (r"$\def\a{x}\a$", r"\def", "`\\def` defines a command, which a formula cannot do"),
        (r"$\textcolor{red}{x}$", r"\textcolor", "`\\textcolor` sets a color, which only the theme can do"),
        (r"$\char65$", r"\char", "`\\char` names a character by its number"),
        ("$#1$", "#1", "`#` has a meaning of its own in formulas"),
        ("> $$\n> \\fraction\n> $$", "\\fraction", "formulas have no command `\\fraction`"),
    ] {
        assert_eq!(bad(markdown), [(part.to_owned(), what.to_owned())], "{markdown}");
    }
    assert_eq!(html(r"a $\fraction<b>$ c"), r"<p>a <code>$\fraction&lt;b&gt;$</code> c</p>");
    assert_eq!(html("```math\n\\fraction\n```"), r"<p><code>$$\fraction$$</code></p>");
}

#[test]
fn a_hostile_formula_neither_hangs_nor_grows_nor_overflows() {
    let nested = |unit: &str, end: &str, count: usize| format!("{}x{}", unit.repeat(count), end.repeat(count));
    let mut hostile = vec![
        r"\def\a{\a\a}\a".to_owned(),
        r"\newcommand{\a}{\a}\a".to_owned(),
        r"\let\a\b\a".to_owned(),
        "x".repeat(100_000),
        format!(r"\char{}", "9".repeat(300)),
        "\\char\u{338}".to_owned(),
        "\\kern1em\u{a0}\\sideset".to_owned(),
        format!(r"\kern{}em", "9".repeat(300)),
        format!(r"\begin{{array}}{{{}}}x\end{{array}}", "c".repeat(3000)),
        format!(r"\begin{{matrix}}{}\end{{matrix}}", r"\\".repeat(100)),
        r"\begin{array}{c}a&b&c\end{array}".to_owned(),
        r"\begin{alignat}{1}a&b&c&d\end{alignat}".to_owned(),
    ];
    for count in [40, 150, 1_000, 20_000] {
        for (unit, end) in [
            (r"\frac{", "}{y}"),
            (r"\frac1", ""),
            (r"\sqrt{", "}"),
            (r"\sqrt", ""),
            (r"\hat", ""),
            (r"\mathbf", ""),
            (r"\not", ""),
            (r"\overset a", ""),
            ("{", "}"),
            ("x^{", "}"),
            (r"\left(", r"\right)"),
            (r"\begin{matrix}", r"\end{matrix}"),
            (r"\relax", ""),
            (r"\bf ", ""),
            ("{}", ""),
            ("'", ""),
            ("&", ""),
        ] {
            hostile.push(nested(unit, end, count));
        }
    }
    for latex in hostile {
        let markdown = format!("```math\n{latex}\n```");
        // The thread has as much stack as the threads that build pages.
        let html = std::thread::Builder::new().stack_size(1 << 20).spawn({
            let markdown = markdown.clone();
            move || html(&markdown)
        });
        let html = html.expect("a thread").join().expect("no panic");
        assert!(html.len() < markdown.len() * 120 + 1000, "{latex:.60}: {} bytes of {}", html.len(), markdown.len());
    }
}

#[test]
fn no_formula_has_a_style_or_a_tag_of_its_author_s() {
    for latex in [
        r"\kern-1em x",
        r"\hspace{-2em}x",
        r"\begin{aligned}a\\[2em]b\end{aligned}",
        r"\operatorname{<script>}",
        r"\text{</annotation></semantics></math><script>}",
        r"</math><img src=x onerror=alert(1)>",
        r"\begin{<b>}\end{<b>}",
        r"\mathrm{<}\left<x\right>",
        "\u{1}\\\u{7f}x",
    ] {
        for around in [("$", "$"), ("<b>y</b> $", "$")] {
            let html = html(&format!("{}{latex}{}", around.0, around.1));
            assert!(!html.contains("style=") && !html.contains("<script") && !html.contains("<img"), "{html}");
            assert_eq!(html.matches("<math").count(), html.matches("</math>").count(), "{html}");
        }
    }
}

/// If a page contains raw HTML, its formulas go through the sanitizer too.
#[test]
fn the_sanitizer_keeps_formulas_as_they_are() {
    for latex in [
        r"\frac{a}{b}<\sqrt[3]{x}",
        r"\begin{cases}1&x\\2&y\end{cases}",
        r"\left.\big(x\bigr)\right|",
        r"\sum_{i=1}^n \hat x\quad\text{ a }",
    ] {
        for dollars in ["$", "$$"] {
            let formula = format!("{dollars}{latex}{dollars}");
            let alone = html(&formula);
            let beside = html(&format!("{formula}\n\n<b>x</b>"));
            assert_eq!(beside, format!("{alone}\n<p><b>x</b></p>").replace('\u{a0}', "&nbsp;"), "{latex}");
        }
    }
}

#[test]
fn mathml_in_html_passes() {
    let off = style(false);
    let pass = |markdown: &str| assert_eq!(shown(markdown, &off), format!("<p>{markdown}</p>"));
    pass("Half: <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> cup.");
    pass("<math display=\"inline\"><msup><mi mathvariant=\"normal\">x</mi><mn>2</mn></msup></math>");
    pass(
        "<math><semantics><mrow><mi>x</mi></mrow><annotation encoding=\"application/x-tex\">x</annotation></semantics></math>",
    );
    pass("<math class=\"own-big\" dir=\"rtl\"><mtable><mtr><mtd><mi>x</mi></mtd></mtr></mtable></math>");
    assert_eq!(
        shown(
            "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi>x</mi><mspace width=\"1em\"/><mi>y</mi></math>",
            &off
        ),
        "<p><math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi>x</mi><mspace width=\"1em\"></mspace><mi>y</mi></math></p>"
    );
    let block = "<math display=\"block\">\n<mi>x</mi>\n</math>";
    assert_eq!(shown(block, &off), block);
    let sections = parse("Half: <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> cup.", &off).sections;
    assert_eq!(sections[0].text, "Half: 12 cup.");
}

#[test]
fn hostile_mathml_is_taken_out_and_told() {
    let off = style(false);
    for (markdown, dropped) in [
        ("<math href=\"javascript:alert(1)\"><mi>x</mi></math>", "href"),
        ("<math><mi xlink:href=\"javascript:alert(1)\">x</mi></math>", "xlink:href"),
        ("<math><maction actiontype=\"statusline#http://e.org\"><mi>x</mi></maction></math>", "maction"),
        ("<math><annotation-xml encoding=\"text/html\"><b>x</b></annotation-xml></math>", "annotation-xml"),
        (
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "table",
        ),
        ("<math><mtext><mglyph><malignmark>x</malignmark></mglyph></mtext></math>", "mglyph"),
        ("<math><mi><b>x</b></mi></math>", "b"),
        ("<math><mtext><math><mi>x</mi></math></mtext></math>", "math"),
        ("<math><mi><p>x</p></mi></math>", "p"),
        ("<math><mi onclick=\"alert(1)\">x</mi></math>", "onclick"),
        ("<math><mi style=\"color:red\">x</mi></math>", "style"),
        ("<math><mi mathcolor=\"red\">x</mi></math>", "mathcolor"),
        ("<math xmlns=\"http://www.w3.org/1999/xhtml\"><mi>x</mi></math>", "xmlns"),
        ("<math><mi class=\"plate\">x</mi></math>", "class"),
        ("<mi>x</mi>", "mi"),
        ("<math></math><mrow>x</mrow>", "mrow"),
        ("<math><svg><a xlink:href=\"javascript:alert(1)\">x</a></svg></math>", "svg"),
        ("<math><script>alert(1)</script></math>", "script"),
        (
            "<math><semantics><annotation encoding=\"text/html\"><img src=x onerror=alert(1)></annotation></semantics></math>",
            "img",
        ),
        ("<math><![CDATA[</math><img src=x onerror=alert(1)>]]><mi><img src=x></mi></math>", "img"),
    ] {
        let body = parse(markdown, &off);
        assert!(body.raw_tags.iter().any(|tag| tag.name == dropped), "{markdown}: {:?}", body.raw_tags);
        let html = shown(markdown, &off);
        for unsafe_part in [
            "javascript",
            "onerror",
            "onclick",
            "style",
            "<script",
            "<svg",
            "<img",
            "<table",
            "xml ",
            "mglyph",
            "plate",
        ] {
            assert!(!html.contains(unsafe_part), "{markdown}: {html}");
        }
        // A second pass of the sanitizer changes nothing, so no parser reads the HTML differently.
        let again = crate::markdown::sanitize::sanitize(&html);
        assert_eq!(again, html, "{markdown}");
    }
}

#[test]
fn markdown_in_mathml_ends_it() {
    let html = shown("<math><mi>*x* y</mi></math> z", &style(false));
    assert_eq!(html, "<p><math><mi></mi></math><em>x</em> y z</p>");
}

#[test]
fn dollars_without_end_are_read_in_little_time() {
    let n = 100_000;
    for unit in [
        "$",
        "$$",
        "$a ",
        "$x$ ",
        "$5-$6 ",
        "$\\a ",
        "${",
        "$}{",
        "\\$",
        "$\n",
        "$a\n\n",
        "$`",
        "$*a$1 ",
        "```math\n",
        "<math>",
        "<math><mi>",
        "<mspace/>",
        "<math>*a* ",
    ] {
        let text = unit.repeat(n / unit.len());
        for math in [true, false] {
            let length = shown(&text, &style(math)).len();
            assert!(length < 60 * n, "{unit:?} {math}: {length}");
        }
    }
}

fn latex() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "^",
        "_",
        "&",
        "\\\\",
        " ",
        "x",
        "2",
        "é",
        "中",
        "#",
        "~",
        "'",
        "\"",
        "<",
        ">",
        "|",
        "-",
        "=",
        "1em",
        "\u{a0}",
        "\u{338}",
        "\n",
        "\\",
        "\\frac",
        "\\sqrt",
        "\\hat",
        "\\text{",
        "\\left",
        "\\right",
        "\\left(",
        "\\right)",
        "\\not",
        "\\kern",
        "\\hspace",
        "\\mathbf",
        "\\mathbb{R}",
        "\\operatorname{",
        "\\sum",
        "\\limits",
        "\\sin",
        "\\big",
        "\\begin{aligned}",
        "\\end{aligned}",
        "\\begin{array}{c|c}",
        "\\end{array}",
        "\\begin{cases}",
        "\\end{cases}",
        "\\hline",
        "\\begin{alignat}{1}",
        "\\end{alignat}",
        "\\substack{",
        "\\genfrac",
        "\\overbrace{",
        "\\displaystyle",
        "\\middle",
        "\\xrightarrow",
        "\\pmod",
        "\\binom",
        "\\prime",
        "\\{",
        "\\}",
        "\\%",
        "\\unknown",
    ]);
    prop::collection::vec(pieces, 0..16).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]
    #[test]
    fn any_formula_is_shown_or_told(latex in latex(), fence: bool) {
        let markdown = if fence { format!("```math\n{latex}\n```") } else { format!("a ${latex}$ b\n\n<b>x</b>") };
        let html = html(&markdown);
        for range in body(&markdown).bad_math.iter().map(|bad| &bad.range).chain(&body(&markdown).unread_math) {
            prop_assert!(markdown.get(range.clone()).is_some(), "{range:?}");
        }
        prop_assert!(!html.contains(" style="), "{html}");
        let mut open: Vec<String> = Vec::new();
        for piece in crate::markdown::raw_html::pieces(&html) {
            let crate::markdown::raw_html::Piece::Tag(tag) = piece else { continue };
            if tag.name == "br" {
                // A backslash at the end of a line, where the dollar signs are not read as a formula.
                continue;
            }
            if tag.closing {
                prop_assert_eq!(open.pop(), Some(tag.name), "{}", html);
            } else if tag.name != "br" {
                open.push(tag.name);
            }
        }
        prop_assert!(open.is_empty(), "{html}");
        // Elements that must have one, two or three parts have exactly as many.
        prop_assert!(!html.contains("<mfrac></mfrac>") && !html.contains("<msqrt></msqrt>"), "{html}");
    }
}
