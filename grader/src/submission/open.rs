//! Opens a submission's files without following a link, waiting for a pipe or reading without end.
use super::{MAX_FILE, SubmissionFault};
use camino::{Utf8Component, Utf8Path};
use rustix::fs::{CWD, Mode, OFlags, openat};
use rustix::io::Errno;
use std::fs::File;
use std::io::Read;
use std::os::fd::{AsFd, OwnedFd};

const FILE: OFlags = OFlags::RDONLY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY)
    .union(OFlags::CLOEXEC);
const FOLDER: OFlags = OFlags::RDONLY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::DIRECTORY)
    .union(OFlags::CLOEXEC);

/// Reads the file at `path`. Folders on the way there are the user's own and may be links.
pub(super) fn read_file(path: &Utf8Path) -> Result<String, SubmissionFault> {
    read(openat(CWD, path.as_std_path(), FILE, Mode::empty()).map_err(fault)?)
}

/// Reads `file` below `folder`; nothing on the way from the folder to the file may be a link.
pub(super) fn read_below(folder: &Utf8Path, file: &Utf8Path) -> Result<String, SubmissionFault> {
    let top = FOLDER.difference(OFlags::NOFOLLOW);
    let mut at = openat(CWD, folder.as_std_path(), top, Mode::empty()).map_err(fault)?;
    let mut parts = file.components().peekable();
    while let Some(Utf8Component::Normal(part)) = parts.next() {
        let flags = if parts.peek().is_some() { FOLDER } else { FILE };
        at = openat(at.as_fd(), part, flags, Mode::empty()).map_err(|errno| match errno {
            // Linux says so of a link where a folder is asked for.
            Errno::NOTDIR if is_link(&at, part) => SubmissionFault::Link,
            errno => fault(errno),
        })?;
    }
    read(at)
}

fn is_link(folder: &OwnedFd, name: &str) -> bool {
    rustix::fs::statat(folder, name, rustix::fs::AtFlags::SYMLINK_NOFOLLOW)
        .is_ok_and(|stat| rustix::fs::FileType::from_raw_mode(stat.st_mode).is_symlink())
}

fn fault(errno: Errno) -> SubmissionFault {
    match errno {
        Errno::NOENT | Errno::NOTDIR => SubmissionFault::Missing,
        Errno::LOOP => SubmissionFault::Link,
        Errno::NXIO => SubmissionFault::NotRegular,
        errno => SubmissionFault::Unreadable(errno.into()),
    }
}

fn read(file: OwnedFd) -> Result<String, SubmissionFault> {
    let file = File::from(file);
    if !file
        .metadata()
        .map_err(SubmissionFault::Unreadable)?
        .is_file()
    {
        return Err(SubmissionFault::NotRegular);
    }
    let mut bytes = Vec::new();
    // One byte more than allowed, so that a file that grows meanwhile is noticed too.
    file.take(MAX_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(SubmissionFault::Unreadable)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(SubmissionFault::TooLarge);
    }
    let text = String::from_utf8(bytes)
        .map_err(|error| SubmissionFault::NotText(error.utf8_error().valid_up_to()))?;
    match text.trim().is_empty() {
        true => Err(SubmissionFault::Empty),
        false => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use camino::Utf8PathBuf;
    use std::os::unix::fs::symlink;

    fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(folder.path().to_owned()).unwrap();
        (folder, path)
    }

    #[test]
    fn a_link_is_refused_as_file_and_as_folder_on_the_way() {
        let (_guard, path) = folder();
        std::fs::create_dir(path.join("real")).unwrap();
        std::fs::write(path.join("real/lib.rs"), "fn a() {}").unwrap();
        symlink("real/lib.rs", path.join("lib.rs")).unwrap();
        symlink("real", path.join("src")).unwrap();
        let linked = |result| matches!(result, Err(SubmissionFault::Link));
        assert!(linked(read_file(&path.join("lib.rs"))));
        assert!(linked(read_below(&path, "lib.rs".into())));
        assert!(linked(read_below(&path, "src/lib.rs".into())));
        assert!(read_below(&path, "real/lib.rs".into()).is_ok());
    }

    #[test]
    fn a_pipe_is_refused_and_not_waited_for() {
        let (_guard, path) = folder();
        let pipe = path.join("lib.rs");
        rustix::fs::mkfifoat(CWD, pipe.as_std_path(), Mode::RWXU).unwrap();
        assert!(matches!(read_file(&pipe), Err(SubmissionFault::NotRegular)));
    }

    #[test]
    fn a_file_over_the_limit_is_refused() {
        let (_guard, path) = folder();
        let file = path.join("lib.rs");
        std::fs::write(&file, " ".repeat(MAX_FILE as usize) + "x").unwrap();
        assert!(matches!(read_file(&file), Err(SubmissionFault::TooLarge)));
        std::fs::write(&file, " ".repeat(MAX_FILE as usize - 1) + "x").unwrap();
        assert!(read_file(&file).is_ok());
    }
}
