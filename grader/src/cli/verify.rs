//! The command `grader verify`.
use super::print::{Format, Printer};
use super::until_interrupted;
use camino::Utf8PathBuf;
use clap::Args;
use grader::error::Result;
use grader::exit_code::ExitCode;
use grader::verify::{Options, verify};
use std::num::NonZero;

const EXIT_CODES: &str = "Examples:
  grader verify                                the whole course
  grader verify gather_users lost_update       these exercises
  grader verify --repeat 20                    each version 20 times, with other seeds, on a busy machine

Exit status: 0 no fault was found; 1 the course has faults; 2 the command line or \
its input is wrong, or a tool is missing; 3 the grader is at fault; 130 interrupted.";

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Verify {
    /// The exercises: names, ids or folders [default: all, and the course around them].
    #[arg(value_name = "EXERCISE")]
    exercises: Vec<String>,
    /// How many gradings are under way at once [default: one for each processor].
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
    /// Grade everything so many times, with other seeds and on a busy machine; every time must be alike.
    #[arg(long, value_name = "N", default_value = "1")]
    repeat: NonZero<u32>,
    /// Put plausible mistakes into the reference solutions, one at a time, and list those that no check finds.
    #[arg(long)]
    mutants: bool,
    #[command(flatten)]
    sandbox: super::RequiredSandbox,
    /// How to print what was found; `auto` is text on a terminal and JSON elsewhere.
    #[arg(long, value_enum, default_value_t = Format::Auto)]
    pub(super) format: Format,
    /// The course's folder [default: the nearest one upwards from here].
    #[arg(long, value_name = "DIR")]
    course: Option<Utf8PathBuf>,
}

pub(super) fn run(arguments: Verify, printer: &Printer) -> Result<ExitCode> {
    let one = NonZero::<usize>::MIN;
    let processors = || std::thread::available_parallelism().unwrap_or(one);
    let options = Options {
        course: arguments.course,
        exercises: arguments.exercises,
        jobs: arguments.jobs.unwrap_or_else(processors),
        repeat: arguments.repeat,
        mutants: arguments.mutants,
        required_sandbox: arguments.sandbox.level(),
    };
    let verification = until_interrupted(verify(&options))?;
    printer.verification(&verification)
}
