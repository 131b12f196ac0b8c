//! One cell: what a task does in a row, or the line of its life.
use crate::replay::{Lane, Line, Span, State};
use crate::report::text::Style;
use crate::report::text::plain;

/// How a line of a cell is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paint {
    Plain,
    Dim,
    Bad,
    Expected,
}

/// A line of a cell.
#[derive(Clone, Debug)]
pub(super) struct CellLine {
    text: String,
    paint: Paint,
}

/// A cell: its lines, and what stands below them if others are longer.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    lines: Vec<CellLine>,
    below: &'static str,
}

impl Cell {
    /// A cell that has only a line of life.
    pub(super) fn alive(sign: &'static str) -> Cell {
        Cell {
            lines: Vec::new(),
            below: sign,
        }
    }

    /// A text after a sign, the line of code below it.
    pub(super) fn told(
        (sign, below): (&str, &'static str),
        text: &str,
        code: Option<&Line>,
        paint: Paint,
        width: usize,
    ) -> Cell {
        let room = width.saturating_sub(2).max(1);
        let options = textwrap::Options::new(room)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .break_words(true);
        let text = plain::printable(text).replace('\n', " ");
        let mut lines = Vec::new();
        for (number, piece) in textwrap::wrap(&text, options).iter().enumerate() {
            let sign = if number == 0 { sign } else { below };
            lines.push(CellLine {
                text: format!("{} {piece}", pad(sign, 1)),
                paint,
            });
        }
        if let Some(line) = code {
            let code = plain::shorten(&format!("{:>4} {}", line.number, line.code), room);
            lines.push(CellLine {
                text: format!("{} {code}", pad(below, 1)),
                paint: Paint::Dim,
            });
        }
        Cell { lines, below }
    }

    pub(super) fn height(&self) -> usize {
        self.lines.len()
    }

    /// True if it has text.
    pub(super) fn says_something(&self) -> bool {
        !self.lines.is_empty()
    }

    /// One of its lines, `width` columns wide.
    pub(super) fn line(&self, number: usize, width: usize, style: Style) -> String {
        match self.lines.get(number) {
            None => pad(self.below, width),
            Some(line) => {
                let text = pad(&line.text, width);
                match line.paint {
                    Paint::Plain => text,
                    Paint::Dim => style.dim(&text),
                    Paint::Bad => style.bad(&text),
                    Paint::Expected => style.expected(&text),
                }
            }
        }
    }
}

/// The text with spaces up to this width.
pub(super) fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(plain::columns_of(text));
    format!("{text}{}", " ".repeat(missing))
}

/// The line of a lane's life while another task does this step.
pub(super) fn life_at_step(lane: &Lane, step: usize) -> &'static str {
    let here = |span: &&Span| span.from.step <= step && step < span.until.step;
    lane.spans
        .iter()
        .find(here)
        .map_or(" ", |span| life(span.state))
}

/// The line of a lane's life at a time at which it does nothing.
pub(super) fn life_at_time(lane: &Lane, at_ms: u64) -> &'static str {
    let here = |span: &&Span| span.from.at_ms <= at_ms && at_ms < span.until.at_ms;
    lane.spans
        .iter()
        .find(here)
        .map_or(" ", |span| life(span.state))
}

/// The line of a lane's life below its own step: nothing if that was its last one.
pub(super) fn life_after_step(lane: &Lane, step: usize) -> &'static str {
    let own = lane
        .spans
        .iter()
        .position(|span| span.from.step == step && is_step(span.state));
    let next = own.and_then(|own| lane.spans.get(own + 1));
    match own {
        Some(own) if lane.spans[own].state == State::Blocks => life(State::Blocks),
        _ => next.map_or(" ", |next| {
            if is_step(next.state) {
                "│"
            } else {
                life(next.state)
            }
        }),
    }
}

fn is_step(state: State) -> bool {
    matches!(state, State::Runs | State::Blocks)
}

/// The sign of a state.
pub(super) fn life(state: State) -> &'static str {
    match state {
        State::Runs | State::Ready => "│",
        State::Asks | State::WaitsForLock | State::Waits => "┊",
        State::StandsStill => "╳",
        State::Blocks => "█",
    }
}
