//! The row that leads from the course's README to a new exercise.
use super::name::Numbered;
use super::{NewFault, refused};
use crate::error::Result;
use camino::Utf8Path;
use std::fs;
use std::io::{self, Write};
use tempfile::NamedTempFile;

/// How a row leads to an exercise.
const LINK: &str = "](exercises/";

/// Adds a row for the exercise `id` to the README's first table of exercises. False, and the README stays as it
/// is, if it has no such table.
pub(super) fn add_row(readme: &Utf8Path, id: &str, title: &str) -> Result<bool> {
    let failed = |cause| refused(readme, NewFault::NotWritten { cause });
    let text = match fs::read(readme) {
        Ok(bytes) => String::from_utf8(bytes).unwrap_or_default(),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(cause) => return Err(failed(cause)),
    };
    let Some(text) = with_row(&text, id, title) else {
        return Ok(false);
    };
    replace(readme, &text).map_err(failed)?;
    Ok(true)
}

/// The file gets its new content whole, or keeps its old one.
fn replace(file: &Utf8Path, text: &str) -> io::Result<()> {
    // A link to a file elsewhere stays a link.
    let file = file.canonicalize_utf8()?;
    let folder = file.parent().unwrap_or(&file);
    let mut temporary = NamedTempFile::new_in(folder)?;
    temporary.write_all(text.as_bytes())?;
    let permissions = fs::metadata(&file)?.permissions();
    temporary.as_file().set_permissions(permissions)?;
    temporary.persist(&file)?;
    Ok(())
}

/// The README with a row for the exercise `id`: after those that come before it.
fn with_row(readme: &str, id: &str, title: &str) -> Option<String> {
    let lines: Vec<&str> = readme.split_inclusive('\n').collect();
    let first = lines.iter().position(|line| id_of(line).is_some())?;
    let rows = lines[first..].iter().map_while(|line| id_of(line));
    let before = rows.filter(|row| order(row) < order(id)).count();
    // The first row serves as a model for one that comes before it.
    let model = lines[first + before.saturating_sub(1)];
    let row = row_like(model, id, title)?;
    let at: usize = lines[..first + before].iter().map(|line| line.len()).sum();
    let (above, below) = readme.split_at(at);
    let ending = if model.ends_with("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    Some(match above.ends_with('\n') {
        true => format!("{above}{row}{ending}{below}"),
        // The table ends the file, without an end of its line.
        false => format!("{above}{ending}{row}{below}"),
    })
}

/// The exercise that a row of a table leads to.
fn id_of(line: &str) -> Option<&str> {
    let (_, after) = line
        .trim_start()
        .starts_with('|')
        .then(|| line.split_once(LINK))??;
    let (path, _) = after.split_once(')')?;
    let end = path
        .match_indices('/')
        .nth(1)
        .map_or(path.len(), |(at, _)| at);
    Some(&path[..end]).filter(|id| id.contains('/'))
}

/// By the numbers of its chapter and of itself.
fn order(id: &str) -> Vec<(Option<u32>, String)> {
    let parts = id.split('/').map(Numbered::of_folder);
    parts.map(|part| (part.number, part.name)).collect()
}

/// A row with the columns of `model`: the chapter's number, a link, the title; a column of another meaning is empty.
fn row_like(model: &str, id: &str, title: &str) -> Option<String> {
    let inner = model.trim().strip_prefix('|')?.strip_suffix('|')?;
    if inner.contains("\\|") {
        return None;
    }
    let (chapter, folder) = id.split_once('/')?;
    let name = Numbered::of_folder(folder).name;
    let chapter_of = |id: &str| {
        Numbered::of_folder(id)
            .number
            .map(|number| number.to_string())
    };
    let (chapter, models_chapter) = (chapter_of(chapter)?, id_of(model).and_then(chapter_of));
    let mut title = Some(title);
    let cells = inner.split('|').map(|cell| match cell.trim() {
        link if link.contains(LINK) && link.contains('`') => format!("[`{name}`{LINK}{id})"),
        link if link.contains(LINK) => format!("[{name}{LINK}{id})"),
        number if Some(number) == models_chapter.as_deref() => chapter.clone(),
        _ => title.take().unwrap_or_default().to_owned(),
    });
    let cells: Vec<String> = cells.collect();
    Some(format!("| {} |", cells.join(" | ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const README: &str = "\
# Course

| chapter | exercise | about |
|---|---|---|
| 1 | [`forgotten`](exercises/1_loop/1_forgotten) | a record |
| 3 | [`lost`](exercises/3_state/1_lost) | votes |
| 3 | [`order`](exercises/3_state/2_order) | a bank |

The end.
";

    fn added(readme: &str, id: &str) -> String {
        let with = with_row(readme, id, "The slow board").unwrap();
        let (before, after): (Vec<&str>, Vec<&str>) =
            (readme.lines().collect(), with.lines().collect());
        let new: Vec<&str> = after
            .iter()
            .filter(|line| !before.contains(line))
            .copied()
            .collect();
        assert_eq!(new.len(), 1, "{with}");
        let rest: Vec<&str> = after
            .iter()
            .filter(|line| **line != new[0])
            .copied()
            .collect();
        assert_eq!(rest, before, "nothing else changes");
        let at = after.iter().position(|line| *line == new[0]).unwrap();
        format!("{at}: {}", new[0])
    }

    #[test]
    fn a_row_comes_after_the_exercises_before_it() {
        let row = "| 3 | [`rate`](exercises/3_state/3_rate) | The slow board |";
        assert_eq!(added(README, "3_state/3_rate"), format!("7: {row}"));
        let row = "| 1 | [`rate`](exercises/1_loop/2_rate) | The slow board |";
        assert_eq!(added(README, "1_loop/2_rate"), format!("5: {row}"));
        let row = "| 10 | [`rate`](exercises/10_new/1_rate) | The slow board |";
        assert_eq!(added(README, "10_new/1_rate"), format!("7: {row}"));
        let row = "| 0 | [`rate`](exercises/0_first/1_rate) | The slow board |";
        assert_eq!(added(README, "0_first/1_rate"), format!("4: {row}"));
    }

    #[test]
    fn a_row_has_the_columns_and_the_line_end_of_its_table() {
        let readme = "| [a](exercises/1_a/1_a/README.md) | P1 | what | 4 |\r\n";
        let with = with_row(readme, "1_a/2_b", "Title").unwrap();
        assert_eq!(
            with,
            format!("{readme}| [b](exercises/1_a/2_b) | Title |  |  |\r\n")
        );
    }

    #[test]
    fn a_table_that_ends_the_file_is_continued() {
        let readme = "| 1 | [a](exercises/1_a/1_a) |";
        let with = with_row(readme, "1_a/2_b", "Title").unwrap();
        assert_eq!(with, format!("{readme}\n| 1 | [b](exercises/1_a/2_b) |"));
    }

    #[test]
    fn without_a_table_of_exercises_nothing_is_changed() {
        for readme in [
            "",
            "see [a](exercises/1_a/1_a)\n",
            "| 1 | exercises/1_a/1_a |\n",
            "| [a](exercises/1_a/1_a) | a \\| b |\n",
        ] {
            assert_eq!(with_row(readme, "1_a/2_b", "Title"), None, "{readme}");
        }
    }
}
