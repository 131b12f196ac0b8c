//! `attack.toml`: what an attack tries, and what must come of it.
use serde::Deserialize;
use std::collections::BTreeMap;

/// One attack as its folder describes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Description {
    /// The exercise that it is handed in for.
    pub(crate) exercise: String,
    /// One sentence: what it tries.
    pub(crate) about: String,
    /// Its number among the attacks that the design asked for, if it is one of them.
    pub(crate) number: Option<u32>,
    /// The path that is handed in, below the folder or absolute. Absent: `lib.rs`, else `submission`.
    pub(crate) path: Option<String>,
    /// It stays within one process and the checks' judgement of it, so it is tried as one user only: nothing that a
    /// system allows one user and not another has a part in it.
    #[serde(default)]
    pub(crate) same_for_every_user: bool,
    /// Only these checks are run. Empty: all.
    #[serde(default)]
    pub(crate) checks: Vec<String>,
    /// A family: the same submission several times, with another text at `@CASE@`.
    #[serde(default)]
    pub(crate) cases: BTreeMap<String, String>,
    /// `@NAME@` stands for a text, many times.
    #[serde(default)]
    pub(crate) repeat: BTreeMap<String, Repeat>,
    /// What git cannot keep.
    #[serde(default)]
    pub(crate) made: Vec<Made>,
    /// Lower limits than usual, so that the suite need not wait for the usual ones.
    #[serde(default)]
    pub(crate) limits: Limits,
    /// Graded as a user would.
    pub(crate) must: Expected,
    /// The same submission without the scan; only for what the scan rejects.
    pub(crate) behind_the_scan: Option<Expected>,
    /// That the attack works where a layer is missing.
    pub(crate) shows: Option<Shows>,
}

/// Limits of this attack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limits {
    /// Seconds of processor time of a check.
    pub(crate) processor_s: Option<u64>,
    /// Milliseconds of wall time in which a check may rest.
    pub(crate) rest_ms: Option<u64>,
    /// Seconds of processor time of the compiler; only for what it never ends with.
    pub(crate) compiler_s: Option<u64>,
}

/// A text that is too long to be kept in a file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Repeat {
    pub(crate) text: String,
    pub(crate) times: usize,
}

/// A thing in the submission that the runner makes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Made {
    /// Where, below the folder; `\xNN` stands for a byte.
    pub(crate) path: String,
    pub(crate) kind: Kind,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// A symbolic link to this path.
    Link(String),
    /// A second name of this file.
    HardLink(String),
    Fifo,
    Socket,
    Folder,
    /// A file of this many bytes that takes no room on the disk.
    Sparse(u64),
    /// A file with this text.
    Text(String),
}

/// What must come of a submission.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    pub(crate) outcome: Outcome,
    /// The code of the first error, or of the refusal; `grader::*` for any of the scan's.
    pub(crate) code: Option<String>,
    /// Stands on the line of the submission that is named first.
    pub(crate) at: Option<String>,
    /// Stands in the report's text.
    pub(crate) says: Option<String>,
    /// Every check that is run fails with this diagnosis.
    pub(crate) every_check: Option<String>,
    /// Exactly these checks fail, each with this diagnosis; the others pass.
    #[serde(default)]
    pub(crate) failed: BTreeMap<String, String>,
    /// Every check passes: what looks like an attack is none, or has no effect.
    #[serde(default)]
    pub(crate) full_marks: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// It is not read: exit status 2.
    RefusedInput,
    /// It does not compile, or the scan rejects it.
    Rejected,
    /// Its checks were run.
    Graded,
}

/// What shows that a layer stops the attack.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shows {
    /// The layers that are left out, besides the scan.
    pub(crate) without: Vec<String>,
    pub(crate) works: Works,
}

/// How it can be seen that an attack works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Works {
    /// The canary file is there.
    Canary,
    /// The secret file's text was printed, or is in the report.
    Secret,
    /// A line of the hidden checks was printed, or is in the report.
    Checks,
    /// Every check counts as passed.
    Pass,
    /// A process runs on when the submission is graded.
    Process,
}

impl Description {
    /// What it tries, and its number if it has one.
    pub(crate) fn told(&self) -> String {
        let number = self.number.map(|number| format!("Attack {number}: "));
        format!("{}{}", number.unwrap_or_default(), self.about)
    }

    /// Reads the text of an `attack.toml`.
    ///
    /// # Errors
    /// If it says too much, too little or nothing that can be understood.
    pub(crate) fn parse(text: &str) -> Result<Description, String> {
        let read: Description = toml::from_str(text).map_err(|error| error.to_string())?;
        if read.behind_the_scan.is_some() && read.must.outcome != Outcome::Rejected {
            return Err("`behind_the_scan` is for what the scan rejects".to_owned());
        }
        for expected in [Some(&read.must), read.behind_the_scan.as_ref()]
            .into_iter()
            .flatten()
        {
            expected.complete()?;
        }
        Ok(read)
    }
}

impl Expected {
    /// An expectation that any outcome meets is none.
    fn complete(&self) -> Result<(), String> {
        let results = usize::from(self.every_check.is_some())
            + usize::from(!self.failed.is_empty())
            + usize::from(self.full_marks);
        match (self.outcome, results, &self.code) {
            (Outcome::Graded, 1, None) | (Outcome::Rejected | Outcome::RefusedInput, 0, _) => {
                Ok(())
            }
            (Outcome::Graded, ..) => Err(
                "`graded` wants one of `every_check`, `failed` and `full_marks`, and no `code`"
                    .to_owned(),
            ),
            _ => Err("nothing is run, so no check can have a result".to_owned()),
        }
    }
}
