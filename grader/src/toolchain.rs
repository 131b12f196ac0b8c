//! The Rust compiler of the course, asked once for what it is and called directly afterwards.
use crate::error::{Error, Result};
use camino::{Utf8Path, Utf8PathBuf};
use std::process::{Output, Stdio};
use tokio::process::Command;

/// The compiler that everything is built with.
#[derive(Clone, Debug)]
pub struct Toolchain {
    /// The compiler itself. rustup's stand-in on the path costs tens of milliseconds a call.
    pub rustc: Utf8PathBuf,
    /// The cargo that belongs to it.
    pub cargo: Utf8PathBuf,
    /// Its version, `1.95.0`.
    pub version: String,
    /// The machine it runs on, `x86_64-unknown-linux-gnu`.
    pub host: String,
    /// All that it says of its version; a part of the kit's key.
    pub description: String,
}

impl Toolchain {
    /// Asks the compiler that is meant in the folder `course`: the one that `RUSTC` names, or the
    /// one on the path.
    ///
    /// # Errors
    /// [`Error::NoRustc`] if it cannot be started or does not answer as rustc does.
    pub async fn find(course: &Utf8Path) -> Result<Toolchain> {
        let program = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
        let fail = |cause: String| Error::NoRustc {
            program: program.clone(),
            cause,
        };
        // rustc answers only one of the two at a time; asking twice at once takes no longer.
        let (sysroot, description) = tokio::try_join!(
            ask(&program, course, &["--print", "sysroot"]),
            ask(&program, course, &["-vV"]),
        )
        .map_err(fail)?;
        let field = |name: &str| {
            description
                .lines()
                .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
                .map(str::to_owned)
                .ok_or_else(|| fail(format!("its answer to `-vV` names no {name}")))
        };
        let (version, host) = (field("release")?, field("host")?);
        let bin = Utf8Path::new(sysroot.trim()).join("bin");
        let or_on_path = |name: &str| {
            let own = bin.join(name);
            if own.is_file() { own } else { name.into() }
        };
        Ok(Toolchain {
            rustc: if bin.join("rustc").is_file() {
                bin.join("rustc")
            } else {
                program.into()
            },
            cargo: or_on_path("cargo"),
            version,
            host,
            description,
        })
    }

    /// The folder with all of it.
    pub(crate) fn folder(&self) -> &Utf8Path {
        self.rustc
            .ancestors()
            .nth(2)
            .filter(|folder| *folder != "")
            .unwrap_or("/usr".into())
    }

    /// A program that comes with the compiler, of the rustup component `component`.
    ///
    /// # Errors
    /// [`Error::NoTool`] if it is not installed.
    pub fn tool(&self, program: &'static str, component: &'static str) -> Result<Utf8PathBuf> {
        let file = self.rustc.with_file_name(program);
        match file.is_file() {
            true => Ok(file),
            false => Err(Error::NoTool { program, component }),
        }
    }
}

async fn ask(
    program: &str,
    folder: &Utf8Path,
    arguments: &[&str],
) -> std::result::Result<String, String> {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .kill_on_drop(true);
    fence::keep(command.as_std_mut());
    let output = command.output().await.map_err(|cause| cause.to_string())?;
    let Output {
        status,
        stdout,
        stderr,
    } = output;
    match String::from_utf8(stdout) {
        Ok(text) if status.success() => Ok(text),
        _ => Err(format!(
            "{status}: {}",
            String::from_utf8_lossy(&stderr).trim()
        )),
    }
}
