//! The command `grader replay`.
use super::destination::Destination;
use super::{print, until_interrupted};
use camino::Utf8PathBuf;
use clap::Args;
use grader::error::Result;
use grader::exit_code::ExitCode;
use grader::grade::grade;
use grader::grading::{Check, Grading, Outcome, Request};
use grader::judge::Verdict;
use grader::replay::{self, Story, html, svg, text};
use grader::report::text::Style;
use grader::report::{self, Report};
use std::io::stdout;

/// How wide the text may be where there is no terminal that says so.
const WIDTH: usize = 80;

const AFTER_HELP: &str = "Examples:
  grader replay lost_update
  grader replay lost_update --check no_vote_is_lost --seed 3
  grader replay lock_ordering --html deadlock.html

Exit status: 0 nothing went wrong in the schedule; 1 something did, or the submission does not compile; \
2 the command line or its input is wrong; 3 the grader or the course is at fault; 130 interrupted.";

#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Replay {
    /// The exercise: its name (`gather_users`), its id (`2_concurrency/2_gather_users`) or its folder.
    exercise: String,
    /// The check [default: the first one that fails].
    #[arg(long, value_name = "NAME")]
    check: Option<String>,
    /// The schedule's number [default: the first one that fails].
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// The file to grade, or a folder laid out like the exercise [default: the copy in `exercises/`].
    #[arg(long, value_name = "PATH")]
    submission: Option<Utf8PathBuf>,
    /// Write a page with the timelines into this file.
    #[arg(long, value_name = "FILE")]
    html: Option<Utf8PathBuf>,
    /// Write the picture alone into this file, as SVG.
    #[arg(long, value_name = "FILE")]
    svg: Option<Utf8PathBuf>,
    #[command(flatten)]
    sandbox: super::RequiredSandbox,
    /// The course's folder [default: the nearest one upwards from here].
    #[arg(long, value_name = "DIR")]
    course: Option<Utf8PathBuf>,
}

pub(super) fn run(arguments: Replay) -> Result<ExitCode> {
    // They are opened first: that one cannot be written is known before anything is run.
    let open = |path: &Option<Utf8PathBuf>| path.as_deref().map(Destination::open).transpose();
    let (page, picture) = (open(&arguments.html)?, open(&arguments.svg)?);
    let request = Request {
        exercise: arguments.exercise,
        submission: arguments.submission,
        course: arguments.course,
        checks: arguments.check.into_iter().collect(),
        seed: arguments.seed,
        required_sandbox: arguments.sandbox.level(),
        record_passed: true,
        ..Request::default()
    };
    let grading = until_interrupted(grade(request, false))?;
    let style = print::style(&stdout());
    let Some(story) = story(&grading) else {
        print::print(&rejected(&grading, style))?;
        return Ok(ExitCode::NotPassed);
    };
    if let Some(page) = page {
        page.write(&html::page(&story))?;
    }
    if let Some(picture) = picture {
        picture.write(&svg::picture(&story))?;
    }
    print::print(&text::render(&story, width(), style))?;
    Ok(match story.verdict {
        Verdict::Passed => ExitCode::Passed,
        Verdict::Failed | Verdict::Skipped => ExitCode::NotPassed,
    })
}

/// The story of the first check that failed; if none did, of the first one.
fn story(grading: &Grading) -> Option<Story> {
    let Outcome::Checked(checks) = &grading.outcome else {
        return None;
    };
    let ran = checks.iter().filter_map(|check| match check {
        Check::Ran(run) => Some(run.info.name.as_str()),
        Check::Skipped(_) => None,
    });
    let mut stories = ran
        .filter_map(|name| replay::told(grading, name))
        .peekable();
    let first = stories.peek().cloned();
    stories
        .find(|story| story.verdict == Verdict::Failed)
        .or(first)
}

/// Why there is nothing to tell.
fn rejected(grading: &Grading, style: Style) -> String {
    report::text::render(&Report::new(grading), &report::sources(grading), style)
}

/// How wide the terminal is.
fn width() -> usize {
    let size = rustix::termios::tcgetwinsize(stdout()).ok();
    let columns = size
        .map(|size| usize::from(size.ws_col))
        .filter(|columns| *columns > 0);
    columns.unwrap_or(WIDTH)
}
