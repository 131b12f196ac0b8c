//! A service that keeps audit records.
use crate::{Backend, Call, Conditions, only_checks::only_for_checks};
use std::sync::{Arc, Mutex, PoisonError};

/// Keeps a record of what users did. Clones are handles to the same log.
#[derive(Clone, Debug)]
pub struct AuditLog {
    backend: Backend,
    records: Arc<Mutex<Vec<String>>>,
}

/// The log could not keep a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the audit log could not save {record:?}")]
pub struct SaveError {
    /// The record that was not saved.
    pub record: String,
}

impl AuditLog {
    /// An empty log.
    pub fn new(conditions: Conditions) -> Self {
        Self {
            backend: Backend::new(conditions),
            records: Arc::default(),
        }
    }

    /// Saves a record; it is kept once the call has answered.
    ///
    /// # Errors
    /// If the log does not take the record.
    #[track_caller]
    pub fn save(&self, record: impl Into<String>) -> Call<Result<(), SaveError>> {
        let record = record.into();
        let records = Arc::clone(&self.records);
        self.backend.call(
            format!("SAVE {record}"),
            move |broken| {
                if broken {
                    return Err(SaveError { record });
                }
                records
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(record);
                Ok(())
            },
            Result::is_err,
        )
    }

    /// The records that were saved until now, oldest first.
    #[track_caller]
    pub fn records(&self) -> Vec<String> {
        only_for_checks("records");
        self.records
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The backend behind the log: its latency, faults and counters. A record's call is named
    /// `SAVE <record>`.
    #[track_caller]
    pub fn backend(&self) -> &Backend {
        only_for_checks("backend");
        &self.backend
    }
}
