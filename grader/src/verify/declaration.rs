//! What a file declares in its first lines: which checks fail, with which diagnosis, and what is allowed.
use super::fault::{Fault, FaultKind};
use crate::catalog::nearest;
use protocol::Diagnosis;
use serde::Deserialize;
use serde::de::value::{Error as Unknown, StrDeserializer};

/// What may be declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `//! Stub: check = diagnosis`, in `checks.rs`: the stub fails this check.
    Stub,
    /// `//! Fails: check = diagnosis`, in a mistake: it fails this check.
    Fails,
    /// `//! Allows: lint`, in `checks.rs`: the stub may have this warning of rustc or clippy.
    Allows,
}

/// What a file declares.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Declared {
    /// The checks that fail.
    pub(super) failures: Vec<Failure>,
    /// The warnings that are allowed, each with its line.
    pub(super) allowed: Vec<(String, u32)>,
    /// Lines that cannot be read.
    pub(super) faults: Vec<Fault>,
}

/// A check that is declared to fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) check: String,
    pub(super) diagnosis: Diagnosis,
    /// The line that declares it.
    pub(super) line: u32,
}

impl Declared {
    /// Reads the first lines of `text`, the content of `file`, in which only `marks` belong.
    pub(super) fn read(file: &str, text: &str, marks: &[Mark]) -> Declared {
        let mut declared = Declared::default();
        let head = text.lines().take_while(|line| line.starts_with("//"));
        for (number, line) in (1..).zip(head) {
            let Some((mark, value)) = Mark::of(line) else {
                continue;
            };
            if let Err(what) = declared.add(mark, value, line, number, marks) {
                let help = match marks {
                    [] => "take the line away: an accepted version fails nothing".to_owned(),
                    marks => format!("write it as {}", examples(marks)),
                };
                let fault = Fault::new(FaultKind::BadDeclaration, file, what, help);
                declared.faults.push(fault.at(Some(number)));
            }
        }
        declared
    }

    /// The declaration of this check.
    pub(super) fn of(&self, check: &str) -> Option<&Failure> {
        self.failures.iter().find(|failure| failure.check == check)
    }

    fn add(
        &mut self,
        mark: Mark,
        value: &str,
        line: &str,
        number: u32,
        marks: &[Mark],
    ) -> Result<(), String> {
        let shown = line.trim_end();
        if !marks.contains(&mark) || !line.starts_with(mark.text()) {
            return Err(format!("the line `{shown}` declares nothing here"));
        }
        if mark == Mark::Allows {
            self.allowed.push((value.to_owned(), number));
            return Ok(());
        }
        let (check, name) = value
            .split_once('=')
            .map(|(check, name)| (check.trim(), name.trim()))
            .filter(|(check, name)| !check.is_empty() && !name.is_empty())
            .ok_or_else(|| format!("the line `{shown}` names no check and its diagnosis"))?;
        if self.of(check).is_some() {
            return Err(format!("the check `{check}` is declared twice"));
        }
        self.failures.push(Failure {
            check: check.to_owned(),
            diagnosis: diagnosis(name)?,
            line: number,
        });
        Ok(())
    }
}

impl Mark {
    const ALL: [Mark; 3] = [Mark::Stub, Mark::Fails, Mark::Allows];

    /// How a line with it begins.
    fn text(self) -> &'static str {
        match self {
            Mark::Stub => "//! Stub: ",
            Mark::Fails => "//! Fails: ",
            Mark::Allows => "//! Allows: ",
        }
    }

    fn example(self) -> &'static str {
        match self {
            Mark::Stub => "`//! Stub: check = diagnosis`",
            Mark::Fails => "`//! Fails: check = diagnosis`",
            Mark::Allows => "`//! Allows: lint`",
        }
    }

    /// The mark that this comment means, also if it is misspelt a little, and what follows it.
    fn of(line: &str) -> Option<(Mark, &str)> {
        let (word, value) = line.trim_start_matches(['/', '!', ' ']).split_once(':')?;
        let mark = match word.trim().to_ascii_lowercase().as_str() {
            "stub" => Mark::Stub,
            "fail" | "fails" => Mark::Fails,
            "allow" | "allows" => Mark::Allows,
            _ => return None,
        };
        Some((mark, value.trim()))
    }
}

fn examples(marks: &[Mark]) -> String {
    let allowed = Mark::ALL.into_iter().filter(|mark| marks.contains(mark));
    let examples: Vec<&str> = allowed.map(Mark::example).collect();
    examples.join(" or ")
}

/// The diagnosis of this name.
fn diagnosis(name: &str) -> Result<Diagnosis, String> {
    Diagnosis::deserialize(StrDeserializer::<Unknown>::new(name)).map_err(|_| {
        let known: Vec<String> = Diagnosis::ALL.iter().copied().map(name_of).collect();
        match nearest(name, &known).first() {
            Some(near) => format!("there is no diagnosis `{name}`; did you mean `{near}`?"),
            None => format!("there is no diagnosis `{name}`"),
        }
    })
}

/// The name of a diagnosis, as files and reports write it.
pub(super) fn name_of(diagnosis: Diagnosis) -> String {
    match serde_json::to_value(diagnosis) {
        Ok(serde_json::Value::String(name)) => name,
        _ => format!("{diagnosis:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str, marks: &[Mark]) -> Vec<String> {
        let declared = Declared::read("file.rs", text, marks);
        let faults = declared.faults.iter();
        faults
            .map(|fault| format!("{}: {}", fault.line.unwrap_or(0), fault.what))
            .collect()
    }

    #[test]
    fn declarations_are_read_with_their_lines() {
        let text = "//! Stub: a = deadlock\n//! Stub: b=lost_update\n//! Allows: clippy::x\n//! What it is: this.\n";
        let declared = Declared::read("checks.rs", text, &[Mark::Stub, Mark::Allows]);
        assert_eq!(declared.faults, []);
        assert_eq!(declared.of("a").unwrap().diagnosis, Diagnosis::Deadlock);
        assert_eq!(declared.of("b").unwrap().line, 2);
        assert_eq!(declared.allowed, [("clippy::x".to_owned(), 3)]);
    }

    #[test]
    fn nonsense_is_named_with_its_line() {
        let text = "//! Fails: nonsense\n//! Fails: a = deadlok\n//! Fails: b = deadlock\n//! Fails: b = panicked\n";
        insta::assert_snapshot!(faults(text, &[Mark::Fails]).join("\n"), @"
        1: the line `//! Fails: nonsense` names no check and its diagnosis
        2: there is no diagnosis `deadlok`; did you mean `deadlock`?
        4: the check `b` is declared twice
        ");
    }

    #[test]
    fn a_misspelt_declaration_is_not_overlooked() {
        let text = "// Fails: a = deadlock\n//! fail: a = deadlock\n//! Stub: a = deadlock\n//!Fails: a = deadlock\n";
        assert_eq!(faults(text, &[Mark::Fails]).len(), 4);
    }

    #[test]
    fn only_the_first_lines_declare() {
        let text = "//! Purpose.\nfn a() {}\n// Fails: nothing\n";
        assert_eq!(
            Declared::read("file.rs", text, &[Mark::Fails]),
            Declared::default()
        );
    }
}
