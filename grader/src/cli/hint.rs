//! The command `grader hint`.
use super::exercise::{Named, told};
use super::print::print_styled;
use clap::Args;
use grader::error::Result;
use grader::exit_code::ExitCode;
use grader::learner::hint;

const EXAMPLES: &str = "Examples:
  grader hint gather_users             one more step at each call
  grader hint                          for the exercise that you are at

After a failed grading, what its diagnosis advises comes first.

Exit status: 0 shown; 2 the command line or its input is wrong; 3 the grader or the course is at fault.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Hint {
    #[command(flatten)]
    exercise: Named,
}

pub(super) fn run(arguments: Hint) -> Result<ExitCode> {
    let chosen = arguments.exercise.open()?;
    let exercise = &chosen.exercise;
    let next = chosen
        .store
        .update(|progress| hint::next(exercise, progress.of_mut(&exercise.id)))?;
    print_styled(|style| match told(next) {
        Some(hint) => hint.render(exercise, style),
        None => "This exercise has no hints.\n".to_owned(),
    })
}
