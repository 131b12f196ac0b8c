//! The messages as learners read them.
use super::submission;
use grader::scan;

fn rendered(text: &str) -> String {
    let submission = submission(&[("src/lib.rs", text)]);
    let refusals = scan::refusals(&submission);
    let diagnostics = scan::diagnostics(&submission, &refusals);
    let each: Vec<String> = diagnostics.into_iter().map(|one| one.rendered).collect();
    each.join("\n")
}

#[test]
fn a_module_inside_a_tree_of_imports() {
    insta::assert_snapshot!(rendered(
        "use std::{\n    collections::HashMap,\n    process::{self, Command},\n    time::Duration,\n};\n"
    ));
}

#[test]
fn an_attribute_and_unsafe_code() {
    insta::assert_snapshot!(rendered(
        "#[unsafe(no_mangle)]\npub fn exit(code: i32) {\n    unsafe { other(code) }\n}\n"
    ));
}

#[test]
fn an_included_file() {
    insta::assert_snapshot!(rendered(
        "pub fn notes() -> &'static str {\n    include_str!(\"/etc/passwd\")\n}\n"
    ));
}

#[test]
fn a_control_character_is_shown_as_a_sign_of_its_own() {
    let text = rendered("fn admin() -> bool {\n    true /* \u{202e} never */\n}\n");
    assert!(!text.contains('\u{202e}'));
    insta::assert_snapshot!(text);
}

#[test]
fn a_very_long_line_is_cut() {
    let text = format!(
        "fn f() {{ {} std::process::exit(0) }}",
        "f(); ".repeat(20_000)
    );
    let rendered = rendered(&text);
    assert!(rendered.len() < 2_000, "{}", rendered.len());
    assert!(rendered.contains("std::process"), "{rendered}");
    let place = format!("src/lib.rs:1:{}", text.find("std").unwrap() + 1);
    assert!(rendered.contains(&place), "{rendered}");
}

#[test]
fn lines_and_columns_are_counted_in_characters_after_windows_line_ends() {
    let text = "// größer\r\nfn f() { let ä = \"ü\"; std::process::exit(0) }\r\n";
    let refusals = scan::refusals(&submission(&[("src/lib.rs", text)]));
    assert_eq!((refusals[0].line, refusals[0].column), (2, 23));
}

#[test]
fn a_file_full_of_it_is_told_in_twenty_messages() {
    let refusals = scan::refusals(&submission(&[("src/lib.rs", &"unsafe\n".repeat(90_000))]));
    assert_eq!(refusals.len(), 20);
}
