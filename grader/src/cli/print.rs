//! Prints the answer: a report or an error, in the format that was asked for.
use super::answer::Answer;
use super::format::ReportFormat;
use super::outputs::Outputs;
use clap::ValueEnum;
use grader::doctor::{self, Health};
use grader::error::{Error, ErrorReport, Result};
use grader::exit_code::ExitCode;
use grader::grading::Grading;
use grader::learner::listing::{self, Listing};
use grader::report::json;
use grader::report::text::Style;
use grader::verify::{self, Verification};
use serde::Serialize;
use std::io::{self, IsTerminal, Write, stderr, stdout};

/// How what was found is printed.
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
    stdout: ReportFormat,
    /// True if people read along on standard error.
    text_on_stderr: bool,
}

impl Printer {
    pub(crate) fn new(format: impl Into<ReportFormat>) -> Printer {
        let terminal = stdout().is_terminal();
        let chosen = match format.into() {
            ReportFormat::Auto if terminal => ReportFormat::Text,
            ReportFormat::Auto => ReportFormat::Json,
            chosen => chosen,
        };
        let for_programs = chosen != ReportFormat::Text;
        Printer {
            stdout: chosen,
            text_on_stderr: for_programs && !terminal && stderr().is_terminal(),
        }
    }

    /// Prints why nothing was graded. A format that has no words for it gets nothing: an error must not look
    /// like a score.
    pub(crate) fn error(&self, error: &Error) {
        let report = ErrorReport::from(error);
        let text = match (self.stdout, self.stdout.ci()) {
            (ReportFormat::Json, _) => Some(json::text(&report)),
            (ReportFormat::Jsonl, _) => Some(json::line(&report)),
            (_, Some(format)) => format.error(&report),
            (_, None) => None,
        };
        let told = text.is_some_and(|text| print(&text).is_ok());
        let is_json = matches!(self.stdout, ReportFormat::Json | ReportFormat::Jsonl);
        if !told || !is_json || self.text_on_stderr {
            say(&report.to_string());
        }
    }

    /// The same, and into the files that there were to be.
    pub(crate) fn error_with(&self, error: &Error, outputs: Outputs) {
        if let Err(other) = outputs.fail(&ErrorReport::from(error)) {
            say(&ErrorReport::from(&other).to_string());
        }
        self.error(error);
    }

    /// True if exercises are told of in lines, as they end.
    pub(crate) fn prints_lines(&self) -> bool {
        self.stdout == ReportFormat::Jsonl
    }

    /// Prints what was graded, and writes its files. Of several exercises' lines it prints only the last one, since
    /// the others were printed.
    pub(crate) fn answer(&self, answer: &Answer, outputs: Outputs) -> Result<()> {
        outputs.write(answer.graded(), |format| {
            answer.render(format, Style::Plain)
        })?;
        let for_programs = !matches!(self.stdout, ReportFormat::Text | ReportFormat::Json);
        if for_programs || self.text_on_stderr {
            for error in answer.errors() {
                say(&error.to_string());
            }
        }
        if self.prints_lines() && matches!(answer, Answer::Class { .. }) {
            return print(&answer.last_line());
        }
        self.show(
            |style| answer.render(self.stdout, style).unwrap_or_default(),
            |style| answer.text(style),
        )
    }

    /// Prints what was found in a course; its exit status.
    pub(crate) fn verification(&self, verification: &Verification) -> Result<ExitCode> {
        let text = |style| verify::text::render(verification, style);
        self.show(self.either(|| json::text(verification), text), text)?;
        Ok(match verification.passed {
            true => ExitCode::Passed,
            false => ExitCode::NotPassed,
        })
    }

    /// Prints what the doctor found; its exit status.
    pub(crate) fn health(&self, health: &Health) -> Result<ExitCode> {
        let text = |style| doctor::text::render(health, style);
        self.show(self.either(|| json::text(health), text), text)?;
        Ok(match health.ok {
            true => ExitCode::Passed,
            false => ExitCode::Usage,
        })
    }

    /// Prints where the exercises stand.
    pub(crate) fn listing(&self, listing: &Listing) -> Result<ExitCode> {
        let text = |style| listing::render(listing, style);
        self.show(self.either(|| json::text(listing), text), text)?;
        Ok(ExitCode::Passed)
    }

    /// What standard output gets of something that is printed as text or JSON only.
    fn either(
        &self,
        json: impl Fn() -> String,
        text: impl Fn(Style) -> String,
    ) -> impl Fn(Style) -> String {
        let as_text = self.stdout == ReportFormat::Text;
        move |style| if as_text { text(style) } else { json() }
    }

    /// Prints what was asked for, and the text besides for those who read along.
    fn show(&self, chosen: impl Fn(Style) -> String, text: impl Fn(Style) -> String) -> Result<()> {
        print(&chosen(style(&stdout())))?;
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

/// Says where a workspace was left.
pub(super) fn say_workspace(grading: &Grading) {
    if let Some(workspace) = &grading.workspace {
        say(&format!("the workspace is left at {workspace}\n"));
    }
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

/// What stands on standard error is there to read along: that it cannot be written changes nothing.
pub(super) fn say(text: &str) {
    let _ = stderr().write_all(text.as_bytes());
}
