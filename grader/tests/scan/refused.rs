//! Spellings that are refused, each with the rule against it.
use super::{broken, submission};
use grader::scan;

#[rustfmt::skip]
const REFUSED: &[(&str, &str)] = &[
    // unsafe, in any form and place
    ("unsafe_code", "fn f() { unsafe { g() } }"),
    ("unsafe_code", "pub unsafe fn f() {}"),
    ("unsafe_code", "unsafe impl Send for X {}"),
    ("unsafe_code", "unsafe trait T {}"),
    ("unsafe_code", "type F = unsafe fn();"),
    ("unsafe_code", "macro_rules! m { () => { unsafe { g() } } }"),
    ("unsafe_code", "m!(unsafe);"),
    ("unsafe_code", "#[unsafe(no_mangle)] fn f() {}"),
    ("unsafe_code", "#[cfg_attr(all(), unsafe(export_name = \"a\"))] fn f() {}"),
    ("unsafe_code", "#[cfg(test)] fn f() { unsafe {} }"),
    ("unsafe_code", "m! { #[cfg(test)] mod tests { unsafe {} } }"),
    ("unsafe_code", "#[cfg(not(test))] mod tests { fn f() { unsafe {} } }"),
    // extern
    ("foreign_code", "extern \"C\" { fn exit(code: i32); }"),
    ("foreign_code", "extern \"C\" fn f() {}"),
    ("foreign_code", "extern crate std as s;"),
    ("foreign_code", "type F = extern \"system\" fn();"),
    ("foreign_code", "#[macro_use] extern crate alloc;"),
    // attributes
    ("linker_attribute", "#[no_mangle] pub fn f() {}"),
    ("linker_attribute", "#[unsafe(no_mangle)] pub fn f() {}"),
    ("linker_attribute", "#[link(name = \"a\")] mod x {}"),
    ("linker_attribute", "#[cfg_attr(unix, cfg_attr(all(), export_name = \"write\"))] fn f() {}"),
    ("linker_attribute", "#[cfg_attr(all(), inline, unsafe(link_section = \".init_array\"))] static F: u8 = 1;"),
    ("linker_attribute", "# /* a */ [ /* b */ naked ] fn f() {}"),
    ("linker_attribute", "macro_rules! m { () => { #[r#used] static F: u8 = 1; } }"),
    ("crate_attribute", "#![no_main]"),
    ("crate_attribute", "#! [ no_std ]"),
    ("crate_attribute", "#!/**/[feature(naked_functions)] fn f() {}"),
    ("crate_attribute", "#![cfg_attr(all(), feature(asm), crate_type = \"bin\")]"),
    ("crate_attribute", "#[global_allocator] static A: X = X;"),
    ("crate_attribute", "#[core::prelude::v1::global_allocator] static A: X = X;"),
    ("crate_attribute", "use std::prelude::rust_2024::global_allocator as g;"),
    ("crate_attribute", "#[panic_handler] fn f() {}"),
    ("crate_attribute", "#[proc_macro_derive(X)] pub fn f() {}"),
    ("crate_attribute", "#![debugger_visualizer(natvis_file = \"/etc/passwd\")]"),
    ("module_path", "#[path = \"/etc/passwd\"] mod x;"),
    ("module_path", "#[path = \"a.rs\"] #[allow(dead_code)] pub(crate) mod x;"),
    ("module_path", "#[cfg_attr(all(), path = \"a.rs\")] pub mod x;"),
    ("module_path", "mod a { #![path = \"/etc\"] mod b; }"),
    ("module_path", "macro_rules! m { ($v:vis) => { #[path = \"a\"] $v mod x; } }"),
    ("target_feature", "#[target_feature(enable = \"avx2\")] fn f() {}"),
    // macros
    ("included_file", "const A: &str = include_str!(\"/etc/passwd\");"),
    ("included_file", "include ! { \"a.rs\" }"),
    ("included_file", "fn f() { std::include_bytes!(\"a\"); }"),
    ("included_file", "fn f() { ::core::r#include_str![\"a\"]; }"),
    ("included_file", "use std::include_str as s;"),
    ("included_file", "use core::{include_bytes as b, option_env as o};"),
    ("included_file", "#![doc = include_str!(\"../README.md\")]"),
    ("included_file", "use std as s; fn f() { s::include!(\"a\") }"),
    ("included_file", "macro_rules! m { ($n:ident) => { $n!(\"a\") } } m!(include_str);"),
    ("included_file", "fn include() {} include!(\"a\");"),
    ("included_file", "#[cfg(any())] macro_rules! include { () => {} } include!(\"a\");"),
    ("included_file", "fn f() { macro_rules! include { () => {} } } include!(\"a\");"),
    ("build_environment", "const A: &str = env!(\"HOME\");"),
    ("build_environment", "fn f() { option_env!(\"HOME\"); }"),
    ("build_environment", "use std::env as e; fn f() { e!(\"HOME\"); }"),
    ("build_environment", "use std::{env}; fn f() { println!(\"{}\", env!(\"HOME\")); }"),
    ("assembly", "asm!(\"nop\");"),
    ("assembly", "core::arch::global_asm!(\"nop\");"),
    ("assembly", "fn f() { naked_asm!(\"ret\") }"),
    // paths
    ("processes", "fn f() { std::process::exit(0) }"),
    ("processes", "use std::process;"),
    ("processes", "use ::std::process::Command;"),
    ("processes", "use std::{process, fs as f};"),
    ("processes", "use std::{self as s}; fn f() { s::process::exit(0) }"),
    ("processes", "use std as s; mod a { fn f() { super::s::process::exit(0) } }"),
    ("processes", "use std::*; fn f() { process::exit(0) }"),
    ("processes", "fn f() { r#std::r#process::exit(0) }"),
    ("processes", "fn f() { std /* a */ :: // b\n process :: abort() }"),
    ("processes", "fn f() { std::<>::process::exit(0) }"),
    ("processes", "fn f() { <std::process::Command>::new(\"a\"); }"),
    ("processes", "fn f(x: ::std::process::Command) {}"),
    ("processes", "macro_rules! m { ($n:ident) => { std::$n::exit(0) } } fn f() { m!(process) }"),
    ("processes", "macro_rules! m { ($a:ident $b:ident) => { $a::$b::exit(0) } } fn f() { m!(std process) }"),
    ("processes", "mod a { pub use std as s; } use a::s as t; fn f() { t::process::exit(0) }"),
    ("processes", "mod a { pub use std::*; } fn f() { a::process::exit(0) }"),
    ("processes", "fn std() {} fn f() { std::process::exit(0) }"),
    ("processes", "#[cfg(any())] mod std {} fn f() { std::process::exit(0) }"),
    ("processes", "m! { mod std {} } fn f() { std::process::exit(0) }"),
    ("processes", "fn f() -> impl Sized + use<> { std::process::exit(0) }"),
    ("processes", "fn f() { let _ = 0..std::process::id(); }"),
    ("processes", "use std::{collections::{HashMap, hash_map::Entry}, process::{Command}};"),
    ("processes", "#[serde(default = \"std::process::abort\")] struct A { b: u8 }"),
    ("processes", "use std; fn f() { crate::std::process::exit(0) }"),
    ("processes", "pub use tokio::process::Command;"),
    ("files", "fn f() { std::fs::read(\"a\"); }"),
    ("files", "use std::fs::*;"),
    ("files", "use {std::fs::File, tokio::sync::Mutex};"),
    ("files", "use ::{std::fs};"),
    ("files", "use tokio::*; async fn f() { fs::read(\"a\").await; }"),
    ("files", "use tokio as rt; async fn f() { rt::fs::read(\"a\").await; }"),
    ("network", "use std::net::TcpListener;"),
    ("network", "use std::net;"),
    ("network", "use std::net::{SocketAddr, ToSocketAddrs};"),
    ("network", "fn f() { tokio::net::TcpStream::connect(\"a\"); }"),
    ("signals", "async fn f() { tokio::signal::ctrl_c().await; }"),
    ("operating_system", "use std::os::fd::AsRawFd as _;"),
    ("machine", "use core::arch::x86_64::_rdtsc;"),
    ("machine", "fn f() { core::intrinsics::abort() }"),
    ("clock", "fn f() { tokio::time::pause() }"),
    ("clock", "use tokio::time; async fn f() { time::advance(d).await }"),
    ("clock", "use tokio::time as t; fn f() { t::resume() }"),
    ("clock", "use tokio::time::{self, Duration}; fn f() { time::pause() }"),
    ("clock", "use tokio::{time::{advance as go, sleep}};"),
    ("clock", "use tokio::time::*; async fn f() { advance(d).await }"),
    ("clock", "mod a { pub use tokio::time as t; } fn f() { a::t::pause() }"),
    ("clock", "macro_rules! m { () => { time::pause() } } fn f() { use tokio::time; m!() }"),
    ("clock", "fn f() { let stop = tokio::time::pause; stop() }"),
    ("clock", "macro_rules! m { ($f:ident) => { tokio::time::$f() } } fn f() { m!(pause) }"),
    ("clock", "fn f() { tokio::select! { _ = tokio::time::advance(d) => {} } }"),
    ("stage", "fn f() { tokio::stage::install(&X) }"),
    // files as a whole
    ("hidden_character", "fn f() { /* \u{202e} */ }"),
    ("hidden_character", "const A: &str = \"\u{2066}\";"),
    ("hidden_character", "const A: &str = \"\0\";"),
    ("unreadable", "fn f() { ` }"),
    ("unreadable", "fn f() { \"open }"),
    ("unreadable", "fn f( { )"),
];

#[test]
fn every_spelling_is_refused_by_its_rule() {
    let missed: Vec<_> = REFUSED
        .iter()
        .filter(|(rule, text)| !broken(text).iter().any(|(name, _)| name == rule))
        .map(|(rule, text)| (rule, text, broken(text)))
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
    assert!(REFUSED.len() >= 60);
}

#[test]
fn the_place_is_what_is_refused_and_not_more() {
    let places = [
        ("fn f() { std::process::exit(0) }", "std::process"),
        ("use std::{fs as f, sync::Arc};", "fs"),
        ("use tokio::time as t; fn f() { t::pause() }", "t::pause"),
        ("fn f() { std::include_str!(\"a\") }", "std::include_str"),
        ("#[cfg_attr(unix, no_mangle)] fn f() {}", "no_mangle"),
        ("use std::{process::{Command, exit}};", "process"),
    ];
    for (text, place) in places {
        let found = broken(text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].1, place);
    }
}

#[test]
fn what_one_file_imports_and_another_uses_is_refused() {
    let refusals = scan::refusals(&submission(&[
        ("src/lib.rs", "mod clock; fn f() { clock::t::pause() }"),
        ("src/clock.rs", "pub use tokio::time as t;"),
    ]));
    assert_eq!(refusals.len(), 1);
    assert_eq!(
        (refusals[0].rule.name, refusals[0].file.as_str()),
        ("clock", "src/lib.rs")
    );
}

#[test]
fn an_import_that_is_refused_is_told_once_and_not_at_every_use() {
    let text = "use std::process; fn f() { process::exit(0) } fn g() { process::id(); }";
    assert_eq!(broken(text), [("processes", "std::process")]);
}

#[test]
fn a_file_that_is_too_long_or_too_deep_is_refused_at_once() {
    let long = "fn f() {}\n".repeat(20_000);
    assert_eq!(broken(&long)[0].0, "too_many_tokens");
    for depth in [257, 10_000, 250_000] {
        let deep = "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(broken(&deep)[0].0, "nested_too_deeply");
    }
}
