//! The files a student hands in: the editable ones only, read with limits.
mod fault;
mod open;

pub use fault::SubmissionFault;

use crate::catalog::Exercise;
use crate::error::{Error, Result};
use camino::{Utf8Path, Utf8PathBuf};
use sha2::{Digest, Sha256};

/// The largest file of a submission, in bytes.
pub const MAX_FILE: u64 = 1024 * 1024;

/// What is graded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The editable files, in the order of the exercise.
    pub files: Vec<SourceFile>,
    /// SHA-256 over the paths and texts of the files, in hexadecimal; their order does not count.
    pub sha256: String,
}

/// One file of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path in the exercise, `src/lib.rs`.
    pub path: Utf8PathBuf,
    /// What stands in it.
    pub text: String,
}

impl Submission {
    /// Reads the submission at `path`: a file, a folder laid out like the exercise, or one laid out like its
    /// course.
    ///
    /// # Errors
    /// [`Error::Submission`], with the path that is at fault.
    pub fn read(exercise: &Exercise, path: &Utf8Path) -> Result<Submission> {
        let faulty = |fault| Error::Submission {
            path: path.to_owned(),
            fault,
        };
        let metadata = std::fs::metadata(path).map_err(|cause| match cause.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => {
                faulty(SubmissionFault::Missing)
            }
            _ => faulty(SubmissionFault::Unreadable(cause)),
        })?;
        if metadata.is_dir() {
            return match Submission::read_below(exercise, path, Utf8Path::new(""))? {
                Some(submission) => Ok(submission),
                None => Submission::read_in_course(exercise, path)?
                    .ok_or_else(|| incomplete(path, &exercise.editable[0])),
            };
        }
        let [only] = exercise.editable.as_slice() else {
            return Err(faulty(SubmissionFault::OneOfMany(exercise.editable.len())));
        };
        let text = open::read_file(path).map_err(faulty)?;
        Ok(Submission::new(vec![SourceFile {
            path: only.clone(),
            text,
        }]))
    }

    /// Reads what `folder`, which is laid out like the exercise's course, has of the exercise; nothing if none
    /// of its editable files is there.
    ///
    /// # Errors
    /// [`Error::Submission`], with the path that is at fault.
    pub fn read_in_course(exercise: &Exercise, folder: &Utf8Path) -> Result<Option<Submission>> {
        let below = Utf8Path::new("exercises").join(&exercise.id);
        Submission::read_below(exercise, folder, &below)
    }

    /// Reads the editable files at `below` in `folder`, following no link; nothing if there is none of them.
    fn read_below(
        exercise: &Exercise,
        folder: &Utf8Path,
        below: &Utf8Path,
    ) -> Result<Option<Submission>> {
        let (mut files, mut missing) = (Vec::new(), None);
        for file in &exercise.editable {
            let path = below.join(file);
            match open::read_below(folder, &path) {
                Ok(text) => files.push(SourceFile {
                    path: file.clone(),
                    text,
                }),
                Err(SubmissionFault::Missing) => {
                    missing.get_or_insert(file);
                }
                Err(fault) => {
                    let path = folder.join(path);
                    return Err(Error::Submission { path, fault });
                }
            }
        }
        match missing {
            None => Ok(Some(Submission::new(files))),
            Some(_) if files.is_empty() => Ok(None),
            Some(file) => Err(incomplete(&folder.join(below), file)),
        }
    }

    /// A submission of these files.
    pub fn new(files: Vec<SourceFile>) -> Submission {
        let mut sorted: Vec<&SourceFile> = files.iter().collect();
        sorted.sort_by_key(|file| &file.path);
        let mut hash = Sha256::new();
        for file in sorted {
            // The lengths keep two files from being read as one.
            hash.update((file.path.as_str().len() as u64).to_le_bytes());
            hash.update(file.path.as_str());
            hash.update((file.text.len() as u64).to_le_bytes());
            hash.update(&file.text);
        }
        let sha256 = hash
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Submission { files, sha256 }
    }
}

fn incomplete(folder: &Utf8Path, file: &Utf8Path) -> Error {
    Error::Submission {
        path: folder.to_owned(),
        fault: SubmissionFault::Incomplete(file.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> SourceFile {
        SourceFile {
            path: path.into(),
            text: text.into(),
        }
    }

    #[test]
    fn the_order_of_files_does_not_change_the_hash() {
        let one = Submission::new(vec![file("a.rs", "1"), file("b.rs", "2")]);
        let other = Submission::new(vec![file("b.rs", "2"), file("a.rs", "1")]);
        assert_eq!(one.sha256, other.sha256);
    }

    #[test]
    fn text_moved_from_one_file_to_another_changes_the_hash() {
        let one = Submission::new(vec![file("a.rs", "12"), file("b.rs", "3")]);
        let other = Submission::new(vec![file("a.rs", "1"), file("b.rs", "23")]);
        assert_ne!(one.sha256, other.sha256);
    }
}
