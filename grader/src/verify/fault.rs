//! A fault of a course: where it is, what it is, and what to do.
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something in a course that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Fault {
    /// The file or folder that is at fault, relative to the course.
    pub file: String,
    /// The line in that file, from 1; `null` if no line is at fault.
    pub line: Option<u32>,
    /// Which fault it is, for programs.
    pub kind: FaultKind,
    /// The check that it is about; `null` if it is about none.
    pub check: Option<String>,
    /// What is wrong, in one sentence.
    pub what: String,
    /// What to do.
    pub help: String,
    /// More lines about it, such as the compiler's; `null` if there are none.
    pub details: Option<String>,
}

/// Which fault it is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The exercise's `exercise.toml` or `Cargo.toml` cannot be read as one.
    UnreadableExercise,
    /// A folder has no exercise that it belongs to, or an exercise's folder has no `exercise.toml`.
    NoExercise,
    /// A folder's name is not a number and a word, or its number or name is taken.
    BadName,
    /// A file that belongs to every exercise is missing or empty.
    MissingFile,
    /// A file or folder lies about that belongs to no exercise.
    StrayFile,
    /// The copy of the stub that `grader reset` puts back is missing, or is not the stub.
    StubCopy,
    /// The exercise's `Cargo.toml` or `exercise.toml` lacks something, or says something else than it must.
    BadManifest,
    /// There are not three hints, or one is empty.
    BadHints,
    /// The exercise's README has no title, is too long, or does not end with where to read more.
    BadReadme,
    /// The course's README does not lead to the exercise.
    NotInReadme,
    /// A line that declares something cannot be read.
    BadDeclaration,
    /// A line declares something of a check that there is not.
    UnknownCheck,
    /// There are too few accepted versions.
    FewAccepted,
    /// There are too few mistakes.
    FewMistakes,
    /// A check is worth nothing.
    NoPoints,
    /// The hidden checks do not compile with a good version, or their program does not answer, or has other checks than its text.
    BrokenChecks,
    /// A stub, an accepted version or a mistake cannot be read.
    UnreadableVersion,
    /// A stub, an accepted version or a mistake does not compile.
    DoesNotCompile,
    /// The compiler warns of a stub or an accepted version.
    Warning,
    /// clippy warns of a stub or an accepted version.
    Clippy,
    /// The stub is allowed a warning that it does not have.
    IdleAllowance,
    /// rustfmt would write a file otherwise.
    Format,
    /// The stub passes every check.
    StubPasses,
    /// An accepted version fails a check.
    AcceptedFails,
    /// A mistake passes every check.
    MistakePasses,
    /// A mistake declares no check that it fails.
    MistakeUndeclared,
    /// A check fails that is not declared to fail.
    UndeclaredFailure,
    /// A check passes that is declared to fail.
    DeclaredFailurePasses,
    /// A check fails as declared, but with another diagnosis.
    OtherDiagnosis,
    /// Neither the stub nor a mistake is declared to fail this check.
    CheckNeverFails,
    /// Every check passes with a plausible mistake in the reference solution.
    MutantSurvives,
    /// An entry of `equivalents.toml` that no mutant needs.
    IdleEquivalent,
    /// With other seeds, a check gives another verdict or diagnosis.
    DependsOnSeed,
    /// With the same seed, a check gives another verdict or diagnosis.
    Flaky,
}

impl Fault {
    /// A fault of a whole file; [`Fault::at`] and the others say more.
    pub(super) fn new(
        kind: FaultKind,
        file: impl ToString,
        what: impl ToString,
        help: impl ToString,
    ) -> Fault {
        Fault {
            kind,
            file: file.to_string(),
            line: None,
            check: None,
            what: what.to_string(),
            help: help.to_string(),
            details: None,
        }
    }

    pub(super) fn at(self, line: Option<u32>) -> Fault {
        Fault { line, ..self }
    }

    pub(super) fn of_check(self, check: &str) -> Fault {
        let check = Some(check.to_owned());
        Fault { check, ..self }
    }

    pub(super) fn with_details(self, details: Option<String>) -> Fault {
        Fault { details, ..self }
    }
}
