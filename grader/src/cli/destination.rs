//! The file that `--output` names: checked before anything is graded, and written whole or not at all.
use camino::{Utf8Path, Utf8PathBuf};
use grader::error::{Error, Result};
use std::fs::Permissions;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use tempfile::NamedTempFile;

/// A file to be written.
#[derive(Debug)]
pub(crate) struct Destination {
    path: Utf8PathBuf,
    /// In the same folder; takes the file's place at the end, or is removed.
    temporary: NamedTempFile,
}

impl Destination {
    /// Sees that the file can be written.
    pub(crate) fn open(path: &Utf8Path) -> Result<Destination> {
        let failed = |cause| Error::Output {
            path: path.to_owned(),
            cause,
        };
        if path.is_dir() || path.file_name().is_none() {
            return Err(failed(io::Error::new(
                io::ErrorKind::IsADirectory,
                "it is a folder",
            )));
        }
        let folder = match path.parent() {
            Some(parent) if parent != "" => parent,
            _ => Utf8Path::new("."),
        };
        if !folder.is_dir() {
            return Err(failed(io::Error::new(
                io::ErrorKind::NotFound,
                "its folder does not exist",
            )));
        }
        let temporary = tempfile::Builder::new()
            // As any new file's; the user's mask applies.
            .permissions(Permissions::from_mode(0o666))
            .tempfile_in(folder)
            .map_err(|cause| {
                let why = format!("its folder takes no new files ({})", cause.kind());
                failed(io::Error::new(cause.kind(), why))
            })?;
        Ok(Destination {
            path: path.to_owned(),
            temporary,
        })
    }

    /// Writes the file.
    pub(crate) fn write(mut self, text: &str) -> Result<()> {
        let written = self.temporary.write_all(text.as_bytes());
        let placed = written.and_then(|()| match self.temporary.persist(&self.path) {
            Ok(_) => Ok(()),
            Err(refused) => Err(refused.error),
        });
        placed.map_err(|cause| Error::Output {
            path: self.path,
            cause,
        })
    }
}
