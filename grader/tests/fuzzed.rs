//! What reads bytes from outside, with bytes of any kind: the fuzz targets' bodies as property tests.
use grader::fuzzed;
use proptest::collection::vec;
use proptest::prelude::*;

/// Bytes of any kind, and small ones more often than chance would have them.
fn bytes(most: usize) -> impl Strategy<Value = Vec<u8>> {
    vec(
        prop_oneof![3 => 0_u8..12, 3 => any::<u8>(), 1 => 250_u8..],
        0..most,
    )
}

/// Rows of pieces that what is read is made of.
fn of_pieces(pieces: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => prop::sample::select(pieces).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => vec(any::<u8>(), 0..3),
    ];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

const RUST: &[&str] = &[
    "use ",
    "mod ",
    "fn ",
    "macro_rules! m ",
    "unsafe ",
    "std",
    "::",
    "process",
    "tokio",
    "#[path = ",
    "\"",
    "'",
    "/*",
    "*/",
    "//",
    "\n",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    "r#",
    "$",
    "ä",
    "\u{202e}",
    " ",
    "b'",
    "c\"",
    "0x",
    "1e",
    "\\u{",
    "\u{feff}",
    "#!",
    "…",
];

/// Two of them are packets of one letter less and more than they say.
const MESSAGES: &[&str] = &[
    "\u{29}",
    "\u{2b}",
    "\u{0}",
    "\u{1}",
    "\u{14}",
    "\u{1}{\"Passed\":{\"secret\":\"\"",
    "{\"Failed\":",
    "{\"Renew\":{\"secret\":\"s\",\"next_seed\":1,\"schedules\":1,\"virtual_ms\":0}}",
    "\"failure\":\"Stuck\"",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "null",
    "0",
    "-1",
    "1e999",
    "\"",
    "\\ud800",
];

const COMPILER: &[&str] = &[
    "{\"message\":\"m\",\"code\":null,\"level\":\"error\",\"rendered\":\"r\",\"spans\":[",
    "{\"message\":\"expected\",\"code\":{\"code\":\"E0061\"},\"level\":\"error\",\"rendered\":null,\"spans\":[",
    "{\"file_name\":\"src/lib.rs\",\"line_start\":1,\"line_end\":1,\"column_start\":5,\"column_end\":6,\
     \"is_primary\":true,\"label\":\"expected\",\"expansion\":null}",
    "{\"file_name\":\"src/lib.rs\",\"line_start\":0,\"line_end\":9,\"column_start\":0,\"column_end\":4294967295,\
     \"is_primary\":false,\"label\":null,\"expansion\":null}",
    "{\"file_name\":\"src/lib.rs\",\"line_start\":2,\"line_end\":1,\"column_start\":9,\"column_end\":1,\
     \"is_primary\":true,\"label\":\"l\",\"expansion\":null}",
    "],\"children\":[{\"message\":\"n\",\"spans\":[",
    "]}]}",
    "]}",
    ",",
    "\n",
    "{",
    "}",
    "\u{0}",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn any_text_is_scanned(bytes in prop_oneof![bytes(400), of_pieces(RUST)]) {
        fuzzed::scan(&bytes);
    }

    #[test]
    fn no_packets_without_the_secret_pass(bytes in prop_oneof![bytes(400), of_pieces(MESSAGES)]) {
        fuzzed::messages(&bytes);
    }

    #[test]
    fn a_pass_with_anything_beside_it_is_none(bytes in prop_oneof![bytes(40), Just(vec![41, 0])]) {
        fuzzed::spoilt_pass(&bytes);
    }

    #[test]
    fn no_output_commands_a_terminal(bytes in prop_oneof![bytes(400), of_pieces(RUST)]) {
        fuzzed::output(&bytes);
    }

    #[test]
    fn any_line_of_a_compiler_is_read(bytes in prop_oneof![bytes(400), of_pieces(COMPILER)]) {
        fuzzed::compiler(&bytes);
    }

    #[test]
    fn any_failure_is_told_in_a_page_and_a_picture_that_are_well_formed(bytes in bytes(400)) {
        for text in fuzzed::replayed(&bytes) {
            let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
            let read = roxmltree::Document::parse_with_options(&text, options);
            prop_assert!(read.is_ok(), "{:?}\n{text}", read.err());
            let read = read.unwrap();
            let scripts = read.descendants().filter(|node| node.has_tag_name("script")).count();
            prop_assert!(scripts <= 1 && !read.descendants().any(|node| node.has_tag_name("b")));
        }
    }

    #[test]
    fn any_findings_are_judged(bytes in bytes(600)) {
        fuzzed::findings(&bytes);
    }
}

proptest! {
    // Each makes a folder.
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_folder_is_read_or_refused(bytes in prop_oneof![bytes(60), of_pieces(RUST)], kinds: [u8; 2]) {
        fuzzed::submission(&[&kinds[..], &bytes].concat());
    }
}

#[test]
fn a_blank_packet_before_a_pass_changes_nothing() {
    // An even second byte puts what follows before the pass.
    fuzzed::spoilt_pass(&[41, 0, 0]);
    fuzzed::spoilt_pass(&[41, 0, 0, b' ', b'\n']);
}
