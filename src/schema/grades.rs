//! Grades: PK, K and 1 to 12, as sets.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::fingerprint::{Mix, Mixer};

/// One grade: 0 is PK, 1 is K, `n + 1` is grade n.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Grade(pub u8);

impl Grade {
    /// How many grades there are.
    pub(crate) const COUNT: u8 = 14;

    /// The grade that a word names.
    #[must_use]
    pub(crate) fn parse(word: &str) -> Option<Self> {
        match word.trim().to_ascii_lowercase().as_str() {
            "pk" | "pre-k" | "prek" => Some(Self(0)),
            "k" | "kg" => Some(Self(1)),
            digits => digits.parse().ok().filter(|grade| (1..=12).contains(grade)).map(|grade: u8| Self(grade + 1)),
        }
    }

    /// Every grade, from PK to 12.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT).map(Self)
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => f.write_str("PK"),
            1 => f.write_str("K"),
            grade => write!(f, "{}", grade - 1),
        }
    }
}

/// A set of grades, written `3-5`, `K`, `6, 8` or `PK-2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct GradeSet(u16);

/// Why a text cannot be read as grades.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GradeFault {
    /// A word that is not a grade.
    NoGrade(String),
    /// A range from a higher to a lower grade.
    Backwards(String),
    /// Nothing was written.
    Empty,
}

impl GradeSet {
    /// Reads grades and ranges, separated by commas.
    ///
    /// # Errors
    /// If a part of the text is not a grade or a range of grades; names that part.
    pub fn parse(text: &str) -> Result<Self, GradeFault> {
        if text.trim().eq_ignore_ascii_case("all") {
            return Ok(Grade::all().collect());
        }
        let mut set = Self::default();
        for part in text.split(',').map(str::trim) {
            if part.is_empty() {
                return Err(GradeFault::Empty);
            }
            if let Some(grade) = Grade::parse(part) {
                set.insert(grade);
                continue;
            }
            let no_grade = |word: &str| GradeFault::NoGrade(word.trim().to_owned());
            let Some((from, to)) = split_range(part) else { return Err(no_grade(part)) };
            let from_grade = Grade::parse(from).ok_or_else(|| no_grade(from))?;
            let to_grade = Grade::parse(to).ok_or_else(|| no_grade(to))?;
            if from_grade > to_grade {
                return Err(GradeFault::Backwards(part.to_owned()));
            }
            (from_grade.0..=to_grade.0).for_each(|grade| set.insert(Grade(grade)));
        }
        Ok(set)
    }

    fn insert(&mut self, grade: Grade) {
        self.0 |= 1 << grade.0;
    }

    /// Whether the set holds a grade.
    #[must_use]
    pub(crate) fn contains(self, grade: Grade) -> bool {
        self.0 & (1 << grade.0) != 0
    }

    /// Whether two sets share a grade.
    #[must_use]
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the set is empty.
    #[must_use]
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The grades, lowest first.
    pub(crate) fn iter(self) -> impl Iterator<Item = Grade> {
        Grade::all().filter(move |grade| self.contains(*grade))
    }

    /// The ranges of consecutive grades, each with its first and its last grade.
    #[must_use]
    pub(crate) fn runs(self) -> Vec<(Grade, Grade)> {
        let mut runs: Vec<(Grade, Grade)> = Vec::new();
        for grade in self.iter() {
            match runs.last_mut() {
                Some((_, last)) if last.0 + 1 == grade.0 => *last = grade,
                _ => runs.push((grade, grade)),
            }
        }
        runs
    }
}

impl FromIterator<Grade> for GradeSet {
    fn from_iter<I: IntoIterator<Item = Grade>>(grades: I) -> Self {
        let mut set = Self::default();
        grades.into_iter().for_each(|grade| set.insert(grade));
        set
    }
}

/// `3–5`, `6, 8`, `PK–2`: with an en dash, as pages show grades.
impl fmt::Display for GradeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let runs = self.runs().into_iter().map(|(first, last)| match last.0 - first.0 {
            0 => first.to_string(),
            _ => format!("{first}\u{2013}{last}"),
        });
        f.write_str(&runs.collect::<Vec<_>>().join(", "))
    }
}

impl Mix for GradeSet {
    fn mix(&self, mixer: Mixer) -> Mixer {
        mixer.with(&self.0)
    }
}

impl Serialize for GradeSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(|grade| grade.to_string()))
    }
}

/// Splits `3-5`, `3 – 5` and `3 to 5`. A word such as `pre-k` is tried before.
fn split_range(text: &str) -> Option<(&str, &str)> {
    if let Some(parts) = text.split_once(" to ").or_else(|| text.split_once(['\u{2013}', '\u{2014}'])) {
        return Some(parts);
    }
    // `pre-k-2`: the dash that ends a range is the last one.
    text.rsplit_once('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_prints() {
        for (written, printed) in [
            ("3-5", "3–5"),
            ("K", "K"),
            ("PK-2", "PK–2"),
            ("6, 8", "6, 8"),
            ("8,6,7", "6–8"),
            ("pre-k-k", "PK–K"),
            ("3 to 5", "3–5"),
            ("9–12", "9–12"),
            ("all", "PK–12"),
        ] {
            assert_eq!(GradeSet::parse(written).map(|set| set.to_string()), Ok(printed.to_owned()), "{written}");
        }
    }

    #[test]
    fn refuses() {
        assert_eq!(GradeSet::parse("13"), Err(GradeFault::NoGrade("13".to_owned())));
        assert_eq!(GradeSet::parse("5-3"), Err(GradeFault::Backwards("5-3".to_owned())));
        assert_eq!(GradeSet::parse("3-x"), Err(GradeFault::NoGrade("x".to_owned())));
        assert_eq!(GradeSet::parse("3,,4"), Err(GradeFault::Empty));
        assert_eq!(GradeSet::parse("0"), Err(GradeFault::NoGrade("0".to_owned())));
    }

    #[test]
    fn overlap() {
        let set = |text| GradeSet::parse(text).unwrap();
        assert!(set("3-5").overlaps(set("5-8")));
        assert!(!set("3-5").overlaps(set("6-8")));
    }
}
