//! The formats of a graded submission: `--format FORMAT`, and `--output FORMAT=FILE`.
use super::print::Format;
use camino::Utf8PathBuf;
use clap::ValueEnum;
use grader::report::ci::CiFormat;
use std::str::FromStr;

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// Text on a terminal, JSON elsewhere.
    Auto,
    /// JSON.
    Json,
    /// JSON, a line for each exercise as soon as it is graded, and a last line with the total.
    Jsonl,
    /// Text for people.
    Text,
    /// JUnit XML, which most CI services read.
    Junit,
    /// SARIF 2.1.0, for code scanning and editors.
    Sarif,
    /// Annotations of a GitHub workflow, and the summary of its job.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// GitHub Classroom's autograding results.
    Classroom,
    /// Gradescope's results.json.
    Gradescope,
    /// Exercism's results.json.
    Exercism,
    /// Markdown for a comment on a change.
    Markdown,
}

impl ReportFormat {
    /// The format for a program that reads results; none if it is one of the grader's own.
    pub(crate) fn ci(self) -> Option<CiFormat> {
        match self {
            ReportFormat::Auto | ReportFormat::Json | ReportFormat::Jsonl | ReportFormat::Text => {
                None
            }
            ReportFormat::Junit => Some(CiFormat::Junit),
            ReportFormat::Sarif => Some(CiFormat::Sarif),
            ReportFormat::Github => Some(CiFormat::Github),
            ReportFormat::Gitlab => Some(CiFormat::Gitlab),
            ReportFormat::Classroom => Some(CiFormat::Classroom),
            ReportFormat::Gradescope => Some(CiFormat::Gradescope),
            ReportFormat::Exercism => Some(CiFormat::Exercism),
            ReportFormat::Markdown => Some(CiFormat::Markdown),
        }
    }
}

impl From<Format> for ReportFormat {
    fn from(format: Format) -> ReportFormat {
        match format {
            Format::Auto => ReportFormat::Auto,
            Format::Json => ReportFormat::Json,
            Format::Text => ReportFormat::Text,
        }
    }
}

/// `FILE` or `FORMAT=FILE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Output {
    /// The format, if it is named.
    pub(crate) format: Option<ReportFormat>,
    /// The file.
    pub(crate) path: Utf8PathBuf,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Output, String> {
        let is_name = |name: &str| {
            name.chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        };
        let Some((name, file)) = text.split_once('=').filter(|(name, _)| is_name(name)) else {
            return Ok(Output {
                format: None,
                path: text.into(),
            });
        };
        let formats = || {
            ReportFormat::value_variants()
                .iter()
                .filter(|one| **one != ReportFormat::Auto)
        };
        let name_of = |format: &ReportFormat| {
            format
                .to_possible_value()
                .map(|value| value.get_name().to_owned())
        };
        let Some(format) = formats().find(|one| name_of(one).as_deref() == Some(name)) else {
            let known: Vec<String> = formats().filter_map(name_of).collect();
            return Err(format!(
                "there is no format `{name}` for a file; the formats are: {}. A file whose own name has a `=` \
                 is named with its folder: `./{text}`",
                known.join(", ")
            ));
        };
        if file.is_empty() {
            return Err(format!("after `{name}=` the name of a file is missing"));
        }
        Ok(Output {
            format: Some(*format),
            path: file.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<(Option<ReportFormat>, String), String> {
        let output = Output::from_str(text)?;
        Ok((output.format, output.path.into_string()))
    }

    #[test]
    fn what_stands_before_the_equals_sign_is_a_format_unless_it_is_a_path() {
        let junit = Some(ReportFormat::Junit);
        assert_eq!(parsed("junit=a/b=c.xml"), Ok((junit, "a/b=c.xml".into())));
        assert_eq!(parsed("report.json"), Ok((None, "report.json".into())));
        assert_eq!(parsed("./junit=x"), Ok((None, "./junit=x".into())));
        assert!(parsed("auto=x").is_err_and(|why| why.contains("json, jsonl, text, junit, sarif")));
        assert!(parsed("xml=x").is_err_and(|why| why.contains("./xml=x")));
        assert!(parsed("junit=").is_err());
    }
}
