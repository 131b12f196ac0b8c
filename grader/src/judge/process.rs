//! What it means that a check's process ended without an honest answer.
use super::diagnose::Finding;
use super::words;
use crate::check_run::{CheckRun, Ended};
use protocol::{Diagnosis, EXIT_FAILED, EXIT_PASSED};

/// How the kernel ends a process whose system call a filter refuses before it can be told.
const SIGSYS: i32 = 31;

const EXPECTED: &str = "The check runs to its end and gives an answer.";

/// The process ended, or was ended, and said nothing.
pub(super) fn silent(run: &CheckRun) -> Finding {
    match run.ended {
        Ended::TimedOut { limit_ms } => {
            let waited = format!("waited for {} of real time", seconds(limit_ms));
            let actual = format!("It {waited} and gave no answer.");
            stopped(Diagnosis::TimedOut, &format!("it had {waited}"), actual)
        }
        Ended::ComputedTooLong { limit_ms } => {
            let limit = format!("{} of processor time", seconds(limit_ms));
            let actual = format!("It gave no answer within {limit}.");
            stopped(Diagnosis::CpuLimit, &limit, actual)
        }
        Ended::PrintedTooMuch { limit } => printed_too_much(limit),
        Ended::Signaled(signal) => killed(signal, &run.output),
        Ended::Exited(status) => exited(status),
    }
}

/// The process said something that no honest check program says.
pub(super) fn forged(how: &str) -> Finding {
    Finding {
        diagnosis: Diagnosis::Tampered,
        ..crashed(
            Diagnosis::Tampered.explanation().to_owned(),
            format!("The answer is not the check's own: {how}."),
        )
    }
}

fn printed_too_much(limit: u64) -> Finding {
    let limit = words::bytes(limit);
    Finding {
        diagnosis: Diagnosis::TooMuchOutput,
        message: format!(
            "The check was stopped after it had printed {limit}. Look for a loop that prints."
        ),
        evidence: Vec::new(),
        expected: format!("At most {limit} are printed."),
        actual: "More was printed.".to_owned(),
    }
}

/// At a limit of time.
fn stopped(diagnosis: Diagnosis, after: &str, actual: String) -> Finding {
    Finding {
        diagnosis,
        message: format!(
            "The check was stopped after {after}. It needs well under a second when its code waits with `.await`."
        ),
        evidence: Vec::new(),
        expected: EXPECTED.to_owned(),
        actual,
    }
}

fn exited(status: i32) -> Finding {
    let finding = crashed(
        format!("The program ended itself with status {status} before the check had an answer."),
        format!("The process ended with status {status} and without an answer."),
    );
    // Only a check that has given its answer ends so.
    if [EXIT_PASSED, EXIT_FAILED].contains(&status) {
        return Finding {
            diagnosis: Diagnosis::Tampered,
            ..finding
        };
    }
    finding
}

fn killed(signal: i32, output: &str) -> Finding {
    let name = signal_name(signal).map_or(format!("signal {signal}"), |name| {
        format!("signal {signal}, {name}")
    });
    // Only an explanation hangs on this phrase of the standard library, never the verdict.
    let (diagnosis, why) = if output.contains("has overflowed its stack") {
        let why = "Its stack was full: a function calls itself without end, or a value on the stack is too large.";
        (Diagnosis::StackOverflow, why)
    } else if signal == SIGSYS {
        (
            Diagnosis::ForbiddenCall,
            "It asked the system for something that no exercise needs.",
        )
    } else {
        (Diagnosis::Crashed, "It aborted, or something ended it.")
    };
    Finding {
        diagnosis,
        ..crashed(
            format!("The program crashed ({name}) before the check had an answer. {why}"),
            format!("The process was ended by {name} and without an answer."),
        )
    }
}

fn crashed(message: String, actual: String) -> Finding {
    Finding {
        diagnosis: Diagnosis::Crashed,
        message,
        evidence: Vec::new(),
        expected: EXPECTED.to_owned(),
        actual,
    }
}

/// The names of the signals that end a Rust program.
fn signal_name(signal: i32) -> Option<&'static str> {
    match signal {
        4 => Some("SIGILL"),
        6 => Some("SIGABRT"),
        7 => Some("SIGBUS"),
        8 => Some("SIGFPE"),
        9 => Some("SIGKILL"),
        11 => Some("SIGSEGV"),
        15 => Some("SIGTERM"),
        SIGSYS => Some("SIGSYS"),
        _ => None,
    }
}

fn seconds(millis: u64) -> String {
    match (millis / 1000, millis % 1000) {
        (1, 0) => "1 second".to_owned(),
        (whole, 0) => format!("{whole} seconds"),
        _ => format!("{millis} ms"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check_run::Answer;
    use protocol::{CheckInfo, Kind};

    fn silent_run(ended: Ended, output: &str) -> Finding {
        silent(&CheckRun {
            info: CheckInfo {
                name: "check".to_owned(),
                title: "It works.".to_owned(),
                kind: Kind::Behaviour,
                points: 1,
                schedules: 1,
            },
            answer: Answer::Silent,
            ended,
            output: output.to_owned(),
            wall_ms: 1,
        })
    }

    #[test]
    fn silence_with_status_0_is_a_crash_and_not_a_pass() {
        let finding = silent_run(Ended::Exited(0), "");
        assert_eq!(finding.diagnosis, Diagnosis::Crashed);
        assert!(finding.message.contains("ended itself with status 0"));
    }

    #[test]
    fn the_status_of_an_answer_without_its_message_is_tampering() {
        for status in [EXIT_PASSED, EXIT_FAILED] {
            let finding = silent_run(Ended::Exited(status), "");
            assert_eq!(finding.diagnosis, Diagnosis::Tampered);
        }
    }

    #[test]
    fn a_full_stack_is_told_and_another_signal_is_not_taken_for_one() {
        let full = silent_run(
            Ended::Signaled(6),
            "thread 'main' (17) has overflowed its stack",
        );
        assert!(
            full.message.contains("calls itself without end"),
            "{}",
            full.message
        );
        assert_eq!(full.diagnosis, Diagnosis::StackOverflow);
        let other = silent_run(Ended::Signaled(11), "");
        assert_eq!(other.diagnosis, Diagnosis::Crashed);
        assert!(!other.message.contains("calls itself"), "{}", other.message);
    }

    #[test]
    fn the_limit_of_real_time_is_told_in_seconds() {
        let finding = silent_run(Ended::TimedOut { limit_ms: 10_000 }, "");
        assert_eq!(finding.diagnosis, Diagnosis::TimedOut);
        assert!(finding.message.contains("10 seconds"));
    }

    #[test]
    fn the_limit_of_processor_time_is_not_called_a_time_out() {
        let finding = silent_run(Ended::ComputedTooLong { limit_ms: 10_000 }, "");
        assert_eq!(finding.diagnosis, Diagnosis::CpuLimit);
        assert!(finding.message.contains("10 seconds of processor time"));
    }

    #[test]
    fn a_flood_of_output_is_told_with_its_limit() {
        let finding = silent_run(Ended::PrintedTooMuch { limit: 16 << 20 }, "");
        assert_eq!(finding.diagnosis, Diagnosis::TooMuchOutput);
        assert!(finding.message.contains("16 MiB"), "{}", finding.message);
    }

    #[test]
    fn a_forged_answer_is_tampering() {
        assert_eq!(forged("a false secret").diagnosis, Diagnosis::Tampered);
    }
}
