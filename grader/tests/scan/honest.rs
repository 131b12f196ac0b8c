//! Code that looks like something refused, and is not.
use super::{broken, submission};
use grader::scan;

#[rustfmt::skip]
const HONEST: &[&str] = &[
    "fn f(unsafe_mode: bool) { let is_unsafe = unsafe_mode; }",
    "// unsafe\n/* unsafe { std::process::exit(0) } */ fn f() {}",
    "/// unsafe and `std::fs`, extern \"C\", include_str!(\"a\")\nfn f() {}",
    "//! #[no_mangle] and tokio::time::pause()\n",
    "const A: &str = \"unsafe extern std::process::exit(0) include!()\";",
    "const A: &str = r#\"tokio::fs::read(\"a\")\"#;",
    "#![forbid(unsafe_code)]",
    "#![allow(unsafe_op_in_unsafe_fn, clippy::undocumented_unsafe_blocks)]",
    "fn r#unsafe() {} fn f() { r#unsafe() }",
    "let r#extern = 1;",
    // attributes
    "#[derive(Deserialize)] struct A { #[serde(rename = \"std::fs\")] b: u8 }",
    "#[derive(X)] struct A { #[serde(path = \"a\")] b: u8 }",
    "#[derive(X)] struct A { #[path = \"a\"] b: u8 }",
    "#[route(path = \"/users\", link = \"a\")] fn f() {}",
    "#[doc = \"link\"] fn f() {}",
    "#[doc(alias = \"no_mangle\")] fn f() {}",
    "#[cfg(target_feature = \"avx2\")] fn f() {}",
    "#[cfg_attr(target_feature = \"avx2\", inline)] fn f() {}",
    "#[cfg(feature = \"link\")] fn f() {}",
    "#[macro_use] mod m {}",
    "#[deprecated(note = \"use export_name\")] fn f() {}",
    "#[tokio::main(flavor = \"current_thread\")] async fn main() {}",
    "#[my::naked] fn f() {}",
    "#[serde(default = \"defaults::process\", with = \"crate::fs\")] struct A { b: u8 }",
    "fn f() { let link = 1; let used = [link]; }",
    "macro_rules! m { ($(#[$meta:meta])* $name:ident) => { $(#[$meta])* struct $name; } }",
    // macros
    "fn env() {} fn f() { env() }",
    "let env = 1; let include = env; if env != include {}",
    "use std::env; fn f() { env::var(\"HOME\"); }",
    "fn f() { std::env::var(\"HOME\"); std::env::args(); }",
    "use std::env as environment; fn f() { environment::temp_dir(); }",
    "macro_rules! env { ($x:expr) => { $x } } fn f() { env!(1) }",
    "mod m { macro_rules! include { () => {} } pub(crate) use include; } fn f() { m::include!() }",
    "mod m { macro_rules! include { () => {} } pub(crate) use include; } use m::include; fn f() { include!() }",
    "fn f() { askama::include!(\"a\") }",
    "fn include_str(a: &str) {} fn f() { include_str(\"a\"); self.include(1); }",
    "fn asm(x: u8) {} fn f() { asm(1) }",
    // paths
    "use std::time::Instant; fn f() { Instant::now(); }",
    "mod fs { pub fn read() {} } fn f() { fs::read(); crate::fs::read(); self::fs::read() }",
    "use crate::fs; fn f() { fs::read() }",
    "use crate::process::run; fn f() { run() }",
    "use super::net::{self, Client}; fn f() { net::connect() }",
    "fn process(item: u8) {} fn f() { process(1) }",
    "fn pause() {} fn resume() {} fn advance() {} fn f() { pause(); resume(); advance() }",
    "mod time { pub fn advance() {} } fn f() { time::advance() }",
    "mod a { use tokio::time; } mod b { mod time { pub fn pause() {} } fn f() { time::pause() } }",
    "use tokio::time::{self, sleep, timeout}; async fn f() { time::sleep(d).await; }",
    "use tokio::time::*; fn pause() {} async fn f() { pause(); sleep(d).await }",
    "use tokio::time::*; async fn f(pause: impl Fn()) { pause() }",
    "use tokio::time::*; async fn f() { builder.pause(); timeout(d, g()).await; }",
    "use std::*; fn f() { sync::Arc::new(1); time::Duration::ZERO; thread::current() }",
    "use tokio::*; async fn f() { time::sleep(d).await; spawn(g()); }",
    "use tokio as rt; async fn f() { rt::time::sleep(d).await; }",
    "use std::{self as s, sync::Arc}; fn f() { s::mem::drop(1) }",
    "use std::net::{IpAddr, SocketAddr}; fn f() { std::net::Ipv4Addr::LOCALHOST; }",
    "fn f() { core::net::IpAddr::V4(a); }",
    "enum Event { Process, Signal } fn f() { Event::Process; event.process.signal }",
    "struct A { fs: u8, net: u8, process: u8 } fn f() { A { fs: 1, net: 2, process: 3 } }",
    "fn f<'process>(x: &'process str) { 'fs: loop { break 'fs } }",
    "mod tokio { pub mod fs { pub fn read() {} } } fn f() { tokio::fs::read() }",
    "mod std { pub mod process { pub fn exit() {} } } mod a { use super::std; fn f() { std::process::exit() } }",
    "macro_rules! m { ($m:ident) => { std::$m::spawn(f) } } fn f() { m!(thread) }",
    "macro_rules! m { ($e:ident :: $v:ident, $f:expr) => { std::mem::drop(($e::$v, $f)) } } fn f() { m!(Job::Run, process) }",
    "macro_rules! m { ($t:ty) => { <$t>::default() } } fn f() { m!(std::time::Duration) }",
    "fn f() { x::<u8>::fs::y(); Vec::<u8>::new(); }",
    "fn f() -> impl Iterator<Item = u8> + use<'_> { i }",
    "let std = 1.0; let tokio = std * 2.0; let net = tokio - std;",
    "fn f(std: f64) -> f64 { println!(\"{} {}\", std, process); std }",
    "use services::process; fn f() { process::Order::new() }",
    "use futures::{stream, future::{self, FutureExt as _}}; fn f() { stream::iter([1]) }",
    "use std::os_str_like; use std::fs_like::x; use std::processes;",
    "mod a; mod b { pub mod net; } use b::net; fn f() { net::connect() }",
    "use {a::signal, b as tokio_signal}; fn f() { signal::ctrl_c() }",
    // the student's own tests are not compiled here
    "#[cfg(test)] mod tests { use super::*; #[tokio::test] async fn t() { tokio::time::pause(); } }",
    "#[allow(dead_code)] #[cfg(test)] pub(crate) mod tests { use std::fs; fn t() { fs::read(\"a\"); env!(\"A\"); } }",
    // unusual, but Rust
    "#!/usr/bin/env run-cargo-script\nfn f() {}",
    "\u{feff}fn f() {}",
    "fn größe() -> &'static str { \"\u{200f}שלום\" }",
    "fn f() {}\r\n// a\r\nfn g() {}\r\n",
    "const A: (&str, u8, &[u8], char, &core::ffi::CStr) = (\"\\u{202e}\", b'\\0', br\"\\\", '\\'', c\"a\");",
    "fn f() { let x = 1_000.0e3f64 as u8; 0..=1; a.0.1; |x| x || y; }",
    "fn f() { 'r#loop: loop { break 'r#loop } }",
    "",
];

#[test]
fn nothing_honest_is_refused() {
    let refused: Vec<_> = HONEST
        .iter()
        .map(|text| (text, broken(text)))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
    assert!(HONEST.len() >= 60);
}

#[test]
fn modules_of_the_same_name_in_two_files_are_not_mixed_up() {
    let refusals = scan::refusals(&submission(&[
        (
            "src/lib.rs",
            "mod a; mod b; use tokio::time; fn f() { time::sleep(d); }",
        ),
        (
            "src/a.rs",
            "mod time { pub fn advance() {} } pub fn f() { time::advance() }",
        ),
        (
            "src/b/mod.rs",
            "use super::a::f; fn g() { f(); crate::a::f() }",
        ),
    ]));
    assert!(refusals.is_empty(), "{refusals:#?}");
}

#[test]
fn modules_that_import_one_another_whole_are_not_a_tangle() {
    let modules: String = (0..20)
        .map(|n| format!("pub mod m{n} {{ use super::*; pub fn f{n}() {{ f{}(); sleep(d); }} }} pub use m{n}::*;", (n + 1) % 20))
        .collect();
    assert_eq!(broken(&(modules + "use tokio::time::*;")), []);
}
