//! The timeline that a check expects, as lanes beside those that happened.
use super::bars;
use super::steps::Steps;
use super::story::{Bar, BarKind, Expected, Lane, Planned, PlannedLane, Point};
use crate::judge::scene::Scene;
use protocol::{Failure, Outcome, PlanLine, phrase};
use std::collections::BTreeMap;

/// The plan of the expectation that was not met, if it has one.
pub(super) fn of(
    scene: &Scene<'_>,
    failure: &Failure,
    told: &Steps<'_>,
    lanes: &mut [Lane],
) -> Option<Expected> {
    let Failure::Unmet(unmet) = failure else {
        return None;
    };
    let mut plan: Vec<&PlanLine> = unmet.plan.as_deref()?.iter().collect();
    plan.sort_by_key(|line| line.at_ms);
    let end_ms = plan.last()?.at_ms;
    let mut planned = Lanes {
        scene,
        told,
        actual: lanes,
        lanes: BTreeMap::new(),
        matched: Vec::new(),
    };
    for line in &plan {
        planned.take(line);
    }
    let mut lanes: Vec<PlannedLane> = planned.lanes.into_values().collect();
    lanes.retain(|lane| !lane.is_empty());
    for lane in &mut lanes {
        if lane.bars.len() > bars::MOST_ROWS {
            bars::place(&mut lane.bars);
        }
    }
    let texts = plan.iter().map(|line| Planned {
        at_ms: line.at_ms,
        text: line.text.clone(),
    });
    Some(Expected {
        planned: texts.collect(),
        lanes,
        end_ms,
    })
}

impl PlannedLane {
    fn is_empty(&self) -> bool {
        self.until_ms.is_none() && self.bars.is_empty()
    }
}

/// What a line of a plan says of a request or a run.
enum Says<'a> {
    Sent(&'a str),
    Ended(&'a str, BarKind),
    Begins(&'a str),
    Returns(&'a str),
}

fn says(text: &str) -> Option<Says<'_>> {
    let ended = |outcome, kind| {
        let name = text.strip_suffix(&phrase::ended("", outcome))?;
        Some(Says::Ended(name, kind))
    };
    let sent = text.strip_suffix(&phrase::sent("")).map(Says::Sent);
    sent.or_else(|| ended(Outcome::Answered, BarKind::Answered))
        .or_else(|| ended(Outcome::Failed, BarKind::Failed))
        .or_else(|| ended(Outcome::Dropped, BarKind::GivenUp))
        .or_else(|| text.strip_suffix(&phrase::returns("")).map(Says::Returns))
        .or_else(|| text.strip_suffix(&phrase::begins("")).map(Says::Begins))
}

struct Lanes<'a> {
    scene: &'a Scene<'a>,
    told: &'a Steps<'a>,
    actual: &'a mut [Lane],
    lanes: BTreeMap<usize, PlannedLane>,
    /// The requests that are planned already: their lanes and numbers there.
    matched: Vec<(usize, usize)>,
}

impl Lanes<'_> {
    fn take(&mut self, line: &PlanLine) {
        match says(&line.text) {
            Some(Says::Sent(name)) => self.sent(name, line.at_ms),
            Some(Says::Ended(name, kind)) => self.ended(name, kind, line.at_ms),
            Some(Says::Returns(run)) => {
                if let Some(lane) = self.lane_of(run) {
                    self.planned(lane).until_ms = Some(line.at_ms);
                }
            }
            Some(Says::Begins(run)) => {
                if let Some(lane) = self.lane_of(run) {
                    self.planned(lane).from_ms = line.at_ms;
                }
            }
            None => {}
        }
    }

    /// The last run of this name.
    fn lane_of(&self, run: &str) -> Option<usize> {
        let tasks = self.told.tasks.iter();
        let named = |id| {
            self.scene
                .task(id)
                .is_some_and(|task| task.name.as_deref() == Some(run))
        };
        tasks
            .enumerate()
            .rev()
            .find(|(_, id)| named(**id))
            .map(|(lane, _)| lane)
    }

    fn planned(&mut self, lane: usize) -> &mut PlannedLane {
        let from_ms = self.actual[lane]
            .spans
            .first()
            .map_or(0, |span| span.from.at_ms);
        self.lanes.entry(lane).or_insert(PlannedLane {
            lane,
            from_ms,
            until_ms: None,
            bars: Vec::new(),
        })
    }

    /// A request belongs into the lane and the row in which it was really sent; one that was not, into a row of
    /// its own.
    fn sent(&mut self, name: &str, at_ms: u64) {
        let of_lane = |(lane, actual): (usize, &Lane)| {
            let bars = actual.bars.iter().enumerate();
            let numbers = bars
                .filter(|(_, bar)| bar.name == name)
                .map(|(number, _)| number);
            numbers.map(|number| (lane, number)).collect::<Vec<_>>()
        };
        let known = self.actual.iter().enumerate().flat_map(of_lane);
        let free = known.filter(|known| !self.matched.contains(known));
        // The last ones: a check may have run its code before without stating a plan.
        let found = free.max_by_key(|(lane, number)| (*lane, std::cmp::Reverse(*number)));
        let lane = match found {
            Some((lane, _)) => lane,
            None if self.actual.is_empty() => return,
            None => self
                .lanes
                .keys()
                .next()
                .copied()
                .unwrap_or(self.actual.len() - 1),
        };
        let (row, line) = match found {
            Some((lane, number)) => {
                self.matched.push((lane, number));
                let bar = &self.actual[lane].bars[number];
                (bar.row, bar.line.clone())
            }
            None => {
                self.actual[lane].rows += 1;
                (self.actual[lane].rows - 1, None)
            }
        };
        let from = Point { at_ms, step: 0 };
        self.planned(lane).bars.push(Bar {
            from,
            until: from,
            kind: BarKind::OnItsWay,
            name: name.to_owned(),
            line,
            row,
        });
    }

    fn ended(&mut self, name: &str, kind: BarKind, at_ms: u64) {
        let mut bars = self
            .lanes
            .values_mut()
            .flat_map(|lane| lane.bars.iter_mut());
        let open = |bar: &&mut Bar| bar.kind == BarKind::OnItsWay && bar.name == name;
        if let Some(bar) = bars.find(open) {
            bar.kind = kind;
            bar.until.at_ms = at_ms;
        }
    }
}
