//! The command `grader solution`.
use super::exercise::Named;
use super::print::print_styled;
use clap::Args;
use grader::error::Result;
use grader::exit_code::ExitCode;
use grader::learner::solution;

const EXAMPLES: &str = "Examples:
  grader solution gather_users         your version beside the reference, and why it works
  grader solution gather_users | less -R

It is shown once the exercise got full marks.

Exit status: 0 shown; 2 not solved yet, or the command line or its input is wrong; 3 the grader or the course is \
at fault.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Solution {
    #[command(flatten)]
    exercise: Named,
}

pub(super) fn run(arguments: Solution) -> Result<ExitCode> {
    let chosen = arguments.exercise.open()?;
    let progress = super::exercise::told(chosen.store.read()?);
    let record = progress.of(&chosen.exercise.id);
    let solution = solution::compare(&chosen.exercise, record)?;
    print_styled(|style| solution.render(&chosen.exercise, style))
}
