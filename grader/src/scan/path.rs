//! Paths as they are written: `a::b::c`, and the trees of `use`.
use super::tokens::{Kind, Token};

/// Longer paths are not followed: they lead nowhere that an exercise has.
const LONGEST: usize = 64;

/// One part of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment<'a> {
    /// Its name without `r#`; empty for what stands before the first `::` of `::std::time`.
    pub(super) name: &'a str,
    /// True for a macro's `$name`, which may become any name that the macro is given.
    pub(super) variable: bool,
    /// The number of its token.
    pub(super) token: usize,
}

/// One name that a `use` brings.
#[derive(Clone, Debug)]
pub(super) struct Import<'a> {
    /// The scope that it is written in.
    pub(super) scope: usize,
    pub(super) path: Vec<Segment<'a>>,
    /// What it is called here; `*` for everything in it, nothing for `_`.
    pub(super) name: Option<&'a str>,
}

/// True if this sign is the token at `number`.
pub(super) fn is_sign(tokens: &[Token<'_>], number: usize, sign: &str) -> bool {
    tokens.get(number).is_some_and(|token| token.is(sign))
}

/// True if `::` begins at `number`.
pub(super) fn is_colons(tokens: &[Token<'_>], number: usize) -> bool {
    let joint = tokens
        .get(number)
        .is_some_and(|token| token.kind == (Kind::Sign { joint: true }));
    joint && is_sign(tokens, number, ":") && is_sign(tokens, number + 1, ":")
}

/// The part of a path at `number`, and the number of the token after it.
fn segment_at<'a>(tokens: &[Token<'a>], number: usize) -> Option<(Segment<'a>, usize)> {
    let sign = is_sign(tokens, number, "$");
    let token = number + usize::from(sign);
    let word = tokens.get(token)?;
    word.word()?;
    let name = word.text;
    let variable = sign && name != "crate";
    let segment = Segment {
        name,
        variable,
        token,
    };
    Some((segment, token + 1))
}

/// The path that begins at `number`, and the number of the token after it.
pub(super) fn path_at<'a>(
    tokens: &[Token<'a>],
    number: usize,
) -> Option<(Vec<Segment<'a>>, usize)> {
    let mut path = Vec::new();
    let mut next = number;
    if is_colons(tokens, number) {
        path.push(Segment {
            name: "",
            variable: false,
            token: number,
        });
        next += 2;
    }
    let (first, mut next) = segment_at(tokens, next)?;
    path.push(first);
    loop {
        // Nothing between angle brackets changes nothing: `std::<>::time`.
        let empty = is_colons(tokens, next)
            && is_sign(tokens, next + 2, "<")
            && is_sign(tokens, next + 3, ">")
            && is_colons(tokens, next + 4);
        let colons = if empty { next + 4 } else { next };
        if !is_colons(tokens, colons) {
            return Some((path, next));
        }
        let Some((segment, after)) = segment_at(tokens, colons + 2) else {
            return Some((path, next));
        };
        path.push(segment);
        next = after;
    }
}

/// What the `use` whose keyword is at `number` brings; their scope is not known yet.
pub(super) fn imports<'a>(tokens: &[Token<'a>], number: usize) -> Vec<Import<'a>> {
    let mut found = Vec::new();
    // Each entry is a place where a tree begins, and the path before it. Trees in braces are put here.
    let mut trees = vec![(number + 1, Vec::new())];
    while let Some((at, before)) = trees.pop() {
        tree(tokens, at, before, &mut trees, &mut found);
    }
    found
}

/// One tree of a `use`: `a::b`, `a as b`, `a::*` or `a::{…}`.
fn tree<'a>(
    tokens: &[Token<'a>],
    at: usize,
    before: Vec<Segment<'a>>,
    trees: &mut Vec<(usize, Vec<Segment<'a>>)>,
    found: &mut Vec<Import<'a>>,
) {
    let mut path = before;
    let mut next = at;
    if let Some((more, after)) = path_at(tokens, at) {
        path.extend(more);
        next = after;
    }
    if path.len() > LONGEST {
        return;
    }
    if is_colons(tokens, next) {
        if path.is_empty() {
            path.push(Segment {
                name: "",
                variable: false,
                token: next,
            });
        }
        next += 2;
    }
    match tokens.get(next) {
        Some(token) if token.is("*") => found.push(Import {
            scope: 0,
            path,
            name: Some("*"),
        }),
        Some(token) if token.is("{") => {
            if let Kind::Open(end) = token.kind {
                trees.extend(beginnings(tokens, next, end).map(|begin| (begin, path.clone())));
            }
        }
        _ => {
            let renamed = tokens.get(next).is_some_and(|token| token.is_keyword("as"));
            let alias = tokens
                .get(next + 1)
                .filter(|token| renamed && token.word().is_some());
            // `a::{self}` is `a` itself.
            if path.len() > 1 && path.last().is_some_and(|last| last.name == "self") {
                path.pop();
            }
            let Some(last) = path.last() else { return };
            let name = alias.map_or(last.name, |token| token.text);
            let name = (name != "_").then_some(name);
            let scope = 0;
            found.push(Import { scope, path, name });
        }
    }
}

/// Where the trees between a brace and the one that closes it begin.
fn beginnings(tokens: &[Token<'_>], open: usize, end: usize) -> impl Iterator<Item = usize> {
    let mut starts = Vec::new();
    let mut at = open + 1;
    let mut fresh = true;
    while at < end {
        if fresh {
            starts.push(at);
        }
        fresh = tokens[at].is(",");
        at = match tokens[at].kind {
            Kind::Open(close) => close + 1,
            _ => at + 1,
        };
    }
    starts.into_iter()
}
