//! What a student's copy has of the exercises: what learners read and change, and nothing else of the course.
use super::{ExportFault, refused};
use crate::catalog::{Course, Exercise};
use crate::error::{Error, Result};
use crate::learner::stub;
use camino::{Utf8Path, Utf8PathBuf};
use serde::Serialize;
use std::collections::BTreeMap;

const README: &str = include_str!("template/README.md");
/// Where the README of the copy has its table of exercises.
const TABLE: &str = "<!-- exercises -->\n";
/// Where it has the name of an exercise, as an example.
const EXAMPLE: &str = "<!-- exercise -->";
/// The files that are the same in every copy.
const FIXED: [(&str, &str); 3] = [
    (".gitignore", "/target\n"),
    (
        ".vscode/settings.json",
        include_str!("template/settings.json"),
    ),
    (
        ".vscode/extensions.json",
        include_str!("template/extensions.json"),
    ),
];

/// Path in the copy and content.
type Files = BTreeMap<Utf8PathBuf, String>;

/// What learners need of `exercise.toml`: written anew, so that neither comments nor limits of the checks get
/// into the copy.
#[derive(Serialize)]
struct Description<'a> {
    title: &'a str,
    editable: &'a [Utf8PathBuf],
    hints: &'a [String],
}

/// The files of all exercises, and those around them.
///
/// # Errors
/// If a file cannot be read, or something must not go to students.
pub(super) fn of_exercises(course: &Course) -> Result<Files> {
    let mut files = Files::new();
    files.insert("README.md".into(), readme(course));
    for (path, text) in FIXED {
        files.insert(path.into(), text.to_owned());
    }
    for name in licences(&course.root)? {
        files.insert(name.clone().into(), read(&course.root.join(&name))?);
    }
    for exercise in &course.exercises {
        one(&course.root, exercise, &mut files)?;
    }
    Ok(files)
}

fn one(root: &Utf8Path, exercise: &Exercise, files: &mut Files) -> Result<()> {
    let folder = Utf8Path::new("exercises").join(&exercise.id);
    let description = Description {
        title: &exercise.title,
        editable: &exercise.editable,
        hints: &exercise.hints,
    };
    let description = toml::to_string_pretty(&description)
        .map_err(|cause| Error::bad_course_file(&exercise.dir.join("exercise.toml"), cause))?;
    files.insert(folder.join("exercise.toml"), description);
    for name in ["Cargo.toml", "README.md"] {
        files.insert(folder.join(name), read(&exercise.dir.join(name))?);
    }
    for path in rust_files(&exercise.dir, "src".into())? {
        let text = read(&exercise.dir.join(&path))?;
        if exercise.editable.contains(&path) {
            is_no_solution(root, exercise, &exercise.dir.join(&path), &text)?;
            // From there `grader reset` puts it back.
            files.insert(folder.join(stub::FOLDER).join(&path), text.clone());
        }
        files.insert(folder.join(path), text);
    }
    Ok(())
}

/// Whoever tries an exercise in the course itself must not give the answer away.
fn is_no_solution(root: &Utf8Path, exercise: &Exercise, stub: &Utf8Path, text: &str) -> Result<()> {
    let folder = root.join("solutions").join(&exercise.id);
    if !folder.is_dir() {
        return Ok(());
    }
    let words = |text: &str| text.split_whitespace().collect::<String>();
    for path in rust_files(&folder, "".into())? {
        if words(&read(&folder.join(&path))?) == words(text) {
            let solution = Utf8Path::new("solutions").join(&exercise.id).join(path);
            return Err(refused(stub, ExportFault::Solved { solution }));
        }
    }
    Ok(())
}

/// The Rust files in a folder below `top`, as paths from there.
fn rust_files(top: &Utf8Path, folder: Utf8PathBuf) -> Result<Vec<Utf8PathBuf>> {
    let (mut files, mut folders) = (Vec::new(), vec![folder]);
    while let Some(folder) = folders.pop() {
        let path = top.join(&folder);
        let failed = |cause| Error::io("read the folder", &path, cause);
        for entry in path.read_dir_utf8().map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let inside = folder.join(entry.file_name());
            let kind = entry.file_type().map_err(failed)?;
            if kind.is_symlink() {
                return Err(refused(entry.path(), ExportFault::Link));
            }
            if kind.is_dir() {
                folders.push(inside);
            } else if inside.extension() == Some("rs") {
                files.push(inside);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The names of the course's licence files.
fn licences(root: &Utf8Path) -> Result<Vec<String>> {
    let failed = |cause| Error::io("read the folder", root, cause);
    let mut names = Vec::new();
    for entry in root.read_dir_utf8().map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let is_file = entry.file_type().map_err(failed)?.is_file();
        if is_file && entry.file_name().starts_with("LICENSE") {
            names.push(entry.file_name().to_owned());
        }
    }
    Ok(names)
}

/// A file of the course, which is no link.
fn read(path: &Utf8Path) -> Result<String> {
    if path.is_symlink() {
        return Err(refused(path, ExportFault::Link));
    }
    std::fs::read_to_string(path).map_err(|cause| Error::bad_course_file(path, cause))
}

/// What students read first, with a table of the exercises.
fn readme(course: &Course) -> String {
    let mut table = "| exercise | what it is about |\n|---|---|\n".to_owned();
    for exercise in &course.exercises {
        let Exercise {
            name, id, title, ..
        } = exercise;
        table += &format!(
            "| [`{name}`](exercises/{id}) | {} |\n",
            title.replace('|', "\\|")
        );
    }
    let example = course.exercises.first().map_or("", |one| &one.name);
    README.replace(TABLE, &table).replace(EXAMPLE, example)
}
