//! Orphans below this process; the only test of its program, since all children of a process are concerned.
use fence::Orphans;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// False for what is gone, and for what only waits to be asked how it ended.
fn runs(process: &str) -> bool {
    let stat = std::fs::read_to_string(Path::new("/proc").join(process).join("stat"));
    let stat = stat.unwrap_or_default();
    let state = stat.rsplit_once(')').map(|(_, rest)| rest.trim_start());
    state.is_some_and(|state| !state.starts_with('Z'))
}

#[test]
fn a_daemon_ends_with_the_orphans_and_a_child_from_before_goes_on() {
    let mut before = Command::new("sleep").arg("1000").spawn().unwrap();
    let orphans = Orphans::adopt();

    let script = "setsid sh -c 'sleep 1000 & echo $$ $!; wait' & echo $!";
    let mut shell = Command::new("sh");
    shell.args(["-c", script]).stdin(Stdio::null());
    // The daemon keeps the pipe open, so its lines are read and not its end.
    let mut shell = shell.stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(shell.stdout.take().unwrap()).lines();
    let said: Vec<String> = lines.take(2).map(Result::unwrap).collect();
    let said = said.join(" ");
    shell.wait().unwrap();
    let daemons: Vec<&str> = said.split_whitespace().collect();
    assert_eq!(daemons.len(), 3, "{said}");
    assert!(daemons.iter().all(|daemon| runs(daemon)), "{said}");

    drop(orphans);
    assert!(!daemons.iter().any(|daemon| runs(daemon)), "{said}");
    assert!(runs(&before.id().to_string()));
    before.kill().unwrap();
    before.wait().unwrap();
}
