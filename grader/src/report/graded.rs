//! What every CI format is made from: a report, the submission's text, and where its files lie.
use super::Report;
use crate::grading::Grading;
use crate::judge::Sources;
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::BTreeMap;

/// A report, and what a reader outside of the submission's folder needs to know besides.
#[derive(Clone, Debug)]
pub struct Graded {
    /// The report. Its paths are relative to the submission.
    pub report: Report,
    /// The submission's files.
    pub sources: Sources,
    /// The path of each file as the repository has it.
    paths: BTreeMap<String, String>,
}

impl Graded {
    /// The report of a grading, and its files' paths as they are seen from the root of the repository that
    /// they lie in; without a repository, from the folder `here`. What lies outside of both has a whole path.
    pub fn new(grading: &Grading, report: Report, here: &Utf8Path) -> Graded {
        let submission = match &grading.request.submission {
            Some(path) => here.join(path),
            None => grading.exercise.dir.clone(),
        };
        let submission = canonical(submission);
        let root = root(&submission).unwrap_or_else(|| canonical(here.to_owned()));
        let seen = |path: &Utf8Path| path.strip_prefix(&root).unwrap_or(path).to_owned();
        if submission.is_file() {
            return Graded::of(grading, report, |_| seen(&submission));
        }
        Graded::of(grading, report, |file| seen(&submission.join(file)))
    }

    /// The same with each file at the path that `place` says; it is given the path in the submission.
    pub fn of(grading: &Grading, report: Report, place: impl Fn(&str) -> Utf8PathBuf) -> Graded {
        let files = report.submission.files.iter();
        let paths = files.map(|file| (file.clone(), place(file).into_string()));
        Graded {
            paths: paths.collect(),
            sources: super::sources(grading),
            report,
        }
    }

    /// The path of one of the submission's files as the repository has it.
    pub fn path<'a>(&'a self, file: &'a str) -> &'a str {
        self.paths.get(file).map_or(file, String::as_str)
    }

    /// The file that a finding without a place is shown at: the submission's first one.
    pub(super) fn first_file(&self) -> &str {
        let files = &self.report.submission.files;
        files.first().map_or("", String::as_str)
    }
}

/// The nearest folder upwards that is a repository's root.
fn root(submission: &Utf8Path) -> Option<Utf8PathBuf> {
    let mut folders = submission.ancestors();
    let root = folders.find(|folder| folder.join(".git").exists())?;
    Some(root.to_owned())
}

/// The path without links and `..`; as it is if it cannot be followed.
fn canonical(path: Utf8PathBuf) -> Utf8PathBuf {
    path.canonicalize_utf8().unwrap_or(path)
}
