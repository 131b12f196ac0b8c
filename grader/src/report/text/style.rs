//! The colours of the text report.
use anstyle::{AnsiColor, Effects};
use std::fmt::Display;

/// Whether the text has colours. The caller decides: only on a terminal, and never if `NO_COLOR` is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// No escape codes at all.
    Plain,
    /// With ANSI escape codes.
    Coloured,
}

impl Style {
    pub(crate) fn good(self, text: &str) -> String {
        self.paint(text, AnsiColor::Green.on_default())
    }

    pub(crate) fn bad(self, text: &str) -> String {
        self.paint(text, AnsiColor::Red.on_default().effects(Effects::BOLD))
    }

    pub(crate) fn warning(self, text: &str) -> String {
        self.paint(text, AnsiColor::Yellow.on_default().effects(Effects::BOLD))
    }

    pub(crate) fn command(self, text: &str) -> String {
        self.paint(text, AnsiColor::Cyan.on_default())
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.paint(text, anstyle::Style::new().effects(Effects::BOLD))
    }

    pub(crate) fn dim(self, text: &str) -> String {
        self.paint(text, anstyle::Style::new().effects(Effects::DIMMED))
    }

    /// A line of what was expected.
    pub(crate) fn expected(self, text: &str) -> String {
        self.paint(text, AnsiColor::Green.on_default())
    }

    /// A line of what was there instead.
    pub(crate) fn actual(self, text: &str) -> String {
        self.paint(text, AnsiColor::Red.on_default())
    }

    fn paint(self, text: impl Display, style: anstyle::Style) -> String {
        match self {
            Style::Plain => text.to_string(),
            Style::Coloured => format!("{style}{text}{style:#}"),
        }
    }
}
