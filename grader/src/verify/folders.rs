//! What lies in the folders of a course, by name only.
use crate::error::{Error, Result};
use camino::{Utf8Path, Utf8PathBuf};

/// Something in a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    /// Its name; what is not UTF-8 in it is replaced.
    pub(super) name: String,
    /// What it is.
    pub(super) is: Is,
}

/// What something in a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Is {
    File,
    Folder,
    /// A link, a pipe or the like.
    Other,
}

/// What is in `folder`, sorted by name; nothing if there is no such folder. Names that begin with a dot
/// belong to tools, and `target` to cargo: they do not count.
///
/// # Errors
/// If the folder cannot be read.
pub(super) fn entries(folder: &Utf8Path) -> Result<Vec<Entry>> {
    let failed = |cause| Error::io("read the folder", folder, cause);
    let mut entries = Vec::new();
    let read = match std::fs::read_dir(folder) {
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(entries),
        read => read.map_err(failed)?,
    };
    for entry in read {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name == "target" {
            continue;
        }
        let is = match entry.file_type().map_err(failed)? {
            kind if kind.is_dir() => Is::Folder,
            kind if kind.is_file() => Is::File,
            _ => Is::Other,
        };
        entries.push(Entry { name, is });
    }
    entries.sort();
    Ok(entries)
}

/// The Rust files in `folder`, by name.
///
/// # Errors
/// If the folder cannot be read.
pub(super) fn rust_files(folder: &Utf8Path) -> Result<Vec<Utf8PathBuf>> {
    let files = entries(folder)?.into_iter();
    Ok(files
        .filter(|entry| entry.is == Is::File && entry.name.ends_with(".rs"))
        .map(|entry| folder.join(entry.name))
        .collect())
}
