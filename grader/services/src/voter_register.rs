//! A service that knows who may vote.
use crate::{Backend, Call, Conditions, only_checks::only_for_checks};

/// The register of voters. Clones are handles to the same register.
#[derive(Clone, Debug)]
pub struct VoterRegister {
    backend: Backend,
}

/// The register does not know this voter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("voter {voter} is not registered")]
pub struct NotRegistered {
    /// The voter's number.
    pub voter: u32,
}

impl VoterRegister {
    /// A register that knows every voter, but for those whose call is broken.
    pub fn new(conditions: Conditions) -> Self {
        Self {
            backend: Backend::new(conditions),
        }
    }

    /// Asks whether a voter is registered. Asking changes nothing, so it may be asked again.
    ///
    /// # Errors
    /// If the voter is not registered.
    #[track_caller]
    pub fn check(&self, voter: u32) -> Call<Result<(), NotRegistered>> {
        let answer = move |broken| match broken {
            true => Err(NotRegistered { voter }),
            false => Ok(()),
        };
        self.backend
            .call(Self::call_name(voter), answer, Result::is_err)
    }

    /// The name under which [`Backend`] knows the call for this voter.
    pub fn call_name(voter: u32) -> String {
        format!("CHECK voter {voter}")
    }

    /// The backend behind the register: its latency, faults and counters.
    #[track_caller]
    pub fn backend(&self) -> &Backend {
        only_for_checks("backend");
        &self.backend
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::Instant;

    #[tokio::test(start_paused = true)]
    async fn a_voter_is_known_after_the_latency_of_the_call() {
        let register = VoterRegister::new(Conditions::seeded(7));
        let start = Instant::now();
        assert_eq!(register.check(3).await, Ok(()));
        let latency = register.backend().latency_of(&VoterRegister::call_name(3));
        assert_eq!(start.elapsed(), latency);
    }

    #[tokio::test(start_paused = true)]
    async fn a_voter_whose_call_is_broken_is_not_registered() {
        let register = VoterRegister::new(Conditions::default());
        register.backend().break_call(&VoterRegister::call_name(3));
        assert_eq!(register.check(3).await, Err(NotRegistered { voter: 3 }));
        assert_eq!(register.check(4).await, Ok(()));
        assert_eq!(register.backend().meter().failed, 1);
    }
}
