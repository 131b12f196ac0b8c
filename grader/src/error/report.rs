//! An error as the command shows it: an object in JSON, lines in text.
use super::Error;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt::{self, Display};

/// What is printed instead of a report when nothing was graded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ErrorReport {
    /// The version of the format, 1.
    pub format_version: u32,
    /// What went wrong.
    pub error: ErrorFacts,
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ErrorFacts {
    /// Which error it is, for programs: `unknown_exercise`.
    pub kind: String,
    /// What happened, in a line, and what another program said about it, if one did.
    pub message: String,
    /// The file or folder that it is about.
    pub path: Option<String>,
    /// What to try.
    pub help: String,
}

impl From<&Error> for ErrorReport {
    fn from(error: &Error) -> Self {
        let message = match error.details() {
            Some(details) => format!("{error}\n{}", details.trim_end()),
            None => error.to_string(),
        };
        let error = ErrorFacts {
            kind: error.kind().to_owned(),
            message,
            path: error.path().map(ToString::to_string),
            help: error.help(),
        };
        ErrorReport::from(error)
    }
}

impl From<ErrorFacts> for ErrorReport {
    fn from(error: ErrorFacts) -> Self {
        ErrorReport {
            format_version: 1,
            error,
        }
    }
}

impl Display for ErrorReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "error: {}", self.error.message)?;
        if let Some(path) = &self.error.path {
            writeln!(f, "  --> {path}")?;
        }
        writeln!(f, "help: {}", self.error.help)
    }
}
