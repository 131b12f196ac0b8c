//! What the colours and patterns of a picture mean.
use super::super::{Bar, BarKind, End, State, Story};
use super::axis::pixels;
use super::draw::{Area, Drawing, rect};
use super::rows::is_shown;
use super::{MARGIN, class_of};

/// Every state with its meaning, in the order of the legend.
const STATES: [(State, &str); 7] = [
    (State::Runs, "runs"),
    (State::Asks, "waits for an answer"),
    (State::WaitsForLock, "waits for a lock"),
    (State::Waits, "waits: a timer, a channel, another task"),
    (State::Ready, "waits for its turn"),
    (State::Blocks, "blocks the thread"),
    (State::StandsStill, "stands still: the thread is blocked"),
];
const LETTER: f64 = 6.3;

/// A line or two with what occurs in the picture.
pub(super) fn draw(drawing: &mut Drawing, story: &Story, shown: &[usize], right: f64) {
    let (mut x, mut y) = (MARGIN, drawing.height + 4.0);
    for (class, text) in entries(story, shown) {
        let wide = 20.0 + pixels(text.chars().count()) * LETTER + 18.0;
        if x + wide > right && x > MARGIN {
            x = MARGIN;
            y += 20.0;
        }
        let area = Area {
            x,
            y,
            width: 16.0,
            height: 12.0,
        };
        drawing.raw(&rect(class, area));
        drawing.text(x + 21.0, y + 10.0, "key", text);
        x += wide;
    }
    drawing.height = y + 26.0;
}

fn entries(story: &Story, shown: &[usize]) -> Vec<(&'static str, &'static str)> {
    let lanes = || shown.iter().map(|lane| &story.lanes[*lane]);
    let planned = || story.expected.iter().flat_map(|expected| &expected.lanes);
    let occurs = |state: State| {
        let happened = lanes().any(|lane| lane.spans.iter().any(|span| span.state == state));
        let expected = planned().any(|lane| match lane.bars.is_empty() {
            true => state == State::Waits,
            false => state == State::Asks,
        });
        happened || expected
    };
    // A turn takes no time.
    let has_room = |state| story.is_about_order() || state != State::Ready;
    let states = STATES
        .iter()
        .filter(|(state, _)| occurs(*state) && has_room(*state));
    let mut entries: Vec<_> = states
        .map(|(state, text)| (class_of(*state), *text))
        .collect();
    let bars = || {
        lanes()
            .flat_map(|lane| &lane.bars)
            .chain(planned().flat_map(|lane| &lane.bars))
    };
    let held = |bar: &Bar| bar.kind == BarKind::Held && is_shown(bar, story.is_about_order());
    if bars().any(held) {
        entries.push(("held", "has a lock"));
    }
    if bars().any(|bar| bar.kind == BarKind::GivenUp)
        || lanes().any(|lane| lane.end == End::Cancelled)
    {
        entries.push(("gone", "cancelled before it ended"));
    }
    entries
}
