//! What the panics of tokio mean that learners meet most.

/// How a panic's message begins or what it contains, and what that means.
const KNOWN: [(&str, &str); 6] = [
    (
        "can call blocking only when running on the multi-threaded runtime",
        "`block_in_place` leaves the tasks to the other threads of its runtime. This runtime has only the one, \
         so there would be nobody to run them.",
    ),
    (
        "Cannot start a runtime from within a runtime",
        "`block_on` holds its thread until its future is done. This thread is running tasks, and the future may \
         need it to get on.",
    ),
    (
        "Cannot block the current thread from within a runtime",
        "This function holds its thread until it has what it waits for. This thread is running tasks, and one of \
         them may have to bring it.",
    ),
    (
        "Cannot drop a runtime in a context where blocking is not allowed",
        "A runtime that is dropped waits for its threads. This thread is running tasks and must not wait.",
    ),
    (
        "there is no reactor running",
        "This needs the runtime, and a thread that somebody else started does not know it.",
    ),
    (
        "JoinError::Panic(",
        "A task, or a closure on another thread, panicked. Its handle tells that as an error, and this line made \
         a panic of it again.",
    ),
];

/// A panic's message for people: its first line; a message that is known gets its meaning instead of the
/// rest.
pub(super) fn told(message: &str) -> String {
    let first_line = message.lines().next().unwrap_or_default();
    let known = KNOWN.iter().find(|(text, _)| first_line.contains(text));
    let Some((_, meaning)) = known else {
        return first_line.to_owned();
    };
    let sentence = first_line.split(". ").next().unwrap_or_default();
    format!("{}. {meaning}", sentence.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn a_panic_of_tokio_is_told_with_its_meaning() {
        let told = told(
            "Cannot start a runtime from within a runtime. This happens because a function (like `block_on`) \
             attempted to block the current thread.",
        );
        assert!(
            told.starts_with("Cannot start a runtime from within a runtime. `block_on` holds"),
            "{told}"
        );
    }

    #[test]
    fn a_panic_of_the_submission_is_told_as_it_is() {
        assert_eq!(told("no such seat. Really"), "no such seat. Really");
        assert_eq!(told("two\nlines"), "two");
        assert_eq!(told(""), "");
    }
}
