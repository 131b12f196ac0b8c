//! The command `grader export`.
use super::{print, until_interrupted};
use camino::Utf8PathBuf;
use clap::Args;
use grader::error::Result;
use grader::exit_code::ExitCode;
use grader::export::{self, Exported, Request};
use grader::grade::current_folder;
use grader::report::shell_word;

const EXAMPLES: &str = "Examples:
  grader export --student ../async-course        the course that you are in, as students get it

What comes back is graded with `grader grade --course COURSE --submission DIR`.

Exit status: 0 written; 2 the folder will not do; 3 the course is at fault; 130 interrupted. Unless it is 0, nothing was \
written.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Export {
    /// The folder to write; it must not exist, or be empty.
    #[arg(long, value_name = "DIR")]
    student: Utf8PathBuf,
    /// The course's folder [default: the nearest one upwards from here].
    #[arg(long, value_name = "DIR")]
    course: Option<Utf8PathBuf>,
}

/// Writes the student's copy, and says what is in it.
pub(super) fn run(arguments: Export) -> Result<ExitCode> {
    let here = current_folder()?;
    let request = Request {
        student: arguments.student,
        course: arguments.course,
    };
    let exported = until_interrupted(export::export(&request, &here))?;
    print::print(&said(&exported, &request))?;
    Ok(ExitCode::Passed)
}

fn said(exported: &Exported, request: &Request) -> String {
    let exercises = match exported.exercises {
        1 => "1 exercise".to_owned(),
        count => format!("{count} exercises"),
    };
    let folder = shell_word(request.student.as_str());
    let course = request.course.as_deref().map_or(String::new(), |course| {
        format!(" --course {}", shell_word(course.as_str()))
    });
    format!(
        "Wrote {exercises} for students into {}: stubs, READMEs, hints, `services`, a lock file.\n\
         No solution, no hidden check and no mistake is in it.\n\n\
         See that it compiles, then give it to your students:\n\n  \
         cargo check --manifest-path {folder}/Cargo.toml\n\n\
         To grade what comes back:\n\n  \
         grader grade{course} --submission {folder}\n",
        exported.folder
    )
}
