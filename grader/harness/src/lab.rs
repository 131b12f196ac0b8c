//! What a check works with: values, the submission's code as tasks, and expectations.
mod by_hand;
mod cancel;
mod expect;
mod fact;
mod heartbeat;
mod plan;
mod started;
mod stays;
mod values;

pub use by_hand::ByHand;
pub use fact::Fact;
pub use heartbeat::Heartbeat;
pub use plan::Plan;
pub use started::Started;

use crate::{clock, recorder};
use services::Conditions;
use std::{cell::RefCell, future::Future, rc::Rc, time::Duration};

/// The laboratory of one run. Clones are the same laboratory.
#[derive(Clone)]
pub struct Lab {
    seed: u64,
    values: Rc<RefCell<fastrand::Rng>>,
}

impl Lab {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            values: Rc::new(RefCell::new(fastrand::Rng::with_seed(seed))),
        }
    }

    /// The run's seed, from which values, latencies and the schedule are drawn.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Conditions for a service, with latencies drawn from the run's seed.
    pub fn conditions(&self) -> Conditions {
        Conditions::seeded(self.seed)
    }

    /// Virtual time since the check began.
    pub fn now(&self) -> Duration {
        Duration::from_nanos(clock::now())
    }

    /// Lets virtual time pass.
    pub async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }

    /// Says that tasks of the submission may rightly go on after the code that spawned them has answered. Then
    /// a task that still runs does not explain a wrong result; where none may be left after all, the check says
    /// so itself.
    pub fn allow_background_work(&self) {
        recorder::allow_background();
    }

    /// Starts code of the submission as a task, under a name that learners read: `transfer A to B`.
    pub fn start<F>(&self, name: impl Into<String>, future: F) -> Started<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        Started::new(&name.into(), future)
    }

    /// Runs code of the submission to its end. A panic in it ends the check.
    pub async fn run<F>(&self, name: impl Into<String>, future: F) -> F::Output
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        self.start(name, future).join().await
    }
}
