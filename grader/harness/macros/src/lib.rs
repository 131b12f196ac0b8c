//! The attribute `#[check]`, which registers an async function as a check.
use check_attribute::{Arguments, title};
use proc_macro::TokenStream;
use proc_macro2::Span;
use quote::quote;
use syn::{Ident, ItemFn, LitInt, parse_macro_input};

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

fn expand(arguments: &Arguments, function: &ItemFn) -> syn::Result<proc_macro2::TokenStream> {
    if function.sig.asyncness.is_none() || function.sig.inputs.len() != 1 {
        let wanted = "a check is an `async fn` with one argument, the `Lab`";
        return Err(syn::Error::new_spanned(&function.sig, wanted));
    }
    let name = &function.sig.ident;
    let title = title(&function.attrs);
    if title.is_empty() {
        let wanted = "a check needs a doc comment: its first paragraph is what learners read";
        return Err(syn::Error::new(Span::call_site(), wanted));
    }
    let kind = variant(&arguments.kind);
    let points = &arguments.points;
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

/// The kind's name in `harness::Kind`: `race` is `Race`.
fn variant(kind: &Ident) -> Ident {
    let mut name = kind.to_string();
    name[..1].make_ascii_uppercase();
    Ident::new(&name, kind.span())
}

fn optional(value: Option<&LitInt>) -> proc_macro2::TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}
