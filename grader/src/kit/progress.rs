//! Tells on standard error how far the kit is: a bar on a terminal, lines elsewhere.
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Write, stderr};

/// Tells that another grader builds a kit.
pub(super) fn waiting() {
    say("another grader is preparing the libraries; waiting for it");
}

/// Nobody may be there to read it; the work goes on.
fn say(line: &str) {
    let _ = writeln!(stderr(), "{line}");
}

/// How far the kit is.
pub(super) struct Progress {
    /// None if standard error is no terminal.
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Tells that a kit is being built.
    pub(super) fn begin() -> Progress {
        let bar = stderr().is_terminal().then(|| {
            let bar = ProgressBar::new_spinner().with_message("preparing the libraries, once");
            bar.enable_steady_tick(std::time::Duration::from_millis(100));
            bar
        });
        if bar.is_none() {
            say("preparing the libraries that the exercises use; this happens once");
        }
        Progress { bar }
    }

    /// Tells how many packages there are.
    pub(super) fn compiling(&self, packages: usize) {
        if let Some(bar) = &self.bar {
            bar.set_length(packages as u64);
            let style = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len} {elapsed}");
            if let Ok(style) = style {
                bar.set_style(style.progress_chars("=> "));
            }
        }
    }

    /// Tells that one more is compiled.
    pub(super) fn compiled(&self) {
        if let Some(bar) = &self.bar {
            // A package with a build script is counted more than once.
            if bar.position() + 1 < bar.length().unwrap_or(u64::MAX) {
                bar.inc(1);
            }
        }
    }

    /// Tells that the kit is ready.
    pub(super) fn finish(self) {
        match &self.bar {
            Some(bar) => bar.finish_and_clear(),
            None => say("the libraries are ready"),
        }
    }
}
