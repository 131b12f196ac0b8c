//! `grader::fuzzed::compiler` with any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| grader::fuzzed::compiler(bytes));
