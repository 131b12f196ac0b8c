//! The files of a submission as modules of one crate.
use super::outline::{Meaning, Named, Outline, Scope};
use camino::Utf8Path;

/// Makes the files modules of one another: `src/a/b.rs` is the module `b` of the module `a`.
pub(super) fn link<'a>(scopes: &mut [Scope<'a>], outlines: &[(&'a Utf8Path, usize, Outline<'a>)]) {
    let mut modules: Vec<(Vec<&'a str>, usize)> = outlines
        .iter()
        .map(|(path, root, _)| (module_path(path), *root))
        .collect();
    modules.sort();
    for (path, root) in &modules {
        let Some((name, above)) = path.split_last() else {
            continue;
        };
        let parent = modules.iter().find(|(other, _)| other == above);
        // Without a file of the submission in between, it hangs below the root.
        let parent = parent.or(modules.first()).map(|(_, root)| *root);
        let Some(parent) = parent.filter(|parent| parent != root) else {
            continue;
        };
        scopes[*root].parent = Some(parent);
        let named = Named {
            meaning: Meaning::Module(*root),
            certain: true,
        };
        scopes[parent].names.entry(name).or_default().push(named);
    }
}

/// The names of the modules that lead to a file, from the crate on.
pub(super) fn module_path(file: &Utf8Path) -> Vec<&str> {
    let inside = file.as_str().strip_prefix("src/").unwrap_or(file.as_str());
    let stem = inside.strip_suffix(".rs").unwrap_or(inside);
    let mut path: Vec<&str> = stem.split('/').collect();
    if matches!(path.last(), Some(&"mod" | &"lib")) {
        path.pop();
    }
    path
}
