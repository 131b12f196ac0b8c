//! The command `grader list`.
use super::exercise::InCourse;
use super::print::{Format, Printer};
use clap::Args;
use grader::error::Result;
use grader::exit_code::ExitCode;
use grader::learner::listing::Listing;

const EXAMPLES: &str = "Examples:
  grader list                          the exercises, with a mark at the one that you are at
  grader list --format json            the same for programs (`grader schema list`)

Marks: ✔ done, ✘ not passed yet, ~ passed before and changed since, … changed and not graded, · not begun.

Exit status: 0 listed; 2 the command line or its input is wrong; 3 the grader or the course is at fault.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct List {
    /// How to print the list; `auto` is text on a terminal and JSON elsewhere.
    #[arg(long, value_enum, default_value_t = Format::Auto)]
    pub(super) format: Format,
    #[command(flatten)]
    course: InCourse,
}

pub(super) fn run(arguments: List, printer: &Printer) -> Result<ExitCode> {
    let (course, progress) = arguments.course.open()?;
    printer.listing(&Listing::of(&course, &progress))
}
