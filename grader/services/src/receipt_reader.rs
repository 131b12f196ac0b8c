//! A service that reads scanned receipts.
use crate::{Backend, Call, Conditions, only_checks::only_for_checks};

/// Reads the amount off a scanned receipt. Clones are handles to the same service.
#[derive(Clone, Debug)]
pub struct ReceiptReader {
    backend: Backend,
}

/// The amount on a receipt could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("receipt {receipt} could not be read")]
pub struct Unreadable {
    /// The receipt's number.
    pub receipt: u32,
}

impl ReceiptReader {
    /// A reader that can read every receipt, but for those whose call is broken.
    pub fn new(conditions: Conditions) -> Self {
        Self {
            backend: Backend::new(conditions),
        }
    }

    /// Reads the amount off one receipt, in cents.
    ///
    /// # Errors
    /// If it cannot be read.
    #[track_caller]
    pub fn read(&self, receipt: u32) -> Call<Result<u64, Unreadable>> {
        let answer = move |broken| match broken {
            true => Err(Unreadable { receipt }),
            false => Ok(amount_of(receipt)),
        };
        self.backend
            .call(Self::call_name(receipt), answer, Result::is_err)
    }

    /// The amount that stands on a receipt, in cents.
    #[track_caller]
    pub fn amount_on(receipt: u32) -> u64 {
        only_for_checks("amount_on");
        amount_of(receipt)
    }

    /// The name under which [`Backend`] knows the call for this receipt.
    pub fn call_name(receipt: u32) -> String {
        format!("READ receipt {receipt}")
    }

    /// The backend behind the reader: its latency, faults and counters.
    #[track_caller]
    pub fn backend(&self) -> &Backend {
        only_for_checks("backend");
        &self.backend
    }
}

fn amount_of(receipt: u32) -> u64 {
    150 + u64::from(receipt) * 7_919 % 30_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_receipt_has_its_amount_unless_its_call_is_broken() {
        let reader = ReceiptReader::new(Conditions::default());
        reader.backend().break_call(&ReceiptReader::call_name(8));
        assert_eq!(reader.read(7).await, Ok(ReceiptReader::amount_on(7)));
        assert_eq!(reader.read(8).await, Err(Unreadable { receipt: 8 }));
    }
}
