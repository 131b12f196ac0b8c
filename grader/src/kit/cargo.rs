//! Builds the kit's workspace with cargo, sealed off from the user's build settings.
use super::progress::Progress;
use crate::error::{Error, Result};
use crate::process_group::ProcessGroup;
use crate::toolchain::Toolchain;
use camino::{Utf8Path, Utf8PathBuf};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{ChildStderr, ChildStdout, Command};

/// The libraries that cargo made.
pub(super) struct Built {
    /// tokio's version.
    pub(super) tokio: String,
    /// The kit's direct dependencies, by the name of the crate in Rust code.
    pub(super) externs: BTreeMap<String, Utf8PathBuf>,
    /// Every library, those included.
    pub(super) libraries: Vec<Utf8PathBuf>,
}

/// What `cargo metadata` says.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    source: Option<String>,
    manifest_path: Utf8PathBuf,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Edge>,
}

#[derive(Deserialize)]
struct Edge {
    name: String,
    pkg: String,
}

/// A line of cargo's standard output.
#[derive(Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
enum Line {
    CompilerArtifact(Artifact),
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Artifact {
    package_id: String,
    filenames: Vec<Utf8PathBuf>,
}

/// Builds the workspace in `folder`.
pub(super) async fn build(
    folder: &Utf8Path,
    toolchain: &Toolchain,
    progress: &Progress,
) -> Result<Built> {
    let mut command = sealed(folder, toolchain);
    command.args([
        "metadata",
        "--format-version=1",
        "--filter-platform",
        &toolchain.host,
    ]);
    let metadata = run(folder, command, async |stdout| {
        let mut text = Vec::new();
        stdout.read_to_end(&mut text).await.map(|_| text)
    })
    .await?;
    let metadata: Metadata = serde_json::from_slice(&metadata)
        .map_err(|cause| Error::io("understand cargo's answer", folder, cause.into()))?;
    progress.compiling(metadata.resolve.nodes.len());

    let mut command = sealed(folder, toolchain);
    command
        .args([
            "build",
            "--package=kit",
            "--message-format=json-render-diagnostics",
            "--target",
        ])
        .arg(&toolchain.host)
        .env(
            "CARGO_ENCODED_RUSTFLAGS",
            flags(folder, &metadata.packages).join("\x1f"),
        );
    let artifacts = run(folder, command, async |stdout| {
        let mut lines = BufReader::new(stdout).lines();
        let mut artifacts = Vec::new();
        while let Some(line) = lines.next_line().await? {
            if let Ok(Line::CompilerArtifact(artifact)) = serde_json::from_str(&line) {
                progress.compiled();
                artifacts.push(artifact);
            }
        }
        Ok(artifacts)
    })
    .await?;
    Ok(sort(
        &metadata,
        artifacts,
        &folder.join("target").join(&toolchain.host),
    ))
}

/// Brings the lock file of the workspace in `folder` into agreement with its manifests: what nobody needs goes,
/// and every version stays.
///
/// # Errors
/// If cargo does not accept the manifests, or must look something up and has no network.
pub(crate) async fn settle_lock(folder: &Utf8Path, toolchain: &Toolchain) -> Result<()> {
    let settle = async |more: &[&str]| {
        let mut command = sealed(folder, toolchain);
        command.args(["update", "--workspace"]).args(more);
        run(folder, command, async |stdout| {
            stdout.read_to_end(&mut Vec::new()).await.map(drop)
        })
        .await
    };
    // Usually a kit was built from the same libraries, so that all is on this machine.
    match settle(&["--offline"]).await {
        Ok(()) => Ok(()),
        Err(_) => settle(&[]).await,
    }
}

/// Runs cargo in a group of its own; `read` takes its standard output.
async fn run<T>(
    folder: &Utf8Path,
    mut command: Command,
    read: impl AsyncFnOnce(&mut ChildStdout) -> std::io::Result<T>,
) -> Result<T> {
    let failed = |cause| Error::io("run cargo", folder, cause);
    // cargo's compilers and build scripts must not outlive a grader that is killed.
    fence::keep(command.as_std_mut());
    let mut group = ProcessGroup::spawn(&mut command, None).map_err(failed)?;
    let pipes = (group.child().stdout.take(), group.child().stderr.take());
    let (Some(mut stdout), Some(stderr)) = pipes else {
        return Err(failed(std::io::ErrorKind::BrokenPipe.into()));
    };
    let (output, messages) =
        tokio::try_join!(read(&mut stdout), all_text(stderr)).map_err(failed)?;
    match group.wait().await.map_err(failed)?.success() {
        true => Ok(output),
        false => Err(refused(folder, messages)),
    }
}

async fn all_text(mut pipe: ChildStderr) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    pipe.read_to_end(&mut bytes).await?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What cargo's failure means: no network, or something else.
fn refused(folder: &Utf8Path, rendered: String) -> Error {
    const NO_NETWORK: [&str; 7] = [
        "using offline mode",
        "failed to download",
        "Could not resolve host",
        "Couldn't resolve host",
        "spurious network error",
        "--offline was specified",
        "unable to update",
    ];
    let lower = rendered.to_lowercase();
    let path = folder.to_owned();
    if NO_NETWORK
        .iter()
        .any(|phrase| lower.contains(&phrase.to_lowercase()))
    {
        Error::Download { path, rendered }
    } else {
        Error::KitBuild { path, rendered }
    }
}

/// cargo, with the user's network and registry settings and none of the user's build settings.
fn sealed(folder: &Utf8Path, toolchain: &Toolchain) -> Command {
    const KEPT: [&str; 7] = [
        "CARGO_HOME",
        "CARGO_HTTP_",
        "CARGO_NET_",
        "CARGO_REGISTRIES_",
        "CARGO_REGISTRY_",
        "CARGO_SOURCE_",
        "RUSTUP_",
    ];
    let mut command = Command::new(&toolchain.cargo);
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        let of_cargo = name.starts_with("CARGO") || name.starts_with("RUST");
        if of_cargo && !KEPT.iter().any(|kept| name.starts_with(kept)) {
            command.env_remove(&*name);
        }
    }
    command
        .env("RUSTC", &toolchain.rustc)
        // An empty wrapper is none, whatever a configuration file says.
        .env("RUSTC_WRAPPER", "")
        .env("RUSTC_WORKSPACE_WRAPPER", "")
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_TERM_COLOR", "never")
        .env("CARGO_TERM_PROGRESS_WHEN", "never")
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The flags of every crate: tokio's unstable parts, and paths that are the same on every machine.
fn flags(folder: &Utf8Path, packages: &[Package]) -> Vec<String> {
    let mut flags = vec!["--cfg".to_owned(), "tokio_unstable".to_owned()];
    let downloads: BTreeSet<&Utf8Path> = packages
        .iter()
        .filter(|package| package.source.is_some())
        .filter_map(|package| package.manifest_path.parent()?.parent())
        .collect();
    for prefix in downloads.into_iter().chain([folder]) {
        flags.push(format!("--remap-path-prefix={prefix}="));
    }
    flags
}

/// Puts what cargo made in order; `target` is where libraries for check programs are.
fn sort(metadata: &Metadata, artifacts: Vec<Artifact>, target: &Utf8Path) -> Built {
    let package = |name: &str| {
        metadata
            .packages
            .iter()
            .find(|package| package.name == name)
    };
    // What only build scripts and macros are linked from is not needed any more.
    let is_library = |file: &&Utf8PathBuf| match file.extension() {
        Some("so") => true,
        Some("rlib") => file.starts_with(target) && file.file_name() != Some("libkit.rlib"),
        _ => false,
    };
    let library_of = |id: &str| {
        let of_package = artifacts
            .iter()
            .filter(|artifact| artifact.package_id == id);
        of_package
            .flat_map(|artifact| &artifact.filenames)
            .find(is_library)
            .cloned()
    };
    let kit =
        package("kit").and_then(|kit| metadata.resolve.nodes.iter().find(|node| node.id == kit.id));
    let edges = kit.into_iter().flat_map(|node| &node.deps);
    Built {
        tokio: package("tokio")
            .map(|tokio| tokio.version.clone())
            .unwrap_or_default(),
        externs: edges
            .filter_map(|edge| Some((edge.name.clone(), library_of(&edge.pkg)?)))
            .collect(),
        libraries: artifacts
            .iter()
            .flat_map(|artifact| &artifact.filenames)
            .filter(is_library)
            .cloned()
            .collect(),
    }
}
