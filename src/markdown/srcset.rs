//! The addresses in a `srcset`, read as browsers read them.

use std::ops::Range;

/// A picture that a browser may choose.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Candidate<'s> {
    pub(crate) address: &'s str,
    /// Where the address stands.
    pub(crate) range: Range<usize>,
    /// Its width or density, such as `480w` or `2x`; empty if none is written.
    pub(crate) descriptor: &'s str,
}

/// The candidates of a `srcset`. An address ends at white space. Commas belong to the address, except at its end. The
/// descriptor follows, up to a comma that is not in parentheses.
pub(crate) fn candidates(srcset: &str) -> Vec<Candidate<'_>> {
    let is_space = |letter: char| letter.is_ascii_whitespace();
    let mut candidates = Vec::new();
    let mut at = 0;
    loop {
        let rest = srcset[at..].trim_start_matches(|letter| is_space(letter) || letter == ',');
        let start = srcset.len() - rest.len();
        let word = &rest[..rest.find(is_space).unwrap_or(rest.len())];
        let address = word.trim_end_matches(',');
        if address.is_empty() {
            return candidates;
        }
        let behind = start + word.len();
        let mut descriptor = "";
        at = behind;
        if address.len() == word.len() {
            let end = end_of_descriptors(&srcset[behind..]);
            descriptor = srcset[behind..behind + end].trim_matches(is_space);
            at = behind + end;
        }
        candidates.push(Candidate { address, range: start..start + address.len(), descriptor });
    }
}

fn end_of_descriptors(text: &str) -> usize {
    let mut is_inside = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => is_inside = true,
            b')' => is_inside = false,
            b',' if !is_inside => return at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(srcset: &str) -> String {
        let shown = candidates(srcset).into_iter().map(|Candidate { address, range, descriptor }| {
            assert_eq!(&srcset[range], address);
            format!("{address}|{descriptor}")
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn reads_as_browsers_do() {
        for (srcset, expected) in [
            ("a.png", "a.png|"),
            ("a.png 1x, b.png 2x", "a.png|1x b.png|2x"),
            ("a.png 1x,b.png 2x", "a.png|1x b.png|2x"),
            ("a.png,b.png 2x", "a.png,b.png|2x"),
            ("a.png, b.png 2x", "a.png| b.png|2x"),
            ("a.png,, ,b.png", "a.png| b.png|"),
            (" ,, a.png 480w\n,\tb.png\r\n960w ", "a.png|480w b.png|960w"),
            ("data:image/png;base64,AA== 1x, b.png 2x", "data:image/png;base64,AA==|1x b.png|2x"),
            ("a.png (1x, b) 2x, c.png", "a.png|(1x, b) 2x c.png|"),
            ("a.png (1x, b.png", "a.png|(1x, b.png"),
            ("a,b.png 1x", "a,b.png|1x"),
            ("a.png   100w   50h , b.png", "a.png|100w   50h b.png|"),
            (" , \n,", ""),
            ("", ""),
        ] {
            assert_eq!(shown(srcset), expected, "{srcset}");
        }
    }

    proptest! {
        #[test]
        fn every_address_is_whole(srcset in "[a,() \\n.é]{0,24}") {
            for Candidate { address, range, descriptor } in candidates(&srcset) {
                prop_assert_eq!(&srcset[range], address);
                prop_assert!(!address.starts_with(',') && !address.ends_with(','));
                prop_assert!(!address.contains(char::is_whitespace) && descriptor.trim() == descriptor);
            }
        }
    }
}
