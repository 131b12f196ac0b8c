//! The timeline of a run that failed: the record's events in words.
use super::scene::Scene;
use super::{Moment, words};
use protocol::{Blocking, Event, Finish, What, phrase};
use std::collections::HashMap;

/// The most entries that one check shows.
const MOST: usize = 200;

/// The events in words; the middle of a long timeline is left out, and an entry says so.
pub(super) fn of(scene: &Scene<'_>) -> Vec<Moment> {
    let calls = call_names(&scene.record.events);
    let events = scene.record.events.iter();
    let told: Vec<&Event> = events.filter(|event| is_told(scene, event)).collect();
    let moment = |event: &&Event| moment(scene, &calls, event);
    if told.len() <= MOST {
        return told.iter().map(moment).collect();
    }
    let (head, rest) = told.split_at(MOST / 2);
    let (left_out, tail) = rest.split_at(told.len() - (MOST - 1));
    let mut moments: Vec<Moment> = head.iter().map(moment).collect();
    moments.push(Moment {
        at_ms: left_out[0].at_ms,
        task: words::THE_CHECK.to_owned(),
        text: format!("… {} more entries …", left_out.len()),
        file: None,
        line: None,
    });
    moments.extend(tail.iter().map(moment));
    moments
}

/// Every event in words, however many there are.
pub(super) fn whole(scene: &Scene<'_>) -> Vec<Moment> {
    let calls = call_names(&scene.record.events);
    let events = scene.record.events.iter();
    let mut moments: Vec<Moment> = events.map(|event| moment(scene, &calls, event)).collect();
    if let (Some(last), true) = (moments.last(), scene.record.truncated) {
        moments.push(Moment {
            at_ms: last.at_ms,
            task: words::THE_CHECK.to_owned(),
            text: "… what came later was not recorded …".to_owned(),
            file: None,
            line: None,
        });
    }
    moments
}

/// False for an event of which another one says the same.
pub(crate) fn is_told(scene: &Scene<'_>, event: &Event) -> bool {
    let named = |id| scene.task(id).is_some_and(|task| task.name.is_some());
    match event.what {
        What::Spawned { task } => !named(task),
        What::Finished {
            how: Finish::Returned,
        } => !named(event.task),
        _ => true,
    }
}

/// The names of all calls by their numbers.
pub(crate) fn call_names(events: &[Event]) -> HashMap<u32, &str> {
    let mut names = HashMap::new();
    for event in events {
        if let What::CallMade { call, name } = &event.what {
            names.insert(*call, name.as_str());
        }
    }
    names
}

fn moment(scene: &Scene<'_>, calls: &HashMap<u32, &str>, event: &Event) -> Moment {
    let spot = scene.spot(event.place.as_ref());
    Moment {
        at_ms: event.at_ms,
        task: scene.task_name(event.task),
        text: text(scene, calls, event),
        line: spot.as_ref().map(|spot| spot.line),
        file: spot.map(|spot| spot.file),
    }
}

/// What an event is called in a timeline.
pub(crate) fn text(scene: &Scene<'_>, calls: &HashMap<u32, &str>, event: &Event) -> String {
    let call_name = |call: &u32| calls.get(call).copied().unwrap_or("a request");
    match &event.what {
        What::Began { run } => phrase::begins(run),
        What::Ended { run } => phrase::returns(run),
        What::Spawned { task } => format!("spawns {}", scene.task_name(*task)),
        What::Finished {
            how: Finish::Returned,
        } => "finishes".to_owned(),
        What::Finished {
            how: Finish::Panicked,
        } => "panics".to_owned(),
        What::Finished {
            how: Finish::Dropped,
        } => "is cancelled".to_owned(),
        What::CallMade { name, .. } => format!("{name} created"),
        What::CallStarted { call } => phrase::sent(call_name(call)),
        What::CallEnded { call, outcome } => phrase::ended(call_name(call), *outcome),
        What::Blocked { by, for_ms } => blocked(*by, *for_ms),
        What::Waits { lock } => format!("waits for {}", scene.lock_name(*lock)),
        What::Acquired { lock } => format!("gets {}", scene.lock_name(*lock)),
        What::Released { lock } => format!("releases {}", scene.lock_name(*lock)),
        What::Switched => "steps aside for other tasks".to_owned(),
    }
}

fn blocked(by: Blocking, for_ms: u64) -> String {
    let how = match by {
        Blocking::Sleep => "sleeping",
        Blocking::Wait => "waiting",
        Blocking::Join => "waiting for another thread",
        Blocking::Spin => "watching the clock",
    };
    format!("thread blocked for {}, {how}", words::ms(for_ms))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Story, line, sources};
    use super::*;

    fn told(story: &Story) -> Vec<Moment> {
        of(&Scene::new(&story.record, &sources()))
    }

    #[test]
    fn a_timeline_says_who_did_what_when_and_where() {
        let mut story = Story::new();
        let task = story.run("handle");
        let call = story.make(task, "GET /users/3", 4);
        story.send(task, call);
        story.at(80).end(task, call, protocol::Outcome::Answered);
        story.finish(task, Finish::Returned);
        let told = told(&story);
        let texts: Vec<&str> = told.iter().map(|moment| moment.text.as_str()).collect();
        let expected = [
            "handle begins",
            "GET /users/3 created",
            "GET /users/3 sent",
            "GET /users/3 answered",
            "handle returns",
        ];
        assert_eq!(texts, expected);
        assert_eq!((told[3].at_ms, told[3].task.as_str()), (80, "`handle`"));
        assert_eq!(
            (told[1].file.as_deref(), told[1].line),
            (Some("src/lib.rs"), Some(4))
        );
    }

    #[test]
    fn a_long_timeline_keeps_its_beginning_and_its_end_and_says_what_is_missing() {
        let mut story = Story::new();
        let task = story.run("handle");
        for at in 0..500 {
            story.at(at).event(task, Some(line(3)), What::Switched);
        }
        let told = told(&story);
        assert_eq!(told.len(), MOST);
        assert_eq!(
            (told[0].text.as_str(), told[MOST - 1].at_ms),
            ("handle begins", 499)
        );
        assert_eq!(told[100].text, "… 302 more entries …");
    }
}
