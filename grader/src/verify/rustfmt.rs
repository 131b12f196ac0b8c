//! Asks rustfmt which files it would write otherwise.
use crate::error::{Error, Result};
use crate::toolchain::Toolchain;
use camino::Utf8PathBuf;
use std::process::Stdio;
use tokio::process::Command;

/// Those of `files` that rustfmt would write otherwise. A file that it cannot read is none of them: the
/// compiler tells of it.
///
/// # Errors
/// If rustfmt is not installed, or cannot be run.
pub(super) async fn unformatted(
    toolchain: &Toolchain,
    edition: &str,
    files: &[Utf8PathBuf],
) -> Result<Vec<Utf8PathBuf>> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let program = toolchain.tool("rustfmt", "rustfmt")?;
    let output = Command::new(&program)
        .args(["--check", "--files-with-diff", "--edition", edition])
        .args(files)
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .map_err(|cause| Error::io("run rustfmt", &program, cause))?;
    let listed = String::from_utf8_lossy(&output.stdout);
    let named = |file: &&Utf8PathBuf| {
        let same = |line: &str| line == file.as_str();
        listed.lines().any(same)
    };
    Ok(files.iter().filter(named).cloned().collect())
}
