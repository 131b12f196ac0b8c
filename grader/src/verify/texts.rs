//! Whether the texts of an exercise are whole: its descriptions, its README, its notes, its hints.
use super::fault::{Fault, FaultKind};
use super::plan::{Plan, Role};
use crate::catalog::{Exercise, read_table};
use camino::{Utf8Path, Utf8PathBuf};
use toml::{Table, Value};

/// How many hints an exercise has: a question, the idea, the name of what helps.
const HINTS: usize = 3;
/// How many accepted versions and mistakes an exercise has at least.
const FEWEST: (usize, usize) = (2, 3);
/// How long a README may be: lines of at most so many columns.
const SCREEN: (usize, usize) = (40, 100);

/// The faults of an exercise's texts, and of the numbers of its versions.
pub(super) fn of_exercise(plan: &Plan) -> Vec<Fault> {
    let (exercise, root) = (&plan.exercise, &plan.root);
    let mut faults = hints(exercise, plan);
    let readme = exercise.dir.join("README.md");
    match text_of(&readme) {
        Some(text) => faults.extend(readme_faults(&plan.relative(&readme), &text)),
        None => faults.push(missing(
            plan,
            &readme,
            "what the code does, what goes wrong, what must hold",
        )),
    }
    let notes = root.join("solutions").join(&exercise.id).join("NOTES.md");
    let reference = exercise.reference();
    let wanted = [
        (
            &notes,
            "why the reference works, what else works, what people try first",
        ),
        (&reference, "the solution that all others are measured by"),
        (&exercise.checks, "the hidden checks"),
    ];
    let lacking = wanted
        .into_iter()
        .filter(|(path, _)| text_of(path).is_none());
    faults.extend(lacking.map(|(path, what)| missing(plan, path, what)));
    let manifest = exercise.dir.join("Cargo.toml");
    if let Ok(table) = read_table(&manifest) {
        faults.extend(manifest_faults(&plan.relative(&manifest), exercise, &table));
    }
    faults.extend(too_few(plan));
    faults.extend(in_readme(root, &exercise.id));
    faults
}

/// The file's text; none if it is missing or empty.
fn text_of(path: &Utf8Path) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    (!text.trim().is_empty()).then_some(text)
}

fn missing(plan: &Plan, path: &Utf8Path, holds: &str) -> Fault {
    let what = if path.exists() {
        "the file is empty, or no text"
    } else {
        "the file is missing"
    };
    let help = format!("write it: {holds}");
    Fault::new(FaultKind::MissingFile, plan.relative(path), what, help)
}

fn hints(exercise: &Exercise, plan: &Plan) -> Vec<Fault> {
    let file = plan.relative(&exercise.dir.join("exercise.toml"));
    let mut faults = Vec::new();
    let mut fault = |kind, what: String, help: &str| {
        faults.push(Fault::new(kind, &file, what, help));
    };
    let count = exercise.hints.len();
    if count != HINTS {
        let what = format!("it has {count} hints instead of {HINTS}");
        fault(
            FaultKind::BadHints,
            what,
            "write a question, then the idea, then the name of what helps",
        );
    }
    for (number, _) in (1..)
        .zip(&exercise.hints)
        .filter(|(_, hint)| hint.trim().is_empty())
    {
        let what = format!("hint {number} is empty");
        fault(FaultKind::BadHints, what, "write it, in a sentence or two");
    }
    if exercise.title.trim().is_empty() {
        let what = "the title is empty".to_owned();
        fault(FaultKind::BadManifest, what, "write it, in a few words");
    }
    faults
}

fn readme_faults(file: &str, text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault = |line: Option<usize>, what: String, help: &str| {
        let line = line.and_then(|line| u32::try_from(line).ok());
        faults.push(Fault::new(FaultKind::BadReadme, file, what, help).at(line));
    };
    let first = text.lines().next().unwrap_or_default();
    if first
        .strip_prefix("# ")
        .is_none_or(|title| title.trim().is_empty())
    {
        fault(
            Some(1),
            "it does not begin with a title".into(),
            "begin with a line like `# The missing record`",
        );
    }
    let (most, columns) = SCREEN;
    let long = |line: &str| line.chars().count().div_ceil(columns).max(1);
    let lines: usize = text.lines().map(long).sum();
    if lines > most {
        let what = format!("it takes {lines} lines of {columns} columns, and a screen has {most}");
        fault(
            None,
            what,
            "say what the code does, what goes wrong and what must hold; leave the rest out",
        );
    }
    let is_end = |line: &str| {
        line.trim_start_matches(['#', ' ', '*'])
            .starts_with("Read more")
    };
    let end: Vec<&str> = text.lines().skip_while(|line| !is_end(line)).collect();
    if !end.iter().skip(1).any(|line| line.contains("](")) {
        fault(
            None,
            "it does not end with where to read more".into(),
            "end with a line `Read more:` and a list of links",
        );
    }
    faults
}

fn manifest_faults(file: &str, exercise: &Exercise, table: &Table) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault = |what: String, help: String| {
        faults.push(Fault::new(FaultKind::BadManifest, file, what, help));
    };
    if exercise.package != exercise.name {
        let what = format!(
            "the package is called `{}`, not `{}` as its folder",
            exercise.package, exercise.name
        );
        fault(what, format!("write `name = \"{}\"`", exercise.name));
    }
    let package = table.get("package").and_then(Value::as_table);
    let publish = package.and_then(|package| package.get("publish"));
    if publish.and_then(Value::as_bool) != Some(false) {
        let what = "`publish = false` is missing: an exercise is not for a registry".to_owned();
        fault(what, "write it below `[package]`".to_owned());
    }
    let ignored = [
        "dev-dependencies",
        "build-dependencies",
        "features",
        "target",
        "lib",
    ];
    for name in ignored.into_iter().filter(|name| table.contains_key(*name)) {
        let what = format!("`[{name}]` has no effect when the exercise is graded");
        fault(
            what,
            "take it away; only `[package]` and `[dependencies]` count".to_owned(),
        );
    }
    faults
}

fn too_few(plan: &Plan) -> Vec<Fault> {
    let id = &plan.exercise.id;
    let mut faults = Vec::new();
    let (accepted, mistakes) = (plan.count(Role::Accepted), plan.count(Role::Mistake));
    if accepted < FEWEST.0 {
        let what = format!(
            "the exercise has too few accepted versions: {accepted} of at least {}",
            FEWEST.0
        );
        let help = "add one that solves it in another way, as a `.rs` file";
        faults.push(Fault::new(
            FaultKind::FewAccepted,
            format!("solutions/{id}"),
            what,
            help,
        ));
    }
    if mistakes < FEWEST.1 {
        let what = format!(
            "the exercise has too few mistakes: {mistakes} of at least {}",
            FEWEST.1
        );
        let help = "add wrong versions that people would write, each as a `.rs` file";
        faults.push(Fault::new(
            FaultKind::FewMistakes,
            format!("tests/{id}/mistakes"),
            what,
            help,
        ));
    }
    faults
}

/// The course's README leads to the exercise, or to its chapter.
fn in_readme(root: &Utf8Path, id: &str) -> Option<Fault> {
    let readme: Utf8PathBuf = root.join("README.md");
    let text = std::fs::read_to_string(readme).unwrap_or_default();
    let chapter = id.split('/').next().unwrap_or(id);
    let leads = |to: &str| {
        let link = format!("](exercises/{to}");
        text.match_indices(&link)
            .any(|(at, _)| text[at + link.len()..].starts_with([')', '/', '#']))
    };
    if leads(id) || text.contains(&format!("](exercises/{chapter})")) {
        return None;
    }
    let what = format!("it does not lead to `exercises/{id}`");
    let help =
        format!("add a link to `exercises/{id}`, or one to its chapter `exercises/{chapter}`");
    Some(Fault::new(FaultKind::NotInReadme, "README.md", what, help))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let faults = readme_faults("README.md", text).into_iter();
        faults.map(|fault| fault.what).collect()
    }

    #[test]
    fn a_readme_has_a_title_a_screens_length_and_an_end() {
        let good = "# Title\n\nText.\n\nRead more:\n\n- [tokio](https://tokio.rs)\n";
        assert_eq!(told(good), [""; 0]);
        assert_eq!(told("Title\n\nText.\n").len(), 2);
        let long = good.replace("Text.", &"Text.\n".repeat(40));
        insta::assert_snapshot!(told(&long).join("\n"), @"it takes 47 lines of 100 columns, and a screen has 40");
    }
}
