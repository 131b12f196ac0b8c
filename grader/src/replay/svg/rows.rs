//! The rows below a lane's band: its requests, and the locks that it held.
use super::super::bars;
use super::super::escape::short;
use super::super::{Bar, BarKind, Story};
use super::axis::pixels;
use super::draw::{Area, Drawing, Told, cross};
use super::lanes::BAND;
use super::{LETTER, MARGIN, MOST_LETTERS};

/// How high a row of requests is, with the space below it.
const ROW: f64 = 17.0;
/// The most rows of a lane.
const MOST_ROWS: usize = 24;
/// How wide the names beside the lanes are.
pub(super) fn names_width(story: &Story, shown: &[usize]) -> f64 {
    let letters = |text: &str, indent: usize| text.chars().count() + indent;
    let names = shown.iter().flat_map(|lane| {
        let sides = [Side::Expected, Side::Actual];
        let rows: Vec<Row> = sides
            .into_iter()
            .flat_map(|side| rows(story, *lane, side))
            .collect();
        let of_rows = rows
            .iter()
            .filter_map(|row| Some(letters(&row.name.clone()?, 2)));
        let widest = of_rows.max().unwrap_or(0);
        [letters(&story.lanes[*lane].name, 0), widest]
    });
    let letters = names.max().unwrap_or(0).clamp(10, MOST_LETTERS);
    pixels(letters) * LETTER + 14.0
}

/// A row below a lane's band.
struct Row {
    /// Its number in the lane.
    number: usize,
    /// What all of its bars are called, if they are called the same.
    name: Option<String>,
}

/// Which of a lane's two timelines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Expected,
    Actual,
}

/// The rows of a lane. Both sides have the same ones, so that one can compare them, unless so many requests
/// share rows.
fn rows(story: &Story, lane: usize, side: Side) -> Vec<Row> {
    let is_order = story.is_about_order();
    let actual = story.lanes[lane].bars.iter();
    let actual: Vec<&Bar> = actual.filter(|bar| is_shown(bar, is_order)).collect();
    let planned: Vec<&Bar> = planned_bars(story, lane).collect();
    let shared = actual.len().max(planned.len()) > bars::MOST_ROWS;
    let mut bars = match (shared, side) {
        (true, Side::Expected) => planned,
        (true, Side::Actual) => actual,
        (false, _) => [actual, planned].concat(),
    };
    bars.sort_by_key(|bar| bar.row);
    let rows = bars.chunk_by(|one, next| one.row == next.row);
    let named = |bars: &[&Bar]| {
        let first = named(bars[0]);
        Row {
            number: bars[0].row,
            name: bars.iter().all(|bar| named(bar) == first).then_some(first),
        }
    };
    rows.map(named).collect()
}

fn planned_bars(story: &Story, lane: usize) -> impl Iterator<Item = &Bar> {
    let planned = story.expected.iter().flat_map(|expected| &expected.lanes);
    planned
        .filter(move |planned| planned.lane == lane)
        .flat_map(|planned| &planned.bars)
}

/// A lock that is held for no time has no place on an axis of time.
pub(super) fn is_shown(bar: &Bar, axis_is_order: bool) -> bool {
    axis_is_order || bar.kind != BarKind::Held || bar.until.at_ms > bar.from.at_ms
}

/// The rows below a lane's band.
pub(super) struct Rows {
    rows: Vec<Row>,
    top: f64,
}

impl Rows {
    /// Begins them, with their names.
    pub(super) fn below(drawing: &mut Drawing, story: &Story, lane: usize, side: Side) -> Rows {
        let rows = rows(story, lane, side);
        let top = drawing.height + BAND + 4.0;
        for (place, row) in rows.iter().take(MOST_ROWS).enumerate() {
            if let Some(name) = &row.name {
                let y = top + pixels(place) * ROW + 11.0;
                drawing.text(MARGIN + 10.0, y, "row", &short(name, MOST_LETTERS - 1));
            }
        }
        Rows { rows, top }
    }

    pub(super) fn draw(
        &self,
        drawing: &mut Drawing,
        bar: &Bar,
        (from, to): (f64, f64),
        what: &str,
    ) {
        let place = self.rows.iter().position(|row| row.number == bar.row);
        let Some(place) = place.filter(|place| *place < MOST_ROWS) else {
            return;
        };
        let area = Area {
            x: from,
            y: self.top + pixels(place) * ROW,
            width: (to - from).max(2.0),
            height: ROW - 4.0,
        };
        let end = cross(to, area.y + area.height / 2.0);
        let (class, inside) = match bar.kind {
            BarKind::Answered | BarKind::OnItsWay => ("asks", String::new()),
            BarKind::Failed => ("asks", end),
            BarKind::GivenUp => ("gone", end),
            BarKind::Held => ("held", String::new()),
        };
        let told = Told {
            class,
            what,
            line: bar.line.as_ref(),
        };
        drawing.told(area, &told, &inside);
    }

    /// Goes on below them.
    pub(super) fn close(self, drawing: &mut Drawing) {
        let shown = self.rows.len().min(MOST_ROWS);
        drawing.height = self.top + pixels(shown) * ROW + 4.0;
        if let more @ 1.. = self.rows.len() - shown {
            let y = drawing.height + 8.0;
            drawing.text(MARGIN + 10.0, y, "soft", &format!("… and {more} more"));
            drawing.height += 16.0;
        }
    }
}

/// What a bar is called.
pub(super) fn named(bar: &Bar) -> String {
    match bar.kind {
        BarKind::Held => format!("has {}", bar.name),
        _ => bar.name.clone(),
    }
}
