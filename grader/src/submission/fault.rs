//! What can be wrong with a submission, and what to try.
use super::MAX_FILE;
use camino::Utf8PathBuf;

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
    /// A file, where the submissions of several exercises are asked for.
    #[error("is one file, but several exercises are to be graded")]
    OneOfSeveral,
    /// The folder of one exercise, where those of several are asked for.
    #[error("is the folder of one exercise, but several exercises are to be graded")]
    OneExercise,
    /// A folder without a folder `exercises`.
    #[error("is not laid out like the course: it has no folder `exercises`")]
    NoExercises,
    /// A folder in which none of the course's exercises is found.
    #[error("has none of this course's exercises")]
    NothingHandedIn,
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
            SubmissionFault::OneOfSeveral
            | SubmissionFault::OneExercise
            | SubmissionFault::NoExercises => "submission_not_a_course",
            SubmissionFault::NothingHandedIn => "submission_of_another_course",
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
            SubmissionFault::OneOfSeveral | SubmissionFault::OneExercise => {
                "name the exercise that it is for, as in `grader grade NAME --submission PATH`".into()
            }
            SubmissionFault::NoExercises => {
                "name the folder that has `exercises/<chapter>/<exercise>/…` in it, as `grader export` writes it"
                    .into()
            }
            SubmissionFault::NothingHandedIn => {
                "check the path, and that `--course` names the course it belongs to; \
                 the folders' names must be those of the course"
                    .into()
            }
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
