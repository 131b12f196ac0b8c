//! What the tokens around a keyword, a name or a bracket say of an item.
use super::path;
use super::tokens::{Kind, Token};
use std::ops::Range;

/// Attributes that leave what they stand on as it is; under others, such as `cfg`, it may not be there.
const HARMLESS: [&str; 13] = [
    "allow",
    "expect",
    "warn",
    "deny",
    "doc",
    "derive",
    "inline",
    "must_use",
    "deprecated",
    "non_exhaustive",
    "macro_use",
    "macro_export",
    "rustfmt",
];

/// The macro whose definition or call the bracket at `open` begins.
pub(super) fn macro_of<'a>(tokens: &[Token<'a>], open: usize) -> Option<&'a str> {
    let word = |number: usize| {
        let token = &tokens[number];
        token.word().map(|_| token.text)
    };
    let before = open.checked_sub(1)?;
    if tokens[before].is("!") {
        return word(before.checked_sub(1)?);
    }
    let defines = before >= 2 && tokens[before - 1].is("!") && tokens[before].word().is_some();
    (defines && tokens[before - 2].is_keyword("macro_rules")).then_some("macro_rules")
}

/// The name of the module whose body begins at `open`, and the number of the keyword.
pub(super) fn module_of<'a>(tokens: &[Token<'a>], open: usize) -> Option<(&'a str, usize)> {
    let keyword = open.checked_sub(2)?;
    let name = &tokens[open - 1];
    (tokens[keyword].is_keyword("mod") && name.word().is_some()).then_some((name.text, keyword))
}

/// True for the body of `#[cfg(test)] mod name { … }`, which is not compiled when a submission is graded.
pub(super) fn is_tests(tokens: &[Token<'_>], open: usize) -> bool {
    let Some((_, keyword)) = module_of(tokens, open) else {
        return false;
    };
    attributes_before(tokens, keyword).any(|inside| {
        let written = tokens[inside].iter().map(|token| token.text);
        written.eq(["cfg", "(", "test", ")"])
    })
}

/// False if the item whose keyword is at `keyword` may be left out, or changed by an attribute.
pub(super) fn is_certain(tokens: &[Token<'_>], keyword: usize) -> bool {
    attributes_before(tokens, keyword)
        .all(|inside| !inside.is_empty() && HARMLESS.contains(&tokens[inside.start].text))
}

/// What stands inside the brackets of the attributes of the item whose keyword is at `keyword`.
fn attributes_before<'t>(
    tokens: &'t [Token<'_>],
    keyword: usize,
) -> impl Iterator<Item = Range<usize>> + 't {
    let mut end = keyword;
    if let Some(Kind::Close(open)) = end.checked_sub(1).map(|last| tokens[last].kind)
        && tokens[end - 1].text == ")"
        && open
            .checked_sub(1)
            .is_some_and(|at| tokens[at].is_keyword("pub"))
    {
        end = open - 1;
    } else if end
        .checked_sub(1)
        .is_some_and(|at| tokens[at].is_keyword("pub"))
    {
        end -= 1;
    }
    std::iter::from_fn(move || {
        let last = end.checked_sub(1)?;
        let Kind::Close(open) = tokens[last].kind else {
            return None;
        };
        let sign = open.checked_sub(1)?;
        if !tokens[open].is("[") || !tokens[sign].is("#") {
            return None;
        }
        end = sign;
        Some(open + 1..last)
    })
}

/// True where a variable or a parameter gets its name.
pub(super) fn is_variable(tokens: &[Token<'_>], number: usize) -> bool {
    let before = number.checked_sub(1).map(|at| &tokens[at]);
    let introduced = before.is_some_and(|token| {
        token.is("|")
            || ["let", "mut", "ref", "for"]
                .iter()
                .any(|word| token.is_keyword(word))
    });
    let typed = path::is_sign(tokens, number + 1, ":") && !path::is_colons(tokens, number + 1);
    introduced || typed
}
