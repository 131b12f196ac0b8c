//! The terminal is as it was after a panic: this program panics in a terminal, on its own screen.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

#[expect(dead_code, reason = "the tests of the interface use more of it")]
#[path = "watch/terminal.rs"]
mod terminal;

use grader::watch::Screen;
use libtest_mimic::{Arguments, Trial};
use portable_pty::CommandBuilder;
use std::process::ExitCode;
use terminal::Terminal;

/// Set for the run of this program that panics.
const PANICS: &str = "GRADER_TEST_PANICS";

fn main() -> ExitCode {
    if std::env::var_os(PANICS).is_some() {
        let mut screen = Screen::enter().unwrap();
        screen
            .draw(|frame| frame.render_widget("taken", frame.area()))
            .unwrap();
        // Whoever reads the screen says when.
        std::io::stdin().read_line(&mut String::new()).unwrap();
        panic!("a panic on the screen");
    }
    let trial = Trial::test(
        "a_panic_leaves_the_terminal_as_it_was_and_its_message_on_it",
        || {
            panics();
            Ok(())
        },
    );
    libtest_mimic::run(&Arguments::from_args(), vec![trial]).exit_code()
}

fn panics() {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.env(PANICS, "1");
    let (mut terminal, before) = Terminal::start(command, 80, 24);
    terminal.until_shows(&["taken"]);
    let during = terminal.modes();
    assert!(during.alternate_screen && during.termios != before.termios);
    terminal.press("\n");
    assert_eq!(terminal.ended(), 101);
    terminal.until_shows(&["a panic on the screen"]);
    terminal.assert_as_it_was(&before);
}
