//! Which step did the harm, and which lanes the failure is about.
use super::Story;
use super::steps::Steps;
use super::story::{BarKind, Circle, End, Expected, Harm, Lane, Span, State};
use crate::judge::scene::Scene;
use crate::judge::{Verdict, stuck, updates};
use protocol::{Diagnosis, Event, Failure, Kind, What};

/// The step that did the harm, and the other lanes that it was done to.
pub(super) fn of(
    scene: &Scene<'_>,
    told: &Steps<'_>,
    story: &Story,
    failure: Option<&Failure>,
    circle: Option<&Circle>,
    lanes: &[Lane],
    expected: Option<&Expected>,
) -> Option<(Harm, Vec<usize>)> {
    if story.verdict == Verdict::Passed {
        return None;
    }
    let around_others = || in_between(scene, told).filter(|_| story.kind == Kind::Race);
    circle
        .and_then(|_| closes_circle(scene, told))
        .or_else(around_others)
        .or_else(|| blocks(told))
        .or_else(|| exceeds(told, story, failure))
        .or_else(|| parts(told, lanes, expected?))
        .or_else(|| gives_up(told))
        .or_else(|| steps_aside(told))
}

/// The lanes that the failure is about: those of the harm and of the circle, then those that were blocked,
/// cancelled or never ended.
pub(super) fn involved(
    told: &Steps<'_>,
    lanes: &[Lane],
    harm: Option<&(Harm, Vec<usize>)>,
    circle: Option<&Circle>,
) -> Vec<usize> {
    let in_circle = circle
        .iter()
        .flat_map(|circle| circle.ties.iter().filter_map(|tie| tie.lane));
    let in_harm = harm.iter().flat_map(|(harm, others)| {
        std::iter::once(told.steps[harm.step].lane).chain(others.iter().copied())
    });
    let unusual = |lane: &Lane| {
        let blocks = |span: &Span| span.state == State::Blocks;
        let given_up = lane.bars.iter().any(|bar| bar.kind == BarKind::GivenUp);
        lane.end != End::Finished || given_up || lane.spans.iter().any(blocks)
    };
    let rest = (0..lanes.len()).filter(|lane| unusual(&lanes[*lane]));
    let mut involved: Vec<usize> = Vec::new();
    for lane in in_circle.chain(in_harm).chain(rest) {
        if !involved.contains(&lane) {
            involved.push(lane);
        }
    }
    involved
}

fn found(told: &Steps<'_>, event: &Event, text: String, is_order: bool) -> Option<Harm> {
    Some(Harm {
        step: told.step_of(event)?,
        text,
        is_order,
    })
}

/// The lock that was taken last of those in the circle: before that the others could still have ended. Of a task
/// that waits for itself, its wait.
fn closes_circle(scene: &Scene<'_>, told: &Steps<'_>) -> Option<(Harm, Vec<usize>)> {
    let links = stuck::links(scene);
    let events = &scene.record.events;
    let last = |what: &What, task| {
        events
            .iter()
            .rposition(|event| event.task == task && event.what == *what)
    };
    if let [link] = links.as_slice() {
        let waits = last(&What::Waits { lock: link.lock? }, link.from)?;
        let who = scene.task_name(link.from);
        let text = format!("{who} asks for {}, which it holds itself", link.wants);
        return Some((found(told, &events[waits], text, true)?, Vec::new()));
    }
    let taken = links.iter().filter_map(|link| {
        let lock = link.lock?;
        Some((last(&What::Acquired { lock }, link.to)?, link))
    });
    let (at, link) = taken.max_by_key(|(at, _)| *at)?;
    let text = format!(
        "{} gets {} before {} does, and both need it",
        scene.task_name(link.to),
        link.wants,
        scene.task_name(link.from)
    );
    Some((found(told, &events[at], text, true)?, Vec::new()))
}

/// Another task had the lock between the two steps of one update.
fn in_between(scene: &Scene<'_>, told: &Steps<'_>) -> Option<(Harm, Vec<usize>)> {
    let between = updates::between(scene)?;
    let (who, other) = (
        scene.task_name(between.again.task),
        scene.task_name(between.other.task),
    );
    let text = format!("{other} comes between the two steps of {who}");
    let harm = found(told, between.other, text, true)?;
    Some((harm, told.lane(between.again.task).into_iter().collect()))
}

/// The first block of the thread.
fn blocks(told: &Steps<'_>) -> Option<(Harm, Vec<usize>)> {
    let step = told.steps.iter().position(|step| step.blocks_ms > 0)?;
    let text = "from here on no other task can run".to_owned();
    let harm = Harm {
        step,
        text,
        is_order: false,
    };
    Some((harm, Vec::new()))
}

/// The request that was one too many.
fn exceeds(
    told: &Steps<'_>,
    story: &Story,
    failure: Option<&Failure>,
) -> Option<(Harm, Vec<usize>)> {
    let Some(Failure::Unmet(unmet)) = failure else {
        return None;
    };
    if story.diagnosis != Some(Diagnosis::OverLimit) {
        return None;
    }
    let digits = unmet.expected.split(|c: char| !c.is_ascii_digit());
    let limit: usize = digits.filter_map(|number| number.parse().ok()).next()?;
    let mut under_way = 0_usize;
    for (step, event) in &told.events {
        match event.what {
            What::CallStarted { .. } => under_way += 1,
            What::CallEnded { .. } => under_way = under_way.saturating_sub(1),
            _ => {}
        }
        if under_way > limit {
            let harm = Harm {
                step: *step,
                text: format!("this is one more at once than the limit, {limit}"),
                is_order: false,
            };
            return Some((harm, Vec::new()));
        }
    }
    None
}

/// The first request that was sent later than expected.
fn parts(told: &Steps<'_>, lanes: &[Lane], expected: &Expected) -> Option<(Harm, Vec<usize>)> {
    let late = expected.lanes.iter().flat_map(|planned| {
        let actual = &lanes[planned.lane].bars;
        planned.bars.iter().filter_map(|bar| {
            let named = || actual.iter().filter(|actual| actual.name == bar.name);
            let sent = named().find(|actual| actual.row == bar.row);
            let sent = sent.or_else(|| named().next())?;
            (sent.from.at_ms > bar.from.at_ms).then_some((sent.from.step, bar))
        })
    });
    let (step, bar) = late.min_by_key(|(step, _)| *step)?;
    let harm = Harm {
        step,
        text: format!(
            "{} was expected at {} ms: here the two timelines part",
            bar.name, bar.from.at_ms
        ),
        is_order: false,
    };
    debug_assert!(step < told.steps.len(), "bars begin at steps");
    Some((harm, Vec::new()))
}

/// The first request or task that was given up.
fn gives_up(told: &Steps<'_>) -> Option<(Harm, Vec<usize>)> {
    use protocol::{Finish, Outcome};
    let given_up = |event: &Event| {
        matches!(
            event.what,
            What::CallEnded {
                outcome: Outcome::Dropped,
                ..
            } | What::Finished {
                how: Finish::Dropped
            }
        )
    };
    let (step, event) = told.events.iter().find(|(_, event)| given_up(event))?;
    let text = match event.what {
        What::CallEnded { call, .. } => {
            format!(
                "{} is given up before it has answered",
                told.call_name(call)
            )
        }
        _ => "this task is cancelled before it has ended".to_owned(),
    };
    let harm = Harm {
        step: *step,
        text,
        is_order: false,
    };
    Some((harm, Vec::new()))
}

/// The last time that the schedule made a task step aside: a schedule is shrunk, so it needs each of them.
fn steps_aside(told: &Steps<'_>) -> Option<(Harm, Vec<usize>)> {
    let (step, _) = told
        .events
        .iter()
        .rev()
        .find(|(_, event)| event.what == What::Switched)?;
    let harm = Harm {
        step: *step,
        text: "here another task has its turn".to_owned(),
        is_order: true,
    };
    Some((harm, Vec::new()))
}
