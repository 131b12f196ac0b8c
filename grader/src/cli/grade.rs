//! The command `grader grade`: one exercise, or many.
use super::destination::Destination;
use super::print::{self, Printer};
use super::{Cli, exercise, until_interrupted};
use camino::Utf8PathBuf;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, ValueEnum};
use grader::class::{self, ClassGrading, Ungraded};
use grader::error::Result;
use grader::exit_code::ExitCode;
use grader::grade::grade;
use grader::grading::{Grading, Request};
use grader::report::class::{ClassReport, UngradedExercise};
use grader::report::{self, Report, json};

const EXAMPLES: &str = "Examples:
  grader grade gather_users                                    your copy in exercises/
  grader grade gather_users --submission path/to/lib.rs        another file
  grader grade gather_users --check all_at_once --seed 3       one schedule of one check
  grader grade gather_users --output report.json               and a report in a file
  grader grade --all                                           every exercise, with a total
  grader grade --course COURSE --submission path/to/repository all that a student handed in

Exit status: 0 all checks passed; 1 graded, but not all passed, or it does not compile; 2 the command line or its \
input is wrong; 3 the grader or the course is at fault; 130 interrupted.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Grade {
    /// The exercise: its name (`gather_users`), its id (`2_concurrency/2_gather_users`) or its folder. Several
    /// are graded together, with a total.
    #[arg(value_name = "EXERCISE", required_unless_present_any = ["all", "submission"])]
    exercises: Vec<String>,
    /// Grade every exercise of the course.
    #[arg(long, conflicts_with = "exercises")]
    all: bool,
    /// The file to grade, or a folder laid out like the exercise [default: the copy in `exercises/`]. For several
    /// exercises, a folder laid out like the course; without the name of an exercise, all are graded.
    #[arg(long, value_name = "PATH")]
    submission: Option<Utf8PathBuf>,
    /// Run only this check; may be given several times, for one exercise.
    #[arg(long = "check", value_name = "NAME")]
    checks: Vec<String>,
    /// Run the schedule with this number only; with `--schedules`, begin there.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// How many schedules each check explores.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    schedules: Option<u32>,
    /// How to print the report; `auto` is text on a terminal and JSON elsewhere.
    #[arg(long, value_enum, default_value_t = Format::Auto)]
    pub(super) format: Format,
    /// Write the report into this file too: as JSON, or as text with `--format text`.
    #[arg(long, value_name = "FILE")]
    output: Option<Utf8PathBuf>,
    /// For instructors: add the source of the checks, all that was recorded, and what the check program printed.
    #[arg(long)]
    reveal: bool,
    #[command(flatten)]
    sandbox: super::RequiredSandbox,
    /// Leave the temporary workspace, and say where it is.
    #[arg(long)]
    keep: bool,
    /// The course's folder [default: the nearest one upwards from here].
    #[arg(long, value_name = "DIR")]
    course: Option<Utf8PathBuf>,
}

/// How the report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Text on a terminal, JSON elsewhere.
    Auto,
    /// JSON.
    Json,
    /// JSON, a line for each exercise as soon as it is graded, and a last line with the total.
    Jsonl,
    /// Text for people.
    Text,
}

impl From<Format> for print::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Auto => print::Format::Auto,
            Format::Json => print::Format::Json,
            Format::Jsonl => print::Format::Jsonl,
            Format::Text => print::Format::Text,
        }
    }
}

pub(super) fn run(arguments: Grade, printer: &Printer) -> Result<ExitCode> {
    if !arguments.checks.is_empty() && arguments.exercises.len() != 1 {
        let message = "`--check` is for one exercise: name it";
        Cli::command()
            .error(ErrorKind::ArgumentConflict, message)
            .exit();
    }
    // It is opened first: that it cannot be written is known before anything is graded.
    let destination = arguments
        .output
        .as_deref()
        .map(Destination::open)
        .transpose()?;
    let request = Request {
        submission: arguments.submission,
        course: arguments.course,
        checks: arguments.checks,
        seed: arguments.seed,
        schedules: arguments.schedules,
        required_sandbox: arguments.sandbox.level(),
        ..Request::default()
    };
    let what = What {
        printer,
        destination,
        reveal: arguments.reveal,
        keep: arguments.keep,
    };
    match <[String; 1]>::try_from(arguments.exercises) {
        Ok([exercise]) => what.one(Request {
            exercise,
            ..request
        }),
        Err(exercises) => what.many(&exercises, &request),
    }
}

/// What is done with what is graded.
struct What<'a> {
    printer: &'a Printer,
    destination: Option<Destination>,
    reveal: bool,
    keep: bool,
}

impl What<'_> {
    fn one(self, request: Request) -> Result<ExitCode> {
        let grading = until_interrupted(grade(request, self.keep))?;
        exercise::keep_progress(&grading);
        let report = self.report(&grading)?;
        let status = match report.passed {
            true => ExitCode::Passed,
            false => ExitCode::NotPassed,
        };
        self.printer
            .report(&report, &report::sources(&grading), self.destination)?;
        print::say_workspace(&grading);
        Ok(status)
    }

    fn many(self, exercises: &[String], request: &Request) -> Result<ExitCode> {
        let graded = until_interrupted(class::grade(exercises, request, self.keep, |done| {
            self.as_it_ends(done)
        }))?;
        graded.gradings.iter().for_each(exercise::keep_progress);
        let reports = graded.gradings.iter().map(|grading| self.report(grading));
        let reports: Vec<Report> = reports.collect::<Result<_>>()?;
        let errors = graded.ungraded.iter().map(UngradedExercise::from).collect();
        let class = ClassReport::new(reports, errors, graded.total_ms);
        let sources: Vec<_> = graded.gradings.iter().map(report::sources).collect();
        self.printer.class(&class, &sources, self.destination)?;
        graded.gradings.iter().for_each(print::say_workspace);
        Ok(status(&graded, class.total.passed))
    }

    /// With `--format jsonl`, an exercise's line is printed when it is done.
    fn as_it_ends(&self, done: std::result::Result<&Grading, &Ungraded>) -> Result<()> {
        if !self.printer.prints_lines() {
            return Ok(());
        }
        print::print(&match done {
            Ok(grading) => json::line(&self.report(grading)?),
            Err(one) => json::line(&UngradedExercise::from(one).line()),
        })
    }

    fn report(&self, grading: &Grading) -> Result<Report> {
        match self.reveal {
            true => Report::revealed(grading),
            false => Ok(Report::new(grading)),
        }
    }
}

/// An exercise that could not be graded decides, and a fault of the course more than one of the input.
fn status(graded: &ClassGrading, passed: bool) -> ExitCode {
    let errors = graded.ungraded.iter().map(|one| one.exit_code);
    errors
        .max_by_key(|code| *code as i32)
        .unwrap_or(match passed {
            true => ExitCode::Passed,
            false => ExitCode::NotPassed,
        })
}
