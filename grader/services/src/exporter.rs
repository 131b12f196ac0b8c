//! A service that exports a customer's data, which takes long.
use crate::{Backend, Call, Conditions, only_checks::only_for_checks};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Exports customers' data. Clones are handles to the same service.
#[derive(Clone, Debug)]
pub struct Exporter {
    backend: Backend,
    customers: Arc<Mutex<HashMap<String, u64>>>,
}

/// The exported data of a customer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Export {
    /// The customer's name.
    pub customer: String,
    /// How many rows there are.
    pub rows: u64,
}

/// The data could not be exported.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("the data of {customer:?} could not be exported")]
pub struct ExportError {
    /// The customer's name.
    pub customer: String,
}

/// What has become of an export that runs in the background.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum JobStatus {
    /// It still runs.
    Running,
    /// It has ended, with this export.
    Done(Export),
    /// It has ended without an export.
    Failed,
}

impl Exporter {
    /// A service that knows no customer yet.
    pub fn new(conditions: Conditions) -> Self {
        Self {
            backend: Backend::new(conditions),
            customers: Arc::default(),
        }
    }

    /// From now on the service knows a customer, of whom there are so many rows.
    #[track_caller]
    pub fn add_customer(&self, customer: &str, rows: u64) {
        only_for_checks("add_customer");
        self.customers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(customer.to_owned(), rows);
    }

    /// Exports the data of a customer.
    ///
    /// # Errors
    /// If the customer is unknown, or the data cannot be read.
    #[track_caller]
    pub fn export(&self, customer: &str) -> Call<Result<Export, ExportError>> {
        let (customers, customer) = (Arc::clone(&self.customers), customer.to_owned());
        let call = Self::call_name(&customer);
        let answer = move |broken: bool| {
            let customers = customers.lock().unwrap_or_else(PoisonError::into_inner);
            match customers.get(&customer) {
                Some(&rows) if !broken => Ok(Export { customer, rows }),
                _ => Err(ExportError { customer }),
            }
        };
        self.backend.call(call, answer, Result::is_err)
    }

    /// The name under which [`Backend`] knows the call for a customer's data.
    pub fn call_name(customer: &str) -> String {
        format!("EXPORT {customer}")
    }

    /// The backend behind the service: its latency, faults and counters.
    #[track_caller]
    pub fn backend(&self) -> &Backend {
        only_for_checks("backend");
        &self.backend
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_customer_that_is_known_is_exported() {
        let exporter = Exporter::new(Conditions::default());
        exporter.add_customer("Noor", 12);
        let rows = exporter.export("Noor").await.map(|export| export.rows);
        assert_eq!(rows, Ok(12));
    }

    #[tokio::test(start_paused = true)]
    async fn an_unknown_customer_and_a_broken_call_are_errors() {
        let exporter = Exporter::new(Conditions::default());
        exporter.add_customer("Noor", 12);
        exporter.backend().break_call(&Exporter::call_name("Noor"));
        for customer in ["Noor", "Olu"] {
            let customer = customer.to_owned();
            let answer = exporter.export(&customer).await;
            assert_eq!(answer, Err(ExportError { customer }));
        }
    }
}
