//! Makes a site of any size for measuring: tool guides, lesson examples and plain pages, with typed front matter,
//! links, tables, lists and alerts. The same number of pages gives the same bytes.
//!
//! Words are as frequent as in natural text. The frequent words are those of this project's own pages, and the rare
//! ones are made up with the same sequences of letters.

use std::collections::{BTreeMap, HashSet};

/// The files of a site with about `pages` pages of content, each as path and text.
pub fn site(pages: usize) -> Vec<(String, String)> {
    let vocabulary = &Vocabulary::new();
    let tools = (pages * 45 / 100).max(1);
    let examples = (pages * 45 / 100).max(1);
    let guides = pages.saturating_sub(tools + examples);
    let mut files = vec![
        ("homeroom.yaml".to_owned(), SETTINGS.to_owned()),
        ("content/index.md".to_owned(), "# Handbook\n\nStart with the [tools](tools/).\n".to_owned()),
    ];
    files.extend(
        (0..tools).map(|number| (format!("content/tools/{}.md", tool_name(number)), tool(vocabulary, number, tools))),
    );
    files.extend(
        (0..examples).map(|number| {
            (format!("content/examples/{}.md", example_name(number)), example(vocabulary, number, tools))
        }),
    );
    files.extend(
        (0..guides).map(|number| (format!("content/guides/guide-{number}.md"), guide(vocabulary, number, tools))),
    );
    files
}

const SETTINGS: &str = "title: Measured Handbook
district: Measured Public Schools
base_url: https://handbook.measured.example/
vocabularies:
  subjects:
    - { key: english, label: English language arts }
    - { key: math, label: Mathematics }
    - { key: science, label: Science }
    - { key: arts, label: Arts and music }
  grade_bands:
    - { key: k-2, label: Grades K-2, grades: K-2 }
    - { key: 3-5, label: Grades 3-5, grades: 3-5 }
    - { key: 6-8, label: Grades 6-8, grades: 6-8 }
    - { key: 9-12, label: Grades 9-12, grades: 9-12 }
";

const SYLLABLES: [&str; 24] = [
    "an", "bel", "cor", "dan", "el", "fer", "gal", "hin", "is", "jor", "kel", "lum", "mar", "nos", "or", "pel", "quin",
    "ras", "sol", "tam", "ur", "ver", "win", "zed",
];

const COMMON: [&str; 40] = [
    "the", "students", "a", "class", "with", "answer", "and", "screen", "before", "teacher", "lesson", "on", "their",
    "group", "slide", "question", "of", "to", "in", "share", "work", "draft", "feedback", "rubric", "device", "week",
    "then", "read", "each", "pair", "record", "map", "one", "evidence", "grade", "sign", "page", "shows", "find",
    "keep",
];

/// The words of this project's pages, the most frequent first.
const WORDS: &str = include_str!("words.txt");

/// How many words there are, rare ones included.
const VOCABULARY: usize = 40_000;

/// Words with their frequencies.
struct Vocabulary {
    words: Vec<String>,
    /// For each word, the sum of its frequency and those of all words before it.
    sums: Vec<u64>,
}

impl Vocabulary {
    /// Makes the words. Their frequencies fall with the rank (Zipf's law).
    fn new() -> Self {
        let mut words: Vec<String> = WORDS.split_whitespace().map(str::to_owned).collect();
        let mut followers: BTreeMap<[u8; 2], Vec<u8>> = BTreeMap::new();
        for word in &words {
            let letters = [b"^^", word.as_bytes(), b"$"].concat();
            for run in letters.windows(3) {
                followers.entry([run[0], run[1]]).or_default().push(run[2]);
            }
        }
        let mut known: HashSet<String> = words.iter().cloned().collect();
        let mut numbers = Numbers { state: 7, vocabulary: &Self { words: Vec::new(), sums: Vec::new() } };
        while words.len() < VOCABULARY {
            let (mut last, mut word) = ([b'^', b'^'], String::new());
            while let Some(next) =
                followers.get(&last).map(|all| all[numbers.below(all.len())]).filter(|next| *next != b'$')
            {
                word.push(char::from(next));
                last = [last[1], next];
            }
            if (4..=13).contains(&word.len()) && known.insert(word.clone()) {
                words.push(word);
            }
        }
        let mut sum = 0;
        let sums = (0..words.len()).map(|rank| {
            sum += (1e12 / (rank as f64 + 2.7)) as u64;
            sum
        });
        let sums = sums.collect();
        Self { words, sums }
    }
}

/// Random numbers by SplitMix64, which are the same on every machine.
struct Numbers<'v> {
    state: u64,
    vocabulary: &'v Vocabulary,
}

impl Numbers<'_> {
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

fn word(numbers: &mut Numbers<'_>) -> String {
    let Vocabulary { words, sums } = numbers.vocabulary;
    let at = numbers.next() % sums.last().copied().unwrap_or(1);
    words[sums.partition_point(|sum| *sum <= at)].clone()
}

/// A heading of words that are not frequent, so that hardly another page has the same.
fn heading(numbers: &mut Numbers<'_>, count: usize) -> String {
    let rare = |numbers: &mut Numbers<'_>| numbers.vocabulary.words[300 + numbers.below(8_000)].clone();
    title(&(0..count).map(|_| rare(numbers)).collect::<Vec<_>>().join(" "))
}

fn words(numbers: &mut Numbers<'_>, count: usize) -> String {
    (0..count).map(|_| word(numbers)).collect::<Vec<_>>().join(" ")
}

fn sentence(numbers: &mut Numbers<'_>) -> String {
    let count = 6 + numbers.below(12);
    let text = words(numbers, count);
    format!("{}{}. ", text[..1].to_uppercase(), &text[1..])
}

fn paragraph(numbers: &mut Numbers<'_>) -> String {
    (0..3 + numbers.below(4)).map(|_| sentence(numbers)).collect::<String>().trim_end().to_owned()
}

fn tool_name(number: usize) -> String {
    format!("{}{}-{number}", SYLLABLES[number % 24], SYLLABLES[number / 24 % 24])
}

fn example_name(number: usize) -> String {
    format!("{}-{}-{number}", COMMON[number % 40], SYLLABLES[number / 40 % 24])
}

fn title(name: &str) -> String {
    let name = name.replace('-', " ");
    format!("{}{}", name[..1].to_uppercase(), &name[1..])
}

fn tool(vocabulary: &Vocabulary, number: usize, tools: usize) -> String {
    let numbers = &mut Numbers { state: number as u64, vocabulary };
    let name = tool_name(number);
    let category = numbers.of(&["live-lessons", "making", "documents", "talk", "practice"]);
    let (other, third) = (tool_name(numbers.below(tools)), tool_name(numbers.below(tools)));
    let day = 1 + numbers.below(28);
    let cents = numbers.below(100);
    let mut text = format!(
        "---\ntitle: {}\nsummary: {}.\ncategory: {category}\nstatus: {}\ngrades: {}\nsubjects: [{}, science]\nwebsite: https://{name}.example/\n\
         cost_model: free-with-premium\ncost: {{ amount: 3.{cents:02}, per: student and year, year: 2026, source: Purchase record }}\n\
         minimum_age: 13\nconsent: family\nconditions:\n  - {}\n  - {}\napproved_until: 2027-06-30\n\
         privacy: {{ ferpa: met, coppa: met, agreement: 2026-05-{day:02} }}\nsign_in: district\n\
         updated: 2026-09-{day:02}\nrelated: [tools/{other}]\n---\n\n",
        title(&name),
        words(numbers, 14),
        numbers.of(&["approved", "proposed"]),
        numbers.of(&["K-2", "3-5", "6-8", "9-12", "K-12"]),
        numbers.of(&["english", "math", "arts"]),
        words(numbers, 6),
        words(numbers, 8),
    );
    text.push_str(&format!("{}\n\nSee also [{}]({third}.md).\n\n", paragraph(numbers), title(&third)));
    text.push_str("> [!WARNING]\n> No form, no sign-in. Ask the office first.\n\n## How to start {#start}\n\n");
    for step in 1..=6 {
        text.push_str(&format!("{step}. {} **{}**.\n", sentence(numbers).trim_end(), words(numbers, 2)));
    }
    text.push_str("\n## Plans\n\n| Plan | Students | Price |\n| --- | ---: | ---: |\n");
    for row in 0..5 {
        text.push_str(&format!("| {} | {} | ${row}.50 |\n", words(numbers, 2), numbers.below(900)));
    }
    for _ in 0..3 {
        text.push_str(&format!("\n## {}\n\n{}\n\n{}\n", heading(numbers, 3), paragraph(numbers), paragraph(numbers)));
    }
    text
}

fn example(vocabulary: &Vocabulary, number: usize, tools: usize) -> String {
    let numbers = &mut Numbers { state: number as u64 + 1_000_000, vocabulary };
    let (one, other) = (tool_name(numbers.below(tools)), tool_name(numbers.below(tools)));
    let day = 1 + numbers.below(28);
    let mut text = format!(
        "---\ntitle: {} {number}\nsummary: {}.\ngrades: {}\nsubject: {}\ntime: 45 minutes\ntools: [{one}, {other}]\nsamr: {}\nstudent: {}\n\
         technology: {}\nrationale: {}\ndate: 2026-08-{day:02}\nupdated: 2026-10-{day:02}\n---\n\n## Goal\n\n{}\n\n## Plan\n\n",
        heading(numbers, 2),
        words(numbers, 16),
        numbers.of(&["K-2", "3-5", "6-8", "9-12"]),
        numbers.of(&["english", "math", "science", "arts"]),
        numbers.of(&["substitution", "augmentation", "modification", "redefinition"]),
        numbers.of(&["creative", "interactive", "passive"]),
        numbers.of(&["replaces", "amplifies", "transforms"]),
        words(numbers, 12),
        paragraph(numbers),
    );
    for step in 1..=5 {
        text.push_str(&format!("{step}. {}\n", sentence(numbers).trim_end()));
    }
    text.push_str(&format!(
        "\nDo it in [{}](../tools/{one}.md), or start [with the other](../tools/{other}.md#start).\n",
        title(&one)
    ));
    for _ in 0..2 {
        text.push_str(&format!("\n## {}\n\n{}\n\n{}\n", heading(numbers, 3), paragraph(numbers), paragraph(numbers)));
    }
    text
}

fn guide(vocabulary: &Vocabulary, number: usize, tools: usize) -> String {
    let numbers = &mut Numbers { state: number as u64 + 2_000_000, vocabulary };
    let mut text = format!("# {} {number}\n\n", heading(numbers, 3));
    for _ in 0..5 {
        let tool = tool_name(numbers.below(tools));
        text.push_str(&format!("## {}\n\n{}\n\n", heading(numbers, 3), paragraph(numbers)));
        text.push_str(&format!("- [{}](../tools/{tool}.md)\n- {}\n\n", title(&tool), sentence(numbers).trim_end()));
    }
    text
}
