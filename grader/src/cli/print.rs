//! Prints the answer: a report or an error, as text or as JSON.
use super::destination::Destination;
use clap::ValueEnum;
use grader::doctor::{self, Health};
use grader::error::{Error, ErrorReport, Result};
use grader::exit_code::ExitCode;
use grader::grading::Grading;
use grader::report::json;
use grader::report::text::{self, Style};
use grader::report::{self, Report};
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
            file: if format == Format::Text {
                Format::Text
            } else {
                Format::Json
            },
        }
    }

    /// Prints why nothing was graded.
    pub(crate) fn error(&self, error: &Error) {
        let report = ErrorReport::from(error);
        let told = self.stdout == Format::Json && print(&json::text(&report)).is_ok();
        if !told || self.text_on_stderr {
            say(&report.to_string());
        }
    }

    /// Prints the report of a grading; its exit status.
    pub(crate) fn report(
        &self,
        grading: &Grading,
        destination: Option<Destination>,
    ) -> Result<ExitCode> {
        let report = Report::new(grading);
        let sources = report::sources(grading);
        let text = |style| text::render(&report, &sources, style);
        if let Some(destination) = destination {
            destination.write(&match self.file {
                Format::Text => text(Style::Plain),
                Format::Auto | Format::Json => json::text(&report),
            })?;
        }
        self.show(|| json::text(&report), text)?;
        if let Some(workspace) = &grading.workspace {
            say(&format!("the workspace is left at {workspace}\n"));
        }
        Ok(if report.passed {
            ExitCode::Passed
        } else {
            ExitCode::NotPassed
        })
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

    fn show(&self, json: impl Fn() -> String, text: impl Fn(Style) -> String) -> Result<()> {
        print(&match self.stdout {
            Format::Json => json(),
            Format::Auto | Format::Text => text(style(&stdout())),
        })?;
        if self.text_on_stderr {
            say(&text(style(&stderr())));
        }
        Ok(())
    }
}

/// Prints a schema.
pub(crate) fn schema(schema: impl Serialize) -> Result<ExitCode> {
    print(&json::text(&schema)).map(|()| ExitCode::Passed)
}

/// Colours only on a terminal that has them, and never when `NO_COLOR` is set.
fn style(stream: &impl IsTerminal) -> Style {
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

/// What stands on standard error is there to read along: that it cannot be written changes nothing.
fn say(text: &str) {
    let _ = stderr().write_all(text.as_bytes());
}
