//! What `#[check(race, points = 4)]` says of a check. The macro that registers checks and the grader that lists them
//! from their text read it here, so that they cannot disagree.
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Expr, ExprLit, Ident, Lit, LitInt, Meta, Token};

/// The kinds of checks, as they are written.
pub const KINDS: [&str; 5] = ["timing", "race", "deadlock", "behaviour", "lifecycle"];

/// The arguments of the attribute.
pub struct Arguments {
    /// One of [`KINDS`].
    pub kind: Ident,
    /// What the check is worth.
    pub points: LitInt,
    /// How many schedules it explores, if it says so.
    pub schedules: Option<LitInt>,
    /// How many polls a run may take, if it says so.
    pub polls: Option<LitInt>,
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let kind: Ident = input.parse()?;
        if !KINDS.iter().any(|name| kind == name) {
            let names = KINDS.join(", ");
            return Err(syn::Error::new(
                kind.span(),
                format!("the kind must be one of {names}"),
            ));
        }
        let (mut points, mut schedules, mut polls) = (None, None, None);
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let name: Ident = input.parse()?;
            input.parse::<Token![=]>()?;
            let value: LitInt = input.parse()?;
            match name.to_string().as_str() {
                "points" => points = Some(value),
                "schedules" => schedules = Some(value),
                "polls" => polls = Some(value),
                _ => {
                    let known = "expected `points`, `schedules` or `polls`";
                    return Err(syn::Error::new(name.span(), known));
                }
            }
        }
        let points =
            points.ok_or_else(|| input.error("say what the check is worth: `points = 1`"))?;
        Ok(Self {
            kind,
            points,
            schedules,
            polls,
        })
    }
}

/// The check's public title: the first paragraph of its doc comment, as one line; empty without one.
pub fn title(attributes: &[Attribute]) -> String {
    let lines = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(doc) if doc.path.is_ident("doc") => match &doc.value {
                Expr::Lit(ExprLit {
                    lit: Lit::Str(text),
                    ..
                }) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        });
    let title: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    title.join(" ")
}
