//! Prints the answer: a report or an error, as text or as JSON.
use super::destination::Destination;
use clap::ValueEnum;
use grader::doctor::{self, Health};
use grader::error::{Error, ErrorReport, Result};
use grader::exit_code::ExitCode;
use grader::grading::Grading;
use grader::judge::Sources;
use grader::learner::listing::{self, Listing};
use grader::report::Report;
use grader::report::class::ClassReport;
use grader::report::json;
use grader::report::text::{self, Style};
use grader::verify::{self, Verification};
use serde::Serialize;
use std::io::{self, IsTerminal, Write, stderr, stdout};

/// How the report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text on a terminal, JSON elsewhere.
    Auto,
    /// JSON.
    Json,
    /// JSON, one object in a line; only `grader grade` offers it.
    #[value(skip)]
    Jsonl,
    /// Text for people.
    Text,
}

/// Knows where what goes.
#[derive(Debug)]
pub(crate) struct Printer {
    /// What standard output gets; never `Auto`.
    stdout: Format,
    /// True if people read along on standard error.
    text_on_stderr: bool,
    /// What a file gets; never `Auto`.
    file: Format,
}

impl Printer {
    pub(crate) fn new(format: Format) -> Printer {
        let terminal = stdout().is_terminal();
        let chosen = match format {
            Format::Auto if terminal => Format::Text,
            Format::Auto => Format::Json,
            chosen => chosen,
        };
        Printer {
            stdout: chosen,
            text_on_stderr: chosen == Format::Json && !terminal && stderr().is_terminal(),
            file: match format {
                Format::Auto => Format::Json,
                chosen => chosen,
            },
        }
    }

    /// Prints why nothing was graded.
    pub(crate) fn error(&self, error: &Error) {
        let report = ErrorReport::from(error);
        let told = match self.stdout {
            Format::Json => print(&json::text(&report)).is_ok(),
            Format::Jsonl => print(&json::line(&report)).is_ok(),
            Format::Auto | Format::Text => false,
        };
        if !told || self.text_on_stderr {
            say(&report.to_string());
        }
    }

    /// True if exercises are told of in lines, as they end.
    pub(crate) fn prints_lines(&self) -> bool {
        self.stdout == Format::Jsonl
    }

    /// Prints the report of one exercise.
    pub(crate) fn report(
        &self,
        report: &Report,
        sources: &Sources,
        destination: Option<Destination>,
    ) -> Result<()> {
        let text = |style| text::render(report, sources, style);
        let last_line = || {
            let class = ClassReport::new(vec![report.clone()], Vec::new(), report.timing.total_ms);
            json::line(&class.last_line())
        };
        let lines = || json::line(report) + &last_line();
        if let Some(destination) = destination {
            destination.write(&match self.file {
                Format::Text => text(Style::Plain),
                Format::Jsonl => lines(),
                Format::Auto | Format::Json => json::text(report),
            })?;
        }
        match self.prints_lines() {
            true => print(&lines()),
            false => self.show(|| json::text(report), text),
        }
    }

    /// Prints the report of several exercises; of their lines only the last one, since the others were printed.
    pub(crate) fn class(
        &self,
        class: &ClassReport,
        sources: &[Sources],
        destination: Option<Destination>,
    ) -> Result<()> {
        let text = |style| text::class::render(class, sources, style);
        let last_line = || json::line(&class.last_line());
        let lines = || {
            let reports = class.exercises.iter().map(json::line);
            let errors = class.errors.iter().map(|one| json::line(&one.line()));
            reports.chain(errors).chain([last_line()]).collect()
        };
        if let Some(destination) = destination {
            destination.write(&match self.file {
                Format::Text => text(Style::Plain),
                Format::Jsonl => lines(),
                Format::Auto | Format::Json => json::text(class),
            })?;
        }
        match self.prints_lines() {
            true => print(&last_line()),
            false => self.show(|| json::text(class), text),
        }
    }

    /// Prints what was found in a course; its exit status.
    pub(crate) fn verification(&self, verification: &Verification) -> Result<ExitCode> {
        self.show(
            || json::text(verification),
            |style| verify::text::render(verification, style),
        )?;
        Ok(match verification.passed {
            true => ExitCode::Passed,
            false => ExitCode::NotPassed,
        })
    }

    /// Prints what the doctor found; its exit status.
    pub(crate) fn health(&self, health: &Health) -> Result<ExitCode> {
        self.show(
            || json::text(health),
            |style| doctor::text::render(health, style),
        )?;
        Ok(match health.ok {
            true => ExitCode::Passed,
            false => ExitCode::Usage,
        })
    }

    /// Prints where the exercises stand.
    pub(crate) fn listing(&self, listing: &Listing) -> Result<ExitCode> {
        self.show(
            || json::text(listing),
            |style| listing::render(listing, style),
        )?;
        Ok(ExitCode::Passed)
    }

    fn show(&self, json: impl Fn() -> String, text: impl Fn(Style) -> String) -> Result<()> {
        print(&match self.stdout {
            Format::Json | Format::Jsonl => json(),
            Format::Auto | Format::Text => text(style(&stdout())),
        })?;
        if self.text_on_stderr {
            say(&text(style(&stderr())));
        }
        Ok(())
    }
}

/// Prints text for people, in colours where the terminal has them.
pub(super) fn print_styled(text: impl FnOnce(Style) -> String) -> Result<ExitCode> {
    print(&text(style(&stdout()))).map(|()| ExitCode::Passed)
}

/// Prints a schema.
pub(crate) fn schema(schema: impl Serialize) -> Result<ExitCode> {
    print(&json::text(&schema)).map(|()| ExitCode::Passed)
}

/// Colours only on a terminal that has them, and never when `NO_COLOR` is set.
pub(super) fn style(stream: &impl IsTerminal) -> Style {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let coloured = stream.is_terminal()
        && set("NO_COLOR").is_none()
        && set("TERM").is_none_or(|term| term != "dumb");
    match coloured {
        true => Style::Coloured,
        false => Style::Plain,
    }
}

/// A reader that went away has seen what it wanted; anything else that cannot be printed is lost.
pub(super) fn print(text: &str) -> Result<()> {
    let mut out = stdout().lock();
    let printed = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    printed
        .or_else(|cause| match cause.kind() {
            io::ErrorKind::BrokenPipe => Ok(()),
            _ => Err(cause),
        })
        .map_err(|cause| Error::Output {
            path: "standard output".into(),
            cause,
        })
}

/// Says where a workspace was left, if it was asked to stay.
pub(super) fn say_workspace(grading: &Grading) {
    if let Some(workspace) = &grading.workspace {
        say(&format!("the workspace is left at {workspace}\n"));
    }
}

/// What stands on standard error is there to read along: that it cannot be written changes nothing.
pub(super) fn say(text: &str) {
    let _ = stderr().write_all(text.as_bytes());
}
