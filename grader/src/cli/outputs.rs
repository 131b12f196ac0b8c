//! The files of one grading: all are opened before anything is graded, and each gets its own format.
use super::destination::Destination;
use super::format::{Output, ReportFormat};
use camino::{Utf8Path, Utf8PathBuf};
use grader::error::{Error, ErrorReport, Result};
use grader::report::{Graded, markdown};
use std::collections::HashSet;

/// GitHub names with it the file whose Markdown it shows with a job.
const SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// Files that can be written.
#[derive(Debug, Default)]
pub(crate) struct Outputs {
    files: Vec<(ReportFormat, Destination)>,
    /// For the Markdown summary of a job.
    summary: Option<Destination>,
}

impl Outputs {
    /// Opens the files. What has no format of its own gets that of standard output, or JSON where that depends
    /// on the terminal.
    pub(crate) fn open(outputs: &[Output], format: ReportFormat) -> Result<Outputs> {
        let unnamed = match format {
            ReportFormat::Auto => ReportFormat::Json,
            format => format,
        };
        let mut named = HashSet::new();
        for output in outputs {
            if !named.insert(whole(&output.path)) {
                return Err(Error::SameOutput {
                    path: output.path.clone(),
                });
            }
        }
        let open = |output: &Output| {
            let destination = Destination::open(&output.path)?;
            Ok((output.format.unwrap_or(unnamed), destination))
        };
        let files: Vec<_> = outputs.iter().map(open).collect::<Result<_>>()?;
        let mut formats = files.iter().map(|(format, _)| *format).chain([format]);
        let summary = formats
            .any(|format| format == ReportFormat::Github)
            .then(|| std::env::var(SUMMARY).ok())
            .flatten()
            .filter(|path| !path.is_empty());
        let summary = summary.map(|path| Destination::append(path.as_str().into()));
        Ok(Outputs {
            files,
            summary: summary.transpose()?,
        })
    }

    /// Writes every file with what `render` makes of its format, and the summary. A format that has no words for
    /// what happened gets no file. A file that cannot be written
    /// keeps no other from being written.
    pub(crate) fn write(
        self,
        graded: &[Graded],
        render: impl Fn(ReportFormat) -> Option<String>,
    ) -> Result<()> {
        let mut written = Ok(());
        for (format, destination) in self.files {
            if let Some(text) = render(format) {
                written = written.and(destination.write(&text));
            }
        }
        if let Some(summary) = self.summary {
            written = written.and(summary.write(&markdown::summary(graded)));
        }
        written
    }

    /// Nothing was graded: writes the files whose format has words for that, and leaves the others out.
    pub(crate) fn fail(self, error: &ErrorReport) -> Result<()> {
        let mut written = Ok(());
        for (format, destination) in self.files {
            if let Some(text) = format.ci().and_then(|format| format.error(error)) {
                written = written.and(destination.write(&text));
            }
        }
        written
    }
}

/// The path by which two names of a file are known as one.
fn whole(path: &Utf8Path) -> Utf8PathBuf {
    let folder = match path.parent() {
        Some(parent) if parent != "" => parent,
        _ => Utf8Path::new("."),
    };
    match (folder.canonicalize_utf8(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}
