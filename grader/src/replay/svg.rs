//! A story as a picture: lanes on one axis, the expected ones above those that happened.
mod axis;
mod circle;
mod draw;
mod lanes;
mod legend;
mod look;
mod rows;

pub(super) use circle::draw as circle;
pub(super) use look::{COLOURS, SHAPES};

use super::escape::escape;
use super::text::{lanes_to_show, left_out, nothing_known, summary};
use super::{End, State, Story};
use axis::Axis;
use draw::{Drawing, HEADING, label};

/// The most tasks in a picture.
const MOST_LANES: usize = 24;
/// The least width of a picture, in pixels.
const WIDTH: f64 = 960.0;
/// How wide a letter is, in pixels.
const LETTER: f64 = 6.9;
/// Longer names are cut.
const MOST_LETTERS: usize = 30;
const MARGIN: f64 = 16.0;
/// Room for half of the last time.
const RIGHT: f64 = 36.0;

/// The picture, as a standalone SVG document: the circle of a deadlock, if there is one, and the timelines.
pub fn picture(story: &Story) -> String {
    let mut drawing = Drawing::new();
    drawing.text(
        MARGIN,
        26.0,
        "title",
        &format!("{}: {}", story.check, summary(story)),
    );
    drawing.text(
        MARGIN,
        45.0,
        "soft",
        &super::escape::short(&story.title, 140),
    );
    drawing.height = 58.0;
    let mut width = WIDTH;
    if let Some(ties) = &story.circle {
        let (text, size) = circle(ties);
        drawing.raw(&format!(
            "<g transform=\"translate({} {})\">{text}</g>",
            label((WIDTH - size.0) / 2.0),
            label(drawing.height)
        ));
        drawing.height += size.1 + 12.0;
    }
    match story.is_empty() {
        true => {
            drawing.text(MARGIN, drawing.height + 14.0, "soft", nothing_known(story));
            drawing.height += 30.0;
        }
        false => width = timelines(&mut drawing, story),
    }
    let (width, height) = (label(width), label(drawing.height));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" aria-label=\"{}\">\n<style>{COLOURS}{SHAPES}</style>\n{}\
         <rect class=\"ground\" width=\"{width}\" height=\"{height}\"/>\n{}</svg>\n",
        escape(&alternative(story)),
        look::patterns(),
        drawing.finish()
    )
}

/// The timelines alone, to be put into a page that has their look.
pub(super) fn embedded(story: &Story) -> String {
    let mut drawing = Drawing::new();
    let width = label(timelines(&mut drawing, story));
    let height = label(drawing.height);
    format!(
        "<svg class=\"timelines\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"group\" aria-label=\"{}\">\n{}{}</svg>\n",
        escape(&alternative(story)),
        look::patterns(),
        drawing.finish()
    )
}

/// The picture in words.
fn alternative(story: &Story) -> String {
    let message = story.message.as_deref().unwrap_or_default();
    format!("{}: {}. {message}", story.check, summary(story))
}

/// Draws the timelines; how wide they are.
fn timelines(drawing: &mut Drawing, story: &Story) -> f64 {
    let shown = lanes_to_show(story, MOST_LANES);
    let left = rows::names_width(story, &shown);
    let axis = Axis::new(story, &shown, MARGIN + left, WIDTH - RIGHT);
    let width = axis.end() + RIGHT;
    legend::draw(drawing, story, &shown, width - MARGIN);
    let top = drawing.height + HEADING;
    if let Some(expected) = &story.expected {
        drawing.heading("Expected");
        lanes::expected(drawing, story, expected, &shown, &axis);
        drawing.height += 10.0;
    }
    drawing.heading(match story.expected {
        Some(_) => "What happened",
        None => "What happened in this schedule",
    });
    let harm = lanes::harm(drawing, story, &axis);
    for lane in &shown {
        lanes::actual(drawing, story, *lane, &axis);
    }
    if let Some(harm) = harm {
        lanes::through(drawing, harm);
    }
    axis.draw(drawing, story, top);
    if let Some(note) = left_out(story, &shown) {
        drawing.height += 18.0;
        drawing.text(MARGIN, drawing.height, "soft", &note);
        drawing.height += 8.0;
    }
    drawing.height += 8.0;
    width
}

/// The class of what is drawn for a state.
fn class_of(state: State) -> &'static str {
    match state {
        State::Runs => "runs",
        State::Ready => "ready",
        State::Asks => "asks",
        State::WaitsForLock => "locked",
        State::Waits => "waits",
        State::Blocks => "blocks",
        State::StandsStill => "still",
    }
}

/// What is written at the end of a lane.
fn sign_of(end: End) -> &'static str {
    match end {
        End::Finished => "",
        End::Cancelled => "cancelled",
        End::Panicked => "panicked",
        End::Unfinished => "not finished",
    }
}
