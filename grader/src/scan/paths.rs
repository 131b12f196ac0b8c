//! Refused modules, functions and macros: whatever a path or an import leads to.
use super::found::Found;
use super::names::Names;
use super::outline::Outline;
use super::path::{self, Segment};
use super::rules::{ALLOWED, RULES, Rule, What};
use super::tokens::Kind;
use super::{Finding, not_allowed};
use std::ops::Range;

/// A macro that has the name of an ordinary module, which may be imported.
const ALSO_A_MODULE: &str = "env";

/// Everything that imports and paths of a file lead to and that is refused.
///
/// `imports` are the numbers of the file's imports among those of all files.
pub(super) fn findings<'a>(
    outline: &Outline<'a>,
    imports: Range<usize>,
    names: &Names<'a>,
) -> Vec<Finding> {
    let file = File { outline, names };
    let mut found = Vec::new();
    for (import, number) in outline.imports.iter().zip(imports) {
        let first = import.path.first();
        let tests = first.is_some_and(|first| outline.places[first.token].in_tests);
        if !tests {
            let meant = names.imported(number);
            found.extend(file.refused(&import.path, &meant, Use::Import));
        }
    }
    let mut number = 0;
    while number < outline.tokens.len() {
        number = file.at(number, &mut found);
    }
    found
}

/// How a path is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// In a `use`.
    Import,
    /// As the name of a macro that is called.
    Call,
    /// As the name of an attribute.
    Attribute,
    /// Anywhere else.
    Value,
}

struct File<'f, 'a> {
    outline: &'f Outline<'a>,
    names: &'f Names<'a>,
}

impl<'a> File<'_, 'a> {
    /// Looks at the path that begins at the token `number`, if one does; the number of the next token to
    /// look at.
    fn at(&self, number: usize, found: &mut Vec<Finding>) -> usize {
        let tokens = self.outline.tokens;
        let before = |back: usize| number.checked_sub(back).map(|at| &tokens[at]);
        let place = self.outline.places[number];
        // `impl Trait + use<'a>` is no import; and in a macro, what follows need not be one.
        let imports = tokens[number].is_keyword("use") && !path::is_sign(tokens, number + 1, "<");
        if imports && !place.in_macro {
            return self.end_of_import(number);
        }
        let Some((path, next)) = path::path_at(tokens, number) else {
            return number + 1;
        };
        if place.in_tests || before(1).is_some_and(|token| token.is("'")) {
            return next;
        }
        let called = path::is_sign(tokens, next, "!")
            && matches!(
                tokens.get(next + 1).map(|token| token.kind),
                Some(Kind::Open(_))
            );
        let how = if called { Use::Call } else { Use::Value };
        if path.len() == 1 && !called && !self.may_be_imported(&path[0], next) {
            return next;
        }
        if called && path.len() == 1 && self.is_own_macro(path[0], number) {
            return next;
        }
        let meant = self.meanings(&path, number, how);
        found.extend(self.refused(&path, &meant, how));
        next
    }

    fn meanings(&self, path: &[Segment<'a>], number: usize, how: Use) -> Vec<Found<'a>> {
        let place = self.outline.places[number];
        if let ([Segment { variable: true, .. }], Use::Call) = (path, how) {
            let (path, imported) = (path.to_vec(), 0);
            return vec![Found::Outside { path, imported }];
        }
        let mut meant = self.names.resolve(path, place.scope, place.in_macro);
        if meant.is_empty() && path.len() == 1 {
            // It comes from a file that is not the submission's.
            meant.push(Found::Own);
        }
        meant
    }

    /// The number of the token after the `use` at `number`, whose paths were looked at.
    fn end_of_import(&self, number: usize) -> usize {
        let tokens = self.outline.tokens;
        let mut at = number + 1;
        while let Some(token) = tokens.get(at) {
            at = match token.kind {
                Kind::Close(_) => return at,
                Kind::Open(close) => close + 1,
                _ if token.is(";") => return at,
                _ => at + 1,
            };
        }
        at
    }

    /// True for a name by itself that is called like a function, and that a `use …::*` may have brought.
    fn may_be_imported(&self, segment: &Segment<'a>, next: usize) -> bool {
        let tokens = self.outline.tokens;
        let before = segment.token.checked_sub(1).map(|at| &tokens[at]);
        let own = before.is_some_and(|token| token.is(".") || token.is_keyword("fn"));
        path::is_sign(tokens, next, "(") && !own && !self.outline.variables.contains(segment.name)
    }

    /// True if a macro of the submission with this name can be used at the token `number`.
    fn is_own_macro(&self, segment: Segment<'a>, number: usize) -> bool {
        let scopes = &self.names.scopes;
        let mut own = self.outline.macros.iter().filter(|one| {
            one.name == segment.name && one.certain && one.after < number && !segment.variable
        });
        own.any(|one| {
            let around = std::iter::successors(Some(self.outline.places[number].scope), |scope| {
                scopes[*scope].parent
            });
            around.into_iter().any(|scope| scope == one.scope)
        })
    }

    /// The first rule that one of the meanings breaks.
    fn refused(&self, path: &[Segment<'a>], meant: &[Found<'a>], how: Use) -> Option<Finding> {
        let broken = meant
            .iter()
            .find_map(|one| broken_rule(self.names, path, one, how))?;
        let (rule, full, depth) = broken;
        // The last part that is needed to know it, and those before it that stand beside it.
        let last = &path[depth.min(path.len() - 1)];
        let range = self.range(path, last.token);
        Some(Finding::new(rule, range, not_allowed(&full)))
    }

    fn range(&self, path: &[Segment<'a>], last: usize) -> Range<usize> {
        let tokens = self.outline.tokens;
        let apart = |token: &usize| tokens[*token].is("{") || tokens[*token].is(",");
        let first = path[0].token;
        let begin = (first..last)
            .rev()
            .find(apart)
            .map_or(first, |brace| brace + 1);
        tokens[begin].range.start..tokens[last].range.end
    }
}

/// The rule that this meaning of `path` breaks, the full name of what is refused, and up to which part of
/// the path it is known.
pub(super) fn broken_rule<'a>(
    names: &Names<'a>,
    path: &[Segment<'a>],
    meaning: &Found<'a>,
    how: Use,
) -> Option<(&'static Rule, String, usize)> {
    let Found::Outside {
        path: full,
        imported,
    } = meaning
    else {
        let is_own = path.len() > 1 || names.macros.contains(path[0].name);
        return match how {
            Use::Call if !is_own => broken_macro(names, &path[..1], how)
                .map(|rule| (rule, called(rule, path[0].name), 0)),
            _ => None,
        };
    };
    let fits = |segment: &Segment<'a>, name: &str| fits(names, segment, name);
    let begins = |wanted: &[&str]| {
        full.len() >= wanted.len()
            && full
                .iter()
                .zip(wanted)
                .all(|(segment, name)| fits(segment, name))
    };
    let written = |length: usize| (path.len() + length).saturating_sub(full.len() + 1);
    let name = full.last().map(|last| last.name).unwrap_or_default();
    // Otherwise the import itself is refused.
    if (full.len() > *imported || name == ALSO_A_MODULE)
        && let Some(rule) = broken_macro(names, full, how)
    {
        return Some((rule, called(rule, name), path.len() - 1));
    }
    for rule in RULES {
        let What::Paths(modules) = rule.what else {
            continue;
        };
        let module = modules.iter().find(|module| begins(module));
        if let Some(module) = module
            && !ALLOWED
                .iter()
                .any(|allowed| begins(allowed) && exact(full, allowed))
            && module.len() > *imported
        {
            return Some((rule, module.join("::"), written(module.len())));
        }
    }
    None
}

/// What people call the macro or the attribute of this name.
fn called(rule: &Rule, name: &str) -> String {
    match rule.what {
        What::Macros(_) => format!("{name}!"),
        What::Attributes(_) => format!("#[{name}]"),
        _ => name.to_owned(),
    }
}

/// The rule against the macro or the attribute with this full path.
fn broken_macro(names: &Names<'_>, full: &[Segment<'_>], how: Use) -> Option<&'static Rule> {
    let last = match full {
        [only] if matches!(how, Use::Call) => only,
        [first, last] if first.name == "std" => last,
        [first, arch, last] if first.name == "std" && arch.name == "arch" && how == Use::Call => {
            last
        }
        [first, prelude, _, last] if first.name == "std" && prelude.name == "prelude" => last,
        _ => return None,
    };
    RULES.into_iter().find(|rule| match (&rule.what, how) {
        (What::Macros(refused), Use::Call) => refused.iter().any(|name| fits(names, last, name)),
        (What::Macros(refused), Use::Import) => {
            let named = |name: &&&str| **name != ALSO_A_MODULE || full.len() == 4;
            refused
                .iter()
                .filter(named)
                .any(|name| fits(names, last, name))
        }
        (What::Attributes(refused), Use::Import | Use::Attribute) => {
            full.len() == 4 && refused.contains(&last.name)
        }
        _ => false,
    })
}

/// True if this part of a path has the name, or is a macro's `$name` that may become it.
fn fits(names: &Names<'_>, segment: &Segment<'_>, name: &str) -> bool {
    match segment.variable {
        true => names.given.contains(name),
        false => segment.name == name,
    }
}

/// True if no part is a macro's `$name`, as far as `allowed` goes.
fn exact(full: &[Segment<'_>], allowed: &[&str]) -> bool {
    full.iter().take(allowed.len()).all(|one| !one.variable)
}
