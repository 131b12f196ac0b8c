//! The steps of a story: the record's events in words, each in its task's lane.
use super::story::{Line, Step, line};
use crate::judge::scene::Scene;
use crate::judge::{calls, timeline};
use protocol::{Event, TaskId, What};
use std::collections::HashMap;

/// The steps, and which event became which.
pub(super) struct Steps<'a> {
    pub(super) steps: Vec<Step>,
    /// The tasks that have lanes, in the lanes' order.
    pub(super) tasks: Vec<TaskId>,
    /// The events that are told, with the numbers of their steps. Several may be one step.
    pub(super) events: Vec<(usize, &'a Event)>,
    /// The lines of requests, by their numbers.
    pub(super) call_lines: HashMap<u32, Line>,
    /// The names of requests, by their numbers.
    pub(super) call_names: HashMap<u32, &'a str>,
}

impl Steps<'_> {
    /// The lane of a task.
    pub(super) fn lane(&self, task: TaskId) -> Option<usize> {
        self.tasks.iter().position(|known| *known == task)
    }

    /// The step of an event of the record.
    pub(super) fn step_of(&self, event: &Event) -> Option<usize> {
        let same = |told: &&(usize, &Event)| std::ptr::eq(told.1, event);
        self.events.iter().find(same).map(|told| told.0)
    }

    /// The name of a request.
    pub(super) fn call_name(&self, call: u32) -> &str {
        self.call_names.get(&call).copied().unwrap_or("a request")
    }
}

/// The steps of the student's tasks. Where nothing failed, it means nothing where the schedule made them step aside.
pub(super) fn of<'a>(scene: &Scene<'a>, failed: bool) -> Steps<'a> {
    let events = &scene.record.events;
    let students = scene.record.tasks.iter().map(|task| task.id);
    let mut told = Steps {
        steps: Vec::new(),
        tasks: students.filter(|id| scene.is_students(*id)).collect(),
        events: Vec::new(),
        call_lines: call_lines(scene),
        call_names: timeline::call_names(events),
    };
    for (number, event) in events.iter().enumerate() {
        let Some(lane) = told.lane(event.task) else {
            continue;
        };
        let means_nothing = event.what == What::Switched && !failed;
        if !timeline::is_told(scene, event)
            || means_nothing
            || is_sent_at_once(event, &events[number..])
        {
            continue;
        }
        let text = text(scene, &told, event);
        let blocks_ms = match event.what {
            What::Blocked { for_ms, .. } => for_ms,
            _ => 0,
        };
        let place = line(scene, scene.spot(event.place.as_ref()));
        let step = Step {
            at_ms: event.at_ms,
            lane,
            text,
            line: place.or_else(|| told.call_lines.get(&call_of(event)?).cloned()),
            blocks_ms,
        };
        if !joins(&mut told, event, &step) {
            told.steps.push(step);
        }
        told.events.push((told.steps.len() - 1, event));
    }
    told
}

/// Takes the event as a part of the step before it, if both say one thing.
fn joins(told: &mut Steps<'_>, event: &Event, step: &Step) -> bool {
    let (Some(last), Some((_, before))) = (told.steps.last_mut(), told.events.last()) else {
        return false;
    };
    if (last.lane, last.at_ms) != (step.lane, step.at_ms) {
        return false;
    }
    match (&before.what, &event.what) {
        (What::Acquired { lock }, What::Released { lock: released }) if lock == released => {
            last.text = last.text.replacen("gets ", "gets and releases ", 1);
            true
        }
        (What::Switched, What::Switched) => true,
        _ => false,
    }
}

/// True for a request that its task sends in the same moment: that it was made says nothing more.
fn is_sent_at_once(event: &Event, from_here: &[Event]) -> bool {
    let What::CallMade { call: made, .. } = event.what else {
        return false;
    };
    let mut soon = from_here
        .iter()
        .take_while(|later| later.at_ms == event.at_ms);
    soon.any(|later| later.task == event.task && later.what == What::CallStarted { call: made })
}

fn text(scene: &Scene<'_>, told: &Steps<'_>, event: &Event) -> String {
    match &event.what {
        // The lane has the name already.
        What::Began { .. } => "begins".to_owned(),
        What::Ended { .. } => "returns".to_owned(),
        What::Blocked { .. } => timeline::text(scene, &told.call_names, event).replacen(
            "thread blocked",
            "blocks the thread",
            1,
        ),
        _ => timeline::text(scene, &told.call_names, event),
    }
}

fn call_of(event: &Event) -> Option<u32> {
    match event.what {
        What::CallStarted { call } | What::CallEnded { call, .. } => Some(call),
        _ => None,
    }
}

fn call_lines(scene: &Scene<'_>) -> HashMap<u32, Line> {
    let numbers = scene
        .record
        .events
        .iter()
        .filter_map(|event| match event.what {
            What::CallMade { call, .. } => Some(call),
            _ => None,
        });
    let calls = calls::made_in(scene, &scene.record.events);
    let lines = numbers.zip(calls);
    lines
        .filter_map(|(number, call)| Some((number, line(scene, call.spot)?)))
        .collect()
}
