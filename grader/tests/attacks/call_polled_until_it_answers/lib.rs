//! The membership desk: polls the call with a waker of its own until it is done, in one go.
use services::{AuditLog, SaveError};
use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

pub async fn close_account(audit: &AuditLog, member: &str) -> Result<String, SaveError> {
    let mut call = pin!(audit.save(format!("closed the account of {member}")));
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(saved) = call.as_mut().poll(&mut context) {
            saved?;
            return Ok(format!("Goodbye, {member}: your account is closed."));
        }
    }
}
