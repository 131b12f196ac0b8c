//! What stands in the macros whose arguments are code: `join!`, `try_join!`, `select!`, `pin!`, `vec!`.
use std::ops::Range;
use syn::parse::{Parse, ParseStream, Parser, Result};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Expr, Ident, Macro, Pat, Token};

/// The expressions in `mac`; none if it is another macro, or not one in its usual form.
pub(in crate::mutants) fn expressions(mac: &Macro) -> Vec<Expr> {
    if is(mac, &["select"]) {
        let select = mac.parse_body::<Select>();
        let branches = select.map_or_else(|_| Vec::new(), |select| select.branches);
        return branches
            .into_iter()
            .flat_map(|branch| branch.expressions)
            .collect();
    }
    if is(mac, &["join", "try_join", "pin", "vec"]) {
        return arguments(mac).unwrap_or_default();
    }
    Vec::new()
}

/// True if the macro has one of these names, whatever path leads to it.
pub(super) fn is(mac: &Macro, names: &[&str]) -> bool {
    let last = mac.path.segments.last();
    last.is_some_and(|segment| names.iter().any(|name| segment.ident == name))
}

/// The arguments of a macro that takes expressions with commas between.
pub(super) fn arguments(mac: &Macro) -> Option<Vec<Expr>> {
    let parse = |input: ParseStream<'_>| {
        biased(input)?;
        Punctuated::<Expr, Token![,]>::parse_terminated(input)
    };
    let arguments = parse.parse2(mac.tokens.clone()).ok()?;
    Some(arguments.into_iter().collect())
}

/// What stands in `select!`.
pub(super) struct Select {
    /// Where `biased;` stands.
    pub(super) biased: Option<Range<usize>>,
    pub(super) branches: Vec<Branch>,
}

/// One branch of `select!`.
pub(super) struct Branch {
    /// Where it stands, with its comma.
    pub(super) range: Range<usize>,
    /// True unless it is `else`, `complete` or `default`.
    pub(super) awaits: bool,
    expressions: Vec<Expr>,
}

impl Parse for Select {
    fn parse(input: ParseStream<'_>) -> Result<Select> {
        let biased = biased(input)?;
        let mut branches = Vec::new();
        while !input.is_empty() {
            branches.push(input.parse()?);
        }
        Ok(Select { biased, branches })
    }
}

impl Parse for Branch {
    fn parse(input: ParseStream<'_>) -> Result<Branch> {
        let begin = input.span();
        let mut expressions = Vec::new();
        let awaits = !(input.peek(Token![else]) || input.peek2(Token![=>]));
        if awaits {
            Pat::parse_multi_with_leading_vert(input)?;
            input.parse::<Token![=]>()?;
            expressions.push(input.parse()?);
            if input.peek(Token![,]) {
                input.parse::<Token![,]>()?;
                input.parse::<Token![if]>()?;
                expressions.push(input.parse()?);
            }
        } else if input.parse::<Option<Token![else]>>()?.is_none() {
            input.parse::<Ident>()?;
        }
        input.parse::<Token![=>]>()?;
        let handler = Expr::parse_with_earlier_boundary_rule(input)?;
        let mut end = handler.span().byte_range().end;
        expressions.push(handler);
        if let Some(comma) = input.parse::<Option<Token![,]>>()? {
            end = comma.span.byte_range().end;
        }
        let range = begin.byte_range().start..end;
        Ok(Branch {
            range,
            awaits,
            expressions,
        })
    }
}

/// Reads over `biased;`, and tells where it stood.
fn biased(input: ParseStream<'_>) -> Result<Option<Range<usize>>> {
    if !(input.peek(Ident) && input.peek2(Token![;])) {
        return Ok(None);
    }
    let word: Ident = input.parse()?;
    let semicolon: Token![;] = input.parse()?;
    Ok(Some(
        word.span().byte_range().start..semicolon.span.byte_range().end,
    ))
}
