//! What can keep a learner's command from doing what it should.
use crate::exit_code::ExitCode;
use std::io;

/// What is wrong.
#[derive(Debug, thiserror::Error)]
pub enum LearnerFault {
    /// The progress file, or its folder, cannot be read or written.
    #[error("your progress cannot be kept: {0}")]
    Progress(io::Error),
    /// The progress file was written by a newer grader; this one would lose what it does not know.
    #[error("your progress was written by a newer grader, in version {0} of its format")]
    NewerProgress(u32),
    /// The course has no copy of the exercise's stub.
    #[error("the course keeps no copy of this exercise's stub")]
    NoStub,
    /// The stub cannot be put back.
    #[error("the stub cannot be put back: {0}")]
    Reset(io::Error),
    /// The exercise has not been solved.
    #[error("the reference solution of `{0}` is shown after full marks")]
    NotSolved(String),
    /// The course comes without its solutions.
    #[error("the course has no reference solution of this exercise")]
    NoSolution,
    /// The terminal interface needs a terminal.
    #[error("this is no terminal")]
    NoTerminal,
    /// The terminal does not do what it is asked.
    #[error("the terminal cannot be used: {0}")]
    Terminal(io::Error),
}

impl LearnerFault {
    /// The fault's name in a report.
    pub fn kind(&self) -> &'static str {
        match self {
            LearnerFault::Progress(_) => "progress_not_writable",
            LearnerFault::NewerProgress(_) => "progress_too_new",
            LearnerFault::NoStub => "no_stub",
            LearnerFault::Reset(_) => "not_reset",
            LearnerFault::NotSolved(_) => "not_solved",
            LearnerFault::NoSolution => "no_solution",
            LearnerFault::NoTerminal => "no_terminal",
            LearnerFault::Terminal(_) => "terminal",
        }
    }

    /// With which status the command ends.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            LearnerFault::NoStub => ExitCode::Failure,
            _ => ExitCode::Usage,
        }
    }

    /// What to try.
    pub fn help(&self) -> String {
        match self {
            LearnerFault::Progress(_) => {
                "make sure that the file and its folder can be written, and that the disk has room"
                    .into()
            }
            LearnerFault::NewerProgress(_) => {
                "use the newer grader, or move the file away to begin anew".into()
            }
            LearnerFault::NoStub => {
                "this is the course's fault: tell the instructor; `grader verify` names the missing file"
                    .into()
            }
            LearnerFault::Reset(_) => "make sure that the exercise's folder can be written".into(),
            LearnerFault::NotSolved(name) => {
                format!("grade it: `grader grade {name}`; if you are stuck: `grader hint {name}`")
            }
            LearnerFault::NoSolution => {
                "your instructor has it: courses are handed out without solutions".into()
            }
            LearnerFault::NoTerminal => {
                "run it in a terminal, or use `grader grade EXERCISE`, which works anywhere; \
                 `grader list` names the exercises"
                    .into()
            }
            LearnerFault::Terminal(_) => {
                "try another terminal, or use `grader grade EXERCISE`".into()
            }
        }
    }
}
