//! `grader new`: what it takes, and what it says when the exercise is written.
use super::print;
use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use grader::error::Result;
use grader::exit_code::ExitCode;
use grader::grade::current_folder;
use grader::new::{self, Created, Request};
use grader::report::shell_word;

/// The exercise's folders, each with what is in it.
const FOLDERS: [(&str, &str); 3] = [
    (
        "exercises",
        "what learners get: the stub, its README, the hints",
    ),
    (
        "tests",
        "the hidden checks, and the mistakes that they must find",
    ),
    (
        "solutions",
        "the versions that they must accept, and NOTES.md",
    ),
];

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  grader new 3_shared_state rate_counter       a small working exercise to change
  grader new 3 4_rate_counter                  the same, as the fourth of its chapter

Exit status: 0 written; 2 the chapter, the name or the folder will not do; \
3 a file of the course is at fault. Unless it is 0, nothing was written.")]
pub(super) struct New {
    /// A chapter: its folder (`3_shared_state`), its number (`3`), or a new folder (`6_cancellation`).
    chapter: String,
    /// The exercise's name, in snake case (`rate_counter`); a number before it (`4_rate_counter`) is its place
    /// in the chapter [default: the next free number].
    name: String,
    /// The course's folder [default: the nearest one upwards from here].
    #[arg(long, value_name = "DIR")]
    course: Option<Utf8PathBuf>,
}

/// Writes the exercise, and says what it wrote.
pub(super) fn run(arguments: New) -> Result<ExitCode> {
    let here = current_folder()?;
    let request = Request {
        chapter: arguments.chapter,
        name: arguments.name,
        course: arguments.course,
    };
    let created = new::create(&request, &here)?;
    print::print(&said(&created, request.course.as_deref(), &here))?;
    Ok(ExitCode::Passed)
}

fn said(created: &Created, course: Option<&Utf8Path>, here: &Utf8Path) -> String {
    let Created {
        name,
        id,
        root,
        in_readme,
    } = created;
    let shown = |path: Utf8PathBuf| {
        path.strip_prefix(here)
            .map(Utf8Path::to_owned)
            .unwrap_or(path)
    };
    let mut text = "Wrote a small exercise that works:\n\n".to_owned();
    for (tree, content) in FOLDERS {
        text += &format!("  {}\n      {content}\n", shown(root.join(tree).join(id)));
    }
    let readme = shown(root.join("README.md"));
    text += &match in_readme {
        true => format!("  {readme}\n      a row in the table of exercises\n"),
        false => format!(
            "\n{readme} has no table of exercises. Lead to the new one from there: [{name}](exercises/{id})\n"
        ),
    };
    let course = course.map_or(String::new(), |dir| {
        format!(" --course {}", shell_word(dir.as_str()))
    });
    text + &format!(
        "\nNext, see that it holds; then make it yours, a step at a time:\n\n  \
         grader verify {name}{course}\n  \
         grader grade {name}{course}\n\n\
         grader/docs/adding-an-exercise.md shows the way.\n"
    )
}
