//! Fuzzes the heads of requests. A head that is accepted has only one meaning: written again, it is read as the same
//! head.

#![no_main]

use homeroom::serve::{Head, judge_head};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|head: &[u8]| {
    match judge_head(head) {
        Ok(kept) => {
            let Head { is_head, target, headers } = &kept;
            assert!(target.starts_with('/') && target.bytes().all(|byte| byte.is_ascii_graphic()), "{target:?}");
            assert!(headers.contains_key("host"), "{headers:?}");
            let mut written = format!("{} {target} HTTP/1.1\r\n", if *is_head { "HEAD" } else { "GET" });
            for (name, value) in headers {
                assert!(!name.starts_with("content-") && !name.starts_with("transfer-"), "{name}");
                assert!(value.is_ascii() && !value.contains(['\r', '\n', '\0']), "{value:?}");
                written.push_str(&format!("{name}: {value}\r\n"));
            }
            written.push_str("\r\n");
            assert_eq!(judge_head(written.as_bytes()), Ok(kept.clone()), "{written:?}");
        }
        Err(status) => assert!((400..600).contains(&status), "{status}"),
    }
});
