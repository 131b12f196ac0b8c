//! The hidden checks of an exercise, as their own source lists them: no submission has a say in it.
use super::Exercise;
use crate::error::{Error, Result};
use camino::Utf8Path;
use check_attribute::{Arguments, title};
use protocol::{CheckInfo, Kind};
use syn::{Attribute, Item, ItemFn};

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
    let kind: Kind = serde_json::from_value(said.kind.to_string().into())
        .map_err(|_| syn::Error::new(said.kind.span(), "this is no kind of check"))?;
    let schedules = said.schedules.map(|schedules| schedules.base10_parse());
    Ok(Some(CheckInfo {
        name: function.sig.ident.to_string(),
        title: title(&function.attrs),
        kind,
        points: said.points.base10_parse()?,
        schedules: schedules.transpose()?.unwrap_or_else(|| kind.schedules()),
    }))
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
