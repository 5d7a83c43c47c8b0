//! Turns a block of code into HTML in which words have classes of colors.
//!
//! 1. The block's language names one of the grammars that come with `syntect`. No other file names `syntect`.
//! 2. The grammar gives each word a stack of scopes: hundreds of names, made for editors.
//! 3. A short table turns scopes into the six classes that a theme colors. Neighbors of one class become one element.
//!
//! A block that is too large, or that a grammar cannot read, is shown without colors.

use std::fmt;
use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::diagnostic::did_you_mean;
use crate::escape;

/// The longest block and the longest line that get colors, in bytes. The time of a grammar grows faster than the length
/// of a line.
const LONGEST: (usize, usize) = (100_000, 2_000);

/// Languages that have no grammar of their own, each with the grammar that is used for it.
const ALIASES: [(&str, &str); 8] = [
    ("csharp", "cs"),
    ("javascriptreact", "js"),
    ("jsonc", "json"),
    ("jsx", "js"),
    ("kotlin", "java"),
    ("shell", "sh"),
    ("ts", "js"),
    ("typescript", "js"),
];

/// Names for a block that is in no programming language. They need no grammar.
const PLAIN: [&str; 10] =
    ["text", "txt", "plain", "plaintext", "none", "console", "output", "scratch", "pseudocode", "csv"];

/// The classes, each with the scopes that get it. The innermost scope that has a class counts. If two names fit a
/// scope, the longer one counts.
const CLASSES: [(&str, &[&str]); 6] = [
    ("hl-comment", &["comment", "punctuation.definition.comment"]),
    ("hl-string", &["string", "markup.raw", "constant.character", "punctuation.definition.string"]),
    ("hl-number", &["constant", "punctuation.definition.constant"]),
    (
        "hl-keyword",
        &[
            "keyword",
            "storage",
            "entity.name.tag",
            "variable.language",
            "markup.heading",
            "keyword.operator.word",
            "keyword.operator.logical.python",
        ],
    ),
    ("hl-name", &["entity.name.function", "support.function", "variable.function", "meta.function-call.generic"]),
    ("hl-type", &["entity.name", "entity.other", "support", "variable.annotation"]),
];

/// Scopes that get no class, although a shorter name in `CLASSES` fits them. Colored operators would make a page
/// restless.
const QUIET: [&str; 4] = ["keyword.operator", "punctuation", "source", "meta.interpolation"];

/// Turns code into HTML. Loads the grammars on first use, because a site without code does not need them.
pub struct Highlighter {
    grammars: LazyLock<SyntaxSet>,
    classes: LazyLock<Vec<(Scope, Option<&'static str>)>>,
}

impl fmt::Debug for Highlighter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Highlighter")
    }
}

impl Default for Highlighter {
    fn default() -> Self {
        Self { grammars: LazyLock::new(SyntaxSet::load_defaults_newlines), classes: LazyLock::new(classes) }
    }
}

fn classes() -> Vec<(Scope, Option<&'static str>)> {
    let scope = |name: &str| Scope::new(name).ok();
    let colored = CLASSES.iter().flat_map(|(class, names)| names.iter().map(move |name| (*name, Some(*class))));
    let quiet = QUIET.iter().map(|name| (*name, None));
    colored.chain(quiet).filter_map(|(name, class)| Some((scope(name)?, class))).collect()
}

impl Highlighter {
    /// Whether a language has a grammar or needs none.
    #[must_use]
    pub(crate) fn knows(&self, language: &str) -> bool {
        PLAIN.contains(&language.to_ascii_lowercase().as_str()) || self.grammar(language).is_some()
    }

    /// The known language whose name is most similar; `None` if no name is similar.
    #[must_use]
    pub(crate) fn nearest(&self, language: &str) -> Option<&str> {
        let grammars = self.grammars.syntaxes().iter().flat_map(|grammar| &grammar.file_extensions);
        let names = grammars.map(String::as_str).chain(ALIASES.map(|(alias, _)| alias)).chain(PLAIN).chain(NAMES);
        did_you_mean(&language.to_ascii_lowercase(), names)
    }

    fn grammar(&self, language: &str) -> Option<&SyntaxReference> {
        let language = language.to_ascii_lowercase();
        let alias = ALIASES.iter().find(|(alias, _)| *alias == language).map(|(_, name)| *name);
        let found = self.grammars.find_syntax_by_token(alias.unwrap_or(&language));
        found.filter(|grammar| grammar.name != "Plain Text")
    }

    /// The code as escaped HTML, with classes if the language has a grammar.
    #[must_use]
    pub(crate) fn html(&self, language: &str, code: &str) -> String {
        let sizes = (code.len(), code.lines().map(str::len).max().unwrap_or_default());
        let grammar = self.grammar(language).filter(|_| sizes.0 <= LONGEST.0 && sizes.1 <= LONGEST.1);
        grammar.and_then(|grammar| self.colored(grammar, code)).unwrap_or_else(|| escaped(code))
    }

    fn colored(&self, grammar: &SyntaxReference, code: &str) -> Option<String> {
        let (mut state, mut stack) = (ParseState::new(grammar), ScopeStack::new());
        let mut writer = Writer { html: String::with_capacity(code.len() * 2), open: None };
        for line in code.split_inclusive('\n') {
            let changes = state.parse_line(line, &self.grammars).ok()?;
            let mut written = 0;
            for (at, change) in &changes {
                writer.write(self.class(&stack), line.get(written..*at)?);
                written = *at;
                stack.apply(change).ok()?;
            }
            writer.write(self.class(&stack), line.get(written..)?);
        }
        Some(writer.finish())
    }

    /// The class of a text that stands in these scopes.
    fn class(&self, stack: &ScopeStack) -> Option<&'static str> {
        stack.as_slice().iter().rev().find_map(|scope| {
            let fitting = self.classes.iter().filter(|(wanted, _)| wanted.is_prefix_of(*scope));
            fitting.max_by_key(|(wanted, _)| wanted.len()).map(|(_, class)| *class)
        })?
    }
}

/// Common names of languages, for "did you mean". The grammars list only the endings of files.
const NAMES: [&str; 12] =
    ["bash", "css", "html", "java", "javascript", "json", "markdown", "python", "ruby", "rust", "sql", "yaml"];

struct Writer {
    html: String,
    open: Option<&'static str>,
}

impl Writer {
    fn write(&mut self, class: Option<&'static str>, text: &str) {
        if text.is_empty() {
            return;
        }
        // White space has no color, so it joins the open element and never splits it.
        let class = if text.trim().is_empty() { self.open } else { class };
        if class != self.open {
            self.close();
            if let Some(class) = class {
                self.html.push_str("<span class=\"");
                self.html.push_str(class);
                self.html.push_str("\">");
            }
            self.open = class;
        }
        escape::text(&mut self.html, text);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            // White space at the end of a line stays outside of the element.
            let end = self.html.trim_end_matches(['\n', ' ']).len();
            let space = self.html.split_off(end);
            self.html.push_str("</span>");
            self.html.push_str(&space);
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.html
    }
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    escape::text(&mut html, text);
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(language: &str, code: &str) -> String {
        Highlighter::default().html(language, code)
    }

    /// The text that a browser shows of the HTML.
    fn shown(html: &str) -> String {
        let mut text = String::new();
        let mut rest = html;
        while let Some((before, after)) = rest.split_once('<') {
            text.push_str(before);
            rest = after.split_once('>').map_or("", |(_, rest)| rest);
        }
        (text + rest).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    }

    #[test]
    fn puts_words_into_classes() {
        for (language, code, expected) in [
            (
                "python",
                "# Add\ndef add(a):\n    return a + \"<1>\"\n",
                "[comment:# Add]\n[keyword:def] [name:add](a):\n    [keyword:return] a + [string:\"&lt;1&gt;\"]\n",
            ),
            (
                "html",
                "<h1 class=\"big\">Hi</h1><!-- x -->\n",
                "&lt;[keyword:h1] [type:class]=[string:\"big\"]&gt;Hi&lt;/[keyword:h1]&gt;[comment:&lt;!-- x --&gt;]\n",
            ),
            ("json", "{\"a\": [1, true]}\n", "{[string:\"a\"]: [[number:1], [number:true]]}\n"),
            ("yaml", "a: [1, two] # three\n", "[keyword:a]: [[number:1], [string:two]] [comment:# three]\n"),
            ("css", ".b { color: #fff; }\n", ".[type:b] { [type:color]: [number:#fff]; }\n"),
            ("sql", "SELECT name FROM tools; -- c\n", "[keyword:SELECT] name [keyword:FROM] tools; [comment:-- c]\n"),
            (
                "bash",
                "for f in *.md; do echo 'f'; done\n",
                "[keyword:for] f [keyword:in] *.md; [keyword:do] [name:echo] [string:'f']; [keyword:done]\n",
            ),
            ("java", "private int n = 1; // c\n", "[keyword:private int] n = [number:1]; [comment:// c]\n"),
            ("c", "#include <stdio.h>\nint n;\n", "[keyword:#include] [string:&lt;stdio.h&gt;]\n[keyword:int] n;\n"),
            ("TS", "let n = new Map();\n", "[keyword:let] n = [keyword:new] [type:Map]();\n"),
            ("none", "a < b\n", "a &lt; b\n"),
        ] {
            let html = html(language, code);
            assert_eq!(html.replace("<span class=\"hl-", "[").replace("\">", ":").replace("</span>", "]"), expected);
        }
    }

    #[test]
    fn every_language_of_a_computing_class_has_a_grammar() {
        let highlighter = Highlighter::default();
        for language in NAMES
            .iter()
            .chain(&["py", "js", "Java", "c", "c++", "cpp", "c#", "cs", "php", "go", "r", "lua", "xml", "sh"])
        {
            assert!(highlighter.knows(language), "{language}");
            assert!(highlighter.grammar(language).is_some(), "{language}");
        }
        assert!(highlighter.knows("scratch") && highlighter.knows("text"));
        assert!(!highlighter.knows("pyhton"));
        assert_eq!(highlighter.nearest("pyhton"), Some("python"));
    }

    #[test]
    fn no_letter_is_lost() {
        let hostile = "\u{0}<script>&\"'`{{ é \u{2028}\r\n\t*/ --> ]]> \\ ''' \"\"\"\n";
        for language in
            ["python", "html", "js", "css", "json", "yaml", "bash", "sql", "java", "c", "none", "", "markdown"]
        {
            for code in [hostile, "", "\n", "a", "  \n\n x \n", &"(".repeat(3000), &"x = [\n".repeat(200)] {
                assert_eq!(shown(&html(language, code)), code, "{language}");
            }
        }
    }
}
