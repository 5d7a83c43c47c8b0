//! Fuzzes pages, separated by lines `===`. Their search index is read back and checked: numbers, words and documents.

#![no_main]

use homeroom::{Artifact, UrlPath};
use homeroom_fuzz::{snapshot, survives, text};
use libfuzzer_sys::fuzz_target;

const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The part of a shard that is still to be read.
struct Rest<'s>(&'s str);

impl Rest<'_> {
    fn number(&mut self) -> usize {
        let (mut number, mut shift) = (0, 0);
        loop {
            let sign = self.0.bytes().next().expect("a sign");
            let value = SIGNS.iter().position(|known| *known == sign).expect("one of the signs");
            self.0 = &self.0[1..];
            number |= (value & 31) << shift;
            if value < 32 {
                return number;
            }
            shift += 5;
        }
    }

    /// Reads a word that shares its beginning with the word before.
    fn word(&mut self, before: &str) -> String {
        let shared = self.number();
        let units: Vec<u16> = before.encode_utf16().take(shared).collect();
        assert_eq!(units.len(), shared, "{before:?} is long enough");
        let (own, rest) = self.0.split_once('.').expect("an end of the word");
        self.0 = rest;
        String::from_utf16(&units).expect("whole letters") + own
    }
}

fn postings(shard: &str, documents: usize) {
    let mut words: Vec<String> = Vec::new();
    for piece in shard.split(' ').filter(|piece| !piece.is_empty()) {
        let (own, forms) = piece.split_once('/').unwrap_or((piece, ""));
        let mut rest = Rest(own);
        let word = rest.word(words.last().map_or("", String::as_str));
        assert!(words.last().is_none_or(|before| *before < word), "{word:?} stands in its order");
        assert!(!word.is_empty() && forms.split('/').all(|form| form != word));
        assert!(rest.number() <= words.len(), "the form before {word:?} stands in the shard");
        let all = rest.number();
        let mut named = 0;
        while !rest.0.is_empty() {
            assert!(rest.number() < 32, "a level of {word:?}");
            let mut next = 0;
            for _ in 0..rest.number() {
                let document = next + rest.number();
                assert!(document < documents, "{word:?} stands in document {document} of {documents}");
                next = document + 1;
                named += 1;
            }
        }
        assert!(named > 0 && (all == 0 || named <= all), "{word:?} stands somewhere");
        words.push(word);
    }
}

fn dictionary(shard: &str, documents: usize) {
    let mut before = String::new();
    for piece in shard.split(' ').filter(|piece| !piece.is_empty()) {
        let mut rest = Rest(piece);
        let word = rest.word(&before);
        assert!(before < word, "{word:?} stands in its order");
        let number = rest.number();
        assert!(rest.0.is_empty() && (1..=documents).contains(&number), "{word:?}: {number}");
        before = word;
    }
}

fuzz_target!(|input: &str| {
    let pages: Vec<(String, &str)> =
        input.split("\n===\n").take(48).enumerate().map(|(at, page)| (format!("content/p{at:02}.md"), page)).collect();
    let built = survives(&snapshot(pages.iter().map(|(path, page)| (path.as_str(), text(page)))));
    let shards = built.output.iter().filter_map(|(url, artifact)| {
        let name = url.as_str().strip_prefix("search/shards/")?.strip_suffix(".js")?;
        let Artifact::Bytes(bytes) = artifact else { return None };
        let script = std::str::from_utf8(bytes).expect("text");
        let called = script.strip_prefix("homeroomShard(").and_then(|call| call.strip_suffix(")\n"));
        let list = format!("[{}]", called.expect("a call"));
        let [_, _, payload] = serde_json::from_str::<[serde_json::Value; 3]>(&list).expect("three values");
        Some((name, payload))
    });
    let shards: Vec<_> = shards.collect();
    let Some((_, table)) = shards.iter().find(|(name, _)| *name == "table") else {
        assert!(!built.output.contains_key(&UrlPath::new("search/shards/p0.js")), "no shards without the table");
        return;
    };
    let documents = table["documents"].as_u64().expect("a number") as usize;
    for (name, payload) in &shards {
        match (name.as_bytes()[0], payload.as_str()) {
            (b'p', Some(shard)) => postings(shard, documents),
            (b'd', Some(shard)) if *name != "days" => dictionary(shard, documents),
            _ => {}
        }
    }
});
