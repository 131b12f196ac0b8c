//! One call of rustc, in an empty environment and within limits of time.
use super::message::Message;
use super::{Compiler, Diagnostic, Level};
use crate::error::{Error, Result};
use crate::limits::{COMPILER, REST};
use crate::process_group::ProcessGroup;
use crate::workspace::Workspace;
use camino::{Utf8Path, Utf8PathBuf};
use rustix::process::Signal;
use std::os::unix::process::ExitStatusExt;
use std::pin::pin;
use std::process::{ExitStatus, Stdio};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};
use tokio::process::{ChildStderr, Command};

/// How the compiler ended.
#[derive(Debug)]
pub(super) struct Compiled {
    /// What it said.
    pub(super) messages: Vec<Message>,
    /// True if it made what it was asked for.
    pub(super) succeeded: bool,
    /// True if it was ended because it said too much.
    stopped: bool,
}

impl Compiled {
    /// True if it was ended because it said too much, before it had found an error.
    pub(super) fn stopped_at_warnings(&self) -> bool {
        self.stopped && !self.tells_of_errors()
    }

    /// The warnings of this one, and what came of another that was asked for errors only.
    pub(super) fn decided_by(mut self, other: Compiled) -> Compiled {
        self.messages.extend(other.messages);
        Compiled {
            messages: self.messages,
            ..other
        }
    }

    fn tells_of_errors(&self) -> bool {
        let mut levels = self.messages.iter().map(Message::level);
        levels.any(|level| level == Some(Level::Error))
    }

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
#[derive(Clone)]
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
            processor_s,
            ..
        } = self.compiler;
        let within = sandbox
            .round_compiler(self.workspace, toolchain, kit, &[folder], processor_s)
            .map_err(failed)?
            .around(command.as_std_mut());
        let mut group = ProcessGroup::spawn(&mut command, within).map_err(failed)?;
        let Some(stderr) = group.child().stderr.take() else {
            return Err(failed(std::io::ErrorKind::BrokenPipe.into()));
        };
        let rest = group.rest().or_work(!sandbox.limits_processor_time());
        tokio::select! {
            ended = finish(stderr, &mut group) => {
                let (said, status) = ended.map_err(failed)?;
                Ok(said.with(status, processor_s))
            }
            () = rest.lasts(REST) => {
                let rested = REST.as_secs();
                let why = format!("the compiler was stopped after it had waited for {rested} s");
                Ok(Compiled {
                    messages: vec![Message::own(why, "")],
                    succeeded: false,
                    stopped: false,
                })
            }
        }
    }
}

/// Reads what the compiler says and waits for its end, or ends it when it says too much.
async fn finish(
    stderr: ChildStderr,
    group: &mut ProcessGroup,
) -> std::io::Result<(Said, ExitStatus)> {
    let mut reading = pin!(read(stderr));
    let said = tokio::select! {
        said = &mut reading => said?,
        status = group.wait() => return Ok((reading.await?, status?)),
    };
    if said.too_much {
        group.kill();
    }
    Ok((said, group.wait().await?))
}

#[derive(Default)]
struct Said {
    messages: Vec<Message>,
    /// Lines that are no messages: the compiler's own panic.
    other: Vec<String>,
    /// True if more than [`COMPILER`] allows was said, and the rest is left out.
    too_much: bool,
}

async fn read(stderr: impl AsyncRead + Unpin) -> std::io::Result<Said> {
    let mut said = Said::default();
    // One byte more than allowed, to know whether there is more.
    let mut lines = BufReader::new(stderr.take(COMPILER.messages + 1));
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line).await? > 0 {
        if lines.get_ref().limit() == 0 && lines.buffer().is_empty() {
            // The last line may be half of one.
            said.too_much = true;
            break;
        }
        said.hear(line.strip_suffix(b"\n").unwrap_or(&line));
        line.clear();
    }
    Ok(said)
}

impl Said {
    /// What a compiler made that said this and ended so, with this limit of processor time.
    fn with(self, status: ExitStatus, processor_s: u64) -> Compiled {
        let mut compiled = Compiled {
            messages: self.messages,
            succeeded: status.success() && !self.too_much,
            stopped: self.too_much,
        };
        let why = if self.too_much {
            let limit = COMPILER.messages >> 20;
            Some(format!(
                "the compiler was stopped: it had more than {limit} MiB to say about this code"
            ))
        } else if status.signal() == Some(Signal::XCPU.as_raw()) {
            Some(format!(
                "the compiler was stopped after {processor_s} s of processor time"
            ))
        } else if !status.success() && !compiled.tells_of_errors() {
            Some(format!("the compiler ended with {status}"))
        } else {
            None
        };
        // What decides about warnings is another call.
        if let Some(why) = why.filter(|_| !compiled.stopped_at_warnings()) {
            let said = Message::own(why, &self.other.join("\n"));
            compiled.messages.push(said);
        }
        compiled
    }

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

    fn warnings(count: usize) -> String {
        let warning = r#"{"message":"m","level":"warning","spans":[]}"#.to_owned() + "\n";
        warning.repeat(count)
    }

    #[tokio::test]
    async fn what_a_compiler_says_is_read_up_to_a_limit() {
        let whole = read(warnings(10).as_bytes()).await.unwrap();
        assert_eq!((whole.messages.len(), whole.too_much), (10, false));
        let line = warnings(1).len();
        let fits = usize::try_from(COMPILER.messages).unwrap() / line;
        let cut = read(warnings(fits + 9).as_bytes()).await.unwrap();
        assert_eq!((cut.messages.len(), cut.too_much), (fits, true));
    }

    #[tokio::test]
    async fn too_many_errors_are_told_and_too_many_warnings_decide_nothing() {
        let too_much = |messages: &str| {
            let mut said = Said {
                too_much: true,
                ..Said::default()
            };
            said.hear(messages.as_bytes());
            said.with(ExitStatus::default(), 60)
        };
        let warned = too_much(r#"{"message":"m","level":"warning","spans":[]}"#);
        assert!(warned.stopped_at_warnings() && !warned.succeeded);
        let decided = warned.decided_by(Said::default().with(ExitStatus::default(), 60));
        assert!(decided.succeeded && decided.messages.len() == 1);
        let failed = too_much(r#"{"message":"m","level":"error","spans":[]}"#);
        assert!(!failed.stopped_at_warnings() && !failed.succeeded);
        assert!(failed.messages[1].message.contains("8 MiB"));
    }

    #[test]
    fn a_line_that_is_no_text_is_one_of_the_others() {
        let mut said = Said::default();
        said.hear(b"\xff\xfe LLVM ERROR");
        assert_eq!(said.other, ["\u{fffd}\u{fffd} LLVM ERROR"]);
    }
}
