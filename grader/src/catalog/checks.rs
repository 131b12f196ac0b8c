//! The hidden checks of an exercise, as their own source lists them: no submission has a say in it.
use super::Exercise;
use crate::error::{Error, Result};
use camino::Utf8Path;
use protocol::{CheckInfo, Kind};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Expr, ExprLit, Ident, Item, ItemFn, Lit, LitInt, Meta, Token};

/// The checks of `exercise`, in the order of their source.
///
/// # Errors
/// If the file cannot be read, or is not Rust.
pub fn listed(exercise: &Exercise) -> Result<Vec<CheckInfo>> {
    let path = &exercise.checks;
    let text =
        std::fs::read_to_string(path).map_err(|cause| Error::bad_course_file(path, cause))?;
    of_text(path, &text)
}

fn of_text(path: &Utf8Path, text: &str) -> Result<Vec<CheckInfo>> {
    let failed = |error: syn::Error| {
        let line = error.span().start().line;
        Error::bad_course_file(path, format!("line {line}: {error}"))
    };
    let file = syn::parse_file(text).map_err(failed)?;
    let mut checks = Vec::new();
    take(&file.items, &mut checks).map_err(failed)?;
    Ok(checks)
}

fn take(items: &[Item], checks: &mut Vec<CheckInfo>) -> syn::Result<()> {
    for item in items {
        match item {
            Item::Fn(function) => checks.extend(check(function)?),
            Item::Mod(module) => {
                if let Some((_, inside)) = &module.content {
                    take(inside, checks)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// What `#[check(race, points = 4)]` says of the function that it stands on; none if it does not.
fn check(function: &ItemFn) -> syn::Result<Option<CheckInfo>> {
    let marks = |attribute: &&Attribute| {
        let name = attribute.path().segments.last();
        name.is_some_and(|name| name.ident == "check")
    };
    let Some(mark) = function.attrs.iter().find(marks) else {
        return Ok(None);
    };
    let said: Arguments = mark.parse_args()?;
    Ok(Some(CheckInfo {
        name: function.sig.ident.to_string(),
        title: title(&function.attrs),
        kind: said.kind,
        points: said.points.unwrap_or(0),
        schedules: said.schedules.unwrap_or_else(|| said.kind.schedules()),
    }))
}

/// The arguments of `#[check(…)]`. Which of them there must be is for the attribute itself to say.
struct Arguments {
    kind: Kind,
    points: Option<u32>,
    schedules: Option<u32>,
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name: Ident = input.parse()?;
        let kind = serde_json::from_value(name.to_string().into());
        let kind = kind.map_err(|_| syn::Error::new(name.span(), "this is no kind of check"))?;
        let mut said = Arguments {
            kind,
            points: None,
            schedules: None,
        };
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let name: Ident = input.parse()?;
            input.parse::<Token![=]>()?;
            let value: LitInt = input.parse()?;
            if name == "points" {
                said.points = Some(value.base10_parse()?);
            } else if name == "schedules" {
                said.schedules = Some(value.base10_parse()?);
            }
        }
        Ok(said)
    }
}

/// The first paragraph of the doc comment, as one line.
fn title(attributes: &[Attribute]) -> String {
    let docs = attributes
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
    let lines: Vec<String> = docs.take_while(|line| !line.is_empty()).collect();
    lines.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Vec<CheckInfo>> {
        of_text("checks.rs".into(), text)
    }

    #[test]
    fn a_check_is_listed_with_all_that_its_attribute_says() {
        let checks = of("/// One line,\n/// and another.\n///\n/// More.\n\
            #[check(race, points = 4, schedules = 1_000, polls = 9)] async fn first(lab: Lab) {}\n\
            fn no_check() {}\n\
            mod inside { /// Second.\n #[harness::check(timing, points = 1,)] async fn second(lab: Lab) {} }")
        .unwrap();
        let first = CheckInfo {
            name: "first".to_owned(),
            title: "One line, and another.".to_owned(),
            kind: Kind::Race,
            points: 4,
            schedules: 1000,
        };
        assert_eq!(checks[0], first);
        assert_eq!(
            (checks[1].name.as_str(), checks[1].schedules),
            ("second", 60)
        );
        assert_eq!(checks.len(), 2);
    }

    #[test]
    fn what_is_no_rust_is_told_with_its_line() {
        let told = of("fn one() {}\nfn two( {}\n").unwrap_err();
        assert!(told.to_string().contains("line 2"), "{told}");
    }
}
