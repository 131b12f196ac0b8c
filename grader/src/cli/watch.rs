//! The command `grader watch`, which is also what `grader` alone does.
use super::exercise::told;
use super::until_interrupted;
use camino::Utf8PathBuf;
use clap::Parser;
use grader::error::Result;
use grader::exit_code::ExitCode;
use grader::watch::{self, Options};

const EXAMPLES: &str = "Examples:
  grader                               go on with the exercise that you are at
  grader watch gather_users            this exercise
  grader watch --poll                  on a file system that tells no changes, as some network folders

Edit the exercise in your editor beside it; each save is graded at once. Press ? for the keys.

Exit status: 0 quit; 2 no terminal, or the command line or its input is wrong; 3 the grader or the course is at \
fault; 130 ended by Ctrl-C.";

#[derive(Debug, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Watch {
    /// The exercise to begin with: its name, its id or its folder [default: the one that you were at].
    exercise: Option<String>,
    /// Look at the files five times a second instead of waiting for the system to tell of a change.
    #[arg(long)]
    poll: bool,
    #[command(flatten)]
    sandbox: super::RequiredSandbox,
    /// The course's folder [default: the nearest one upwards from here].
    #[arg(long, value_name = "DIR")]
    course: Option<Utf8PathBuf>,
}

pub(super) fn run(arguments: Watch) -> Result<ExitCode> {
    let options = Options {
        exercise: arguments.exercise,
        course: arguments.course,
        poll: arguments.poll,
        required_sandbox: arguments.sandbox.level(),
    };
    let ended = until_interrupted(watch::watch(&options))?;
    told(ended);
    Ok(ExitCode::Passed)
}
