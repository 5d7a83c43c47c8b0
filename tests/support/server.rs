//! Starts a preview of a temporary folder, and a client that reads its answers completely.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use homeroom::disk::{DiskError, Reader};
use homeroom::serve::{ServeOptions, Server, Stopper, Told};
use homeroom::{Memos, Options, UrlPath, build, disk};
use tempfile::TempDir;

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 22);

/// How long a test waits before it fails. Nothing takes as long, even on a busy machine, unless something is wrong.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// A running preview of a folder.
pub struct Preview {
    pub folder: TempDir,
    pub address: SocketAddr,
    pub stopper: Stopper,
    pub thread: Option<JoinHandle<()>>,
    pub told: Arc<Mutex<Vec<String>>>,
}

impl Preview {
    pub fn new(files: &[(&str, &str)]) -> Self {
        Self::with(files, false)
    }

    pub fn with(files: &[(&str, &str)], poll: bool) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in files {
            write(&folder.path().join(path), text);
        }
        let server = start(read(folder.path()).expect("a site"), 0, poll);
        let (address, stopper) = (server.addresses()[0], server.stopper());
        let told = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&told);
        let thread = thread::spawn(move || server.run(&|told| heard.lock().expect("a list").push(words(&told))));
        Self { folder, address, stopper, thread: Some(thread), told }
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        write(&self.path(path), text);
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address))
    }

    pub fn ask(&self, head: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(head.as_bytes()).expect("a request");
        Answer::read(stream)
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("a connection");
        stream.set_read_timeout(Some(DEADLINE)).expect("a timeout");
        stream
    }

    pub fn events(&self) -> Events {
        let mut stream = self.connect();
        write!(stream, "GET /_homeroom/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).expect("a request");
        Events { stream, read: Vec::new() }
    }

    /// Waits until a page is as it should be. After each event it looks again.
    pub fn until(&self, path: &str, is_so: impl Fn(&Answer) -> bool) -> Answer {
        let mut events = self.events();
        let start = Instant::now();
        loop {
            events.next();
            let answer = self.get(path);
            if is_so(&answer) {
                return answer;
            }
            assert!(start.elapsed() < DEADLINE, "{path} stays {} {}", answer.status, answer.text());
        }
    }

    pub fn until_holds(&self, path: &str, words: &str) -> Answer {
        self.until(path, |answer| answer.text().contains(words))
    }

    /// Checks that the preview serves the bytes of a cold build at every address of it.
    pub fn equals_a_cold_build(&self) {
        let snapshot = disk::read(self.folder.path(), None, TODAY, Options::default()).expect("a site");
        let cold = build(&snapshot, &Memos::default());
        for (url, artifact) in &cold.output {
            let homeroom::Artifact::Bytes(bytes) = artifact else { continue };
            let path = homeroom::href::absolute("/", url);
            let served = self.get(&path).body;
            let script = served.windows(8).position(|window| window == b"<script ").filter(|_| is_html(url));
            let served = match script {
                Some(at) => {
                    let end =
                        at + served[at..].windows(9).position(|window| window == b"</script>").expect("its end") + 9;
                    [&served[..at], &served[end..]].concat()
                }
                None => served,
            };
            assert!(served == **bytes, "{url} differs");
        }
    }
}

fn is_html(url: &UrlPath) -> bool {
    url.is_page() || url.as_str().ends_with(".html")
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.stopper.stop();
        if let Some(thread) = self.thread.take() {
            assert!(thread.join().is_ok() || thread::panicking());
        }
    }
}

/// The day of the tests; in the time zone where a day begins first, the day after.
fn today(zone: Option<&str>) -> jiff::civil::Date {
    if zone == Some("Pacific/Kiritimati") { jiff::civil::date(2026, 11, 23) } else { TODAY }
}

pub fn read(site: &Path) -> Result<Reader, DiskError> {
    Reader::open(site, Some(&site.join("public")), TODAY, Options::default())
}

pub fn start(reader: Reader, port: u16, poll: bool) -> Server {
    let options = ServeOptions { host: None, port, poll, today: Box::new(today) };
    Server::start(reader, options).expect("a preview")
}

fn words(told: &Told<'_>) -> String {
    match told {
        Told::Fresh { changed, .. } => format!("fresh {}", changed.len()),
        Told::Findings { findings, news } => {
            let (fresh, fixed) = (news.fresh.len(), news.fixed.len());
            format!("findings {}: {fresh} new, {fixed} fixed", findings.diagnostics.len())
        }
        Told::Unreadable(error) => format!("unreadable {error}"),
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    fs::write(path, text).expect("a file");
}

pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn read(mut stream: TcpStream) -> Self {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8(bytes[..end].to_vec()).expect("text");
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).expect("a status").parse().expect("a number");
        let headers = lines.map(|line| line.split_once(": ").expect("a header"));
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        Self { status, headers, body: bytes[end + 4..].to_vec() }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

pub struct Events {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Events {
    /// The next line of data or the next sign of life. `None` at the end of the stream.
    pub fn next(&mut self) -> Option<String> {
        loop {
            if let Some(at) = self.read.windows(2).position(|window| window == b"\n\n") {
                let event: Vec<u8> = self.read.drain(..at + 2).collect();
                return Some(String::from_utf8(event).expect("text"));
            }
            let mut buffer = [0; 1024];
            match self.stream.read(&mut buffer) {
                Ok(0) | Err(_) => return None,
                Ok(count) => self.read.extend_from_slice(&buffer[..count]),
            }
        }
    }
}

pub const SITE: &[(&str, &str)] = &[
    ("homeroom.yaml", "title: Handbook\n"),
    ("content/index.md", "# Handbook\n\nWelcome.\n\n![The way](guides/map.svg)\n"),
    ("content/about.md", "# About\n\nFirst words.\n"),
    ("content/guides/start.md", "# Start\n\nBegin here.\n"),
    ("content/guides/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"/>"),
    ("static/notes.txt", "0123456789"),
];
