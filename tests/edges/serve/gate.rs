//! What pages of other sites and hostile clients get.

use super::*;

#[test]
fn a_page_of_another_site_can_change_and_read_nothing() {
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
    // Nothing changes either if the address is typed or if the client does not say who asks.
    for headers in [&[("Sec-Fetch-Site", "none")][..], &[]] {
        for name in ["day/2027-03-01", "editor/3:1/content/bad.md"] {
            assert_eq!(asks(&preview, &format!("/_homeroom/{name}"), headers).status, 403, "{name} {headers:?}");
        }
    }
}

#[test]
fn only_the_link_to_the_editor_reveals_where_the_site_lies() {
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

/// The gate writes all answers itself. No other port of the program answers requests.
#[cfg(target_os = "linux")]
#[test]
fn no_port_leads_around_the_gate() {
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
        // Ports of other tests may be open too, and end soon.
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

/// Heads that are nearly sound: pieces of requests in any order, with any bytes between them.
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

/// Where failing inputs are kept. They are tried first in every later run; commit the file together with the fix.
fn finds() -> Option<Box<dyn FailurePersistence>> {
    Some(Box::new(FileFailurePersistence::Direct("tests/serve.finds.txt")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: finds(), ..ProptestConfig::default() })]

    /// Whatever is sent, a head that the gate accepts asks for one address and names its host.
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

/// The same heads over a socket. Each gets an answer or a closed connection, and the preview goes on.
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
fn serves_pictures_without_their_notes_and_no_unpublished_file() {
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
fn serves_no_file_that_has_replaced_another() {
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
        // Once the preview has seen the link, it holds it back. The last good version of the file is gone from the
        // disk.
        preview.write("content/index.md", &format!("{HOME}\nAfter {place}.\n"));
        preview.until_holds("/", &format!("After {place}."));
        (0..30).for_each(|_| ask());
        std::fs::remove_file(preview.path(place)).expect("a link");
        std::fs::rename(preview.path("moved-away"), preview.path(place)).expect("moved back");
    }
}
