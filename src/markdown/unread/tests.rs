use super::super::read::parse;
use super::super::style::RawHtml;
use super::*;

/// The forms of unread Markdown in a text, each with its place.
fn told(markdown: &str) -> Vec<String> {
    let unread = parse(markdown, &MarkdownStyle::default()).unread;
    unread.iter().map(|unread| format!("{:?} {}", unread.form, &markdown[unread.range.clone()])).collect()
}

/// The text with all fixes applied, from the last to the first.
fn mended(markdown: &str) -> String {
    let mut text = markdown.to_owned();
    for unread in parse(markdown, &MarkdownStyle::default()).unread.iter().rev() {
        if let Some((range, mended)) = &unread.fix {
            text.replace_range(range.clone(), mended);
        }
    }
    text
}

/// Texts with their findings and with their fixes applied. A corrected text has no such finding any more.
#[track_caller]
fn holds(cases: &[(&str, &[&str], &str)]) {
    let mut wrong = String::new();
    for (markdown, expected, fixed) in cases {
        let (found, actual) = (told(markdown), mended(markdown));
        if found != *expected {
            wrong.push_str(&format!("{markdown:?}\n  told     {found:?}\n  expected {expected:?}\n"));
        }
        if actual != *fixed {
            wrong.push_str(&format!("{markdown:?}\n  mended   {actual:?}\n  expected {fixed:?}\n"));
        }
        let is_mended = parse(markdown, &MarkdownStyle::default()).unread.iter().all(|unread| unread.fix.is_some());
        if is_mended && !told(&actual).is_empty() {
            wrong.push_str(&format!("{actual:?}\n  is told after it was mended: {:?}\n", told(&actual)));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Texts without findings.
#[track_caller]
fn silent(cases: &[&str]) {
    let wrong: String =
        cases.iter().filter(|case| !told(case).is_empty()).map(|case| format!("{case:?} {:?}\n", told(case))).collect();
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn headings_that_are_text() {
    holds(&[
        ("##Materials\n", &["HeadingSpace ##Materials"], "## Materials\n"),
        ("Text\n###**Bold** x", &["HeadingSpace ###**Bold** x"], "Text\n### **Bold** x"),
        ("> ##Materials", &["HeadingSpace ##Materials"], "> ## Materials"),
        ("- ##Materials", &["HeadingSpace ##Materials"], "- ## Materials"),
        ("##1. Open", &["HeadingSpace ##1. Open"], "## 1. Open"),
        ("##\u{a0}Materials", &["OddSpace ##\u{a0}Materials"], "## Materials"),
        ("#\u{3000}Materials", &["OddSpace #\u{3000}Materials"], "# Materials"),
        ("\u{feff}x\n\n\u{200b}## Materials", &["OddSpace \u{200b}## Materials"], "\u{feff}x\n\n## Materials"),
        ("#Materials for the class\n", &["HeadingSpace #Materials for the class"], "# Materials for the class\n"),
        ("#materials of mine\n\nText", &["HeadingSpace #materials of mine"], "# materials of mine\n\nText"),
        ("####### Deep", &["HeadingDeep ####### Deep"], "###### Deep"),
        ("＃＃ Materials", &["FullWidth ＃＃ Materials"], "## Materials"),
        ("## \n\nText", &["HeadingEmpty ##"], "## \n\nText"),
        (
            "a\n\n##\n\n## {#x}\n\n# <!-- x -->",
            &["HeadingEmpty ##", "HeadingEmpty ## {#x}", "HeadingEmpty # <!-- x -->"],
            "a\n\n##\n\n## {#x}\n\n# <!-- x -->",
        ),
        ("One line\nand another.\n---\nText", &["HeadingAccident ---"], "One line\nand another.\n\n---\nText"),
        ("Title\n\n=====\n", &["Underline ====="], "Title\n\n=====\n"),
    ]);
    silent(&[
        "## Materials",
        "#edtech and #stem",
        "#EdTech",
        "Text\n\n#edtech",
        "#12 is mended",
        "Title\n===",
        "Title\n---",
        "`##Materials`",
        "    ##Materials",
        "\\##Materials",
        "# ![x](a.svg)",
        "Text\n\n#include",
        "########",
        "<a id=\"x\"></a>\nTitle\n---",
    ]);
}

#[test]
fn lists_that_are_text() {
    holds(&[
        ("1.Open the portal\n2.Sign in\n", &["NumberSpace 1.Open the portal"], "1. Open the portal\n2. Sign in\n"),
        ("1.) Open", &["NumberSign 1.) Open"], "1. Open"),
        ("1.- Open", &["NumberSign 1.- Open"], "1. Open"),
        ("1: Open\n2: Close", &["NumberSign 1: Open"], "1. Open\n2. Close"),
        ("i. Open\nii. Close", &["NumberSign i. Open"], "1. Open\n2. Close"),
        ("1.open the portal first", &["NumberSpace 1.open the portal first"], "1. open the portal first"),
        ("→ Open\n→ Close", &["BulletSign → Open"], "- Open\n- Close"),
        ("✅ Open\n✅ Close", &["BulletSign ✅ Open"], "- ✅ Open\n- ✅ Close"),
        ("&bull; Open\n&bull; Close", &["BulletSign &bull; Open"], "- Open\n- Close"),
        ("-Open", &["BulletSpace -Open"], "- Open"),
        ("-1 cup\n-2 cups", &["BulletSpace -1 cup"], "- 1 cup\n- 2 cups"),
        ("1)Open", &["NumberSpace 1)Open"], "1) Open"),
        ("1.**Open** it", &["NumberSpace 1.**Open** it"], "1. **Open** it"),
        ("1.open\n2.sign in", &["NumberSpace 1.open"], "1. open\n2. sign in"),
        ("1.\u{a0}Open", &["OddSpace 1.\u{a0}Open"], "1. Open"),
        ("1 . Open\n2 . Sign", &["NumberSign 1 . Open"], "1. Open\n2. Sign"),
        ("1、打开\n2、登录", &["NumberSign 1、打开"], "1. 打开\n2. 登录"),
        ("① Open\n② Sign", &["NumberSign ① Open"], "1. Open\n2. Sign"),
        ("(1) Open\n(2) Sign", &["NumberSign (1) Open"], "1. Open\n2. Sign"),
        ("a. Open\nb. Sign", &["NumberSign a. Open"], "1. Open\n2. Sign"),
        ("１．Open\n２．Sign", &["NumberSign １．Open"], "1. Open\n2. Sign"),
        ("Steps:\n2. Open\n3. Sign", &["NumberText 2. Open"], "Steps:\n\n2. Open\n3. Sign"),
        ("-Open the portal\n-Sign in", &["BulletSpace -Open the portal"], "- Open the portal\n- Sign in"),
        ("*Open the portal\n*Sign in", &["BulletSpace *Open the portal"], "* Open the portal\n* Sign in"),
        ("+Open the portal now", &["BulletSpace +Open the portal now"], "+ Open the portal now"),
        ("- Open\n-Close", &["BulletSpace -Close"], "- Open\n- Close"),
        ("-**Open** it", &["BulletSpace -**Open** it"], "- **Open** it"),
        ("-\u{a0}Open", &["OddSpace -\u{a0}Open"], "- Open"),
        ("• Bring a charger\n• Bring a form", &["BulletSign • Bring a charger"], "- Bring a charger\n- Bring a form"),
        ("•\tBring a charger", &["BulletSign •\tBring a charger"], "- Bring a charger"),
        ("▪ One\n▪ Two", &["BulletSign ▪ One"], "- One\n- Two"),
        ("– One\n– Two", &["BulletSign – One"], "- One\n- Two"),
        ("\u{f0b7} One", &["BulletSign \u{f0b7} One"], "- One"),
        ("☐ One\n☑ Two", &["BulletSign ☐ One"], "- [ ] One\n- [x] Two"),
        ("- [] text", &["TaskBox [] text"], "- [ ] text"),
        ("- [x]text", &["TaskBox [x]text"], "- [x] text"),
        ("- [ x ] text", &["TaskBox [ x ] text"], "- [x] text"),
        ("- [✓] text", &["TaskBox [✓] text"], "- [x] text"),
        ("-[ ] text\n-[x] more", &["TaskBullet -[ ] text"], "- [ ] text\n- [x] more"),
        ("[ ] text\n[x] more", &["TaskBullet [ ] text"], "- [ ] text\n- [x] more"),
        ("[] text", &["TaskBullet [] text"], "- [ ] text"),
        (
            "1. Open\n  - with it\n  - more\n2. Choose\n",
            &["ListLeft - with it"],
            "1. Open\n   - with it\n   - more\n2. Choose\n",
        ),
        ("1. Open\n\n  Text\n\n2. Choose", &["ListLeft Text"], "1. Open\n\n   Text\n\n2. Choose"),
        ("10. Open\n   - with it\n", &["ListLeft - with it"], "10. Open\n    - with it\n"),
        ("1. Open\n  1. with it\n2. Choose", &["ListLeft 1. with it"], "1. Open\n   1. with it\n2. Choose"),
    ]);
    silent(&[
        "1. Open",
        "1.5 inches and\n2.5 more",
        "2.x is old",
        "1.2.3",
        "-5 degrees",
        "-v is an option",
        "--deny warnings",
        "-Xmx512m for Java",
        "Said so.\n-Mark Twain",
        "> Wise words.\n> -Mark Twain",
        "*Prices may change without notice.",
        "Free*\n\n*Prices may change soon.",
        "A • B • C",
        "A\n• B • C",
        "— Said he\\\n— Said she",
        "[x][y]\n\n[y]: a.md",
        "- [ ] ok\n- [x] ok",
        "1. Open\n   - with it\n2. Choose",
        "1. a\n\n- b\n",
        "see\n14. and more",
        "`-Open`",
        "+1 for that",
        "\\- no item",
        "a. One alone",
        "(1) One alone",
        "- [x] and `[]`",
        "| [x] | [ ] |\n|---|---|\n| [x] | [] |",
        "9. a\n10. b\n11. c",
        " 9. a\n10. b",
    ]);
}

#[test]
fn tables_that_are_text() {
    holds(&[
        ("| A | B |\n| 1 | 2 |", &["TableLine | A | B |"], "| A | B |\n| --- | --- |\n| 1 | 2 |"),
        ("> | A | B |\n> | 1 | 2 |", &["TableLine | A | B |"], "> | A | B |\n> | --- | --- |\n> | 1 | 2 |"),
        ("| A | B |\n\ntext", &["TableLine | A | B |"], "| A | B |\n| --- | --- |\n\ntext"),
        ("A | B\nC | D", &["TableLine A | B"], "A | B\n| --- | --- |\nC | D"),
        (
            "| A | B | C |\n|:--|--:|\n| 1 | 2 | 3 |",
            &["TableCells |:--|--:|"],
            "| A | B | C |\n| :--- | ---: | --- |\n| 1 | 2 | 3 |",
        ),
        ("| A | B |\n|———|———|\n| 1 | 2 |", &["TableCells |———|———|"], "| A | B |\n| --- | --- |\n| 1 | 2 |"),
        ("| A | B |\n|===|===|\n| 1 | 2 |", &["TableCells |===|===|"], "| A | B |\n| --- | --- |\n| 1 | 2 |"),
        ("Name | Age\n---\nAda | 9", &["TableCells ---"], "Name | Age\n| --- | --- |\nAda | 9"),
        ("Text\n\n| --- | --- |\n| 1 | 2 |", &["TableHead | --- | --- |"], "Text\n\n| --- | --- |\n| 1 | 2 |"),
        ("Tool\tGrades\nA|b\t3\nC\t4", &[], "Tool\tGrades\nA|b\t3\nC\t4"),
        (
            "Tool\tGrades\nNearpod\t3-5\n",
            &["TableTabs Tool\tGrades"],
            "| Tool | Grades |\n| --- | --- |\n| Nearpod | 3-5 |\n",
        ),
        ("+---+---+\n| a | b |\n+---+---+", &["TableGrid +---+---+"], "+---+---+\n| a | b |\n+---+---+"),
    ]);
    silent(&[
        "| A | B |\n|---|---|\n| 1 | 2 |",
        "a | b",
        "|x| + |y|",
        "a || b\nc || d",
        "[A](a.md) | [B](b.md)\n[C](c.md) | [D](d.md)",
        "`| A | B |`\n`| 1 | 2 |`",
        "A\tB",
        "|",
        "| |",
        "Home | Docs |\nmore",
    ]);
}

#[test]
fn a_pipe_in_code_divides_the_head_of_a_table() {
    holds(&[
        ("| `a|b` | c |\n|---|---|\n| 1 | 2 |", &["TableCode | `a|b` | c |"], "| `a\\|b` | c |\n|---|---|\n| 1 | 2 |"),
        ("| `a|b` | c |\n|---|\n| 1 | 2 |", &["TableCells |---|"], "| `a|b` | c |\n| --- | --- | --- |\n| 1 | 2 |"),
    ]);
}

#[test]
fn a_comment_within_text_that_hides_nothing() {
    holds(&[
        ("Text <!-- TODO -> more", &["Comment <!-- TODO ->"], "Text <!-- TODO --> more"),
        ("a <!-- b\n\nc", &["Comment <!-- b"], "a <!-- b\n\nc"),
        ("| a |\n|--|\n| <!-- x -> |", &["Comment <!-- x ->"], "| a |\n|--|\n| <!-- x --> |"),
        (
            "<!- TODO -->\n\n`<!--` \\<!-- &lt;!-- a <!-- b --> <!5",
            &["Comment <!- TODO -->"],
            "<!-- TODO -->\n\n`<!--` \\<!-- &lt;!-- a <!-- b --> <!5",
        ),
        ("## Head <!– x –>", &["Comment <!– x –>"], "## Head <!-- x -->"),
    ]);
}

#[test]
fn links_that_are_text() {
    holds(&[
        ("[Form] (form.md)", &["LinkGap [Form] (form.md)"], "[Form](form.md)"),
        ("![Door] (door.svg)", &["LinkGap ![Door] (door.svg)"], "![Door](door.svg)"),
        ("[Form] [form.md]", &["ReferenceAddress [Form] [form.md]"], "[Form](form.md)"),
        ("[Form](form.md]", &["LinkEnd (form.md"], "[Form](form.md)"),
        ("[x](../my forms/index)", &["LinkSpace ../my forms/index"], "[x](<../my forms/index>)"),
        ("![x](a.svg =100)", &["ImageSize =100"], "![x](a.svg)"),
        ("![x|100](a.svg)", &["ImageSize |100"], "![x](a.svg)"),
        ("(https://a.example/x)[Form]", &["LinkReversed (https://a.example/x)[Form]"], "[Form](https://a.example/x)"),
        (
            "[https://a.example/ The page]",
            &["LinkReversed [https://a.example/ The page]"],
            "[The page](https://a.example/)",
        ),
        ("[r] : form.md\n\n[r]", &["LinkGap [r] : form.md"], "[r]: form.md\n\n[r]"),
        ("[Form]\n(form.md)", &["LinkGap [Form]\n(form.md)"], "[Form](form.md)"),
        ("[Form] (https://a.example/x)", &["LinkGap [Form] (https://a.example/x)"], "[Form](https://a.example/x)"),
        ("(Form)[form.md]", &["LinkReversed (Form)[form.md]"], "[Form](form.md)"),
        ("(Form)[https://a.example/x]", &["LinkReversed (Form)[https://a.example/x]"], "[Form](https://a.example/x)"),
        ("[x](consent form (1).pdf)", &["LinkSpace consent form (1).pdf"], "[x](<consent form (1).pdf>)"),
        ("[x](consent form.pdf \"Ours\")", &["LinkSpace consent form.pdf"], "[x](<consent form.pdf> \"Ours\")"),
        ("[x](form(1.pdf)", &["LinkSpace form(1.pdf"], "[x](<form(1.pdf>)"),
        ("[x](#how to start)", &["LinkSpace #how to start"], "[x](#how-to-start)"),
        (
            "[x](https://a.example/my form)",
            &["LinkSpace https://a.example/my form"],
            "[x](https://a.example/my%20form)",
        ),
        ("![x](a.svg =100x50)", &["ImageSize =100x50"], "![x](a.svg)"),
        ("![x](a.svg =100x)", &["ImageSize =100x"], "![x](a.svg)"),
        ("[x](form.md \"Title)", &["LinkTitle \"Title"], "[x](form.md \"Title\")"),
        ("[x](form.md “Title”)", &["LinkTitle “Title”"], "[x](form.md \"Title\")"),
        ("[x](form.md Our form)", &["LinkTitle Our form"], "[x](form.md \"Our form\")"),
        ("[x](form.md and more", &["LinkEnd (form.md"], "[x](form.md) and more"),
        ("[x](<my form.md)", &["LinkEnd <my form.md"], "[x](<my form.md>)"),
        ("[a [b](c.md) d](e.md)", &["LinkNested [a [b](c.md) d](e.md)"], "[a [b](c.md) d](e.md)"),
        ("[](a.md) [ ](a.md)", &["LinkEmpty [](a.md)", "LinkEmpty [ ](a.md)"], "[](a.md) [ ](a.md)"),
        ("! [Door](door.svg)", &["ImageGap ! [Door](door.svg)"], "![Door](door.svg)"),
        ("[x]（form.md）", &["FullWidth [x]（form.md）"], "[x](form.md)"),
        (
            "[[Page]] [[Front desk|the desk]]",
            &["WikiLink [[Page]]", "WikiLink [[Front desk|the desk]]"],
            "[[Page]] [[Front desk|the desk]]",
        ),
        ("![[map.png]]", &["WikiEmbed ![[map.png]]"], "![[map.png]]"),
        ("[[toc]]\n\n[TOC]", &["Contents [[toc]]", "Contents [TOC]"], "[[toc]]\n\n[TOC]"),
        ("Bring [the form][consent].", &["Reference [the form][consent]"], "Bring [the form][consent]."),
        ("Bring [consent][].", &["Reference [consent][]"], "Bring [consent][]."),
        ("![the form][consent]", &["Reference ![the form][consent]"], "![the form][consent]"),
        ("![x]({{ site.url }}/a.png)", &["Template {{ site.url }}"], "![x]({{ site.url }}/a.png)"),
        ("[x]({% link a.md %})", &["Template {% link a.md %}"], "[x]({% link a.md %})"),
        ("[the form][form.md]", &["ReferenceAddress [the form][form.md]"], "[the form](form.md)"),
        ("Text [a]\n[a]: a.md", &["Definition [a]: a.md"], "Text [a]\n\n[a]: a.md"),
        ("[r]: see it at https://a.example", &[], "[r]: see it at https://a.example"),
        ("[r]: consent form.pdf", &["LinkSpace consent form.pdf"], "[r]: <consent form.pdf>"),
        ("A claim.[^3] Or [^note].", &["Footnote [^3]", "Footnote [^note]"], "A claim.[^3] Or [^note]."),
        ("A claim.^[Said in May.]", &["FootnoteInline ^[Said in May.]"], "A claim.^[Said in May.]"),
    ]);
    silent(&[
        "[a](b.md)",
        "[optional] (see below)",
        "[1] (2020)",
        "(see)[1]",
        "[see](as e.g. this)",
        "a[0][1]",
        "list[a][b]",
        "[[0, 1], [2, 3]]",
        "if [[ -f x ]]",
        "a[[i]]",
        "[^a-z]",
        "`[[Page]]`",
        "\\[[Page]]",
        "[a]\n\n[a]: a.md",
        "[![x](a.svg)](b.md)",
        "[`x`](a.md)",
        "Text[^1]\n\n[^1]: A note",
        "[[Prototype]]",
        "byte[][]",
        "- [fix][docs] text",
        "[x](<a b.md>)",
        "<https://a.example/==x==>",
        "![](a.svg)",
    ]);
}

#[test]
fn alerts_that_miss() {
    holds(&[
        ("> [!DANGER]\n> Hot.", &["AlertWord [!DANGER]"], "> [!CAUTION]\n> Hot."),
        ("> [!info] Bring it\n> Text.", &["AlertWord [!info]"], "> [!NOTE] Bring it\n> Text."),
        ("> [!WARNNG]\n> Hot.", &["AlertWord [!WARNNG]"], "> [!WARNING]\n> Hot."),
        ("> [!recipe]\n> Hot.", &["AlertWord [!recipe]"], "> [!recipe]\n> Hot."),
        ("> **[!NOTE]**\n> x", &["AlertSign **[!NOTE]**"], "> [!NOTE]\n> x"),
        ("> [!NOTE\n> x", &["AlertSign [!NOTE"], "> [!NOTE]\n> x"),
        ("> [! NOTE]\n> x", &["AlertSign [! NOTE]"], "> [!NOTE]\n> x"),
        ("> ![NOTE]\n> x", &["AlertSign ![NOTE]"], "> [!NOTE]\n> x"),
        ("> [NOTE]\n> x", &["AlertSign [NOTE]"], "> [!NOTE]\n> x"),
        ("[!NOTE]\nx", &["AlertPlace [!NOTE]"], "> [!NOTE]\nx"),
        ("> Text\n> [!NOTE]\n> x", &["AlertPlace [!NOTE]"], "> Text\n> [!NOTE]\n> x"),
    ]);
    silent(&[
        "> [!NOTE]\n> x",
        "> [!warning] A title\n> x",
        "> [!note]- A title",
        "> \\[!DANGER]",
        "> [see] the note",
        "[NOTE]",
        "`[!DANGER]`",
    ]);
}

#[test]
fn signs_of_other_tools() {
    holds(&[
        ("Some ==marked words== here", &["Highlight ==marked words=="], "Some <mark>marked words</mark> here"),
        ("| :x: |\n|---|\n| ok |", &["Shortcode :x:"], "| ❌ |\n|---|\n| ok |"),
        ("A %%private%% note", &["Private %%private%%"], "A <!-- private --> note"),
        ("%%\nprivate\n%%", &["Private %%\nprivate\n%%"], "<!-- private -->"),
        ("{/* private */}", &["Private {/* private */}"], "{/* private */}"),
        ("{++more++}", &["Critic {++more++}"], "{++more++}"),
        (":warning: Hot, :tea: too", &["Shortcode :warning:", "Shortcode :tea:"], "⚠️ Hot, :tea: too"),
        ("{% include x.html %}", &["Template {% include x.html %}"], "{% include x.html %}"),
        (
            "{{< youtube x >}} {{ page.title }}",
            &["Template {{< youtube x >}}", "Template {{ page.title }}"],
            "{{< youtube x >}} {{ page.title }}",
        ),
        ("!!! note", &["Directive !!! note"], "!!! note"),
        ("!!! warning \"Hot\"\n    Text", &["Directive !!! warning \"Hot\""], "!!! warning \"Hot\"\n    Text"),
        ("??? tip", &["Directive ??? tip"], "??? tip"),
        (":::tip\nBring it.\n:::", &["Directive :::tip"], ":::tip\nBring it.\n:::"),
        (".. note:: Text", &["Directive .. note:: Text"], ".. note:: Text"),
        ("![x](a.svg){width=50%}", &["Attributes {width=50%}"], "![x](a.svg)"),
        ("[x](a.md){:target=\"_blank\"}", &["Attributes {:target=\"_blank\"}"], "[x](a.md)"),
        ("Text\n{: .note}", &["Attributes {: .note}"], "Text\n"),
        ("Text {.wide}", &["Attributes {.wide}"], "Text"),
        (
            "import X from \"x\"\nexport const a = 1;\n\nText",
            &["Mdx import X from \"x\""],
            "import X from \"x\"\nexport const a = 1;\n\nText",
        ),
        ("'''python\nx = 1\n'''", &["FenceSign '''python", "FenceSign '''"], "```python\nx = 1\n```"),
        ("10^th^ grade", &["Superscript ^th^"], "10<sup>th</sup> grade"),
    ]);
    silent(&[
        "a == b == c",
        "if(a==b&&c==d)",
        "100%% sure and 50%% not",
        "`==x==`",
        "`:warning:`",
        "at 10:30:45",
        "std::fmt::Display",
        ":)",
        "Hot!!! note",
        "Really??? yes",
        "::: ",
        "a {b} c",
        "{.net",
        "import a file from the portal",
        "export the sheet",
        "x^2 and y^2",
        "https://a.example/?a==b==c",
        "www.a.example/:warning:/",
        "import foo from bar",
        "{\"a\": 1}",
    ]);
}

#[test]
fn signs_that_mark_nothing() {
    holds(&[
        ("**bold ** text", &["MarkSpace **bold **"], "**bold** text"),
        ("** bold** text", &["MarkSpace ** bold**"], "**bold** text"),
        ("Read ** this ** now", &["MarkSpace ** this **"], "Read **this** now"),
        ("__bold __ text", &["MarkSpace __bold __"], "__bold__ text"),
        ("~~gone ~~ text", &["MarkSpace ~~gone ~~"], "~~gone~~ text"),
        ("**Bold **and", &["MarkSpace **Bold **"], "**Bold** and"),
        ("＊＊bold＊＊", &["FullWidth ＊＊bold＊＊"], "**bold**"),
        ("**Note: bring it", &["MarkEnd **"], "**Note: bring it"),
        ("**bold* text", &["MarkPair *"], "**bold* text"),
        ("See __init__.py", &["MarkName __init__"], "See `__init__`.py"),
    ]);
    silent(&[
        "**bold** x",
        "2 ** 3 ** 4",
        "a ** b",
        "pass **kwargs on",
        "src/**/*.js",
        "a_b__c__d",
        "__x__",
        "**Price*** is",
        "\\*\\*bold ",
        "`**bold **`",
    ]);
}

/// An escape, a character reference or code shows that the signs were meant as text.
#[test]
fn what_is_written_as_text_on_purpose_is_not_told() {
    silent(&[
        "\\## Materials",
        "&#35;&#35;Materials",
        "`##Materials`",
        "~~~\n##Materials\n1.Open\n~~~",
        "<p>##Materials [[Page]]</p>",
        "<div>\n==x==\n</div>",
    ]);
}

#[test]
fn a_comment_is_no_remedy_where_all_html_passes() {
    for raw_html in [RawHtml::Trust, RawHtml::Escape] {
        let unread = parse("%%private%%", &MarkdownStyle { raw_html, ..MarkdownStyle::default() }).unread;
        assert_eq!(unread.len(), 1);
        assert_eq!(unread[0].fix, None);
    }
}

/// A wrong definition keeps the definitions below it from being read, so only the first one gets a finding.
#[test]
fn definitions_below_a_faulty_one_are_not_told() {
    holds(&[(
        "[1]: https://a.example/1 \"One\"\n[2]: https://a.example/2 \"A \"two\" b\"\n[3]: https://a.example/3 \"Three\"\n[4]: d.md",
        &["LinkTitle \"A \"two\" b\""],
        "[1]: https://a.example/1 \"One\"\n[2]: https://a.example/2 \"A \"two\" b\"\n[3]: https://a.example/3 \"Three\"\n[4]: d.md",
    )]);
}

#[test]
fn a_name_in_braces_within_a_sentence_is_to_be_replaced_by_readers() {
    silent(&["Write sails-{{IETF}} there, or '{{date}}'.", "The {{#each}} helper", "| {{name}} |\n|---|\n| x |"]);
    holds(&[
        ("{{TOC}}", &["Template {{TOC}}"], "{{TOC}}"),
        ("# {{name}}", &["Template {{name}}"], "# {{name}}"),
        ("At {{site.url}} or {{ x }}", &["Template {{site.url}}", "Template {{ x }}"], "At {{site.url}} or {{ x }}"),
    ]);
}

#[test]
fn a_table_that_is_parted_is_told_once() {
    holds(&[
        ("| A | B |\n\n|---|---|\n| 1 | 2 |", &["TableApart |---|---|"], "| A | B |\n|---|---|\n| 1 | 2 |"),
        (
            "| A | B |\n|---|---|\n| 1 | 2 |\n\n| 3 | 4 |",
            &["TableApart | 3 | 4 |"],
            "| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |",
        ),
        ("| A | B |\n|---|---|\n\n| 3 | 4 |", &["TableApart | 3 | 4 |"], "| A | B |\n|---|---|\n| 3 | 4 |"),
        (
            "| A | B |\n\n|---|---|\n\n| 1 | 2 |",
            &["TableApart |---|---|", "TableApart | 1 | 2 |"],
            "| A | B |\n|---|---|\n| 1 | 2 |",
        ),
        ("| A | B |\n-------\n| 1 | 2 |", &["TableCells -------"], "| A | B |\n| --- | --- |\n| 1 | 2 |"),
        (
            "1. Open\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n2. Close",
            &["ListLeft | a | b |"],
            "1. Open\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n2. Close",
        ),
        ("A\tB\n1\t2", &["TableTabs A\tB"], "| A | B |\n| --- | --- |\n| 1 | 2 |"),
        ("│ A │ B │\n│ 1 │ 2 │", &["TableGrid │ A │ B │"], "│ A │ B │\n│ 1 │ 2 │"),
    ]);
    silent(&["| A |\n|---|\n| 1 |\n\n|x| + |y|", "├── src\n│   └── lib"]);
}

#[test]
fn links_that_lack_a_bracket() {
    holds(&[
        (
            "[x](https://a.example/x. For many of us this is enough (or not)).",
            &["LinkEnd (https://a.example/x"],
            "[x](https://a.example/x). For many of us this is enough (or not)).",
        ),
        ("See [Form(form.md) now", &["LinkBracket [Form(form.md)"], "See [Form](form.md) now"),
        ("See Form](form.md) now", &["LinkBracket ](form.md)"], "See Form](form.md) now"),
        ("［Form］(form.md)", &["FullWidth ［Form］(form.md)"], "[Form](form.md)"),
        (
            "［表］（https://a.example/x） a",
            &["FullWidth ［表］（https://a.example/x）"],
            "[表](https://a.example/x) a",
        ),
        (
            "![door.svg] !(door.svg)",
            &["ImageBracket ![door.svg]", "ImageBracket !(door.svg)"],
            "![door.svg] !(door.svg)",
        ),
        ("![x](a.svg 100x50)", &["ImageSize 100x50"], "![x](a.svg)"),
        ("![x](a.svg = 100x50)", &["ImageSize = 100x50"], "![x](a.svg)"),
        ("[x](a.md#My Heading)", &["LinkSpace a.md#My Heading"], "[x](a.md#my-heading)"),
        ("A claim.[^said in May]", &["FootnoteInline [^said in May]"], "A claim.[^said in May]"),
    ]);
    silent(&[
        "see f(x.md) and [y]",
        "[a (b) c",
        "a](b)",
        "Run it!(now)",
        "![x]",
        "Set [[PromiseState]]",
        "[^a-z ]",
        "a \\[b](https://a.example/x)",
    ]);
}

#[test]
fn alerts_with_other_brackets_or_a_title_inside() {
    holds(&[
        ("> [!NOTE}\n> x", &["AlertSign [!NOTE}"], "> [!NOTE]\n> x"),
        ("> {!NOTE}\n> x", &["AlertSign {!NOTE}"], "> [!NOTE]\n> x"),
        ("> (!NOTE)\n> x", &["AlertSign (!NOTE)"], "> [!NOTE]\n> x"),
        ("> 【!NOTE】\n> x", &["AlertSign 【!NOTE】"], "> [!NOTE]\n> x"),
        ("> [！NOTE]\n> x", &["AlertSign [！NOTE]"], "> [!NOTE]\n> x"),
        ("> [!NOTE Bring it]\n> x", &["AlertSign [!NOTE Bring it]"], "> [!NOTE] Bring it\n> x"),
        ("> [!NOTE|right]\n> x", &["AlertSign [!NOTE|right]"], "> [!NOTE]\n> x"),
        ("> ### [!NOTE] Hot\n> x", &["AlertSign ### [!NOTE]"], "> [!NOTE] Hot\n> x"),
        ("> [!NOTE]\n> [!TIP]\n> x", &["AlertPlace [!TIP]"], "> [!NOTE]\n> [!TIP]\n> x"),
    ]);
    silent(&[
        "> (note) x",
        "> (Note)\n> x",
        "(!note) x",
        "> {x} y",
        "# [!NOTE]",
        "> [!NOTE]-\n> x",
        "> [!NOTE] 1.Open",
        ">\n> [!NOTE]\n> x",
    ]);
}

#[test]
fn lists_with_dashes_and_drawn_signs() {
    holds(&[
        ("- Open\n– Close", &["BulletSign – Close"], "- Open\n- Close"),
        ("·Open\n·Close", &["BulletSign ·Open"], "- Open\n- Close"),
        ("–Open\n–Close", &["BulletSign –Open"], "- Open\n- Close"),
        ("o Open\no Close", &["BulletSign o Open"], "- Open\n- Close"),
        ("-- Open\n-- Close", &["BulletSign -- Open"], "- Open\n- Close"),
        ("-> Open\n-> Close", &["BulletSign -> Open"], "- Open\n- Close"),
        ("- ( ) Open", &["TaskBox ( ) Open"], "- [ ] Open"),
        ("1. Open\n\n  Text\n\n1. Close", &["ListLeft Text"], "1. Open\n\n   Text\n\n1. Close"),
        ("Bring:\n-\n", &["HeadingAccident -"], "Bring:\n-\n"),
    ]);
    silent(&["- Open it\n  – and close it", "A word\n– and one more", "o sol\no mar", "-- Ada", "- (x) Open"]);
}

#[test]
fn tags_and_notes_of_more_tools() {
    holds(&[
        ("--8<-- \"x.md\"", &["Template --8<-- \"x.md\""], "--8<-- \"x.md\""),
        ("[!INCLUDE [x](x.md)]", &["Template [!INCLUDE [x](x.md)]"], "[!INCLUDE [x](x.md)]"),
        ("=== \"Windows\"", &["Template === \"Windows\""], "=== \"Windows\""),
        ("/// tip | Bring it\nx\n///", &["Directive /// tip | Bring it"], "/// tip | Bring it\nx\n///"),
        (
            "/// html | div\n//// html | pre",
            &["Template /// html | div", "Template //// html | pre"],
            "/// html | div\n//// html | pre",
        ),
        (".. image:: x.png", &["Template .. image:: x.png"], ".. image:: x.png"),
        ("Go :tada::rocket:", &["Shortcode :tada:", "Shortcode :rocket:"], "Go 🎉🚀"),
        ("A <!- private -> note", &["Comment <!- private ->"], "A <!-- private --> note"),
        ("A <!-- private note", &["Comment <!-- private note"], "A <!-- private note"),
        ("A <!— private —> note", &["Comment <!— private —>"], "A <!-- private --> note"),
    ]);
    silent(&["/// The summary of a function", "a::tada::b", "<-- here", "=== x", "[!see]"]);
}
#[test]
fn markdown_in_a_block_of_html() {
    holds(&[
        (
            "<details><summary>x</summary>\n**bold** and [a](b.md)\n</details>\n",
            &["InHtml **bold**"],
            "<details><summary>x</summary>\n\n**bold** and [a](b.md)\n</details>\n",
        ),
        (
            "<details>\n<summary>x</summary>\nAsk, see [a](b.md).\n</details>",
            &["InHtml [a](b.md)"],
            "<details>\n<summary>x</summary>\n\nAsk, see [a](b.md).\n</details>",
        ),
        ("<div>\n## Start\n</div>", &["InHtml ## Start"], "<div>\n\n## Start\n</div>"),
        ("<div>\n- one\n- two\n</div>", &["InHtml - two"], "<div>\n\n- one\n- two\n</div>"),
        ("<div>\n1. one\n2. two\n</div>", &["InHtml 2. two"], "<div>\n\n1. one\n2. two\n</div>"),
        ("<div>\n| a | b |\n|---|---|\n</div>", &["InHtml |---|---|"], "<div>\n\n| a | b |\n|---|---|\n</div>"),
        ("<p>\n![Door](door.svg)\n</p>", &["InHtml ![Door](door.svg)"], "<p>\n\n![Door](door.svg)\n</p>"),
        (
            "<td>**bold**</td>\n<td>`code`</td>",
            &["InHtml **bold**", "InHtml `code`"],
            "<td><strong>bold</strong></td>\n<td><code>code</code></td>",
        ),
        ("<summary>See [a](b.md)</summary>", &["InHtml [a](b.md)"], "<summary>See <a href=\"b.md\">a</a></summary>"),
        ("<p>![Door](door.svg)</p>", &["InHtml ![Door](door.svg)"], "<p><img src=\"door.svg\" alt=\"Door\"></p>"),
        ("> <div>\n> **bold**\n> </div>", &["InHtml **bold**"], "> <div>\n> **bold**\n> </div>"),
        ("<div>\n\n**bold**\n\n</div>", &[], "<div>\n\n**bold**\n\n</div>"),
    ]);
    silent(&[
        "<pre>\n**bold** `x`\n# x\n</pre>",
        "<div><code>a**b**c</code> <kbd>`</kbd></div>",
        "<div>\n<!-- **x** [a](b) -->\n</div>",
        "<script>\nlet x = a[b](c); // **x**\n</script>",
        "<style>\n* { a: b }\n* { a: b }\n</style>",
        "<div>\n2 ** 3 ** 4, a[0] (x), #5, - one\n</div>",
        "<div>It's 5 * 3 - and | that's all.</div>",
        "<p>\nOne - two\n- one alone\n</p>",
        "Text with <b>x</b> **bold**",
    ]);
}
