//! `homeroom serve` over sockets: every request is answered, and nothing that a client does harms the others.

#[path = "support/server.rs"]
mod server;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use homeroom::serve::{Head, judge_head};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{FailurePersistence, FileFailurePersistence};
use server::{DEADLINE, Events, Preview, SITE, read, start};

#[test]
fn answers_as_a_web_server_would() {
    let preview = Preview::new(SITE);
    let home = preview.get("/");
    assert_eq!((home.status, home.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert_eq!(home.header("content-length"), Some(home.body.len().to_string().as_str()));
    assert!(home.text().contains("<head><script src=\"/_homeroom/preview.js\" data-print="));

    let page = preview.get("/about");
    assert_eq!((page.status, page.header("location")), (302, Some("/about/")));
    assert!(preview.get("/about/index.html?x=1").text().contains("First words."));
    assert!(preview.get("/%61bout/").text().contains("First words."), "encoded");
    let missing = preview.get("/nothing/");
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains("<script src=\"/_homeroom/preview.js\""));
    assert_eq!(preview.get("/guides/map.svg").header("content-type"), Some("image/svg+xml"));

    let head = preview.ask(&format!("HEAD /about/ HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address));
    assert!(head.status == 200 && head.body.is_empty());
    assert_ne!(head.header("content-length"), Some("0"));

    let tag = preview.get("/about/").header("etag").expect("a tag").to_owned();
    let known = |tag: &str| {
        let head = format!("GET /about/ HTTP/1.1\r\nHost: {}\r\nIf-None-Match: {tag}\r\n\r\n", preview.address);
        preview.ask(&head).status
    };
    assert_eq!(known(&tag), 304);
    assert_eq!(known(&format!("\"other\", W/{tag}")), 304, "a proxy has packed it");
    assert_eq!(known("*"), 304);
    assert_eq!(known("\"other\""), 200);
    assert_eq!(known("W/\"other\""), 200);

    let part = |range: &str| {
        preview.ask(&format!("GET /notes.txt HTTP/1.1\r\nHost: {}\r\nRange: {range}\r\n\r\n", preview.address))
    };
    let middle = part("bytes=2-4");
    assert_eq!((middle.status, middle.text().as_str()), (206, "234"));
    assert_eq!(middle.header("content-range"), Some("bytes 2-4/10"));
    assert_eq!(part("bytes=20-").status, 416);
    preview.equals_a_cold_build();
}

/// A player that goes on with a film which was replaced would put two films together.
#[test]
fn a_part_is_one_of_the_content_that_it_is_asked_of() {
    let preview = Preview::new(SITE);
    let part = |more: &str| {
        let head = format!("GET /notes.txt HTTP/1.1\r\nHost: {}\r\nRange: bytes=2-4\r\n{more}\r\n", preview.address);
        let answer = preview.ask(&head);
        (answer.status, answer.text())
    };
    let tag = preview.get("/notes.txt").header("etag").expect("a tag").to_owned();
    let (some, whole) = ((206, "234".to_owned()), (200, preview.get("/notes.txt").text()));
    assert_eq!(part(""), some);
    assert_eq!(part(&format!("If-Range: {tag}\r\n")), some);
    for other in ["\"other\"", &format!("W/{tag}"), "Fri, 01 Jan 2027 00:00:00 GMT", "*"] {
        assert_eq!(part(&format!("If-Range: {other}\r\n")), whole, "{other}");
    }
}

/// The length of an answer without content would be that of the content.
#[test]
fn what_is_not_sent_again_has_no_length() {
    let preview = Preview::new(SITE);
    for path in ["/about/", "/notes.txt", "/guides/map.svg"] {
        let tag = preview.get(path).header("etag").expect("a tag").to_owned();
        for method in ["GET", "HEAD"] {
            let head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nIf-None-Match: {tag}\r\n\r\n", preview.address);
            let answer = preview.ask(&head);
            assert_eq!((answer.status, answer.header("content-length"), answer.body.len()), (304, None, 0), "{path}");
            assert_eq!(answer.header("etag"), Some(tag.as_str()));
        }
    }
}

/// A client that sends its next request at once gets the whole first answer, and the connection ends in peace.
#[test]
fn requests_that_come_at_once_cut_no_answer_short() {
    let preview = Preview::new(SITE);
    preview.write("static/film.bin", &"x".repeat(8_000_000));
    preview.until("/film.bin", |answer| answer.status == 200 && answer.body.len() == 8_000_000);
    let head = format!("GET /film.bin HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address);
    let answer = preview.ask(&head.repeat(300));
    assert_eq!((answer.status, answer.body.len()), (200, 8_000_000));
}

#[test]
fn refuses_what_no_reader_sends() {
    let preview = Preview::new(SITE);
    let host = preview.address.to_string();
    let status = |head: &str| preview.ask(head).status;
    for name in ["evil.example", &format!("evil.example:{}", preview.address.port()), "127.0.0.1", ""] {
        assert_eq!(status(&format!("GET / HTTP/1.1\r\nHost: {name}\r\n\r\n")), 421, "{name}");
    }
    assert_eq!(status(&format!("GET / HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.address.port())), 200);
    assert_eq!(status("GET / HTTP/1.1\r\n\r\n"), 400);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        assert_eq!(status(&format!("{method} / HTTP/1.1\r\nHost: {host}\r\n\r\n")), 405, "{method}");
    }
    for path in ["/../homeroom.yaml", "/%2e%2e/homeroom.yaml", "/a/..%2f..%2fetc/passwd", "/..%5chomeroom.yaml", "/%00"]
    {
        let answer = preview.get(path);
        assert!(matches!(answer.status, 400 | 404) && !answer.text().contains("title:"), "{path}: {}", answer.status);
    }
    for path in ["/homeroom.yaml", "/content/about.md", "/about.md"] {
        assert_eq!(preview.get(path).status, 404, "{path}");
    }
    assert_eq!(status(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1000000000\r\n\r\n")), 413);
    assert_eq!(status(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")), 413);
    assert_eq!(status(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nX: {}\r\n\r\n", "x".repeat(40_000))), 431);
    let answer = preview.ask(&format!("GET /a%0d%0aX-Evil:%20yes HTTP/1.1\r\nHost: {host}\r\n\r\n"));
    assert!(answer.status == 404 && answer.header("x-evil").is_none());
    // A second request behind the first is not answered: one connection, one request.
    let two =
        format!("GET /about/ HTTP/1.1\r\nHost: {host}\r\n\r\nGET /guides/start/ HTTP/1.1\r\nHost: {host}\r\n\r\n");
    assert!(!preview.ask(&two).text().contains("Begin here."));
}

#[test]
fn slow_clients_and_streams_keep_nobody_waiting() {
    let preview = Preview::new(SITE);
    // Clients that never finish their heads, clients that never read, and tabs that listen.
    let mut silent: Vec<TcpStream> = (0..40).map(|_| preview.connect()).collect();
    for stream in &mut silent {
        stream.write_all(b"GET / HTTP/1.1\r\nHo").expect("half a head");
    }
    let _deaf: Vec<TcpStream> = (0..20)
        .map(|_| {
            let mut stream = preview.connect();
            write!(stream, "GET / HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address).expect("a request");
            stream
        })
        .collect();
    let mut streams: Vec<Events> = (0..20).map(|_| preview.events()).collect();
    for events in &mut streams {
        assert!(events.next().expect("the head").contains("text/event-stream"));
    }
    for _ in 0..3 {
        thread::scope(|scope| {
            let clients: Vec<_> = (0..60).map(|_| scope.spawn(|| preview.get("/about/"))).collect();
            for client in clients {
                assert_eq!(client.join().expect("an answer").status, 200);
            }
        });
    }
    // Every tab hears of a save.
    preview.write("content/about.md", "# About\n\nOther words.\n");
    for events in &mut streams {
        while !events.next().expect("an event").contains("\"edition\":2") {}
    }
    preview.until_holds("/about/", "Other words.");
    assert!(preview.told.lock().expect("a list").contains(&"fresh 1".to_owned()));
}

#[test]
fn streams_have_a_limit_and_give_their_places_back() {
    let preview = Preview::new(SITE);
    let mut streams: Vec<Events> = (0..64).map(|_| preview.events()).collect();
    for events in &mut streams {
        assert!(events.next().expect("the head").contains("200 OK"));
    }
    assert!(preview.get("/_homeroom/events").status == 503);
    assert_eq!(preview.get("/about/").status, 200);
    drop(streams);
    // A client that is gone shows at the next beat; the refusals until then are answers too.
    let start = Instant::now();
    while preview.events().next().is_some_and(|head| head.contains("503")) {
        assert!(start.elapsed() < DEADLINE, "no place is given back");
    }
}

#[test]
fn ends_when_it_is_told_to() {
    let mut preview = Preview::new(SITE);
    let mut events = preview.events();
    assert!(events.next().is_some());
    preview.stopper.stop();
    assert!(preview.thread.take().expect("a thread").join().is_ok());
    while events.next().is_some() {}
    let start = Instant::now();
    while TcpStream::connect(preview.address).is_ok() {
        assert!(start.elapsed() < DEADLINE, "it still accepts connections");
    }
}

/// From the start of the command to its first pages, each file of the site is opened once.
#[cfg(target_os = "linux")]
#[test]
fn the_command_reads_the_site_once() {
    use std::io::BufRead;
    use std::process::{Command, Stdio};
    use std::sync::mpsc;
    use std::time::SystemTime;

    use notify::event::{AccessKind, EventKind};
    use notify::{RecursiveMode, Watcher};

    let folder = tempfile::tempdir().expect("a folder");
    let content = folder.path().join("content");
    std::fs::create_dir(&content).expect("a folder");
    for (name, text) in [("index.md", "# Home\n"), ("a.md", "# A\n"), ("b.md", "# B\n")] {
        std::fs::write(content.join(name), text).expect("a page");
        let file = std::fs::File::options().write(true).open(content.join(name)).expect("a page");
        // What was written a moment ago is read again, since it may be another by now.
        file.set_modified(SystemTime::now() - Duration::from_secs(60)).expect("a time");
    }
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(sender).expect("a watcher");
    watcher.watch(&content, RecursiveMode::NonRecursive).expect("watched");
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("homeroom"));
    command.args(["serve", "--port", "0", "--site"]).arg(folder.path()).stdout(Stdio::piped());
    let mut running = command.spawn().expect("the command");
    let mut line = String::new();
    std::io::BufReader::new(running.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
    assert!(line.starts_with("Serving "), "{line}");
    running.kill().expect("ended");
    running.wait().expect("ended");
    let opened = |event: notify::Event| matches!(event.kind, EventKind::Access(AccessKind::Open(_)));
    let mut opens = std::collections::BTreeMap::new();
    while let Ok(event) = events.recv_timeout(Duration::from_millis(500)) {
        let event = event.expect("an event");
        for path in event.paths.clone().into_iter().filter(|path| path.extension().is_some()) {
            *opens.entry(path).or_insert(0) += usize::from(opened(event.clone()));
        }
    }
    let counts: Vec<usize> = opens.into_values().collect();
    assert_eq!(counts, [1, 1, 1]);
}

#[test]
fn takes_the_next_port_that_is_free() {
    let preview = Preview::new(SITE);
    let server = start(read(preview.folder.path()).expect("a site"), preview.address.port(), false);
    let port = server.addresses()[0].port();
    assert!(port > preview.address.port(), "{port}");
    let missing = read(&preview.path("nowhere"));
    assert!(missing.is_err_and(|error| error.to_string().contains("nowhere")));
}

#[test]
fn lies_below_the_path_of_its_base_url() {
    let preview = Preview::new(&[
        ("homeroom.yaml", "title: Handbook\nbase_url: https://district.example/our%20handbook/\n"),
        ("content/about.md", "# About\n"),
    ]);
    assert_eq!(preview.get("/").header("location"), Some("/our%20handbook/"));
    assert_eq!(preview.get("/our%20handbook").header("location"), Some("/our%20handbook/"));
    assert_eq!(preview.get("/our%20handbook/about/").status, 200);
    assert_eq!(preview.get("/our%20handbook/about").header("location"), Some("/our%20handbook/about/"));
    assert_eq!(preview.get("/about/").status, 404);
}

#[test]
fn shows_another_day_to_the_browser_that_asks() {
    let future = "---\ntitle: Spring\ndate: 2027-03-01\n---\n\nLater.\n";
    let preview = Preview::new(&[("content/index.md", "# Home\n"), ("content/spring.md", future)]);
    let with = |cookie: &str| {
        let head = format!("GET /spring/ HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\n\r\n", preview.address);
        preview.ask(&head).status
    };
    let choose = |day: &str, site: &str| asks(&preview, &format!("/_homeroom/day/{day}"), &[("Sec-Fetch-Site", site)]);
    let on = |day: &str| with(choose(day, "same-origin").header("set-cookie").expect("a cookie"));
    assert_eq!(preview.get("/spring/").status, 404);
    assert_eq!(on("2027-03-01"), 200);
    assert_eq!(on("2027-02-28"), 404);
    let back = choose("", "same-origin");
    assert!(back.status == 200 && back.header("set-cookie").is_some_and(|cookie| cookie.contains("Max-Age=0")));
    assert_eq!(choose("soon", "same-origin").status, 404);

    let set = choose("2027-03-01", "same-origin").header("set-cookie").expect("a cookie").to_owned();
    let (pair, rest) = set.split_once(';').expect("attributes");
    assert!(rest.contains("HttpOnly") && rest.contains("SameSite=Strict"), "{rest}");
    let port = preview.address.port();
    assert!(pair.starts_with(&format!("homeroom-day-{port}=2027-03-01.")), "{pair}");
    assert_eq!(with(pair), 200);
    // What a page on another port of this machine could set, or get from a preview of its own.
    let other = Preview::new(&[("content/index.md", "# Home\n")]);
    let theirs = asks(&other, "/_homeroom/day/2027-03-01", &[("Sec-Fetch-Site", "same-origin")]);
    let theirs = theirs.header("set-cookie").expect("a cookie").to_owned();
    let renamed = theirs.replace(&other.address.port().to_string(), &port.to_string());
    for forged in ["homeroom-day=2027-03-01", &format!("homeroom-day-{port}=2027-03-01"), &theirs, &renamed] {
        assert_eq!(with(forged), 404, "{forged}");
    }
}

#[test]
fn the_day_follows_the_time_zone_of_the_settings() {
    let tomorrow = "---\ntitle: Tomorrow\ndate: 2026-11-23\n---\n";
    let settings = |zone: &str| format!("title: Handbook\ntime_zone: {zone}\n");
    let first = settings("Pacific/Kiritimati");
    let preview = Preview::new(&[("homeroom.yaml", &first), ("content/tomorrow.md", tomorrow)]);
    assert_eq!(preview.get("/tomorrow/").status, 200);
    preview.write("homeroom.yaml", &settings("America/Chicago"));
    preview.until("/tomorrow/", |answer| answer.status == 404);
    preview.write("homeroom.yaml", &first);
    preview.until("/tomorrow/", |answer| answer.status == 200);
    // Settings that are broken for a moment move no day.
    preview.write("homeroom.yaml", "title: [\n");
    preview.until_holds("/_homeroom/findings.json", "\"held\":[\"homeroom.yaml\"]");
    assert_eq!(preview.get("/tomorrow/").status, 200);
}

/// Asks for an address as a browser does, with these headers.
fn asks(preview: &Preview, path: &str, headers: &[(&str, &str)]) -> server::Answer {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    preview.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{headers}\r\n", preview.address))
}

#[test]
fn a_page_of_another_site_changes_and_learns_nothing() {
    let preview = Preview::new(&[SITE, &[("content/bad.md", "# Bad\n\n[x](nowhere.md)\n")]].concat());
    preview.until_holds("/_homeroom/findings.json", "nowhere.md");
    let addresses = ["findings.json", "events", "preview.js", "day/2027-03-01", "day/", "editor/3:1/content/bad.md"];
    let (own, port) = (preview.address, preview.address.port());
    for headers in [
        [("Sec-Fetch-Site", "cross-site".to_owned())],
        [("Sec-Fetch-Site", "same-site".to_owned())],
        [("Origin", format!("http://localhost:{}", port ^ 1))],
        [("Origin", "null".to_owned())],
        [("Referer", format!("http://{own}.evil.example/"))],
    ] {
        let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
        for name in addresses {
            let answer = asks(&preview, &format!("/_homeroom/{name}"), &headers);
            assert_eq!(answer.status, 403, "{name} {headers:?}");
            assert!(answer.header("set-cookie").is_none() && answer.header("location").is_none());
        }
    }
    // Typed into the address bar, or asked for by who says nothing: nothing changes either.
    for headers in [&[("Sec-Fetch-Site", "none")][..], &[]] {
        for name in ["day/2027-03-01", "editor/3:1/content/bad.md"] {
            assert_eq!(asks(&preview, &format!("/_homeroom/{name}"), headers).status, 403, "{name} {headers:?}");
        }
    }
}

#[test]
fn the_editor_opens_a_file_and_no_answer_tells_where_the_site_lies() {
    let settings = "title: Handbook\npreview: { editor: \"zed://file{path}:{line}:{column}\" }\n";
    let files = [("homeroom.yaml", settings), ("content/über uns.md", "# Bad\n\n[x](nowhere.md)\n")];
    let preview = Preview::new(&files);
    let findings = preview.until_holds("/_homeroom/findings.json", "nowhere.md").text();
    let root = std::fs::canonicalize(preview.folder.path()).expect("a folder").display().to_string();
    assert!(!findings.contains(&root), "{findings}");
    let findings: serde_json::Value = serde_json::from_str(&findings).expect("JSON");
    let link = findings["items"].as_array().expect("items").iter().find_map(|item| item["editor"].as_str());
    let link = link.expect("a link");
    assert_eq!(link, "/_homeroom/editor/3:5/content/%C3%BCber%20uns.md");
    let own = [("Referer", format!("http://{}/", preview.address))];
    let own = own.each_ref().map(|(name, value)| (*name, value.as_str()));
    for headers in [&[("Sec-Fetch-Site", "same-origin")][..], &own] {
        let answer = asks(&preview, link, headers);
        assert_eq!(answer.status, 302);
        assert_eq!(answer.header("location"), Some(&*format!("zed://file{root}/content/%C3%BCber%20uns.md:3:5")));
    }
    for strange in ["3:5/etc/passwd", "3:5/../homeroom.yaml", "3:5", "x:5/homeroom.yaml", "3:5/%0d%0aX: y"] {
        let answer = asks(
            &preview,
            &format!("/_homeroom/editor/{strange}").replace(' ', "%20"),
            &[("Sec-Fetch-Site", "same-origin")],
        );
        assert!(matches!(answer.status, 400 | 404) && answer.header("location").is_none(), "{strange}");
    }
}

/// The gate answers by itself: there is no port behind it that could be used in its place.
#[cfg(target_os = "linux")]
#[test]
fn there_is_no_way_past_the_gate() {
    let preview = Preview::new(SITE);
    let inodes: Vec<String> = std::fs::read_dir("/proc/self/fd")
        .expect("files")
        .filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok())
        .map(|target| target.to_string_lossy().into_owned())
        .collect();
    let listening = |table: &str| -> Vec<u16> {
        let table = std::fs::read_to_string(table).unwrap_or_default();
        let fields = table.lines().skip(1).map(|line| line.split_whitespace().collect::<Vec<_>>());
        let own = fields.filter(|line| line[3] == "0A" && inodes.contains(&format!("socket:[{}]", line[9])));
        own.filter_map(|line| u16::from_str_radix(line[1].rsplit(':').next()?, 16).ok()).collect()
    };
    for port in [listening("/proc/net/tcp"), listening("/proc/net/tcp6")].concat() {
        // Those of other tests may be about to end.
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else { continue };
        let _ = stream.write_all(format!("DELETE / HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").as_bytes());
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        let is_gate = answer.is_empty() || answer.starts_with("HTTP/1.1 405 ");
        assert!(is_gate, "port {port}, beside {}: {answer}", preview.address);
    }
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(512)
}

/// Heads that are nearly right: pieces of requests in any order, with any bytes between them.
fn head() -> impl Strategy<Value = Vec<u8>> {
    let pieces: Vec<&[u8]> = vec![
        b"GET",
        b"HEAD",
        b"POST",
        b" ",
        b"/",
        b"/a?b",
        b"HTTP/1.1",
        b"HTTP/1.0",
        b"\r\n",
        b"\n",
        b"\r",
        b"\r\n\r\n",
        b"Host",
        b":",
        b": x",
        b"Content-Length",
        b"0",
        b"5",
        b"Transfer-Encoding",
        b"chunked",
        b"\t",
        b"\0",
        b"\xff",
        b"Cookie: homeroom-day-8000=2027-01-01",
        b"Sec-Fetch-Site: same-origin",
        b"Range: bytes=0-",
        b"If-None-Match: \"a\"",
        b"\xc3\xa9",
        b"../",
        b"%2e%2e",
    ];
    let piece = prop_oneof![
        9 => proptest::sample::select(pieces).prop_map(<[u8]>::to_vec),
        1 => proptest::collection::vec(any::<u8>(), 0..8),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// What fails is kept beside the tests and tried first ever after; commit the file with the mend.
fn finds() -> Option<Box<dyn FailurePersistence>> {
    Some(Box::new(FileFailurePersistence::Direct("tests/serve.finds.txt")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: finds(), ..ProptestConfig::default() })]

    /// What the gate lets through asks for one address and names its host, whatever was sent.
    #[test]
    fn heads_that_pass_are_sound(mut head in head(), sound in any::<bool>()) {
        if sound {
            head.splice(0..0, *b"GET / HTTP/1.1\r\nHost: x\r\n");
        }
        if let Ok(Head { is_head: _, target, headers }) = judge_head(&head) {
            prop_assert!(target.starts_with('/') && target.bytes().all(|byte| byte.is_ascii_graphic()));
            prop_assert!(headers.contains_key("host"));
            for (name, value) in headers {
                prop_assert!(!name.starts_with("content-") && !name.starts_with("transfer-"));
                prop_assert!(value.is_ascii() && !value.contains(['\r', '\n', '\0']));
            }
        }
    }
}

/// The same heads over a socket: each gets an answer or a closed connection, and the preview goes on.
#[test]
fn strange_requests_do_no_harm() {
    let preview = Preview::new(SITE);
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..64 {
        let mut bytes = head().new_tree(&mut runner).expect("a head").current();
        bytes.extend_from_slice(b"\r\n\r\n");
        let mut stream = preview.connect();
        let _ = stream.write_all(&bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 "), "{:?}", String::from_utf8_lossy(&answer));
    }
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn serves_pictures_as_they_are_published_and_nothing_that_is_not() {
    const NOTE: &[u8] = b"37.7749 N 122.4194 W";
    let preview =
        Preview::new(&[("content/index.md", "# Home\n\n[a](a.jpg) [g](game.html)\n"), ("content/game.html", "<p>")]);
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(13, 5).write_to(&mut bytes, image::ImageFormat::Jpeg).expect("an encoder");
    let noted = [bytes.into_inner().as_slice(), NOTE].concat();
    std::fs::write(preview.path("content/a.jpg"), &noted).expect("a file");
    let served = preview.until("/a.jpg", |answer| answer.status == 200);
    assert_eq!(served.body, noted[..noted.len() - NOTE.len()]);
    assert_eq!(preview.get("/game.html").status, 404);
}

#[cfg(unix)]
#[test]
fn hands_out_no_file_that_took_the_place_of_another() {
    const SECRET: &str = "what only its owner may read";
    const HOME: &str = "# Home\n\n[a](doc.pdf) [b](deep/doc.pdf)\n";
    let outside = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(outside.path().join("doc.pdf"), SECRET).expect("a file");
    let documents = ["content/doc.pdf", "content/deep/doc.pdf", "static/doc.bin"].map(|path| (path, "a document"));
    let preview = Preview::new(&[&[("content/index.md", HOME)], &documents[..]].concat());
    let other = outside.path();
    for (place, path, target) in [
        ("content/doc.pdf", "/doc.pdf", other.join("doc.pdf")),
        ("content/deep", "/deep/doc.pdf", other.to_owned()),
        ("static/doc.bin", "/doc.bin", other.join("doc.pdf")),
    ] {
        assert_eq!(preview.get(path).text(), "a document");
        std::fs::rename(preview.path(place), preview.path("moved-away")).expect("moved");
        std::os::unix::fs::symlink(target, preview.path(place)).expect("a link");
        let ask = || {
            let answer = preview.get(path);
            assert!(answer.status == 404 && !answer.text().contains(SECRET), "{path}: {}", answer.text());
        };
        (0..30).for_each(|_| ask());
        // The link is held back once the preview has seen it, and the last good version is not what lies there now.
        preview.write("content/index.md", &format!("{HOME}\nAfter {place}.\n"));
        preview.until_holds("/", &format!("After {place}."));
        (0..30).for_each(|_| ask());
        std::fs::remove_file(preview.path(place)).expect("a link");
        std::fs::rename(preview.path("moved-away"), preview.path(place)).expect("moved back");
    }
}
