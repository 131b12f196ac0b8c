//! One call of rustc, in an empty environment and within a limit of wall time.
use super::{Compiler, Diagnostic, Level};
use crate::error::{Error, Result};
use crate::limits::COMPILER;
use crate::process_group::ProcessGroup;
use crate::workspace::Workspace;
use camino::{Utf8Path, Utf8PathBuf};
use serde::Deserialize;
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{ChildStderr, Command};

/// How the compiler ended.
#[derive(Debug)]
pub(super) struct Compiled {
    /// What it said.
    pub(super) messages: Vec<Message>,
    /// True if it made what it was asked for.
    pub(super) succeeded: bool,
}

impl Compiled {
    /// The same, unless the disk was full, which says nothing of a submission.
    ///
    /// # Errors
    /// If it failed for that alone.
    pub(super) fn unless_disk_full(self, workspace: &Workspace) -> Result<Compiled> {
        let mut errors = self.messages.iter();
        match errors.find(|one| one.level() == Some(Level::Error) && one.tells_of_full_disk()) {
            Some(error) if !self.succeeded => {
                let cause = std::io::Error::new(
                    std::io::ErrorKind::StorageFull,
                    format!("no space left on device ({})", error.message),
                );
                Err(Error::io(
                    "write what the compiler makes",
                    &workspace.out,
                    cause,
                ))
            }
            _ => Ok(self),
        }
    }

    /// What it said, for the report.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        self.messages
            .iter()
            .filter_map(Message::diagnostic)
            .collect()
    }
}

/// A call of rustc.
pub(super) struct Rustc<'a> {
    compiler: Compiler<'a>,
    workspace: &'a Workspace,
    /// rustc itself, or what takes its arguments.
    program: Utf8PathBuf,
    arguments: Vec<String>,
}

impl<'a> Rustc<'a> {
    /// A call that compiles `source` as the crate `krate`, as both crates of a submission are.
    pub(super) fn new(compiler: Compiler<'a>, workspace: &'a Workspace, krate: &str) -> Rustc<'a> {
        let arguments = [
            &format!("--crate-name={krate}"),
            &format!("--edition={}", compiler.exercise.edition),
            "--error-format=json",
            "-Copt-level=0",
            "-Cdebuginfo=line-tables-only",
            "-Cembed-bitcode=no",
            // Crates this small compile faster in few parts than in sixteen.
            "-Ccodegen-units=2",
        ];
        Rustc {
            program: compiler.toolchain.rustc.clone(),
            compiler,
            workspace,
            arguments: arguments.map(str::to_owned).to_vec(),
        }
    }

    /// Adds arguments.
    pub(super) fn args<T: Into<String>>(mut self, arguments: impl IntoIterator<Item = T>) -> Self {
        self.arguments.extend(arguments.into_iter().map(Into::into));
        self
    }

    /// Lets another program have the arguments.
    pub(super) fn run_as(self, program: Utf8PathBuf) -> Self {
        Rustc { program, ..self }
    }

    /// Gives the library `file` under the name `krate`.
    pub(super) fn with(self, krate: &str, file: &Utf8Path) -> Self {
        self.args([format!("--extern={krate}={file}")])
    }

    /// Compiles the file `source` of `folder`. Paths in messages, panics and debug information are
    /// relative to the folder, so that they are the same everywhere.
    ///
    /// # Errors
    /// If rustc cannot be run at all.
    pub(super) async fn compile(self, folder: &Utf8Path, source: &str) -> Result<Compiled> {
        let failed = |cause| Error::io("run the compiler", &self.program, cause);
        let mut command = Command::new(&self.program);
        command
            .arg(source)
            .args(&self.arguments)
            .arg(format!("--remap-path-prefix={folder}="))
            .current_dir(folder)
            .env_clear()
            .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
            // What a killed compiler leaves behind goes with the workspace.
            .env("TMPDIR", &self.workspace.scratch)
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let Compiler {
            toolchain,
            kit,
            sandbox,
            ..
        } = self.compiler;
        sandbox
            .round_compiler(self.workspace, toolchain, kit, &[folder])
            .map_err(failed)?
            .around(command.as_std_mut());
        let mut group = ProcessGroup::spawn(&mut command).map_err(failed)?;
        let Some(stderr) = group.child().stderr.take() else {
            return Err(failed(std::io::ErrorKind::BrokenPipe.into()));
        };
        let finished = async { tokio::try_join!(read(stderr), group.wait()) };
        match tokio::time::timeout(COMPILER.wall, finished).await {
            Ok(ended) => {
                let (mut said, status) = ended.map_err(failed)?;
                let explained = said
                    .messages
                    .iter()
                    .any(|one| one.level() == Some(Level::Error));
                if !status.success() && !explained {
                    let why = format!("the compiler ended with {status}");
                    said.messages
                        .push(Message::own(why, &said.other.join("\n")));
                }
                Ok(Compiled {
                    messages: said.messages,
                    succeeded: status.success(),
                })
            }
            Err(_) => {
                let why = format!(
                    "the compiler was stopped after {} s",
                    COMPILER.wall.as_secs()
                );
                Ok(Compiled {
                    messages: vec![Message::own(why, "")],
                    succeeded: false,
                })
            }
        }
    }
}

#[derive(Default)]
struct Said {
    messages: Vec<Message>,
    /// Lines that are no messages: the compiler's own panic.
    other: Vec<String>,
}

async fn read(stderr: ChildStderr) -> std::io::Result<Said> {
    let mut said = Said::default();
    let mut lines = BufReader::new(stderr).split(b'\n');
    while let Some(line) = lines.next_segment().await? {
        said.hear(&line);
    }
    Ok(said)
}

impl Said {
    /// Takes one line.
    fn hear(&mut self, line: &[u8]) {
        match serde_json::from_slice(line) {
            Ok(message) => self.messages.push(message),
            Err(_) => self.other.push(String::from_utf8_lossy(line).into_owned()),
        }
    }
}

/// What these lines of a compiler mean for a report. For fuzzing.
pub(crate) fn heard(lines: &[u8]) -> (Vec<Message>, Vec<Diagnostic>) {
    let mut said = Said::default();
    lines
        .split(|byte| *byte == b'\n')
        .for_each(|line| said.hear(line));
    let diagnostics = said.messages.iter().filter_map(Message::diagnostic);
    let diagnostics = diagnostics.collect();
    (said.messages, diagnostics)
}

/// A message as rustc writes it.
#[derive(Debug, Deserialize)]
pub(super) struct Message {
    pub(super) message: String,
    pub(super) code: Option<Code>,
    level: String,
    pub(super) spans: Vec<Span>,
    #[serde(default)]
    pub(super) children: Vec<Note>,
    rendered: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Code {
    pub(super) code: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Note {
    pub(super) message: String,
    pub(super) spans: Vec<Span>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Span {
    pub(super) file_name: Utf8PathBuf,
    pub(super) line_start: u32,
    pub(super) line_end: u32,
    pub(super) column_start: u32,
    pub(super) column_end: u32,
    pub(super) is_primary: bool,
    pub(super) label: Option<String>,
    expansion: Option<Box<Expansion>>,
}

#[derive(Debug, Deserialize)]
struct Expansion {
    span: Span,
}

impl Message {
    /// A message about the compiler itself.
    fn own(message: String, output: &str) -> Message {
        let rendered = Some(format!("error: {message}\n{output}\n"));
        let level = "error".to_owned();
        Message {
            message,
            code: None,
            level,
            spans: Vec::new(),
            children: Vec::new(),
            rendered,
        }
    }

    /// True if it, or a note of it, tells of a full disk, and of no place in the code.
    fn tells_of_full_disk(&self) -> bool {
        let notes = self.children.iter().map(|note| &note.message);
        let mut texts = notes.chain([&self.message]).chain(&self.rendered);
        self.spans.is_empty() && texts.any(|text| text.contains("No space left on device"))
    }

    /// None for notes.
    pub(super) fn level(&self) -> Option<Level> {
        match self.level.as_str() {
            "warning" => Some(Level::Warning),
            level if level.starts_with("error") => Some(Level::Error),
            _ => None,
        }
    }

    /// True for the line at the end: `aborting due to 2 previous errors`.
    pub(super) fn is_sum(&self) -> bool {
        let words =
            self.message.starts_with("aborting due to") || self.message.ends_with(" emitted");
        self.spans.is_empty() && self.code.is_none() && words
    }

    /// None for what a report does not carry: notes, and the sum at the end.
    fn diagnostic(&self) -> Option<Diagnostic> {
        let level = self.level().filter(|_| !self.is_sum())?;
        let span = self
            .spans
            .iter()
            .find(|span| span.is_primary)
            .map(outermost);
        Some(Diagnostic {
            level,
            code: self.code.as_ref().map(|code| code.code.clone()),
            message: self.message.clone(),
            file: span.map(|span| span.file_name.to_string()),
            line: span.map(|span| span.line_start),
            column: span.map(|span| span.column_start),
            rendered: self
                .rendered
                .clone()
                .unwrap_or_else(|| self.message.clone()),
        })
    }
}

/// Where a macro was called, if the place is inside a macro of another crate.
fn outermost(span: &Span) -> &Span {
    match &span.expansion {
        Some(expansion) if span.file_name.is_absolute() => outermost(&expansion.span),
        _ => span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(json: &str) -> Option<Diagnostic> {
        serde_json::from_str::<Message>(json).unwrap().diagnostic()
    }

    #[test]
    fn the_sum_at_the_end_is_no_diagnostic() {
        let sum = r#"{"message":"aborting due to 1 previous error","code":null,"level":"error","spans":[],"rendered":""}"#;
        assert_eq!(parse(sum), None);
    }

    #[test]
    fn a_place_inside_a_foreign_macro_is_shown_where_the_macro_is_called() {
        let json = r#"{"message":"m","code":{"code":"E0308"},"level":"error","rendered":"r","spans":[
            {"file_name":"/registry/tokio/src/select.rs","line_start":9,"line_end":9,"column_start":9,
             "column_end":9,"is_primary":true,"label":null,"expansion":{"span":{"file_name":"src/lib.rs",
             "line_start":3,"line_end":3,"column_start":5,"column_end":6,"is_primary":false,"label":null,"expansion":null}}}]}"#;
        let diagnostic = parse(json).unwrap();
        assert_eq!(diagnostic.file.as_deref(), Some("src/lib.rs"));
        assert_eq!((diagnostic.line, diagnostic.column), (Some(3), Some(5)));
    }
}
