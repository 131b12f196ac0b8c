//! The course's exercises: its folders are the register.
mod checks;
mod exercise;
mod select;

pub use checks::listed;
pub use exercise::{Dependency, Exercise};
pub(crate) use exercise::{name_of, read_table};
pub(crate) use select::in_order;

use crate::error::{Error, Result};
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::BTreeSet;

/// A course: a workspace with a folder `exercises/`.
#[derive(Clone, Debug)]
pub struct Course {
    /// Its folder, absolute.
    pub root: Utf8PathBuf,
    /// Its exercises, by id.
    pub exercises: Vec<Exercise>,
    /// The `[workspace.dependencies]` of its manifest.
    pub dependencies: toml::Table,
}

/// A course in which some exercises may be described badly.
#[derive(Debug)]
pub struct Survey {
    /// The course, with the exercises that can be read.
    pub course: Course,
    /// The others.
    pub unreadable: Vec<Unreadable>,
}

/// An exercise that is not described well.
#[derive(Debug)]
pub struct Unreadable {
    /// Its folder below `exercises/`.
    pub id: String,
    /// What is wrong.
    pub error: Error,
}

impl Course {
    /// Opens the course in `root`, or the nearest one upwards from `from`.
    ///
    /// # Errors
    /// If there is no course, it has no exercises, or one of them is not described well.
    pub fn open(root: Option<&Utf8Path>, from: &Utf8Path) -> Result<Course> {
        let Survey { course, unreadable } = Course::survey(root, from)?;
        match unreadable.into_iter().next() {
            Some(Unreadable { error, .. }) => Err(error),
            None => Ok(course),
        }
    }

    /// Opens the course as [`Course::open`] does, and sets exercises aside that are not described well.
    ///
    /// # Errors
    /// If there is no course, or it has no exercises.
    pub fn survey(root: Option<&Utf8Path>, from: &Utf8Path) -> Result<Survey> {
        let survey = Course::survey_even_empty(root, from)?;
        if survey.course.exercises.is_empty() && survey.unreadable.is_empty() {
            let root = survey.course.root;
            return Err(Error::EmptyCourse { root });
        }
        Ok(survey)
    }

    /// As [`Course::survey`], for whoever adds the first exercise.
    ///
    /// # Errors
    /// If there is no course.
    pub fn survey_even_empty(root: Option<&Utf8Path>, from: &Utf8Path) -> Result<Survey> {
        let root = match root {
            Some(root) => absolute(root, from),
            None => from
                .ancestors()
                .find(|folder| is_course(folder))
                .unwrap_or(from)
                .to_owned(),
        };
        if !is_course(&root) {
            return Err(Error::NoCourse { from: root });
        }
        let manifest = read_table(&root.join("Cargo.toml"))?;
        let (exercises, unreadable) = find_exercises(&root)?;
        let dependencies = manifest
            .get("workspace")
            .and_then(|workspace| workspace.get("dependencies"))
            .and_then(toml::Value::as_table)
            .cloned()
            .unwrap_or_default();
        let course = Course {
            root,
            exercises,
            dependencies,
        };
        Ok(Survey { course, unreadable })
    }

    /// Sees that exercises can be graded here: the course has a folder with hidden checks.
    ///
    /// # Errors
    /// [`Error::NoChecks`] if it is a student's copy.
    pub fn with_checks(&self) -> Result<()> {
        match self.root.join("tests").is_dir() {
            true => Ok(()),
            false => Err(Error::NoChecks {
                root: self.root.clone(),
            }),
        }
    }

    /// The exercise that `named` means: an id, a name without its number, or a path to its folder,
    /// seen from `from`.
    ///
    /// # Errors
    /// If there is none; the error tells the nearest names.
    pub fn exercise(&self, named: &str, from: &Utf8Path) -> Result<&Exercise> {
        let by_name = self
            .exercises
            .iter()
            .find(|exercise| exercise.id == named || exercise.name == named);
        let by_path = || {
            let path = absolute(Utf8Path::new(named), from)
                .canonicalize_utf8()
                .ok()?;
            self.exercises.iter().find(|exercise| exercise.dir == path)
        };
        by_name.or_else(by_path).ok_or_else(|| {
            let known: Vec<String> = self
                .exercises
                .iter()
                .map(|exercise| exercise.name.clone())
                .collect();
            Error::UnknownExercise {
                named: named.to_owned(),
                nearest: nearest(named, &known),
                known,
            }
        })
    }

    /// The names of everything that exercises depend on.
    pub fn dependency_names(&self) -> BTreeSet<&str> {
        let dependencies = self
            .exercises
            .iter()
            .flat_map(|exercise| &exercise.dependencies);
        dependencies
            .map(|dependency| dependency.name.as_str())
            .collect()
    }
}

/// Those of `known` that `named` may be a slip of, the nearest first.
pub fn nearest(named: &str, known: &[String]) -> Vec<String> {
    let mut scored: Vec<(f64, &String)> = known
        .iter()
        .map(|name| (strsim::jaro_winkler(named, name), name))
        .filter(|(score, name)| *score > 0.75 || name.contains(named))
        .collect();
    scored.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    scored
        .into_iter()
        .take(3)
        .map(|(_, name)| name.clone())
        .collect()
}

fn is_course(folder: &Utf8Path) -> bool {
    let is_workspace = || {
        read_table(&folder.join("Cargo.toml"))
            .is_ok_and(|manifest| manifest.contains_key("workspace"))
    };
    folder.join("exercises").is_dir() && is_workspace()
}

/// `path` as seen from `from`, without `.` and `..` where the file system knows it.
fn absolute(path: &Utf8Path, from: &Utf8Path) -> Utf8PathBuf {
    let path = from.join(path);
    path.canonicalize_utf8().unwrap_or(path)
}

fn find_exercises(root: &Utf8Path) -> Result<(Vec<Exercise>, Vec<Unreadable>)> {
    let (mut exercises, mut unreadable) = (Vec::new(), Vec::new());
    let folder = root.join("exercises");
    for chapter in folders(&folder)? {
        for name in folders(&folder.join(&chapter))? {
            let id = format!("{chapter}/{name}");
            if !folder.join(&id).join("exercise.toml").exists() {
                continue;
            }
            match Exercise::read(root, &id) {
                Ok(exercise) => exercises.push(exercise),
                Err(error) => unreadable.push(Unreadable { id, error }),
            }
        }
    }
    Ok((exercises, unreadable))
}

/// The names of the folders in `folder`, sorted as numbers where they begin with one.
fn folders(folder: &Utf8Path) -> Result<Vec<String>> {
    let unreadable = |cause| Error::io("read the folder", folder, cause);
    let mut names = Vec::new();
    for entry in folder.read_dir_utf8().map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if entry.file_type().map_err(unreadable)?.is_dir() && !entry.file_name().starts_with('.') {
            names.push(entry.file_name().to_owned());
        }
    }
    names.sort_by_key(|name| (leading_number(name), name.clone()));
    Ok(names)
}

fn leading_number(name: &str) -> u32 {
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_finds_the_name() {
        let known = ["gather_users".to_owned(), "lost_update".to_owned()];
        assert_eq!(nearest("gahter_users", &known), ["gather_users"]);
        assert_eq!(nearest("users", &known), ["gather_users"]);
        assert!(nearest("zzz", &known).is_empty());
    }

    #[test]
    fn folders_are_sorted_by_their_number() {
        let mut names = ["10_last", "2_second", "1_first"];
        names.sort_by_key(|name| (leading_number(name), *name));
        assert_eq!(names, ["1_first", "2_second", "10_last"]);
    }
}
