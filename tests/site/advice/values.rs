//! Guesses at wrong values.

use super::*;

#[test]
fn each_guess_at_a_value_fixes_its_finding() {
    let mut wrong = String::new();
    for (written, right) in [
        ("grades: 4th", "grades: 4"),
        ("grades: \"4th\"", "grades: 4"),
        ("grades: Kindergarten", "grades: K"),
        ("grades: 6, 7 and 8", "grades: 6-8"),
        ("grades: K to fifth", "grades: K-5"),
        ("grades: Grades 3-5", "grades: 3-5"),
        ("grades: 5-3", "grades: 3-5"),
        ("grades: 3-5,", "grades: 3-5"),
        ("grades: Middle School", "grades: 6-8"),
        ("grades: [4th, 5th]", "grades: 4-5"),
        ("grades: 5-Mar", "grades: 3-5"),
        ("day: 11/05/2026", "day: 2026-11-05"),
        ("day: Nov 5, 2026", "day: 2026-11-05"),
        ("day: 2026-11-31", "day: 2026-11-30"),
        ("day: 2026/11/05", "day: 2026-11-05"),
        ("day: \"5 November 2026\"", "day: 2026-11-05"),
        ("day: 11-5-26", "day: 2026-11-05"),
        ("days: [11/05/2026, 2026-11-06]", "days: [2026-11-05, 2026-11-06]"),
        ("days: 11/05/2026", "days: [2026-11-05]"),
        ("seats: 24 seats", "seats: 24"),
        ("seats: about 24", "seats: 24"),
        ("seats: twelve", "seats: 12"),
        ("seats: \"24+\"", "seats: 24"),
        ("share: 24 percent", "share: 24%"),
        ("share: half", "share: 50%"),
        ("fee: 15 dollars", "fee: $15"),
        ("fee: about $15 per year", "fee: $15 per year"),
        ("fee: Free", "fee_model: free"),
        ("fee: free\nfee_model: free", "fee_model: free"),
        ("fee: no cost", "fee: 0"),
        ("pay: 45,000 to 55,000", "pay: 45000-55000"),
        ("pay: $55,000-45,000", "pay: $45000-55000"),
        ("size: between 3 and 5", "size: 3-5"),
        ("time: one week", "time: 1 week"),
        ("time: 1 hour 30 minutes", "time: 90 minutes"),
        ("time: two class periods", "time: 2 lessons"),
        ("time: 4 to 6 wks", "time: 4-6 weeks"),
        ("website: www.chess.example", "website: https://www.chess.example"),
        ("website: <https://chess.example/>", "website: https://chess.example/"),
        ("website: chess.example/a", "website: https://chess.example/a"),
        ("mail: Chess <chess@d.example>", "mail: chess@d.example"),
        ("open: y", "open: true"),
        ("open: \"Yes, for now\"", "open: true"),
        ("open: ture", "open: true"),
        ("open: n", "open: false"),
        ("result: Yes", "result: met"),
        ("result: y", "result: met"),
        ("result: true", "result: met"),
        ("result: \"No\"", "result: not-met"),
        ("result: Not met", "result: not-met"),
        ("result: \"Met \"", "result: met"),
        ("level: Beginer", "level: beginner"),
        ("level: beginners", "level: beginner"),
        ("level: [beginner]", "level: beginner"),
        ("levels: Beginner", "levels: [beginner]"),
        ("levels: beginner, Advanced", "levels: [beginner, advanced]"),
        ("levels: beginner and advanced", "levels: [beginner, advanced]"),
        ("series: Old Bridge", "series: old-bridge"),
        ("lang: Spanish", "lang: es"),
        ("lang: Espa\u{f1}ol", "lang: es"),
        ("lang: Espanol", "lang: es"),
        ("lang: en_US", "lang: en-US"),
        ("subject: Maths", "subject: math"),
        ("subject: Language Arts", "subject: english"),
        ("grade: 3-5", "grades: 3-5"),
        ("Grades: 3-5", "grades: 3-5"),
        ("feeModel: free", "fee_model: free"),
        ("link: https://chess.example/", "website: https://chess.example/"),
        ("description: Boards and pieces.", "summary: Boards and pieces."),
    ] {
        let (page, left) = mended_whole(club(written), "content/club/chess.md");
        let right = format!("---\ntitle: Chess\n{right}\n---\n");
        if page != right || !left.is_empty() {
            wrong.push_str(&format!("{written}\n  gives {page:?}\n  left: {left}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_value_with_several_meanings_gets_a_list_and_no_fix() {
    for (line, help) in [
        ("result: perhaps", "write `met` or `not-met`"),
        ("grades: 3-13", "written as 3-5"),
        ("day: next week", "such as 2027-06-30"),
        ("open: perhaps", ""),
        ("time: \"45\"", "a number and minutes"),
        ("seats: 24-30", "digits only"),
    ] {
        let built = built(&club(line));
        let found = built
            .diagnostics
            .iter()
            .find(|found| found.severity == Severity::Error)
            .unwrap_or_else(|| panic!("{line}"));
        assert_eq!(found.fix, None, "{line}");
        assert!(found.help.clone().unwrap_or_default().contains(help), "{line}: {found:?}");
    }
}

#[test]
fn an_ambiguous_day_is_reported_with_both_readings() {
    let found = &built(&club("day: 11/05/2026")).diagnostics[0];
    let help = found.help.clone().unwrap_or_default();
    assert!(help.contains("`2026-11-05`") && help.contains("`2026-05-11`"), "{help}");
    let mut files = club("day: 11/05/2026");
    files.push(("homeroom.yaml", "title: T\nlanguage: en-GB\n".to_owned()));
    let found = &built(&files).diagnostics[0];
    assert_eq!(found.fix.as_ref().map(|fix| fix.replacement.as_str()), Some("2026-05-11"), "{found:?}");
}
