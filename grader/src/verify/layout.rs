//! Whether a course's folders hold what belongs there, and nothing else.
use super::fault::{Fault, FaultKind};
use super::folders::{Entry, Is, entries};
use crate::catalog::{name_of, nearest};
use crate::error::Result;
use camino::Utf8Path;
use std::collections::BTreeMap;

/// The folders of a course that hold its exercises' parts.
const PARTS: [&str; 3] = ["exercises", "solutions", "tests"];
/// What a chapter may have besides exercises, for people to read.
const README: &str = "README.md";

/// The faults of the folders above the exercises: strangers, and what has no exercise. `known` are the
/// ids of all exercises.
///
/// # Errors
/// If a folder cannot be read.
pub(super) fn of_course(root: &Utf8Path, known: &[&str]) -> Result<Vec<Fault>> {
    let mut faults = names(known);
    for part in PARTS {
        for chapter in entries(&root.join(part))? {
            let path = format!("{part}/{}", chapter.name);
            match chapter.is {
                Is::Folder => {}
                Is::File if chapter.name == README => continue,
                _ => {
                    faults.push(stray(&path, "a chapter's folder"));
                    continue;
                }
            }
            for entry in entries(&root.join(&path))? {
                let path = format!("{path}/{}", entry.name);
                match entry.is {
                    Is::Folder => {
                        let id = format!("{}/{}", chapter.name, entry.name);
                        faults.extend(
                            (!known.contains(&id.as_str())).then(|| orphan(part, &id, known)),
                        );
                    }
                    Is::File if entry.name == README => {}
                    _ => faults.push(stray(&path, "an exercise's folder")),
                }
            }
        }
    }
    Ok(faults)
}

/// A folder that belongs to no exercise.
fn orphan(part: &str, id: &str, known: &[&str]) -> Fault {
    let path = format!("{part}/{id}");
    if part == "exercises" {
        let help = "write its `exercise.toml`, or remove the folder";
        return Fault::new(
            FaultKind::NoExercise,
            path,
            "the folder has no `exercise.toml`",
            help,
        );
    }
    let known: Vec<String> = known.iter().map(ToString::to_string).collect();
    let help = match nearest(id, &known).first() {
        Some(near) => format!("is it meant for `{near}`? Else remove the folder"),
        None => "remove the folder, or write the exercise".to_owned(),
    };
    let what = format!("there is no exercise `exercises/{id}` that this folder belongs to");
    Fault::new(FaultKind::NoExercise, path, what, help)
}

/// Names that are no number and word, or that two exercises share.
fn names(known: &[&str]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut by_name: BTreeMap<&str, &str> = BTreeMap::new();
    let mut by_number: BTreeMap<String, &str> = BTreeMap::new();
    let mut bad = |id: &str, what: String, help: &str| {
        faults.push(Fault::new(
            FaultKind::BadName,
            format!("exercises/{id}"),
            what,
            help,
        ));
    };
    for id in known {
        let Some(number) = number_of(id) else {
            let what =
                "the folders' names are not a number, `_` and a name in lower case".to_owned();
            bad(id, what, "name them like `2_concurrency/2_gather_users`");
            continue;
        };
        if let Some(other) = by_name.insert(name_of(id), id) {
            let what = format!("`exercises/{other}` is called `{}` too", name_of(id));
            bad(
                id,
                what,
                "give one of them another name: the name alone finds an exercise",
            );
        }
        if let Some(other) = by_number.insert(number, id) {
            let what = format!("`exercises/{other}` has the same number");
            bad(id, what, "give one of them another number");
        }
    }
    faults
}

/// The chapter and the exercise's number in it, if both folders are named as they must be.
fn number_of(id: &str) -> Option<String> {
    let numbered = |folder: &str| {
        let (number, name) = folder.split_once('_')?;
        let digits = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
        let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let named = name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(word);
        (digits && named).then(|| number.to_owned())
    };
    let (chapter, exercise) = id.split_once('/')?;
    numbered(chapter)?;
    Some(format!("{chapter}/{}", numbered(exercise)?))
}

/// Files and folders of an exercise's three folders that do not belong there.
///
/// # Errors
/// If a folder cannot be read.
pub(super) fn strays(root: &Utf8Path, id: &str) -> Result<Vec<Fault>> {
    let rust = |entry: &Entry| entry.is == Is::File && entry.name.ends_with(".rs");
    let file = |entry: &Entry, names: &[&str]| {
        entry.is == Is::File && names.contains(&entry.name.as_str())
    };
    let folder = |entry: &Entry, name: &str| entry.is == Is::Folder && entry.name == name;
    let mut faults = Vec::new();
    let mut look = |path: String, belongs: &dyn Fn(&Entry) -> bool, what: &str| -> Result<()> {
        let entries = entries(&root.join(&path))?.into_iter();
        let strangers = entries.filter(|entry| !belongs(entry));
        faults.extend(strangers.map(|entry| stray(&format!("{path}/{}", entry.name), what)));
        Ok(())
    };
    look(
        format!("exercises/{id}"),
        &|entry| file(entry, &["Cargo.toml", README, "exercise.toml"]) || folder(entry, "src"),
        "`Cargo.toml`, `README.md`, `exercise.toml` and `src/`",
    )?;
    for path in source_folders(root, &format!("exercises/{id}/src"))? {
        look(
            path,
            &|entry| rust(entry) || entry.is == Is::Folder,
            "Rust files",
        )?;
    }
    look(
        format!("solutions/{id}"),
        &|entry| rust(entry) || file(entry, &["NOTES.md", "equivalents.toml"]),
        "accepted versions (`.rs`), `NOTES.md` and `equivalents.toml`",
    )?;
    look(
        format!("tests/{id}"),
        &|entry| file(entry, &["checks.rs"]) || folder(entry, "mistakes"),
        "`checks.rs` and `mistakes/`",
    )?;
    look(format!("tests/{id}/mistakes"), &rust, "mistakes (`.rs`)")?;
    Ok(faults)
}

/// This folder and all folders in it.
fn source_folders(root: &Utf8Path, top: &str) -> Result<Vec<String>> {
    let mut found = vec![top.to_owned()];
    let mut next = 0;
    while let Some(folder) = found.get(next).cloned() {
        let entries = entries(&root.join(&folder))?.into_iter();
        let folders = entries.filter(|entry| entry.is == Is::Folder);
        found.extend(folders.map(|entry| format!("{folder}/{}", entry.name)));
        next += 1;
    }
    Ok(found)
}

fn stray(path: &str, belongs: &str) -> Fault {
    let help = format!("remove it, or move it away; what belongs here: {belongs}");
    Fault::new(FaultKind::StrayFile, path, "it does not belong here", help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(known: &[&str]) -> Vec<String> {
        let faults = names(known).into_iter();
        faults
            .map(|fault| format!("{}: {}", fault.file, fault.what))
            .collect()
    }

    #[test]
    fn two_exercises_share_neither_a_name_nor_a_number() {
        assert_eq!(told(&["1_a/1_one", "1_a/2_two", "2_b/1_three"]), [""; 0]);
        insta::assert_snapshot!(told(&["1_a/1_one", "1_a/1_two", "2_b/3_one"]).join("\n"), @"
        exercises/1_a/1_two: `exercises/1_a/1_one` has the same number
        exercises/2_b/3_one: `exercises/1_a/1_one` is called `one` too
        ");
    }

    #[test]
    fn a_folder_is_named_with_a_number_and_a_word() {
        for id in [
            "a/1_one",
            "1_a/one",
            "1_a/1_",
            "1_a/1_One",
            "1_a/1_one two",
            "_a/1_one",
        ] {
            assert_eq!(told(&[id]).len(), 1, "{id}");
        }
    }
}
