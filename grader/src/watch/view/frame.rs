//! What stands around the middle: the head, the status, a hint, a notice, the keys.
use super::wrap::wrap;
use crate::judge::Verdict;
use crate::report::{Report, Status, text::plain};
use crate::watch::state::{Outcome, Shown, State};
use ratatui::style::{Style, Stylize};
use ratatui::text::{Line, Span, Text};

/// The keys, the most needed first: they are shown as far as there is room.
const KEYS: [(&str, &str); 10] = [
    ("h", "hint"),
    ("?", "keys"),
    ("q", "quit"),
    ("n", "next"),
    ("l", "list"),
    ("i", "about"),
    ("t", "timeline"),
    ("r", "reset"),
    ("v", "replay"),
    ("p", "previous"),
];

/// The exercise, and how much of the course is done.
pub(super) fn head(state: &State, width: u16) -> Line<'static> {
    let exercise = &state.exercises[state.at];
    let done = state.listing.as_ref().map_or(String::new(), |listing| {
        format!(" {} of {} done ", listing.done, listing.exercises.len())
    });
    let wide = usize::from(width);
    let room = wide.saturating_sub(plain::columns_of(&done));
    let name = plain::shorten(&format!(" {}", exercise.name), room);
    let left = room.saturating_sub(plain::columns_of(&name) + 2);
    let title = match left {
        0..6 => String::new(),
        left => format!("  {}", plain::shorten(&exercise.title, left)),
    };
    let gap = room.saturating_sub(plain::columns_of(&name) + plain::columns_of(&title));
    let line = vec![
        Span::from(name).bold(),
        Span::from(title),
        Span::from(" ".repeat(gap)),
        Span::from(done),
    ];
    Line::from(line).style(Style::new().reversed())
}

/// How the grading went or goes; with more rows also the file.
pub(super) fn status(state: &State, width: u16, rows: u16) -> Vec<Line<'static>> {
    let wide = usize::from(width);
    let short = |text: String| plain::shorten(&text, wide);
    let line = match &state.outcome {
        _ if state.running => Line::from(short(" … grading".into())).yellow(),
        Outcome::None => Line::from(""),
        Outcome::Trouble(_) => Line::from(short(" ! cannot be graded".into())).red().bold(),
        Outcome::Graded(graded) => verdict(&graded.report, wide),
    };
    let mut lines = vec![line];
    if rows > 1 {
        let file = &state.exercises[state.at].file;
        lines.push(Line::from(short(format!("   {file}"))).dim());
        lines.push(Line::default());
    }
    lines
}

fn verdict(report: &Report, wide: usize) -> Line<'static> {
    let score = &report.score;
    let failed = report
        .checks
        .iter()
        .filter(|one| one.verdict == Verdict::Failed)
        .count();
    let points = format!("{} of {} points", score.earned, score.possible);
    let text = match (report.passed, report.status) {
        (true, _) => format!(" ✔ passed, {points}"),
        (false, Status::Rejected) => " ✘ does not compile, or is refused".to_owned(),
        (false, Status::Missing) => " ✘ its file is not there".to_owned(),
        (false, Status::Graded) => {
            let all = report.checks.len();
            format!(" ✘ {points}, {failed} of {all} checks failed")
        }
    };
    let took = format!(
        "  {} ms",
        report.timing.compile_ms + report.timing.checks_ms
    );
    let text = plain::shorten(&text, wide);
    let room = wide.saturating_sub(plain::columns_of(&text));
    let style = if report.passed {
        Style::new().green()
    } else {
        Style::new().red()
    };
    let mut spans = vec![Span::styled(text, style.bold())];
    if plain::columns_of(&took) <= room {
        spans.push(Span::styled(took, Style::new().dim()));
    }
    Line::from(spans)
}

/// The hint with a rule above it; nothing if there is none.
pub(super) fn hint(state: &State, width: u16) -> Vec<Line<'static>> {
    let Some(hint) = &state.hint else {
        return Vec::new();
    };
    let more = if hint.left > 0 { " · h: one more" } else { "" };
    let head = plain::shorten(&format!("── {}{more} ", hint.head()), width.into());
    let rule = usize::from(width).saturating_sub(plain::columns_of(&head));
    let mut lines = vec![Line::from(head + &"─".repeat(rule)).yellow()];
    lines.extend(wrap(&Text::raw(plain::printable(&hint.text)), width));
    lines
}

/// True if a row is needed for a question or a notice.
pub(super) fn has_notice(state: &State) -> bool {
    state.asks_reset || state.notice.is_some()
}

/// A question, or what was just done.
pub(super) fn notice(state: &State, width: u16) -> Line<'static> {
    let text = match state.asks_reset {
        true => " Put the stub back? Your version is kept beside it. r again: yes; else: no",
        false => state.notice.as_deref().unwrap_or_default(),
    };
    Line::from(plain::shorten(text, width.into()))
        .yellow()
        .bold()
}

/// How many lines are below.
pub(super) fn more(below: usize) -> Line<'static> {
    Line::from(format!(" ↓ {below} more lines")).dim()
}

/// The keys that fit.
pub(super) fn keys(state: &State, width: u16) -> Line<'static> {
    let first: &[(&str, &str)] = match state.shown {
        Shown::List(_) => &[("Enter", "go there"), ("Esc", "back")],
        Shown::Report if state.passed() => &[("Enter", "next"), ("s", "solution")],
        Shown::Report => &[],
        _ => &[("Esc", "back")],
    };
    let again = |key: &&(&str, &str)| !first.iter().any(|(_, meaning)| *meaning == key.1);
    let mut spans = Vec::new();
    let mut room = usize::from(width);
    for (key, meaning) in first.iter().chain(KEYS.iter().filter(again)) {
        let gap = if spans.is_empty() { " " } else { "  " };
        let taken = gap.len() + plain::columns_of(key) + 1 + plain::columns_of(meaning);
        if taken > room {
            break;
        }
        room -= taken;
        spans.push(Span::from(format!("{gap}{key}")).bold());
        spans.push(Span::from(format!(" {meaning}")).dim());
    }
    Line::from(spans)
}
