//! What is refused, why, and what to do instead: the one table of it.

/// Something that exercises do without.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name, stable: a diagnostic's code is `grader::` and this.
    pub name: &'static str,
    /// What is refused.
    pub what: What,
    /// Why exercises do without it: a sentence.
    pub why: &'static str,
    /// What to try: a sentence.
    pub instead: &'static str,
}

/// By what something is recognised.
#[derive(Debug, PartialEq, Eq)]
pub enum What {
    /// Keywords.
    Keywords(&'static [&'static str]),
    /// Attributes of these names, `#[name]` and all that begin so.
    Attributes(&'static [&'static str]),
    /// Macros of the standard library.
    Macros(&'static [&'static str]),
    /// Modules and functions, with everything in them.
    Paths(&'static [&'static [&'static str]]),
    /// The file as a whole; what of it, in words.
    File(&'static str),
}

/// The control characters that make text run from right to left.
pub(super) const DIRECTIONS: [char; 9] = [
    '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}',
    '\u{2069}',
];

/// Modules of which only parts are refused: these types are plain values.
pub(super) const ALLOWED: [&[&str]; 7] = [
    &["std", "net", "AddrParseError"],
    &["std", "net", "IpAddr"],
    &["std", "net", "Ipv4Addr"],
    &["std", "net", "Ipv6Addr"],
    &["std", "net", "SocketAddr"],
    &["std", "net", "SocketAddrV4"],
    &["std", "net", "SocketAddrV6"],
];

/// Every rule, in the order of the documentation.
pub const RULES: [&Rule; 21] = [
    &UNSAFE_CODE,
    &FOREIGN_CODE,
    &LINKER_ATTRIBUTE,
    &CRATE_ATTRIBUTE,
    &MODULE_PATH,
    &TARGET_FEATURE,
    &INCLUDED_FILE,
    &BUILD_ENVIRONMENT,
    &ASSEMBLY,
    &PROCESSES,
    &FILES,
    &NETWORK,
    &SIGNALS,
    &OPERATING_SYSTEM,
    &MACHINE,
    &CLOCK,
    &STAGE,
    &HIDDEN_CHARACTER,
    &TOO_MANY_TOKENS,
    &NESTED_TOO_DEEPLY,
    &UNREADABLE,
];

/// The keyword `unsafe`.
pub(super) static UNSAFE_CODE: Rule = Rule {
    name: "unsafe_code",
    what: What::Keywords(&["unsafe"]),
    why: "unsafe code could change the grader's own memory, and every exercise can be solved without it",
    instead: "use the safe types of the standard library and tokio, such as `Arc`, `Mutex` and channels",
};

/// The keyword `extern`.
pub(super) static FOREIGN_CODE: Rule = Rule {
    name: "foreign_code",
    what: What::Keywords(&["extern"]),
    why: "an exercise calls no code in other languages, and the crates of its `Cargo.toml` are there without `extern crate`",
    instead: "name a crate's items with `use`, and write functions without an ABI",
};

/// Attributes that speak to the linker or replace a function's code.
pub(super) static LINKER_ATTRIBUTE: Rule = Rule {
    name: "linker_attribute",
    what: What::Attributes(&[
        "link",
        "link_name",
        "link_ordinal",
        "link_section",
        "linkage",
        "no_mangle",
        "export_name",
        "used",
        "naked",
    ]),
    why: "it changes how the program is linked, which could run code before the checks begin",
    instead: "take the attribute away: the checks find a function by its Rust path",
};

/// Attributes that are about the crate as a whole.
pub(super) static CRATE_ATTRIBUTE: Rule = Rule {
    name: "crate_attribute",
    what: What::Attributes(&[
        "no_std",
        "no_core",
        "no_main",
        "no_builtins",
        "feature",
        "crate_type",
        "crate_name",
        "global_allocator",
        "alloc_error_handler",
        "panic_handler",
        "proc_macro",
        "proc_macro_derive",
        "proc_macro_attribute",
        "debugger_visualizer",
    ]),
    why: "an exercise is an ordinary library for stable Rust, and the grader decides how it is built",
    instead: "take the attribute away",
};

/// `#[path]` of a module.
pub(super) static MODULE_PATH: Rule = Rule {
    name: "module_path",
    what: What::Attributes(&["path"]),
    why: "a submission is made of the exercise's own files, each at its usual place",
    instead: "write the module in the same file: `mod name { … }`",
};

/// Instructions that not every processor has.
pub(super) static TARGET_FEATURE: Rule = Rule {
    name: "target_feature",
    what: What::Attributes(&["target_feature"]),
    why: "a submission must run alike on every machine, and exercises are not about the processor",
    instead: "take the attribute away; the compiler chooses the instructions",
};

/// Files taken into the program while it is compiled.
pub(super) static INCLUDED_FILE: Rule = Rule {
    name: "included_file",
    what: What::Macros(&["include", "include_str", "include_bytes"]),
    why: "it reads files of the machine that grades while the submission is compiled",
    instead: "write the code or the text into the source file itself",
};

/// The compiler's environment.
pub(super) static BUILD_ENVIRONMENT: Rule = Rule {
    name: "build_environment",
    what: What::Macros(&["env", "option_env"]),
    why: "it reads the environment of the machine that grades, which is empty while a submission is compiled",
    instead: "write the value into the source file as a constant",
};

/// Machine code.
pub(super) static ASSEMBLY: Rule = Rule {
    name: "assembly",
    what: What::Macros(&["asm", "global_asm", "naked_asm"]),
    why: "machine code could change the grader's own memory, and no exercise needs it",
    instead: "write it in Rust",
};

/// Other processes, and the end of this one.
pub(super) static PROCESSES: Rule = Rule {
    name: "processes",
    what: What::Paths(&[&["std", "process"], &["tokio", "process"]]),
    why: "an exercise is a library: it starts no programs, and it must not end the program that calls it",
    instead: "give errors back as a `Result`, and use `tokio::spawn` for work of its own",
};

/// The file system.
pub(super) static FILES: Rule = Rule {
    name: "files",
    what: What::Paths(&[&["std", "fs"], &["tokio", "fs"]]),
    why: "exercises read and write no files, and while a submission is graded there are none",
    instead: "keep data in memory, or use the service that the exercise gives you",
};

/// Sockets.
pub(super) static NETWORK: Rule = Rule {
    name: "network",
    what: What::Paths(&[&["std", "net"], &["tokio", "net"]]),
    why: "exercises call services in memory, and while a submission is graded there is no network; address types such as `std::net::SocketAddr` are fine if they are named in full",
    instead: "use the service that the exercise gives you, or `tokio::io::duplex` for a stream of bytes",
};

/// Signals of the operating system.
pub(super) static SIGNALS: Rule = Rule {
    name: "signals",
    what: What::Paths(&[&["tokio", "signal"]]),
    why: "nobody sends signals to a program that is graded",
    instead: "use the shutdown that the exercise gives you, or a channel such as `tokio::sync::watch`",
};

/// What only one operating system has.
pub(super) static OPERATING_SYSTEM: Rule = Rule {
    name: "operating_system",
    what: What::Paths(&[&["std", "os"]]),
    why: "exercises are the same on every operating system and use no file descriptors",
    instead: "use the parts of the standard library that every system has",
};

/// What only one processor has.
pub(super) static MACHINE: Rule = Rule {
    name: "machine",
    what: What::Paths(&[&["std", "arch"], &["std", "intrinsics"]]),
    why: "exercises are the same on every processor",
    instead: "use ordinary operations; the compiler chooses the instructions",
};

/// tokio's clock, which is the grader's here.
pub(super) static CLOCK: Rule = Rule {
    name: "clock",
    what: What::Paths(&[
        &["tokio", "time", "pause"],
        &["tokio", "time", "resume"],
        &["tokio", "time", "advance"],
    ]),
    why: "the grader controls the clock: the checks run in virtual time, where waiting costs nothing",
    instead: "wait with `tokio::time::sleep`, `timeout` or `interval`; in your own tests, inside `#[cfg(test)] mod tests { … }`, the clock is yours",
};

/// What the grader adds to tokio.
pub(super) static STAGE: Rule = Rule {
    name: "stage",
    what: What::Paths(&[&["tokio", "stage"]]),
    why: "tokio has no such module: it is the grader's own",
    instead: "use what tokio's documentation describes",
};

/// Characters that hide what a file says.
pub(super) static HIDDEN_CHARACTER: Rule = Rule {
    name: "hidden_character",
    what: What::File("a NUL character, or a control character that changes the direction of text"),
    why: "with such a character, people read something else than the compiler does",
    instead: "delete it; in a string, write it as an escape such as `\\u{202e}` or `\\0`",
};

/// A file that is too long.
pub(super) static TOO_MANY_TOKENS: Rule = Rule {
    name: "too_many_tokens",
    what: What::File("more than 100 000 tokens, or names that lead through too many others"),
    why: "a usual solution has fewer than 2 000 tokens, and no tangle of imports",
    instead: "write a function or a loop in place of code that a program has made",
};

/// A file that is nested too deeply.
pub(super) static NESTED_TOO_DEEPLY: Rule = Rule {
    name: "nested_too_deeply",
    what: What::File("more than 256 brackets in each other"),
    why: "a usual solution has fewer than 20 brackets in each other",
    instead: "split the code into functions",
};

/// A file that rustc understands, and the grader does not.
pub(super) static UNREADABLE: Rule = Rule {
    name: "unreadable",
    what: What::File("text that the compiler accepts, but the grader cannot read"),
    why: "what the grader cannot read, it does not run",
    instead: "write this place in a more usual way",
};
