//! The command `grader reset`.
use super::exercise::Named;
use super::print::print_styled;
use camino::Utf8Path;
use clap::Args;
use grader::error::Result;
use grader::exit_code::ExitCode;
use grader::grade::current_folder;
use grader::learner::stub::{self, Reset};

const EXAMPLES: &str = "Examples:
  grader reset gather_users            begin anew; your version is kept as lib.1.rs, lib.2.rs, …
  cp lib.1.rs src/lib.rs               take your version back, in the exercise's folder

What passed before stays recorded.

Exit status: 0 put back; 2 the command line is wrong or a file cannot be written; 3 the course has no stub.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ResetArguments {
    #[command(flatten)]
    exercise: Named,
}

pub(super) fn run(arguments: ResetArguments) -> Result<ExitCode> {
    let chosen = arguments.exercise.open()?;
    let here = current_folder()?;
    let reset = stub::reset(&chosen.exercise)?;
    print_styled(|_| said(&chosen.exercise.name, &reset, &here))
}

fn said(name: &str, reset: &Reset, here: &Utf8Path) -> String {
    if reset.written == 0 {
        return format!("`{name}` holds its stub already; nothing was changed.\n");
    }
    let mut text = format!("`{name}` holds its stub again.\n");
    for place in &reset.kept {
        let place = place.strip_prefix(here).unwrap_or(place);
        text += &format!("Your version is kept as {place}\n");
    }
    text
}
