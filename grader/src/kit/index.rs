//! The file `kit.json`: what a finished kit holds.
use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;

/// The name of the file; it is written last, so a kit that has it is whole.
const NAME: &str = "kit.json";

/// What a finished kit holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Index {
    /// tokio's version.
    pub(super) tokio: String,
    /// What `--extern` names, by the name of the crate in Rust code; files of the kit's folder.
    pub(super) externs: BTreeMap<String, String>,
    /// Every library with its size in bytes; files of the kit's folder.
    pub(super) libraries: BTreeMap<String, u64>,
}

impl Index {
    /// Reads the index of the kit in `folder`; none if there is no kit, or it is damaged.
    pub(super) fn read(folder: &Utf8Path) -> Option<Index> {
        let text = std::fs::read(folder.join(NAME)).ok()?;
        let index: Index = serde_json::from_slice(&text).ok()?;
        let whole = index.libraries.iter().all(|(name, size)| {
            std::fs::metadata(folder.join(name)).is_ok_and(|file| file.len() == *size)
        });
        whole.then_some(index)
    }

    /// Puts a kit into `folder`: links or copies `files` there and writes the index.
    pub(super) fn write(
        folder: &Utf8Path,
        tokio: String,
        externs: &BTreeMap<String, Utf8PathBuf>,
        files: &[Utf8PathBuf],
    ) -> io::Result<Index> {
        let mut libraries = BTreeMap::new();
        for file in files {
            let place = folder.join(name(file));
            // Kits that differ little share what they have in common; cargo never writes into a file.
            std::fs::hard_link(file, &place).or_else(|_| std::fs::copy(file, &place).map(drop))?;
            libraries.insert(name(file), std::fs::metadata(&place)?.len());
        }
        let externs = externs
            .iter()
            .map(|(krate, file)| (krate.clone(), name(file)))
            .collect();
        let index = Index {
            tokio,
            externs,
            libraries,
        };
        let text = serde_json::to_vec_pretty(&index)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        io::Write::write_all(&mut file, &text)?;
        file.persist(folder.join(NAME))?;
        Ok(index)
    }
}

fn name(file: &Utf8Path) -> String {
    file.file_name().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kit_with_a_shortened_library_is_no_kit() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(folder.path()).unwrap();
        let library = folder.join("built.rlib");
        std::fs::write(&library, "library").unwrap();
        let kit = folder.join("kit");
        std::fs::create_dir(&kit).unwrap();
        let externs = BTreeMap::from([("built".to_owned(), library.clone())]);
        let written = Index::write(&kit, "1".into(), &externs, &[library]).unwrap();
        assert_eq!(Index::read(&kit), Some(written));
        std::fs::write(kit.join("built.rlib"), "lib").unwrap();
        assert_eq!(Index::read(&kit), None);
    }
}
