//! What a task waits for, in words: tokio tells of locks, the line itself of the rest.
use super::super::scene::{Scene, Spot};
use protocol::{TaskId, Wait, WaitFor};

/// What the line that waits is about. It chooses between wordings of one failure, never between passed and
/// failed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Awaited {
    Message,
    Room,
    Change,
    Notification,
    Permit,
    Something,
}

/// What a line has in it where it waits for such a thing.
const SIGNS: [(&str, Awaited); 8] = [
    (".recv(", Awaited::Message),
    (".recv_many(", Awaited::Message),
    (".send(", Awaited::Room),
    (".reserve(", Awaited::Room),
    (".changed(", Awaited::Change),
    (".wait_for(", Awaited::Change),
    (".notified(", Awaited::Notification),
    (".acquire", Awaited::Permit),
];

fn awaited(scene: &Scene<'_>, wait: &Wait) -> Awaited {
    if matches!(wait.on, WaitFor::Lock(lock) if scene.has_permits(lock)) {
        return Awaited::Permit;
    }
    let oneshot = matches!(wait.on, WaitFor::Lock(lock) if !scene.is_lock(lock));
    let of_line = scene.spot(wait.place.as_ref()).and_then(|spot| {
        let signs = SIGNS.iter();
        let mut found = signs.filter(|(sign, _)| says(scene, &spot, &[sign]));
        found.next().map(|(_, awaited)| *awaited)
    });
    match of_line {
        Some(awaited) => awaited,
        None if oneshot => Awaited::Message,
        None => Awaited::Something,
    }
}

/// True if the line's text has one of these in it.
pub(super) fn says(scene: &Scene<'_>, spot: &Spot, words: &[&str]) -> bool {
    let text = scene
        .sources
        .line(&spot.file, spot.line)
        .unwrap_or_default();
    words.iter().any(|word| text.contains(word))
}

/// What a task waits for.
pub(super) fn wanted(scene: &Scene<'_>, wait: &Wait) -> String {
    match wait.on {
        WaitFor::Lock(lock) if scene.has_permits(lock) => {
            format!("a permit of {}", scene.lock_name(lock))
        }
        WaitFor::Lock(lock) => scene.lock_name(lock),
        WaitFor::Task(task) => format!("the end of {}", scene.task_name(task)),
        WaitFor::Unknown => match awaited(scene, wait) {
            Awaited::Message => "a message",
            Awaited::Room => "room in the channel",
            Awaited::Change => "a change",
            Awaited::Notification => "a notification",
            Awaited::Permit => "a permit",
            Awaited::Something => "something",
        }
        .to_owned(),
    }
}

/// What a task waits for, where another one keeps it waiting.
pub(super) fn wanted_of(scene: &Scene<'_>, wait: &Wait, keeper: TaskId) -> String {
    let wanted = wanted(scene, wait);
    match wait.kept_by {
        Some(kept_by) if kept_by == keeper => format!("{wanted} of {}", scene.task_name(keeper)),
        _ => wanted,
    }
}

/// Why that never comes, in words that follow it.
pub(super) fn why_never(scene: &Scene<'_>, wait: &Wait) -> &'static str {
    match (awaited(scene, wait), other_keeper(wait).is_some()) {
        (_, true) => "",
        (Awaited::Message, false) if wait.kept_by.is_some() => {
            ", but no other task has a sender, and one that is still alive keeps the channel open"
        }
        (Awaited::Message, false) => ", but nothing is ever sent",
        (Awaited::Room, false) if wait.kept_by.is_some() => {
            ", but no other task has the receiver, so nobody makes room"
        }
        (Awaited::Room, false) => ", but nobody makes room",
        (Awaited::Change, false) => ", but nothing changes any more",
        (Awaited::Notification, false) => ", but nobody will notify it",
        (Awaited::Permit, false) => ", but nobody will give one back",
        (Awaited::Something, false) => ", but nothing will wake it",
    }
}

/// The other task that has what would end the wait, in words that follow it.
pub(super) fn keeper(scene: &Scene<'_>, wait: &Wait) -> Option<String> {
    let who = scene.task_name(other_keeper(wait)?);
    Some(match awaited(scene, wait) {
        Awaited::Message | Awaited::Change => {
            format!(", but {who}, which still has a sender, sends nothing more")
        }
        Awaited::Room => format!(", but {who}, which has the receiver, takes nothing out"),
        Awaited::Permit => format!(", but {who}, which has one, does not give it back"),
        _ => format!(", which only {who} could end"),
    })
}

fn other_keeper(wait: &Wait) -> Option<TaskId> {
    wait.kept_by.filter(|keeper| *keeper != wait.task)
}
