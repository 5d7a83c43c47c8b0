//! Shards as scripts that hand their data to the search.
//!
//! A number is written in signs of six bits. Each sign holds five bits of the number, the lowest ones first; the sixth
//! bit is set when one more sign follows. Such signs may stand in a script, and they compress better than packed bytes.

use std::fmt::Write;

use super::merge::{LEVELS, Merged, Posting};
use crate::fingerprint::Fingerprint;

const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Appends a number.
pub(super) fn push_number(out: &mut String, mut number: usize) {
    while number > 31 {
        out.push(char::from(SIGNS[32 | (number & 31)]));
        number >>= 5;
    }
    out.push(char::from(SIGNS[number]));
}

/// The script of a shard: its name, the fingerprint of the list of documents that its numbers refer to, and its data as
/// JSON.
pub(super) fn script(name: &str, documents: Fingerprint, payload: &str) -> Vec<u8> {
    format!("homeroomShard(\"{name}\",\"{}\",{payload})\n", documents.short(8)).into_bytes()
}

/// Appends a word: the number of UTF-16 units that it shares with the word before it, and the rest.
fn push_word(out: &mut String, before: &str, word: &str) {
    let shared: usize = before.chars().zip(word.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    push_number(out, word[..shared].encode_utf16().count());
    out.push_str(&word[shared..]);
    out.push('.');
}

/// The words of a shard with their postings. For each word: the distance to its previous form in the shard, the number
/// of documents if not all are listed, the documents of each level (the highest first), and its forms in other shards.
pub(super) fn postings(merged: &Merged, shard: usize, documents: usize) -> String {
    let mut out = String::new();
    let mut before = "";
    let own = &merged.postings[shard];
    for (place, number) in own.iter().enumerate() {
        let term = &merged.terms[*number as usize];
        if place > 0 {
            out.push(' ');
        }
        push_word(&mut out, before, &term.word);
        before = &term.word;
        let is_here = |form: &u32| merged.shard(&merged.terms[*form as usize].word) == shard;
        let back = term.forms.iter().rev().find(|form| **form < *number && is_here(form));
        let back = back.and_then(|form| own.binary_search(form).ok()).map_or(0, |form| place - form);
        push_number(&mut out, back);
        push_postings(&mut out, &term.postings, documents);
        for form in term.forms.iter().filter(|form| !is_here(form)) {
            // Writing into a String cannot fail.
            let _ = write!(out, "/{}", merged.terms[*form as usize].word);
        }
    }
    out
}

fn push_postings(out: &mut String, postings: &[Posting], documents: usize) {
    let mut levels: [Vec<u32>; LEVELS] = std::array::from_fn(|_| Vec::new());
    for posting in postings {
        levels[posting.level()].push(posting.document());
    }
    // A word that most documents contain helps nobody to find one, so only the documents with the highest levels are
    // listed.
    let most = (documents / 2).max(200);
    let pruned = postings.len() > most;
    push_number(out, if pruned { postings.len() } else { 0 });
    let mut named = 0;
    for (level, found) in levels.iter().enumerate().rev().filter(|(_, found)| !found.is_empty()) {
        if pruned && named > 0 && named + found.len() > most / 4 {
            break;
        }
        named += found.len();
        push_number(out, level);
        push_number(out, found.len());
        let mut next = 0;
        for document in found {
            push_number(out, (document - next) as usize);
            next = document + 1;
        }
    }
}

/// The words of a shard of the dictionary, each with the number of its documents.
pub(super) fn dictionary(merged: &Merged, shard: usize) -> String {
    let mut out = String::new();
    let mut before = "";
    for number in &merged.dictionary[shard] {
        let term = &merged.terms[*number as usize];
        if !out.is_empty() {
            out.push(' ');
        }
        push_word(&mut out, before, &term.word);
        push_number(&mut out, term.postings.len());
        before = &term.word;
    }
    out
}

/// A column with a value for each document, as runs of the same value.
pub(super) fn column(values: impl Iterator<Item = usize>) -> String {
    let mut out = String::new();
    let mut run: Option<(usize, usize)> = None;
    for value in values {
        match &mut run {
            Some((last, length)) if *last == value => *length += 1,
            _ => {
                if let Some((last, length)) = run.replace((value, 1)) {
                    push_number(&mut out, last);
                    push_number(&mut out, length);
                }
            }
        }
    }
    if let Some((last, length)) = run {
        push_number(&mut out, last);
        push_number(&mut out, length);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_runs() {
        let of = |number| {
            let mut out = String::new();
            push_number(&mut out, number);
            out
        };
        assert_eq!([of(0), of(31), of(32), of(1024)], ["A", "f", "gB", "ggB"]);
        assert_eq!(column([3, 3, 3, 0].into_iter()), "DDAB");
        assert_eq!(column(std::iter::empty()), "");
    }

    #[test]
    fn words_share_their_beginning() {
        let mut out = String::new();
        push_word(&mut out, "near", "nearpod");
        assert_eq!(out, "Epod.");
    }
}
