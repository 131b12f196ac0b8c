//! Refused attributes, also inside `cfg_attr`, and the paths that serde reads from strings.
use super::names::Names;
use super::outline::Outline;
use super::path;
use super::paths::{self, Use};
use super::rules::{MODULE_PATH, RULES, Rule, What};
use super::tokens::{self, Kind};
use super::{Finding, not_allowed};
use std::ops::Range;

/// serde's keys whose strings are paths.
const SERDE_PATHS: [&str; 10] = [
    "with",
    "serialize_with",
    "deserialize_with",
    "skip_serializing_if",
    "default",
    "getter",
    "remote",
    "from",
    "try_from",
    "into",
];

/// The attributes of a file that are refused.
pub(super) fn findings<'a>(outline: &Outline<'a>, names: &Names<'a>) -> Vec<Finding> {
    let mut file = File {
        outline,
        names,
        found: Vec::new(),
    };
    let tokens = outline.tokens;
    for number in 0..tokens.len() {
        if !tokens[number].is("#") || outline.places[number].in_tests {
            continue;
        }
        let inner = path::is_sign(tokens, number + 1, "!");
        let bracket = number + 1 + usize::from(inner);
        if let Some(Kind::Open(end)) = tokens.get(bracket).map(|token| token.kind)
            && tokens[bracket].text == "["
        {
            let attribute = Attribute {
                on_a_module: inner || stands_on_a_module(outline, end + 1),
            };
            file.attribute(attribute, bracket + 1..end);
        }
    }
    file.found
}

/// What is known of the place of an attribute.
#[derive(Clone, Copy)]
struct Attribute {
    on_a_module: bool,
}

struct File<'f, 'a> {
    outline: &'f Outline<'a>,
    names: &'f Names<'a>,
    found: Vec<Finding>,
}

impl<'a> File<'_, 'a> {
    /// Looks at what stands between the brackets, and at what `cfg_attr` and `unsafe` have inside.
    fn attribute(&mut self, attribute: Attribute, inside: Range<usize>) {
        let tokens = self.outline.tokens;
        let mut parts = vec![inside];
        while let Some(part) = parts.pop() {
            let Some((path, next)) = path::path_at(&tokens[..part.end], part.start) else {
                continue;
            };
            let group = match tokens[next.min(part.end)].kind {
                Kind::Open(end) if next < part.end => Some(next + 1..end),
                _ => None,
            };
            let [name] = path.as_slice() else {
                let place = self.outline.places[part.start];
                let meant = self.names.resolve(&path, place.scope, place.in_macro);
                let broken = meant
                    .iter()
                    .find_map(|one| paths::broken_rule(self.names, &path, one, Use::Attribute));
                if let Some((rule, name, _)) = broken {
                    self.refuse(rule, &name, part.start..next);
                }
                continue;
            };
            match (name.name, group) {
                ("unsafe", Some(group)) => parts.push(group),
                ("cfg_attr", Some(group)) => parts.extend(self.comma_separated(group).skip(1)),
                ("serde", Some(group)) => self.serde(group),
                (name, _) => {
                    let rule = rule(name).filter(|rule| {
                        let value = next < part.end && tokens[next].is("=");
                        *rule != &MODULE_PATH || value && attribute.on_a_module
                    });
                    if let Some(rule) = rule {
                        self.refuse(rule, &format!("#[{name}]"), part.start..next);
                    }
                }
            }
        }
    }

    fn refuse(&mut self, rule: &'static Rule, name: &str, written: Range<usize>) {
        let tokens = self.outline.tokens;
        let range = tokens[written.start].range.start..tokens[written.end - 1].range.end;
        self.found
            .push(Finding::new(rule, range, not_allowed(name)));
    }

    /// The parts of a list between commas.
    fn comma_separated(&self, list: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let tokens = self.outline.tokens;
        let mut parts = Vec::new();
        let (mut begin, mut at) = (list.start, list.start);
        while at < list.end {
            let next = match tokens[at].kind {
                Kind::Open(end) => end + 1,
                _ => at + 1,
            };
            if tokens[at].is(",") {
                parts.push(begin..at);
                begin = next;
            }
            at = next;
        }
        parts.push(begin..list.end);
        parts.into_iter().filter(|part| !part.is_empty())
    }

    /// serde's derive macros make code from strings: `#[serde(default = "path::to::a_function")]`.
    fn serde(&mut self, list: Range<usize>) {
        let tokens = self.outline.tokens;
        for number in list.skip(2) {
            let key = &tokens[number - 2];
            let is_path = key.word().is_some_and(|key| SERDE_PATHS.contains(&key));
            if !is_path || !tokens[number - 1].is("=") || tokens[number].kind != Kind::Literal {
                continue;
            }
            let literal = &tokens[number];
            let Some(written) = between_quotes(literal.text) else {
                continue;
            };
            if let Some((rule, name)) = self.path_in_a_string(written, number) {
                let message = not_allowed(&name);
                let finding = Finding::new(rule, literal.range.clone(), message);
                self.found.push(finding);
            }
        }
    }

    fn path_in_a_string(&self, written: &'a str, number: usize) -> Option<(&'static Rule, String)> {
        let tokens = tokens::of(written).ok()?;
        let (path, _) = path::path_at(&tokens, 0)?;
        let place = self.outline.places[number];
        let meant = self.names.resolve(&path, place.scope, place.in_macro);
        let broken = meant
            .iter()
            .find_map(|one| paths::broken_rule(self.names, &path, one, Use::Value));
        broken.map(|(rule, name, _)| (rule, name))
    }
}

/// What a string literal says, if it is written without escapes.
fn between_quotes(literal: &str) -> Option<&str> {
    let (_, rest) = literal.split_once('"')?;
    Some(rest.rsplit_once('"')?.0)
}

/// The rule against the attribute of this name.
fn rule(name: &str) -> Option<&'static Rule> {
    RULES.into_iter().find(|rule| match rule.what {
        What::Attributes(refused) => refused.contains(&name),
        _ => false,
    })
}

/// True if the item after the attribute that ends before `number` is a module, or may become one in a macro.
fn stands_on_a_module(outline: &Outline<'_>, mut number: usize) -> bool {
    let tokens = outline.tokens;
    loop {
        let Some(token) = tokens.get(number) else {
            return false;
        };
        number = match tokens.get(number + 1).map(|next| next.kind) {
            Some(Kind::Open(end)) if token.is("#") || token.is_keyword("pub") => end + 1,
            _ if token.is_keyword("pub") || token.is_keyword("unsafe") => number + 1,
            _ => return token.is_keyword("mod") || token.is("$"),
        };
    }
}
