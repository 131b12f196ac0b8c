//! What an exercise is worth, as far as that can be known without compiling its checks.
use super::progress::Record;
use crate::catalog::Exercise;
use syn::{Item, LitInt, Token, parse::ParseStream};

/// The points of all checks: as their source says, or as the last grading did; none if neither is there.
pub(super) fn possible(exercise: &Exercise, record: &Record) -> Option<u32> {
    let source = std::fs::read_to_string(&exercise.checks).ok();
    let declared = source.and_then(|text| declared(&text));
    declared.or_else(|| record.last.as_ref().map(|last| last.possible))
}

/// The sum of what every `#[check(…, points = N)]` declares.
fn declared(checks: &str) -> Option<u32> {
    let file = syn::parse_file(checks).ok()?;
    let attributes = file.items.iter().filter_map(|item| match item {
        Item::Fn(function) => Some(&function.attrs),
        _ => None,
    });
    let checks = attributes
        .flatten()
        .filter(|one| one.path().is_ident("check"));
    let points: Option<Vec<u32>> = checks
        .map(|check| check.parse_args_with(points).ok())
        .collect();
    points.map(|points| points.iter().sum())
}

/// The kind, then names with numbers.
fn points(input: ParseStream<'_>) -> syn::Result<u32> {
    let _kind: syn::Ident = input.parse()?;
    let mut points = None;
    while !input.is_empty() {
        input.parse::<Token![,]>()?;
        if input.is_empty() {
            break;
        }
        let name: syn::Ident = input.parse()?;
        input.parse::<Token![=]>()?;
        let value: LitInt = input.parse()?;
        if name == "points" {
            points = Some(value.base10_parse()?);
        }
    }
    points.ok_or_else(|| input.error("no points"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_points_of_all_checks_are_added_up() {
        let source = "
            #[check(race, points = 4, schedules = 500, polls = 20_000)] async fn one(lab: Lab) {}
            #[check(timing, points = 2,)] async fn two(lab: Lab) {}
            async fn helps() {}
            harness::main!();";
        assert_eq!(declared(source), Some(6));
    }

    #[test]
    fn what_is_not_understood_is_not_guessed() {
        assert_eq!(declared("#[check(race)] async fn one(lab: Lab) {}"), None);
        assert_eq!(declared("fn ("), None);
    }
}
