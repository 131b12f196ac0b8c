//! The axis: virtual time, or the order of the steps where that is what matters.
use super::super::{Point, Story};
use super::draw::{Drawing, label};

/// A step is not narrower than this, in pixels.
const LEAST_STEP: f64 = 22.0;
/// Nor wider than this.
const MOST_STEP: f64 = 96.0;
/// How many times are written on an axis at most.
const MOST_TICKS: u64 = 8;

/// Where a point lies between left and right.
#[derive(Debug)]
pub(super) struct Axis {
    left: f64,
    right: f64,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// From one time to another, in milliseconds.
    Time(u64, u64),
    /// The places of the steps, and how wide one is; steps of tasks that are not shown take none.
    Order(Vec<usize>, f64),
}

impl Axis {
    /// The axis for these lanes.
    pub(super) fn new(story: &Story, shown: &[usize], left: f64, right: f64) -> Axis {
        if !story.is_about_order() {
            let starts = shown
                .iter()
                .filter_map(|lane| story.lanes[*lane].spans.first());
            let from = starts.map(|span| span.from.at_ms).min().unwrap_or(0);
            let planned = story
                .expected
                .as_ref()
                .map_or(0, |expected| expected.end_ms);
            let from = from.min(u64::MAX - 1);
            let until = story.end_ms.max(planned).max(from.saturating_add(1)).max(1);
            return Axis {
                left,
                right,
                kind: Kind::Time(from, until),
            };
        }
        let mut places = vec![0];
        for step in &story.steps {
            let before = places.last().copied().unwrap_or_default();
            places.push(before + usize::from(shown.contains(&step.lane)));
        }
        let count = places.last().copied().unwrap_or_default() + 1;
        places.push(count);
        let wide = ((right - left) / pixels(count)).clamp(LEAST_STEP, MOST_STEP);
        Axis {
            left,
            right: left + wide * pixels(count),
            kind: Kind::Order(places, wide),
        }
    }

    /// Its right end.
    pub(super) fn end(&self) -> f64 {
        self.right.max(super::WIDTH - super::RIGHT)
    }

    /// Where a point lies.
    pub(super) fn x(&self, point: Point) -> f64 {
        match &self.kind {
            Kind::Time(..) => self.at(point.at_ms),
            Kind::Order(places, wide) => {
                let place = places.get(point.step).or(places.last()).copied();
                self.left + wide * pixels(place.unwrap_or_default())
            }
        }
    }

    /// Where a time lies, on an axis of time.
    pub(super) fn at(&self, at_ms: u64) -> f64 {
        match self.kind {
            Kind::Time(from, until) => {
                let part = millis(at_ms.clamp(from, until) - from) / millis(until - from);
                self.left + (self.right - self.left) * part
            }
            Kind::Order(..) => self.left,
        }
    }

    /// True if it shows the order of the steps.
    pub(super) fn is_order(&self) -> bool {
        matches!(self.kind, Kind::Order(..))
    }

    /// The axis itself below what was drawn, and its lines through all of it from `top` on.
    pub(super) fn draw(&self, drawing: &mut Drawing, story: &Story, top: f64) {
        let y = drawing.height + 6.0;
        let (left, right) = (label(self.left), label(self.right));
        drawing.raw(&format!(
            "<path class=\"axis\" d=\"M{left} {0}H{right}\"/>",
            label(y)
        ));
        for (x, text) in self.ticks(story) {
            let at = label(x);
            drawing.raw_below(&format!(
                "<path class=\"grid\" d=\"M{at} {}V{}\"/>",
                label(top),
                label(y)
            ));
            drawing.raw(&format!(
                "<path class=\"axis\" d=\"M{at} {}v5\"/>",
                label(y)
            ));
            drawing.text(x, y + 18.0, "tick", &text);
        }
        let note = match self.kind {
            Kind::Time(..) => "virtual time",
            Kind::Order(..) => {
                "one step after the other; below, the virtual time at which they happen"
            }
        };
        drawing.text(self.left, y + 36.0, "soft", note);
        drawing.height = y + 42.0;
    }

    fn ticks(&self, story: &Story) -> Vec<(f64, String)> {
        match &self.kind {
            Kind::Time(from, until) => {
                let step = nice((until - from).div_ceil(MOST_TICKS).max(1));
                let first = from.div_ceil(step);
                let times = (first..=until / step).map(|number| number * step);
                times.map(|at| (self.at(at), format!("{at} ms"))).collect()
            }
            Kind::Order(places, _) => {
                let mut ticks: Vec<(f64, String)> = Vec::new();
                let mut before = None;
                for (number, step) in story.steps.iter().enumerate() {
                    let shown = places.get(number + 1) > places.get(number);
                    if shown && before.replace(step.at_ms) != Some(step.at_ms) {
                        let at = Point {
                            at_ms: step.at_ms,
                            step: number,
                        };
                        ticks.push((self.x(at), format!("{} ms", step.at_ms)));
                    }
                }
                ticks.dedup_by(|later, earlier| later.0 - earlier.0 < 48.0);
                ticks
            }
        }
    }
}

/// The next number that begins with 1, 2 or 5 and has only zeros after it.
fn nice(at_least: u64) -> u64 {
    let mut unit = 1_u64;
    loop {
        for number in [1, 2, 5] {
            let nice = unit.saturating_mul(number);
            if nice >= at_least {
                return nice;
            }
        }
        unit = unit.saturating_mul(10);
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of virtual time are far below 2^52"
)]
fn millis(ms: u64) -> f64 {
    ms as f64
}

#[expect(clippy::cast_precision_loss, reason = "steps and letters are few")]
pub(super) fn pixels(number: usize) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::nice;

    #[test]
    fn ticks_have_round_numbers() {
        let asked = [1, 2, 3, 7, 14, 60, 505, 1_500];
        assert_eq!(asked.map(nice), [1, 2, 5, 10, 20, 100, 1_000, 2_000]);
    }
}
