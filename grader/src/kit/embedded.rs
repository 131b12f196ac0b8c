//! The crates that the grader carries inside itself, so that grader and harness never disagree.
use include_dir::{Dir, DirEntry, include_dir};

/// A crate of the workspace: what is needed to build it, without its tests.
pub(super) struct Embedded {
    /// Its folder in the workspace.
    pub(super) folder: &'static str,
    /// Its `Cargo.toml`.
    pub(super) manifest: &'static str,
    /// Its folder `src`.
    src: Dir<'static>,
}

/// The workspace's own manifest.
pub(super) const ROOT_MANIFEST: &str = include_str!("../../../Cargo.toml");
/// The workspace's lock file.
pub(super) const ROOT_LOCK: &str = include_str!("../../../Cargo.lock");

/// Every crate that a check program is linked from.
pub(super) static CRATES: [Embedded; 7] = [
    Embedded {
        folder: "grader/protocol",
        manifest: include_str!("../../protocol/Cargo.toml"),
        src: include_dir!("$CARGO_MANIFEST_DIR/protocol/src"),
    },
    Embedded {
        folder: "grader/harness",
        manifest: include_str!("../../harness/Cargo.toml"),
        src: include_dir!("$CARGO_MANIFEST_DIR/harness/src"),
    },
    Embedded {
        folder: "grader/harness/attribute",
        manifest: include_str!("../../harness/attribute/Cargo.toml"),
        src: include_dir!("$CARGO_MANIFEST_DIR/harness/attribute/src"),
    },
    Embedded {
        folder: "grader/harness/macros",
        manifest: include_str!("../../harness/macros/Cargo.toml"),
        src: include_dir!("$CARGO_MANIFEST_DIR/harness/macros/src"),
    },
    Embedded {
        folder: "grader/services",
        manifest: include_str!("../../services/Cargo.toml"),
        src: include_dir!("$CARGO_MANIFEST_DIR/services/src"),
    },
    Embedded {
        folder: "grader/fence",
        manifest: include_str!("../../fence/Cargo.toml"),
        src: include_dir!("$CARGO_MANIFEST_DIR/fence/src"),
    },
    Embedded {
        folder: "grader/facade",
        manifest: include_str!("../../facade/Cargo.toml"),
        src: include_dir!("$CARGO_MANIFEST_DIR/facade/src"),
    },
];

impl Embedded {
    /// Its source files: path in the workspace and content.
    pub(super) fn sources(&self) -> Vec<(String, &'static [u8])> {
        let mut files = Vec::new();
        collect(self.src.entries(), &mut |path, content| {
            files.push((format!("{}/src/{path}", self.folder), content));
        });
        files
    }
}

fn collect(
    entries: &'static [DirEntry<'static>],
    take: &mut impl FnMut(std::path::Display<'_>, &'static [u8]),
) {
    for entry in entries {
        match entry {
            DirEntry::Dir(dir) => collect(dir.entries(), take),
            DirEntry::File(file) => take(file.path().display(), file.contents()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_embedded_is_what_the_workspace_holds() {
        let root = camino::Utf8Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .unwrap();
        for embedded in &CRATES {
            let sources = embedded.sources();
            assert!(
                sources
                    .iter()
                    .any(|(path, _)| path.ends_with("/src/lib.rs"))
            );
            for (path, content) in sources {
                assert_eq!(std::fs::read(root.join(&path)).unwrap(), content, "{path}");
            }
        }
    }
}
