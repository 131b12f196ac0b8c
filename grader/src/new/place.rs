//! Where a new exercise goes: its chapter, its number, its name.
use super::name::{self, Numbered};
use super::{NewFault, TREES, refused};
use crate::catalog::{self, Course};
use crate::error;
use crate::kit;
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::BTreeSet;
use std::io;

/// The place of a new exercise.
#[derive(Debug)]
pub(super) struct Place {
    /// The chapter's folder, `3_shared_state`.
    chapter: String,
    /// Its number in the chapter, from 1.
    number: u32,
    /// Its name without the number.
    pub(super) name: String,
}

impl Place {
    /// The place for `named` in the chapter that `chapter` means.
    pub(super) fn find(course: &Course, chapter: &str, named: &str) -> error::Result<Place> {
        let root = &course.root;
        let exercises = root.join("exercises");
        let asked = Numbered::parse(named).map_err(|why| {
            let named = named.to_owned();
            refused(&exercises, NewFault::BadName { named, why })
        })?;
        name::free(&asked.name, &kit::crate_names(course)?)
            .map_err(|fault| refused(&exercises, fault))?;

        let chapters = chapters(root)?;
        let chapter =
            self::chapter(chapter, &chapters).map_err(|fault| refused(&exercises, fault))?;
        let number = free_number(root, &chapters, &chapter, &asked)?;
        let name = asked.name;
        Ok(Place {
            chapter,
            number,
            name,
        })
    }

    /// The exercise's folder in each tree, `3_shared_state/3_rate_counter`.
    pub(super) fn id(&self) -> String {
        format!("{}/{}_{}", self.chapter, self.number, self.name)
    }
}

/// The number that is asked for, or the next one of the chapter; the name must be the only one in all chapters.
fn free_number(
    root: &Utf8Path,
    chapters: &[String],
    chapter: &str,
    asked: &Numbered,
) -> error::Result<u32> {
    let mut last = 0;
    for folder in chapters {
        for entry in entries_of(root, folder)? {
            let it = Numbered::of_folder(&entry.name);
            if it.name == asked.name {
                let name = it.name;
                return Err(refused(&entry.path, NewFault::NameTaken { name }));
            }
            let Some(number) = it.number.filter(|_| folder == chapter) else {
                continue;
            };
            if asked.number == Some(number) {
                let by = entry.name;
                return Err(refused(&entry.path, NewFault::NumberTaken { number, by }));
            }
            last = last.max(number);
        }
    }
    Ok(asked.number.unwrap_or(last.saturating_add(1)))
}

/// The folder of the chapter that `asked` means: one of `known`, or a new one.
fn chapter(asked: &str, known: &[String]) -> Result<String, NewFault> {
    let named = asked.to_owned();
    let number = asked.parse().ok();
    let meant = |folder: &&String| {
        *folder == asked || (number.is_some() && Numbered::of_folder(folder).number == number)
    };
    if let Some(folder) = known.iter().find(meant) {
        return Ok(folder.clone());
    }
    let Ok(Numbered {
        number: Some(number),
        name,
    }) = Numbered::parse(asked)
    else {
        let nearest = catalog::nearest(asked, known);
        let known = known.to_vec();
        return Err(NewFault::UnknownChapter {
            named,
            nearest,
            known,
        });
    };
    let in_the_way = |folder: &&String| {
        let it = Numbered::of_folder(folder);
        it.number == Some(number) || it.name == name
    };
    match known.iter().find(in_the_way) {
        Some(folder) => Err(NewFault::ChapterTaken {
            named,
            by: folder.clone(),
        }),
        None => Ok(format!("{number}_{name}")),
    }
}

struct Entry {
    path: Utf8PathBuf,
    name: String,
}

/// The folders of all chapters, in any tree, in the order of their numbers.
fn chapters(root: &Utf8Path) -> error::Result<Vec<String>> {
    let mut names = BTreeSet::new();
    for tree in TREES {
        for entry in entries(&root.join(tree))? {
            let it = Numbered::of_folder(&entry.name);
            if entry.path.is_dir() && !it.name.is_empty() {
                names.insert((it.number, entry.name));
            }
        }
    }
    Ok(names.into_iter().map(|(_, name)| name).collect())
}

/// What stands in this folder of any tree.
fn entries_of(root: &Utf8Path, chapter: &str) -> error::Result<Vec<Entry>> {
    let mut all = Vec::new();
    for tree in TREES.into_iter().rev() {
        all.extend(entries(&root.join(tree).join(chapter))?);
    }
    Ok(all)
}

/// What stands in a folder, apart from hidden files; nothing if there is no such folder.
fn entries(folder: &Utf8Path) -> error::Result<Vec<Entry>> {
    let unreadable = |cause| refused(folder, NewFault::NotWritten { cause });
    let entries = match folder.read_dir_utf8() {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(unreadable(cause)),
    };
    let mut all = Vec::new();
    for entry in entries {
        let entry = entry.map_err(unreadable)?;
        if !entry.file_name().starts_with('.') {
            let name = entry.file_name().to_owned();
            all.push(Entry {
                path: entry.into_path(),
                name,
            });
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<String> {
        ["1_event_loop", "3_shared_state"]
            .map(str::to_owned)
            .to_vec()
    }

    #[test]
    fn a_chapter_is_named_by_its_folder_or_its_number() {
        assert_eq!(
            chapter("3_shared_state", &known()).unwrap(),
            "3_shared_state"
        );
        assert_eq!(chapter("3", &known()).unwrap(), "3_shared_state");
    }

    #[test]
    fn a_new_chapter_has_a_number_and_a_name() {
        assert_eq!(
            chapter("6_cancellation", &known()).unwrap(),
            "6_cancellation"
        );
        for asked in ["6", "cancellation", "6-cancellation", "../6_up", "", "6_"] {
            let fault = chapter(asked, &known()).unwrap_err();
            assert_eq!(fault.kind(), "unknown_chapter", "{asked}");
        }
    }

    #[test]
    fn a_new_chapter_needs_a_number_and_a_name_of_its_own() {
        for asked in ["3_locks", "6_shared_state"] {
            let fault = chapter(asked, &known()).unwrap_err();
            assert_eq!(fault.kind(), "chapter_taken", "{asked}");
        }
    }
}
