//! The submission's folder, made from bytes.
use super::exercise;
use crate::submission::{MAX_FILE, Submission};
use camino::Utf8Path;
use rustix::fs::{CWD, Mode, mkfifoat};
use std::ffi::OsStr;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

/// The submission walk: what is read is a regular file's text; anything else is refused, and nothing is
/// waited for. The first byte says what stands at `src`, the second what stands at `src/lib.rs`, the rest is
/// the file's content, the link's target or another file's name.
pub fn submission(bytes: &[u8]) {
    let [above, below, rest @ ..] = bytes else {
        return;
    };
    let directory = tempfile::tempdir().expect("the temporary folder takes new folders");
    let folder = Utf8Path::from_path(directory.path()).expect("its name is of letters and digits");
    let real = folder.join("real");
    let made = std::fs::create_dir(&real)
        .and_then(|()| put(*below, &real.join("lib.rs"), rest))
        .and_then(|()| match above % 4 {
            0 | 1 => std::fs::rename(&real, folder.join("src")),
            2 => symlink("real", folder.join("src")),
            _ => put(*below, &folder.join("src"), rest),
        });
    // Not every name can be made.
    if made.is_err() {
        return;
    }
    let plain = above % 4 < 2 && below % 6 < 2;
    match Submission::read(&exercise(), folder) {
        Ok(read) => {
            assert!(plain, "a link or no regular file was read");
            assert_eq!(read.files[0].text.as_bytes(), rest);
        }
        Err(refused) => {
            let text = std::str::from_utf8(rest);
            let fine =
                text.is_ok_and(|text| !text.trim().is_empty() && rest.len() as u64 <= MAX_FILE);
            assert!(!(plain && fine), "{refused}");
        }
    }
}

fn put(what: u8, path: &Utf8Path, content: &[u8]) -> io::Result<()> {
    match what % 6 {
        0 | 1 => std::fs::write(path, content),
        2 => symlink(OsStr::from_bytes(content), path),
        3 => std::fs::create_dir(path),
        4 => Ok(mkfifoat(CWD, path.as_std_path(), Mode::RWXU)?),
        _ => std::fs::write(
            path.as_std_path()
                .with_file_name(OsStr::from_bytes(content)),
            "text",
        ),
    }
}
