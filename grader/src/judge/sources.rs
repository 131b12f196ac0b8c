//! The submission's files as the judgement sees them.
use std::collections::BTreeMap;

/// The text of every file of a submission, by its path relative to the submission (`src/lib.rs`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources(BTreeMap<String, String>);

impl Sources {
    /// The whole text of a file, if it is part of the submission.
    pub fn text(&self, file: &str) -> Option<&str> {
        self.0.get(file).map(String::as_str)
    }

    /// One line of a file, counted from 1.
    pub fn line(&self, file: &str, line: u32) -> Option<&str> {
        let index = usize::try_from(line.checked_sub(1)?).ok()?;
        self.text(file)?.lines().nth(index)
    }

    /// The files' paths, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

impl<P: Into<String>, T: Into<String>> FromIterator<(P, T)> for Sources {
    fn from_iter<I: IntoIterator<Item = (P, T)>>(files: I) -> Self {
        Self(
            files
                .into_iter()
                .map(|(path, text)| (path.into(), text.into()))
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_count_from_one_and_unknown_files_have_none() {
        let sources = Sources::from_iter([("src/lib.rs", "first\nsecond\n")]);
        assert_eq!(sources.line("src/lib.rs", 1), Some("first"));
        assert_eq!(sources.line("src/lib.rs", 0), None);
        assert_eq!(sources.line("src/lib.rs", 3), None);
        assert_eq!(sources.line("src/main.rs", 1), None);
    }
}
