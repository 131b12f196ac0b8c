//! Looks through a submission's files before they are compiled, for what exercises never need.
//!
//! It gives clear messages, early and with the reason. It is not what keeps a submission from doing harm:
//! that is the sandbox. So a correct solution must never be refused, and not every trick must be found.
mod attributes;
mod files;
mod found;
mod items;
mod message;
mod names;
mod outline;
mod path;
mod paths;
mod rules;
mod tokens;

pub use rules::{RULES, Rule, What};

use crate::compile::Diagnostic;
use crate::submission::{SourceFile, Submission};
use camino::Utf8PathBuf;
use names::Names;
use outline::Outline;
use rules::{DIRECTIONS, HIDDEN_CHARACTER, TOO_MANY_TOKENS, UNREADABLE};
use std::ops::Range;
use tokens::Token;

/// The most refusals of a file; a file with more is not better explained by all of them.
const MOST: usize = 20;

/// Something in a submission that is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The rule against it.
    pub rule: &'static Rule,
    /// What is refused, in one line.
    pub message: String,
    /// The file, relative to the submission.
    pub file: Utf8PathBuf,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// The place in bytes of the file.
    pub range: Range<usize>,
}

impl Refusal {
    /// True if the compiler, which knows all of Rust, may have a better message for the file.
    pub fn may_not_compile(&self) -> bool {
        *self.rule == UNREADABLE
    }
}

/// A place in a file that breaks a rule.
#[derive(Clone, Debug)]
struct Finding {
    rule: &'static Rule,
    range: Range<usize>,
    message: String,
}

impl Finding {
    fn new(rule: &'static Rule, range: Range<usize>, message: impl Into<String>) -> Finding {
        Finding {
            rule,
            range,
            message: message.into(),
        }
    }
}

fn not_allowed(name: &str) -> String {
    format!("`{name}` is not allowed in an exercise")
}

/// Everything in `submission` that is refused, in the order of its files and lines, at most 20 for each
/// file.
///
/// Places that proc-macro2 gave on this thread before are not valid afterwards.
pub fn refusals(submission: &Submission) -> Vec<Refusal> {
    let files = &submission.files;
    let read: Vec<_> = files.iter().map(|file| tokens::of(&file.text)).collect();
    let mut found: Vec<Vec<Finding>> = files.iter().map(hidden_characters).collect();
    for (file, tokens) in read.iter().enumerate() {
        if let Err(finding) = tokens {
            found[file].push(finding.clone());
        }
    }
    let readable: Vec<(usize, &[Token<'_>])> = read
        .iter()
        .enumerate()
        .filter_map(|(file, tokens)| Some((file, tokens.as_deref().ok()?)))
        .collect();
    for (file, findings) in in_code(files, &readable) {
        found[file].extend(findings);
    }
    let each = files.iter().zip(found);
    each.flat_map(|(file, findings)| in_order(file, findings))
        .collect()
}

/// The diagnostics for the refusals of `submission`.
pub fn diagnostics(submission: &Submission, refusals: &[Refusal]) -> Vec<Diagnostic> {
    let file = |refusal: &Refusal| {
        let mut files = submission.files.iter();
        files.find(|file| file.path == refusal.file)
    };
    refusals
        .iter()
        .filter_map(|refusal| Some(message::diagnostic(file(refusal)?, refusal)))
        .collect()
}

/// What is refused in the code of the files that could be read.
fn in_code<'a>(
    files: &'a [SourceFile],
    readable: &[(usize, &'a [Token<'a>])],
) -> Vec<(usize, Vec<Finding>)> {
    let mut scopes = Vec::new();
    let mut imports = 0;
    let mut outlines = Vec::new();
    for (file, tokens) in readable {
        let root = scopes.len();
        let outline = Outline::of(tokens, &mut scopes, imports);
        imports += outline.imports.len();
        outlines.push((files[*file].path.as_path(), root, outline));
    }
    let names = Names::new(scopes, &outlines);
    let mut found = Vec::new();
    let mut first = 0;
    for ((file, _), (_, _, outline)) in readable.iter().zip(&outlines) {
        let own = first..first + outline.imports.len();
        first = own.end;
        let mut findings = keywords(outline);
        findings.extend(attributes::findings(outline, &names));
        findings.extend(paths::findings(outline, own, &names));
        if names.are_tangled() {
            let message = "the names of this file lead through too many others";
            findings.push(Finding::new(&TOO_MANY_TOKENS, 0..0, message));
        }
        found.push((*file, findings));
    }
    found
}

fn keywords(outline: &Outline<'_>) -> Vec<Finding> {
    let code = outline.tokens.iter().zip(&outline.places);
    let words = code
        .filter(|(_, place)| !place.in_tests)
        .map(|(token, _)| token);
    let finding = |token: &Token<'_>| {
        let rule = RULES.into_iter().find(|rule| match rule.what {
            What::Keywords(refused) => refused.iter().any(|word| token.is_keyword(word)),
            _ => false,
        })?;
        let message = not_allowed(token.text);
        Some(Finding::new(rule, token.range.clone(), message))
    };
    words.filter_map(finding).collect()
}

/// Characters that make a file look like another one, in code, strings and comments.
fn hidden_characters(file: &SourceFile) -> Vec<Finding> {
    let is_hidden = |(_, one): &(usize, char)| *one == '\0' || DIRECTIONS.contains(one);
    let hidden = file.text.char_indices().filter(is_hidden);
    let finding = |(at, one): (usize, char)| {
        let message = format!(
            "the character U+{:04X} is not allowed in an exercise",
            u32::from(one)
        );
        Finding::new(&HIDDEN_CHARACTER, at..at + one.len_utf8(), message)
    };
    hidden.map(finding).take(MOST).collect()
}

fn in_order(file: &SourceFile, mut findings: Vec<Finding>) -> impl Iterator<Item = Refusal> {
    findings.sort_by_key(|finding| (finding.range.start, finding.range.end, finding.rule.name));
    findings.dedup_by_key(|finding| (finding.range.clone(), finding.rule.name));
    let first = findings.into_iter().take(MOST);
    first.map(|finding| message::refusal(file, finding))
}
