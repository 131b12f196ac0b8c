//! Fails: five_at_once = sequential
//! Fails: a_crash_is_an_answer = wrong_result
//!
//! One thread orders all labels, and it ends with the first panic.
use services::{CarrierSdk, Label, Refused};
use std::{sync::mpsc, thread};
use tokio::sync::oneshot;

/// The packing desk of a warehouse.
pub struct PackingDesk {
    orders: mpsc::Sender<Order>,
}

/// A parcel, and who waits for its label.
struct Order {
    parcel: u32,
    answer: oneshot::Sender<Result<Label, Refused>>,
}

/// Why a parcel has no label.
#[derive(Debug)]
pub enum NoLabel {
    /// The carrier does not take the parcel.
    Refused(Refused),
    /// The carrier's SDK panicked.
    Crashed,
}

impl PackingDesk {
    /// A desk that works with this carrier.
    pub fn new(carrier: CarrierSdk) -> Self {
        let (orders, incoming) = mpsc::channel();
        thread::spawn(move || work(&carrier, &incoming));
        Self { orders }
    }

    /// Orders the label of a parcel.
    ///
    /// # Errors
    /// If there is none.
    pub async fn label(&self, parcel: u32) -> Result<Label, NoLabel> {
        let (answer, answered) = oneshot::channel();
        let order = Order { parcel, answer };
        if self.orders.send(order).is_err() {
            return Err(NoLabel::Crashed);
        }
        match answered.await {
            Ok(answer) => answer.map_err(NoLabel::Refused),
            Err(_) => Err(NoLabel::Crashed),
        }
    }
}

/// Works on one order after another; ends when the desk is dropped.
fn work(carrier: &CarrierSdk, incoming: &mpsc::Receiver<Order>) {
    for Order { parcel, answer } in incoming {
        // The desk may have given up.
        let _ = answer.send(carrier.label(parcel));
    }
}
