//! The bars of a lane: requests on their way, and locks that are held.
use super::steps::Steps;
use super::story::{Bar, BarKind, Line, Point, line};
use crate::judge::scene::Scene;
use protocol::{Outcome, TaskId, What};
use std::collections::BTreeMap;

/// More requests than this share rows where they do not overlap.
pub(super) const MOST_ROWS: usize = 16;

/// The requests that the task sent, and the locks that it held.
pub(super) fn of(told: &Steps<'_>, task: TaskId, scene: &Scene<'_>, end: Point) -> Vec<Bar> {
    let mut bars: Vec<Bar> = Vec::new();
    let mut open: BTreeMap<(bool, u32), Vec<usize>> = BTreeMap::new();
    for (step, event) in &told.events {
        let from = Point {
            at_ms: event.at_ms,
            step: *step,
        };
        let until = Point {
            at_ms: event.at_ms,
            step: step + 1,
        };
        let own = event.task == task;
        match event.what {
            What::CallStarted { call } if own => {
                open.entry((true, call)).or_default().push(bars.len());
                let (name, line) = (told.call_name(call), told.call_lines.get(&call));
                bars.push(bar(from, end, BarKind::OnItsWay, name, line.cloned()));
            }
            What::Acquired { lock } if own && scene.is_lock(lock) => {
                open.entry((false, lock)).or_default().push(bars.len());
                let line = line(scene, scene.spot(event.place.as_ref()));
                bars.push(bar(from, end, BarKind::Held, &scene.lock_name(lock), line));
            }
            What::CallEnded { call, outcome } => {
                if let Some(at) = open.get_mut(&(true, call)).and_then(Vec::pop) {
                    bars[at].until = until;
                    bars[at].kind = match outcome {
                        Outcome::Answered => BarKind::Answered,
                        Outcome::Failed => BarKind::Failed,
                        Outcome::Dropped | Outcome::NeverPolled => BarKind::GivenUp,
                    };
                }
            }
            What::Released { lock } if own || scene.has_permits(lock) => {
                if let Some(at) = open.get_mut(&(false, lock)).and_then(Vec::pop) {
                    bars[at].until = until;
                }
            }
            _ => {}
        }
    }
    bars
}

fn bar(from: Point, until: Point, kind: BarKind, name: &str, line: Option<Line>) -> Bar {
    Bar {
        from,
        until,
        kind,
        name: name.to_owned(),
        line,
        row: 0,
    }
}

/// Gives each bar a row: its own, or, of many, one in which it overlaps no other. The number of rows.
pub(super) fn place(bars: &mut [Bar]) -> usize {
    if bars.iter().filter(|bar| bar.kind != BarKind::Held).count() <= MOST_ROWS {
        return place_by_name(bars);
    }
    let mut free_from: Vec<Point> = Vec::new();
    for bar in bars.iter_mut() {
        let free = |point: &Point| point.step <= bar.from.step && point.at_ms <= bar.from.at_ms;
        bar.row = free_from.iter().position(free).unwrap_or(free_from.len());
        match free_from.get_mut(bar.row) {
            Some(point) => *point = bar.until,
            None => free_from.push(bar.until),
        }
    }
    free_from.len()
}

/// A row for each request; a lock keeps its row.
fn place_by_name(bars: &mut [Bar]) -> usize {
    let mut rows: Vec<Option<String>> = Vec::new();
    for bar in bars.iter_mut() {
        let name = (bar.kind == BarKind::Held).then(|| bar.name.clone());
        let known = rows.iter().position(|row| name.is_some() && *row == name);
        bar.row = known.unwrap_or_else(|| {
            rows.push(name);
            rows.len() - 1
        });
    }
    rows.len()
}
