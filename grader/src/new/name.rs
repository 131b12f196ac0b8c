//! The name of an exercise or a chapter: which ones will do, and which ones are taken by Rust or the kit.
use super::NewFault;
use std::collections::BTreeSet;

/// The longest name of a crate on crates.io.
const LONGEST: usize = 64;

/// Names with which Rust, cargo or the compilation of a check program means something else.
const BUILT_IN: [&str; 9] = [
    "alloc",
    "build",
    "checks",
    "core",
    "deps",
    "examples",
    "proc_macro",
    "std",
    "test",
];

/// Rust's keywords of every edition.
const KEYWORDS: [&str; 51] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// A name, with its number if it has one: `4_rate_counter`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numbered {
    /// From 1.
    pub(super) number: Option<u32>,
    /// Without the number.
    pub(super) name: String,
}

impl Numbered {
    /// Reads a name that a person typed. The error says what is wrong with it.
    pub(super) fn parse(named: &str) -> Result<Numbered, String> {
        let (number, name) = match named.split_once('_') {
            Some((digits, name))
                if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                let number = digits
                    .parse()
                    .ok()
                    .filter(|number| (1..=999).contains(number));
                (Some(number.ok_or("its number is not from 1 to 999")?), name)
            }
            _ => (None, named),
        };
        if name.is_empty() {
            return Err("it is empty".to_owned());
        }
        let length = name.chars().count();
        if length > LONGEST {
            return Err(format!(
                "it has {length} characters, and {LONGEST} are the most"
            ));
        }
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if let Some(other) = name.chars().find(|&c| !fits(c)) {
            return Err(format!("it contains `{}`", other.escape_debug()));
        }
        if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
            return Err("it does not begin with a letter".to_owned());
        }
        if name.ends_with('_') || name.contains("__") {
            return Err("a `_` stands only between two words".to_owned());
        }
        let name = name.to_owned();
        Ok(Numbered { number, name })
    }

    /// Reads a folder's name; anything is one, with or without a number.
    pub(super) fn of_folder(folder: &str) -> Numbered {
        let digits: String = folder.chars().take_while(char::is_ascii_digit).collect();
        let name = folder.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_');
        Numbered {
            number: digits.parse().ok(),
            name: name.to_owned(),
        }
    }
}

/// Sees that nothing else has the name; `crates` are the kit's own and the libraries in it.
pub(super) fn free(name: &str, crates: &BTreeSet<String>) -> Result<(), NewFault> {
    let what = if KEYWORDS.contains(&name) {
        "a keyword of Rust"
    } else if BUILT_IN.contains(&name) {
        "a name that Rust's own tools use"
    } else if crates.contains(name) {
        "a crate that exercises are built with"
    } else {
        return Ok(());
    };
    let name = name.to_owned();
    Err(NewFault::ReservedName { name, what })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_a_number_or_none() {
        let parsed = |named| Numbered::parse(named).map(|one| (one.number, one.name));
        assert_eq!(
            parsed("rate_counter"),
            Ok((None, "rate_counter".to_owned()))
        );
        assert_eq!(
            parsed("4_rate_counter"),
            Ok((Some(4), "rate_counter".to_owned()))
        );
        assert_eq!(parsed("http2"), Ok((None, "http2".to_owned())));
    }

    #[test]
    fn what_is_no_name_of_a_crate_is_refused() {
        let why = |named: &str| Numbered::parse(named).unwrap_err();
        assert_eq!(why("2fast"), "it does not begin with a letter");
        assert_eq!(why("2_2fast"), "it does not begin with a letter");
        assert_eq!(why("a-b"), "it contains `-`");
        assert_eq!(why("Über"), "it contains `Ü`");
        assert_eq!(why("rateCounter"), "it contains `C`");
        assert_eq!(why("../up"), "it contains `.`");
        assert_eq!(why(""), "it is empty");
        assert_eq!(why("3_"), "it is empty");
        assert_eq!(why("_hidden"), "it does not begin with a letter");
        assert_eq!(why("two__words"), "a `_` stands only between two words");
        assert_eq!(why("0_zero"), "its number is not from 1 to 999");
        assert_eq!(
            why(&"a".repeat(65)),
            "it has 65 characters, and 64 are the most"
        );
    }

    #[test]
    fn what_rust_or_the_kit_uses_is_not_free() {
        let crates = BTreeSet::from(["tokio".to_owned()]);
        for name in ["gen", "std", "checks", "tokio"] {
            assert!(free(name, &crates).is_err(), "{name}");
        }
        assert!(free("rate_counter", &crates).is_ok());
    }
}
