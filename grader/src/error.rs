//! What can keep the grader from grading, each with what happened, where, and what to try.
mod report;

pub use report::{ErrorFacts, ErrorReport};

use crate::exit_code::ExitCode;
use crate::export::ExportFault;
use crate::learner::LearnerFault;
use crate::new::NewFault;
use crate::sandbox::{Level, Missing, Standing};
use crate::submission::SubmissionFault;
use camino::{Utf8Path, Utf8PathBuf};
use std::io;

/// What a step gives.
pub type Result<T> = std::result::Result<T, Error>;

/// Why nothing was graded. A wrong submission is none of these: it is a good report.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no course here.
    #[error("there is no course in this folder or above it")]
    NoCourse {
        /// Where the search began.
        from: Utf8PathBuf,
    },
    /// The course is a student's copy.
    #[error("this course has no hidden checks")]
    NoChecks {
        /// The course's folder.
        root: Utf8PathBuf,
    },
    /// The course's folder `exercises/` holds none.
    #[error("the course has no exercises")]
    EmptyCourse {
        /// The course's folder.
        root: Utf8PathBuf,
    },
    /// No exercise is called that.
    #[error("there is no exercise `{named}`")]
    UnknownExercise {
        /// What was asked for.
        named: String,
        /// Names that are much like it.
        nearest: Vec<String>,
        /// The names of all exercises.
        known: Vec<String>,
    },
    /// No check of the exercise is called that.
    #[error("the exercise `{exercise}` has no check `{named}`")]
    UnknownCheck {
        /// The exercise's name.
        exercise: String,
        /// What was asked for.
        named: String,
        /// Names that are much like it.
        nearest: Vec<String>,
        /// The names of all checks.
        known: Vec<String>,
    },
    /// The submission cannot be read as one.
    #[error("the submission {fault}")]
    Submission {
        /// The file or folder.
        path: Utf8PathBuf,
        /// What is wrong with it.
        fault: SubmissionFault,
    },
    /// A new exercise cannot be made.
    #[error("{fault}")]
    New {
        /// The file or folder.
        path: Utf8PathBuf,
        /// What is wrong.
        fault: NewFault,
    },
    /// A course cannot be written for students.
    #[error("{fault}")]
    Export {
        /// The file or folder.
        path: Utf8PathBuf,
        /// What is wrong.
        fault: ExportFault,
    },
    /// A learner's command cannot do what it should.
    #[error("{fault}")]
    Learner {
        /// The file or folder.
        path: Utf8PathBuf,
        /// What is wrong.
        fault: LearnerFault,
    },
    /// The report cannot be written where it should be.
    #[error("the report cannot be written here: {cause}")]
    Output {
        /// The file that was asked for.
        path: Utf8PathBuf,
        /// What is wrong.
        cause: io::Error,
    },
    /// Two reports would be written into one file.
    #[error("this file is named twice, for two reports")]
    SameOutput {
        /// The file.
        path: Utf8PathBuf,
    },
    /// rustc cannot be started, or does not answer.
    #[error("the Rust compiler `{program}` cannot be used: {cause}")]
    NoRustc {
        /// The program that was tried.
        program: String,
        /// What is wrong.
        cause: String,
    },
    /// A program that comes with the compiler is not there.
    #[error("`{program}`, which comes with the Rust compiler, is not installed")]
    NoTool {
        /// The program.
        program: &'static str,
        /// The part of the toolchain that has it.
        component: &'static str,
    },
    /// The kit cannot be kept.
    #[error("the grader's cache cannot be written: {cause}")]
    Cache {
        /// The file or folder.
        path: Utf8PathBuf,
        /// What is wrong.
        cause: io::Error,
    },
    /// cargo could not download what the kit needs.
    #[error("the libraries that the exercises use could not be downloaded")]
    Download {
        /// The kit's folder.
        path: Utf8PathBuf,
        /// What cargo said.
        rendered: String,
    },
    /// The kit does not build.
    #[error("the libraries that the exercises use could not be built")]
    KitBuild {
        /// The kit's folder.
        path: Utf8PathBuf,
        /// What cargo said.
        rendered: String,
    },
    /// A file of the course is missing or wrong.
    #[error("this file of the course is not as it must be: {cause}")]
    CourseFile {
        /// The file.
        path: Utf8PathBuf,
        /// What is wrong.
        cause: String,
    },
    /// The hidden checks compile neither with the submission nor with the exercise's own code.
    #[error("the hidden checks of this exercise do not compile")]
    ChecksDoNotCompile {
        /// The file.
        path: Utf8PathBuf,
        /// What rustc said.
        rendered: String,
    },
    /// The hidden checks compile, but their program does not answer as it must.
    #[error("the hidden checks of this exercise cannot be run: {cause}")]
    ChecksDoNotRun {
        /// The file.
        path: Utf8PathBuf,
        /// What is wrong.
        cause: String,
    },
    /// Fewer layers stand than were asked for.
    #[error("the sandbox here reaches the level `{}`, and `{required}` is required", standing.level)]
    SandboxTooWeak {
        /// What was asked for.
        required: Level,
        /// What stands, and what is missing.
        standing: Standing,
    },
    /// The operating system refused something that the grader needs.
    #[error("could not {doing}: {cause}")]
    Io {
        /// What was tried.
        doing: &'static str,
        /// With which file or program.
        path: Utf8PathBuf,
        /// What is wrong.
        cause: io::Error,
    },
    /// Ctrl-C or SIGTERM.
    #[error("interrupted; every process that was started has been ended")]
    Interrupted,
}

impl Error {
    /// The operating system refused something.
    pub fn io(doing: &'static str, path: impl AsRef<Utf8Path>, cause: io::Error) -> Error {
        let path = path.as_ref().to_owned();
        Error::Io { doing, path, cause }
    }

    pub(crate) fn bad_course_file(path: &Utf8Path, cause: impl ToString) -> Error {
        let cause = cause.to_string();
        Error::CourseFile {
            path: path.to_owned(),
            cause,
        }
    }

    /// The error's name in a report, the same in every version of the format.
    pub fn kind(&self) -> &'static str {
        match self {
            Error::NoCourse { .. } => "no_course",
            Error::NoChecks { .. } => "no_checks",
            Error::EmptyCourse { .. } => "empty_course",
            Error::UnknownExercise { .. } => "unknown_exercise",
            Error::UnknownCheck { .. } => "unknown_check",
            Error::Submission { fault, .. } => fault.kind(),
            Error::New { fault, .. } => fault.kind(),
            Error::Export { fault, .. } => fault.kind(),
            Error::Learner { fault, .. } => fault.kind(),
            Error::Output { .. } => "output_not_writable",
            Error::SameOutput { .. } => "output_named_twice",
            Error::NoRustc { .. } => "no_rustc",
            Error::NoTool { .. } => "no_tool",
            Error::Cache { .. } => "cache_not_writable",
            Error::Download { .. } => "download_failed",
            Error::KitBuild { .. } => "kit_does_not_build",
            Error::CourseFile { .. } => "bad_course_file",
            Error::ChecksDoNotCompile { .. } => "checks_do_not_compile",
            Error::ChecksDoNotRun { .. } => "checks_do_not_run",
            Error::SandboxTooWeak { .. } => "sandbox_too_weak",
            Error::Io { .. } => "io",
            Error::Interrupted => "interrupted",
        }
    }

    /// With which status the command ends.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Error::Export { fault, .. } if fault.is_the_courses() => ExitCode::Failure,
            Error::NoCourse { .. }
            | Error::NoChecks { .. }
            | Error::EmptyCourse { .. }
            | Error::UnknownExercise { .. }
            | Error::UnknownCheck { .. }
            | Error::Submission { .. }
            | Error::New { .. }
            | Error::Export { .. }
            | Error::Output { .. }
            | Error::SameOutput { .. }
            | Error::NoRustc { .. }
            | Error::NoTool { .. }
            | Error::Cache { .. }
            | Error::Download { .. }
            | Error::SandboxTooWeak { .. } => ExitCode::Usage,
            Error::KitBuild { .. }
            | Error::CourseFile { .. }
            | Error::ChecksDoNotCompile { .. }
            | Error::ChecksDoNotRun { .. }
            | Error::Io { .. } => ExitCode::Failure,
            Error::Learner { fault, .. } => fault.exit_code(),
            Error::Interrupted => ExitCode::Interrupted,
        }
    }

    /// The file or folder that it is about.
    pub fn path(&self) -> Option<&Utf8Path> {
        match self {
            Error::NoCourse { from: path }
            | Error::NoChecks { root: path }
            | Error::EmptyCourse { root: path }
            | Error::Submission { path, .. }
            | Error::New { path, .. }
            | Error::Export { path, .. }
            | Error::Learner { path, .. }
            | Error::Output { path, .. }
            | Error::SameOutput { path }
            | Error::Cache { path, .. }
            | Error::Download { path, .. }
            | Error::KitBuild { path, .. }
            | Error::CourseFile { path, .. }
            | Error::ChecksDoNotCompile { path, .. }
            | Error::ChecksDoNotRun { path, .. }
            | Error::Io { path, .. } => Some(path),
            Error::UnknownExercise { .. }
            | Error::UnknownCheck { .. }
            | Error::NoRustc { .. }
            | Error::NoTool { .. }
            | Error::SandboxTooWeak { .. }
            | Error::Interrupted => None,
        }
    }

    /// What another program said about it, in full.
    pub fn details(&self) -> Option<&str> {
        match self {
            Error::Download { rendered, .. } | Error::KitBuild { rendered, .. } => Some(rendered),
            Error::Export { fault, .. } => fault.details(),
            _ => None,
        }
    }

    /// What the compiler said about the hidden checks, with lines of them: for instructors only.
    pub fn hidden_details(&self) -> Option<&str> {
        match self {
            Error::ChecksDoNotCompile { rendered, .. } => Some(rendered),
            _ => None,
        }
    }

    /// What to try.
    pub fn help(&self) -> String {
        match self {
            Error::NoCourse { .. } => {
                "run the grader inside the course's folder, or name that folder with `--course`"
                    .into()
            }
            Error::NoChecks { .. } => {
                "it is a student's copy: name the whole course with `--course`, and this folder with `--submission`"
                    .into()
            }
            Error::EmptyCourse { .. } => {
                "an exercise is a folder `exercises/<chapter>/<exercise>` with an `exercise.toml`"
                    .into()
            }
            Error::UnknownExercise { nearest, known, .. } => choices("exercises", nearest, known),
            Error::UnknownCheck { nearest, known, .. } => choices("checks", nearest, known),
            Error::Submission { fault, .. } => fault.help(),
            Error::New { fault, .. } => fault.help(),
            Error::Export { fault, .. } => fault.help(),
            Error::Learner { fault, .. } => fault.help(),
            Error::Output { .. } => {
                "make sure that it can be written to, and that its folder exists and its disk has room".into()
            }
            Error::SameOutput { .. } => "give each `--output` a file of its own".into(),
            Error::NoRustc { .. } => {
                "install Rust from https://rustup.rs and make sure that `rustc -vV` works here"
                    .into()
            }
            Error::NoTool { component, .. } => {
                format!("install it: `rustup component add {component}`")
            }
            Error::Cache { .. } => {
                "make the folder writable, or name another one with the variable GRADER_CACHE_DIR"
                    .into()
            }
            Error::Download { .. } => {
                "the first grading needs the network once: connect and try again".into()
            }
            Error::KitBuild { .. } => {
                "read cargo's messages; if a tool such as `cc` is missing, install it".into()
            }
            Error::CourseFile { .. } => {
                "this is the course's fault, not the submission's: mend the file".into()
            }
            Error::ChecksDoNotCompile { .. } | Error::ChecksDoNotRun { .. } => {
                "this is the course's fault, not the submission's: tell the instructor, to whom `grader verify` shows more"
                    .into()
            }
            Error::SandboxTooWeak { standing, .. } => missing_layers(standing),
            Error::Io { .. } => {
                "check the permissions and the free space there, then try again".into()
            }
            Error::Interrupted => "start the command again".into(),
        }
    }
}

fn missing_layers(standing: &Standing) -> String {
    let told = |one: &Missing| format!("`{}` is missing: {}; {}", one.layer, one.reason, one.help);
    let missing: Vec<String> = standing.missing.iter().map(told).collect();
    format!("{}. `grader doctor` shows all layers", missing.join(". "))
}

fn choices(what: &str, nearest: &[String], known: &[String]) -> String {
    let all = format!("the {what} are: {}", known.join(", "));
    match nearest {
        [] => all,
        [name] => format!("did you mean `{name}`? {all}"),
        names => format!("did you mean one of `{}`? {all}", names.join("`, `")),
    }
}
