//! What an event changes, and what is to be done about it: pure.
use super::event::{Effect, Event, Key};
use super::state::{Outcome, Shown, State};
use super::view;

/// Takes an event in; what is to be done about it, in order.
pub(super) fn update(state: &mut State, event: Event) -> Vec<Effect> {
    match event {
        Event::Key(key) => return on_key(state, key),
        Event::Resized(columns, rows) => state.size = (columns, rows),
        Event::Saved(found) => return saved(state, found),
        Event::Graded(graded) => {
            state.running = false;
            state.outcome = Outcome::Graded(graded);
            state.scroll = 0;
            if state.passed() {
                // It was about a check that failed.
                state.hint = None;
            }
            return vec![Effect::List];
        }
        Event::Trouble(why) => {
            state.running = false;
            state.outcome = Outcome::Trouble(why);
            show(state, Shown::Report);
        }
        Event::Listed(listing) => state.listing = Some(listing),
        Event::Opened(page) => show(state, Shown::Page(page)),
        Event::Hinted(hint) => {
            if hint.is_none() {
                state.notice = Some("This exercise has no hints.".to_owned());
            }
            state.hint = hint;
        }
        Event::Told(notice) => state.notice = Some(notice),
    }
    state.scroll = state.scroll.min(view::most_scroll(state));
    Vec::new()
}

fn saved(state: &mut State, found: Result<crate::submission::Submission, String>) -> Vec<Effect> {
    state.asks_reset = false;
    match found {
        Ok(submission) => {
            // Whoever saves wants to see what comes of it.
            if state.running || !matches!(state.outcome, Outcome::None) {
                state.notice = None;
            }
            show(state, Shown::Report);
            state.running = true;
            vec![Effect::Grade(submission)]
        }
        Err(why) => {
            state.running = false;
            state.outcome = Outcome::Trouble(why);
            show(state, Shown::Report);
            vec![Effect::Stop]
        }
    }
}

fn on_key(state: &mut State, key: Key) -> Vec<Effect> {
    state.notice = None;
    if std::mem::take(&mut state.asks_reset) && key != Key::Interrupt {
        return match key {
            Key::Letter('r' | 'y') => vec![Effect::Reset, Effect::List],
            _ => tell(state, "Nothing was changed."),
        };
    }
    if let Some(effects) = in_list(state, key) {
        return effects;
    }
    match key {
        Key::Interrupt => return vec![Effect::Interrupt],
        Key::Letter('q') => return vec![Effect::Quit],
        Key::Letter('h') => return vec![Effect::Hint],
        Key::Letter('n') => return next(state),
        Key::Enter if state.passed() => return next(state),
        Key::Letter('p') => return previous(state),
        Key::Letter('i') => return vec![Effect::Readme],
        Key::Letter('r') => state.asks_reset = true,
        Key::Letter('s') => return solution(state),
        Key::Letter('l') => {
            show(state, Shown::List(state.at));
            return vec![Effect::List];
        }
        Key::Letter('t') => return timeline(state),
        Key::Letter('v') => return replay(state),
        Key::Letter('?') => show(state, Shown::Help),
        Key::Escape | Key::Enter => back(state),
        _ => scroll(state, key),
    }
    Vec::new()
}

/// In the list, some keys choose.
fn in_list(state: &mut State, key: Key) -> Option<Vec<Effect>> {
    let Shown::List(marked) = &mut state.shown else {
        return None;
    };
    let last = state.exercises.len().saturating_sub(1);
    *marked = match key {
        Key::Up | Key::Letter('k') => marked.saturating_sub(1),
        Key::Down | Key::Letter('j') => (*marked + 1).min(last),
        Key::Home => 0,
        Key::End => last,
        Key::PageUp => marked.saturating_sub(10),
        Key::PageDown => (*marked + 10).min(last),
        Key::Letter('l') => {
            back(state);
            return Some(Vec::new());
        }
        Key::Enter => {
            let to = *marked;
            return Some(turn(state, to));
        }
        _ => return None,
    };
    Some(Vec::new())
}

fn next(state: &mut State) -> Vec<Effect> {
    match state.announced().filter(|_| state.passed()) {
        Some(to) => turn(state, to),
        None if state.at + 1 < state.exercises.len() => turn(state, state.at + 1),
        None => tell(state, "This is the last exercise; l shows all of them."),
    }
}

fn previous(state: &mut State) -> Vec<Effect> {
    match state.at.checked_sub(1) {
        Some(to) => turn(state, to),
        None => tell(state, "This is the first exercise; l shows all of them."),
    }
}

/// Goes to another exercise; the grading of this one ends.
fn turn(state: &mut State, to: usize) -> Vec<Effect> {
    if to == state.at {
        back(state);
        return Vec::new();
    }
    state.at = to;
    state.running = false;
    state.outcome = Outcome::None;
    state.hint = None;
    show(state, Shown::Report);
    vec![Effect::Stop, Effect::Turn(to), Effect::List]
}

fn solution(state: &mut State) -> Vec<Effect> {
    let done = |listing: &crate::learner::listing::Listing| {
        listing
            .exercises
            .get(state.at)
            .is_some_and(|one| one.passed_once())
    };
    match state.passed() || state.listing.as_ref().is_some_and(done) {
        true => vec![Effect::Solution],
        false => tell(
            state,
            "The solution is shown after full marks; h shows a hint.",
        ),
    }
}

fn timeline(state: &mut State) -> Vec<Effect> {
    let is_shown = matches!(state.shown, Shown::Timeline);
    match state.graded() {
        _ if is_shown => back(state),
        Some(graded) if !graded.timeline.lines.is_empty() => show(state, Shown::Timeline),
        _ => return tell(state, "There is no timeline: no check failed in a run."),
    }
    Vec::new()
}

fn replay(state: &mut State) -> Vec<Effect> {
    let is_shown = matches!(state.shown, Shown::Replay);
    match state.graded() {
        _ if is_shown => back(state),
        Some(graded) if !graded.stories.is_empty() => show(state, Shown::Replay),
        _ => {
            return tell(
                state,
                "There is no schedule to show: no check failed in a run.",
            );
        }
    }
    Vec::new()
}

fn tell(state: &mut State, notice: &str) -> Vec<Effect> {
    state.notice = Some(notice.to_owned());
    Vec::new()
}

fn show(state: &mut State, shown: Shown) {
    state.shown = shown;
    state.scroll = 0;
}

/// One step back: to the report, and there the hint goes.
fn back(state: &mut State) {
    match state.shown {
        Shown::Report => state.hint = None,
        _ => show(state, Shown::Report),
    }
}

fn scroll(state: &mut State, key: Key) {
    let page = view::body_rows(state).saturating_sub(1).max(1);
    let to = match key {
        Key::Up | Key::Letter('k') => state.scroll.saturating_sub(1),
        Key::Down | Key::Letter('j') => state.scroll + 1,
        Key::PageUp => state.scroll.saturating_sub(page),
        Key::PageDown | Key::Letter(' ') => state.scroll + page,
        Key::Home => 0,
        Key::End => usize::MAX,
        _ => state.scroll,
    };
    state.scroll = to.min(view::most_scroll(state));
}

#[cfg(test)]
#[path = "update/tests.rs"]
mod tests;
