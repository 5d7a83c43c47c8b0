//! Writes a site of any size: `cargo run --release --example generate -- 1000 /tmp/site`.

mod sample;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let pages = arguments.next().and_then(|count| count.parse().ok());
    let (Some(pages), Some(folder)) = (pages, arguments.next()) else {
        eprintln!("usage: generate PAGES FOLDER");
        return ExitCode::from(2);
    };
    for (path, text) in sample::site(pages) {
        let path = Path::new(&folder).join(path);
        let written = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, text));
        if let Err(error) = written {
            eprintln!("{}: {error}", path.display());
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
