//! Why there is no student's copy.
use camino::Utf8PathBuf;
use std::io;

/// What keeps a course from being written for students.
#[derive(Debug, thiserror::Error)]
pub enum ExportFault {
    /// Something is there already.
    #[error("the folder for students is not empty")]
    NotEmpty,
    /// A file or the like has the folder's name.
    #[error("what is there is not a folder")]
    NotAFolder,
    /// The folder would be a part of the course.
    #[error("the folder for students lies inside the course's `{tree}`")]
    InsideCourse {
        /// Which folder of the course.
        tree: &'static str,
    },
    /// A stub that holds a solution, because somebody solved it in place.
    #[error("this is no stub: it is the same as the solution `{solution}`")]
    Solved {
        /// The solution's file.
        solution: Utf8PathBuf,
    },
    /// A link in an exercise's folder, which could lead to something hidden.
    #[error("a symbolic link in an exercise's folder is not given to students")]
    Link,
    /// cargo does not accept the student's workspace.
    #[error("cargo cannot make a lock file for the students' copy")]
    NotLocked {
        /// What cargo said.
        rendered: String,
    },
    /// The operating system refused to read or write something.
    #[error("the students' copy could not be written: {cause}")]
    NotWritten {
        /// What is wrong.
        cause: io::Error,
    },
}

impl ExportFault {
    /// The fault's name in a report, the same in every version of the format.
    pub fn kind(&self) -> &'static str {
        match self {
            ExportFault::NotEmpty => "export_not_empty",
            ExportFault::NotAFolder => "export_not_a_folder",
            ExportFault::InsideCourse { .. } => "export_inside_course",
            ExportFault::Solved { .. } => "stub_is_solved",
            ExportFault::Link => "exercise_has_link",
            ExportFault::NotLocked { .. } => "export_not_locked",
            ExportFault::NotWritten { .. } => "export_not_written",
        }
    }

    /// True if the course is at fault, and not where the copy should go.
    pub fn is_the_courses(&self) -> bool {
        matches!(
            self,
            ExportFault::Solved { .. } | ExportFault::Link | ExportFault::NotLocked { .. }
        )
    }

    /// What another program said about it, in full.
    pub fn details(&self) -> Option<&str> {
        match self {
            ExportFault::NotLocked { rendered } => Some(rendered),
            _ => None,
        }
    }

    /// What to try.
    pub fn help(&self) -> String {
        let help = match self {
            ExportFault::NotEmpty | ExportFault::NotAFolder => {
                "name a new folder, or remove what is there"
            }
            ExportFault::InsideCourse { .. } => "name a folder beside the course",
            ExportFault::Solved { .. } => {
                "put the stub back, then let `grader verify` prove that every stub fails as it should"
            }
            ExportFault::Link => "put the file itself in the link's place",
            ExportFault::NotLocked { .. } => {
                "read cargo's messages, and mend the manifests of the exercises"
            }
            ExportFault::NotWritten { .. } => {
                "check the permissions and the free space there, then try again; nothing was left behind"
            }
        };
        help.to_owned()
    }
}
