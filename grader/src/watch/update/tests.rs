use super::super::view::tests::{failed, listing, passed, state};
use super::*;
use crate::learner::hint::{Hint, Source};
use crate::submission::{SourceFile, Submission};

fn submission(text: &str) -> Submission {
    Submission::new(vec![SourceFile {
        path: "src/lib.rs".into(),
        text: text.to_owned(),
    }])
}

fn press(state: &mut State, key: char) -> Vec<Effect> {
    update(state, Event::Key(Key::Letter(key)))
}

#[test]
fn a_save_is_graded_and_shows_the_report() {
    let mut state = state();
    state.shown = Shown::Help;
    let effects = update(&mut state, Event::Saved(Ok(submission("1"))));
    assert_eq!(effects, [Effect::Grade(submission("1"))]);
    assert!(state.running && matches!(state.shown, Shown::Report));
    let effects = update(&mut state, Event::Graded(failed()));
    assert_eq!(effects, [Effect::List]);
    assert!(!state.running && state.graded().is_some());
}

#[test]
fn files_that_cannot_be_read_end_the_grading() {
    let mut state = state();
    update(&mut state, Event::Saved(Ok(submission("1"))));
    let effects = update(&mut state, Event::Saved(Err("gone".into())));
    assert_eq!(effects, [Effect::Stop]);
    assert!(!state.running);
    assert!(matches!(&state.outcome, Outcome::Trouble(why) if why == "gone"));
}

#[test]
fn after_a_pass_enter_and_n_go_to_the_announced_exercise() {
    for key in [Key::Enter, Key::Letter('n')] {
        let mut state = state();
        update(&mut state, Event::Graded(passed(Some(2))));
        let effects = update(&mut state, Event::Key(key));
        assert_eq!(effects, [Effect::Stop, Effect::Turn(2), Effect::List]);
        assert_eq!(state.at, 2);
        assert!(matches!(state.outcome, Outcome::None));
    }
}

#[test]
fn without_a_pass_n_goes_to_the_next_and_enter_does_not() {
    let mut state = state();
    update(&mut state, Event::Graded(failed()));
    assert_eq!(update(&mut state, Event::Key(Key::Enter)), []);
    assert_eq!(press(&mut state, 'n')[1], Effect::Turn(1));
    press(&mut state, 'n');
    assert_eq!((press(&mut state, 'n'), state.at), (vec![], 2));
    assert!(
        state
            .notice
            .as_ref()
            .is_some_and(|told| told.contains("last"))
    );
    assert_eq!(press(&mut state, 'p')[1], Effect::Turn(1));
}

#[test]
fn an_old_pass_does_not_count_while_a_newer_save_is_graded() {
    let mut state = state();
    update(&mut state, Event::Graded(passed(Some(2))));
    update(&mut state, Event::Saved(Ok(submission("2"))));
    assert!(!state.passed());
    assert_eq!(press(&mut state, 'n')[1], Effect::Turn(1));
}

#[test]
fn a_reset_is_asked_for_twice() {
    for (key, effects) in [('r', vec![Effect::Reset, Effect::List]), ('q', vec![])] {
        let mut state = state();
        assert_eq!(press(&mut state, 'r'), []);
        assert!(state.asks_reset);
        assert_eq!(press(&mut state, key), effects);
        assert!(!state.asks_reset);
    }
    let mut state = state();
    press(&mut state, 'r');
    assert_eq!(
        update(&mut state, Event::Key(Key::Interrupt)),
        [Effect::Interrupt]
    );
}

#[test]
fn the_solution_is_shown_after_a_pass_only() {
    let mut state = state();
    update(&mut state, Event::Listed(listing()));
    update(&mut state, Event::Graded(failed()));
    assert_eq!(press(&mut state, 's'), []);
    assert!(state.notice.is_some());
    update(&mut state, Event::Graded(passed(None)));
    assert_eq!(press(&mut state, 's'), [Effect::Solution]);
    // The second exercise passed before, and has changed since.
    press(&mut state, 'n');
    assert_eq!(press(&mut state, 's'), [Effect::Solution]);
}

#[test]
fn a_hint_stays_beside_the_report_until_escape_a_pass_or_another_exercise() {
    let hint = || {
        Some(Hint {
            from: Source::Exercise(1, 3),
            text: "Look.".into(),
            left: 2,
        })
    };
    let mut state = state();
    assert_eq!(press(&mut state, 'h'), [Effect::Hint]);
    update(&mut state, Event::Hinted(hint()));
    update(&mut state, Event::Saved(Ok(submission("1"))));
    assert!(state.hint.is_some());
    update(&mut state, Event::Key(Key::Escape));
    assert!(state.hint.is_none());
    update(&mut state, Event::Hinted(hint()));
    update(&mut state, Event::Graded(failed()));
    assert!(state.hint.is_some());
    update(&mut state, Event::Graded(passed(Some(2))));
    assert!(state.hint.is_none());
    update(&mut state, Event::Hinted(hint()));
    press(&mut state, 'n');
    assert!(state.hint.is_none());
}

#[test]
fn scrolling_ends_at_the_first_and_the_last_line_and_a_resize_keeps_it_inside() {
    let mut state = state();
    update(&mut state, Event::Resized(80, 12));
    update(&mut state, Event::Graded(failed()));
    update(&mut state, Event::Key(Key::Up));
    assert_eq!(state.scroll, 0);
    update(&mut state, Event::Key(Key::End));
    let end = state.scroll;
    assert!(end > 0);
    update(&mut state, Event::Key(Key::PageDown));
    assert_eq!(state.scroll, end);
    update(&mut state, Event::Resized(80, 60));
    assert_eq!(state.scroll, 0);
}

#[test]
fn in_the_list_keys_move_the_mark_and_enter_goes_there() {
    let mut state = state();
    assert_eq!(press(&mut state, 'l'), [Effect::List]);
    update(&mut state, Event::Listed(listing()));
    press(&mut state, 'k');
    press(&mut state, 'j');
    update(&mut state, Event::Key(Key::End));
    update(&mut state, Event::Key(Key::Down));
    let effects = update(&mut state, Event::Key(Key::Enter));
    assert_eq!(effects[1], Effect::Turn(2));
    assert!(matches!(state.shown, Shown::Report));
    // To where one is already leads back, and nothing is graded again.
    press(&mut state, 'l');
    assert_eq!(update(&mut state, Event::Key(Key::Enter)), []);
    assert!(matches!(state.shown, Shown::Report));
}

#[test]
fn there_is_no_timeline_without_a_run_that_failed() {
    let mut state = state();
    assert_eq!(press(&mut state, 't'), []);
    assert!(state.notice.is_some());
    update(&mut state, Event::Graded(failed()));
    press(&mut state, 't');
    assert!(matches!(state.shown, Shown::Timeline));
    press(&mut state, 't');
    assert!(matches!(state.shown, Shown::Report));
}
