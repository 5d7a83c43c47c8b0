//! What the preview answers to browsers of readers.

use super::*;

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

/// Otherwise a player would mix the start of one film with the end of another one that has replaced it.
#[test]
fn a_range_is_answered_only_from_the_content_that_it_was_asked_for() {
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

/// An answer without content would have to name the length of the content, which was not made.
#[test]
fn an_answer_without_content_has_no_length() {
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

/// A client that sends its next request at once still gets the whole first answer, and the connection ends normally.
#[test]
fn a_second_request_on_the_same_connection_cuts_no_answer_short() {
    let preview = Preview::new(SITE);
    preview.write("static/film.bin", &"x".repeat(8_000_000));
    preview.until("/film.bin", |answer| answer.status == 200 && answer.body.len() == 8_000_000);
    let head = format!("GET /film.bin HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address);
    let answer = preview.ask(&head.repeat(300));
    assert_eq!((answer.status, answer.body.len()), (200, 8_000_000));
}

#[test]
fn refuses_requests_that_no_browser_sends() {
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
    // Each connection serves one request, so a second one gets no answer.
    let two =
        format!("GET /about/ HTTP/1.1\r\nHost: {host}\r\n\r\nGET /guides/start/ HTTP/1.1\r\nHost: {host}\r\n\r\n");
    assert!(!preview.ask(&two).text().contains("Begin here."));
}

#[test]
fn slow_clients_and_streams_do_not_delay_other_clients() {
    let preview = Preview::new(SITE);
    // Clients that never finish their heads, clients that never read, and tabs with an event stream.
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
    // Every tab learns of a save.
    preview.write("content/about.md", "# About\n\nOther words.\n");
    for events in &mut streams {
        while !events.next().expect("an event").contains("\"edition\":2") {}
    }
    preview.until_holds("/about/", "Other words.");
    assert!(preview.told.lock().expect("a list").contains(&"fresh 1".to_owned()));
}

#[test]
fn event_streams_are_limited_and_free_their_places_when_they_end() {
    let preview = Preview::new(SITE);
    let mut streams: Vec<Events> = (0..64).map(|_| preview.events()).collect();
    for events in &mut streams {
        assert!(events.next().expect("the head").contains("200 OK"));
    }
    assert!(preview.get("/_homeroom/events").status == 503);
    assert_eq!(preview.get("/about/").status, 200);
    drop(streams);
    // The preview notices only with its next write that a client is gone. Until then it refuses further streams.
    let start = Instant::now();
    while preview.events().next().is_some_and(|head| head.contains("503")) {
        assert!(start.elapsed() < DEADLINE, "no place is given back");
    }
}

#[test]
fn the_preview_ends_when_it_is_stopped() {
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

/// Until the first page is served, each file of the site is opened only once.
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
        // Files that were written a moment ago are read again, since they may have changed within a tick of the clock.
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
fn the_preview_serves_the_site_below_the_path_of_its_base_url() {
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
fn a_chosen_day_counts_only_for_the_browser_that_chose_it() {
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
    // Cookies that a page on another port of this machine could set itself, or get from another preview.
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
    // Settings that are broken for a moment do not change the day.
    preview.write("homeroom.yaml", "title: [\n");
    preview.until_holds("/_homeroom/findings.json", "\"held\":[\"homeroom.yaml\"]");
    assert_eq!(preview.get("/tomorrow/").status, 200);
}
