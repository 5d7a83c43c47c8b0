//! Guesses at wrong keys.

use super::*;

#[test]
fn an_unknown_key_leads_to_all_fields_it_may_mean_and_to_the_command_that_lists_them() {
    for (line, names) in [
        ("age: 13", vec!["`minimum_age`"]),
        ("grade: 4", vec!["`grades`"]),
        ("link: https://d.example/", vec!["`website`"]),
        ("url: https://d.example/", vec!["`website`"]),
        ("price: 5", vec!["`cost`", "`cost_model`"]),
        ("subject: math", vec!["`subjects`"]),
        ("approved: 2026-01-01", vec!["`approved_on`", "`approved_until`"]),
        ("ferpa: met", vec!["`privacy: { ferpa: … }`"]),
        ("replacement: x", vec!["`use_instead`"]),
        ("language: es", vec!["`lang`"]),
        ("redirect_from: /a", vec!["`aliases`"]),
        ("login: district", vec!["`sign_in`"]),
        ("last_reviewed: 2026-01-01", vec!["`reviewed`"]),
        ("minimum-age: 13", vec!["`minimum_age`"]),
        ("devices: [mac]", vec!["`works_on`"]),
    ] {
        let help = help_of(&tool(line), "unknown-key");
        assert!(names.iter().all(|name| help.contains(name)), "{line}: {help}");
        assert!(help.contains("`homeroom explain tool`"), "{line}: {help}");
    }
    assert!(help_of(&tool("pilot: { start: 2026-01-01 }"), "unknown-key").contains("`homeroom explain tool.pilot`"));
}

#[test]
fn an_undeclared_school_gets_the_advice_to_declare_it_in_the_settings() {
    let pilot = "pilot: { from: 2026-11-02, until: 2026-12-04, schools: [Mill Pond], teachers: 3 }";
    let help = help_of(&tool(pilot), "unknown-choice");
    assert!(
        help.contains("homeroom.yaml") && help.contains("schools: [{ key: mill-pond, label: Mill Pond }]"),
        "{help}"
    );
    let help = help_of(&tool("support: [Help desk]"), "unknown-choice");
    assert!(help.contains("contacts: [{ key: help-desk, label: Help desk }]"), "{help}");
    let mut files = tool(pilot);
    files.push(("homeroom.yaml", "title: T\nvocabularies: { schools: [harbor] }\n".to_owned()));
    let help = help_of(&files, "unknown-choice");
    assert!(help.contains("`harbor`") && help.contains("`vocabularies: schools`"), "{help}");
}
