//! Who waits for whom at the end of a schedule, if that is a circle.
use super::steps::Steps;
use super::story::{Circle, Tie, brief, line};
use crate::judge::scene::Scene;
use crate::judge::stuck;

/// The circle, if there is one.
pub(super) fn of(scene: &Scene<'_>, told: &Steps<'_>) -> Option<Circle> {
    let links = stuck::links(scene);
    let ties: Vec<Tie> = links
        .into_iter()
        .map(|link| Tie {
            from: brief(&scene.task_name(link.from)),
            lane: told.lane(link.from),
            to: brief(&scene.task_name(link.to)),
            wants: brief(&link.wants),
            waits_at: line(scene, link.waits_at),
            held_since: line(scene, link.held_since),
            is_lock: link.lock.is_some(),
        })
        .collect();
    (!ties.is_empty()).then_some(Circle { ties })
}
