//! Writes a site of any size: `cargo run --release --example generate -- 1000 /tmp/site`. With `--faults FORM` before
//! the number, it writes a site with that number of faults of this form. With only `--faults`, it lists the forms, each
//! with the number with which `benches/measure` starts.

mod faults;
mod sample;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (files, folder) = match arguments.as_slice() {
        ["--faults"] => {
            for (name, count, _) in faults::FORMS {
                println!("{count} {name}");
            }
            return ExitCode::SUCCESS;
        }
        ["--faults", form, count, folder] => {
            let form = faults::FORMS.iter().find(|(name, ..)| name == form);
            (form.zip(count.parse().ok()).map(|((.., site), count)| site(count)), *folder)
        }
        [pages, folder] => (pages.parse().ok().map(sample::site), *folder),
        _ => (None, ""),
    };
    let Some(files) = files else {
        eprintln!("usage: generate [--faults FORM] COUNT FOLDER");
        return ExitCode::from(2);
    };
    for (path, text) in files {
        let path = Path::new(folder).join(path);
        let written = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, text));
        if let Err(error) = written {
            eprintln!("{}: {error}", path.display());
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
