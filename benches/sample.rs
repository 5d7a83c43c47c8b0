//! A site of any size for measuring: tool guides, lesson examples and plain pages, with typed front
//! matter, links, tables, lists and alerts. The same number of pages gives the same bytes.

/// The files of a site with about `pages` pages of content, as path and text.
pub fn site(pages: usize) -> Vec<(String, String)> {
    let tools = (pages * 45 / 100).max(1);
    let examples = (pages * 45 / 100).max(1);
    let guides = pages.saturating_sub(tools + examples);
    let mut files = vec![
        ("homeroom.yaml".to_owned(), SETTINGS.to_owned()),
        ("content/index.md".to_owned(), "# Handbook\n\nStart with the [tools](tools/).\n".to_owned()),
    ];
    files.extend((0..tools).map(|number| (format!("content/tools/{}.md", tool_name(number)), tool(number, tools))));
    files.extend(
        (0..examples).map(|number| (format!("content/examples/{}.md", example_name(number)), example(number, tools))),
    );
    files.extend((0..guides).map(|number| (format!("content/guides/guide-{number}.md"), guide(number, tools))));
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

/// SplitMix64: small, and the same everywhere.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
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

/// Two thirds of the words are common; the rest come from a vocabulary of some fourteen thousand.
fn word(numbers: &mut Numbers) -> String {
    if numbers.below(3) > 0 {
        return numbers.of(&COMMON).to_owned();
    }
    (0..2 + numbers.below(2)).map(|_| numbers.of(&SYLLABLES)).collect()
}

fn words(numbers: &mut Numbers, count: usize) -> String {
    (0..count).map(|_| word(numbers)).collect::<Vec<_>>().join(" ")
}

fn sentence(numbers: &mut Numbers) -> String {
    let count = 6 + numbers.below(12);
    let text = words(numbers, count);
    format!("{}{}. ", text[..1].to_uppercase(), &text[1..])
}

fn paragraph(numbers: &mut Numbers) -> String {
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

fn tool(number: usize, tools: usize) -> String {
    let numbers = &mut Numbers(number as u64);
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
        text.push_str(&format!(
            "\n## {}\n\n{}\n\n{}\n",
            title(&words(numbers, 3)),
            paragraph(numbers),
            paragraph(numbers)
        ));
    }
    text
}

fn example(number: usize, tools: usize) -> String {
    let numbers = &mut Numbers(number as u64 + 1_000_000);
    let (one, other) = (tool_name(numbers.below(tools)), tool_name(numbers.below(tools)));
    let day = 1 + numbers.below(28);
    let mut text = format!(
        "---\ntitle: {}\nsummary: {}.\ngrades: {}\nsubject: {}\ntime: 45 minutes\ntools: [{one}, {other}]\nsamr: {}\nstudent: {}\n\
         technology: {}\nrationale: {}\ndate: 2026-08-{day:02}\nupdated: 2026-10-{day:02}\n---\n\n## Goal\n\n{}\n\n## Plan\n\n",
        title(&example_name(number)),
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
        text.push_str(&format!(
            "\n## {}\n\n{}\n\n{}\n",
            title(&words(numbers, 3)),
            paragraph(numbers),
            paragraph(numbers)
        ));
    }
    text
}

fn guide(number: usize, tools: usize) -> String {
    let numbers = &mut Numbers(number as u64 + 2_000_000);
    let mut text = format!("# {} {number}\n\n", title(&words(numbers, 3)));
    for _ in 0..5 {
        let tool = tool_name(numbers.below(tools));
        text.push_str(&format!("## {}\n\n{}\n\n", title(&words(numbers, 3)), paragraph(numbers)));
        text.push_str(&format!("- [{}](../tools/{tool}.md)\n- {}\n\n", title(&tool), sentence(numbers).trim_end()));
    }
    text
}
