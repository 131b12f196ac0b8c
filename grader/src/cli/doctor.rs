//! The command `grader doctor`.
use super::print::{Format, Printer};
use super::until_interrupted;
use camino::Utf8PathBuf;
use clap::Args;
use grader::doctor::examine;
use grader::error::Result;
use grader::exit_code::ExitCode;
use grader::sandbox::Level;

const EXIT_CODES: &str = "Examples:
  grader doctor                                what there is
  grader doctor --require-sandbox strong       and fail if the sandbox is weaker

Exit status: 0 gradings can be made here; 2 they cannot, or the sandbox is weaker than \
required; 3 the grader is at fault; 130 interrupted.";

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Doctor {
    #[command(flatten)]
    sandbox: super::RequiredSandbox,
    /// How to print what was found; `auto` is text on a terminal and JSON elsewhere.
    #[arg(long, value_enum, default_value_t = Format::Auto)]
    pub(super) format: Format,
    /// The course's folder [default: the nearest one upwards from here].
    #[arg(long, value_name = "DIR")]
    course: Option<Utf8PathBuf>,
}

pub(super) fn run(arguments: Doctor, printer: &Printer) -> Result<ExitCode> {
    let required = arguments.sandbox.level().unwrap_or(Level::None);
    let health =
        until_interrupted(async { Ok(examine(arguments.course.as_deref(), required).await) })?;
    printer.health(&health)
}
