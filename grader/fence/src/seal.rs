//! The last door, which a check program closes behind itself before it runs code of a submission.
use crate::calls;
use crate::files;
use landlock::RulesetStatus;
use std::fmt;
use std::io;
use std::str::FromStr;

/// What is closed; the grader says so when it starts the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seal {
    /// No file can be reached at all.
    pub files: bool,
    /// System calls that no check needs are answered with the signal SIGSYS.
    pub calls: bool,
}

impl Seal {
    /// Closes it for this thread and all that it will start; so before it has started any.
    ///
    /// # Errors
    /// If the kernel refuses.
    pub fn close(self) -> io::Result<()> {
        rustix::thread::set_no_new_privs(true)?;
        if self.files {
            let closed = files::all()
                .and_then(|rules| rules.create())
                .and_then(|rules| rules.restrict_self())
                .map_err(io::Error::other)?;
            if closed.ruleset == RulesetStatus::NotEnforced {
                return Err(io::Error::other("Landlock is not enforced"));
            }
        }
        if self.calls {
            for filter in calls::after_start()? {
                filter.set()?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = [(self.files, "files"), (self.calls, "calls")];
        let closed: Vec<&str> = names
            .into_iter()
            .filter(|(closed, _)| *closed)
            .map(|(_, name)| name)
            .collect();
        f.write_str(&closed.join(","))
    }
}

impl FromStr for Seal {
    type Err = ();

    fn from_str(text: &str) -> Result<Seal, ()> {
        let mut seal = Seal::default();
        for name in text.split(',').filter(|name| !name.is_empty()) {
            match name {
                "files" => seal.files = true,
                "calls" => seal.calls = true,
                _ => return Err(()),
            }
        }
        Ok(seal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_is_read_as_it_was_written() {
        for files in [false, true] {
            for calls in [false, true] {
                let seal = Seal { files, calls };
                assert_eq!(seal.to_string().parse(), Ok(seal));
            }
        }
        assert_eq!("file".parse::<Seal>(), Err(()));
    }
}
