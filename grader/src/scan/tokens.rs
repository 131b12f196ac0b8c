//! A file's tokens in one flat list, each with its place, so that nothing here or after it recurses.
use super::Finding;
use super::rules::{NESTED_TOO_DEEPLY, TOO_MANY_TOKENS, UNREADABLE};
use proc_macro2::{Delimiter, Group, Spacing, Span, TokenStream, TokenTree, token_stream};
use std::ops::Range;

/// The most tokens of a file; the longest file of a usual exercise has a hundredth of it.
pub(super) const MOST_TOKENS: usize = 100_000;
/// How deep brackets may stand in brackets.
pub(super) const DEEPEST: usize = 256;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or a keyword; `raw` if it was written with `r#`, which makes a name of a keyword.
    Word { raw: bool },
    /// A sign; `joint` if the next one follows without a space.
    Sign { joint: bool },
    /// A string, a number, a character.
    Literal,
    /// An opening bracket; the number of the token that closes it.
    Open(usize),
    /// A closing bracket; the number of the token that opens it.
    Close(usize),
}

/// One token.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    /// As it is written, without `r#`.
    pub(super) text: &'a str,
    /// Where it stands, in bytes of the file.
    pub(super) range: Range<usize>,
}

impl Token<'_> {
    /// True for this sign or bracket.
    pub(super) fn is(&self, sign: &str) -> bool {
        matches!(
            self.kind,
            Kind::Sign { .. } | Kind::Open(_) | Kind::Close(_)
        ) && self.text == sign
    }

    /// True for this keyword, and not for a name that is written `r#` and like it.
    pub(super) fn is_keyword(&self, word: &str) -> bool {
        self.kind == (Kind::Word { raw: false }) && self.text == word
    }

    /// The name, if it is one.
    pub(super) fn word(&self) -> Option<&str> {
        matches!(self.kind, Kind::Word { .. }).then_some(self.text)
    }
}

/// The tokens of `text`, comments and documentation left out.
///
/// # Errors
/// If it is no Rust for proc-macro2, or is too much to look through.
pub(super) fn of(text: &str) -> Result<Vec<Token<'_>>, Finding> {
    let begin = first_line_of_code(text);
    let read = text[begin..].parse::<TokenStream>();
    let flat = match read {
        Ok(stream) => Flat::of(text, begin, stream),
        Err(error) => {
            let at = begin + error.span().byte_range().start;
            let message = "the grader cannot read this file";
            Err(Finding::new(&UNREADABLE, at..at, message))
        }
    };
    // proc-macro2 keeps every text it has read until it is told that no place in it is asked for again.
    proc_macro2::extra::invalidate_current_thread_spans();
    flat
}

/// Where the code begins: after a byte order mark and a line `#!/usr/bin/...`, as for rustc.
fn first_line_of_code(text: &str) -> usize {
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let mark = mark.min('\u{feff}'.len_utf8());
    let Some(rest) = text[mark..].strip_prefix("#!") else {
        return mark;
    };
    // An attribute of the file begins in the same way, perhaps with a comment in between.
    let program = rest.trim_start_matches([' ', '\t']);
    let comment = program.starts_with("//") || program.starts_with("/*");
    match program.starts_with('/') && !comment {
        true => text.find('\n').unwrap_or(text.len()),
        false => mark,
    }
}

struct Flat<'a> {
    text: &'a str,
    /// What was cut off before the tokens were read, in bytes.
    begin: usize,
    tokens: Vec<Token<'a>>,
}

impl<'a> Flat<'a> {
    fn of(text: &'a str, begin: usize, stream: TokenStream) -> Result<Vec<Token<'a>>, Finding> {
        let mut flat = Flat {
            text,
            begin,
            tokens: Vec::new(),
        };
        let mut open: Vec<(Group, usize, token_stream::IntoIter)> = Vec::new();
        let mut rest = stream.into_iter();
        loop {
            match rest.next() {
                Some(TokenTree::Group(group)) => {
                    if flat.is_documentation(group.span()) {
                        continue;
                    }
                    let begin = flat.push(Kind::Open(0), group.span_open())?;
                    if open.len() == DEEPEST {
                        let at = flat.tokens[begin].range.clone();
                        let message =
                            format!("brackets stand in each other more than {DEEPEST} deep");
                        return Err(Finding::new(&NESTED_TOO_DEEPLY, at, message));
                    }
                    let inside = group.stream().into_iter();
                    open.push((group, begin, std::mem::replace(&mut rest, inside)));
                }
                Some(tree) => flat.leaf(&tree)?,
                None => {
                    let Some((group, begin, outside)) = open.pop() else {
                        return Ok(flat.tokens);
                    };
                    let end = flat.push(Kind::Close(begin), group.span_close())?;
                    flat.tokens[begin].kind = Kind::Open(end);
                    debug_assert_ne!(group.delimiter(), Delimiter::None, "no text has these");
                    rest = outside;
                }
            }
        }
    }

    fn leaf(&mut self, tree: &TokenTree) -> Result<(), Finding> {
        let span = tree.span();
        if self.is_documentation(span) {
            return Ok(());
        }
        let kind = match tree {
            TokenTree::Ident(_) => Kind::Word {
                raw: self.text[self.range(span)].starts_with("r#"),
            },
            TokenTree::Punct(sign) => Kind::Sign {
                joint: sign.spacing() == Spacing::Joint,
            },
            _ => Kind::Literal,
        };
        self.push(kind, span).map(|_| ())
    }

    fn push(&mut self, kind: Kind, span: Span) -> Result<usize, Finding> {
        let range = self.range(span);
        if self.tokens.len() == MOST_TOKENS {
            let message = format!("this file has more than {MOST_TOKENS} tokens");
            return Err(Finding::new(&TOO_MANY_TOKENS, range, message));
        }
        let text = &self.text[range.clone()];
        let text = match kind {
            Kind::Word { raw: true } => &text["r#".len()..],
            _ => text,
        };
        self.tokens.push(Token { kind, text, range });
        Ok(self.tokens.len() - 1)
    }

    /// proc-macro2 makes an attribute of a documentation comment; each of its tokens has the comment's place.
    fn is_documentation(&self, span: Span) -> bool {
        let text = &self.text[self.range(span)];
        text.starts_with("//") || text.starts_with("/*")
    }

    fn range(&self, span: Span) -> Range<usize> {
        let range = span.byte_range();
        self.begin + range.start..self.begin + range.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        let tokens = of(text).unwrap();
        tokens.into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn tokens_keep_their_places_after_other_scripts_and_a_first_line_for_the_shell() {
        let text = "\u{feff}#!/usr/bin/env run\nlet größe = r#fn(\"ü\");";
        for token in of(text).unwrap() {
            assert!(text[token.range].ends_with(token.text));
        }
        assert_eq!(
            texts(text),
            ["let", "größe", "=", "fn", "(", "\"ü\"", ")", ";"]
        );
    }

    #[test]
    fn comments_and_documentation_are_no_tokens() {
        assert_eq!(
            texts("//! a\n/** b */ /* c */ fn f() {} // d"),
            ["fn", "f", "(", ")", "{", "}"]
        );
    }

    #[test]
    fn a_bracket_knows_where_it_is_closed() {
        let tokens = of("a([b])").unwrap();
        assert_eq!(tokens[1].kind, Kind::Open(5));
        assert_eq!(tokens[2].kind, Kind::Open(4));
    }

    #[test]
    fn brackets_are_counted_up_to_the_limit_and_refused_beyond() {
        let nested = |depth: usize| "(".repeat(depth) + &")".repeat(depth);
        assert!(of(&nested(DEEPEST)).is_ok());
        for depth in [DEEPEST + 1, 400_000] {
            assert_eq!(
                of(&nested(depth)).unwrap_err().rule.name,
                "nested_too_deeply"
            );
        }
    }

    #[test]
    fn tokens_are_counted_up_to_the_limit_and_refused_beyond() {
        assert!(of(&";".repeat(MOST_TOKENS)).is_ok());
        let more = of(&";".repeat(MOST_TOKENS + 1)).unwrap_err();
        assert_eq!(
            (more.rule.name, more.range.start),
            ("too_many_tokens", MOST_TOKENS)
        );
    }
}
