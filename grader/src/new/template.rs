//! The example that a new exercise begins as: the files of the folder `template`.
use crate::learner::stub;
use include_dir::{Dir, DirEntry, include_dir};

/// What the example's crate is called in its files.
const PLACEHOLDER: &str = "new_exercise";

static TEMPLATE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/new/template");

/// One file of a new exercise.
pub(super) struct File {
    /// The tree that it belongs to, `tests`.
    pub(super) tree: &'static str,
    /// Its path within the exercise's folder, `mistakes/one_player_twice.rs`.
    pub(super) path: String,
    /// Its content.
    pub(super) text: String,
}

/// The files of an exercise with this name.
pub(super) fn files(name: &str) -> Vec<File> {
    let mut files = Vec::new();
    for (path, text) in sources() {
        let (tree, path) = path
            .split_once('/')
            .expect("every file of the example is in a tree");
        let text = text.replace(PLACEHOLDER, name);
        if tree == "exercises" && path.starts_with("src/") {
            files.push(File {
                tree,
                path: format!("{}/{path}", stub::FOLDER),
                text: text.clone(),
            });
        }
        let path = path.to_owned();
        files.push(File { tree, path, text });
    }
    files
}

/// The example's title.
pub(super) fn title() -> String {
    let description = TEMPLATE.get_file("exercises/exercise.toml");
    let description: Option<toml::Table> = description
        .and_then(|file| file.contents_utf8())
        .and_then(|text| text.parse().ok());
    let title = description
        .as_ref()
        .and_then(|table| table["title"].as_str());
    title.expect("the example has a title").to_owned()
}

fn sources() -> Vec<(&'static str, &'static str)> {
    let mut files = Vec::new();
    let mut folders = vec![&TEMPLATE];
    while let Some(folder) = folders.pop() {
        for entry in folder.entries() {
            match entry {
                DirEntry::Dir(inner) => folders.push(inner),
                DirEntry::File(file) => {
                    let path = file.path().to_str().zip(file.contents_utf8());
                    files.push(path.expect("the example is text"));
                }
            }
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::new::TREES;

    #[test]
    fn what_is_embedded_is_what_the_folder_holds() {
        let folder = camino::Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("src/new/template");
        for (path, text) in sources() {
            assert_eq!(
                std::fs::read_to_string(folder.join(path)).unwrap(),
                text,
                "{path}"
            );
        }
    }

    #[test]
    fn every_tree_gets_files_and_no_placeholder_is_left() {
        let files = files("rate_counter");
        for tree in TREES {
            assert!(files.iter().any(|file| file.tree == tree), "{tree}");
        }
        for file in &files {
            assert!(TREES.contains(&file.tree), "{}", file.tree);
            assert!(!file.text.contains(PLACEHOLDER), "{}", file.path);
        }
    }
}
