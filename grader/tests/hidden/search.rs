//! What is hidden in a course, and whether a text shows some of it.
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The course that this grader comes with.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// Everything below a folder that is a file, sorted.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            match entry.file_type().unwrap().is_dir() {
                true => folders.push(entry.path()),
                false => files.push(entry.path()),
            }
        }
    }
    files.sort();
    files
}

/// What nobody may read who has not seen some files.
pub(crate) struct Secrets {
    /// Lines of them that stand in no public text.
    lines: BTreeSet<String>,
    /// Names that they declare and that stand in no public text.
    names: BTreeSet<String>,
    /// Ranges of values, as they are written: `90..=110`.
    ranges: BTreeSet<String>,
}

impl Secrets {
    /// What is secret in these texts, if everybody knows the `public` ones.
    pub(crate) fn new<'a>(
        texts: impl IntoIterator<Item = &'a str> + Clone,
        public: &str,
    ) -> Secrets {
        let known = words(public);
        let lines = || texts.clone().into_iter().flat_map(str::lines);
        Secrets {
            lines: lines()
                .map(str::trim)
                .filter(|line| is_telling(line) && !public.contains(line))
                .map(str::to_owned)
                .collect(),
            names: lines()
                .filter_map(declared)
                .filter(|name| !known.contains(name))
                .map(str::to_owned)
                .collect(),
            ranges: lines()
                .flat_map(|line| line.split(['(', ')', ',', ' ', '&']))
                .filter(|part| part.contains("..=") && part.len() > 5 && !public.contains(part))
                .map(str::to_owned)
                .collect(),
        }
    }

    /// How many things are looked for.
    pub(crate) fn count(&self) -> usize {
        self.lines.len() + self.names.len() + self.ranges.len()
    }

    /// What of it a text shows.
    pub(crate) fn shown_in(&self, text: &str) -> Vec<&str> {
        let there = words(text);
        let lines = self.lines.iter().filter(|line| text.contains(*line));
        let names = self
            .names
            .iter()
            .filter(|name| there.contains(name.as_str()));
        let ranges = self.ranges.iter().filter(|range| text.contains(*range));
        lines
            .chain(names)
            .chain(ranges)
            .map(String::as_str)
            .collect()
    }
}

/// A line of code that says something by itself. A doc comment is a title, and a text alone is what a check says in
/// its report.
fn is_telling(line: &str) -> bool {
    if line.starts_with('"') && line.trim_end_matches(',').ends_with('"') {
        return false;
    }
    line.len() >= 20 && !line.starts_with("///") && line.chars().any(char::is_alphanumeric)
}

/// The name that a line declares.
fn declared(line: &str) -> Option<&str> {
    let keywords = [
        "fn ",
        "const ",
        "static ",
        "struct ",
        "enum ",
        "macro_rules! ",
        "type ",
    ];
    let line = line
        .trim_start()
        .trim_start_matches("pub ")
        .trim_start_matches("async ");
    let rest = keywords.iter().find_map(|word| line.strip_prefix(word))?;
    rest.split(|c: char| !is_of_name(c))
        .next()
        .filter(|name| name.len() > 3)
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn words(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !is_of_name(c)).collect()
}
