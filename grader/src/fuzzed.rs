//! What must hold for any bytes from outside. Each function is the body of a fuzz target and of a property
//! test, and panics if something does not hold.
mod absurd;
mod folder;

pub use folder::submission;

use crate::check_run::Answer;
use crate::grading::{Check, Grading, Outcome, Request, Timing, Versions};
use crate::report::text::{self, Style};
use crate::report::{self, Report, json};
use crate::submission::{SourceFile, Submission};
use crate::{compile, limits::CheckLimits, run, sandbox, scan};
use protocol::{Message, Pass};

fn of_text(text: String) -> Submission {
    let path = "src/lib.rs".into();
    Submission::new(vec![SourceFile { path, text }])
}

/// The token scan: every refusal stands in the text, and can be shown.
pub fn scan(bytes: &[u8]) {
    let submission = of_text(String::from_utf8_lossy(bytes).into_owned());
    let refusals = scan::refusals(&submission);
    for refusal in &refusals {
        let place = submission.files[0].text.get(refusal.range.clone());
        assert!(place.is_some(), "{refusal:?} stands in no text");
        assert!(refusal.line > 0 && refusal.column > 0, "{refusal:?}");
    }
    let shown = scan::diagnostics(&submission, &refusals);
    assert_eq!(shown.is_empty(), refusals.is_empty());
}

/// A check program's packets: whoever does not know the secret neither passes nor gets a fresh process. The
/// first byte is the exit status, each packet begins with its length.
pub fn messages(bytes: &[u8]) {
    let Some((status, mut rest)) = bytes.split_first() else {
        return;
    };
    let mut packets = Vec::new();
    while let Some((length, bytes)) = rest.split_first() {
        let (packet, after) = bytes.split_at(bytes.len().min(usize::from(*length)));
        packets.push(packet);
        rest = after;
    }
    // No bytes have it: it is longer than all of them.
    let secret = "s".repeat(bytes.len() + 1);
    let (answer, renewed) = run::heard(&secret, &packets, i32::from(*status));
    assert!(!matches!(answer, Answer::Passed(_)) && !renewed);
}

/// A pass with the right secret counts once, alone and with its exit status; nothing else beside it does. The
/// first byte is the exit status, the second says where the pass stands among the other bytes.
pub fn spoilt_pass(bytes: &[u8]) {
    let [status, place, rest @ ..] = bytes else {
        return;
    };
    let pass = Message::Passed(Pass {
        secret: "right".to_owned(),
        schedules: 1,
        virtual_ms: 0,
        recorded: None,
    });
    let frames = protocol::frames(&pass).expect("a pass can be written");
    let mut packets: Vec<&[u8]> = frames.iter().map(Vec::as_slice).collect();
    if !rest.is_empty() {
        packets.insert(usize::from(place % 2), rest);
    }
    let (answer, _) = run::heard("right", &packets, i32::from(*status));
    let whole = rest.is_empty() && i32::from(*status) == protocol::EXIT_PASSED;
    // A packet without an end says nothing after the pass, and before it if it is blank.
    let says_nothing = match rest {
        [0, text @ ..] => place % 2 == 1 || text.trim_ascii().is_empty(),
        _ => false,
    };
    if !says_nothing {
        assert_eq!(matches!(answer, Answer::Passed(_)), whole, "{answer:?}");
    }
}

/// What a check program prints: nothing of it can command a terminal.
pub fn output(bytes: &[u8]) {
    let shown = run::show(bytes);
    let commands = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    assert!(!shown.contains(commands), "{shown:?}");
    let turns = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!shown.contains(turns), "{shown:?}");
}

/// The compiler's lines: any of them can be read and reported.
pub fn compiler(bytes: &[u8]) {
    let submission = of_text("//! Ä\nfn f() {}\n".to_owned());
    let diagnostics = compile::heard(bytes, &submission);
    assert!(serde_json::to_string(&diagnostics).is_ok());
}

/// A failure as a check program may tell it: of the form, and absurd.
pub fn findings(bytes: &[u8]) {
    for findings in [
        serde_json::from_slice(bytes).ok(),
        Some(absurd::findings(bytes)),
    ] {
        findings.into_iter().for_each(judge);
    }
}

fn judge(findings: protocol::Findings) {
    let grading = grading(findings);
    let report = Report::new(&grading);
    assert!(!report.passed && report.score.earned == 0);
    let sources = report::sources(&grading);
    assert!(!json::text(&report).is_empty());
    for style in [Style::Plain, Style::Coloured] {
        assert!(!text::render(&report, &sources, style).is_empty());
    }
}

/// The page and the picture of an absurd failure, told; its text must fit a terminal.
pub fn replayed(bytes: &[u8]) -> [String; 2] {
    let grading = grading(absurd::findings(bytes));
    let story = crate::replay::told(&grading, &absurd::check().name).expect("it was run");
    let told = crate::replay::text::render(&story, 80, Style::Plain);
    let too_wide = told.lines().find(|line| text::plain::columns_of(line) > 80);
    assert_eq!(too_wide, None, "{told}");
    [
        crate::replay::html::page(&story),
        crate::replay::svg::picture(&story),
    ]
}

/// A grading of one check, which failed like this.
fn grading(findings: protocol::Findings) -> Grading {
    let run = crate::check_run::CheckRun {
        info: absurd::check(),
        answer: Answer::Failed(Box::new(findings)),
        ended: crate::check_run::Ended::Exited(protocol::EXIT_FAILED),
        output: String::new(),
        wall_ms: 0,
    };
    Grading {
        versions: Versions {
            grader: "1".to_owned(),
            rustc: "1".to_owned(),
            tokio: "1".to_owned(),
        },
        sandbox: sandbox::Standing {
            level: sandbox::Level::None,
            layers: Vec::new(),
            missing: Vec::new(),
        },
        exercise: exercise(),
        submission: of_text("//! Ä\nasync fn f() {\n    g().await;\n}\n".to_owned()),
        diagnostics: Vec::new(),
        outcome: Outcome::Checked(vec![Check::Ran(Box::new(run))]),
        request: Request::default(),
        workspace: None,
        timing: Timing::default(),
    }
}

/// An exercise with one editable file.
fn exercise() -> crate::catalog::Exercise {
    crate::catalog::Exercise {
        id: "1_chapter/1_exercise".to_owned(),
        name: "exercise".to_owned(),
        title: "An exercise".to_owned(),
        package: "exercise".to_owned(),
        edition: "2024".to_owned(),
        dir: "/nonexistent".into(),
        editable: vec!["src/lib.rs".into()],
        hints: Vec::new(),
        dependencies: Vec::new(),
        checks: "/nonexistent/checks.rs".into(),
        limits: CheckLimits::default(),
    }
}
