//! The suite's own folder: where submissions are laid out, and what attacks try to reach.
use crate::attack::Attack;
use crate::description::{Kind, Made};
use camino::{Utf8Path, Utf8PathBuf};
use grader::catalog::Exercise;
use rustix::fs::{CWD, FileType, Mode, mknodat};
use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Nothing that an attack is shown may hold this text.
pub(crate) const SECRET: &str = "the secret of the suite: 8e1f0b62c9d74c35";

/// Raw system calls and memory accesses without the word `unsafe`, for the attacks that name it.
const RAW: &str = include_str!("raw.rs");
/// The rest of an honest submission, which calls `attack` for an empty list of ids.
const GATHER: &str = include_str!("gather.rs");

/// What belongs to one attack.
pub(crate) struct Place {
    /// The folder in which the submission lies.
    folder: Utf8PathBuf,
    /// A file that is not there. Any user could make it.
    pub(crate) canary: Utf8PathBuf,
    /// What is handed in.
    pub(crate) submission: Utf8PathBuf,
    /// The text of `lib.rs`, as it is handed in.
    pub(crate) text: Arc<str>,
    /// The tokens of `attack.toml` and the sources, and what they stand for.
    tokens: Vec<(String, String)>,
}

impl Place {
    /// Lays out the submission of `attack` below `suite`.
    pub(crate) fn new(suite: &Utf8Path, attack: &Attack, exercise: &Exercise) -> io::Result<Place> {
        let folder = suite.join(attack.name.replace('/', "."));
        let open = folder.join("open");
        fs::create_dir_all(&open)?;
        // Any user may write here and read the secret: what keeps an attack out is the sandbox alone.
        fs::set_permissions(&folder, Permissions::from_mode(0o755))?;
        fs::set_permissions(&open, Permissions::from_mode(0o777))?;
        let (canary, secret) = (open.join("canary"), open.join("secret"));
        fs::write(&secret, SECRET)?;
        fs::set_permissions(&secret, Permissions::from_mode(0o644))?;

        let mut tokens = vec![
            ("// @GATHER@".to_owned(), GATHER.to_owned()),
            ("// @RAW@".to_owned(), RAW.to_owned()),
        ];
        if let Some(case) = &attack.case {
            tokens.push(("@CASE@".to_owned(), case.clone()));
        }
        for (name, repeat) in &attack.description.repeat {
            tokens.push((format!("@{name}@"), repeat.text.repeat(repeat.times)));
        }
        for (name, path) in [
            ("@CANARY@", &canary),
            ("@SECRET@", &secret),
            ("@CHECKS@", &exercise.checks),
            ("@SOLUTION@", &exercise.reference()),
            ("@FOLDER@", &open),
        ] {
            tokens.push((name.to_owned(), path.to_string()));
        }
        let mut place = Place {
            submission: folder.clone(),
            folder,
            canary,
            text: "".into(),
            tokens,
        };
        place.lay_out(attack)?;
        Ok(place)
    }

    fn lay_out(&mut self, attack: &Attack) -> io::Result<()> {
        let single = attack.folder.join("lib.rs");
        let tree = attack.folder.join("submission");
        if single.is_file() {
            self.text = self.fill(&fs::read_to_string(&single)?).into();
            fs::write(self.folder.join("lib.rs"), &*self.text)?;
            self.submission = self.folder.join("lib.rs");
        } else if tree.is_dir() {
            self.submission = self.folder.join("submission");
            self.copy(&tree, &self.submission)?;
            let lib = self.submission.join("src/lib.rs");
            self.text = fs::read_to_string(lib).unwrap_or_default().into();
        }
        for made in &attack.description.made {
            self.make(made)?;
        }
        if let Some(path) = &attack.description.path {
            self.submission = self.folder.join(self.fill(path));
        }
        Ok(())
    }

    fn copy(&self, from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
        fs::create_dir_all(to)?;
        for entry in from.read_dir_utf8()? {
            let entry = entry?;
            let to = to.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                self.copy(entry.path(), &to)?;
            } else {
                fs::write(to, self.fill(&fs::read_to_string(entry.path())?))?;
            }
        }
        Ok(())
    }

    /// The text with every token replaced. Tokens may stand in what others stand for.
    pub(crate) fn fill(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (token, meaning) in &self.tokens {
            if text.contains(token) {
                text = text.replace(token, meaning);
            }
        }
        text
    }

    fn make(&self, made: &Made) -> io::Result<()> {
        let path = self.folder.as_std_path().join(bytes(&made.path));
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        match &made.kind {
            Kind::Link(to) => symlink(self.fill(to), &path),
            Kind::HardLink(to) => fs::hard_link(self.fill(to), &path),
            Kind::Folder => fs::create_dir(&path),
            Kind::Text(text) => fs::write(&path, self.fill(text)),
            Kind::Sparse(size) => fs::File::create(&path)?.set_len(*size),
            Kind::Fifo => node(&path, FileType::Fifo),
            Kind::Socket => node(&path, FileType::Socket),
        }
    }

    /// True if an attack reached the canary. It is removed, so that the next one begins afresh.
    pub(crate) fn take_canary(&self) -> bool {
        let reached = self.canary.symlink_metadata().is_ok();
        if reached {
            // It may be a folder, or another user's.
            let _ = fs::remove_file(&self.canary).or_else(|_| fs::remove_dir_all(&self.canary));
        }
        reached
    }

    /// Removes everything.
    pub(crate) fn clear(self) -> io::Result<()> {
        fs::remove_dir_all(&self.folder)
    }
}

fn node(path: &Path, kind: FileType) -> io::Result<()> {
    mknodat(CWD, path, kind, Mode::RWXU, 0).map_err(io::Error::from)
}

/// The path, with `\xNN` as the byte of that number.
fn bytes(path: &str) -> PathBuf {
    let mut parts = path.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (number, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(number, 16).expect("two hexadecimal digits"));
        bytes.extend_from_slice(rest.as_bytes());
    }
    PathBuf::from(OsStr::from_bytes(&bytes))
}
