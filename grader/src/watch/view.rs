//! Draws the state: pure, and the same for the same state.
mod body;
mod frame;
mod timeline;
mod wrap;

pub(super) use timeline::timeline;

use super::state::State;
use crate::report::text::plain;
use ansi_to_tui::IntoText;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Text};
use ratatui::widgets::{Clear, Paragraph};

/// Below so many rows, what is not needed is left out.
const LOW: u16 = 14;

/// Where the parts are; a part of no rows is left out.
struct Areas {
    head: Rect,
    status: Rect,
    body: Rect,
    hint: Rect,
    notice: Rect,
    keys: Rect,
}

/// Draws everything.
pub(super) fn render(state: &State, frame: &mut Frame<'_>) {
    let area = frame.area();
    let areas = areas(state, (area.width, area.height));
    let width = area.width;
    let parts = [
        (areas.head, vec![frame::head(state, width)]),
        (
            areas.status,
            frame::status(state, width, areas.status.height),
        ),
        (areas.body, body(state, &areas)),
        (areas.hint, frame::hint(state, width)),
        (areas.notice, vec![frame::notice(state, width)]),
        (areas.keys, vec![frame::keys(state, width)]),
    ];
    frame.render_widget(Clear, area);
    for (place, lines) in parts {
        frame.render_widget(Paragraph::new(Text::from(lines)), place.intersection(area));
    }
}

/// A text with escape codes as the screen takes it. The grader wrote the codes, so they are well-formed.
pub(super) fn coloured(text: &str) -> Text<'static> {
    text.into_text()
        .unwrap_or_else(|_| Text::raw(plain::printable(text)))
}

/// How many lines of the middle fit.
pub(super) fn body_rows(state: &State) -> usize {
    usize::from(areas(state, state.size).body.height)
}

/// How many lines of the middle can be scrolled away.
pub(super) fn most_scroll(state: &State) -> usize {
    let areas = areas(state, state.size);
    body::lines(state, areas.body.width)
        .len()
        .saturating_sub(areas.body.height.into())
}

/// The lines of the middle that are seen; how many are below is told in the last one.
fn body(state: &State, areas: &Areas) -> Vec<Line<'static>> {
    let rows = usize::from(areas.body.height);
    let lines = body::lines(state, areas.body.width);
    let first = body::first(state, rows, lines.len());
    let below = lines.len().saturating_sub(first + rows);
    let mut seen: Vec<Line<'static>> = lines.into_iter().skip(first).take(rows).collect();
    if below > 0 && rows > 3 {
        seen.pop();
        seen.push(frame::more(below + 1));
    }
    seen
}

fn areas(state: &State, (width, height): (u16, u16)) -> Areas {
    let mut free = height;
    let mut take = |wanted: u16| {
        let rows = wanted.min(free);
        free -= rows;
        rows
    };
    let keys = take(1);
    let head = take(1);
    let status = take(if height < LOW { 1 } else { 3 });
    let notice = take(u16::from(frame::has_notice(state)));
    // The hint never takes more than half of what is left.
    let wanted = u16::try_from(frame::hint(state, width).len()).unwrap_or(u16::MAX);
    let most = height.saturating_sub(keys + head + status + notice) / 2;
    let hint = take(wanted.min(most));
    let body = take(height);
    let mut y = 0;
    let mut place = |rows: u16| {
        let rect = Rect::new(0, y, width, rows);
        y += rows;
        rect
    };
    Areas {
        head: place(head),
        status: place(status),
        body: place(body),
        hint: place(hint),
        notice: place(notice),
        keys: place(keys),
    }
}

#[cfg(test)]
#[path = "view/tests.rs"]
pub(super) mod tests;
