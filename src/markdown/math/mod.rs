//! Formulas: LaTeX to MathML, and to plain text for search and summaries.
//!
//! 1. `find` decides which texts are formulas.
//! 2. `faults` finds what cannot be read or is not allowed, with its place.
//! 3. pulldown-latex parses the rest. Its own writer is not used, because it marks faults with inline styles.
//! 4. `writer` writes MathML Core and plain text from the parser's events, with `table` and `signs`.
//!
//! A formula is short, is not nested deeply and defines no commands, so none can hang the build or grow without limit.

pub(crate) mod elements;
mod faults;
pub(crate) mod find;
pub(crate) mod formula;
mod letters;
mod signs;
mod table;
mod writer;
mod written;

#[cfg(test)]
mod tests;
