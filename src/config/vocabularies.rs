//! The setting `vocabularies`: subjects, schools, grade bands and further lists of words that content chooses from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::keys::BAD_SETTING;
use crate::diagnostic::Diagnostic;
use crate::document::{At, DUPLICATE_KEY};
use crate::schema::grades::GradeSet;
use crate::schema::scale::read_scale;
use crate::schema::{Choice, Scale, Scales};

/// The vocabularies of a site that declares none: common subjects and grade bands, no schools, no contacts.
pub(super) fn usual() -> Scales {
    let choice = |(key, label, also): (&str, &str, &[&str])| Choice {
        key: key.to_owned(),
        label: label.to_owned(),
        short: None,
        tone: None,
        group: None,
        describe: None,
        also: also.iter().map(|word| (*word).to_owned()).collect(),
        grades: GradeSet::default(),
    };
    let subjects: [(&str, &str, &[&str]); 8] = [
        ("english", "English language arts", &["ELA", "language arts", "reading", "writing", "literacy"]),
        ("math", "Mathematics", &["maths", "algebra", "geometry"]),
        ("science", "Science", &["biology", "chemistry", "physics", "STEM"]),
        ("social-studies", "Social studies", &["history", "geography", "civics", "economics"]),
        ("world-languages", "World languages", &["foreign language", "foreign languages", "Spanish", "French"]),
        ("arts", "Arts and music", &["art", "music", "drama", "theater"]),
        ("computing", "Computing", &["computer science", "CS", "coding", "technology"]),
        ("health", "Health and physical education", &["PE", "gym", "physical education"]),
    ];
    let bands = [("pk-2", "Grades PK–2"), ("3-5", "Grades 3–5"), ("6-8", "Grades 6–8"), ("9-12", "Grades 9–12")]
        .map(|(key, label)| Choice { grades: GradeSet::parse(key).unwrap_or_default(), ..choice((key, label, &[])) });
    let scale = |name: &str, choices: Vec<Choice>| (name.to_owned(), Arc::new(Scale::new(name, choices)));
    BTreeMap::from([
        scale("subjects", subjects.map(choice).to_vec()),
        scale("schools", Vec::new()),
        scale("grade_bands", bands.to_vec()),
        scale("contacts", Vec::new()),
    ])
}

/// Reads the vocabularies of a site. Each replaces the usual one of its name.
pub(super) fn read(at: &At<'_>, scales: &mut Scales, faults: &mut Vec<Diagnostic>) {
    let Some(entries) = at.entries() else {
        faults.push(at.wrong_type("vocabularies", "names with their choices"));
        return;
    };
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (name, value) in entries {
        if name == "contacts" || !seen.insert(name) {
            let message = format!("the vocabulary `{name}` is declared twice");
            faults.push(DUPLICATE_KEY.at(value.key_span(), message).help("keep one of the two"));
            continue;
        }
        let extra: &[&str] = if name == "grade_bands" { &["grades"] } else { &[] };
        let scale = read_scale(&value, name, extra, faults);
        if name == "grade_bands" {
            let has_grades =
                |item: &At<'_>| item.entries().is_some_and(|keys| keys.iter().any(|(key, _)| *key == "grades"));
            for item in value.items().unwrap_or_default().iter().filter(|item| !has_grades(item)) {
                let message = "a grade band has no `grades`";
                faults.push(BAD_SETTING.at(item.span(), message).help("write it as `{ key: upper, grades: 3-5 }`"));
            }
        }
        scales.insert(name.to_owned(), Arc::new(scale));
    }
}
