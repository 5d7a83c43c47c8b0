//! `homeroom serve` over sockets: every request gets an answer, and no client can disturb other clients.

mod answers;
mod gate;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use crate::server::{DEADLINE, Events, Preview, SITE, read, start};
use homeroom::serve::{Head, judge_head};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{FailurePersistence, FileFailurePersistence};

/// Requests an address as a browser does, with these headers.
fn asks(preview: &Preview, path: &str, headers: &[(&str, &str)]) -> crate::server::Answer {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    preview.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{headers}\r\n", preview.address))
}
