//! Which tasks are shown, when there are more than columns.
use crate::replay::Story;

/// The lanes to show, at most `most`, in the story's order.
pub(in crate::replay) fn lanes(story: &Story, most: usize) -> Vec<usize> {
    let all = 0..story.lanes.len();
    let busy = all.clone().filter(|lane| !story.lanes[*lane].trivial);
    // Where the order did the harm, the other tasks would only be in the way.
    let enough = story.is_about_order() && story.involved.len() > 1;
    let others = busy.chain(all).filter(|_| !enough);
    let mut chosen: Vec<usize> = Vec::new();
    for lane in story.involved.iter().copied().chain(others) {
        let idle = story.lanes[lane].trivial && !chosen.is_empty();
        if chosen.len() < most && !chosen.contains(&lane) && !idle {
            chosen.push(lane);
        }
    }
    chosen.sort_unstable();
    chosen
}

/// A note on the tasks that are not among these.
pub(in crate::replay) fn left_out(story: &Story, shown: &[usize]) -> Option<String> {
    const MOST_NAMES: usize = 3;
    let lanes = story.lanes.iter().enumerate();
    let names: Vec<&str> = lanes
        .filter(|(number, _)| !shown.contains(number))
        .map(|(_, lane)| lane.name.as_str())
        .collect();
    let named = names
        .iter()
        .take(MOST_NAMES)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    match names.len() {
        0 => None,
        1 => Some(format!("Not shown: {named}.")),
        count @ ..=MOST_NAMES => Some(format!("Not shown: {count} tasks ({named}).")),
        count => Some(format!("Not shown: {count} more tasks ({named}, …).")),
    }
}
