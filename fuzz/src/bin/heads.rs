//! The head of a request. What is passed on can be read in one way only, and is passed on again unchanged.

#![no_main]

use homeroom::serve::judge_head;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|head: &[u8]| {
    match judge_head(head) {
        Ok(passed) => {
            assert!(passed.is_ascii());
            let text = std::str::from_utf8(&passed).expect("ASCII");
            assert!(text.starts_with("GET /") || text.starts_with("HEAD /"), "{text:?}");
            assert_eq!(text.find("\r\n\r\n"), Some(text.len() - 4), "one head: {text:?}");
            assert!(text.replace("\r\n", "").chars().all(|letter| letter == '\t' || !letter.is_control()), "{text:?}");
            assert_eq!(text.matches("\r\nhost:").count(), 1, "{text:?}");
            for name in ["content-length", "transfer-encoding"] {
                assert!(!text.to_ascii_lowercase().contains(&format!("\n{name}:")), "{text:?}");
            }
            assert_eq!(judge_head(&passed), Ok(passed.clone()), "{text:?}");
        }
        Err(status) => assert!((400..600).contains(&status), "{status}"),
    }
});
