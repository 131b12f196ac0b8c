//! The files a student hands in: the editable ones only, read with limits.
mod open;

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

/// What can be wrong with a submission.
#[derive(Debug, thiserror::Error)]
pub enum SubmissionFault {
    /// There is nothing of that name.
    #[error("does not exist")]
    Missing,
    /// A folder without one of the editable files.
    #[error("is a folder without the file `{0}`")]
    Incomplete(Utf8PathBuf),
    /// A single file, for an exercise with several editable ones.
    #[error("is one file, but this exercise has {0} editable files")]
    OneOfMany(usize),
    /// A symbolic link, also in the middle of the path.
    #[error("is a symbolic link, or is reached through one")]
    Link,
    /// Neither a file nor a folder.
    #[error("is not a regular file")]
    NotRegular,
    /// A file with nothing in it.
    #[error("is empty")]
    Empty,
    /// A file over the limit; its size in bytes.
    #[error("is too large: over {} KiB", MAX_FILE / 1024)]
    TooLarge,
    /// Not text.
    #[error("is not UTF-8 text: the byte at offset {0} is not valid")]
    NotText(usize),
    /// The system refuses to give it.
    #[error("cannot be read: {0}")]
    Unreadable(std::io::Error),
}

impl SubmissionFault {
    /// The fault's name in a report.
    pub fn kind(&self) -> &'static str {
        match self {
            SubmissionFault::Missing => "submission_missing",
            SubmissionFault::Incomplete(_) | SubmissionFault::OneOfMany(_) => {
                "submission_incomplete"
            }
            SubmissionFault::Link => "submission_is_link",
            SubmissionFault::NotRegular => "submission_not_regular",
            SubmissionFault::Empty => "submission_empty",
            SubmissionFault::TooLarge => "submission_too_large",
            SubmissionFault::NotText(_) => "submission_not_utf8",
            SubmissionFault::Unreadable(_) => "submission_unreadable",
        }
    }

    /// What to try.
    pub fn help(&self) -> String {
        match self {
            SubmissionFault::Missing => {
                "check the path, or leave `--submission` out to grade the copy in `exercises/`"
                    .into()
            }
            SubmissionFault::Incomplete(file) => {
                format!("hand in the file itself, or a folder that has it at `{file}`")
            }
            SubmissionFault::OneOfMany(_) => "hand in a folder laid out like the exercise".into(),
            SubmissionFault::Link | SubmissionFault::NotRegular => {
                "hand in a copy of the file itself".into()
            }
            SubmissionFault::Empty => "save your work in the file and try again".into(),
            SubmissionFault::TooLarge => {
                "hand in the source file only, without generated data".into()
            }
            SubmissionFault::NotText(_) => "save the file as UTF-8 and try again".into(),
            SubmissionFault::Unreadable(_) => "check the permissions of the file".into(),
        }
    }
}

impl Submission {
    /// Reads the submission at `path`: a file, or a folder laid out like the exercise.
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
            return Submission::read_folder(exercise, path);
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

    fn read_folder(exercise: &Exercise, folder: &Utf8Path) -> Result<Submission> {
        let read = |file: &Utf8PathBuf| match open::read_below(folder, file) {
            Ok(text) => Ok(SourceFile {
                path: file.clone(),
                text,
            }),
            Err(SubmissionFault::Missing) => Err(Error::Submission {
                path: folder.to_owned(),
                fault: SubmissionFault::Incomplete(file.clone()),
            }),
            Err(fault) => Err(Error::Submission {
                path: folder.join(file),
                fault,
            }),
        };
        Ok(Submission::new(
            exercise.editable.iter().map(read).collect::<Result<_>>()?,
        ))
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
