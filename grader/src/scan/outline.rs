//! A file's modules and blocks, what each declares and imports, and which tokens belong to macros.
use super::items;
use super::path::{self, Import};
use super::tokens::{Kind, Token};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Words that declare what can be called, and what no path can lead through.
const DECLARING: [&str; 3] = ["fn", "const", "static"];
/// What a name stands for in a scope.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning {
    /// A module whose body is this scope.
    Module(usize),
    /// This import.
    Import(usize),
    /// A function or a constant of the submission.
    Value,
}

/// A name in a scope.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    pub(super) meaning: Meaning,
    /// False if it may not be there after all, so that what stands further out may be meant.
    pub(super) certain: bool,
}

/// A file, a module or a block.
#[derive(Debug, Default)]
pub(super) struct Scope<'a> {
    /// The scope around it.
    pub(super) parent: Option<usize>,
    /// True if names of the scope around it cannot be seen in it.
    pub(super) is_module: bool,
    pub(super) names: HashMap<&'a str, Vec<Named>>,
    /// Imports of everything that a module has.
    pub(super) globs: Vec<usize>,
}

/// A macro of the submission.
#[derive(Debug)]
pub(super) struct Macro<'a> {
    pub(super) name: &'a str,
    /// The scope in which it can be used, after the token.
    pub(super) scope: usize,
    pub(super) after: usize,
    pub(super) certain: bool,
}

/// Where a token stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) scope: usize,
    /// True inside a macro's definition or call.
    pub(super) in_macro: bool,
    /// True in a module that is compiled for the student's own tests only.
    pub(super) in_tests: bool,
}

/// One file, as far as the scan understands it. Numbers of scopes count all files of the submission.
#[derive(Debug)]
pub(super) struct Outline<'a> {
    pub(super) tokens: &'a [Token<'a>],
    pub(super) places: Vec<Place>,
    pub(super) imports: Vec<Import<'a>>,
    pub(super) macros: Vec<Macro<'a>>,
    /// What is written inside macros' definitions and calls.
    pub(super) macro_groups: Vec<(&'a str, Range<usize>)>,
    /// Names of variables and parameters.
    pub(super) variables: HashSet<&'a str>,
}

impl<'a> Outline<'a> {
    /// Looks through a file. Its scopes are added to `scopes`, that of the whole file first; `imports` are
    /// those of the files before it.
    pub(super) fn of(
        tokens: &'a [Token<'a>],
        scopes: &mut Vec<Scope<'a>>,
        imports: usize,
    ) -> Outline<'a> {
        let mut outline = Outline {
            tokens,
            places: Vec::with_capacity(tokens.len()),
            imports: Vec::new(),
            macros: Vec::new(),
            macro_groups: Vec::new(),
            variables: HashSet::new(),
        };
        let mut place = Place {
            scope: scopes.len(),
            in_macro: false,
            in_tests: false,
        };
        scopes.push(Scope {
            is_module: true,
            ..Scope::default()
        });
        let mut outside = Vec::new();
        for (number, token) in tokens.iter().enumerate() {
            match token.kind {
                Kind::Open(end) => {
                    outline.places.push(place);
                    outside.push(place);
                    if let Some(name) = items::macro_of(tokens, number) {
                        place.in_macro = true;
                        outline.macro_groups.push((name, number + 1..end));
                    }
                    if token.text == "{" {
                        place.scope = outline.body(number, place, scopes);
                        place.in_tests |= !place.in_macro && items::is_tests(tokens, number);
                    }
                }
                Kind::Close(_) => {
                    place = outside.pop().unwrap_or(place);
                    outline.places.push(place);
                }
                Kind::Word { raw } => {
                    outline.places.push(place);
                    outline.word(number, raw, scopes, imports);
                }
                _ => outline.places.push(place),
            }
        }
        outline
    }

    /// The scope inside the brace at `number`.
    fn body(&self, number: usize, place: Place, scopes: &mut Vec<Scope<'a>>) -> usize {
        let scope = scopes.len();
        let name = items::module_of(self.tokens, number);
        scopes.push(Scope {
            parent: Some(place.scope),
            is_module: name.is_some(),
            ..Scope::default()
        });
        if let Some((name, keyword)) = name {
            let named = Named {
                meaning: Meaning::Module(scope),
                certain: !place.in_macro && items::is_certain(self.tokens, keyword),
            };
            scopes[place.scope]
                .names
                .entry(name)
                .or_default()
                .push(named);
        }
        scope
    }

    /// Notes what the word at `number` declares or imports.
    fn word(&mut self, number: usize, raw: bool, scopes: &mut [Scope<'a>], imports: usize) {
        let tokens = self.tokens;
        let Place {
            scope, in_macro, ..
        } = self.places[number];
        let word = tokens[number].text;
        let certain = || !in_macro && items::is_certain(tokens, number);
        if items::is_variable(tokens, number) {
            self.variables.insert(word);
        }
        if raw {
            return;
        }
        if DECLARING.contains(&word) {
            if let Some(name) = tokens.get(number + 1).filter(|next| next.word().is_some()) {
                let meaning = Meaning::Value;
                let certain = certain();
                let names = &mut scopes[scope].names;
                names
                    .entry(name.text)
                    .or_default()
                    .push(Named { meaning, certain });
            }
        } else if word == "macro_rules" && path::is_sign(tokens, number + 1, "!") {
            if let Some(name) = tokens.get(number + 2).filter(|next| next.word().is_some()) {
                self.macros.push(Macro {
                    name: name.text,
                    scope,
                    after: number,
                    certain: certain(),
                });
            }
        } else if word == "use" {
            for import in path::imports(tokens, number) {
                let meaning = Meaning::Import(imports + self.imports.len());
                match import.name {
                    None => {}
                    Some("*") => scopes[scope].globs.push(imports + self.imports.len()),
                    Some(name) => {
                        let certain = certain();
                        let names = &mut scopes[scope].names;
                        names
                            .entry(name)
                            .or_default()
                            .push(Named { meaning, certain });
                    }
                }
                self.imports.push(Import { scope, ..import });
            }
        }
    }
}
