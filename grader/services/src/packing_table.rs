//! A table at which orders are packed, and which can break down.
use crate::{Backend, Call, Conditions, Order, only_checks::only_for_checks};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A packing table. Clones are handles to the same table.
#[derive(Clone, Debug)]
pub struct PackingTable {
    number: u32,
    backend: Backend,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    packed: Vec<u32>,
    breaks_after: Option<usize>,
}

/// A table has broken down.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("packing table {table} broke down with order {order}")]
pub struct TableBroken {
    /// The table's number.
    pub table: u32,
    /// The number of the order that was on the table, and was not packed.
    pub order: u32,
}

impl PackingTable {
    /// A table that works.
    pub fn new(conditions: Conditions, number: u32) -> Self {
        Self {
            number,
            backend: Backend::new(conditions),
            state: Arc::default(),
        }
    }

    /// The table breaks down with the order after so many.
    #[must_use]
    #[track_caller]
    pub fn that_breaks_after(self, packed: usize) -> Self {
        only_for_checks("that_breaks_after");
        lock(&self.state).breaks_after = Some(packed);
        self
    }

    /// Packs one order; it is packed once the call has answered.
    ///
    /// # Errors
    /// If the table breaks down, or is broken. The order is not packed then.
    #[track_caller]
    pub fn pack(&self, order: Order) -> Call<Result<(), TableBroken>> {
        let (state, table) = (Arc::clone(&self.state), self.number);
        let order = order.number;
        let pack = move |call_is_broken| {
            let mut state = lock(&state);
            let most = state.breaks_after.unwrap_or(usize::MAX);
            if call_is_broken || state.packed.len() >= most {
                return Err(TableBroken { table, order });
            }
            state.packed.push(order);
            Ok(())
        };
        self.backend
            .call(Self::call_name(order), pack, Result::is_err)
    }

    /// The numbers of the orders that were packed here until now, in the order in which they were.
    #[track_caller]
    pub fn packed(&self) -> Vec<u32> {
        only_for_checks("packed");
        lock(&self.state).packed.clone()
    }

    /// The name under which [`Backend`] knows the call that packs this order.
    pub fn call_name(order: u32) -> String {
        format!("PACK order {order}")
    }

    /// The backend behind the table: its latency, faults and counters.
    #[track_caller]
    pub fn backend(&self) -> &Backend {
        only_for_checks("backend");
        &self.backend
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_table_keeps_what_was_packed_in_order() {
        let table = PackingTable::new(Conditions::default(), 1);
        for number in [5, 3] {
            assert_eq!(table.pack(Order { number }).await, Ok(()));
        }
        assert_eq!(table.packed(), [5, 3]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_table_that_broke_stays_broken() {
        let table = PackingTable::new(Conditions::default(), 2).that_breaks_after(1);
        assert_eq!(table.pack(Order { number: 5 }).await, Ok(()));
        for number in [6, 7] {
            let broken = TableBroken {
                table: 2,
                order: number,
            };
            assert_eq!(table.pack(Order { number }).await, Err(broken));
        }
        assert_eq!(table.packed(), [5]);
    }
}
