//! Findings of the right form, made from bytes, with numbers that no honest run has.
use protocol::{
    Blocking, CheckInfo, Diagnosis, Event, Failure, Findings, Finish, Hold, Kind, Lock, Outcome,
    Place, PlanLine, Record, Task, Timer, Unmet, Wait, WaitFor, What,
};

/// The check that they are of.
pub(super) fn check() -> CheckInfo {
    CheckInfo {
        name: "check".to_owned(),
        title: "Something holds.".to_owned(),
        kind: Kind::Timing,
        points: 3,
        schedules: 1,
    }
}

/// Findings that these bytes choose; the same for the same bytes.
pub(super) fn findings(bytes: &[u8]) -> Findings {
    let mut from = Source { bytes };
    Findings {
        failure: from.failure(),
        seed: from.number(),
        switches: from.option(|from| from.list(Source::small)),
        schedules: from.small(),
        virtual_ms: from.number(),
        record: from.record(),
    }
}

/// The bytes that were not used yet; without any, all that is chosen is 0.
struct Source<'a> {
    bytes: &'a [u8],
}

impl Source<'_> {
    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.bytes.split_first() else {
            return 0;
        };
        self.bytes = rest;
        *first
    }

    /// Small, so that things refer to one another; sometimes at the end of the range.
    fn number(&mut self) -> u64 {
        match self.byte() {
            255 => u64::MAX,
            254 => u64::MAX / 2,
            253 => u64::from(u32::MAX),
            byte => u64::from(byte % 16) * 50,
        }
    }

    fn small(&mut self) -> u32 {
        match self.byte() {
            255 => u32::MAX,
            byte => u32::from(byte % 8),
        }
    }

    fn yes(&mut self) -> bool {
        self.byte() % 2 == 1
    }

    fn option<T>(&mut self, make: impl Fn(&mut Self) -> T) -> Option<T> {
        self.yes().then(|| make(self))
    }

    /// At most as long as there are bytes.
    fn list<T>(&mut self, make: impl Fn(&mut Self) -> T) -> Vec<T> {
        let length = self.byte() % 24;
        let mut list = Vec::new();
        while list.len() < usize::from(length) && !self.bytes.is_empty() {
            list.push(make(self));
        }
        list
    }

    fn text(&mut self) -> String {
        const TEXTS: [&str; 13] = [
            "</script></svg>]]><b a=\"'&",
            "",
            "double",
            "GET /users/3",
            "double starts",
            "double returns",
            "\u{1b}[2J",
            "Ä\n\n",
            "[1, 2, 3]",
            "[3, 2, 1]",
            "Ok(User { id: 1, name: \"x\" })",
            "18446744073709551615",
            "((((((((",
        ];
        match self.byte() {
            255 => "x".repeat(5_000),
            byte => TEXTS[usize::from(byte) % TEXTS.len()].to_owned(),
        }
    }

    fn place(&mut self) -> Place {
        match self.byte() % 4 {
            0 => Place::Frames(vec![self.number()]),
            1 => Place::Line {
                file: self.text(),
                line: self.small(),
                column: self.small(),
            },
            _ => Place::Line {
                file: "src/lib.rs".to_owned(),
                line: self.small(),
                column: self.small(),
            },
        }
    }

    fn blocking(&mut self) -> Blocking {
        match self.byte() % 4 {
            0 => Blocking::Sleep,
            1 => Blocking::Wait,
            2 => Blocking::Join,
            _ => Blocking::Spin,
        }
    }

    fn finish(&mut self) -> Finish {
        match self.byte() % 3 {
            0 => Finish::Returned,
            1 => Finish::Panicked,
            _ => Finish::Dropped,
        }
    }

    fn failure(&mut self) -> Failure {
        match self.byte() % 10 {
            0 => Failure::Stuck,
            1 => Failure::BlockedForEver {
                by: self.blocking(),
                place: self.place(),
            },
            2 => Failure::TooManyPolls {
                polls: self.number(),
            },
            3 => Failure::Spinning {
                place: self.place(),
            },
            4 => Failure::StackFull {
                place: self.place(),
            },
            5 => Failure::OutOfMemory {
                limit: self.number(),
                place: self.place(),
            },
            6 => Failure::ForbiddenCall {
                call: self.text(),
                path: self.option(Source::text),
                place: self.place(),
            },
            7 => Failure::Panicked {
                task: self.small(),
                message: self.text(),
                place: self.option(Source::place),
            },
            _ => Failure::Unmet(self.unmet()),
        }
    }

    fn unmet(&mut self) -> Unmet {
        Unmet {
            what: self.text(),
            meaning: Diagnosis::ALL[usize::from(self.byte()) % Diagnosis::ALL.len()],
            expected: self.text(),
            actual: self.text(),
            plan: self.option(|from| {
                from.list(|from| PlanLine {
                    at_ms: from.number(),
                    text: from.text(),
                })
            }),
            place: self.option(Source::place),
        }
    }

    fn record(&mut self) -> Record {
        Record {
            tasks: self.list(|from| Task {
                id: from.small(),
                name: from.option(Source::text),
                parent: from.option(Source::small),
                spawned: from.option(Source::place),
                finish: from.option(Source::finish),
            }),
            locks: self.list(|from| Lock {
                id: from.small(),
                kind: from.text(),
                made: from.option(Source::place),
            }),
            events: self.list(|from| Event {
                at_ms: from.number(),
                task: from.small(),
                place: from.option(Source::place),
                what: from.what(),
            }),
            waits: self.list(|from| Wait {
                task: from.small(),
                place: from.option(Source::place),
                on: match from.byte() % 3 {
                    0 => WaitFor::Lock(from.small()),
                    1 => WaitFor::Task(from.small()),
                    _ => WaitFor::Unknown,
                },
                kept_by: from.option(Source::small),
                aside: from.yes(),
            }),
            holds: self.list(|from| Hold {
                task: from.small(),
                lock: from.small(),
                place: from.option(Source::place),
            }),
            timers: self.list(|from| Timer {
                at_ms: from.number(),
                task: from.small(),
                place: from.option(Source::place),
            }),
            truncated: self.yes(),
            background: self.yes(),
        }
    }

    fn what(&mut self) -> What {
        match self.byte() % 12 {
            0 => What::Began { run: self.text() },
            1 => What::Ended { run: self.text() },
            2 => What::Spawned { task: self.small() },
            3 => What::Finished { how: self.finish() },
            4 => What::CallMade {
                call: self.small(),
                name: self.text(),
            },
            5 => What::CallStarted { call: self.small() },
            6 => What::CallEnded {
                call: self.small(),
                outcome: match self.byte() % 4 {
                    0 => Outcome::Answered,
                    1 => Outcome::Failed,
                    2 => Outcome::Dropped,
                    _ => Outcome::NeverPolled,
                },
            },
            7 => What::Blocked {
                by: self.blocking(),
                for_ms: self.number(),
            },
            8 => What::Waits { lock: self.small() },
            9 => What::Acquired { lock: self.small() },
            10 => What::Released { lock: self.small() },
            _ => What::Switched,
        }
    }
}
