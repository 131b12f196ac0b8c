//! A file that `--output` names: checked before anything is graded, and a regular file is
//! written whole or not at all.
use camino::{Utf8Path, Utf8PathBuf};
use grader::error::{Error, Result};
use std::fs::{File, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use tempfile::NamedTempFile;

/// A file to be written.
#[derive(Debug)]
pub(crate) struct Destination {
    path: Utf8PathBuf,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// In the same folder; takes the file's place at the end, or is removed.
    Temporary(NamedTempFile),
    /// A device or a pipe, which a file must not take the place of; or a file to which something is added.
    Present(File),
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
        if path.metadata().is_ok_and(|present| !present.is_file()) {
            let present = File::options().write(true).open(path).map_err(failed)?;
            return Ok(Destination {
                path: path.to_owned(),
                kind: Kind::Present(present),
            });
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
            kind: Kind::Temporary(temporary),
        })
    }

    /// Sees that something can be added to the end of the file.
    pub(crate) fn append(path: &Utf8Path) -> Result<Destination> {
        let mut options = File::options();
        let opened = options.append(true).create(true).open(path);
        let present = opened.map_err(|cause| Error::Output {
            path: path.to_owned(),
            cause,
        })?;
        Ok(Destination {
            path: path.to_owned(),
            kind: Kind::Present(present),
        })
    }

    /// Writes the file.
    pub(crate) fn write(self, text: &str) -> Result<()> {
        let written = match self.kind {
            Kind::Present(mut file) => file.write_all(text.as_bytes()),
            Kind::Temporary(mut file) => {
                let written = file.write_all(text.as_bytes());
                written.and_then(|()| match file.persist(&self.path) {
                    Ok(_) => Ok(()),
                    Err(refused) => Err(refused.error),
                })
            }
        };
        written.map_err(|cause| Error::Output {
            path: self.path,
            cause,
        })
    }
}
