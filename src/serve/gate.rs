//! The gate: accepts connections from the network, reads requests and refuses unsound ones.
//!
//! A client has to send one head, which must be small and arrive soon. The request line and a few named headers of it
//! are kept. Then the client gets one answer, and may take as long as it goes on reading. Every request comes in
//! through this file, and its answer is written to the same connection. Each connection has its own thread, so a slow
//! client does not delay other clients.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The largest head of a request, in bytes.
const HEAD: usize = 16 * 1024;

/// How long a client may take to send its head.
const HEAD_TIME: Duration = Duration::from_secs(10);

/// How long a client may go on without reading anything of its answer.
const STALL: Duration = Duration::from_secs(30);

/// How long a client may take to close the connection after its answer.
const LINGER: Duration = Duration::from_millis(200);

/// The most connections that are open at once. A browser opens up to six to a host, event streams included.
const CONNECTIONS: usize = 512;

/// The headers that are kept. No other header has an effect on an answer. So bodies, transfer encodings and everything
/// else that two programs could read in two ways is left out.
const KEPT: [&str; 8] = ["host", "cookie", "if-none-match", "if-range", "range", "origin", "referer", "sec-fetch-site"];

/// The parts of a request's head that are kept, after they were checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Whether only the head of the answer is wanted (the method is `HEAD`).
    pub is_head: bool,
    /// The address that is asked for. It starts with a slash and is ASCII without spaces.
    pub target: String,
    /// The kept headers by their names in lower case, with values in printable ASCII. `host` is always among them.
    pub headers: BTreeMap<String, String>,
}

/// A request, and where it comes from.
pub(super) struct Request {
    pub(super) head: Head,
    /// Whether the client runs on this machine.
    pub(super) is_from_here: bool,
}

/// Writes the answer to a request.
pub(super) type Answer = dyn Fn(&Request, &mut dyn Write) -> io::Result<()> + Send + Sync;

/// The open gate. Its threads accept connections until it is shut.
pub(super) struct Gate {
    addresses: Vec<SocketAddr>,
    shared: Arc<Shared>,
}

struct Shared {
    answer: Box<Answer>,
    open: AtomicUsize,
    shut: AtomicBool,
}

impl Gate {
    /// Accepts connections on all listeners and answers them.
    pub(super) fn open(listeners: Vec<TcpListener>, answer: Box<Answer>) -> io::Result<Self> {
        let shared = Arc::new(Shared { answer, open: AtomicUsize::new(0), shut: AtomicBool::new(false) });
        let addresses = listeners.iter().map(TcpListener::local_addr).collect::<io::Result<_>>()?;
        for listener in listeners {
            let shared = Arc::clone(&shared);
            thread::Builder::new().name("gate".to_owned()).spawn(move || accept(&listener, &shared))?;
        }
        Ok(Self { addresses, shared })
    }

    /// Stops accepting connections.
    pub(super) fn shut(&self) {
        self.shared.shut.store(true, Ordering::SeqCst);
        for address in &self.addresses {
            // A thread waits for a connection and notices only with the next one that the gate is shut. This is that
            // one.
            let mut address = *address;
            if address.ip().is_unspecified() {
                address.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
            }
            let _ = TcpStream::connect_timeout(&address, Duration::from_millis(200));
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    loop {
        let accepted = listener.accept();
        if shared.shut.load(Ordering::SeqCst) {
            return;
        }
        let Ok((client, _)) = accepted else {
            // Most often there are no file handles left. Some will be free in a moment.
            thread::sleep(Duration::from_millis(20));
            continue;
        };
        let place = Place::take(shared);
        let shared = Arc::clone(shared);
        let meet = move || match place {
            Some(place) => {
                let _ = meet(client, &shared);
                drop(place);
            }
            None => {
                let _ = refuse(client, &Refusal::new(503, "Service Unavailable", "too many connections at once"));
            }
        };
        // If no thread can be started, the connection is dropped, which closes it.
        let _ = thread::Builder::new().name("connection".to_owned()).spawn(meet);
    }
}

/// A place among the open connections. Dropping the value gives the place back.
struct Place(Arc<Shared>);

impl Place {
    fn take(shared: &Arc<Shared>) -> Option<Self> {
        let taken = shared.open.fetch_add(1, Ordering::SeqCst);
        let place = Self(Arc::clone(shared));
        (taken < CONNECTIONS).then_some(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::SeqCst);
    }
}

fn meet(mut client: TcpStream, shared: &Shared) -> io::Result<()> {
    client.set_nodelay(true)?;
    client.set_write_timeout(Some(STALL))?;
    let head = match read_head(&mut client)? {
        Ok(head) => head,
        Err(refusal) => return refuse(client, &refusal),
    };
    let head = match read(&head) {
        Ok(head) => head,
        Err(refusal) => return refuse(client, &refusal),
    };
    let (there, here) = (client.peer_addr()?.ip(), client.local_addr()?.ip());
    let request = Request { head, is_from_here: there.is_loopback() || there == here };
    let mut out = BufWriter::with_capacity(64 * 1024, &client);
    (shared.answer)(&request, &mut out)?;
    out.flush()?;
    drop(out);
    end(client)
}

/// Ends a connection after its answer. What the client still sends, such as another request, is read first: closing a
/// connection with unread bytes would reset it before the client has read the whole answer.
fn end(mut client: TcpStream) -> io::Result<()> {
    client.shutdown(Shutdown::Write)?;
    client.set_read_timeout(Some(LINGER))?;
    let mut buffer = [0; 4096];
    let mut drained = 0;
    while drained < 256 * 1024 {
        match client.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(count) => drained += count,
        }
    }
    Ok(())
}

/// Why a head is refused.
#[derive(Debug, PartialEq, Eq)]
struct Refusal {
    status: u16,
    reason: &'static str,
    words: &'static str,
}

impl Refusal {
    const fn new(status: u16, reason: &'static str, words: &'static str) -> Self {
        Self { status, reason, words }
    }
}

/// Reads up to the empty line that ends a head. It is an `io::Error` if the client closes earlier: nobody gets an
/// answer.
fn read_head(client: &mut TcpStream) -> io::Result<Result<Vec<u8>, Refusal>> {
    let start = Instant::now();
    let mut head = Vec::with_capacity(1024);
    let mut buffer = [0; 2048];
    loop {
        let left = HEAD_TIME.saturating_sub(start.elapsed());
        if left.is_zero() {
            return Ok(Err(Refusal::new(408, "Request Timeout", "the request took too long")));
        }
        client.set_read_timeout(Some(left))?;
        let count = match client.read(&mut buffer) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => count,
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => continue,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let seen = head.len().saturating_sub(3);
        head.extend_from_slice(&buffer[..count]);
        if let Some(end) = end_of_head(&head, seen) {
            head.truncate(end);
            return Ok(if head.len() > HEAD { Err(TOO_LARGE) } else { Ok(head) });
        }
        if head.len() > HEAD {
            return Ok(Err(TOO_LARGE));
        }
    }
}

const TOO_LARGE: Refusal = Refusal::new(431, "Request Header Fields Too Large", "the request's head is too large");

fn end_of_head(head: &[u8], from: usize) -> Option<usize> {
    let found = head[from..].windows(4).position(|window| window == b"\r\n\r\n");
    found.map(|at| from + at + 4)
}

const BAD: Refusal = Refusal::new(400, "Bad Request", "the request cannot be read");

/// Parses a head, and keeps the parts that the answer depends on.
fn read(head: &[u8]) -> Result<Head, Refusal> {
    let text = std::str::from_utf8(head).map_err(|_| BAD)?;
    let mut lines = text.strip_suffix("\r\n\r\n").unwrap_or(text).split("\r\n");
    let mut parts = lines.next().unwrap_or("").split(' ');
    let (Some(method), Some(target), Some(version), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(BAD);
    };
    if !matches!(version, "HTTP/1.1" | "HTTP/1.0") {
        return Err(Refusal::new(505, "HTTP Version Not Supported", "the preview needs HTTP/1.1"));
    }
    if method.is_empty() || !method.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Err(BAD);
    }
    if !matches!(method, "GET" | "HEAD") {
        return Err(Refusal::new(405, "Method Not Allowed", "a preview can only be read"));
    }
    if !target.starts_with('/') || !target.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(BAD);
    }
    let mut headers = BTreeMap::new();
    let mut hosts = 0;
    for line in lines {
        let (name, value) = line.split_once(':').ok_or(BAD)?;
        let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if name.is_empty() || !name.bytes().all(is_token) {
            return Err(BAD);
        }
        let value = value.trim_matches([' ', '\t']);
        if !value.chars().all(|letter| letter == '\t' || !letter.is_control()) {
            return Err(BAD);
        }
        let name = name.to_ascii_lowercase();
        let has_body = match name.as_str() {
            "transfer-encoding" => true,
            "content-length" => value != "0",
            _ => false,
        };
        if has_body {
            return Err(Refusal::new(413, "Content Too Large", "a request for a page has no body"));
        }
        hosts += usize::from(name == "host");
        if name == "host" && !value.is_ascii() {
            return Err(BAD);
        }
        // If a header is there twice, the first one counts.
        if KEPT.contains(&name.as_str()) && value.is_ascii() {
            headers.entry(name).or_insert_with(|| value.to_owned());
        }
    }
    if hosts != 1 {
        return Err(Refusal::new(400, "Bad Request", "a request has to name its host once"));
    }
    Ok(Head { is_head: method == "HEAD", target: target.to_owned(), headers })
}

fn refuse(mut client: TcpStream, refusal: &Refusal) -> io::Result<()> {
    let Refusal { status, reason, words } = refusal;
    client.set_write_timeout(Some(Duration::from_secs(2)))?;
    let allow = if *status == 405 { "Allow: GET, HEAD\r\n" } else { "" };
    let head = format!(
        "HTTP/1.1 {status} {reason}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\n{allow}Connection: close\r\n\r\n",
        words.len() + 1
    );
    client.write_all(format!("{head}{words}\n").as_bytes())?;
    end(client)
}

/// Parses a head as the gate does, for tests and fuzzing.
///
/// # Errors
/// The status code with which the head is refused.
pub fn judge_head(head: &[u8]) -> Result<Head, u16> {
    read(head).map_err(|refusal| refusal.status)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(head: &str) -> Result<Head, u16> {
        judge_head(head.as_bytes())
    }

    #[test]
    fn keeps_only_the_headers_that_it_names() {
        let head = "GET /a?b HTTP/1.1\r\nHost: x\r\nX-Other: y\r\nIf-None-Match:  \"1\" \r\n\r\n";
        let headers = [("host", "x"), ("if-none-match", "\"1\"")].map(|(name, value)| (name.into(), value.into()));
        let kept = Head { is_head: false, target: "/a?b".to_owned(), headers: BTreeMap::from(headers) };
        assert_eq!(judged(head), Ok(kept));
    }

    #[test]
    fn refuses_heads_that_two_programs_could_read_in_two_ways() {
        let host = "Host: x\r\n";
        for (head, status) in [
            ("POST / HTTP/1.1\r\nHost: x\r\n\r\n".to_owned(), 405),
            ("GET / HTTP/2\r\nHost: x\r\n\r\n".to_owned(), 505),
            (format!("GET / HTTP/1.1\r\n{host}Content-Length: 5\r\n\r\n"), 413),
            (format!("GET / HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\n"), 413),
            (format!("GET / HTTP/1.1\r\n{host}{host}\r\n"), 400),
            ("GET / HTTP/1.1\r\n\r\n".to_owned(), 400),
            (format!("GET / HTTP/1.1\r\n{host} folded: x\r\n\r\n"), 400),
            (format!("GET / HTTP/1.1\r\n{host}a b: x\r\n\r\n"), 400),
            (format!("GET / HTTP/1.1\r\n{host}a: x\ny\r\n\r\n"), 400),
            (format!("GET /a b HTTP/1.1\r\n{host}\r\n"), 400),
            (format!("GET http://x/ HTTP/1.1\r\n{host}\r\n"), 400),
            (format!("GET /é HTTP/1.1\r\n{host}\r\n"), 400),
            ("GET / HTTP/1.1\r\nHost: café\r\n\r\n".to_owned(), 400),
            (String::new(), 400),
        ] {
            assert_eq!(judged(&head), Err(status), "{head:?}");
        }
        assert_eq!(judge_head(b"GET /\xff HTTP/1.1\r\n\r\n"), Err(400));
    }
}
