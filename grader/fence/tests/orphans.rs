//! Orphans below this process; the only test of its program, since all children of a process are concerned.
use fence::Orphans;
use std::path::Path;
use std::process::{Command, Stdio};

/// The state of a process, `S` as it sleeps; nothing of one that is gone.
fn state(process: &str) -> Option<char> {
    let stat = std::fs::read_to_string(Path::new("/proc").join(process).join("stat")).ok()?;
    stat.rsplit_once(')')?.1.trim_start().chars().next()
}

fn runs(process: &str) -> bool {
    state(process).is_some_and(|state| state != 'Z')
}

#[test]
fn a_daemon_ends_with_the_orphans_and_a_child_from_before_goes_on() {
    let mut before = Command::new("sleep").arg("1000").spawn().unwrap();
    let orphans = Orphans::adopt();

    let script =
        "setsid sh -c 'sleep 1000 & echo $$ $!; wait' & wait_for_it=$!; sleep 0; echo $wait_for_it";
    let mut shell = Command::new("sh");
    shell.args(["-c", script]).stdin(Stdio::null());
    // The daemon keeps the pipe open, so its lines are read and not its end.
    let mut shell = shell.stdout(Stdio::piped()).spawn().unwrap();
    let said = std::io::read_to_string(Lines(shell.stdout.take().unwrap(), 2)).unwrap();
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

/// So many lines of a pipe, and no more.
struct Lines<R>(R, usize);

impl<R: std::io::Read> std::io::Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.1 == 0 {
            return Ok(0);
        }
        let read = self.0.read(&mut buffer[..1])?;
        if buffer.starts_with(b"\n") {
            self.1 -= 1;
        }
        Ok(read)
    }
}
