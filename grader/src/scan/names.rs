//! What a path means: from the names of a submission's modules, blocks and imports to another crate's path.
use super::files;
use super::found::{Found, named};
use super::outline::{Meaning, Named, Outline, Scope};
use super::path::{self, Import, Segment};
use camino::Utf8Path;
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};

/// The crates whose modules are refused.
const CRATES: [&str; 4] = ["std", "core", "alloc", "tokio"];
/// How many imports may lead to one another.
const DEEPEST: usize = 24;
/// How many names are looked up for a submission; a usual one needs some hundreds.
const MOST_STEPS: u32 = 200_000;

/// All names of a submission.
#[derive(Debug)]
pub(super) struct Names<'a> {
    pub(super) scopes: Vec<Scope<'a>>,
    imports: Vec<Import<'a>>,
    /// The imports of a name, wherever they stand: a macro may be used at any of these places.
    everywhere: HashMap<&'a str, Vec<usize>>,
    /// The names of the submission's macros.
    pub(super) macros: HashSet<&'a str>,
    /// What is written in the definitions and the calls of the submission's own macros.
    pub(super) given: HashSet<&'a str>,
    /// The crates among them, where they stand for themselves.
    crates: HashSet<&'a str>,
    /// The file `src/lib.rs`.
    root: usize,
    /// Imports of everything in which a name was looked for already, for the path that is followed.
    seen: RefCell<HashSet<(usize, &'a str)>>,
    steps: Cell<u32>,
}

impl<'a> Names<'a> {
    /// Puts the files' outlines together. The first scopes of the files are `roots`.
    pub(super) fn new(
        mut scopes: Vec<Scope<'a>>,
        outlines: &[(&'a Utf8Path, usize, Outline<'a>)],
    ) -> Names<'a> {
        files::link(&mut scopes, outlines);
        let files = || outlines.iter().map(|(_, _, outline)| outline);
        let imports: Vec<Import<'a>> = files().flat_map(|file| file.imports.clone()).collect();
        let mut everywhere: HashMap<&str, Vec<usize>> = HashMap::new();
        for (number, import) in imports.iter().enumerate() {
            if let Some(name) = import.name {
                everywhere.entry(name).or_default().push(number);
            }
        }
        let macros: HashSet<&str> = files()
            .flat_map(|file| file.macros.iter().map(|one| one.name))
            .collect();
        let (given, crates) = words_in_macros(outlines, &macros);
        let root = |file: &&(&Utf8Path, usize, _)| files::module_path(file.0).is_empty();
        let root = outlines.iter().find(root).map_or(0, |(_, root, _)| *root);
        Names {
            scopes,
            imports,
            everywhere,
            macros,
            given,
            crates,
            root,
            seen: RefCell::default(),
            steps: Cell::new(0),
        }
    }

    /// True if the names lead through so many others that they could not all be followed.
    pub(super) fn are_tangled(&self) -> bool {
        self.steps.get() >= MOST_STEPS
    }

    /// What `path` may mean in `scope`.
    pub(super) fn resolve(
        &self,
        path: &[Segment<'a>],
        scope: usize,
        in_macro: bool,
    ) -> Vec<Found<'a>> {
        self.seen.borrow_mut().clear();
        let mut found = self.follow(path, scope, None, 0);
        let [first, ..] = path else { return found };
        let unknown = |one: &Found<'_>| matches!(one, Found::Outside { imported: 0, .. });
        if in_macro && found.iter().all(unknown) {
            // A macro's names are looked up where it is used, which may be elsewhere.
            for &import in self.everywhere.get(first.name).into_iter().flatten() {
                found.extend(self.through(import, &path[1..], 0));
            }
        }
        found
    }

    /// What an import brings.
    pub(super) fn imported(&self, import: usize) -> Vec<Found<'a>> {
        self.seen.borrow_mut().clear();
        let one = &self.imports[import];
        self.follow(&one.path, one.scope, Some(import), 0)
    }

    /// `except` is the import whose own path is followed: it does not explain itself.
    fn follow(
        &self,
        path: &[Segment<'a>],
        scope: usize,
        except: Option<usize>,
        depth: usize,
    ) -> Vec<Found<'a>> {
        let steps = self.steps.get();
        if depth > DEEPEST || steps >= MOST_STEPS {
            return Vec::new();
        }
        self.steps.set(steps + 1);
        let [first, rest @ ..] = path else {
            return Vec::new();
        };
        let found = match first.name {
            _ if first.variable => self.given_crates(*first),
            "" => vec![Found::Outside {
                path: Vec::new(),
                imported: 0,
            }],
            "crate" => vec![Found::Module(self.root)],
            "self" => vec![Found::Module(self.module_of(scope))],
            "super" => vec![Found::Module(self.module_above(scope))],
            _ => self.look_up(*first, scope, except, depth, rest.is_empty()),
        };
        self.walk(found, rest, except, depth)
    }

    /// Goes on from what the beginning of a path means.
    fn walk(
        &self,
        mut found: Vec<Found<'a>>,
        rest: &[Segment<'a>],
        except: Option<usize>,
        depth: usize,
    ) -> Vec<Found<'a>> {
        for (number, segment) in rest.iter().enumerate() {
            let is_last = number + 1 == rest.len();
            let mut next = Vec::new();
            for one in found {
                match one {
                    Found::Outside { mut path, imported } => {
                        path.push(named(*segment, path.is_empty()));
                        next.push(Found::Outside { path, imported });
                    }
                    Found::Module(module) => match segment.name {
                        "self" => next.push(Found::Module(module)),
                        "super" => next.push(Found::Module(self.module_above(module))),
                        _ => {
                            self.in_scope(*segment, module, except, depth, is_last, &mut next);
                        }
                    },
                    Found::Own => {}
                }
            }
            found = next;
        }
        found
    }

    /// What the import `import` and `rest` after it mean.
    fn through(&self, import: usize, rest: &[Segment<'a>], depth: usize) -> Vec<Found<'a>> {
        let one = &self.imports[import];
        let mut found = self.follow(&one.path, one.scope, Some(import), depth + 1);
        for one in &mut found {
            if let Found::Outside { path, imported } = one {
                *imported = path.len();
            }
        }
        self.walk(found, rest, Some(import), depth + 1)
    }

    /// A name by itself: in its scope, in those around it up to the module, or the name of a crate.
    fn look_up(
        &self,
        segment: Segment<'a>,
        scope: usize,
        except: Option<usize>,
        depth: usize,
        is_last: bool,
    ) -> Vec<Found<'a>> {
        let mut found = Vec::new();
        let mut at = scope;
        loop {
            if self.in_scope(segment, at, except, depth, is_last, &mut found) {
                return found;
            }
            let scope = &self.scopes[at];
            match scope.parent {
                Some(parent) if !scope.is_module => at = parent,
                _ => break,
            }
        }
        found.push(Found::Outside {
            path: vec![named(segment, true)],
            imported: 0,
        });
        found
    }

    /// Adds what the name means in this one scope; true if it can mean nothing else.
    fn in_scope(
        &self,
        segment: Segment<'a>,
        scope: usize,
        except: Option<usize>,
        depth: usize,
        is_last: bool,
        found: &mut Vec<Found<'a>>,
    ) -> bool {
        let scope = &self.scopes[scope];
        let mut certain = false;
        for Named {
            meaning,
            certain: sure,
        } in scope.names.get(segment.name).into_iter().flatten()
        {
            match *meaning {
                Meaning::Module(module) => found.push(Found::Module(module)),
                Meaning::Value if !is_last => continue,
                Meaning::Value => found.push(Found::Own),
                Meaning::Import(import) if except == Some(import) => continue,
                Meaning::Import(import) => found.extend(self.through(import, &[], depth)),
            }
            certain |= sure;
        }
        if !certain && depth <= DEEPEST {
            for &glob in scope.globs.iter().filter(|glob| except != Some(**glob)) {
                if self.seen.borrow_mut().insert((glob, segment.name)) {
                    found.extend(self.through(glob, &[segment], depth));
                }
            }
        }
        certain
    }

    /// The crates that a macro's `$name` may become.
    fn given_crates(&self, segment: Segment<'a>) -> Vec<Found<'a>> {
        let found = self.crates.iter().map(|name| {
            let segment = Segment {
                name,
                variable: false,
                ..segment
            };
            Found::Outside {
                path: vec![named(segment, true)],
                imported: 0,
            }
        });
        found.collect()
    }

    fn module_of(&self, mut scope: usize) -> usize {
        while let (false, Some(parent)) = (self.scopes[scope].is_module, self.scopes[scope].parent)
        {
            scope = parent;
        }
        scope
    }

    fn module_above(&self, scope: usize) -> usize {
        let module = self.module_of(scope);
        let above = self.scopes[module].parent;
        above.map_or(module, |parent| self.module_of(parent))
    }
}

/// The words in the definitions and calls of the submission's own macros, and the crates among them that
/// stand for themselves.
fn words_in_macros<'a>(
    outlines: &[(&'a Utf8Path, usize, Outline<'a>)],
    macros: &HashSet<&str>,
) -> (HashSet<&'a str>, HashSet<&'a str>) {
    let (mut given, mut crates) = (HashSet::new(), HashSet::new());
    for (_, _, file) in outlines {
        let groups = file.macro_groups.iter();
        let own = groups.filter(|(name, _)| *name == "macro_rules" || macros.contains(name));
        for number in own.flat_map(|(_, inside)| inside.clone()) {
            let word = file.tokens[number].text;
            given.insert(word);
            if CRATES.contains(&word) && !path::is_colons(file.tokens, number + 1) {
                crates.insert(word);
            }
        }
    }
    (given, crates)
}
