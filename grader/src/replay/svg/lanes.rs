//! The lanes of a picture.
use super::super::escape::short;
use super::super::{Bar, BarKind, End, Expected, Lane, Point, Span, State, Story};
use super::axis::{Axis, pixels};
use super::draw::{Area, Drawing, Told, label, rect};
use super::{MARGIN, class_of, sign_of};

/// How high a lane's band is, in pixels.
const BAND: f64 = 18.0;
/// How high a row of requests is, with the space below it.
const ROW: f64 = 17.0;
/// The most rows of a lane.
const MOST_ROWS: usize = 24;
/// How wide a letter is.
const LETTER: f64 = 6.9;
const MOST_LETTERS: usize = 30;

/// How wide the names beside the lanes are.
pub(super) fn names_width(story: &Story, shown: &[usize], axis_is_order: bool) -> f64 {
    let letters = |text: &str, indent: usize| text.chars().count() + indent;
    let names = shown.iter().flat_map(|lane| {
        let rows = rows(story, *lane, axis_is_order);
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

/// The rows that are shown of a lane, planned ones too.
fn rows(story: &Story, lane: usize, axis_is_order: bool) -> Vec<Row> {
    let actual = story.lanes[lane]
        .bars
        .iter()
        .filter(|bar| is_shown(bar, axis_is_order));
    let mut bars: Vec<&Bar> = actual.chain(planned_bars(story, lane)).collect();
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

/// What was to happen in the lanes that are shown.
pub(super) fn expected(
    drawing: &mut Drawing,
    story: &Story,
    expected: &Expected,
    shown: &[usize],
    axis: &Axis,
) {
    for planned in expected
        .lanes
        .iter()
        .filter(|lane| shown.contains(&lane.lane))
    {
        let lane = &story.lanes[planned.lane];
        let last = planned.bars.iter().map(|bar| bar.until.at_ms).max();
        let until = planned.until_ms.or(last).unwrap_or(planned.from_ms);
        name_lane(drawing, &lane.name);
        let state = if planned.bars.is_empty() {
            State::Waits
        } else {
            State::Asks
        };
        let what = format!(
            "expected: {}, from {} to {until} ms",
            lane.name, planned.from_ms
        );
        let (from, to) = (axis.at(planned.from_ms), axis.at(until));
        let area = band(drawing, from, to);
        let told = Told {
            class: class_of(state),
            what: &what,
            line: None,
        };
        drawing.told(area, &told, &cap(area));
        let rows = Rows::below(drawing, story, planned.lane, false);
        for bar in &planned.bars {
            let what = format!(
                "expected: {} of {}, from {} to {} ms",
                bar.name, lane.name, bar.from.at_ms, bar.until.at_ms
            );
            let (from, to) = (axis.at(bar.from.at_ms), axis.at(bar.until.at_ms));
            rows.draw(drawing, bar, (from, to), &what);
        }
        rows.close(drawing);
    }
}

/// What happened in a lane.
pub(super) fn actual(drawing: &mut Drawing, story: &Story, number: usize, axis: &Axis) {
    let lane = &story.lanes[number];
    name_lane(drawing, &lane.name);
    for span in &lane.spans {
        draw_span(drawing, lane, span, axis);
    }
    if let Some(last) = lane.spans.last() {
        end(drawing, lane.end, axis.x(last.until));
    }
    let rows = Rows::below(drawing, story, number, axis.is_order());
    for bar in lane
        .bars
        .iter()
        .filter(|bar| is_shown(bar, axis.is_order()))
    {
        let (verb, from, to) = (verb(bar.kind), bar.from.at_ms, bar.until.at_ms);
        let what = format!(
            "{}: {}{verb}, from {from} to {to} ms",
            lane.name,
            named(bar)
        );
        rows.draw(drawing, bar, (axis.x(bar.from), axis.x(bar.until)), &what);
    }
    rows.close(drawing);
}

/// The rows below a lane's band.
struct Rows {
    rows: Vec<Row>,
    top: f64,
}

impl Rows {
    /// Begins them, with their names.
    fn below(drawing: &mut Drawing, story: &Story, lane: usize, axis_is_order: bool) -> Rows {
        let rows = rows(story, lane, axis_is_order);
        let top = drawing.height + BAND + 4.0;
        for (place, row) in rows.iter().take(MOST_ROWS).enumerate() {
            if let Some(name) = &row.name {
                let y = top + pixels(place) * ROW + 11.0;
                drawing.text(MARGIN + 10.0, y, "row", &short(name, MOST_LETTERS - 1));
            }
        }
        Rows { rows, top }
    }

    fn draw(&self, drawing: &mut Drawing, bar: &Bar, (from, to): (f64, f64), what: &str) {
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
    fn close(self, drawing: &mut Drawing) {
        let shown = self.rows.len().min(MOST_ROWS);
        drawing.height = self.top + pixels(shown) * ROW + 4.0;
        if let more @ 1.. = self.rows.len() - shown {
            let y = drawing.height + 8.0;
            drawing.text(MARGIN + 10.0, y, "soft", &format!("… and {more} more"));
            drawing.height += 16.0;
        }
    }
}

fn named(bar: &Bar) -> String {
    match bar.kind {
        BarKind::Held => format!("has {}", bar.name),
        _ => bar.name.clone(),
    }
}

fn verb(kind: BarKind) -> &'static str {
    match kind {
        BarKind::Answered => " is answered",
        BarKind::Failed => " fails",
        BarKind::GivenUp => " is given up",
        BarKind::OnItsWay => " is still on its way",
        BarKind::Held => "",
    }
}

fn name_lane(drawing: &mut Drawing, name: &str) {
    let y = drawing.height + 14.0;
    drawing.text(MARGIN, y, "lane", &short(name, MOST_LETTERS));
}

fn band(drawing: &Drawing, from: f64, to: f64) -> Area {
    Area {
        x: from,
        y: drawing.height,
        width: (to - from).max(1.0),
        height: BAND,
    }
}

/// What takes no time is a tick on an axis of time.
fn draw_span(drawing: &mut Drawing, lane: &Lane, span: &Span, axis: &Axis) {
    let (from, to) = (axis.x(span.from), axis.x(span.until));
    let is_tick = to - from < 1.0;
    if is_tick && span.state != State::Runs {
        return;
    }
    let time = match span.until.at_ms > span.from.at_ms {
        true => format!("from {} to {} ms", span.from.at_ms, span.until.at_ms),
        false => format!("at {} ms", span.from.at_ms),
    };
    let what = format!("{}, {time}: {}", lane.name, span.what);
    let mut area = band(drawing, from, to);
    let told = |class| Told {
        class,
        what: &what,
        line: span.line.as_ref(),
    };
    if is_tick {
        let tick = rect(
            "runs",
            Area {
                x: from - 1.0,
                width: 2.0,
                ..area
            },
        );
        area.x -= 4.0;
        area.width = 8.0;
        drawing.told(area, &told("reach"), &tick);
    } else if span.state == State::Ready {
        area.y += BAND / 2.0 - 2.0;
        area.height = 4.0;
        drawing.told(area, &told("ready"), "");
    } else {
        let number = match axis.is_order() && span.state == State::Runs {
            true => number_of(span, area),
            false => String::new(),
        };
        drawing.told(area, &told(class_of(span.state)), &number);
    }
}

/// The number of a step, as the table has it.
fn number_of(span: &Span, area: Area) -> String {
    let (x, y) = (label(area.x + area.width / 2.0), label(area.y + 13.0));
    format!(
        "<text class=\"number\" x=\"{x}\" y=\"{y}\">{}</text>",
        span.from.step + 1
    )
}

/// The end of a lane: a cap, or why there is none.
fn end(drawing: &mut Drawing, end: End, x: f64) {
    let area = band(drawing, x, x);
    let y = drawing.height + 14.0;
    match end {
        End::Finished => drawing.raw(&rect(
            "cap",
            Area {
                x: x - 1.5,
                width: 3.0,
                ..area
            },
        )),
        End::Cancelled | End::Panicked => {
            drawing.raw(&cross(x, area.y + BAND / 2.0));
            drawing.text(x + 10.0, y, "bad", sign_of(end));
        }
        // The last span says so.
        End::Unfinished => {}
    }
}

fn cap(area: Area) -> String {
    rect(
        "cap",
        Area {
            x: area.x + area.width - 1.5,
            width: 3.0,
            ..area
        },
    )
}

fn cross(x: f64, y: f64) -> String {
    let (x, y) = (label(x - 5.0), label(y - 5.0));
    format!("<path class=\"cross\" d=\"M{x} {y}l10 10m0-10l-10 10\"/>")
}

/// Says which step did the harm; where the mark goes on, with [`through`], when all lanes are drawn.
pub(super) fn harm(drawing: &mut Drawing, story: &Story, axis: &Axis) -> Option<(f64, f64)> {
    let harm = story.harm.as_ref()?;
    let at_ms = story.steps.get(harm.step)?.at_ms;
    let x = |step| axis.x(Point { at_ms, step });
    let middle = f64::midpoint(x(harm.step), x(harm.step + 1));
    let text = harm.text.replace('`', "");
    let wide = pixels(text.chars().count()) * LETTER;
    let begin = (middle + 9.0).min(axis.end() - wide).max(MARGIN);
    let y = drawing.height + 10.0;
    // Where the text would stand on its own mark, the mark goes below it.
    let below = begin < middle + 9.0;
    drawing.text(begin, y, "harm", &text);
    let y = if below { y + 14.0 } else { y };
    drawing.text(middle, y, "harm middle", "▼");
    drawing.height = y + 8.0;
    Some((middle, y + 3.0))
}

/// The mark of the harm through all lanes.
pub(super) fn through(drawing: &mut Drawing, (x, y): (f64, f64)) {
    let (x, y, end) = (label(x), label(y), label(drawing.height));
    drawing.raw_below(&format!("<path class=\"harmful\" d=\"M{x} {y}V{end}\"/>"));
}
