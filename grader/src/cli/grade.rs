//! The command `grader grade`: one exercise, or many.
use super::answer::Answer;
use super::format::{Output, ReportFormat};
use super::outputs::Outputs;
use super::print::{self, Printer};
use super::{Cli, exercise, or_error, until_interrupted};
use camino::Utf8PathBuf;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory};
use grader::class::{self, ClassGrading, Ungraded};
use grader::error::Result;
use grader::exit_code::ExitCode;
use grader::grade::{current_folder, grade};
use grader::grading::{Grading, Request};
use grader::report::class::{ClassReport, UngradedExercise};
use grader::report::{Graded, Report, json};

const EXAMPLES: &str = "Examples:
  grader grade gather_users                                    your copy in exercises/
  grader grade gather_users --submission path/to/lib.rs        another file
  grader grade gather_users --check all_at_once --seed 3       one schedule of one check
  grader grade gather_users --output report.json               and a report in a file
  grader grade --all                                           every exercise, with a total
  grader grade --course COURSE --submission path/to/repository all that a student handed in

Exit status: 0 all checks passed; 1 graded, but not all passed, or it does not compile; 2 the command line or its \
input is wrong; 3 the grader or the course is at fault; 130 interrupted.";

const USAGE: &str = "grader grade [OPTIONS] <EXERCISE>...
       grader grade [OPTIONS] --all
       grader grade [OPTIONS] --submission <DIR>";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, override_usage = USAGE)]
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
    #[arg(long, value_enum, default_value_t = ReportFormat::Auto)]
    format: ReportFormat,
    /// Write the report into this file too; may be given several times. Without its own format a file gets that
    /// of `--format`, or JSON.
    #[arg(long = "output", value_name = "[FORMAT=]FILE")]
    outputs: Vec<Output>,
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

pub(super) fn run(arguments: Grade) -> ExitCode {
    if !arguments.checks.is_empty() && arguments.exercises.len() != 1 {
        let message = "`--check` is for one exercise: name it";
        Cli::command()
            .error(ErrorKind::ArgumentConflict, message)
            .exit();
    }
    let printer = Printer::new(arguments.format);
    // They are opened first: that one cannot be written is known before anything is graded.
    let outputs = match Outputs::open(&arguments.outputs, arguments.format) {
        Ok(outputs) => outputs,
        Err(error) => return or_error(Err(error), &printer),
    };
    match graded(arguments, &printer) {
        Ok(graded) => {
            let printed = printer.answer(&graded.answer, outputs);
            graded.gradings.iter().for_each(print::say_workspace);
            or_error(printed.map(|()| graded.status), &printer)
        }
        Err(error) => {
            printer.error_with(&error, outputs);
            error.exit_code()
        }
    }
}

/// What was graded, and how the command ends.
struct Ended {
    answer: Answer,
    gradings: Vec<Grading>,
    status: ExitCode,
}

fn graded(arguments: Grade, printer: &Printer) -> Result<Ended> {
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
        here: current_folder()?,
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
    /// From where paths are seen.
    here: Utf8PathBuf,
    reveal: bool,
    keep: bool,
}

impl What<'_> {
    fn one(self, request: Request) -> Result<Ended> {
        let grading = until_interrupted(grade(request, self.keep))?;
        let answer = Answer::One(Box::new(self.seen(&grading)?));
        Ok(Ended {
            status: status(&[], answer.passed()),
            answer,
            gradings: vec![grading],
        })
    }

    fn many(self, exercises: &[String], request: &Request) -> Result<Ended> {
        let ClassGrading {
            gradings,
            ungraded,
            total_ms,
        } = until_interrupted(class::grade(exercises, request, self.keep, |done| {
            self.as_it_ends(done)
        }))?;
        let graded: Vec<Graded> = gradings
            .iter()
            .map(|grading| self.seen(grading))
            .collect::<Result<_>>()?;
        let reports = graded.iter().map(|one| one.report.clone()).collect();
        let errors = ungraded.iter().map(UngradedExercise::from).collect();
        let class = ClassReport::new(reports, errors, total_ms);
        let answer = Answer::Class { graded, class };
        Ok(Ended {
            status: status(&ungraded, answer.passed()),
            answer,
            gradings,
        })
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

    /// A grading as every format shows it; its progress is kept.
    fn seen(&self, grading: &Grading) -> Result<Graded> {
        let report = self.report(grading)?;
        exercise::keep_progress(grading, &report);
        Ok(Graded::new(grading, report, &self.here))
    }

    fn report(&self, grading: &Grading) -> Result<Report> {
        match self.reveal {
            true => Report::revealed(grading),
            false => Ok(Report::new(grading)),
        }
    }
}

/// An exercise that could not be graded decides, and a fault of the course more than one of the input.
fn status(ungraded: &[Ungraded], passed: bool) -> ExitCode {
    let errors = ungraded.iter().map(|one| one.exit_code);
    errors
        .max_by_key(|code| *code as i32)
        .unwrap_or(match passed {
            true => ExitCode::Passed,
            false => ExitCode::NotPassed,
        })
}
