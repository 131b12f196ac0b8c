use super::super::event::{Event, Graded, Key, Page};
use super::super::state::Brief;
use super::super::update::update;
use super::*;
use crate::judge::Sources;
use crate::learner::hint::{Hint, Source};
use crate::learner::listing::{Listed, Listing};
use crate::learner::standing::Standing;
use crate::report::Report;
use crate::report::text::{Style, body};
use insta::assert_snapshot;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// A report that the tests of reports keep.
fn report(name: &str) -> Report {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots");
    let text = std::fs::read_to_string(format!("{folder}/report__{name}.json.snap")).unwrap();
    let json = text.splitn(3, "---\n").nth(2).unwrap();
    let mut report: Report = serde_json::from_str(json).unwrap();
    report.timing.compile_ms = 300;
    report.timing.checks_ms = 100;
    report
}

fn graded(name: &str, next: Option<usize>) -> Box<Graded> {
    let report = report(name);
    let text = body(&report, &Sources::default(), Style::Coloured);
    Box::new(Graded {
        timeline: timeline(&report),
        text: coloured(&text),
        stories: Vec::new(),
        next,
        report,
    })
}

/// A report with a failed check.
pub(in crate::watch) fn failed() -> Box<Graded> {
    graded("sequential", None)
}

/// A report with full marks.
pub(in crate::watch) fn passed(next: Option<usize>) -> Box<Graded> {
    graded("all_passed", next)
}

/// Three exercises; the second passed before.
pub(in crate::watch) fn listing() -> Listing {
    let exercises = [
        ("1_first/1_alone", Standing::Failed, Some(4)),
        ("1_first/2_together", Standing::PassedBefore, None),
        ("2_second/1_later", Standing::NotStarted, None),
    ];
    let listed = exercises.map(|(id, standing, earned)| Listed {
        id: id.into(),
        name: id.rsplit('/').next().unwrap()[2..].into(),
        chapter: id.split('/').next().unwrap().into(),
        title: "The page that takes its time".into(),
        standing,
        earned,
        possible: Some(10),
        hints_shown: 0,
        hints: 3,
        current: false,
    });
    Listing {
        format_version: 1,
        done: 0,
        earned: 4,
        possible: 30,
        exercises: listed.into(),
    }
}

/// The interface at its beginning, at 80 × 24.
pub(in crate::watch) fn state() -> State {
    let mut state = State::new(&[], 0, (80, 24));
    state.exercises = listing()
        .exercises
        .into_iter()
        .map(|one| Brief {
            file: format!("exercises/{}/src/lib.rs", one.id),
            name: one.name,
            title: one.title,
        })
        .collect();
    state
}

fn after(events: Vec<Event>) -> State {
    let mut state = state();
    for event in events {
        update(&mut state, event);
    }
    state
}

/// The screen as text.
fn drawn(state: &mut State, columns: u16, rows: u16) -> String {
    update(state, Event::Resized(columns, rows));
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    terminal.draw(|frame| render(state, frame)).unwrap();
    match terminal.backend().buffer().content.len() {
        0 => String::new(),
        _ => terminal.backend().to_string(),
    }
}

fn letter(key: char) -> Event {
    Event::Key(Key::Letter(key))
}

#[test]
fn a_failed_check_at_80_by_24() {
    let mut state = after(vec![Event::Listed(listing()), Event::Graded(failed())]);
    assert_snapshot!(drawn(&mut state, 80, 24));
}

#[test]
fn a_failed_check_with_a_hint_at_40_by_10() {
    let hint = Hint {
        from: Source::Exercise(1, 3),
        text: "When is the request for the second user sent? Does it need anything else?".into(),
        left: 2,
    };
    let events = vec![Event::Graded(failed()), Event::Hinted(Some(hint))];
    assert_snapshot!(drawn(&mut after(events), 40, 10));
}

#[test]
fn a_pass_at_80_by_24_announces_the_next_exercise() {
    let mut state = after(vec![
        Event::Listed(listing()),
        Event::Graded(passed(Some(2))),
    ]);
    assert_snapshot!(drawn(&mut state, 80, 24));
}

#[test]
fn the_list_marks_an_exercise_at_60_by_12() {
    let mut state = after(vec![letter('l'), Event::Listed(listing()), letter('j')]);
    assert_snapshot!(drawn(&mut state, 60, 12));
}

#[test]
fn the_timeline_at_80_by_24() {
    let mut state = after(vec![Event::Graded(failed()), letter('t')]);
    assert_snapshot!(drawn(&mut state, 80, 24));
}

#[test]
fn the_keys_at_80_by_24_while_the_first_grading_runs() {
    let mut state = state();
    state.running = true;
    update(&mut state, letter('?'));
    assert_snapshot!(drawn(&mut state, 80, 24));
}

#[test]
fn a_file_that_cannot_be_read_and_a_question_at_80_by_14() {
    let why = "error: the submission is empty\n  --> lib.rs\nhelp: save your work\n".to_owned();
    let mut state = after(vec![Event::Saved(Err(why)), letter('r')]);
    assert_snapshot!(drawn(&mut state, 80, 14));
}

#[test]
fn no_size_is_too_small_and_every_screen_can_be_drawn_at_it() {
    let page = Page {
        title: "a page",
        text: "日本 and more words than fit".into(),
    };
    let events = [
        letter('?'),
        letter('l'),
        letter('t'),
        Event::Opened(page),
        letter('r'),
    ];
    for event in events {
        let mut state = after(vec![
            Event::Listed(listing()),
            Event::Graded(failed()),
            event,
        ]);
        for (columns, rows) in [(0, 0), (1, 1), (2, 3), (5, 2), (200, 1), (1, 60), (300, 90)] {
            drawn(&mut state, columns, rows);
        }
    }
}

#[test]
fn the_last_line_of_a_long_report_can_be_reached() {
    let mut state = after(vec![Event::Graded(failed())]);
    assert!(!drawn(&mut state, 80, 24).contains("points, 40"));
    update(&mut state, Event::Key(Key::End));
    let screen = drawn(&mut state, 80, 24);
    assert!(
        screen.contains("points,") && !screen.contains("more lines"),
        "{screen}"
    );
}
