//! The command line: what it takes, and where the answer goes.
mod answer;
mod completions;
mod destination;
mod doctor;
mod exercise;
mod export;
mod format;
mod grade;
mod hint;
mod list;
mod new;
mod outputs;
mod print;
mod replay;
mod reset;
mod solution;
mod verify;
mod watch;

use clap::{Args, Parser, Subcommand, ValueEnum};
use fence::Orphans;
use grader::error::{Error, Result};
use grader::exit_code::ExitCode;
use grader::sandbox::Level;
use print::{Format, Printer};
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Grades exercises in async Rust: exact verdicts in virtual time, explained line by line.
#[derive(Debug, Parser)]
#[command(version, after_help = HELP)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

const HELP: &str = "Without a command: grader watch.

Examples:
  grader                               watch the exercise that you are at, and grade it at each save
  grader list                          all exercises, and what is done
  grader grade gather_users            grade one exercise, once
  grader grade gather_users --submission path/to/lib.rs > report.json

Exit status: 0 all checks passed; 1 graded, but not all passed, or it does not compile; 2 the command line or its \
input is wrong; 3 the grader or the course is at fault; 130 interrupted.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Grade the exercise that you are at, again at each save, in the terminal.
    Watch(watch::Watch),
    /// List the exercises: points, and what is done.
    List(list::List),
    /// Show one more hint for an exercise.
    Hint(hint::Hint),
    /// Tell one schedule of a check step by step.
    Replay(replay::Replay),
    /// Put an exercise's stub back; your version is kept beside it.
    Reset(reset::ResetArguments),
    /// Show the reference solution beside yours, once you have full marks.
    Solution(solution::Solution),
    /// Grade a submission of an exercise, or of many.
    Grade(grade::Grade),
    /// Write a new exercise into the course: a small working example to begin with.
    New(new::New),
    /// Write the course as students get it: without solutions, hidden checks and mistakes.
    Export(export::Export),
    /// Show what gradings need: the compiler, the kit, and each layer of the sandbox.
    Doctor(doctor::Doctor),
    /// Prove that a course is whole: that its stubs and mistakes fail as they declare, and no more.
    Verify(verify::Verify),
    /// Print the JSON Schema of what a command prints.
    #[command(
        after_help = "Examples:\n  grader schema                                the report of a grading\n  \
                            grader schema list                           the list of exercises"
    )]
    Schema {
        /// The command.
        #[arg(value_enum, default_value_t = Described::Grade)]
        of: Described,
    },
    /// Print what a shell needs to complete this command.
    Completions(completions::Completions),
    /// Print the manual page.
    Manual(completions::Manual),
}

/// A command that prints JSON.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Described {
    /// The report of a grading.
    Grade,
    /// The report of several exercises.
    Class,
    /// What was found in a course.
    Verify,
    /// What was found on this machine.
    Doctor,
    /// The exercises, and where each stands.
    List,
}

/// What is asked of the sandbox.
#[derive(Debug, Args)]
struct RequiredSandbox {
    /// Refuse to run code in a weaker sandbox than this; `grader doctor` shows what there is.
    #[arg(
        long,
        value_name = "LEVEL",
        env = "GRADER_REQUIRE_SANDBOX",
        value_enum,
        hide_env_values = true
    )]
    require_sandbox: Option<RequiredLevel>,
}

/// A level of the sandbox, the weakest first.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum RequiredLevel {
    /// Limits and process groups.
    LimitsOnly,
    /// One of Landlock and seccomp, or both as root.
    Partial,
    /// Landlock, seccomp and limits, and never as root.
    Strong,
    /// Namespaces besides.
    Full,
}

impl RequiredSandbox {
    fn level(&self) -> Option<Level> {
        self.require_sandbox.map(|required| match required {
            RequiredLevel::LimitsOnly => Level::LimitsOnly,
            RequiredLevel::Partial => Level::Partial,
            RequiredLevel::Strong => Level::Strong,
            RequiredLevel::Full => Level::Full,
        })
    }
}

/// Does what the command line asks for.
pub(crate) fn main() -> ExitCode {
    let text = Printer::new(Format::Text);
    let command = Cli::parse().command;
    match command.unwrap_or_else(nothing_asked) {
        Command::Watch(arguments) => or_error(watch::run(arguments), &text),
        Command::List(arguments) => {
            let printer = Printer::new(arguments.format);
            or_error(list::run(arguments, &printer), &printer)
        }
        Command::Hint(arguments) => or_error(hint::run(arguments), &text),
        Command::Reset(arguments) => or_error(reset::run(arguments), &text),
        Command::Solution(arguments) => or_error(solution::run(arguments), &text),
        Command::Completions(arguments) => or_error(completions::completions(&arguments), &text),
        Command::Manual(_) => or_error(completions::manual(), &text),
        Command::Grade(arguments) => grade::run(arguments),
        Command::New(arguments) => or_error(new::run(arguments), &text),
        Command::Export(arguments) => or_error(export::run(arguments), &text),
        Command::Replay(arguments) => or_error(replay::run(arguments), &text),
        Command::Verify(arguments) => {
            let printer = Printer::new(arguments.format);
            or_error(verify::run(arguments, &printer), &printer)
        }
        Command::Doctor(arguments) => {
            let printer = Printer::new(arguments.format);
            or_error(doctor::run(arguments, &printer), &printer)
        }
        Command::Schema { of } => {
            let printed = print::schema(match of {
                Described::Grade => grader::report::schema::schema(),
                Described::Class => grader::report::schema::class(),
                Described::Verify => grader::report::schema::verification(),
                Described::Doctor => grader::report::schema::health(),
                Described::List => grader::report::schema::listing(),
            });
            or_error(printed, &text)
        }
    }
}

/// What `grader` alone does. The variables of the environment count for it, too.
fn nothing_asked() -> Command {
    Command::Watch(watch::Watch::parse_from(["grader"]))
}

fn or_error(ended: Result<ExitCode>, printer: &Printer) -> ExitCode {
    ended.unwrap_or_else(|error| {
        printer.error(&error);
        error.exit_code()
    })
}

/// What `work` gives, unless Ctrl-C or SIGTERM comes first.
fn until_interrupted<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let orphans = Orphans::adopt();
    let failed = |cause| Error::io("start", "tokio", cause);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(failed)?;
    let mut signals = {
        let _inside = runtime.enter();
        Signals::listen()?
    };
    let done = runtime.block_on(async {
        // What is dropped in the middle ends its processes and removes its files.
        tokio::select! {
            done = work => done,
            () = signals.next() => Err(Error::Interrupted),
        }
    });
    drop(orphans);
    // What is left is to print, and perhaps nobody reads. The runtime is never dropped: a thread of it may
    // still wait for another grader's kit. Should there be no new thread, printing is only more patient.
    let _ = std::thread::Builder::new().spawn(move || {
        runtime.block_on(signals.next());
        std::process::exit(ExitCode::Interrupted as i32)
    });
    done
}

/// Ctrl-C and SIGTERM.
struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    /// Takes them from now on.
    fn listen() -> Result<Signals> {
        let failed = |cause| Error::io("listen for", "Ctrl-C", cause);
        Ok(Signals {
            interrupt: signal(SignalKind::interrupt()).map_err(failed)?,
            terminate: signal(SignalKind::terminate()).map_err(failed)?,
        })
    }

    /// Waits for one of them.
    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
