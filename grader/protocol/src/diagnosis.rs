//! The names of mistakes, and what a learner is told about each.
use serde::{Deserialize, Serialize};

macro_rules! diagnoses {
    ($($(#[doc = $doc:literal])+ $name:ident { explanation: $explanation:literal, hint: $hint:literal })+) => {
        /// Which mistake a failed check shows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum Diagnosis { $($(#[doc = $doc])+ $name,)+ }

        impl Diagnosis {
            /// Every diagnosis, in the order in which the documents list them.
            pub const ALL: &[Diagnosis] = &[$(Diagnosis::$name,)+];

            /// What the mistake is, in one sentence.
            pub fn explanation(self) -> &'static str {
                match self { $(Diagnosis::$name => $explanation,)+ }
            }

            /// The first hint: a question or an idea, never the API's name.
            pub fn hint(self) -> &'static str {
                match self { $(Diagnosis::$name => $hint,)+ }
            }
        }
    };
}

diagnoses! {
    /// A future was made and dropped without ever being polled.
    ForgottenAwait {
        explanation: "A future was created but never awaited, so its work never started.",
        hint: "Calling an async function only describes the work. What makes the work happen?"
    }
    /// A synchronous call held the thread that runs every task.
    BlockedEventLoop {
        explanation: "A call blocked the thread that runs all tasks, so every other task stood still.",
        hint: "While this line waits, can any other task make progress on this thread?"
    }
    /// Independent work ran one after another.
    Sequential {
        explanation: "Work that is independent ran one after another, so the waits added up.",
        hint: "Which of these waits needs the result of the one before it? Start the others before you wait."
    }
    /// Work overlapped, but less than it may.
    OverSerialised {
        explanation: "Some work that may overlap had to wait for other work it does not depend on.",
        hint: "What is held, or how much is allowed at once, while this work waits?"
    }
    /// The elapsed time is wrong, and not because work was serialised.
    WrongTiming {
        explanation: "The work took a different time than it must take.",
        hint: "Compare the two timelines: at which virtual time do they part?"
    }
    /// The right values in the wrong order.
    WrongOrder {
        explanation: "The results are right, but they came in a different order than asked for.",
        hint: "Work that runs together finishes in any order. What decides the order of your results?"
    }
    /// A wrong value.
    WrongResult {
        explanation: "The result is not the one that was expected.",
        hint: "Compare the expected value with the actual one: what is missing, doubled or changed?"
    }
    /// An error did not reach the caller.
    SwallowedError {
        explanation: "An operation failed, but the caller was told that it succeeded.",
        hint: "Follow the error from where it is made: where does it stop?"
    }
    /// Two tasks read the same value and one overwrote the other's change.
    LostUpdate {
        explanation: "Two tasks worked from the same old value, so the later write erased the earlier one.",
        hint: "Between reading the value and writing it back, who else may read it?"
    }
    /// Tasks wait for one another in a circle, or for something that nobody will ever do.
    Deadlock {
        explanation: "Every task that could make progress waits for something that will never happen.",
        hint: "What does each task wait for, and who could end that wait?"
    }
    /// A task waits for a lock that it holds itself.
    SelfDeadlock {
        explanation: "A task waits for a lock that it already holds, so it waits for itself.",
        hint: "Can both names mean the same lock?"
    }
    /// A lock was granted to a future that nobody polls.
    Futurelock {
        explanation: "A lock was granted to a future that nobody polls, so nobody uses it and nobody releases it.",
        hint: "Which future here is still alive but no longer polled, and what did it ask for?"
    }
    /// Code runs without end and without getting anywhere.
    NeverFinishes {
        explanation: "The code keeps running but never finishes.",
        hint: "What must change for this loop to end, and who gets the chance to change it?"
    }
    /// More ran at once than the limit allows.
    OverLimit {
        explanation: "More work was under way at once than the limit allows.",
        hint: "From which moment to which is a piece of work counted? Compare that with when it really runs."
    }
    /// A limit holds, but it is another than the one asked for.
    WrongLimit {
        explanation: "A limit is kept, but it is not the one that was asked for.",
        hint: "Where does the number of this limit come from, and what exactly does it count or measure?"
    }
    /// A time limit is not kept: the work was waited for however long it took.
    TimeoutMissing {
        explanation: "The work was waited for beyond its time limit.",
        hint: "From when does the limit count, and what could make it begin again or be overlooked?"
    }
    /// An item went in and never came out.
    LostItem {
        explanation: "An item was handed over and never arrived.",
        hint: "Follow one item from hand to hand: who holds it when the others stop?"
    }
    /// The same work was done more than once.
    DuplicateWork {
        explanation: "The same work was done more than once.",
        hint: "Who decides that the work must be done, and can two decide that at the same time?"
    }
    /// More connections were opened than the work needs.
    ExtraConnections {
        explanation: "A new connection was opened where an open one could have been used.",
        hint: "How often is the client made, and how long does it live?"
    }
    /// The failure of one piece of work took others along.
    CancelledSiblings {
        explanation: "One failure made the code give up other work that had not failed.",
        hint: "When the first of them fails, what happens to those that are still under way?"
    }
    /// A producer ran far ahead of its consumer.
    NoBackpressure {
        explanation: "The producer does not wait for its consumer, so the queue grows without limit.",
        hint: "If the consumer is slow for an hour, where do the items wait, and who notices?"
    }
    /// A future that was dropped half-way left something lost, half-done or locked.
    CancelUnsafe {
        explanation: "Work that was given up half-way left something lost, half-done or locked.",
        hint: "A future can be dropped at each await. What is already done by then, and what is not yet?"
    }
    /// A task was left running after the function that started it had returned.
    LeakedTask {
        explanation: "A task was started and still ran after the function had answered.",
        hint: "Who waits for this task, and who would notice if it failed?"
    }
    /// The student's code panicked.
    Panicked {
        explanation: "The code panicked.",
        hint: "Read the panic's message and its line: which assumption did not hold?"
    }
    /// The check's process died.
    Crashed {
        explanation: "The program that ran the check ended without an answer.",
        hint: "Look for code that ends the process, or that recurses without end."
    }
    /// A thread used its whole stack.
    StackOverflow {
        explanation: "A thread used its whole stack.",
        hint: "Which function calls itself, and what ends that? Or which value is so large that it should not be on the stack?"
    }
    /// More memory was asked for than a check may have.
    OutOfMemory {
        explanation: "The code asked for more memory than a check may have.",
        hint: "What is kept here although nobody needs it any more, and what bounds its number?"
    }
    /// More was printed than a check may print.
    TooMuchOutput {
        explanation: "The code printed far more than a check may print.",
        hint: "Which line prints, and how often does it run?"
    }
    /// The process computed up to its limit of processor time.
    CpuLimit {
        explanation: "The code computed up to the limit of processor time.",
        hint: "Look for a loop that never waits, or for work that could be done once and is done each time."
    }
    /// The operating system was asked for something that no exercise needs.
    ForbiddenCall {
        explanation: "The code asked the operating system for something that no exercise needs.",
        hint: "Exercises need no files, programs, sockets or processes. Which of the given services does the same?"
    }
    /// The process spoke or ended in the check's place.
    Tampered {
        explanation: "The program spoke or ended in place of the check, so the check counts as failed.",
        hint: "Only the check itself decides. Let your functions return, and leave the process and its files alone."
    }
    /// The process waited up to the bound on real time, and computed nothing meanwhile.
    TimedOut {
        explanation: "The check was stopped: it waited in real time, and nothing came.",
        hint: "Look for a wait that is none of tokio's or std's; the clock of the checks does not know it."
    }
    /// The submission does not compile.
    CompileError {
        explanation: "The submission does not compile, so no check could run.",
        hint: "Begin with the first error; later ones often follow from it."
    }
}
