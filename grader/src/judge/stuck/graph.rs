//! Who waits for whom when a run ended.
use super::super::scene::Scene;
use protocol::{Hold, TaskId, Wait, WaitFor};
use std::collections::{HashSet, VecDeque};

/// One task waits for what another one holds, or for its end.
#[derive(Clone, Copy)]
pub(super) struct Edge<'a> {
    pub(super) from: TaskId,
    pub(super) to: TaskId,
    pub(super) wait: &'a Wait,
    pub(super) hold: Option<&'a Hold>,
}

fn edges<'a>(scene: &Scene<'a>) -> Vec<Edge<'a>> {
    let mut edges = Vec::new();
    for wait in &scene.record.waits {
        let from = wait.task;
        match wait.on {
            // Who took a permit need not have it still: one that is handed on leaves no trace in the record.
            WaitFor::Lock(lock) if scene.has_permits(lock) => {}
            WaitFor::Lock(lock) => edges.extend(edges_to_holders(scene, wait, lock)),
            WaitFor::Task(to) => edges.push(Edge {
                from,
                to,
                wait,
                hold: None,
            }),
            WaitFor::Unknown => {}
        }
        // Who has the other end of its own channel waits for nobody else.
        if let Some(to) = wait.kept_by.filter(|to| *to != from) {
            edges.push(Edge {
                from,
                to,
                wait,
                hold: None,
            });
        }
    }
    edges
}

fn edges_to_holders<'a>(scene: &Scene<'a>, wait: &'a Wait, lock: u32) -> Vec<Edge<'a>> {
    let holds: Vec<&Hold> = scene
        .record
        .holds
        .iter()
        .filter(|hold| hold.lock == lock)
        .collect();
    // Who is one of several readers waits for itself only if nobody else could give the lock back.
    let only_itself = holds.iter().all(|hold| hold.task == wait.task);
    let counts = |hold: &&&Hold| only_itself || hold.task != wait.task;
    let edge = |hold: &&'a Hold| Edge {
        from: wait.task,
        to: hold.task,
        wait,
        hold: Some(*hold),
    };
    holds.iter().filter(counts).map(edge).collect()
}

/// Of the shortest circles the one that begins with the lowest task.
pub(super) fn shortest_circle<'a>(scene: &Scene<'a>) -> Option<Vec<Edge<'a>>> {
    let edges = edges(scene);
    let mut starts: Vec<TaskId> = edges.iter().map(|edge| edge.from).collect();
    starts.sort_unstable();
    starts.dedup();
    starts
        .into_iter()
        .filter_map(|start| circle_from(start, &edges))
        .min_by_key(Vec::len)
}

fn circle_from<'a>(start: TaskId, edges: &[Edge<'a>]) -> Option<Vec<Edge<'a>>> {
    let mut seen = HashSet::new();
    let mut paths: VecDeque<Vec<Edge<'a>>> = VecDeque::from([Vec::new()]);
    while let Some(path) = paths.pop_front() {
        let at = path.last().map_or(start, |edge| edge.to);
        for edge in edges.iter().filter(|edge| edge.from == at) {
            let mut longer = path.clone();
            longer.push(*edge);
            if edge.to == start {
                return Some(longer);
            }
            if seen.insert(edge.to) {
                paths.push_back(longer);
            }
        }
    }
    None
}
