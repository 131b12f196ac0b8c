//! What is to be graded of one exercise: the stub, every accepted version and every mistake.
use super::declaration::{Declared, Mark};
use super::folders::rust_files;
use crate::catalog::Exercise;
use crate::error::Result;
use camino::{Utf8Path, Utf8PathBuf};

/// An exercise, and everything of it that is to be graded.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) exercise: Exercise,
    /// The course's folder.
    pub(super) root: Utf8PathBuf,
    /// The text of the hidden checks; empty if there are none.
    pub(super) checks: String,
    pub(super) subjects: Vec<Subject>,
}

/// One version of an exercise's code.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub(super) role: Role,
    /// Its file, absolute.
    pub(super) path: Utf8PathBuf,
    /// What is declared of it.
    pub(super) declared: Declared,
}

/// What a version is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// What a learner begins with.
    Stub,
    /// It must get full marks.
    Accepted,
    /// It must fail as it declares.
    Mistake,
}

impl Plan {
    /// Reads the folders of an exercise of the course in `root`.
    ///
    /// # Errors
    /// If a folder cannot be read.
    pub(super) fn read(root: &Utf8Path, exercise: &Exercise) -> Result<Plan> {
        // What cannot be read here is a fault that compiling it, or looking for it, will tell of.
        let text = |path: &Utf8Path| std::fs::read_to_string(path).unwrap_or_default();
        let checks = text(&exercise.checks);
        let checks_file = relative(root, &exercise.checks);
        let mut subjects = vec![Subject {
            role: Role::Stub,
            path: exercise.dir.join(&exercise.editable[0]),
            declared: Declared::read(&checks_file, &checks, &[Mark::Stub, Mark::Allows]),
        }];
        for path in rust_files(&root.join("solutions").join(&exercise.id))? {
            let declared = Declared::read(&relative(root, &path), &text(&path), &[]);
            subjects.push(Subject {
                role: Role::Accepted,
                path,
                declared,
            });
        }
        for path in rust_files(&root.join("tests").join(&exercise.id).join("mistakes"))? {
            let declared = Declared::read(&relative(root, &path), &text(&path), &[Mark::Fails]);
            subjects.push(Subject {
                role: Role::Mistake,
                path,
                declared,
            });
        }
        Ok(Plan {
            exercise: exercise.clone(),
            root: root.to_owned(),
            checks,
            subjects,
        })
    }

    /// How many versions there are of a kind.
    pub(super) fn count(&self, role: Role) -> usize {
        let alike = self.subjects.iter().filter(|subject| subject.role == role);
        alike.count()
    }

    /// A path as faults name it.
    pub(super) fn relative(&self, path: &Utf8Path) -> String {
        relative(&self.root, path)
    }

    /// The file with the hidden checks, as faults name it.
    pub(super) fn checks_file(&self) -> String {
        self.relative(&self.exercise.checks)
    }

    /// The line where the check of this name is written.
    pub(super) fn line_of_check(&self, check: &str) -> Option<u32> {
        let wanted = format!("fn {check}(");
        let found = (1..).zip(self.checks.lines());
        found
            .filter(|(_, line)| line.contains(&wanted))
            .map(|(number, _)| number)
            .next()
    }

    /// Every Rust file of the exercise that is graded, or that grades.
    pub(super) fn rust_files(&self) -> Vec<Utf8PathBuf> {
        let exercise = &self.exercise;
        let stub = exercise.editable.iter().map(|file| exercise.dir.join(file));
        let graded = self.subjects.iter().filter(|one| one.role != Role::Stub);
        let mut files = vec![exercise.checks.clone()];
        files.extend(stub.chain(graded.map(|subject| subject.path.clone())));
        files.retain(|file| file.is_file());
        files
    }
}

/// `path` as seen from the course's folder.
pub(super) fn relative(root: &Utf8Path, path: &Utf8Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string()
}
