//! Tests of all operators together, and what their own tests use.
use super::*;
use proptest::prelude::*;
use std::path::{Path, PathBuf};

/// The mutants of one kind of an async function with this body.
pub(super) fn mutants(operator: Operator, body: &str) -> Vec<Mutant> {
    let source = format!("async fn sample() {{\n{body}\n}}\n");
    let all = of(&source);
    all.into_iter()
        .filter(|mutant| mutant.operator == operator)
        .collect()
}

/// What the changed lines of these mutants become.
pub(super) fn becomes(operator: Operator, body: &str) -> Vec<String> {
    let mutants = mutants(operator, body).into_iter();
    mutants.map(|mutant| mutant.becomes).collect()
}

/// Sees that the mutants of `source` are what they say.
fn check(source: &str) -> usize {
    let mutants = of(source);
    let mut seen = HashSet::new();
    for mutant in &mutants {
        assert!(syn::parse_file(&mutant.source).is_ok(), "{}", mutant.source);
        assert_ne!(mutant.source, source);
        assert!(seen.insert(&mutant.source), "twice: {mutant:?}");
        assert_eq!(
            source.lines().nth(mutant.line as usize - 1).map(str::trim),
            Some(&*mutant.at)
        );
        assert!(mutant.was.starts_with(&on_one_line(&mutant.at)));
        assert!(changed_in_one_place(source, mutant), "{mutant:?}");
    }
    mutants.len()
}

/// True if the source outside the lines that the mutant names is as it was.
fn changed_in_one_place(source: &str, mutant: &Mutant) -> bool {
    let lines: Vec<&str> = source.lines().collect();
    let (before, rest) = lines.split_at(mutant.line as usize - 1);
    let same_before = mutant
        .source
        .lines()
        .take(before.len())
        .eq(before.iter().copied());
    let length = (0..=rest.len())
        .find(|&length| on_one_line(&rest[..length].join("\n")) == mutant.was && length > 0);
    let after = &rest[length.expect("the lines that it names are there")..];
    same_before
        && mutant
            .source
            .lines()
            .rev()
            .zip(after.iter().rev())
            .all(|(a, b)| a == *b)
}

fn sources_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder of the course");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| match path.is_dir() {
            true => sources_below(&path),
            false => vec![path],
        })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

#[test]
fn every_mutant_of_the_course_is_rust_and_different() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut made = 0;
    for folder in ["solutions", "tests", "exercises"] {
        for path in sources_below(&root.join(folder)) {
            made += check(&std::fs::read_to_string(path).expect("a source"));
        }
    }
    assert!(made > 500, "only {made}");
}

#[test]
fn code_for_tests_is_left_as_it_is() {
    let source = "
        #[cfg(test)]
        mod tests { fn one() { drop(1); } }
        #[tokio::test]
        async fn two() { drop(2); }
    ";
    assert_eq!(of(source), []);
}

#[test]
fn code_in_a_macro_that_is_not_known_is_left_as_it_is() {
    assert_eq!(of("fn f() { let _x = unknown! { drop(1); a == b }; }"), []);
}

#[test]
fn what_is_not_rust_has_no_mutants() {
    assert_eq!(of("fn ("), []);
}

#[test]
fn a_mutant_says_where_it_is_and_what_it_was() {
    let source = "fn f() {\n    let all = a\n        == b;\n}\n";
    let mutants = of(source);
    let [mutant] = mutants.as_slice() else {
        panic!("{mutants:?}")
    };
    assert_eq!((mutant.line, mutant.at.as_str()), (3, "== b;"));
    assert_eq!(
        (mutant.was.as_str(), mutant.becomes.as_str()),
        ("== b;", "!= b;")
    );
}

/// Statements to put together.
const STATEMENTS: &[&str] = &[
    "let mut guard = map.lock().await;",
    "let _permit = places.acquire().await.unwrap();",
    "let votes = { let all = map.read().await; all.len() };",
    "guard.push(1);",
    "drop(guard);",
    "let (a, b) = tokio::join!(one(), two());",
    "tokio::try_join!(a, b)?;",
    "let all = join_all(ids.iter().map(|id| api.user(*id))).await;",
    "let h = tokio::spawn(async move { work().await });",
    "h.await??;",
    "let answer = timeout(Duration::from_secs(3), fetch()).await;",
    "tokio::select! { biased; _ = stop.recv() => break, x = rx.recv() => take(x), }",
    "while let Some(x) = rx.recv().await { total += x; }",
    "if a <= b && c != d { return Err(e); }",
    "let n = count.fetch_add(1, Relaxed).min(7);",
    "sleep(pause).await;",
    "tx.send(item).await?;",
    "const LIMIT: usize = 5;",
];

fn bodies() -> impl Strategy<Value = String> {
    let statement = prop::sample::select(STATEMENTS).prop_map(str::to_owned);
    let block = |inner: BoxedStrategy<String>| {
        let body = prop::collection::vec(inner, 0..5).prop_map(|parts| parts.join("\n"));
        let around = prop::sample::select(&["{ # }", "loop { # }", "let f = async move { # };"]);
        (body, around).prop_map(|(body, around)| around.replace('#', &body))
    };
    let any = statement.prop_recursive(3, 24, 5, move |inner| block(inner.boxed()));
    prop::collection::vec(any, 0..6).prop_map(|parts| parts.join("\n"))
}

proptest! {
    #[test]
    fn every_mutant_of_any_source_is_rust_and_different(body in bodies()) {
        check(&format!("async fn sample() {{\n{body}\n}}\n"));
    }
}
