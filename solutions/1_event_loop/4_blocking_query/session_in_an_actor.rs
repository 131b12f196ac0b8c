//! The shop: takes orders.
use services::{Database, DbError};
use tokio::sync::{mpsc, oneshot};

enum Statement {
    Select(String, oneshot::Sender<Result<Vec<String>, DbError>>),
    Insert(&'static str, String, oneshot::Sender<Result<(), DbError>>),
    Commit(oneshot::Sender<Result<(), DbError>>),
}

/// Takes an order: writes down the order and its invoice, both or neither. Answers with the price, or with
/// `None` if the item has no price; nothing is written then.
///
/// # Errors
/// If the database fails; nothing is written then.
pub async fn take_order(
    database: &Database,
    customer: &str,
    item: &str,
) -> Result<Option<String>, DbError> {
    let (statements, todo) = mpsc::channel(1);
    let worker = tokio::spawn(work(database.clone(), customer.to_owned(), todo));
    let result = order(&statements, item).await;
    drop(statements);
    worker.await.expect("the worker does not panic");
    result
}

async fn order(
    statements: &mpsc::Sender<Statement>,
    item: &str,
) -> Result<Option<String>, DbError> {
    let prices = ask(statements, |answer| {
        Statement::Select(item.to_owned(), answer)
    })
    .await?;
    let Some(price) = prices.into_iter().next_back() else {
        return Ok(None);
    };
    ask(statements, |answer| {
        Statement::Insert("orders", item.to_owned(), answer)
    })
    .await?;
    ask(statements, |answer| {
        Statement::Insert("invoices", price.clone(), answer)
    })
    .await?;
    ask(statements, Statement::Commit).await?;
    Ok(Some(price))
}

async fn ask<T>(
    statements: &mpsc::Sender<Statement>,
    statement: impl FnOnce(oneshot::Sender<T>) -> Statement,
) -> T {
    let (answer, answered) = oneshot::channel();
    let sent = statements.send(statement(answer)).await;
    assert!(sent.is_ok(), "the worker waits for statements");
    answered.await.expect("the worker answers")
}

async fn work(database: Database, customer: String, mut todo: mpsc::Receiver<Statement>) {
    let mut session = database.async_session();
    while let Some(statement) = todo.recv().await {
        match statement {
            Statement::Select(key, answer) => {
                drop(answer.send(session.select("prices", &key).await))
            }
            Statement::Insert(table, value, answer) => {
                drop(answer.send(session.insert(table, &customer, &value).await));
            }
            Statement::Commit(answer) => {
                drop(answer.send(session.commit().await));
                return;
            }
        }
    }
}
