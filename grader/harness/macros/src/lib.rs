//! The attribute `#[check]`, which registers an async function as a check.
use proc_macro::TokenStream;
use proc_macro2::Span;
use quote::quote;
use syn::{
    Expr, ExprLit, Ident, ItemFn, Lit, LitInt, Meta, Token,
    parse::{Parse, ParseStream},
    parse_macro_input,
};

const KINDS: [(&str, &str); 5] = [
    ("timing", "Timing"),
    ("race", "Race"),
    ("deadlock", "Deadlock"),
    ("behaviour", "Behaviour"),
    ("lifecycle", "Lifecycle"),
];

/// Registers `async fn name(lab: Lab)` as a check.
///
/// `#[check(race, points = 4, schedules = 500, polls = 20_000)]`: the kind comes first (`timing`, `race`,
/// `deadlock`, `behaviour`, `lifecycle`) and `points` must be there. The first paragraph of the doc comment
/// is the check's public title.
#[proc_macro_attribute]
pub fn check(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let arguments = parse_macro_input!(arguments as Arguments);
    let function = parse_macro_input!(item as ItemFn);
    expand(&arguments, &function)
        .unwrap_or_else(syn::Error::into_compile_error)
        .into()
}

struct Arguments {
    kind: Ident,
    points: LitInt,
    schedules: Option<LitInt>,
    polls: Option<LitInt>,
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let kind: Ident = input.parse()?;
        let known = KINDS.iter().find(|(name, _)| kind == name);
        let Some((_, variant)) = known else {
            let names = KINDS.map(|(name, _)| name).join(", ");
            return Err(syn::Error::new(
                kind.span(),
                format!("the kind must be one of {names}"),
            ));
        };
        let kind = Ident::new(variant, kind.span());
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

fn expand(arguments: &Arguments, function: &ItemFn) -> syn::Result<proc_macro2::TokenStream> {
    if function.sig.asyncness.is_none() || function.sig.inputs.len() != 1 {
        let wanted = "a check is an `async fn` with one argument, the `Lab`";
        return Err(syn::Error::new_spanned(&function.sig, wanted));
    }
    let name = &function.sig.ident;
    let title = title(function)?;
    let Arguments { kind, points, .. } = arguments;
    let schedules = optional(arguments.schedules.as_ref());
    let polls = optional(arguments.polls.as_ref());
    let text = name.to_string();
    Ok(quote! {
        #function

        const _: () = {
            #[::harness::linkme::distributed_slice(::harness::CHECKS)]
            #[linkme(crate = ::harness::linkme)]
            static CHECK: ::harness::Check = ::harness::Check {
                name: #text,
                title: #title,
                kind: ::harness::Kind::#kind,
                points: #points,
                schedules: #schedules,
                polls: #polls,
                line: ::core::line!(),
                body: |lab| ::std::boxed::Box::pin(#name(lab)),
            };
        };
    })
}

fn optional(value: Option<&LitInt>) -> proc_macro2::TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}

/// The first paragraph of the doc comment, as one line.
fn title(function: &ItemFn) -> syn::Result<String> {
    let lines = function
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("doc"));
    let lines = lines.filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(doc) => match &doc.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            }) => Some(text.value().trim().to_owned()),
            _ => None,
        },
        _ => None,
    });
    let title: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    if title.is_empty() {
        let wanted = "a check needs a doc comment: its first paragraph is what learners read";
        return Err(syn::Error::new(Span::call_site(), wanted));
    }
    Ok(title.join(" "))
}
