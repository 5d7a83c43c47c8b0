use super::*;

fn told(text: &str) -> Vec<String> {
    faults(text).into_iter().map(|fault| format!("{}: {}", &text[fault.range], fault.what)).collect()
}

#[test]
fn reads_sizes_of_drawings() {
    for (tag, expected) in [
        (r#"<svg viewBox="0 0 30.4 20">"#, Some(Some((30, 20)))),
        (r#"<svg width="30px" height='20' viewBox="0 0 1 1">"#, Some(Some((30, 20)))),
        (r#"<svg width="100%" height="2em" viewBox="0,0,8,9">"#, Some(Some((8, 9)))),
        (r#"<svg width="100%""#, Some(None)),
        (r#"<svg viewBox="0 0 0 NaN" stroke-width="3""#, Some(None)),
        ("<svg width= height=", Some(None)),
        ("<p>", None),
    ] {
        assert_eq!(size(tag), expected, "{tag}");
    }
}

#[test]
fn drawings_as_programs_export_them_pass() {
    for text in [
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path fill="url(#a)" d="M0 0"/></svg>"##,
        "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\" standalone='no'?>\n<!-- made by -- >hand -->\n\
         <!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n<svg />",
        r##"<svg xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="#a"/><a href="https://a.example/"/></svg>"##,
        r##"<svg xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"><sodipodi:namedview id="n"/>
            <metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata></svg>"##,
        "<svg><style>text{font:9px x;fill:url(#a)}<![CDATA[ a > b {} ]]></style><text>1 &lt; 2 &#8212; é</text></svg>",
        "<svg><style>@font-face{font-family:A;src:url(data:font/woff2;base64,AA==)}</style></svg>",
        r#"<svg><animate attributeName="opacity" values="0;1" dur="1s"/></svg>"#,
        "<svg\n  width='1'\n/>\n",
    ] {
        assert_eq!(told(text), [""; 0], "{text}");
    }
}

#[test]
fn what_runs_loads_or_hides_is_refused() {
    for (inside, what) in [
        ("<script>1</script>", "`script`"),
        ("<SCRIPT/>", "`script`"),
        ("<s:script xmlns:s='http://www.w3.org/2000/svg'/>", "`script`"),
        ("<g><foreignObject/></g>", "`foreignobject`"),
        ("<h:p xmlns:h='http://www.w3.org/1999/xhtml'/>", "`xmlns:h`"),
        ("<p xmlns='http://www.w3.org/1999/&#120;html'/>", "`xmlns`"),
        ("<g onclick='x'/>", "`onclick`"),
        ("<g\nOnLoad = \"x\"/>", "`onload`"),
        ("<a href='javascript:x'/>", "`href`"),
        ("<a xlink:href=' java&#x0A;script:x'/>", "`xlink:href`"),
        ("<a href='data:text/html,x'/>", "`href`"),
        ("<image href='https://a.example/a.png'/>", "`href`"),
        ("<image href='data:image/jpeg;base64,AA=='/>", "`href`"),
        ("<use href='other.svg#a'/>", "`href`"),
        ("<feImage xlink:href='//a.example/'/>", "`xlink:href`"),
        ("<g xml:base='https://a.example/'/>", "`xml:base`"),
        ("<a ping='https://a.example/'/>", "`ping`"),
        ("<rect fill='url(https://a.example/#a)'/>", "`url()`"),
        ("<rect style='fill:URL( \"a.svg#a\")'/>", "`url()`"),
        ("<rect fill='u\\72l(a)'/>", "a backslash"),
        ("<style>@import 'a.css';</style>", "`@import`"),
        ("<style>@im<!-- -->port 'a.css';</style>", "`@import`"),
        ("<style><![CDATA[@im]]>port 'a'</style>", "`@import`"),
        ("<style>@&#105;mport 'a'</style>", "`@import`"),
        ("<style>a{background:image-set('a.png' 1x)}</style>", "`image-set()`"),
        ("<style>a{b:url(a)}", "`url()`"),
        ("<animate attributeName='xlink:href' to='javascript:x'/>", "an animation"),
        ("<set attributeName='HREF'/>", "an animation"),
        ("<?xml-stylesheet href='a.xsl'?>", "`<?xml-stylesheet?>`"),
        ("<!ENTITY a 'b'>", "cannot be read from here on"),
        ("<g a=b/>", "cannot be read from here on"),
        ("<g/onload='x'/>", "cannot be read from here on"),
        ("<g a='1'onload='x'/>", "cannot be read from here on"),
        ("<g a='<'/>", "cannot be read from here on"),
        ("<!-- never ends", "cannot be read from here on"),
        ("<g a='never ends", "cannot be read from here on"),
        ("< g/>", "cannot be read from here on"),
        ("<?>", "cannot be read from here on"),
    ] {
        let text = format!("<svg>{inside}</svg>");
        assert!(told(&text).iter().any(|told| told.contains(what)), "{text}: {:?}", told(&text));
    }
    let bomb = "<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><svg>&b;</svg>";
    assert!(told(bomb)[0].contains("declares entities"), "{:?}", told(bomb));
    let quoted = "<!DOCTYPE svg SYSTEM 'a><svg><!--'><svg><script/><!-- --></svg>";
    assert!(told(quoted)[0].contains("`script`"), "{:?}", told(quoted));
    let hidden = "<?xml version='1.0' encoding='UTF-7'?><svg/>";
    assert!(told(hidden)[0].contains("`UTF-7`"), "{:?}", told(hidden));
}

#[test]
fn no_name_of_html_hides_what_a_browser_reads() {
    let xhtml =
        "<!DOCTYPE svg PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd'>";
    for inside in [
        "<a href='javascript&colon;alert(1)'/>",
        "<a href='java&Tab;script&#58;alert(1)'/>",
        "<rect fill='url&lpar;https://a.example/)'/>",
        "<animate attributeName='xlink&colon;href'/>",
        "<style>&commat;import 'a.css';</style>",
        "<a href='a&b'/>",
        "<a href='a&#x110000;'/>",
    ] {
        let told = told(&format!("{xhtml}<svg>{inside}</svg>"));
        assert!(told.iter().any(|told| told.contains("cannot be read from here on")), "{inside}: {told:?}");
    }
}

#[test]
fn no_element_in_a_style_hides_what_a_browser_joins() {
    for inside in [
        "<style><style></style>@import 'a.css';</style>",
        "<style>@im<g>x</g>port 'a.css';</style>",
        "<style>a{}<style/>b{}</style>",
        "<s:style>@im<desc/>port 'a.css';</s:style>",
    ] {
        let told = told(&format!("<svg>{inside}</svg>"));
        assert!(told.iter().any(|told| told.contains("stands in a `style`")), "{inside}: {told:?}");
    }
}

#[test]
fn a_few_lines_cannot_ask_a_browser_for_a_million_parts() {
    let line =
        |number: u32| format!("<g id='g{}'><use href='#g{number}'/><use xlink:href='#g{number}'/></g>\n", number + 1);
    let lines = |count: u32| (0..count).map(line).collect::<String>();
    let drawing = |count: u32| format!("<svg><g id='g0'><path d=''/></g>{}</svg>", lines(count));
    assert_eq!(told(&drawing(8)), [""; 0]);
    assert!(told(&drawing(30))[0].contains("`use`"));
    let hidden = format!("<svg><defs><g id='g0'/>{}</defs><use href='#g30'/></svg>", lines(30));
    assert!(told(&hidden)[0].contains("`use`"));
    assert_eq!(
        told("<svg><g id='a'><use href='#a'/><use href='#b'/></g><g id='b'><use href='#a'/></g></svg>"),
        [""; 0]
    );
}

#[test]
fn places_are_those_of_the_element_or_attribute() {
    assert_eq!(told("<svg>\n<g onclick='x'/></svg>"), ["onclick='x': `onclick` runs a script"]);
}

proptest::proptest! {
    #[test]
    fn any_text_is_walked(text in "(<[a-z!?/ '\"=\\[\\]>&;#-]{0,9}|\\PC{0,4}){0,12}") {
        for fault in faults(&text) {
            let _ = &text[fault.range];
        }
    }
}
