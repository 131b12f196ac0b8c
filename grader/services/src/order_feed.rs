//! A service from which a shop's orders come, one at a time.
use crate::{Backend, Call, Conditions, only_checks::only_for_checks};
use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The orders of a shop, oldest first. Clones are handles to the same feed.
#[derive(Clone, Debug)]
pub struct OrderFeed {
    backend: Backend,
    orders: Arc<Mutex<Orders>>,
}

struct Orders {
    waiting: VecDeque<u32>,
    taken: usize,
}

/// What a customer ordered.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Order {
    /// The order's number.
    pub number: u32,
}

impl OrderFeed {
    /// A feed with the orders of these numbers.
    pub fn new(conditions: Conditions, orders: &[u32]) -> Self {
        let orders = Orders {
            waiting: orders.iter().copied().collect(),
            taken: 0,
        };
        Self {
            backend: Backend::new(conditions),
            orders: Arc::new(Mutex::new(orders)),
        }
    }

    /// Waits for the next order; `None` when the shop has closed and there will be no more.
    ///
    /// An order is taken out of the feed when the call answers. Giving the call up takes nothing.
    #[track_caller]
    pub fn next(&self) -> Call<Option<Order>> {
        let orders = Arc::clone(&self.orders);
        let name = Self::call_name(lock(&self.orders).taken + 1);
        let take = move |_| {
            let mut orders = lock(&orders);
            let number = orders.waiting.pop_front()?;
            orders.taken += 1;
            Some(Order { number })
        };
        self.backend.call(name, take, |_| false)
    }

    /// How many orders were taken out until now.
    #[track_caller]
    pub fn taken(&self) -> usize {
        only_for_checks("taken");
        lock(&self.orders).taken
    }

    /// The name under which [`Backend`] knows the call that takes the order at this place, from 1.
    pub fn call_name(place: usize) -> String {
        format!("NEXT order #{place}")
    }

    /// The backend behind the feed: its latency and counters.
    #[track_caller]
    pub fn backend(&self) -> &Backend {
        only_for_checks("backend");
        &self.backend
    }
}

impl fmt::Debug for Orders {
    /// Without the orders to come: nobody knows them yet.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Orders")
            .field("taken", &self.taken)
            .finish_non_exhaustive()
    }
}

fn lock(orders: &Mutex<Orders>) -> MutexGuard<'_, Orders> {
    orders.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use tokio::time::timeout;

    #[tokio::test(start_paused = true)]
    async fn orders_come_in_their_order_and_then_the_feed_has_ended() {
        let feed = OrderFeed::new(Conditions::default(), &[7, 4]);
        assert_eq!(feed.next().await, Some(Order { number: 7 }));
        assert_eq!(feed.next().await, Some(Order { number: 4 }));
        assert_eq!(feed.next().await, None);
        assert_eq!(feed.next().await, None);
        assert_eq!(feed.taken(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_that_is_given_up_takes_no_order() {
        let feed = OrderFeed::new(Conditions::default(), &[7]);
        let given_up = timeout(Duration::from_millis(1), feed.next()).await;
        assert!(given_up.is_err());
        assert_eq!(feed.next().await, Some(Order { number: 7 }));
    }
}
