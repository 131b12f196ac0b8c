//! The exit statuses of the command.

/// With which status the command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitCode {
    /// Every check that was run passed, a verified course has no fault, or there was nothing to grade.
    Passed = 0,
    /// The submission was graded and not every check passed, or it does not compile or is refused; or a
    /// course was verified and has faults.
    NotPassed = 1,
    /// The command line, its input or the user's environment is at fault; nothing was graded.
    Usage = 2,
    /// The grader or the course is at fault; nothing was graded.
    Failure = 3,
    /// Ended by Ctrl-C or SIGTERM; nothing was left running.
    Interrupted = 130,
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        std::process::ExitCode::from(code as u8)
    }
}
