//! What holds for any text.
use super::{broken, submission};
use grader::scan;
use proptest::prelude::*;

/// Pieces that Rust is made of, those that the scan knows among them.
const PIECES: [&str; 48] = [
    "use ",
    "as ",
    "mod ",
    "fn ",
    "impl ",
    "macro_rules!",
    "unsafe ",
    "extern ",
    "std",
    "core",
    "tokio",
    "crate",
    "self",
    "super",
    "process",
    "fs",
    "time",
    "pause",
    "env",
    "include_str",
    "x",
    "r#",
    "$",
    "$crate",
    "::",
    ":",
    "!",
    "#",
    "#!",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "<",
    ">",
    ",",
    ";",
    "*",
    "=",
    "'",
    "\"",
    "/*",
    "*/",
    "//",
    "\n",
    " ",
];

/// Paths that are refused wherever they stand.
const PATHS: [&[&str]; 8] = [
    &["std", "process", "exit"],
    &["::", "std", "fs", "read"],
    &["std", "net", "TcpStream"],
    &["core", "arch", "x86_64"],
    &["std", "os", "fd"],
    &["tokio", "fs", "read"],
    &["tokio", "time", "advance"],
    &["r#tokio", "r#time", "r#pause"],
];

const GAPS: [&str; 6] = ["", " ", "\n", "/* std */", "// unsafe\n", "\t/* /* */ */ "];

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES.to_vec());
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

/// A refused path with gaps between its parts.
fn spaced() -> impl Strategy<Value = String> {
    let gap = || prop::sample::select(GAPS.to_vec());
    let path = prop::sample::select(PATHS.to_vec());
    (path, prop::collection::vec(gap(), 12)).prop_map(|(path, gaps)| {
        let mut gaps = gaps.into_iter();
        let mut gap = || gaps.next().unwrap_or_default();
        let mut text = String::new();
        for (number, part) in path.iter().enumerate() {
            if number > 0 && path[number - 1] != "::" {
                text = text + gap() + "::";
            }
            text = text + gap() + part;
        }
        text
    })
}

/// The text inside blocks, modules, closures and macros.
fn wrapped() -> impl Strategy<Value = String> {
    let around = prop::sample::select(vec![
        ("{ ", " }"),
        ("({ ", " })"),
        ("(|x| ", ")(1)"),
        ("async { ", " }"),
        ("println!(\"{}\", ", ")"),
        ("tokio::select! { _ = ", " => {} }"),
        ("{ mod inner { fn f() { ", " } } }"),
        ("{ macro_rules! m { () => { ", " } } }"),
        ("match 1 { _ => ", " }"),
        ("vec![", "]"),
        ("{ #[allow(unused)] let x = ", "; }"),
    ]);
    (spaced(), prop::collection::vec(around, 0..8)).prop_map(|(path, around)| {
        let text = around.into_iter().fold(path, |text, (before, after)| {
            format!("{before}{text}{after}")
        });
        format!("fn f() {{ let _ = {text}; }}")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_looked_through(text in any::<String>()) {
        let submission = submission(&[("src/lib.rs", &text)]);
        let refusals = scan::refusals(&submission);
        scan::diagnostics(&submission, &refusals);
    }

    #[test]
    fn any_row_of_pieces_is_looked_through(one in pieces(), other in pieces()) {
        let submission = submission(&[("src/lib.rs", &one), ("src/other.rs", &other)]);
        for refusal in scan::refusals(&submission) {
            prop_assert!(!scan::diagnostics(&submission, &[refusal]).is_empty());
        }
    }

    #[test]
    fn a_refused_path_is_refused_wherever_it_stands_and_however_it_is_spaced(text in wrapped()) {
        prop_assert!(!broken(&text).is_empty(), "{text}");
    }
}

#[test]
fn names_that_lead_to_one_another_without_end_are_looked_through() {
    let modules = |name: &dyn Fn(usize) -> String| (0..60).map(name).collect::<String>();
    let texts = [
        "use a as b; use b as a; fn f() { a::process::exit(0) }".to_owned(),
        "use self::*; use crate::*; fn f() { x::y() }".to_owned(),
        modules(&|n| {
            format!(
                "mod m{n} {{ pub use super::*; pub use super::m{}::*; }} use m{n}::*;",
                (n + 1) % 60
            )
        }) + "fn f() { x::process::exit(0); y() }",
        modules(&|n| {
            format!(
                "use a{n} as a{}; use b{n} as a{}; use a{n} as b{};",
                n + 1,
                n + 1,
                n + 1
            )
        }) + "fn f() { a60::x() }",
        "use a::{".repeat(250) + "b" + &"}".repeat(250) + ";",
        "super::".repeat(5_000) + "x",
    ];
    for text in texts {
        scan::refusals(&submission(&[("src/lib.rs", &text)]));
    }
}
