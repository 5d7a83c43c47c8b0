//! Formulas: LaTeX to MathML, and to plain text for search and summaries.
//!
//! 1. `find` tells which texts are formulas.
//! 2. `faults` looks for what cannot be read or shall not be, and finds its place.
//! 3. pulldown-latex parses what is left; its own writer is not used, since it marks faults with inline styles.
//! 4. `writer` writes MathML Core and plain text from the parser's events, with `table` and `signs`.
//!
//! A formula is short, is not nested deep and defines no commands, so that none can hang or grow.

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
