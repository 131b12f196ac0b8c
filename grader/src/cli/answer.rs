//! What was graded, in the format that is asked for: one exercise, or several with a total.
use super::format::ReportFormat;
use grader::error::ErrorReport;
use grader::report::ci::CiFormat;
use grader::report::class::ClassReport;
use grader::report::text::{self, Style};
use grader::report::{Graded, json};

/// What was graded.
#[derive(Debug)]
pub(super) enum Answer {
    /// The one exercise that was named.
    One(Box<Graded>),
    /// Several, and what could not be graded.
    Class {
        /// Those that could be graded, in the order of the course.
        graded: Vec<Graded>,
        /// All of them, with the total.
        class: ClassReport,
    },
}

impl Answer {
    /// What was graded, in the order of the course.
    pub(super) fn graded(&self) -> &[Graded] {
        match self {
            Answer::One(one) => std::slice::from_ref(one),
            Answer::Class { graded, .. } => graded,
        }
    }

    /// True if everything passed.
    pub(super) fn passed(&self) -> bool {
        match self {
            Answer::One(one) => one.report.passed,
            Answer::Class { class, .. } => class.total.passed,
        }
    }

    /// The answer in a format; none in one that has no words for it.
    pub(super) fn render(&self, format: ReportFormat, style: Style) -> Option<String> {
        match (format, format.ci()) {
            (_, Some(ci)) => self.for_ci(ci),
            (ReportFormat::Text, _) => Some(self.text(style)),
            (ReportFormat::Jsonl, _) => Some(self.lines()),
            _ => Some(match self {
                Answer::One(one) => json::text(&one.report),
                Answer::Class { class, .. } => json::text(class),
            }),
        }
    }

    /// The text for people.
    pub(super) fn text(&self, style: Style) -> String {
        match self {
            Answer::One(one) => text::render(&one.report, &one.sources, style),
            Answer::Class { graded, class } => {
                let sources: Vec<_> = graded.iter().map(|one| &one.sources).collect();
                text::class::render(class, &sources, style)
            }
        }
    }

    /// The last of the lines: the total.
    pub(super) fn last_line(&self) -> String {
        match self {
            Answer::One(one) => {
                let took = one.report.timing.total_ms;
                let class = ClassReport::new(vec![one.report.clone()], Vec::new(), took);
                json::line(&class.last_line())
            }
            Answer::Class { class, .. } => json::line(&class.last_line()),
        }
    }

    fn lines(&self) -> String {
        let reports = self.graded().iter().map(|one| json::line(&one.report));
        let errors = match self {
            Answer::One(_) => &[][..],
            Answer::Class { class, .. } => &class.errors,
        };
        let errors = errors.iter().map(|one| json::line(&one.line()));
        reports.chain(errors).chain([self.last_line()]).collect()
    }

    /// An exercise that could not be graded must not look like one without points: a format that is a score gets
    /// its words for an error instead.
    fn for_ci(&self, ci: CiFormat) -> Option<String> {
        match self.errors().first() {
            Some(error) if ci.is_a_score() => ci.error(error),
            Some(error) if self.graded().is_empty() => ci.error(error),
            _ => Some(ci.render(self.graded())),
        }
    }

    /// Why some exercises could not be graded.
    pub(super) fn errors(&self) -> Vec<ErrorReport> {
        match self {
            Answer::One(_) => Vec::new(),
            Answer::Class { class, .. } => class
                .errors
                .iter()
                .map(|one| ErrorReport::from(one.error.clone()))
                .collect(),
        }
    }
}
