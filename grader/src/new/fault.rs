//! Why there is no new exercise.
use std::io;

/// What is wrong with the chapter, the name, or the folders of a new exercise.
#[derive(Debug, thiserror::Error)]
pub enum NewFault {
    /// It cannot be the name of a crate.
    #[error("`{named}` cannot be the name of an exercise: {why}")]
    BadName {
        /// What was asked for.
        named: String,
        /// What is wrong with it.
        why: String,
    },
    /// Something else that a check program is linked from has this name.
    #[error("`{name}` cannot be the name of an exercise: it is {what}")]
    ReservedName {
        /// What was asked for.
        name: String,
        /// What has the name.
        what: &'static str,
    },
    /// An exercise of the course has this name.
    #[error("there is an exercise `{name}` already")]
    NameTaken {
        /// What was asked for.
        name: String,
    },
    /// An exercise of the chapter has this number.
    #[error("number {number} of the chapter is taken by `{by}`")]
    NumberTaken {
        /// What was asked for.
        number: u32,
        /// The folder that has it.
        by: String,
    },
    /// No chapter is called that, and none can be.
    #[error("there is no chapter `{named}`")]
    UnknownChapter {
        /// What was asked for.
        named: String,
        /// Chapters that are much like it.
        nearest: Vec<String>,
        /// The folders of all chapters.
        known: Vec<String>,
    },
    /// A chapter has this number or this name.
    #[error("`{named}` cannot be a new chapter: there is `{by}` already")]
    ChapterTaken {
        /// What was asked for.
        named: String,
        /// The chapter that is in the way.
        by: String,
    },
    /// The operating system refused to read or write something.
    #[error("the exercise could not be written: {cause}")]
    NotWritten {
        /// What is wrong.
        cause: io::Error,
    },
}

impl NewFault {
    /// The fault's name in a report, the same in every version of the format.
    pub fn kind(&self) -> &'static str {
        match self {
            NewFault::BadName { .. } => "bad_exercise_name",
            NewFault::ReservedName { .. } => "reserved_exercise_name",
            NewFault::NameTaken { .. } => "exercise_name_taken",
            NewFault::NumberTaken { .. } => "exercise_number_taken",
            NewFault::UnknownChapter { .. } => "unknown_chapter",
            NewFault::ChapterTaken { .. } => "chapter_taken",
            NewFault::NotWritten { .. } => "exercise_not_written",
        }
    }

    /// What to try.
    pub fn help(&self) -> String {
        match self {
            NewFault::BadName { .. } => "use lower-case letters, digits and `_`, as in `rate_counter`; with a number of your choice: `4_rate_counter`".into(),
            NewFault::ReservedName { .. } => "choose a name that says what goes wrong, as `lost_update` does".into(),
            NewFault::NameTaken { .. } => "choose another name; without its number it must be the only one in the course".into(),
            NewFault::NumberTaken { .. } => "leave the number out to get the next free one".into(),
            NewFault::UnknownChapter { nearest, known, .. } => chapters(nearest, known),
            NewFault::ChapterTaken { by, .. } => format!("name the chapter `{by}`, or choose another number and another name"),
            NewFault::NotWritten { .. } => "check the permissions and the free space there, then try again; nothing was changed".into(),
        }
    }
}

fn chapters(nearest: &[String], known: &[String]) -> String {
    let mut help = String::new();
    if let Some(name) = nearest.first() {
        help = format!("did you mean `{name}`? ");
    }
    if !known.is_empty() {
        help += &format!("the chapters are: {}; ", known.join(", "));
    }
    help + "a new one has a number and a name, as in `6_cancellation`"
}
