//! The middle of the screen.
use super::wrap::wrap;
use crate::learner::listing::{Listed, Listing};
use crate::learner::standing::Standing;
use crate::replay;
use crate::report::text::plain;
use crate::watch::state::{Outcome, Shown, State};
use ratatui::style::{Style, Stylize};
use ratatui::text::{Line, Text};

/// The keys, with what they do.
const KEYS: [(&str, &str); 16] = [
    ("h", "one more hint"),
    ("n", "the next exercise"),
    ("p", "the previous exercise"),
    ("l", "the list of exercises; Enter goes to the marked one"),
    ("i", "what the exercise is about: its README"),
    ("t", "the timeline of the runs that failed"),
    ("v", "the schedule that failed, a column for each task"),
    ("r", "put the stub back; your version is kept beside it"),
    ("s", "the reference solution beside yours, after full marks"),
    ("?", "these keys"),
    ("Esc", "back to the report; once more, and the hint goes"),
    ("q", "quit; the next `grader` goes on here"),
    ("", ""),
    ("↑ ↓ j k", "scroll by a line"),
    ("PgUp PgDn", "scroll by a page; space too"),
    ("Home End", "to the beginning, to the end"),
];

/// All lines of the middle, broken to a width.
pub(super) fn lines(state: &State, width: u16) -> Vec<Line<'static>> {
    match &state.shown {
        Shown::Report => report(state, width),
        Shown::Timeline => state
            .graded()
            .map_or(Vec::new(), |graded| wrap(&graded.timeline, width)),
        Shown::Replay => replayed(state, width),
        Shown::List(marked) => list(state, *marked, width),
        Shown::Help => wrap(&help(), width),
        Shown::Page(page) => {
            let mut lines = vec![Line::from(page.title).bold(), Line::default()];
            lines.extend(wrap(&page.text, width));
            lines
        }
    }
}

/// The first line that is seen. In the list, the marked one always is.
pub(super) fn first(state: &State, rows: usize, lines: usize) -> usize {
    let most = lines.saturating_sub(rows);
    match &state.shown {
        Shown::List(marked) => {
            let row = row_of(state.listing.as_ref(), *marked);
            row.saturating_sub(rows / 2).min(most)
        }
        _ => state.scroll.min(most),
    }
}

/// All schedules that failed, one below the other.
fn replayed(state: &State, width: u16) -> Vec<Line<'static>> {
    let stories = state.graded().map_or(&[][..], |graded| &graded.stories);
    let texts = stories
        .iter()
        .map(|story| replay::text::render(story, width.into(), replay::text::Style::Coloured));
    let texts: Vec<String> = texts.collect();
    wrap(&super::coloured(&texts.join("\n")), width)
}

fn report(state: &State, width: u16) -> Vec<Line<'static>> {
    let mut lines = match &state.outcome {
        Outcome::None => wrap(&begin(state), width),
        Outcome::Trouble(why) => wrap(&Text::raw(why.clone()), width),
        Outcome::Graded(graded) => {
            let mut lines = match graded.report.passed {
                true => wrap(&solved(state), width),
                false => Vec::new(),
            };
            lines.extend(wrap(&graded.text, width));
            lines
        }
    };
    if state.running && !matches!(state.outcome, Outcome::None) {
        // It is about the version before.
        lines = lines.into_iter().map(faint).collect();
    }
    lines
}

/// A line without its colours.
fn faint(line: Line<'static>) -> Line<'static> {
    Line::from(line.to_string()).style(Style::new().dim())
}

fn begin(state: &State) -> Text<'static> {
    let file = &state.exercises[state.at].file;
    Text::from(vec![
        Line::from("Your version is being graded."),
        Line::default(),
        Line::from(format!("Open {file} in your editor.")),
        Line::from("Each time you save it, it is graded again, here."),
        Line::default(),
        Line::from("i tells what it is about, h gives a hint."),
    ])
}

fn solved(state: &State) -> Text<'static> {
    let mut lines = vec![Line::from("Solved: every check passed.").green().bold()];
    lines.push(match state.announced() {
        Some(next) => {
            let next = &state.exercises[next];
            Line::from(format!(
                "Enter or n: go on with {}, {}",
                next.name, next.title
            ))
        }
        None => Line::from("Every exercise is done. Well done!").bold(),
    });
    lines.push(Line::from("s: the reference solution beside yours"));
    lines.push(Line::default());
    Text::from(lines)
}

fn help() -> Text<'static> {
    let head = "Keys. Your file is graded each time you save it, in any editor.";
    let mut lines = vec![Line::from(head).bold(), Line::default()];
    for (key, meaning) in KEYS {
        lines.push(Line::from(format!(" {key:<10} {meaning}")));
    }
    Text::from(lines)
}

fn list(state: &State, marked: usize, width: u16) -> Vec<Line<'static>> {
    let Some(listing) = &state.listing else {
        return vec![Line::from("Looking …")];
    };
    let mut lines = Vec::new();
    let mut chapter = "";
    let names = listing
        .exercises
        .iter()
        .map(|one| plain::columns_of(&one.name));
    let widest = names.max().unwrap_or(0);
    for (index, one) in listing.exercises.iter().enumerate() {
        if one.chapter != chapter {
            chapter = &one.chapter;
            lines.push(Line::from(plain::printable(chapter)).bold());
        }
        lines.push(listed(one, index == marked, widest, width));
    }
    lines
}

/// The line of the list that has the exercise at `index`.
fn row_of(listing: Option<&Listing>, index: usize) -> usize {
    let exercises = listing.map_or(&[][..], |listing| &listing.exercises);
    let until = exercises.iter().take(index + 1);
    let chapters = until
        .map(|one| &one.chapter)
        .collect::<std::collections::BTreeSet<_>>();
    index + chapters.len()
}

fn listed(one: &Listed, marked: bool, widest: usize, width: u16) -> Line<'static> {
    let head = format!(
        " {} {:<widest$} {:>6}  ",
        one.mark(),
        one.name,
        one.points()
    );
    let words = match one.words() {
        "" => String::new(),
        words => format!("  ({words})"),
    };
    let taken = plain::columns_of(&head) + plain::columns_of(&words);
    let left = usize::from(width).saturating_sub(taken);
    let title = plain::shorten(&one.title, left);
    let line = plain::shorten(&format!("{head}{title}{words}"), width.into());
    let style = match one.standing {
        Standing::Done => Style::new().green(),
        Standing::Failed | Standing::Unreadable => Style::new().red(),
        Standing::PassedBefore => Style::new().yellow(),
        Standing::Changed | Standing::NotStarted => Style::new(),
    };
    let style = if marked { style.reversed() } else { style };
    Line::from(format!("{line:<width$}", width = usize::from(width))).style(style)
}
