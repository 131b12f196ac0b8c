//! A database with transactions, and with two kinds of sessions.
use crate::{AsyncSession, Backend, Conditions, Session, only_checks::only_for_checks};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

type Row = (String, String);
type Tables = BTreeMap<String, Vec<Row>>;

/// A database. A row has a key and a value. Clones are handles to the same database.
#[derive(Clone, Debug)]
pub struct Database {
    backend: Backend,
    tables: Arc<Mutex<Tables>>,
}

/// The database could not do what it was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the database could not do {statement:?}")]
pub struct DbError {
    /// The statement that failed.
    pub statement: String,
}

impl Database {
    /// An empty database.
    pub fn new(conditions: Conditions) -> Self {
        Self {
            backend: Backend::new(conditions),
            tables: Arc::default(),
        }
    }

    /// Begins a transaction in a synchronous session: each of its statements holds the calling thread.
    pub fn session(&self) -> Session {
        Session::new(self.clone())
    }

    /// Begins a transaction in an asynchronous session: each of its statements is a future.
    pub fn async_session(&self) -> AsyncSession {
        AsyncSession::new(self.clone())
    }

    /// Puts a row into a table from outside, as if it had always been there.
    #[track_caller]
    pub fn put(&self, table: &str, key: &str, value: &str) {
        only_for_checks("put");
        self.add(table, (key.to_owned(), value.to_owned()));
    }

    /// The rows of a table that are committed, oldest first, as seen from outside.
    #[track_caller]
    pub fn rows(&self, table: &str) -> Vec<(String, String)> {
        only_for_checks("rows");
        self.committed(table)
    }

    /// The backend behind the database: its latency, faults and counters. Its calls are named
    /// `SELECT <table> <key>`, `INSERT <table> <key>` and `COMMIT`.
    #[track_caller]
    pub fn backend(&self) -> &Backend {
        only_for_checks("backend");
        &self.backend
    }

    fn add(&self, table: &str, row: Row) {
        self.tables().entry(table.to_owned()).or_default().push(row);
    }

    fn committed(&self, table: &str) -> Vec<Row> {
        self.tables().get(table).cloned().unwrap_or_default()
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a transaction has written and not yet committed. Clones are the same transaction.
#[derive(Clone, Debug)]
pub(crate) struct Transaction {
    database: Database,
    written: Arc<Mutex<Vec<(String, Row)>>>,
}

impl Transaction {
    pub(crate) fn begin(database: Database) -> Self {
        Self {
            database,
            written: Arc::default(),
        }
    }

    pub(crate) fn backend(&self) -> &Backend {
        &self.database.backend
    }

    /// The values under a key: those that are committed, then the transaction's own.
    pub(crate) fn values(&self, table: &str, key: &str) -> Vec<String> {
        let mut rows = self.database.committed(table);
        let written = self.written();
        let own = written.iter().filter(|(into, _)| into == table);
        rows.extend(own.map(|(_, row)| row.clone()));
        let found = rows.into_iter().filter(|(of, _)| of == key);
        found.map(|(_, value)| value).collect()
    }

    pub(crate) fn write(&self, table: &str, key: &str, value: &str) {
        let row = (key.to_owned(), value.to_owned());
        self.written().push((table.to_owned(), row));
    }

    pub(crate) fn commit(&self) {
        for (table, (key, value)) in self.written().drain(..) {
            self.database.add(&table, (key, value));
        }
    }

    fn written(&self) -> MutexGuard<'_, Vec<(String, Row)>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a statement answers: `done`, unless it fails.
pub(crate) fn answer<T>(
    broken: bool,
    statement: String,
    done: impl FnOnce() -> T,
) -> Result<T, DbError> {
    match broken {
        true => Err(DbError { statement }),
        false => Ok(done()),
    }
}

pub(crate) fn select(table: &str, key: &str) -> String {
    format!("SELECT {table} {key}")
}

pub(crate) fn insert(table: &str, key: &str) -> String {
    format!("INSERT {table} {key}")
}

pub(crate) fn commit() -> String {
    "COMMIT".to_owned()
}
