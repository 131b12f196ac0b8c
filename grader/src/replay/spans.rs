//! The lanes of a story: what each task did at each time.
use super::bars;
use super::steps::Steps;
use super::story::{End, Lane, Line, Point, Span, State, brief, line};
use crate::judge::scene::Scene;
use crate::judge::{stuck, words};
use protocol::{Event, Finish, TaskId, What};

/// The lanes, in the order of `told.tasks`; `stuck`: what is waited for at the end never comes.
pub(super) fn lanes(scene: &Scene<'_>, told: &Steps<'_>, end_ms: u64, stuck: bool) -> Vec<Lane> {
    let end = Point {
        at_ms: end_ms,
        // One more than there are, so that what never ends is seen to go on.
        step: told.steps.len() + 1,
    };
    let lane = |(number, task): (usize, &TaskId)| {
        let mut bars = bars::of(told, *task, scene, end);
        let rows = bars::place(&mut bars);
        let walk = Walk {
            scene,
            told,
            task: *task,
            number,
            end,
            stuck,
        };
        let spans = walk.spans();
        Lane {
            name: brief(&scene.task_name(*task)),
            trivial: is_trivial(told, number),
            spans,
            bars,
            rows,
            end: how_ended(scene, *task),
        }
    };
    told.tasks.iter().enumerate().map(lane).collect()
}

fn how_ended(scene: &Scene<'_>, task: TaskId) -> End {
    match scene.task(task).and_then(|task| task.finish) {
        Some(Finish::Returned) => End::Finished,
        Some(Finish::Dropped) => End::Cancelled,
        Some(Finish::Panicked) => End::Panicked,
        None => End::Unfinished,
    }
}

/// True for a task that begins and returns in one moment, with nothing in between.
fn is_trivial(told: &Steps<'_>, lane: usize) -> bool {
    let own = |told_event: &&(usize, &Event)| told.steps[told_event.0].lane == lane;
    let mut events = told.events.iter().filter(own).map(|(_, event)| *event);
    let at_ms = events.clone().next().map(|event| event.at_ms);
    events.all(|event| {
        let bare = matches!(event.what, What::Began { .. } | What::Ended { .. });
        bare && Some(event.at_ms) == at_ms
    })
}

/// The walk through one task's events.
struct Walk<'a> {
    scene: &'a Scene<'a>,
    told: &'a Steps<'a>,
    task: TaskId,
    number: usize,
    end: Point,
    stuck: bool,
}

/// What a task waits for.
#[derive(Default)]
struct Awaited {
    lock: Option<(u32, Option<Line>)>,
    calls: Vec<u32>,
}

impl Walk<'_> {
    fn spans(&self) -> Vec<Span> {
        let (mut spans, mut awaited) = (Vec::new(), Awaited::default());
        let mut last: Option<Point> = self.spawned();
        let mut finished = false;
        for (number, step) in self.told.steps.iter().enumerate() {
            if step.lane != self.number {
                continue;
            }
            let here = Point {
                at_ms: step.at_ms,
                step: number,
            };
            if let Some(from) = last {
                self.gap(&mut spans, from, here, &awaited);
            }
            let after = Point {
                at_ms: step.at_ms.saturating_add(step.blocks_ms),
                step: number + 1,
            };
            spans.push(Span {
                from: here,
                until: after,
                state: match step.blocks_ms {
                    0 => State::Runs,
                    _ => State::Blocks,
                },
                what: step.text.clone(),
                line: step.line.clone(),
            });
            last = Some(after);
            for event in self.events_of(number) {
                finished |= matches!(event.what, What::Ended { .. } | What::Finished { .. });
                self.follow(&mut awaited, event);
            }
        }
        if let (Some(from), false) = (last, finished) {
            self.last_gap(&mut spans, from, &awaited);
        }
        spans
    }

    /// Where the task was spawned by another one of the student's.
    fn spawned(&self) -> Option<Point> {
        let spawns = What::Spawned { task: self.task };
        let (step, event) = self
            .told
            .events
            .iter()
            .find(|(_, event)| event.what == spawns)?;
        Some(Point {
            at_ms: event.at_ms,
            step: step + 1,
        })
    }

    fn events_of(&self, step: usize) -> impl Iterator<Item = &Event> {
        let events = self.told.events.iter();
        events
            .filter(move |(number, _)| *number == step)
            .map(|(_, event)| *event)
    }

    fn follow(&self, awaited: &mut Awaited, event: &Event) {
        match event.what {
            What::Waits { lock } => {
                let place = self.scene.spot(event.place.as_ref());
                awaited.lock = Some((lock, line(self.scene, place)));
            }
            What::Acquired { .. } => awaited.lock = None,
            What::CallStarted { call } => awaited.calls.push(call),
            What::CallEnded { call, .. } => awaited.calls.retain(|known| *known != call),
            _ => {}
        }
    }

    /// From one step of the task to the next; where others block the thread meanwhile, it stands still.
    fn gap(&self, spans: &mut Vec<Span>, from: Point, until: Point, awaited: &Awaited) {
        let (state, what, line) = self.waits(awaited, from, until);
        let mut piece =
            |from: Point, until: Point, state: State, what: &str, line: &Option<Line>| {
                if until.step > from.step || until.at_ms > from.at_ms {
                    spans.push(Span {
                        from,
                        until,
                        state,
                        what: what.to_owned(),
                        line: line.clone(),
                    });
                }
            };
        let mut begin = from;
        if matches!(state, State::Ready | State::Waits) {
            let others = self.told.steps.iter().enumerate().take(until.step);
            for (step, other) in others.skip(from.step) {
                if other.blocks_ms == 0 {
                    continue;
                }
                let blocked = Point {
                    at_ms: other.at_ms.min(until.at_ms).max(begin.at_ms),
                    step,
                };
                let free = Point {
                    at_ms: other
                        .at_ms
                        .saturating_add(other.blocks_ms)
                        .min(until.at_ms)
                        .max(begin.at_ms),
                    step: step + 1,
                };
                let (state, what, line) = self.waits(awaited, begin, blocked);
                piece(begin, blocked, state, &what, &line);
                let who = self.scene.task_name(self.told.tasks[other.lane]);
                let what = format!("stands still: {who} blocks the thread");
                piece(blocked, free, State::StandsStill, &what, &None);
                begin = free;
            }
        }
        let (state, what, line) = match begin == from {
            true => (state, what, line),
            false => self.waits(awaited, begin, until),
        };
        piece(begin, until, state, &what, &line);
    }

    /// From the task's last step to the end of the schedule.
    fn last_gap(&self, spans: &mut Vec<Span>, from: Point, awaited: &Awaited) {
        let before = spans.len();
        self.gap(spans, from, self.end, awaited);
        let waits = &self.scene.record.waits;
        let Some(wait) = waits.iter().find(|wait| wait.task == self.task) else {
            return;
        };
        let known = awaited.lock.is_some() || !awaited.calls.is_empty();
        for span in &mut spans[before..] {
            if !known && matches!(span.state, State::Ready | State::Waits) {
                span.state = State::Waits;
                span.what = format!("waits for {}", stuck::awaits(self.scene, wait));
                span.line = line(self.scene, self.scene.spot(wait.place.as_ref()));
            }
            if self.stuck {
                span.what += ", for ever";
            }
        }
    }

    /// Where the task began to wait for a timer at this time, if it did.
    fn timer(&self, at_ms: u64) -> Option<Line> {
        let timers = self.scene.record.timers.iter();
        let mut own = timers.filter(|timer| (timer.task, timer.at_ms) == (self.task, at_ms));
        own.find_map(|timer| line(self.scene, self.scene.spot(timer.place.as_ref())))
    }

    fn waits(&self, awaited: &Awaited, from: Point, until: Point) -> (State, String, Option<Line>) {
        if let Some((lock, line)) = &awaited.lock {
            let name = match self.scene.has_permits(*lock) {
                true => format!("a permit of {}", self.scene.lock_name(*lock)),
                false => self.scene.lock_name(*lock),
            };
            return (
                State::WaitsForLock,
                format!("waits for {name}"),
                line.clone(),
            );
        }
        let line = |call: &u32| self.told.call_lines.get(call).cloned();
        match awaited.calls.as_slice() {
            [call] => {
                let what = format!("waits for {}", self.told.call_name(*call));
                (State::Asks, what, line(call))
            }
            [first, ..] => {
                let number = words::count(awaited.calls.len(), "answer", "answers");
                (State::Asks, format!("waits for {number}"), line(first))
            }
            [] if until.at_ms == from.at_ms => {
                (State::Ready, "waits for its turn".to_owned(), None)
            }
            [] => match self.timer(from.at_ms) {
                Some(line) => (State::Waits, "waits for a timer".to_owned(), Some(line)),
                None => (State::Waits, "waits".to_owned(), None),
            },
        }
    }
}
