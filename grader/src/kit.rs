//! The kit: every library of the exercises, compiled once by cargo and reused by every grading.
//!
//! A kit is a folder of the user's cache, named for everything that went into it. cargo works in a
//! folder beside it, which all kits of one compiler share, so that a change builds little again.
mod cargo;
mod embedded;
mod index;
mod locked;
mod progress;
mod recipe;
mod students;

pub(crate) use cargo::settle_lock;
pub use locked::crate_names;
pub(crate) use students::for_students;

use crate::catalog::Course;
use crate::error::{Error, Result};
use crate::toolchain::Toolchain;
use camino::{Utf8Path, Utf8PathBuf};
use etcetera::BaseStrategy;
use index::Index;
use progress::Progress;
use recipe::Recipe;
use rustix::fs::{Access, access};
use std::fs::{File, TryLockError};
use std::io;
use std::time::Duration;

/// After which time a kit is removed when another one is built.
const KEPT_FOR: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// A finished kit.
#[derive(Clone, Debug)]
pub struct Kit {
    /// The folder with all libraries.
    folder: Utf8PathBuf,
    index: Index,
}

impl Kit {
    /// The kit for the exercises of `course`; builds it if there is none, which takes a while.
    ///
    /// # Errors
    /// If the cache cannot be written, or cargo cannot download or build a library.
    pub async fn open(course: &Course, toolchain: &Toolchain) -> Result<Kit> {
        let recipe = Recipe::new(course, toolchain)?;
        let cache = cache_folder()?;
        let folder = cache.join("kits").join(&recipe.key);
        if let Some(index) = Index::read(&folder) {
            return Ok(Kit { folder, index });
        }
        let workshop = cache.join("build").join(Recipe::compiler_key(toolchain));
        let lock = lock(&workshop).await?;
        // cargo's flags name it, so that it must have one name however the cache is reached.
        let workshop = workshop
            .canonicalize_utf8()
            .map_err(|cause| cache_error(&workshop, cause))?;
        // Another grader may have built it meanwhile.
        if Index::read(&folder).is_none() {
            let progress = Progress::begin();
            if folder.exists() {
                // The kit is damaged, and cargo's own files may be the same ones.
                remove(&workshop.join("target"))?;
            }
            remove_old(&cache.join("kits"));
            make(&recipe, &workshop, &folder, toolchain, &progress).await?;
            progress.finish();
        }
        drop(lock);
        let cause = || io::Error::other("the new kit is damaged");
        let index = Index::read(&folder).ok_or_else(|| cache_error(&folder, cause()))?;
        Ok(Kit { folder, index })
    }

    /// The same if there is one already; nothing is built.
    ///
    /// # Errors
    /// If the cache's folder cannot be found, the course's dependencies cannot be read, or there is no kit and
    /// the cache takes none.
    pub fn built(course: &Course, toolchain: &Toolchain) -> Result<Option<Kit>> {
        let recipe = Recipe::new(course, toolchain)?;
        let cache = cache_folder()?;
        let folder = cache.join("kits").join(&recipe.key);
        if let Some(index) = Index::read(&folder) {
            return Ok(Some(Kit { folder, index }));
        }
        let workshop = cache.join("build").join(Recipe::compiler_key(toolchain));
        for needed in [cache.join("kits"), workshop.join("target"), workshop] {
            can_be_written(&needed)?;
        }
        Ok(None)
    }

    /// The folder with the libraries, and with those that they need.
    pub fn folder(&self) -> &Utf8Path {
        &self.folder
    }

    /// tokio's version.
    pub fn tokio(&self) -> &str {
        &self.index.tokio
    }

    /// What a check program may use: the harness, the services, and all that exercises depend on.
    pub fn libraries(&self) -> impl Iterator<Item = (&str, Utf8PathBuf)> {
        let externs = self.index.externs.iter();
        externs.map(|(krate, name)| (krate.as_str(), self.folder.join(name)))
    }

    /// The library that Rust code calls `krate`.
    pub fn library(&self, krate: &str) -> Option<Utf8PathBuf> {
        // An exercise's tokio is the facade, which re-exports it and can choose the schedule.
        let krate = if krate == "tokio" { "facade" } else { krate };
        self.index
            .externs
            .get(krate)
            .map(|name| self.folder.join(name))
    }
}

/// Builds a kit beside its folder, then moves it there.
async fn make(
    recipe: &Recipe,
    workshop: &Utf8Path,
    folder: &Utf8Path,
    toolchain: &Toolchain,
    progress: &Progress,
) -> Result<()> {
    lay_out(recipe, workshop).map_err(|cause| cache_error(workshop, cause))?;
    let built = cargo::build(workshop, toolchain, progress).await?;
    let in_cache = |cause| cache_error(folder, cause);
    let parent = folder.parent().unwrap_or(folder);
    std::fs::create_dir_all(parent).map_err(in_cache)?;
    let new = tempfile::tempdir_in(parent).map_err(in_cache)?;
    let path = Utf8Path::from_path(new.path())
        .ok_or_else(|| in_cache(io::ErrorKind::InvalidFilename.into()))?;
    Index::write(path, built.tokio, &built.externs, &built.libraries).map_err(in_cache)?;
    // Only a damaged kit can be in the way.
    remove(folder)?;
    std::fs::rename(path, folder).map_err(in_cache)
}

/// Sees that `folder` takes new files, or can be made.
fn can_be_written(folder: &Utf8Path) -> Result<()> {
    let present = folder.ancestors().find(|path| path.exists());
    let present = present.unwrap_or(Utf8Path::new("/"));
    access(present.as_std_path(), Access::WRITE_OK | Access::EXEC_OK)
        .map_err(|cause| cache_error(present, cause.into()))
}

fn remove(folder: &Utf8Path) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(cache_error(folder, cause)),
        _ => Ok(()),
    }
}

/// Removes kits that were built long ago. One that is still needed is soon built again.
fn remove_old(kits: &Utf8Path) {
    let is_old = |entry: &camino::Utf8DirEntry| {
        let built = entry.metadata().and_then(|folder| folder.modified());
        built.is_ok_and(|built| built.elapsed().is_ok_and(|age| age > KEPT_FOR))
    };
    for entry in kits.read_dir_utf8().into_iter().flatten().flatten() {
        if is_old(&entry) {
            // What cannot be removed now is tried again with the next kit.
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// Writes the kit's workspace; files that are already so are left alone, and cargo sees them as old.
fn lay_out(recipe: &Recipe, workshop: &Utf8Path) -> io::Result<()> {
    // What an older recipe had and this one has not must go.
    for old in ["grader", "kit"] {
        remove_strangers(&workshop.join(old), workshop, recipe)?;
    }
    for (path, content) in &recipe.files {
        let path = workshop.join(path);
        if std::fs::read(&path).is_ok_and(|present| present == *content) {
            continue;
        }
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, content)?;
    }
    Ok(())
}

fn remove_strangers(folder: &Utf8Path, workshop: &Utf8Path, recipe: &Recipe) -> io::Result<()> {
    let entries = match folder.read_dir_utf8() {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            remove_strangers(entry.path(), workshop, recipe)?;
        } else if entry
            .path()
            .strip_prefix(workshop)
            .is_ok_and(|path| !recipe.files.contains_key(path.as_str()))
        {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Waits until no other grader works in `workshop`, then keeps others out until the file is dropped.
async fn lock(workshop: &Utf8Path) -> Result<File> {
    let path = workshop.with_extension("lock");
    let failed = |cause| cache_error(&path, cause);
    std::fs::create_dir_all(workshop).map_err(failed)?;
    let file = File::create(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => return Ok(file),
        Err(TryLockError::WouldBlock) => progress::waiting(),
        Err(TryLockError::Error(cause)) => return Err(failed(cause)),
    }
    tokio::task::spawn_blocking(move || file.lock().map(|()| file))
        .await
        .map_err(|cause| failed(cause.into()))?
        .map_err(failed)
}

/// Where kits are kept: `GRADER_CACHE_DIR`, or `grader` in the user's cache folder.
pub(crate) fn cache_folder() -> Result<Utf8PathBuf> {
    let folder = match std::env::var_os("GRADER_CACHE_DIR").filter(|name| !name.is_empty()) {
        Some(folder) => std::path::absolute(folder),
        None => etcetera::choose_base_strategy()
            .map(|strategy| strategy.cache_dir().join("grader"))
            .map_err(io::Error::other),
    };
    let folder = folder.map_err(|cause| cache_error("~/.cache/grader".into(), cause))?;
    Utf8PathBuf::from_path_buf(folder).map_err(|path| {
        let cause = io::Error::other("its path is not UTF-8");
        cache_error(Utf8Path::new(&path.to_string_lossy()), cause)
    })
}

fn cache_error(path: &Utf8Path, cause: io::Error) -> Error {
    Error::Cache {
        path: path.to_owned(),
        cause,
    }
}
