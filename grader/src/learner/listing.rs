//! The exercises of a course and where each stands, as data and as a table.
use super::progress::Progress;
use super::standing::{self, Standing};
use super::{current, points};
use crate::catalog::Course;
use crate::report::text::{Style, plain};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the format. It changes when a field is removed or changes its meaning, not when one
/// is added.
const FORMAT_VERSION: u32 = 1;

/// The exercises of a course, and where each stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Listing {
    /// The version of this format, 1.
    pub format_version: u32,
    /// How many exercises are done.
    pub done: usize,
    /// The points of what was graded and has not changed since.
    pub earned: u32,
    /// The points of all exercises, as far as they are known.
    pub possible: u32,
    /// The exercises, in the order of their folders.
    pub exercises: Vec<Listed>,
}

/// One exercise, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Listed {
    /// Its folder below `exercises/`.
    pub id: String,
    /// Its name, as commands take it.
    pub name: String,
    /// Its chapter's folder.
    pub chapter: String,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub standing: Standing,
    /// The points of what its files hold now; `null` if that was not graded.
    pub earned: Option<u32>,
    /// The points of all its checks; `null` if they are not known.
    pub possible: Option<u32>,
    /// How many of its hints were shown.
    pub hints_shown: usize,
    /// How many hints it has.
    pub hints: usize,
    /// True for the exercise that `grader watch` begins with.
    pub current: bool,
}

impl Listing {
    /// Where the exercises of `course` stand.
    pub fn of(course: &Course, progress: &Progress) -> Listing {
        let current = current(course, progress);
        let exercises = course.exercises.iter().enumerate();
        let exercises: Vec<Listed> = exercises
            .map(|(at, exercise)| {
                let record = progress.of(&exercise.id);
                Listed {
                    id: exercise.id.clone(),
                    name: exercise.name.clone(),
                    chapter: exercise.id.split('/').next().unwrap_or_default().to_owned(),
                    title: exercise.title.clone(),
                    standing: Standing::of(exercise, record),
                    earned: standing::earned(exercise, record),
                    possible: points::possible(exercise, record),
                    hints_shown: record.hints.min(exercise.hints.len()),
                    hints: exercise.hints.len(),
                    current: at == current,
                }
            })
            .collect();
        Listing {
            format_version: FORMAT_VERSION,
            done: exercises
                .iter()
                .filter(|one| one.standing == Standing::Done)
                .count(),
            earned: exercises.iter().filter_map(|one| one.earned).sum(),
            possible: exercises.iter().filter_map(|one| one.possible).sum(),
            exercises,
        }
    }
}

impl Listed {
    /// Its mark in a table.
    pub fn mark(&self) -> &'static str {
        match self.standing {
            Standing::Done => "✔",
            Standing::PassedBefore => "~",
            Standing::Failed => "✘",
            Standing::Changed => "…",
            Standing::NotStarted => "·",
            Standing::Unreadable => "!",
        }
    }

    /// Where it stands, in words.
    pub fn words(&self) -> &'static str {
        match self.standing {
            Standing::Done => "done",
            Standing::PassedBefore => "passed before, changed since",
            Standing::Failed => "not passed yet",
            Standing::Changed => "changed, not graded",
            Standing::NotStarted => "",
            Standing::Unreadable => "cannot be read",
        }
    }

    /// True if it got full marks, now or before.
    pub fn passed_once(&self) -> bool {
        matches!(self.standing, Standing::Done | Standing::PassedBefore)
    }

    /// Its points, `3/6`; what is not known is left out.
    pub fn points(&self) -> String {
        let possible = self
            .possible
            .map_or("?".to_owned(), |points| points.to_string());
        match self.earned {
            Some(earned) => format!("{earned}/{possible}"),
            None => format!("–/{possible}"),
        }
    }
}

/// The table, for people.
pub fn render(listing: &Listing, style: Style) -> String {
    let names = listing
        .exercises
        .iter()
        .map(|one| plain::columns_of(&one.name));
    let widest = names.max().unwrap_or(0);
    let mut text = String::new();
    let mut chapter = "";
    for one in &listing.exercises {
        if one.chapter != chapter {
            chapter = &one.chapter;
            let gap = if text.is_empty() { "" } else { "\n" };
            text += &format!("{gap}{}\n", style.bold(&plain::printable(chapter)));
        }
        text += &row(one, widest, style);
    }
    text + &format!(
        "\n{} of {} done, {} of {} points\n",
        listing.done,
        listing.exercises.len(),
        listing.earned,
        listing.possible
    )
}

fn row(one: &Listed, widest: usize, style: Style) -> String {
    let arrow = if one.current { ">" } else { " " };
    let head = format!(
        " {arrow} {} {:<widest$} {:>6}  ",
        one.mark(),
        one.name,
        one.points()
    );
    let words = match (one.current, one.words()) {
        (true, "") => "begin here",
        (_, words) => words,
    };
    let words = if words.is_empty() {
        String::new()
    } else {
        format!("  ({words})")
    };
    let left = 80usize.saturating_sub(plain::columns_of(&head) + plain::columns_of(&words));
    let title = plain::shorten(&one.title, left.max(12));
    let line = format!("{head}{title}{words}");
    let line = match one.standing {
        Standing::Done => style.good(&line),
        Standing::Failed | Standing::Unreadable => style.bad(&line),
        Standing::PassedBefore => style.warning(&line),
        Standing::Changed | Standing::NotStarted => line,
    };
    line + "\n"
}
