//! A submission decides what some texts say: its panics, its values, the compiler's words about it. Whatever
//! they are, every format stays valid and says no more than it would.
use crate::{graded, gradings, read};
use grader::error::{ErrorFacts, ErrorReport};
use grader::report::Graded;
use grader::report::ci::CiFormat;
use proptest::prelude::*;

/// Texts that mean something in one of the formats.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\0"),
        Just("\u{1b}[31m"),
        Just("\r"),
        Just("\n"),
        Just("\t"),
        Just("\u{202e}"),
        Just("::error::"),
        Just("::add-mask::x"),
        Just("%0A"),
        Just("%"),
        Just("]]>"),
        Just("<script>"),
        Just("&amp;"),
        Just("```"),
        Just("~~~"),
        Just("`"),
        Just("|"),
        Just("**b**"),
        Just("[a](http://b)"),
        Just("![a](b)"),
        Just("<!--"),
        Just("# "),
        Just("\""),
        Just("'"),
        Just("\\"),
        Just(","),
        Just(":"),
        Just("🦀"),
        Just("é"),
        Just("\u{fffe}"),
        Just("\u{2028}"),
        Just("{0}"),
        Just("@ada"),
        Just("    "),
        Just("- "),
        Just("_a_"),
        Just("1. "),
        Just("</details>"),
        Just("word"),
        Just(" "),
        Just("=== "),
        Just("http://a.b"),
    ];
    let piece =
        prop_oneof![4 => piece.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Gradings in which this text stands wherever a submission may put one.
fn saying(text: &str) -> Vec<Graded> {
    let mut failed = graded(&gradings::sequential());
    let mut rejected = graded(&gradings::compile_error());
    for check in &mut failed.report.checks {
        check.title = format!("title {text}");
        check.message = check.message.take().map(|_| text.to_owned());
        check.hint = check.hint.take().map(|_| format!("hint {text}"));
        check.replay = check
            .replay
            .take()
            .map(|_| format!("grader grade '{text}'"));
        let piece = check.evidence.first().cloned();
        check.evidence.extend(piece);
        for piece in &mut check.evidence {
            piece.what = text.to_owned();
        }
        check.diff = check.diff.take().map(|_| format!("-a\n+{text}"));
    }
    let mut valued = failed.clone();
    valued.report.exercise.title = text.to_owned();
    for check in &mut valued.report.checks {
        check.diff = None;
        check.expected = check.expected.take().map(|_| text.to_owned());
        check.actual = check.actual.take().map(|_| text.to_owned());
    }
    for diagnostic in &mut rejected.report.diagnostics {
        diagnostic.message = text.to_owned();
        diagnostic.rendered = format!("error: {text}\n");
        diagnostic.code = Some(format!("E{text}"));
    }
    let panicked = graded(&gradings::panic_with(text));
    vec![failed, valued, rejected, panicked]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_submission_says_every_format_is_valid(text in text()) {
        let all = saying(&text);
        for format in CiFormat::ALL {
            let rendered = format.render(&all);
            read::valid(format, &rendered, &all);
            let steers = |c: &char| c.is_control() && *c != '\n';
            prop_assert_eq!(rendered.chars().find(steers), None, "{:?}", format);
        }
    }

    #[test]
    fn whatever_an_error_says_it_is_valid(text in text()) {
        let error = ErrorReport {
            format_version: 1,
            error: ErrorFacts { kind: "io".into(), message: text.clone(), path: Some(text.clone()), help: text },
        };
        for format in CiFormat::ALL {
            let Some(rendered) = format.error(&error) else { continue };
            match format {
                CiFormat::Github => prop_assert_eq!(read::commands(&rendered).len(), 1),
                CiFormat::Classroom => prop_assert_eq!(&read::classroom(&rendered)["status"], "error"),
                _ => prop_assert_eq!(&serde_json::from_str::<serde_json::Value>(&rendered).unwrap()["status"], "error"),
            }
        }
    }
}
