//! One call of rustc, in an empty environment and within a limit of wall time.
use super::message::Message;
use super::{Compiler, Diagnostic, Level};
use crate::error::{Error, Result};
use crate::limits::COMPILER;
use crate::process_group::ProcessGroup;
use crate::workspace::Workspace;
use camino::{Utf8Path, Utf8PathBuf};
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
        let within = sandbox
            .round_compiler(self.workspace, toolchain, kit, &[folder])
            .map_err(failed)?
            .around(command.as_std_mut());
        let mut group = ProcessGroup::spawn(&mut command, within).map_err(failed)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_no_text_is_one_of_the_others() {
        let mut said = Said::default();
        said.hear(b"\xff\xfe LLVM ERROR");
        assert_eq!(said.other, ["\u{fffd}\u{fffd} LLVM ERROR"]);
    }
}
