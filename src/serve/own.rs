//! Answers requests for the preview's own addresses: its script and style, the findings, the event stream, the choice
//! of a day, and the links that open an editor. Pages of other sites are refused.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;

use super::answer::{BUSY, Extra, FORBIDDEN, Head, NOT_FOUND, OK, SAFETY, body, plain, redirect, write};
use super::asked::{Asked, Asker};
use super::editor::editor_link;
use super::shared::Shared;
use super::state::State;
use crate::fingerprint::Fingerprint;
use crate::source::VPath;

/// The script of the preview. Neither it nor the style below is part of a site.
const SCRIPT: &str = concat!(
    include_str!("client/own.js"),
    include_str!("client/copy.js"),
    include_str!("client/match.js"),
    include_str!("client/carry.js"),
    include_str!("client/anew.js"),
    include_str!("client/card.js"),
    include_str!("client/news.js"),
);
const STYLE: &str = include_str!("client/preview.css");

/// Answers a request for one of these addresses. `name` is the address without the start that they share.
pub(super) fn respond(shared: &Shared, asked: &Asked, name: &str, out: &mut dyn Write) -> io::Result<()> {
    if asked.asker == Asker::Foreign {
        return plain(out, asked.head, FORBIDDEN, "only pages of the preview may ask for this");
    }
    match name {
        "preview.js" => text(asked, "text/javascript; charset=utf-8", SCRIPT, out),
        "preview.css" => text(asked, "text/css; charset=utf-8", STYLE, out),
        "findings.json" => text(asked, "application/json; charset=utf-8", &findings(shared, asked), out),
        "events" if asked.head => plain(out, true, OK, ""),
        "events" => match shared.state.stream() {
            Some(_place) => events(&shared.state, out),
            None => plain(out, false, BUSY, "too many event streams at once"),
        },
        _ => match name.split_once('/') {
            Some(("day", day)) => choose_day(shared, asked, day, out),
            Some(("editor", place)) => open_editor(shared, asked, place, out),
            _ => plain(out, asked.head, NOT_FOUND, "the preview has no such file"),
        },
    }
}

fn text(asked: &Asked, kind: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
    let tag = Some(Fingerprint::of(text.as_bytes()).short(16));
    let extra = Extra::default();
    let head = Head { status: OK, kind: kind.to_owned(), length: text.len() as u64, tag, extra: &extra };
    body(asked, head, &mut text.as_bytes(), out)
}

fn findings(shared: &Shared, asked: &Asked) -> String {
    let shown = shared.state.shown();
    let mut json = match &shown.findings {
        Some(findings) => findings.json(asked.is_from_here),
        None => json!({ "print": null, "errors": 0, "warnings": 0, "hints": 0, "held": [], "items": [] }),
    };
    json["today"] = json!(shown.edition.served.scene.snapshot.today.to_string());
    json["day"] = json!(asked.day.map(|day| day.to_string()));
    json.to_string()
}

/// Sets the day for which this browser shows the site. An empty `day` goes back to today. Only a page of the preview
/// may ask for it.
fn choose_day(shared: &Shared, asked: &Asked, day: &str, out: &mut dyn Write) -> io::Result<()> {
    if asked.asker != Asker::Own {
        return plain(out, asked.head, FORBIDDEN, "only a page of the preview may choose the day");
    }
    let day = match day {
        "" => None,
        day => match day.parse() {
            Ok(day) => Some(day),
            Err(_) => return plain(out, asked.head, NOT_FOUND, "this is not a day"),
        },
    };
    let headers = [("Set-Cookie", shared.day.set(day)), ("Cache-Control", "no-store".to_owned())];
    write(out, asked.head, OK, &headers, 0, &mut io::empty())
}

/// Redirects to the address that makes the editor open a file of the site. Only a page of the preview in a
/// browser on this machine may ask for it.
fn open_editor(shared: &Shared, asked: &Asked, place: &str, out: &mut dyn Write) -> io::Result<()> {
    if asked.asker != Asker::Own || !asked.is_from_here {
        return plain(out, asked.head, FORBIDDEN, "only a page of the preview on this machine may open the editor");
    }
    let shown = shared.state.shown();
    let link = place.split_once('/').and_then(|(place, file)| {
        let (line, column) = place.split_once(':')?;
        let (line, column) = (line.parse().ok()?, column.parse().ok()?);
        // No text of the request goes into the answer, only its numbers. The file's name comes from the snapshot.
        let (file, _) = shown.edition.as_it_is().scene.snapshot.files.get_key_value(&VPath::new(file)?)?;
        Some(editor_link(&shown.edition.served.scene.site.config.editor, &shared.root, file, line, column))
    });
    match link {
        Some(link) => redirect(out, asked.head, &link),
        None => plain(out, asked.head, NOT_FOUND, "the site has no such file"),
    }
}

/// The longest pause in an event stream. The preview writes that often because only a failed write shows that a client
/// is gone.
const BEAT: Duration = Duration::from_secs(1);

fn events(state: &Arc<State>, out: &mut dyn Write) -> io::Result<()> {
    let head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n";
    out.write_all(head.as_bytes())?;
    for (name, value) in SAFETY {
        write!(out, "{name}: {value}\r\n")?;
    }
    out.write_all(b"\r\nretry: 500\n\n")?;
    out.flush()?;
    let mut known = None;
    while let Some(news) = state.news(known.as_ref(), BEAT) {
        if known.as_ref() == Some(&news) {
            out.write_all(b":\n\n")?;
        } else {
            let findings = news.findings.map(|fingerprint| fingerprint.short(16));
            let data = json!({ "run": state.run, "edition": news.edition, "findings": findings });
            out.write_all(format!("data: {data}\n\n").as_bytes())?;
            known = Some(news);
        }
        out.flush()?;
    }
    Ok(())
}
