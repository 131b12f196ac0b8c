//! A story as text: a column for each task, virtual time down the side.
mod cells;
mod choice;
mod rows;
mod table;

pub(super) use choice::{lanes as lanes_to_show, left_out};

use super::{Circle, Line, Story, Tie};
use crate::judge::Verdict;
pub use crate::report::text::Style;
use crate::report::text::failure;
use crate::report::text::plain;

/// A text is never narrower than this, in columns.
const LEAST_WIDTH: usize = 40;
const INDENT: &str = "   ";

/// The story as text of at most `width` columns of a terminal, but not less than 40.
pub fn render(story: &Story, width: usize, style: Style) -> String {
    let width = width.max(LEAST_WIDTH);
    let mut parts = vec![head(story, width, style)];
    match story.is_empty() {
        true => parts.push(wrapped(nothing_known(story), INDENT, INDENT, width)),
        false => parts.push(table::render(story, width, style)),
    }
    parts.extend(
        story
            .circle
            .as_ref()
            .map(|circle| around(circle, width, style)),
    );
    if story.truncated {
        let note = "The schedule was longer; its rest was not recorded.";
        parts.push(wrapped(note, INDENT, INDENT, width));
    }
    parts.join("\n")
}

/// Why there are no steps.
pub(super) fn nothing_known(story: &Story) -> &'static str {
    match story.verdict {
        Verdict::Passed => "None of your tasks did anything that can be told.",
        _ => "What happened before is not known: the check's process ended without an answer.",
    }
}

/// What the schedule shows, in a few words.
pub(super) fn summary(story: &Story) -> String {
    let seed = story
        .seed
        .map_or(String::new(), |seed| format!(" (seed {seed})"));
    match (story.verdict, story.diagnosis) {
        (Verdict::Passed, _) => format!("nothing went wrong in this schedule{seed}"),
        (_, Some(diagnosis)) => format!("{}{seed}", failure::name(diagnosis)),
        (_, None) => format!("failed{seed}"),
    }
}

fn head(story: &Story, width: usize, style: Style) -> String {
    let mut text = format!(
        "{}\n\n",
        style.bold(&plain::shorten(&story.exercise, width))
    );
    let name = plain::printable(&story.check);
    let name = match story.verdict {
        Verdict::Passed => style.good(&format!(" ✔ {name}:")),
        _ => style.bad(&format!(" ✘ {name}:")),
    };
    text += &format!("{name} {}\n", style.bold(&summary(story)));
    text += &labelled("must hold:", &story.title, width);
    if let Some(message) = &story.message {
        text += &labelled("happened:", message, width);
    }
    text
}

fn labelled(label: &str, text: &str, width: usize) -> String {
    let first = format!("{INDENT}{label:<11}");
    wrapped(text, &first, &" ".repeat(first.len()), width)
}

/// The text in lines of at most `width` columns.
fn wrapped(text: &str, first: &str, rest: &str, width: usize) -> String {
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(&plain::printable(text), options) + "\n"
}

/// The circle, drawn from task to task.
fn around(circle: &Circle, width: usize, style: Style) -> String {
    let mut text = format!("{}\n", style.bold("Who waits for whom at the end"));
    for (number, tie) in circle.ties.iter().enumerate() {
        let corner = if number == 0 {
            " ┌─▶ "
        } else {
            " ├─▶ "
        };
        text += &format!(
            "{}{}\n",
            style.bad(corner),
            style.bold(&plain::shorten(&tie.from, width - 5))
        );
        text += &told(
            " │     ",
            &format!("waits for {}", tie.wants),
            tie.waits_at.as_ref(),
            width,
            style,
        );
        text += &told(" │     ", &kept(tie), tie.held_since.as_ref(), width, style);
    }
    let first = circle.ties.first().map_or("", |tie| tie.from.as_str());
    let end = match circle.ties.len() {
        1 => "it can never go on",
        _ => "none of them can ever go on",
    };
    text + &format!(
        "{}{}\n",
        style.bad(" └─▶ "),
        plain::shorten(&format!("{first}: {end}"), width - 5)
    )
}

/// Who has what a task waits for.
pub(super) fn kept(tie: &Tie) -> String {
    match tie.is_lock {
        true => format!("which {} holds", tie.to),
        false => format!("which can only come from {}", tie.to),
    }
}

fn told(margin: &str, text: &str, line: Option<&Line>, width: usize, style: Style) -> String {
    let room = width - plain::columns_of(margin);
    let mut told = format!("{}{}\n", style.bad(margin), plain::shorten(text, room));
    if let Some(line) = line {
        let code = format!("  {:>4}  {}", line.number, line.code);
        told += &format!(
            "{}{}\n",
            style.bad(margin),
            style.dim(&plain::shorten(&code, room))
        );
    }
    told
}
