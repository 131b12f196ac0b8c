//! Tells on standard error how far many gradings are, if people look on.
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, stderr};
use std::time::Duration;

/// How far the gradings are.
pub(crate) struct Progress {
    /// None if standard error is no terminal.
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Tells that so many things are to be done.
    pub(crate) fn begin(jobs: usize) -> Progress {
        let bar = stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(jobs as u64).with_message("grading");
            let style = ProgressStyle::with_template("{msg} [{bar:40}] {pos}/{len} {elapsed}");
            if let Ok(style) = style {
                bar.set_style(style.progress_chars("=> "));
            }
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        Progress { bar }
    }

    /// Tells that one more is done.
    pub(crate) fn done(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    /// Does something that prints, with the bar out of its way.
    pub(crate) fn aside<T>(&self, prints: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(prints),
            None => prints(),
        }
    }

    /// Tells that all is done.
    pub(crate) fn finish(self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
