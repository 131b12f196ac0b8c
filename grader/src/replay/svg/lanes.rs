//! The lanes of a picture.
use super::super::escape::short;
use super::super::{BarKind, End, Expected, Lane, Point, Span, State, Story};
use super::axis::{Axis, pixels};
use super::draw::{Area, Drawing, Told, cross, label, rect};
use super::rows::{Rows, Side, is_shown, named};
use super::{LETTER, MARGIN, MOST_LETTERS, class_of, sign_of};

/// How high a lane's band is, in pixels.
pub(super) const BAND: f64 = 18.0;

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
        let rows = Rows::below(drawing, story, planned.lane, Side::Expected);
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
    let rows = Rows::below(drawing, story, number, Side::Actual);
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
