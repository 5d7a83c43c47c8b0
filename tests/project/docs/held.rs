//! Compares what the documents list and show with the program.

use super::*;

#[test]
fn every_setting_has_its_heading() {
    let document = document("docs/configuration.md");
    let documented: Vec<&str> = document.headings.iter().filter_map(|(_, words)| code(words)).collect();
    assert_eq!(set(documented.iter().copied()), set(homeroom::config::KEYS));
    assert_eq!(documented.len(), homeroom::config::KEYS.len(), "a key is documented twice");
}

#[test]
fn the_documented_grammar_of_kinds_is_complete() {
    let document = document("docs/kinds.md");
    assert_eq!(set(document.keys_below("The keys of a kind")), set(KIND_KEYS));
    assert_eq!(set(document.keys_below("Types")), set(TypeName::NAMES));
    assert_eq!(set(document.keys_below("What a field declares")), set(FieldKey::NAMES));
    assert_eq!(set(document.keys_below("Views")), set(Shape::NAMES));
    let base: Vec<&str> = base::FIELDS
        .lines()
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split_once(':').map(|(name, _)| name))
        .collect();
    assert_eq!(set(document.rows("Fields of every entry")), set(base));
}

#[test]
fn every_promise_in_the_security_document_names_a_test() {
    let mut tests = String::new();
    for folder in ["src", "tests"] {
        let files = walkdir::WalkDir::new(root().join(folder)).into_iter().map(|entry| entry.expect("a file"));
        let rust = files.filter(|entry| entry.path().extension().is_some_and(|end| end == "rs"));
        rust.for_each(|entry| tests.push_str(&fs::read_to_string(entry.path()).expect("a text")));
    }
    let document = document("docs/security.md");
    let mut promises = 0;
    for (_, line) in document.lines.iter().filter(|(_, line)| line.starts_with("| ") && line.contains('`')) {
        // The last cell of a row names the tests.
        let cell = line.trim_end_matches([' ', '|']).rsplit('|').next().expect("a cell");
        for name in cell.split(", ").filter_map(|name| code(name.trim())) {
            let is_there =
                if name.contains('/') { root().join(name).exists() } else { tests.contains(&format!("fn {name}(")) };
            assert!(is_there, "docs/security.md names the test {name}, which is not there");
            promises += 1;
        }
    }
    assert!(promises > 60, "{promises} tests are named");
}

#[test]
fn every_template_is_named() {
    let folder = root().join("themes/default/templates");
    let files = walkdir::WalkDir::new(&folder).into_iter().map(|entry| entry.expect("a template"));
    let files = files.filter(|entry| entry.file_type().is_file());
    let names: Vec<String> =
        files.map(|entry| entry.path().strip_prefix(&folder).expect("below").to_string_lossy().into_owned()).collect();
    let document = document("docs/themes.md");
    assert_eq!(set(document.rows("Templates")), set(names.iter().map(String::as_str)));
}

/// A type that templates see: its name and its fields, or the variants of an enum with their fields. A flattened field
/// is written `name:Type`.
struct Model {
    name: String,
    is_enum: bool,
    fields: Vec<String>,
}

/// The types of a source file that are serialized. They are found by the form that rustfmt gives them.
fn models(path: &str) -> Vec<Model> {
    let source = text(path);
    let mut models: Vec<Model> = Vec::new();
    let (mut serialized, mut inside, mut flattened) = (false, false, false);
    // Templates see a type and its fields even if it is not `pub`.
    let source = source.replace("pub(crate) ", "pub ");
    for line in source.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [derive, ..] if derive.starts_with("#[derive(") => serialized = line.contains("Serialize"),
            ["pub" | "pub(crate)", kind @ ("struct" | "enum"), name, "{"] if serialized => {
                models.push(Model { name: (*name).to_owned(), is_enum: *kind == "enum", fields: Vec::new() });
                inside = true;
            }
            _ if line == "}" => (inside, serialized) = (false, false),
            // Templates see a variant without fields as a word.
            [name]
                if inside
                    && line.starts_with("    ")
                    && name.trim_end_matches(',').chars().all(char::is_alphabetic) =>
            {
                let model = models.last_mut().expect("a type");
                if model.is_enum {
                    model.fields.push(kebab(name.trim_end_matches(',')));
                }
            }
            ["#[serde(flatten)]"] => flattened = true,
            ["pub", name, held] if inside && flattened => {
                let held = held.trim_end_matches(',');
                models.last_mut().expect("a type").fields.push(format!("{name}{held}"));
                flattened = false;
            }
            ["pub", name, ..] if inside && name.ends_with(':') => {
                models.last_mut().expect("a type").fields.push(name.trim_end_matches(':').to_owned());
            }
            [name, ..] if inside && line.starts_with("        ") && name.ends_with(':') => {
                models.last_mut().expect("a type").fields.push(name.trim_end_matches(':').to_owned());
            }
            _ => {}
        }
    }
    models
}

/// `YesIf` as `yes-if`.
fn kebab(name: &str) -> String {
    let mut word = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !word.is_empty() {
            word.push('-');
        }
        word.extend(letter.to_lowercase());
    }
    word
}

#[test]
fn every_field_that_a_template_sees_is_documented() {
    let mut sources = vec![
        "direction.rs".to_owned(),
        "page/model.rs".to_owned(),
        "verdict/answer.rs".to_owned(),
        "checklist.rs".to_owned(),
    ];
    let views = fs::read_dir(root().join("src/view")).expect("views").map(|entry| entry.expect("a view").file_name());
    let mut views: Vec<String> = views.map(|name| format!("view/{}", name.to_string_lossy())).collect();
    views.retain(|name| name != "view/mod.rs");
    views.sort();
    sources.extend(views);
    let found: Vec<(String, Vec<Model>)> = sources
        .iter()
        .map(|source| {
            let stem = Path::new(source).file_stem().expect("a name").to_string_lossy().into_owned();
            (stem, models(&format!("src/{source}")))
        })
        .collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, models) in &found {
        models.iter().for_each(|model| *counts.entry(model.name.clone()).or_default() += 1);
    }
    // Several views have rows; the name of the view tells them apart.
    let mut models: Vec<Model> = Vec::new();
    for (stem, of_file) in found {
        for model in of_file {
            let name = if counts[&model.name] > 1 { format!("{stem}::{}", model.name) } else { model.name };
            models.push(Model { name, ..model });
        }
    }
    models.extend(self::models("src/config/contacts.rs").into_iter().filter(|model| model.name == "Contact"));
    // A template sees the fields of a flattened struct as fields of the struct that holds it.
    let structs = models.iter().filter(|model| !model.is_enum);
    let fields_of: BTreeMap<String, Vec<String>> =
        structs.map(|model| (model.name.clone(), model.fields.clone())).collect();
    for model in &mut models {
        let seen = |field: &String| match field.split_once(':') {
            Some((name, held)) => fields_of.get(held).cloned().unwrap_or_else(|| vec![name.to_owned()]),
            None => vec![field.clone()],
        };
        model.fields = model.fields.iter().flat_map(seen).collect();
    }
    let document = document("docs/themes.md");
    let documented = set(document.keys_below("The model"));
    let there = set(models.iter().map(|model| model.name.as_str()));
    assert_eq!(documented, there);
    assert!(models.len() > 20, "the scan of the sources finds too little");
    for Model { name, is_enum, fields } in &models {
        let heading = format!("`{name}`");
        assert!(!fields.is_empty(), "{name}: the scan found no fields");
        if *is_enum {
            let under = document.under(&heading);
            let missing: Vec<_> = fields.iter().filter(|field| !under.contains(&format!("`{field}`"))).collect();
            assert!(missing.is_empty(), "docs/themes.md, {name}: {missing:?}");
        } else {
            assert_eq!(set(document.rows(&heading)), set(fields.iter().map(String::as_str)), "docs/themes.md, {name}");
        }
    }
}

/// The blocks of a document that name a file, as one site for each heading.
fn sites(path: &str) -> BTreeMap<(usize, String), Vec<(VPath, String)>> {
    let document = document(path);
    let mut sites: BTreeMap<(usize, String), Vec<(VPath, String)>> = BTreeMap::new();
    for Block { heading, info, text } in document.blocks {
        let Some((_, file)) = info.split_once(' ') else { continue };
        let file = VPath::new(file).unwrap_or_else(|| panic!("{path}: `{file}` is no path of a site"));
        let words = document.headings[heading].1.clone();
        sites.entry((heading, words)).or_default().push((file, text));
    }
    sites
}

#[test]
fn examples_in_the_documents_build() {
    let mut built_sites = 0;
    // The examples of the checks have faults on purpose, so they are left out.
    for path in documents().iter().filter(|path| *path != "docs/checks.md") {
        for ((_, heading), example) in sites(path) {
            let mut files: BTreeMap<VPath, File> = BTreeMap::new();
            let home = (VPath::new("content/index.md").expect("a path"), "# Home\n".to_owned());
            // An example has to hold all kinds that it needs, since a new site has no others.
            for (file, text) in [home].into_iter().chain(example) {
                files.insert(file, File::Text { fingerprint: Fingerprint::of(text.as_bytes()), text: text.into() });
            }
            let snapshot = Snapshot { files, today: jiff::civil::date(2026, 11, 22), options: Options::default() };
            let built = build(&snapshot, &Memos::default());
            // A single lesson leaves squares of its matrix empty. That is a hint and not a fault.
            let told = built.diagnostics.iter().filter(|d| d.severity != Severity::Info);
            let told: Vec<String> = told.map(|d| format!("{}: {}", d.rule.code, d.message)).collect();
            assert!(told.is_empty(), "{path}, under `{heading}`: {told:#?}");
            built_sites += 1;
        }
    }
    assert!(built_sites > 40, "only {built_sites} examples were found");
}

#[test]
fn the_documented_fields_are_the_fields_of_the_program() {
    let kinds = homeroom::site::kinds_that_ship();
    let reference = homeroom::schema::describe::reference(&homeroom::schema::describe::sheets(&kinds));
    let is_same = text("docs/fields.md") == reference;
    assert!(is_same, "docs/fields.md is stale; run `cargo run -- explain --fields --markdown > docs/fields.md`");
}

/// The commands in the shell blocks of a document, and those that are code in its text.
fn commands(path: &str) -> Vec<String> {
    let document = document(path);
    let in_blocks = document.blocks.iter().filter(|block| block.info == "sh").flat_map(|block| block.text.lines());
    let mut commands: Vec<String> =
        in_blocks.map(|line| line.split('#').next().unwrap_or("").trim().to_owned()).collect();
    for (_, line) in &document.lines {
        let spans = line.split('`').skip(1).step_by(2);
        commands.extend(spans.filter(|span| span.starts_with("homeroom ")).map(str::to_owned));
    }
    commands.retain(|command| !command.is_empty());
    commands
}

fn help(subcommand: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_homeroom")).args([subcommand, "--help"]).output().expect("a run");
    assert!(output.status.success(), "there is no command `homeroom {subcommand}`");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn commands_in_the_documents_exist() {
    let mut tried = 0;
    for path in documents().iter().filter(|path| *path != "docs/checks.md") {
        for command in commands(path) {
            let words: Vec<&str> = command.split_whitespace().collect();
            let arguments = match words.as_slice() {
                ["homeroom", arguments @ ..] | ["cargo", "run", "--release", "--", arguments @ ..] => arguments,
                ["cargo" | "git" | "cd" | "cp" | "mkdir", ..] => continue,
                [script, ..] if Path::new(script).components().count() > 1 => {
                    assert!(root().join(script).is_file(), "{path}: there is no `{script}`");
                    continue;
                }
                _ => panic!("{path}: `{command}` is not known to this test"),
            };
            let [subcommand, options @ ..] = arguments else { continue };
            if subcommand.starts_with('-') {
                continue;
            }
            let help = help(subcommand);
            for option in options.iter().filter(|option| option.starts_with("--")) {
                assert!(help.contains(option), "{path}: `homeroom {subcommand}` has no `{option}`");
            }
            tried += 1;
        }
    }
    assert!(tried > 5, "only {tried} commands were found");
}

/// A checkout that keeps its token writes it to `.git/config`, beside the files that are built and published.
#[test]
fn a_workflow_that_checks_out_the_site_keeps_no_token() {
    let mut checkouts = 0;
    for path in documents() {
        for block in document(&path).blocks.iter().filter(|block| block.info == "yaml") {
            let steps = block.text.split("- uses: ").skip(1).filter(|step| step.starts_with("actions/checkout@"));
            for step in steps {
                let step = step.split("\n      - ").next().unwrap_or_default();
                assert!(step.contains("persist-credentials: false"), "{path}: the checkout keeps its token");
                checkouts += 1;
            }
        }
    }
    assert!(checkouts > 0, "no workflow was found");
}

#[test]
fn links_between_documents_lead_somewhere() {
    let read = |path: &str| parse(&text(path), &MarkdownStyle::default());
    for path in documents() {
        let folder = Path::new(&path).parent().expect("a folder").to_owned();
        for link in read(&path).links {
            if link.destination.contains("://") {
                continue;
            }
            let (file, anchor) = link.destination.split_once('#').unwrap_or((&link.destination, ""));
            let target = if file.is_empty() { path.clone() } else { folder.join(file).to_string_lossy().into_owned() };
            let there = root().join(&target);
            assert!(there.exists(), "{path}: `{}` leads nowhere", link.destination);
            if !anchor.is_empty() {
                let anchors = read(&target).anchors;
                assert!(anchors.iter().any(|id| id == anchor), "{path}: `{}`: {anchors:?}", link.destination);
            }
        }
    }
}

#[test]
fn every_room_has_a_line_in_the_architecture() {
    let architecture = text("ARCHITECTURE.md");
    for entry in fs::read_dir(root().join("src")).expect("src") {
        let entry = entry.expect("a module");
        let slash = if entry.path().is_dir() { "/" } else { "" };
        let name = format!("`{}{slash}`", entry.file_name().to_string_lossy());
        assert!(architecture.contains(&name), "ARCHITECTURE.md does not name {name}");
    }
}

#[test]
fn every_dependency_has_a_documented_reason() {
    let manifest = text("Cargo.toml");
    let design = document("DESIGN.md");
    let mut section = "";
    let mut names = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            // `target.'cfg(unix)'.dependencies` are dependencies too.
            section = line.trim_matches(['[', ']']).rsplit('.').next().unwrap_or_default();
        } else if let Some((name, _)) = line.split_once(" = ")
            && ["dependencies", "dev-dependencies"].contains(&section)
        {
            names.push(name);
        }
    }
    let documented = design.rows("Why is each dependency there?");
    assert_eq!(set(documented), set(names));
}
