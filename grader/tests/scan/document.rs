//! `docs/refused.md` lists the rules as they are. `UPDATE_DOCS=1 cargo test --test scan` writes it anew.
use grader::scan::{RULES, Rule, What};
use std::path::Path;

fn listed(what: &What) -> String {
    let each: Vec<String> = match what {
        What::Keywords(words) => words.iter().map(|word| format!("`{word}`")).collect(),
        What::Attributes(names) => names.iter().map(|name| format!("`#[{name}]`")).collect(),
        What::Macros(names) => names.iter().map(|name| format!("`{name}!`")).collect(),
        What::Paths(paths) => paths
            .iter()
            .map(|path| format!("`{}`", path.join("::")))
            .collect(),
        What::File(words) => vec![(*words).to_owned()],
    };
    each.join(", ")
}

fn row(rule: &Rule) -> String {
    let Rule {
        name, why, instead, ..
    } = rule;
    format!(
        "| `{name}` | {} | {why} | {instead} |\n",
        listed(&rule.what)
    )
}

#[test]
fn the_table_of_what_is_refused_is_the_codes() {
    let begin = "<!-- rules: made by the tests -->\n";
    let end = "<!-- end of rules -->";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/refused.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (head, rest) = text.split_once(begin).unwrap();
    let (body, tail) = rest.split_once(end).unwrap();
    let mut table = "| name | refused | why | instead |\n|---|---|---|---|\n".to_owned();
    table.extend(RULES.iter().map(|rule| row(rule)));
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, format!("{head}{begin}{table}{end}{tail}")).unwrap();
        return;
    }
    assert_eq!(
        body, table,
        "docs/refused.md is not up to date: UPDATE_DOCS=1 cargo test -p grader --test scan"
    );
}
