//! Table cells that a page does not show, and code that a pipe divides.

use super::lost::each;
use crate::diagnostic::{Diagnostic, rule};
use crate::document::excerpt;
use crate::markdown::Why;
use crate::scene::Scene;

rule! {
    /// A row has more cells than its table has columns. The page does not show the additional cells.
    ///
    /// A pipe starts a new cell, also inside code. Write a pipe that belongs to the text as `\|`.
    ///
    /// Bad:
    /// ```markdown content/tools.md
    /// # Tools
    ///
    /// | Tool | Age |
    /// | --- | --- |
    /// | Nearpod | 13 | needs a form |
    /// ```
    /// Good:
    /// ```markdown content/tools.md
    /// # Tools
    ///
    /// | Tool | Age | Note |
    /// | --- | --- | --- |
    /// | Nearpod | 13 | needs a form |
    /// ```
    pub(super) LOST_CELL = "lost-cell", Error
}

rule! {
    /// Code in a table contains a pipe. The pipe starts a new cell, so one cell shows the start of the code and the
    /// next one its end. Write `\|` for a pipe that does not start a cell.
    ///
    /// Bad:
    /// ```markdown content/keys.md
    /// # Keys
    ///
    /// | Search | Note |
    /// | --- | --- |
    /// | `red|blue` |
    /// ```
    /// Good:
    /// ```markdown content/keys.md
    /// # Keys
    ///
    /// | Search | Note |
    /// | --- | --- |
    /// | `red\|blue` | either |
    /// ```
    pub(super) SPLIT_CODE = "split-code", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    each(scene, |text, lost| {
        let words = excerpt(text.markdown.get(lost.range.clone()).unwrap_or_default()).replace('`', "");
        let span = text.span(&lost.range);
        match &lost.why {
            Why::Cell { split: Some(code) } => {
                let code = excerpt(text.markdown.get(code.clone()).unwrap_or_default()).replace('`', "");
                let help = format!("a pipe starts a new cell, even in the code `{code}`: write it as `\\|`");
                Some(
                    LOST_CELL
                        .at(span, format!("the table has no column for `{words}`, so the page does not show it"))
                        .help(help),
                )
            }
            Why::Cell { split: None } => {
                let help = "add a column to the first line of the table; if a pipe is not meant to start a cell, write `\\|`, also in code";
                Some(
                    LOST_CELL
                        .at(span, format!("the table has no column for `{words}`, so the page does not show it"))
                        .help(help),
                )
            }
            Why::SplitCode => {
                let message = format!("a pipe in a table starts a new cell, even in the code `{words}`");
                Some(SPLIT_CODE.at(span, message).help("write the pipe as `\\|`"))
            }
            _ => None,
        }
    })
}
