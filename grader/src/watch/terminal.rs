//! The terminal: taken, drawn on, and left as it was, also after a panic.
use super::event::{Event, Key};
use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::{DefaultTerminal, Frame};
use std::io;

/// The terminal while the interface has it. Dropped, or when something panics, it is as it was before.
#[derive(Debug)]
pub struct Screen(DefaultTerminal);

impl Screen {
    /// Takes the terminal: its other screen, and each key as it is pressed.
    ///
    /// # Errors
    /// If the terminal refuses.
    pub fn enter() -> io::Result<Screen> {
        ratatui::try_init()
            .map(Screen)
            .inspect_err(|_| ratatui::restore())
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        self.0.size().map(|size| (size.width, size.height))
    }

    /// Draws anew; only what has changed is written.
    ///
    /// # Errors
    /// If the terminal does not take it.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.0.draw(render).map(drop)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // The panic's hook has done it, and its message stands there.
        if !std::thread::panicking() {
            ratatui::restore();
        }
    }
}

/// What the terminal's input means; none if it means nothing.
pub(super) fn event(input: &Input) -> Option<Event> {
    match input {
        Input::Key(key) if key.kind != KeyEventKind::Release => self::key(key).map(Event::Key),
        Input::Resize(columns, rows) => Some(Event::Resized(*columns, *rows)),
        _ => None,
    }
}

fn key(key: &KeyEvent) -> Option<Key> {
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return match key.code {
            KeyCode::Char('c') => Some(Key::Interrupt),
            KeyCode::Char('f') => Some(Key::PageDown),
            KeyCode::Char('b') => Some(Key::PageUp),
            _ => None,
        };
    }
    Some(match key.code {
        KeyCode::Char(letter) => Key::Letter(letter.to_ascii_lowercase()),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc | KeyCode::Backspace => Key::Escape,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        _ => return None,
    })
}
