//! Looks through a Dockerfile without building it.
use std::path::Path;

const INSTRUCTIONS: [&str; 18] = [
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "FROM",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];

/// Each instruction with what follows it; lines that end with a backslash go on.
fn instructions(text: &str) -> Vec<(String, String)> {
    let joined = text.replace("\\\n", " ");
    let lines = joined.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
            (name.to_owned(), rest.trim().to_owned())
        })
        .collect()
}

/// What the shell would be given.
pub(crate) fn shell_parts(text: &str) -> Vec<String> {
    let runs = instructions(text)
        .into_iter()
        .filter(|(name, _)| name == "RUN");
    runs.map(|(_, command)| command).collect()
}

/// Everything in the file that would not build in `context`.
pub(crate) fn faults(text: &str, context: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    let mut stages: Vec<String> = Vec::new();
    let mut begun = false;
    for (name, rest) in instructions(text) {
        let words: Vec<&str> = rest.split_whitespace().collect();
        if !INSTRUCTIONS.contains(&name.as_str()) {
            faults.push(format!("no instruction: {name}"));
        } else if !begun && name != "FROM" && name != "ARG" {
            faults.push(format!("before the first FROM: {name}"));
        }
        begun |= name == "FROM";
        match (name.as_str(), words.as_slice()) {
            ("FROM", [_, "AS", stage]) => stages.push((*stage).to_owned()),
            ("COPY", [option, ..]) if option.starts_with("--from=") => {
                let stage = option.trim_start_matches("--from=");
                if !stages.iter().any(|known| known == stage) {
                    faults.push(format!("no stage: {stage}"));
                }
            }
            ("COPY", [sources @ .., _]) => {
                let missing = sources
                    .iter()
                    .filter(|source| !context.join(source).exists());
                faults.extend(missing.map(|source| format!("nothing to copy: {source}")));
            }
            _ => {}
        }
    }
    faults
}
