//! What the compiler says of a submission, as the report carries it.
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One message of the compiler, or of the grader about what it refuses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// How serious it is.
    pub level: Level,
    /// The compiler's code for it, `E0382` or `unused_must_use`, if it has one; `grader::` and the name of a
    /// rule if the grader refuses something.
    pub code: Option<String>,
    /// What it says, in one line.
    pub message: String,
    /// The file it points to, relative to the submission.
    pub file: Option<String>,
    /// The line it points to, from 1.
    pub line: Option<u32>,
    /// The column it points to, from 1.
    pub column: Option<u32>,
    /// The whole message as rustc prints it, without colour.
    pub rendered: String,
}

impl Diagnostic {
    /// True if it is about something that the grader refuses.
    pub fn is_refusal(&self) -> bool {
        let code = self.code.as_deref().unwrap_or_default();
        code.starts_with("grader::")
    }
}

/// How serious a message of the compiler is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// It does not compile because of this, or is refused.
    Error,
    /// It compiles, but something looks wrong.
    Warning,
}
